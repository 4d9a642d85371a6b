"""A block of figures: metric by metric, each window beside its change, every number a formula over the Data (layer 6).

Right of what prints, each row carries its proof: the two halves of a rate, what the database gave, and whether both
agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reporting.catalog.model import Metric
from reporting.errors import Sentence, say
from reporting.workbook.book import Book
from reporting.workbook.formulas import halves, per_unit, single
from reporting.workbook.live import Live, Placed, Span, Where, agrees, change, divided, scaled
from reporting.workbook.page import Page
from reporting.workbook.styles import cell_value, change_format, number_format, readable

METRIC_WIDTH = 41
FIGURE_WIDTH = 15
CHANGE_WIDTH = 14.5
BASIS_WIDTH = 34
PROOF_WIDTH = 14
PLAIN = "#,##0.##"
METRIC = say("Metric")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand in a block of figures with `windows` compared stretches of time."""

    windows: int

    def value(self, window: int) -> int:
        return 2 if window == 0 else 1 + 2 * window

    def change(self, window: int) -> int:
        return self.value(window) + 1

    @property
    def basis(self) -> int:
        return 2 + 2 * self.windows - 1

    @property
    def proof(self) -> int:
        """First column of the proof, one after an empty one."""
        return self.basis + 2

    def over(self, window: int) -> int:
        return self.proof + window

    def under(self, window: int) -> int:
        return self.proof + self.windows + window

    def stored(self, window: int) -> int:
        return self.proof + 2 * self.windows + window

    @property
    def check(self) -> int:
        return self.proof + 3 * self.windows

    @property
    def widths(self) -> list[float]:
        pairs = [FIGURE_WIDTH, CHANGE_WIDTH] * (self.windows - 1)
        return [METRIC_WIDTH, FIGURE_WIDTH, *pairs, BASIS_WIDTH, 3, *[PROOF_WIDTH] * (3 * self.windows), 9]


@dataclass(frozen=True, slots=True)
class Scope:
    """All platforms, or one and the condition that says so in a formula."""

    platform: str | None = None
    where: tuple[Where, ...] = ()


ALL = Scope()

BASES = {
    "activity": say("Activity in the period"),
    "lifetime": say("Lifetime of posts published in the period"),
    "level": say("Level at the end of the period"),
}


def set_columns(page: Page, columns: Columns) -> None:
    page.columns(columns.widths)
    for column in range(columns.proof, columns.check + 1):
        page.sheet.column_dimensions[get_column_letter(column)].outlineLevel = 1


def draw_header(book: Book, page: Page, row: int, first: Sentence | str = METRIC) -> Placed:
    """The header row of a block, those of its proof included; gives back its first cell."""
    windows = book.report.windows
    columns = Columns(len(windows))
    name = page.put(row, 1, first, "header")
    for at, window in enumerate(windows):
        page.put(row, columns.value(at), book.window_text(window), "header figure")
        if at:
            page.put(row, columns.change(at), say("Change"), "header figure")
        for place, heading in _proof_headings(columns, at, book.window_text(window)):
            page.put(row, place, heading, "header figure")
    page.put(row, columns.basis, say("What it counts"), "header after")
    page.put(row, columns.check, say("Check"), "header figure")
    page.height(row, 30)
    return name


def _proof_headings(columns: Columns, window: int, words: str) -> list[tuple[int, Sentence]]:
    return [
        (columns.over(window), say("Upper part, {period}", period=words)),
        (columns.under(window), say("Lower part, {period}", period=words)),
        (columns.stored(window), say("Database, {period}", period=words)),
    ]


def draw_figures(book: Book, page: Page, row: int, metrics: Sequence[str], scope: Scope = ALL) -> int:
    """Write a row per metric that the database has; gives back the next free row."""
    first = row
    for metric in metrics:
        if book.report.provided(metric, scope.platform):
            _Line(book, page, row, book.report.metric(metric), scope).draw()
            row += 1
    if row > first:
        columns = Columns(len(book.report.windows))
        book.checks.append(f"{page.ref(first, columns.check)}:{page.ref(row - 1, columns.check).rpartition('!')[2]}")
    return row


@dataclass(slots=True)
class _Line:
    """One metric in a block.

    Where the database gives nothing (not provided, or a comparison that a change of definition forbids) there is a dash
    and no formula.
    """

    book: Book
    page: Page
    row: int
    metric: Metric
    scope: Scope

    def draw(self) -> None:
        book, page, metric = self.book, self.page, self.metric
        figure = book.report.figure(metric.id, self.scope.platform)
        if figure is None:
            return
        columns = Columns(len(book.spans))
        form = number_format(metric.unit, book.lang, largest=max(abs(v) for v in figure.values if v is not None))
        page.put(self.row, 1, metric.label[book.lang], "strong")
        pairs = [self._window(columns, at, span, form, figure.values[at]) for at, span in enumerate(book.spans)]
        places = tuple(live for live, _ in pairs)
        book.figures[metric.id, self.scope.platform] = places
        for at in range(1, len(places)):
            form, rate = change_format(metric.unit, page.lang), metric.unit == "percent"
            page.put(self.row, columns.change(at), change(places[0], places[at], rate=rate), "figure", form)
            color_change(page, self.row, columns.change(at), metric)
        page.put(self.row, columns.basis, BASES[metric.basis], "small")
        book.checked.append(page.put(self.row, columns.check, agrees(pairs), "check"))

    def _window(self, columns: Columns, at: int, span: Span, form: str, given: float | None) -> tuple[Placed, Placed]:
        held = None if given is None else cell_value(given, self.metric.unit)
        stored = self.page.put(self.row, columns.stored(at), held, "check", form)
        formula = None if held is None else self._formula(columns, at, span)
        value = held if formula is None else formula
        return self.page.put(self.row, columns.value(at), value, "figure", form), stored

    def _formula(self, columns: Columns, at: int, span: Span) -> Live | None:
        parts = halves(self.book, self.metric, span, self.scope.where)
        if parts is None:
            return single(self.book, self.metric, span, self.scope.where)
        over = self.page.put(self.row, columns.over(at), parts[0], "check", PLAIN)
        under = self.page.put(self.row, columns.under(at), parts[1], "check", PLAIN)
        if self.metric.kind == "per_week":
            return scaled(over, under)
        return per_unit(divided(over, under), self.metric)


def color_change(page: Page, row: int, column: int, metric: Metric) -> None:
    """Good or bad by the metric's direction; the arrow and the sign say which way it went."""
    if metric.better == "neutral":
        return
    cell = page.ref(row, column).rpartition("!")[2]
    good, bad = (readable(color, page.colors.side) for color in (page.colors.good, page.colors.bad))
    rise, fall = (good, bad) if metric.better == "higher" else (bad, good)
    page.color_when(cell, f"AND(ISNUMBER({cell}),N({cell})>0)", rise)
    page.color_when(cell, f"AND(ISNUMBER({cell}),N({cell})<0)", fall)
