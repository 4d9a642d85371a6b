"""A question to the store and its answer (layer 4)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from reporting.errors import Sentence
from reporting.numbers import Unit
from reporting.periods import Comparison, Period

By = Literal["platform", "account", "day", "week", "month", "media_type", "post", "hour", "weekday", "kind", "mention"]


@dataclass(frozen=True, slots=True)
class ContentFilter:
    """Posts of one content label: those that hold one of the words and were published in the days.

    Without words the days alone count, without days the words alone; without either no post is of it.
    """

    kind: Literal["pillar", "campaign"]
    words: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class MetricQuery:
    """Which figures, for whom, when, split by what. Ids are from the catalog and the store, never free text.

    by          grouping, outermost first; () gives one row
    compare     adds <metric>__previous and/or <metric>__year columns, matched on `by` (not on days)
    until       last day with data of an unfinished period: the comparison is cut to the same number of days
    labels      posts of any of the pillars and of any of the campaigns; their words are bound, never text in SQL
    """

    metrics: tuple[str, ...]
    client_id: int
    period: Period
    by: tuple[By, ...] = ()
    platforms: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    media_types: tuple[str, ...] = ()
    compare: tuple[Comparison, ...] = ()
    until: dt.date | None = None
    limit: int | None = None
    order_by: str | None = None
    labels: tuple[ContentFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text and the values bound by $name."""

    text: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of a result; unit is None for a grouping column."""

    name: str
    unit: Unit | None = None
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Rows in a stated order, with units, the statement behind them and the ids of the imports that they rest on.

    A None figure is "not provided", never zero.
    compared    the periods that stand in <metric>__previous and <metric>__year, cut to the same number of days
    given_by    where the rows are not by platform or account: the platforms that have a value of each metric
    samples     of ratios, medians and means: how many posts, days or accounts stand behind the figure of each row
    """

    columns: tuple[ResultColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    statement: Statement
    imports: tuple[int, ...]
    notes: tuple[Sentence, ...] = ()
    compared: Mapping[Comparison, Period] = field(default_factory=dict)
    samples: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    given_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def column(self, name: str) -> list[Any]:
        at = self.index(name)
        return [row[at] for row in self.rows]

    def index(self, name: str) -> int:
        return next(i for i, column in enumerate(self.columns) if column.name == name)

    def records(self) -> list[dict[str, Any]]:
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def value(self, name: str) -> Any:
        """The figure of a result of one row."""
        (row,) = self.rows
        return row[self.index(name)]


Rows = Sequence[tuple[Any, ...]]
