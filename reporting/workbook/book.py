"""What the sheets of one report share while they are drawn: pages, names, Data, where each figure stands (layer 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from reporting.errors import Sentence, say
from reporting.language import Language, date_text, text
from reporting.numbers import Unit
from reporting.periods import Period, period_text
from reporting.workbook.live import Ledger, Placed, Span, Value, Where
from reporting.workbook.model import Cell, ReportInput, Window
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn
from reporting.workbook.styles import Palette


@dataclass(frozen=True, slots=True)
class Tracked:
    """Where the days of a goal stand on its data sheet, and what they hold: a tuple of cells for each column."""

    first: int
    last: int
    columns: Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Level:
    """A column of values by account that may be added up: its name, and each account's platform label and value."""

    name: str
    values: tuple[tuple[str, Value | None], ...]


@dataclass(slots=True)
class Book:
    """spans: the report's windows as cells; figures: where each metric's value stands, a cell per window.

    tracks: by the place of a goal among the report's
    """

    report: ReportInput
    workbook: Workbook
    colors: Palette
    ledger: Ledger
    pages: dict[str, Page] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    figures: dict[tuple[str, str | None], tuple[Placed, ...]] = field(default_factory=dict)
    checks: list[str] = field(default_factory=list)
    checked: list[Placed] = field(default_factory=list)
    levels: dict[str, Level] = field(default_factory=dict)
    trend: dict[str, Drawn] = field(default_factory=dict)
    tracks: dict[int, Tracked] = field(default_factory=dict)
    contents: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    left_out: list[tuple[str, Sentence]] = field(default_factory=list)

    @property
    def lang(self) -> Language:
        return self.report.lang

    def words(self, sentence: Sentence | str) -> str:
        return text(sentence, self.lang)

    def define(self, name: str, ref: str) -> None:
        """Give cells a name that formulas and people can use."""
        self.workbook.defined_names[name] = DefinedName(name, attr_text=ref)

    def platform_label(self, platform: str) -> str:
        known = self.report.catalog.theme.platforms.get(platform)
        return known.label if known else platform

    def on_platform(self, platform: str, ref: str) -> tuple[Where, ...]:
        return (Where("platform", ref, self.platform_label(platform)),)

    def window_text(self, window: Window) -> str:
        """`October 2026`, or the two dates where the period is cut."""
        return period_text(window.period, self.lang)

    def metric_label(self, metric: str) -> str:
        return self.report.metric(metric).label[self.lang]


def stretch(period: Period, lang: Language) -> Sentence:
    """`1 October 2026 to 31 October 2026`."""
    return say("{start} to {end}", start=date_text(period.start, lang), end=date_text(period.end, lang))


def unit_words(unit: Unit) -> Sentence:
    """The unit of an axis."""
    match unit:
        case "percent":
            return say("%")
        case "people":
            return say("people")
        case "seconds":
            return say("time")
        case "money":
            return say("amount")
        case "per_week":
            return say("per week")
        case "count" | "number":
            return say("number")
