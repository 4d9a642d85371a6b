"""What the TOML definitions are once loaded: frozen dataclasses, no behaviour beyond look-ups (layer 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reporting.language import Language
from reporting.numbers import Unit

CellType = Literal["id", "text", "link", "count", "number", "percent", "money", "date", "datetime", "duration", "flag", "choice"]
Aggregate = Literal["sum", "last", "never", "mean", "none"]
Shape = Literal["rows", "series", "labels", "matrix", "pairs", "twins"]
MetricKind = Literal["sum", "last", "ratio", "distinct", "median", "change", "daily_mean", "per_week"]
Basis = Literal["activity", "lifetime", "level"]
Better = Literal["higher", "lower", "neutral"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    en: str
    fr: str

    def __getitem__(self, lang: Language) -> str:
        return self.fr if lang == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Column:
    """A canonical column. sql_type is what it is stored as; aggregate says how observations of it may be added up."""

    id: str
    type: CellType
    unit: Unit | None
    aggregate: Aggregate
    label: Words
    meaning: Words

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.type]

    @property
    def is_measure(self) -> bool:
        return self.unit is not None


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
    "flag": "boolean",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A grain of facts: key columns (besides the account) and the columns that a row may have, keys included."""

    id: str
    label: Words
    meaning: Words
    key: tuple[str, ...]
    day: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormatColumn:
    """One column of an export: its headings by language, where it goes and how its cells read.

    to          canonical column, or None when the column is dropped (`drop` says why)
    order       of a date: mdy, dmy, ymd, named (month names), yearless (day and month only), auto (whole column decides)
    zone        of a date-time: IANA name; the value is converted to UTC
    scale       of a percent: points, fraction, text
    unit        of a duration: seconds, minutes, hours, milliseconds, clock (H:MM:SS)
    values      of a choice: cell text (folded) -> canonical value; a text that is not listed is kept as "other"
    """

    to: str | None
    type: CellType
    headings: Mapping[str, tuple[str, ...]]
    order: str | None = None
    zone: str | None = None
    scale: str | None = None
    unit: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    drop: Words | None = None
    pattern: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A canonical column computed from others of the row, by a rule of the closed list in ingest/derive.py."""

    to: str
    by: str
    source: tuple[str, ...]
    argument: str | None = None


@dataclass(frozen=True, slots=True)
class Titled:
    """A block of a series, labels or matrix file: its titles by language, the column (or audience dimension) it fills."""

    to: str
    titles: Mapping[str, tuple[str, ...]]
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the values of a column: every (or any) non-empty value, folded, is one of these."""

    to: str
    values: tuple[str, ...]
    mode: Literal["every", "any", "none"] = "every"


@dataclass(frozen=True, slots=True)
class Format:
    """One export of one platform: how it is recognised and what each of its columns means."""

    id: str
    title: Words
    platforms: tuple[str, ...]
    table: str
    shape: Shape
    source: str
    columns: tuple[FormatColumn, ...]
    needs: tuple[str, ...]
    never: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    sheets: tuple[str, ...] = ()
    blocks: tuple[Titled, ...] = ()
    derived: tuple[Derived, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    totals: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    notes: tuple[Words, ...] = ()
    local: bool = False

    @property
    def platform(self) -> str | None:
        """The platform, or None when a file of this format can't tell it."""
        return self.platforms[0] if len(self.platforms) == 1 else None


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure. For each kind only its own fields are filled (catalog/metrics/README in CONTRIBUTING).

    parts       of sum, last, distinct, median, daily_mean, per_week, change: each part is a list of alternative columns,
                the first known one counts; parts are added; a row where no part is known is not provided
    over, under of ratio, and of the median of a per-post ratio: ids of metrics of kind sum (or last, for the denominator)
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
    over: str | None = None
    under: str | None = None
    relative: bool = False
    platforms: tuple[str, ...] = ()
    formula: Words | None = None


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
class Platform:
    """A network: label and colours for light and dark."""

    id: str
    label: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by token, light and dark; platforms and statuses included (look.md)."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    platforms: Mapping[str, Platform]


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

    kind: str
    metrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """A report: which sheets, in which order, with which metrics."""

    id: str
    label: Words
    sheets: tuple[SheetRecipe, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every definition of an installation, checked against each other."""

    columns: Mapping[str, Column]
    tables: Mapping[str, Table]
    formats: Mapping[str, Format]
    metrics: Mapping[str, Metric]
    goal_kinds: Mapping[str, GoalKind]
    recipes: Mapping[str, Recipe]
    theme: Theme
    changes: tuple[PlatformChange, ...]
