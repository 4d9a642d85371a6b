"""What the TOML definitions are once loaded: frozen dataclasses, no behaviour beyond look-ups (layer 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reporting.catalog.format import CellType, Format
from reporting.catalog.words import Words
from reporting.numbers import Unit
from reporting.periods import COMPARISONS, Comparison

Aggregate = Literal["sum", "last", "never", "mean", "none"]
SheetId = Literal[
    "cover",
    "summary",
    "goals",
    "kpis",
    "platforms",
    "content",
    "audience",
    "competition",
    "reputation",
    "ads",
    "work",
    "next_steps",
    "definitions",
    "sources",
    "data",
]
Readers = Literal["client", "internal"]
PlatformKind = Literal["social", "ads", "web", "voice", "work"]
MetricKind = Literal["sum", "last", "ratio", "distinct", "median", "change", "daily_mean", "per_week"]
Basis = Literal["activity", "lifetime", "level"]
Better = Literal["higher", "lower", "neutral"]


@dataclass(frozen=True, slots=True)
class Column:
    """A canonical column. sql_type is what it is stored as; aggregate says how observations of it may be added up.

    ahead   its days may still be to come
    """

    id: str
    type: CellType
    unit: Unit | None
    aggregate: Aggregate
    label: Words
    meaning: Words
    ahead: bool = False

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.type]

    @property
    def is_measure(self) -> bool:
        return self.unit is not None

    @property
    def checkable(self) -> bool:
        """Whether a sum over the rows of a file says something to a person: not of rates, averages and levels."""
        return self.aggregate in {"sum", "never"}


SQL_TYPES: Mapping[CellType, str] = {
    "id": "varchar",
    "text": "varchar",
    "link": "varchar",
    "choice": "varchar",
    "count": "bigint",
    "number": "double",
    "percent": "double",
    "money": "double",
    "duration": "double",
    "date": "date",
    "datetime": "timestamp",
    "clock": "varchar",
    "flag": "boolean",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A grain of facts: key columns (besides the account) and the columns that a row may have, keys included.

    optional    key columns that may be empty
    adds        rows of one key in one file are parts of it: their additive figures are added up (two ads of one name)
    within      figure -> the column that must say the same in rows whose figures are added up: money of one currency,
                results of one kind; where it doesn't, there is no sum
    """

    id: str
    label: Words
    meaning: Words
    key: tuple[str, ...]
    day: str
    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()
    adds: bool = False
    within: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What a canonical column, an account or its name is called in general: for proposals, never for recognition."""

    id: str
    headings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure. For each kind only its own fields are filled (CONTRIBUTING, "Add a metric").

    subject       what it is about, for pickers: exposure, engagement, traffic, video, audience, publishing, reputation
    parts         of sum, last, distinct, daily_mean, per_week, change: each part is a list of alternative columns, the
                  first known one counts; parts are added; a row where no part is known is not provided
    parts_on      parts that replace them on the named platform, where its export says it otherwise
    whole         columns that stand for all the parts together where the platform gives such a total; the first known
    over, under   of ratio, of median (under: of a per-post ratio): ids of metrics of kind sum (under also last)
    flow          of change: id of a sum metric that stands in for an account whose level is not known at both ends
    relative      of change: over the level at the start
    points        of sum, instead of parts: column -> its value (true, false of a flag) -> what a row with it adds
    otherwise     of points: what a row adds that has none of these values; without it, nothing is known of such a row
    between       of sum, instead of parts: two moments; the seconds from the first to the second
    within        of between: 1 for a row whose seconds are no more than this, else 0; one whose second moment is not
                  there adds its points
    quantile      of median: another part of the rows than the half that lies below it
    without       flags; rows where one of them is true are left out; only_flagged: rows where it is not
    only          column -> its values; only rows with one of them count
    only_media, without_media   media types that alone count, or that are left out
    platforms     where it means something; () is everywhere
    """

    id: str
    label: Words
    meaning: Words
    kind: MetricKind
    unit: Unit
    better: Better
    basis: Basis
    subject: str
    table: str | None = None
    parts: tuple[tuple[str, ...], ...] = ()
    parts_on: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    over: str | None = None
    under: str | None = None
    flow: str | None = None
    relative: bool = False
    points: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    otherwise: float | None = None
    between: tuple[str, ...] = ()
    within: float | None = None
    quantile: float = 0.5
    without: tuple[str, ...] = ()
    only_flagged: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only_media: tuple[str, ...] = ()
    without_media: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    formula: Words | None = None

    @property
    def picks(self) -> bool:
        """Whether some rows of its table don't count."""
        return bool(self.without or self.only_flagged or self.only or self.only_media or self.without_media)

    @property
    def own_columns(self) -> tuple[str, ...]:
        """Columns that it reads besides its parts."""
        return (*self.points, *self.between)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of ads, plans, hours, tracked pages or audiences, which the general query does not compute.

    columns       of the table; the first one that a platform gives in the period counts
    over, under   of a quotient: ids of measures, or of metrics; `times` it is shown
    """

    id: str
    label: Words
    meaning: Words
    formula: Words
    subject: Literal["ads", "work", "hours", "competition", "audience"]
    table: str
    unit: Unit
    better: Better
    columns: tuple[str, ...] = ()
    over: str | None = None
    under: str | None = None
    times: float = 1.0
    basis: Basis = "activity"
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalKind:
    """A way to set a goal; `rule` is one of the closed list in goals/kinds.py."""

    id: str
    label: Words
    meaning: Words
    sentence: Words
    rule: str
    metric_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """What goals are set for; subjects: of the metrics whose plain counts serve it; words: what people write for it."""

    id: str
    label: Words
    meaning: Words
    subjects: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A published figure of others; metric: ours of the same method, without one it is never compared."""

    id: str
    source: str
    year: int
    platform: str
    value: float
    method: Words
    metric: str | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """A network, or another kind of place that exports come from: label and colours for light and dark."""

    id: str
    label: str
    light: str
    dark: str
    kind: PlatformKind = "social"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font that spreadsheet programs have.

    width   of a line of text against one in Calibri
    twins   free fonts of the same measure
    """

    id: str
    width: float = 1.0
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by token, light and dark; platforms and statuses included (look.md)."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    platforms: Mapping[str, Platform]
    fonts: Mapping[str, Typeface] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlatformChange:
    """A change of a metric's definition by a platform, drawn as a marker; columns whose series it breaks."""

    id: str
    date: str
    platform: str
    columns: tuple[str, ...]
    label: Words
    meaning: Words


