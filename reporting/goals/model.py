"""A goal and where it stands (layer 5)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reporting.errors import Sentence
from reporting.periods import Period

StatusWord = Literal["achieved", "on_track", "at_risk", "behind", "missed", "no_data"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a goal is about; an empty tuple restricts nothing.

    accounts               the store's numbers
    pillars, campaigns     names of the client's content labels
    """

    platforms: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    media_types: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What is aimed at, in the metric's unit; of a goal that grows by percent, target and stretch are fractions.

    baseline          the level that growth starts from, where a person gave it
    baseline_period   the period that growth is measured against, where the figure adds up over a period
    stretch           the ambitious value beyond the target
    weight            its share of the objective, relative to the other goals of the objective
    objective         the name that several goals of a client share
    series            goals set together, one a month, each with its own target, share the number of the first
    """

    id: int
    client_id: int
    metric: str
    kind: str
    period: Period
    target: float
    scope: Scope = Scope()
    baseline: float | None = None
    baseline_period: Period | None = None
    stretch: float | None = None
    weight: float = 1.0
    objective: str | None = None
    series: int | None = None
    owner: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A figure day by day from `first` on: None where no import covers the day, 0.0 where one does and nothing was."""

    first: dt.date
    values: tuple[float | None, ...]

    @property
    def last(self) -> dt.date:
        return self.first + dt.timedelta(days=len(self.values) - 1)

    def on(self, day: dt.date) -> float | None:
        at = (day - self.first).days
        return self.values[at] if 0 <= at < len(self.values) else None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the figure will be on a day still to come: quantiles of an estimate."""

    p10: float
    p25: float
    median: float
    p75: float
    p90: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The figure at the end of the period, as an estimate.

    fan                   the same for each day left, the last of them being `end`
    probability           of meeting the target; of the stretch, where one is set
    days                  how many days of history it rests on
    """

    end: Outlook
    fan: Sequence[Outlook]
    probability: float
    stretch_probability: float | None
    method: Sentence
    days: int


@dataclass(frozen=True, slots=True)
class Track:
    """A goal day by day over its whole period: actual (None: not known) and expected, in the goal's own figure."""

    days: tuple[dt.date, ...]
    actual: tuple[float | None, ...]
    expected: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal judged: all figures in the metric's unit; None is "not provided".

    judged_to     last day with data inside the period
    expected      what would be there on that day if the goal were met exactly
    method        how `expected` was drawn, as a sentence
    reason        where it stands in one sentence that quotes the figures
    start         the level that a growing goal starts from: its baseline, else the one measured
    wanted        the target in the unit of `actual`: of growth over an earlier total all of it, of a share its amount
    stretch       the same of the goal's stretch
    no_forecast   why there is none
    """

    goal: Goal
    actual: float | None
    expected: float | None
    progress: float | None
    judged_to: dt.date | None
    status: StatusWord
    method: Sentence
    reason: Sentence
    imports: tuple[int, ...] = ()
    start: float | None = None
    wanted: float | None = None
    forecast: Forecast | None = None
    no_forecast: Sentence | None = None
    track: Track | None = None
    stretch: float | None = None
