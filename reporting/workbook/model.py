"""Everything that a report needs, as values: put together by actions/reports.py, drawn by this package (layer 6)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reporting.catalog.model import Catalog, Metric, PlatformChange, Readers, Recipe, SheetId, SheetRecipe
from reporting.errors import Sentence
from reporting.goals.model import Standing
from reporting.insights.commentary import Commentary, commentary
from reporting.insights.model import Finding
from reporting.language import Language
from reporting.numbers import Unit
from reporting.periods import Period
from reporting.warehouse.author import Passage
from reporting.warehouse.model import Client, Import
from reporting.workbook.baseline_model import Baseline
from reporting.workbook.issue_model import Numbered
from reporting.workbook.market_model import MarketPart
from reporting.workbook.reputation_model import Reputation
from reporting.workbook.trend_model import Course
from reporting.workbook.value_model import ValuePart

WindowId = Literal["period", "previous", "last_year"]
Cell = str | int | float | dt.date | None
ELSEWHERE = frozenset({"reputation"})
"""Subjects of figures that stand on a sheet of their own, and not among those of the platforms."""


@dataclass(frozen=True, slots=True)
class Window:
    """One of the compared stretches of time; its id is also the stem of the names `period.start`, `period.end`."""

    id: WindowId
    period: Period


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of the Data sheets. `id` is what formulas call it; unit is None for a text or a date.

    form is the number format of a column whose rows differ in their unit
    """

    id: str
    label: str
    unit: Unit | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True)
class DataTable:
    """Tidy rows that the formulas read, at the grain of the fact table that `id` names.

    Columns that are always there: day, platform (its label), account (the store's number), account_name. A measure's
    column is called as its metric; of a ratio over another's parts as `<ratio>.over` and `<ratio>.under`, filled only
    where both are known. A None is "not provided", an empty cell.
    """

    id: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def index(self, column: str) -> int:
        return next(i for i, known in enumerate(self.columns) if known.id == column)

    def has(self, column: str) -> bool:
        return any(known.id == column for known in self.columns)


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric as the database gives it, for all platforms (None) or one, a value per window of the report."""

    metric: str
    platform: str | None
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class RankedPost:
    """A post of the content sheet; percentile is its place among the account's own posts, 0 to 1."""

    platform: str
    account: str
    day: dt.date
    media_type: str | None
    text: str | None
    link: str | None
    value: float
    percentile: float | None


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far the data of a platform goes; missing_days are days of the period without a row of its daily export."""

    platform: str
    first: dt.date
    last: dt.date
    imported: dt.date | None
    missing_days: int | None


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A total that the platform itself states for a stretch of time, beside ours for the same days."""

    platform: str
    account: str
    column: str
    period: Period
    stated: float
    ours: float | None


@dataclass(frozen=True, slots=True)
class ReportInput:
    """A report before it is drawn. windows[0] is the period itself, cut at the last day with data.

    days are those of which the Data sheets hold every row; accounts are the client's, each number with its name
    """

    client: Client
    lang: Language
    catalog: Catalog
    recipe: Recipe
    period: Period
    windows: tuple[Window, ...]
    generated_at: dt.datetime
    prepared_by: str
    version: str
    readers: Readers = "client"
    accounts: Mapping[int, str] = field(default_factory=dict)
    data: tuple[DataTable, ...] = ()
    figures: tuple[Figure, ...] = ()
    standings: tuple[Standing, ...] = ()
    findings: tuple[Finding, ...] = ()
    passages: tuple[Passage, ...] = ()
    top: tuple[RankedPost, ...] = ()
    bottom: tuple[RankedPost, ...] = ()
    freshness: tuple[Freshness, ...] = ()
    imports: tuple[Import, ...] = ()
    controls: tuple[ControlTotal, ...] = ()
    changes: tuple[PlatformChange, ...] = ()
    notes: tuple[Sentence, ...] = ()
    until: dt.date | None = None
    months: tuple[Period, ...] = ()
    days: Period | None = None
    reputation: Reputation | None = None
    value: ValuePart = field(default_factory=ValuePart)
    issue: Numbered | None = None
    baseline: Baseline | None = None
    course: Course = field(default_factory=Course)
    market: MarketPart = field(default_factory=MarketPart)

    def figure(self, metric: str, platform: str | None = None) -> Figure | None:
        return next((f for f in self.figures if f.metric == metric and f.platform == platform), None)

    def provided(self, metric: str, platform: str | None = None) -> bool:
        """Whether the database has the figure for the period itself or one that it is compared with."""
        figure = self.figure(metric, platform)
        return figure is not None and any(value is not None for value in figure.values)

    @property
    def author(self) -> Commentary:
        """What is said: the author's text laid over what the rules found."""
        return commentary(self.findings, self.passages)

    @property
    def any_figure(self) -> bool:
        """Whether anything is known of the period itself."""
        return any(figure.values[0] is not None for figure in self.figures)

    def table(self, table: str) -> DataTable | None:
        return next((known for known in self.data if known.id == table and known.rows), None)

    def metric(self, metric: str) -> Metric:
        return self.catalog.metrics[metric]

    def sheet(self, kind: SheetId) -> SheetRecipe:
        return next((sheet for sheet in self.recipe.sheets if sheet.kind == kind), SheetRecipe(kind))

    @property
    def platforms(self) -> tuple[str, ...]:
        """Platforms with any figure but those that have a sheet of their own, in the order of the theme."""
        shown = (f for f in self.figures if self.metric(f.metric).subject not in ELSEWHERE)
        known = {figure.platform for figure in shown if any(value is not None for value in figure.values)}
        return tuple(platform for platform in self.catalog.theme.platforms if platform in known)

    @property
    def metrics_shown(self) -> tuple[str, ...]:
        """Every metric that some sheet of this report shows, in the order of the catalog."""
        named = {metric for sheet in self.recipe.sheets for metric in sheet.metrics}
        named |= {standing.goal.metric for standing in self.standings}
        return tuple(m for m in self.catalog.metrics if m in named and (self.provided(m) or self._on_a_platform(m)))

    def _on_a_platform(self, metric: str) -> bool:
        return any(self.provided(metric, figure.platform) for figure in self.figures if figure.metric == metric)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A kind of sheet in a report: the titles of its worksheets, what is in it, or why it is left out."""

    kind: str
    titles: tuple[str, ...]
    contents: tuple[str, ...] = ()
    left_out: str | None = None

    @property
    def name(self) -> str:
        return self.titles[0]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a report will hold, before it is built."""

    file_name: str
    sheets: tuple[SheetPlan, ...]
    freshness: tuple[Freshness, ...]
    compared: Mapping[str, Period] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