@dataclass(frozen=True, slots=True)
class SheetRecipe:
    """One sheet of a recipe: its kind (a drawer in workbook/) and the metrics it shows."""

    kind: SheetId
    metrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """A report: which sheets, in which order, with which metrics.

    readers     what is for the team alone (personal data, hours) stands only in the internal version
    """

    id: str
    label: Words
    sheets: tuple[SheetRecipe, ...]
    compare: tuple[Comparison, ...] = COMPARISONS
    readers: Readers = "client"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every definition of an installation, checked against each other.

    set_aside   files of the installation's own that don't fit the others, with their faults: they are not in use
    """

    columns: Mapping[str, Column]
    tables: Mapping[str, Table]
    formats: Mapping[str, Format]
    metrics: Mapping[str, Metric]
    goal_kinds: Mapping[str, GoalKind]
    recipes: Mapping[str, Recipe]
    theme: Theme
    changes: tuple[PlatformChange, ...]
    synonyms: Mapping[str, Synonyms] = field(default_factory=dict)
    objectives: Mapping[str, Objective] = field(default_factory=dict)
    benchmarks: tuple[Benchmark, ...] = ()
    measures: Mapping[str, Measure] = field(default_factory=dict)
    set_aside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def networks(self) -> tuple[str, ...]:
        """The platforms that reports of social media are about."""
        return tuple(id_ for id_, platform in self.theme.platforms.items() if platform.kind == "social")
