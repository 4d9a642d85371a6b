"""Goal data: the days of each goal that is drawn, one row a goal and day, from which its chart is made (layer 6)."""

import math

from reporting.errors import Sentence, say
from reporting.goals.model import Forecast, Outlook, Standing, StatusWord
from reporting.language import text
from reporting.numbers import Unit
from reporting.periods import period_text
from reporting.workbook.book import Book, Tracked, unit_words
from reporting.workbook.model import Cell, DataColumn, DataTable, ReportInput
from reporting.workbook.sheets.content import media_label
from reporting.workbook.sheets.data import draw_table
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.styles import cell_value

MOST_CHARTS = 12
"""More than can be looked at, and than a program draws without delay."""

MOST_DAYS = 186
"""Of a longer goal every second, third … day is drawn: half a year day by day is as fine as a chart can show."""

TABLE = "goal_day"
MEASURES = ("actual", "expected", "median", "low", "high", "target")
_FORM = "General"

_WORST_FIRST: tuple[StatusWord, ...] = ("missed", "behind", "at_risk", "on_track", "achieved", "no_data")


def ordered(report: ReportInput) -> tuple[Standing, ...]:
    """As they are given, but the goals of an objective next to each other, where its first one stands."""
    groups: dict[object, list[Standing]] = {}
    for at, one in enumerate(report.standings):
        groups.setdefault(one.goal.objective.casefold() if one.goal.objective else at, []).append(one)
    return tuple(one for group in groups.values() for one in group)


def wanted(one: Standing) -> float:
    """The target in the unit of the actual figure; as it was set where that can't be told."""
    return one.goal.target if one.wanted is None else one.wanted


def estimate(one: Standing) -> Forecast | None:
    """The forecast while there are days left; what is counted to the last day is none."""
    return one.forecast if one.forecast and one.forecast.fan else None


def is_share(report: ReportInput, one: Standing) -> bool:
    """Whether the target is set as a share of what the goal is measured against."""
    return report.catalog.goal_kinds[one.goal.kind].rule.endswith("_share")


def goal_name(report: ReportInput, one: Standing) -> str:
    """`Engagements – Instagram, Video, October 2026`."""
    words = say("{metric} – {parts}", metric=report.metric(one.goal.metric).label, parts=", ".join(where(report, one)))
    return text(words, report.lang)


def where(report: ReportInput, one: Standing) -> list[str]:
    """What the goal is about, and its days."""
    scope, known = one.goal.scope, report.catalog.theme.platforms
    parts = [known[platform].label if platform in known else platform for platform in scope.platforms]
    parts += [text(media_label(media), report.lang) for media in scope.media_types]
    parts += [*(report.accounts[number] for number in scope.accounts), *scope.pillars, *scope.campaigns]
    parts = parts or [text(say("All platforms"), report.lang)]
    return [*parts, period_text(one.goal.period, report.lang)]


def drawable(one: Standing) -> bool:
    return one.track is not None and any(value is not None for value in one.track.actual)


def charted(report: ReportInput) -> tuple[int, ...]:
    """Places of the goals that are drawn, in the order of the sheet; of too many, those that need a look most."""
    places = [at for at, one in enumerate(ordered(report)) if drawable(one)]
    standings = ordered(report)
    places.sort(key=lambda at: (_WORST_FIRST.index(standings[at].status), at))
    return tuple(sorted(places[:MOST_CHARTS]))


def _contents(report: ReportInput) -> tuple[Sentence, ...]:
    count = len(charted(report))
    return (say("the days of {count} {count:goal|goals}, for the charts", count=count),)


def _left_out(report: ReportInput) -> Sentence | None:
    return None if charted(report) else say("No goal has a day with a figure.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    report, rows = book.report, list[tuple[Cell, ...]]()
    for at in charted(report):
        one = ordered(report)[at]
        lines = _lines(one, report.metric(one.goal.metric).unit)
        fixed = (at + 1, goal_name(report, one), _unit(book, report.metric(one.goal.metric).unit))
        first = 2 + len(rows)
        rows.extend((*fixed, *line) for line in lines)
        columns = dict(zip(("day", *MEASURES), zip(*lines, strict=True), strict=True))
        book.tracks[at] = Tracked(first, first + len(lines) - 1, columns)
    page = book.pages[kinds[0]]
    draw_table(book, page, DataTable(TABLE, _columns(book), tuple(rows)))
    page.columns([9, 44, 11, 13, *[14] * len(MEASURES)])
    page.sheet.freeze_panes = "E2"


def _columns(book: Book) -> tuple[DataColumn, ...]:
    headings = {
        "actual": say("Actual"),
        "expected": say("Expected"),
        "median": say("Forecast, median (estimate)"),
        "low": say("Forecast, low: 10 % (estimate)"),
        "high": say("Forecast, high: 90 % (estimate)"),
        "target": say("Target"),
    }
    return (
        DataColumn("number", book.words(say("Goal no.")), form="0"),
        DataColumn("goal", book.words(say("Goal"))),
        DataColumn("unit", book.words(say("Unit"))),
        DataColumn("day", book.words(say("Day"))),
        *(DataColumn(id_, book.words(headings[id_]), form=_FORM) for id_ in MEASURES),
    )


COLUMN = {id_: at for at, id_ in enumerate(("number", "goal", "unit", "day", *MEASURES), 1)}


def _unit(book: Book, unit: Unit) -> str:
    """Durations are parts of a day in a workbook."""
    return book.words(say("days") if unit == "seconds" else unit_words(unit))


def _lines(one: Standing, unit: Unit) -> list[tuple[Cell, ...]]:
    """Day, actual, expected, the forecast and its band, target; a None is an empty cell, a gap in the line."""
    track, target, fan = one.track, wanted(one), _fan(one)
    found: list[tuple[Cell, ...]] = []
    if track is None:
        return found
    for at in _places(one, len(track.days)):
        day = track.days[at]
        ahead = fan.get((day - one.judged_to).days) if one.judged_to else None
        band = (ahead.median, ahead.p10, ahead.p90) if ahead else (None, None, None)
        values = (track.actual[at], track.expected[at], *band, target)
        found.append((day, *(None if value is None else cell_value(value, unit) for value in values)))
    return found


def _fan(one: Standing) -> dict[int, Outlook]:
    """By how many days it lies after the day that the goal is judged on."""
    known = estimate(one)
    return dict(enumerate(known.fan, 1)) if known else {}


def _places(one: Standing, days: int) -> list[int]:
    """Every day, or every so many of a long goal: counted from the day it is judged on; the first and last are kept."""
    step = math.ceil(days / MOST_DAYS)
    judged = (one.judged_to - one.goal.period.start).days if one.judged_to else 0
    return [at for at in range(days) if (at - judged) % step == 0 or at in {0, days - 1}]


KIND = SheetKind(lambda _report: (say("Goal data"),), _contents, _left_out, _draw)
