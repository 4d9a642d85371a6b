"""Summary: one printed page that answers "how did it go?" in sixty seconds (layer 6)."""

from openpyxl.utils import get_column_letter

from reporting.catalog.model import Metric
from reporting.errors import Sentence, say
from reporting.goals.model import Standing
from reporting.insights.model import Finding, Grade
from reporting.numbers import NOT_PROVIDED, difference_text, value_text
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.figures import color_change
from reporting.workbook.live import Live, Placed, change
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.plots import Spot
from reporting.workbook.sheets.goal_data import wanted
from reporting.workbook.sheets.goals import status_text
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.sheets.trend import draw_trend_chart
from reporting.workbook.styles import change_format, number_format

_TILES = 4
_TILE_WIDTH = 34
_FINDINGS = 5
_GOALS = 8
_CHART_HEIGHT = 7.2

GRADES: dict[Grade, Sentence] = {
    "strong": say("strong evidence"),
    "indicative": say("indicative"),
    "weak": say("weak: few data"),
}


def _metrics(report: ReportInput) -> tuple[Metric, ...]:
    named = report.sheet("summary").metrics
    return tuple(report.metric(metric) for metric in named if report.provided(metric))[: 2 * _TILES]


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    parts: list[Sentence | str] = [metric.label[report.lang] for metric in _metrics(report)]
    if report.findings:
        parts.append(say("{count} {count:finding|findings}", count=min(_FINDINGS, len(report.findings))))
    if report.standings:
        parts.append(say("{count} {count:goal|goals}", count=min(_GOALS, len(report.standings))))
    return tuple(parts)


def _left_out(report: ReportInput) -> Sentence | None:
    if _metrics(report) or report.findings or report.standings:
        return None
    return say("There is no figure, finding or goal to sum up.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    page.columns([_TILE_WIDTH] * _TILES)
    head(page, say("Summary – {period}", period=period_text(report.period, report.lang)), _about(book), _TILES)
    page.wide(3, _TILES, headline(report), "headline")
    row = _draw_tiles(book, page, 5)
    row = _draw_findings(book, page, row + 1)
    row = _draw_goals(book, page, row + 1)
    row = _draw_chart(book, page, row + 1)
    page.sheet.print_area = f"A1:{get_column_letter(_TILES)}{row}"
    page.sheet.page_setup.fitToHeight = 1


def _about(book: Book) -> Sentence | str:
    periods = [book.window_text(window) for window in book.report.windows[1:]]
    if not periods:
        return book.report.client.name
    return say("{client}, compared with {periods}", client=book.report.client.name, periods=periods)


def headline(report: ReportInput) -> Sentence:
    """The first figure with its change, and how many goals are where they should be."""
    metric = next(iter(_metrics(report)), None)
    figure = report.figure(metric.id) if metric else None
    if metric is None or figure is None:
        return say("No figure is provided for this period yet.")
    now, *before = figure.values
    label, value = metric.label[report.lang], value_text(now, metric.unit, report.lang)
    sentence = say("{metric}: {value}", metric=label, value=value)
    if before and None not in (now, before[0]):
        difference = difference_text(now, before[0], metric.unit, report.lang)
        sentence = say(
            "{metric}: {value}, {change} against {period}",
            metric=label,
            value=value,
            change=difference,
            period=period_text(report.windows[1].period, report.lang),
        )
    if not report.standings:
        return sentence
    good = sum(one.status in {"achieved", "on_track"} for one in report.standings)
    return say(
        "{first}; {good} of {all} goals achieved or on track.", first=sentence, good=good, all=len(report.standings)
    )


def _draw_tiles(book: Book, page: Page, row: int) -> int:
    """Two rows of tiles at most; each repeats its cell of the sheet KPIs, so that one figure stands in one place."""
    metrics = [metric for metric in _metrics(book.report) if (metric.id, None) in book.figures]
    for at, metric in enumerate(metrics):
        top, column = row + 4 * (at // _TILES), 1 + at % _TILES
        _draw_tile(book, page, top, column, metric)
    return row + 4 * -(-len(metrics) // _TILES)


def _draw_tile(book: Book, page: Page, row: int, column: int, metric: Metric) -> None:
    places = book.figures[metric.id, None]
    figure = book.report.figure(metric.id)
    largest = max((abs(v) for v in figure.values if v is not None), default=0) if figure else 0
    page.put(row, column, metric.label[book.lang], "tile label")
    page.put(row + 1, column, _same(places[0]), "tile", number_format(metric.unit, book.lang, largest=largest))
    page.height(row, 20)
    page.height(row + 1, 32)
    page.height(row + 2, 20)
    page.height(row + 3, 8)
    if len(places) == 1:
        page.paint(row + 2, 1, "tile change", start=column)
        return
    form = change_format(metric.unit, book.lang)
    page.put(row + 2, column, change(places[0], places[1], rate=metric.unit == "percent"), "tile change", form)
    color_change(page, row + 2, column, metric)


def _same(place: Placed) -> Live:
    return Live(place.ref, NOT_PROVIDED if place.value is None else place.value)


def _draw_findings(book: Book, page: Page, row: int) -> int:
    found = book.report.findings[:_FINDINGS]
    if not found:
        return row - 1
    page.put(row, 1, say("What stands out"), "heading")
    page.height(row, 26)
    for at, finding in enumerate(found, row + 1):
        page.wide(at, _TILES, _finding(finding), "sentence")
    return row + 1 + len(found)


def _finding(finding: Finding) -> Sentence:
    mark = {True: "▲", False: "▼", None: "●"}[finding.good]
    return say("{mark} {finding} ({grade})", mark=mark, finding=finding.sentence, grade=GRADES[finding.grade])


def _draw_goals(book: Book, page: Page, row: int) -> int:
    """The goal strip: goal, target, where it stands, status."""
    standings = book.report.standings[:_GOALS]
    if not standings:
        return row - 1
    page.put(row, 1, say("Goals"), "heading")
    page.height(row, 26)
    page.row(row + 1, [say("Goal"), say("Actual / target"), say("Status"), say("Why")], "header")
    for at, one in enumerate(standings, row + 2):
        _draw_goal(book, page, at, one)
    return row + 2 + len(standings)


def _draw_goal(book: Book, page: Page, row: int, one: Standing) -> None:
    metric = book.report.metric(one.goal.metric)
    actual, target = (value_text(value, metric.unit, book.lang) for value in (one.actual, wanted(one)))
    page.put(row, 1, metric.label[book.lang], "strong")
    page.put(row, 2, say("{actual} / {target}", actual=actual, target=target), "label")
    page.put(row, 3, status_text(book, one.status), "strong")
    page.ink(row, 3, page.colors.statuses[one.status])
    page.put(row, 4, one.reason, "small")
    page.fit(row, row)


def _draw_chart(book: Book, page: Page, row: int) -> int:
    if not book.trend:
        return row
    draw_trend_chart(book, page, next(iter(book.trend)), Spot(row, 0, page.centimetres(_TILES), _CHART_HEIGHT))
    return row + 15


KIND = SheetKind(lambda _report: (say("Summary"),), _contents, _left_out, _draw)
