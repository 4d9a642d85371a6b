"""Goals: what was aimed at, where it stands, in words, symbol and colour (layer 6)."""

from reporting.errors import Sentence, say
from reporting.goals.model import Standing, StatusWord
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.live import Placed, Value, divided, number
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.styles import SYMBOLS, cell_value, number_format

_HEADER = 4
_WIDTHS = (28, 17, 17, 13, 12, 12, 12, 13, 10, 16, 34)
_TARGET, _SHARE, _STATUS, _WHY = 6, 9, 10, 11
_SHARE_FORM = "0%"

WORDS: dict[StatusWord, Sentence] = {
    "achieved": say("Achieved"),
    "on_track": say("On track"),
    "at_risk": say("At risk"),
    "behind": say("Behind"),
    "missed": say("Missed"),
    "no_data": say("No data"),
}


def status_text(book: Book, status: StatusWord) -> str:
    """`✓ Achieved`: symbol and word."""
    return f"{SYMBOLS[status]} {book.words(WORDS[status])}"


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    return tuple(report.metric(standing.goal.metric).label[report.lang] for standing in report.standings)


def _left_out(report: ReportInput) -> Sentence | None:
    if report.standings:
        return None
    return say("No goal is set for this period.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    page.columns(_WIDTHS)
    head(page, say("Goals"), say("Where each goal stands, judged on the last day with data."), len(_WIDTHS))
    headings = [
        say("Goal"),
        say("Platforms"),
        say("Goal period"),
        say("Owner"),
        say("At the start"),
        say("Target"),
        say("Actual"),
        say("Expected by then"),
        say("% of target"),
        say("Status"),
        say("Why"),
    ]
    for column, heading in enumerate(headings, 1):
        page.put(_HEADER, column, heading, _heading_style(column))
    page.height(_HEADER, 34)
    shares = [_draw_line(book, page, row, one) for row, one in enumerate(report.standings, _HEADER + 1)]
    last = _HEADER + len(report.standings)
    page.sheet.auto_filter.ref = f"A{_HEADER}:K{last}"
    page.sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    page.sheet.freeze_panes = f"B{_HEADER + 1}"
    _draw_chart(book, page, last, shares)


def _heading_style(column: int) -> str:
    if column in range(_TARGET - 1, _SHARE + 1):
        return "header figure"
    return "header after" if column > _SHARE else "header"


def _draw_line(book: Book, page: Page, row: int, one: Standing) -> Value | None:
    goal = one.goal
    metric = book.report.metric(goal.metric)
    figures = (goal.baseline, goal.target, one.actual, one.expected)
    form = number_format(metric.unit, book.lang, largest=max((abs(v) for v in figures if v is not None), default=0))
    scope = [book.platform_label(platform) for platform in goal.scope.platforms] or [book.words(say("All platforms"))]
    page.put(row, 1, metric.label[book.lang], "strong")
    page.put(row, 2, ", ".join(scope), "label")
    page.put(row, 3, period_text(goal.period, book.lang), "label")
    page.put(row, 4, goal.owner, "label")
    cells: list[Placed] = []
    for column, value in enumerate(figures, 5):
        held = None if value is None else cell_value(value, metric.unit)
        cells.append(page.put(row, column, held, "figure", form))
    share = page.put(row, _SHARE, divided(cells[2], cells[1]), "figure", _SHARE_FORM)
    _draw_status(book, page, row, one.status)
    page.put(row, _WHY, _why(one), "small")
    page.fit(row, row)
    return share.value


def _why(one: Standing) -> Sentence:
    if one.goal.note:
        return say("{reason} {note}", reason=one.reason, note=one.goal.note)
    return one.reason


def _draw_status(book: Book, page: Page, row: int, status: StatusWord) -> None:
    page.put(row, _STATUS, status_text(book, status), "status")
    page.ink(row, _STATUS, page.colors.statuses[status])


def _draw_chart(book: Book, page: Page, last: int, shares: list[Value | None]) -> None:
    """How much of each target is reached, in one picture; goals of all units share the axis."""
    if not any(number(share) is not None for share in shares):
        return
    labels = [book.metric_label(one.goal.metric) for one in book.report.standings]
    title = book.words(say("Share of the target reached"))
    drawn = Drawn(title, _SHARE, _HEADER + 1, last, shares, page.colors.brand)
    plot = Plot(
        title=title,
        across=book.words(say("Goal")),
        down=book.words(say("% of target")),
        text=say("Chart: share of the target reached, goal by goal. The figures stand in the column “% of target”."),
        form=_SHARE_FORM,
        labels=labels,
        label_column=1,
        source=page,
    )
    spot = Spot(last + 3, 0, page.centimetres(len(_WIDTHS)), _chart_height(len(shares)))
    bars(page, plot, [drawn], spot, flat=True)


def _chart_height(goals: int) -> float:
    return min(14.0, 4.0 + 0.9 * goals)


KIND = SheetKind(lambda _report: (say("Goals"),), _contents, _left_out, _draw)
