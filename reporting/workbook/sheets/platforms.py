"""Platforms: a block each, only the metrics that exist there, in the platform's own colour (layer 6)."""

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.numbers import NOT_PROVIDED
from reporting.periods import period_text
from reporting.workbook.book import Book, unit_words
from reporting.workbook.figures import Columns, Scope, draw_figures, draw_header, set_columns
from reporting.workbook.live import Live, Placed, Value
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.styles import fill, number_format, text_on

_FIRST = 4
_CHART_HEIGHT = 8.2
_GAP = 0.6
_NAME_SIZE = 13
_CHART_ROWS = 17
_COMPARED = "engagements"


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    return tuple(_label(report, platform) for platform in report.platforms)


def _label(report: ReportInput, platform: str) -> str:
    return report.catalog.theme.platforms[platform].label


def _left_out(report: ReportInput) -> Sentence | None:
    if report.platforms:
        return None
    return say("No platform has a figure for this period.")


def _metrics(report: ReportInput, platform: str) -> tuple[str, ...]:
    """Metrics of the recipe that mean something on the platform."""
    named = (report.metric(metric) for metric in report.sheet("platforms").metrics)
    return tuple(metric.id for metric in named if not metric.platforms or platform in metric.platforms)


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    columns = Columns(len(report.windows))
    set_columns(page, columns)
    title = say("Platform by platform – {period}", period=period_text(report.period, report.lang))
    about = say(
        "Each platform with the figures that it provides; figures of different platforms are not counted alike."
    )
    head(page, title, about, columns.basis)
    row = _FIRST
    blocks: list[tuple[int, int]] = []
    for platform in report.platforms:
        after = _draw_block(book, page, platform, row)
        blocks.append((row, after - 1))
        row = after + 1
    last = _draw_comparison(book, page, row)
    page.keep_together([*blocks, (row, last)], columns.basis)
    page.sheet.print_area = f"A1:{get_column_letter(columns.basis)}{last}"
    page.sheet.freeze_panes = "B4"


def _draw_block(book: Book, page: Page, platform: str, row: int) -> int:
    report, columns = book.report, Columns(len(book.report.windows))
    name = draw_header(book, page, row, _label(report, platform))
    color = page.colors.platform(platform)
    for column in range(1, columns.basis + 1):
        page.sheet.cell(row, column).fill = fill(color)
        page.ink(row, column, text_on(color), _NAME_SIZE if column == 1 else None)
    metrics = _metrics(report, platform)
    after = draw_figures(book, page, row + 1, metrics, Scope(platform, book.on_platform(platform, name.ref)))
    return _draw_missing(book, page, after, platform, metrics)


def _draw_missing(book: Book, page: Page, row: int, platform: str, metrics: tuple[str, ...]) -> int:
    """What the recipe asks for and the platform does not tell, in one line."""
    missing = [book.metric_label(metric) for metric in metrics if not book.report.provided(metric, platform)]
    if not missing:
        return row
    columns = Columns(len(book.report.windows))
    words = say("Not provided by the platform or not in the imported files: {metrics}.", metrics=missing)
    page.wide(row, columns.basis, words, "note")
    return row + 1


def _draw_comparison(book: Book, page: Page, row: int) -> int:
    """The platforms side by side on one amount that all of them can have; gives back the last row."""
    metric = book.report.metric(_COMPARED)
    known = [p for p in book.report.platforms if (metric.id, p) in book.figures]
    if len(known) < 2:  # noqa: PLR2004 -- one bar compares nothing
        return row
    page.put(row, 1, say("Side by side"), "heading")
    page.row(row + 1, [say("Platform"), metric.label[book.lang]], "header")
    page.height(row, 26)
    form = number_format(metric.unit, book.lang)
    values: list[Value | None] = []
    for at, platform in enumerate(known, row + 2):
        place = book.figures[metric.id, platform][0]
        page.put(at, 1, _label(book.report, platform), "label")
        values.append(page.put(at, 2, _same(place), "figure", form).value)
    label = metric.label[book.lang]
    drawn = Drawn(
        label, 2, row + 2, row + 1 + len(known), values, page.colors.brand, [page.colors.platform(p) for p in known]
    )
    plot = Plot(
        title=book.words(say("{metric} by platform", metric=label)),
        across=book.words(say("Platform")),
        down=book.words(unit_words(metric.unit)),
        text=say("Chart: {metric} by platform. The figures stand in the table beside it.", metric=label),
        form=form,
        labels=[_label(book.report, platform) for platform in known],
        label_column=1,
        source=page,
    )
    left = page.centimetres(2) + _GAP
    width = page.centimetres(Columns(len(book.report.windows)).basis) - left
    bars(page, plot, [drawn], Spot(row, left, width, _CHART_HEIGHT))
    return row + _CHART_ROWS


def _same(place: Placed) -> Live:
    """The figure that stands in its platform's block."""
    return Live(place.ref, NOT_PROVIDED if place.value is None else place.value)


KIND = SheetKind(lambda _report: (say("Platforms"),), _contents, _left_out, _draw)
