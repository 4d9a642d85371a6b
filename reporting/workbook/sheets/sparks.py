"""The trend of each key figure as small bars in its row, over figures that stand right of the proof (layer 6)."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.numbers import NOT_PROVIDED
from reporting.periods import Period, period_text
from reporting.workbook.book import Book
from reporting.workbook.figures import PROOF_WIDTH, Columns
from reporting.workbook.page import Page
from reporting.workbook.sparklines import Sparkline, Sparklines
from reporting.workbook.styles import cell_value, number_format

_WIDTH = 26
_FEWEST = 3


def last_printed(book: Book, columns: Columns) -> int:
    """The trend takes the place of the empty column between what prints and the proof."""
    return columns.basis + 1 if book.report.course.steps else columns.basis


def draw_sparks(book: Book, page: Page, header: int, metrics: Sequence[str]) -> None:
    """Beside the rows below the header, which hold these metrics."""
    columns, steps = Columns(len(book.report.windows)), book.report.course.steps
    if not steps:
        return
    page.columns([_WIDTH], first=columns.basis + 1)
    page.put(header, columns.basis + 1, _heading(book, steps), "header")
    page.fit(header, header)
    _draw_steps(book, page, header, columns.check + 1)
    rows = (_draw_bars(book, page, row, metric) for row, metric in enumerate(metrics, header + 1))
    drawn = tuple(one for one in rows if one is not None)
    if drawn:
        page.extras.sparklines = Sparklines(drawn, page.colors.brand, page.colors.accent)


def _heading(book: Book, steps: Sequence[Period]) -> Sentence:
    if steps[0].kind == "week":
        days = Period(steps[0].start, steps[-1].end)
        return say("Trend by week, {days}", days=period_text(days, book.lang))
    first, last = (period_text(step, book.lang) for step in (steps[0], steps[-1]))
    return say("Trend by month, {first} to {last}", first=first, last=last)


def _draw_steps(book: Book, page: Page, header: int, first: int) -> None:
    steps = book.report.course.steps
    page.columns([PROOF_WIDTH] * len(steps), first=first)
    for column, step in enumerate(steps, first):
        page.put(header, column, say("Database, {period}", period=period_text(step, book.lang)), "header figure")
        page.sheet.column_dimensions[get_column_letter(column)].outlineLevel = 1


def _draw_bars(book: Book, page: Page, row: int, metric: str) -> Sparkline | None:
    """The figures, and the bars over them; a dash where they are too few to show a course."""
    columns, values = Columns(len(book.report.windows)), book.report.course.values.get(metric, ())
    place, first = columns.basis + 1, columns.check + 1
    known = [value for value in values if value is not None]
    _draw_values(book, page, (row, first), metric, values)
    if len(known) < _FEWEST:
        page.put(row, place, NOT_PROVIDED, "small")
        return None
    page.paint(row, 1, "small", start=place)
    last = page.ref(row, first + len(values) - 1).rpartition("!")[2]
    cells = f"{page.ref(row, first)}:{last}"
    low, high = (float(cell_value(one, book.report.metric(metric).unit)) for one in (min(known), max(known)))
    return Sparkline(f"{get_column_letter(place)}{row}", cells, low, high)


def _draw_values(book: Book, page: Page, place: tuple[int, int], metric: str, values: Sequence[float | None]) -> None:
    """A cell without a value stays empty, because words would be drawn as zero."""
    unit, (row, first) = book.report.metric(metric).unit, place
    form = number_format(unit, book.lang, largest=max((abs(v) for v in values if v is not None), default=0))
    page.paint(row, len(values), "check", start=first)
    for column, value in enumerate(values, first):
        if value is not None:
            page.put(row, column, cell_value(value, unit), "check", form)
