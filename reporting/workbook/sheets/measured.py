"""Blocks of measures: ads, plans and hours, each figure a formula over the Data with its proof beside it (layer 6)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reporting.catalog.model import Better, Measure
from reporting.errors import Sentence, say
from reporting.language import Language
from reporting.numbers import FIXED
from reporting.workbook.book import Book
from reporting.workbook.figures import (
    BASIS_WIDTH,
    CHANGE_WIDTH,
    FIGURE_WIDTH,
    METRIC_WIDTH,
    PLAIN,
    PROOF_WIDTH,
    Columns,
)
from reporting.workbook.live import MISSING, Live, Placed, Span, agrees, change, divided, number
from reporting.workbook.page import Page
from reporting.workbook.styles import change_format, number_format
from reporting.workbook.value_model import Values

LEAST = 7
"""Columns that print, however few windows there are: the tables of these sheets need them."""

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
_NUMBER_COLUMN = 1
_CURRENCY = re.compile(r"[A-Z]{3}")
_FINE = {"roas", "posts_per_hour"}


@dataclass(frozen=True, slots=True)
class Places(Columns):
    """Columns of figures, at least as many as the tables below them need."""

    @property
    def basis(self) -> int:
        return max(LEAST, 1 + 2 * self.windows)

    @property
    def check(self) -> int:
        return self.proof + self._proofs

    @property
    def _proofs(self) -> int:
        """A cell for each window and half, or for each figure of a table."""
        return max(LEAST - 2, 3 * self.windows)

    @property
    def number(self) -> int:
        """Where the numbers stand by which formulas know a group, right of the proof."""
        return self.check + _NUMBER_COLUMN

    @property
    def widths(self) -> list[float]:
        between = [FIGURE_WIDTH, CHANGE_WIDTH] * (self.basis // 2)
        own = [METRIC_WIDTH, FIGURE_WIDTH, *between[: self.basis - 3], BASIS_WIDTH]
        return [*own, 3, *[PROOF_WIDTH] * self._proofs, 9, 9]


Halves = tuple[Live, Live]
Make = Callable[[Span], Live | Halves]
"""A figure of a span: one formula, or the two cells of a quotient."""


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in a block: what the database gave, how its formula is made, and what it counts."""

    measure: Measure
    form: str
    values: Values
    make: Make
    basis: Sentence | str


def places(book: Book) -> Places:
    return Places(len(book.report.windows))


def set_places(page: Page, columns: Places) -> None:
    page.columns(columns.widths)
    for column in range(columns.proof, columns.number + 1):
        page.sheet.column_dimensions[get_column_letter(column)].outlineLevel = 1


def draw_lines(book: Book, page: Page, row: int, lines: Sequence[Line]) -> tuple[int, Mapping[str, tuple[Placed, ...]]]:
    """A row per line that has any value; gives back the next free row, and where each measure's figures stand."""
    first, found = row, {}
    for line in lines:
        if any(value is not None for value in line.values):
            found[line.measure.id] = _draw_line(book, page, row, line)
            row += 1
    watch(book, page, first, row - 1)
    return row, found


def watch(book: Book, page: Page, first: int, last: int) -> None:
    """Have the self-check look at the checks of these rows."""
    if last >= first:
        check = places(book).check
        book.checks.append(f"{page.ref(first, check)}:{page.ref(last, check).rpartition('!')[2]}")


def draw_proof_headings(book: Book, page: Page, row: int, measures: Sequence[Measure]) -> None:
    """Right of a table of measures: what the database gave for each, the check, and the number of the row."""
    columns = places(book)
    for column, measure in enumerate(measures, columns.proof):
        page.put(row, column, say("Database, {measure}", measure=measure.label[book.lang]), "header figure")
    page.put(row, columns.check, say("Check"), "header figure")
    page.put(row, columns.number, say("No."), "header figure")


