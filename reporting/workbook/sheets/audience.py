"""Audience: how many follow and how that moved, by network and live; who they are, where a file says so (layer 6)."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.periods import period_text
from reporting.workbook.book import Book, unit_words
from reporting.workbook.figures import ALL, Columns, Scope, draw_figures, draw_header, set_columns
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.sheets.makeups import dimension_words, draw_makeups
from reporting.workbook.styles import number_format

_FIRST = 4
_LEVEL = "followers"
_GROWTH = ("net_follower_growth", "new_followers")
_CHART_HEIGHT, _CHART_ROWS = 4.6, 9
_BETWEEN = 9
"""Points between two tables, so that all of them and the chart stand on one page."""


def _metrics(report: ReportInput) -> tuple[str, ...]:
    return tuple(metric for metric in report.sheet("audience").metrics if _networks(report, metric))


def _networks(report: ReportInput, metric: str) -> list[str]:
    return [platform for platform in report.platforms if report.provided(metric, platform)]


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    levels = tuple(report.metric(metric).label[report.lang] for metric in _metrics(report))
    made = dict.fromkeys(dimension_words(one) for one in report.market.makeups)
    return (*levels, *made)


def _left_out(report: ReportInput) -> Sentence | None:
    if _metrics(report) or report.market.makeups:
        return None
    return say("No file says how many followers there are, or who they are.")


def _names(report: ReportInput) -> tuple[Sentence, ...]:
    made = (say("Audience – Make-up"),) if report.market.makeups else ()
    return (say("Audience"), *made) if _metrics(report) or not made else made


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    if _metrics(book.report):
        _draw_levels(book, book.pages[kinds[0]])
    if book.report.market.makeups:
        draw_makeups(book, book.pages[kinds[-1]])


def _draw_levels(book: Book, page: Page) -> None:
    report = book.report
    columns = Columns(len(report.windows))
    set_columns(page, columns)
    title = say("Audience – {period}", period=period_text(report.period, report.lang))
    about = say("How many follow, by network. One person may follow several accounts.")
    head(page, title, about, columns.basis)
    row, blocks, places = _FIRST, [], {}
    for metric in _metrics(report):
        places[metric] = row + 1
        after = _draw_level(book, page, row, metric)
        page.height(after, _BETWEEN)
        blocks.append((row, after - 1))
        row = after + 1
    after = _draw_charts(book, page, row, places)
    if after > row:
        blocks.append((row, after - 1))
        row = after + 1
    page.keep_together(blocks, columns.basis)
    page.sheet.freeze_panes = "B4"
    page.sheet.print_area = f"A1:{get_column_letter(columns.basis)}{row - 2}"


def _draw_level(book: Book, page: Page, row: int, metric: str) -> int:
    """A row per network that gives it, and all of them where there are several."""
    report, networks = book.report, _networks(book.report, metric)
    draw_header(book, page, row, report.metric(metric).label[book.lang])
    row += 1
    for platform in networks:
        scope = Scope(platform, book.on_platform(platform, page.ref(row, 1)))
        draw_figures(book, page, row, (metric,), scope)
        page.put(row, 1, book.platform_label(platform), "strong")
        page.ink(row, 1, page.colors.platform(platform))
        row += 1
    if len(networks) > 1 and report.provided(metric):
        draw_figures(book, page, row, (metric,), ALL)
        page.put(row, 1, say("All networks together"), "strong")
        row += 1
    return row


def _draw_charts(book: Book, page: Page, row: int, places: dict[str, int]) -> int:
    """Levels and growth by network, beside each other: of the growths the one that most networks give."""
    growth = max(_GROWTH, key=lambda metric: len(_networks(book.report, metric)))
    shown = [one for one in (_LEVEL, growth) if one in places and len(_networks(book.report, one)) > 1]
    if not shown:
        return row
    width = page.centimetres(Columns(len(book.report.windows)).basis) / 2 - 0.3
    for at, metric in enumerate(shown):
        spot = Spot(row, at * (width + 0.6), width, _CHART_HEIGHT)
        _draw_chart(book, page, (metric, places[metric]), _networks(book.report, metric), spot)
    return row + _CHART_ROWS


def _draw_chart(book: Book, page: Page, what: tuple[str, int], networks: Sequence[str], spot: Spot) -> None:
    (id_, first), metric = what, book.report.metric(what[0])
    label = metric.label[book.lang]
    values = [book.figures[id_, platform][0].value for platform in networks]
    plot = Plot(
        title=book.words(say("{metric} by network", metric=label)),
        across=book.words(say("Network")),
        down=book.words(unit_words(metric.unit)),
        text=say("Chart: {metric} by network. The figures stand in the table above it.", metric=label),
        form=number_format(metric.unit, book.lang),
        labels=[book.platform_label(platform) for platform in networks],
        label_column=1,
        source=page,
        from_zero=all(not isinstance(value, int | float) or value >= 0 for value in values),
    )
    colors = [page.colors.platform(platform) for platform in networks]
    series = Drawn(label, 2, first, first + len(networks) - 1, values, page.colors.brand, colors)
    bars(page, plot, [series], spot)


KIND = SheetKind(_names, _contents, _left_out, _draw)
