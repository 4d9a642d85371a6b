"""Summary: one printed page that answers "how did it go?" in sixty seconds (layer 6).

What a client has to know or to decide stands on the first screen of a laptop: the headline, the decisions, the first
findings, where each goal stands. Figures and chart, which other sheets have too, come below it.
"""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from reporting.catalog.model import Metric
from reporting.errors import Sentence, say
from reporting.goals.model import Standing
from reporting.insights.commentary import Said
from reporting.insights.model import Grade
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

_TILES = 6
_WIDTHS = (27, 27, 27, 36.5, 25, 23)
"""Together what a screen of 1280 pixels shows beside the row numbers; the fourth holds a goal's metric on one line."""

_HALF = _TILES // 2
_RIGHT = _HALF + 1
_FINDINGS = 5
_LATE_GOALS = 2
_GOALS = 8
_CHART_HEIGHT = 5.4
_CHART_ROWS = 11
_GAP = 6
_TITLE_HEIGHT = 28
_HEADING_HEIGHT = 20

GRADES: dict[Grade, Sentence] = {
    "strong": say("strong evidence"),
    "indicative": say("indicative"),
    "weak": say("weak: few data"),
}


def _metrics(report: ReportInput) -> tuple[Metric, ...]:
    named = report.sheet("summary").metrics
    return tuple(report.metric(metric) for metric in named if report.provided(metric))[:_TILES]


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    parts: list[Sentence | str] = [metric.label[report.lang] for metric in _metrics(report)]
    author = report.author
    if author.findings:
        parts.append(say("{count} {count:finding|findings}", count=len(_chosen(report))))
    if report.standings:
        parts.append(say("{count} {count:goal|goals}", count=min(_GOALS, len(report.standings))))
    if author.decisions:
        parts.append(say("{count} {count:decision|decisions} asked for", count=len(author.decisions)))
    if author.risks:
        parts.append(say("{count} {count:risk|risks}", count=len(author.risks)))
    return tuple(parts)


def _left_out(report: ReportInput) -> Sentence | None:
    if _metrics(report) or report.author.findings or report.standings:
        return None
    return say("There is no figure, finding or goal to sum up.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    page.columns(_WIDTHS)
    head(page, say("Summary – {period}", period=period_text(report.period, report.lang)), _about(book), _TILES)
    page.wide(3, _TILES, report.author.headline or headline(report), "headline")
    page.height(1, _TITLE_HEIGHT)
    page.height(4, _GAP)
    row = _draw_list(page, 5, say("Decisions asked for"), report.author.decisions, numbered=True)
    row = max(_draw_findings(book, page, row), _draw_goals(book, page, row))
    row = _draw_list(page, row, say("Risks"), report.author.risks)
    row = _draw_chart(book, page, _draw_tiles(book, page, row))
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
    """Each repeats its cell of the sheet KPIs, so that one figure stands in one place. Gives the next free row."""
    metrics = [metric for metric in _metrics(book.report) if (metric.id, None) in book.figures]
    if not metrics:
        return row
    page.height(row, _GAP)
    for column, metric in enumerate(metrics, 1):
        _draw_tile(book, page, row + 1, column, metric)
    return row + 5


def _draw_tile(book: Book, page: Page, row: int, column: int, metric: Metric) -> None:
    places = book.figures[metric.id, None]
    figure = book.report.figure(metric.id)
    largest = max((abs(v) for v in figure.values if v is not None), default=0) if figure else 0
    page.put(row, column, metric.label[book.lang], "tile label")
    page.put(row + 1, column, _same(places[0]), "tile", number_format(metric.unit, book.lang, largest=largest))
    page.height(row, 32)
    page.height(row + 1, 32)
    page.height(row + 2, 20)
    page.height(row + 3, _GAP)
    if len(places) == 1:
        page.paint(row + 2, 1, "tile change", start=column)
        return
    form = change_format(metric.unit, book.lang)
    page.put(row + 2, column, change(places[0], places[1], rate=metric.unit == "percent"), "tile change", form)
    color_change(page, row + 2, column, metric)


def _same(place: Placed) -> Live:
    return Live(place.ref, NOT_PROVIDED if place.value is None else place.value)


def _draw_findings(book: Book, page: Page, row: int) -> int:
    """On the left, or over the whole width where there is no goal beside them."""
    found = _chosen(book.report)
    if not found:
        return row
    columns = _HALF if book.report.standings else _TILES
    _draw_heading(page, row, 1, say("What stands out"))
    page.paint(row + 1, columns, "header")
    page.put(row + 1, 1, say("Finding, with its evidence"), "header")
    row += 2
    for said in found:
        row = page.tall(row, columns, _finding(said), "sentence", start=1)
    return row


def _chosen(report: ReportInput) -> list[Said]:
    """The first few; of late goals two, which stand in the strip anyway, unless their author has put them there."""
    goals, chosen = 0, []
    for said in report.author.findings:
        late = said.finding is not None and said.finding.rule == "goal" and said.passage is None
        goals += late
        if not late or goals <= _LATE_GOALS:
            chosen.append(said)
    return chosen[:_FINDINGS]


def _finding(said: Said) -> Sentence:
    mark = {True: "▲", False: "▼", None: "●"}[said.good]
    grade = GRADES[said.grade] if said.grade else say("the team’s remark")
    return say("{mark} {finding} ({grade})", mark=mark, finding=said.shown, grade=grade)


def _draw_goals(book: Book, page: Page, row: int) -> int:
    """The goal strip on the right: goal, where it stands against its target, status."""
    standings = book.report.standings[:_GOALS]
    if not standings:
        return row
    _draw_heading(page, row, _RIGHT, say("Goals"))
    page.row(row + 1, [say("Goal"), say("Actual / target"), say("Status")], "header after", start=_RIGHT)
    for at, one in enumerate(standings, row + 2):
        _draw_goal(book, page, at, one)
    return row + 2 + len(standings)


def _draw_goal(book: Book, page: Page, row: int, one: Standing) -> None:
    metric = book.report.metric(one.goal.metric)
    actual, target = (value_text(value, metric.unit, book.lang) for value in (one.actual, wanted(one)))
    page.put(row, _RIGHT, metric.label[book.lang], "label after")
    page.put(row, _RIGHT + 1, say("{actual} / {target}", actual=actual, target=target), "label after")
    page.put(row, _RIGHT + 2, status_text(book, one.status), "status")
    page.ink(row, _RIGHT + 2, page.colors.statuses[one.status])
    page.fit(row, row)


def _draw_list(page: Page, row: int, title: Sentence, lines: Sequence[str], *, numbered: bool = False) -> int:
    """What a person wrote, a line each. Gives the next free row."""
    if not lines:
        return row
    _draw_heading(page, row, 1, title)
    for at, line in enumerate(lines, 1):
        words = say("{number}. {line}", number=at, line=line) if numbered else say("● {line}", line=line)
        page.wide(row + at, _TILES, words, "sentence")
    return row + 1 + len(lines)


def _draw_heading(page: Page, row: int, column: int, title: Sentence) -> None:
    page.put(row, column, title, "heading")
    page.height(row, _HEADING_HEIGHT)


def _draw_chart(book: Book, page: Page, row: int) -> int:
    if not book.trend:
        return row
    draw_trend_chart(book, page, next(iter(book.trend)), Spot(row, 0, page.centimetres(_TILES), _CHART_HEIGHT))
    return row + _CHART_ROWS


KIND = SheetKind(lambda _report: (say("Summary"),), _contents, _left_out, _draw)