def _draw_line(book: Book, page: Page, row: int, line: Line) -> tuple[Placed, ...]:
    columns, measure = places(book), line.measure
    page.put(row, 1, measure.label[book.lang], "strong")
    pairs = [_window(book, page, (row, at), line) for at in range(len(book.spans))]
    shown = tuple(live for live, _ in pairs)
    for at in range(1, len(shown)):
        rate = measure.unit == "percent"
        form = change_format(measure.unit, page.lang)
        place = page.put(row, columns.change(at), change(shown[0], shown[at], rate=rate), "figure", form)
        _color(page, place, measure.better)
    for column in range(1 + 2 * len(shown), columns.basis):
        page.sheet.cell(row, column).style = "Bilan figure"
    page.put(row, columns.basis, line.basis, "small")
    book.checked.append(page.put(row, columns.check, agrees(pairs), "check"))
    page.fit(row, row)
    return shown


def _window(book: Book, page: Page, at: tuple[int, int], line: Line) -> tuple[Placed, Placed]:
    row, window = at
    columns, given = places(book), line.values[window]
    stored = page.put(row, columns.stored(window), given, "check", line.form)
    if given is None:
        return page.put(row, columns.value(window), None, "figure", line.form), stored
    made = line.make(book.spans[window])
    if isinstance(made, tuple):
        over = page.put(row, columns.over(window), made[0], "check", PLAIN)
        under = page.put(row, columns.under(window), made[1], "check", PLAIN)
        made = multiplied(divided(over, under), line.measure.times)
    return page.put(row, columns.value(window), made, "figure", line.form), stored


def multiplied(live: Live, times: float) -> Live:
    if times == 1:
        return live
    value = number(live.value)
    return Live(f"IFERROR(({live.text})*{times:g},{MISSING})", live.value if value is None else value * times)


def _color(page: Page, place: Placed, better: Better) -> None:
    """Good or bad by the measure's direction; the arrow and the sign say which way it went."""
    if better == "neutral":
        return
    cell = place.ref.rpartition("!")[2]
    rise, fall = (page.colors.good, page.colors.bad) if better == "higher" else (page.colors.bad, page.colors.good)
    page.color_when(cell, f"AND(ISNUMBER({cell}),N({cell})>0)", rise)
    page.color_when(cell, f"AND(ISNUMBER({cell}),N({cell})<0)", fall)


def heading(page: Page, row: int, words: Sentence) -> None:
    page.put(row, 1, words, "heading")
    page.height(row, 26)


def headings(
    page: Page, row: int, first: Sentence | str, figures: Sequence[Sentence | str], last: Sentence | None
) -> None:
    """The header of a table: a name, figures, and a remark in the last column that prints."""
    page.put(row, 1, first, "header")
    for column, words in enumerate(figures, 2):
        page.put(row, column, words, "header figure")
    if last is not None:
        page.put(row, 2 + len(figures), last, "header after")
    page.height(row, 34)


def shown_again(place: Placed) -> Live:
    """A figure that stands elsewhere in the workbook."""
    return Live(place.ref, "–" if place.value is None else place.value)


def money_format(currency: str | None, lang: Language, digits: str = "0.00") -> str:
    """Amounts with the sign or the code of their currency; a currency that is none is not said."""
    sign = _SYMBOLS.get(currency or "", currency if is_currency(currency) else "") or ""
    before = lang == "en" and sign in _SYMBOLS.values()
    head = f'"{sign}"' if sign and before else ""
    tail = f'"{FIXED}{sign}"' if sign and not before else ""
    return f'{head}#,##{digits}{tail};"−"{head}#,##{digits}{tail};{head}{digits}{tail}'


def is_currency(currency: str | None) -> bool:
    """A code of ISO 4217; a format code is made of it, so nothing else may pass."""
    return currency is not None and _CURRENCY.fullmatch(currency) is not None


def form_of(measure: Measure, currency: str | None, lang: Language, values: Sequence[float | None] = ()) -> str:
    """Money with its currency, small quotients with two decimals; conversions without any where all are whole."""
    if measure.unit == "money":
        return money_format(currency, lang)
    if measure.id in _FINE:
        return '#,##0.00;"−"#,##0.00;0.00'
    known = [value for value in values if value is not None]
    whole = measure.unit == "number" and known and all(float(value).is_integer() for value in known)
    return number_format("count" if whole else measure.unit, lang)


def compared(book: Book) -> Sentence:
    periods = [book.window_text(window) for window in book.report.windows[1:]]
    if not periods:
        return say("Live formulas over the Data sheets; the columns on the right prove each of them.")
    return say(
        "Compared with {periods}. Live formulas over the Data sheets; the columns on the right prove each of them.",
        periods=periods,
    )
