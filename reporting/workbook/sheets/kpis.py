"""KPIs: every figure with its comparisons, live, and the proof that formulas and database agree (layer 6)."""

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.figures import Columns, draw_figures, draw_header, set_columns
from reporting.workbook.live import Live
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.sheets.sparks import draw_sparks, last_printed
from reporting.workbook.sheets.trend import draw_trend, draw_trend_charts
from reporting.workbook.sheets.yardsticks import draw_yardsticks

_HEADER = 5
_CHECK_ROW = 3


def _metrics(report: ReportInput) -> tuple[str, ...]:
    return tuple(metric for metric in report.sheet("kpis").metrics if report.provided(metric))


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    return tuple(report.metric(metric).label[report.lang] for metric in _metrics(report))


def _left_out(report: ReportInput) -> Sentence | None:
    if _metrics(report):
        return None
    return say("No figure is provided for this period: no import covers it.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    columns = Columns(len(report.windows))
    set_columns(page, columns)
    title = say("Key figures – {period}", period=period_text(report.period, report.lang))
    printed = last_printed(book, columns)
    head(page, title, _about(book), printed)
    draw_header(book, page, _HEADER)
    row = draw_figures(book, page, _HEADER + 1, _metrics(report))
    draw_sparks(book, page, _HEADER, _metrics(report))
    last = get_column_letter(printed)
    page.sheet.auto_filter.ref = f"A{_HEADER}:{get_column_letter(columns.basis)}{row - 1}"
    page.sheet.freeze_panes = f"B{_HEADER + 1}"
    draw_check(book, page, _CHECK_ROW)
    figures = row - 1
    blocks, trend = draw_yardsticks(book, page, row + 1)
    row = draw_trend(book, page, trend)
    row = draw_trend_charts(book, page, row + 1)
    page.keep_together([(1, figures), *blocks, (trend, row)], printed)
    page.sheet.print_area = f"A1:{last}{row}"


def _about(book: Book) -> Sentence:
    compared = [book.window_text(window) for window in book.report.windows[1:]]
    if not compared:
        return say("Live formulas over the Data sheets; the columns on the right prove each of them.")
    return say(
        "Compared with {periods}. Live formulas over the Data sheets; the columns on the right prove each of them.",
        periods=compared,
    )


def draw_check(book: Book, page: Page, row: int) -> None:
    """One sentence that turns red where a formula no longer gives what the database gave."""
    count = "+".join(f'COUNTIF({cells},"✗")' for cells in book.checks)
    good = book.words(say("✓ The formulas agree with the database."))
    bad = book.words(say("✗ Formulas that no longer agree with the database:"))
    broken = sum(cell.value == "✗" for cell in book.checked)
    value = good if broken == 0 else f"{bad} {broken}"
    cell = page.put(row, 1, Live(f'IF({count}=0,"{good}","{bad} "&({count}))', value), "check line")
    book.define("self_check", cell.ref)
    at = cell.ref.rpartition("!")[2]
    page.color_when(at, f'LEFT({at},1)="✗"', page.colors.bad)
    page.color_when(at, f'LEFT({at},1)="✓"', page.colors.good)


KIND = SheetKind(lambda _report: (say("KPIs"),), _contents, _left_out, _draw)
