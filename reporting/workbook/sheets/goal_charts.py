"""Pacing, a chart a goal: actual against expected day by day, the forecast with its band, the target (layer 6)."""

import math
from collections.abc import Sequence

from reporting.errors import Sentence, say
from reporting.goals.model import Standing
from reporting.language import date_text
from reporting.workbook.book import Book, Tracked, unit_words
from reporting.workbook.live import serial
from reporting.workbook.model import Cell
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, lines
from reporting.workbook.sheets.goal_data import COLUMN, MOST_CHARTS, drawable, estimate, goal_name, ordered
from reporting.workbook.styles import cell_value, date_format, number_format, readable

_HEIGHT = 9.4
_ROWS = 19
_GAP = 0.5
_SHORT_FAN = 3
"""A forecast of fewer days has no line to be seen: its days are marked."""

Block = tuple[int, int]


def draw_charts(book: Book, page: Page, row: int, columns: int) -> tuple[list[Block], int]:
    """Two side by side over what prints; gives back the rows of each pair, and the last row of all."""
    page.put(row, 1, say("Pacing, goal by goal"), "heading")
    page.height(row, 26)
    first, start = row, row + 1
    for note in _left_out(book):
        page.wide(start, columns, note, "note")
        start += 1
    width, blocks = page.centimetres(columns) / 2, list[Block]()
    for at, place in enumerate(book.tracks):
        top = start + _ROWS * (at // 2)
        _draw_chart(book, page, place, Spot(top, width * (at % 2), width - _GAP, _HEIGHT))
        if at % 2 == 0:
            blocks.append((top if at else first, top + _ROWS - 1))
    return blocks, max(start - 1, *(last for _, last in blocks)) if blocks else start - 1


def _left_out(book: Book) -> list[Sentence]:
    """Goals without a chart, and why."""
    goals = list(enumerate(ordered(book.report)))
    without = [goal_name(book.report, one) for _, one in goals if not drawable(one)]
    beyond = [goal_name(book.report, one) for at, one in goals if drawable(one) and at not in book.tracks]
    notes = []
    if without:
        notes.append(say("Without a chart, because no day has a figure yet: {goals}.", goals="; ".join(without)))
    if beyond:
        notes.append(
            say(
                "Only the {count} goals that most need a look are drawn. Left out: {goals}.",
                count=MOST_CHARTS,
                goals="; ".join(beyond),
            )
        )
    return notes


def _draw_chart(book: Book, page: Page, place: int, spot: Spot) -> None:
    one, tracked = ordered(book.report)[place], book.tracks[place]
    name, unit = goal_name(book.report, one), book.report.metric(one.goal.metric).unit
    days = tracked.columns["day"]
    numbers = [value for id_, cells in tracked.columns.items() if id_ != "day" for value in cells]
    known = [value for value in numbers if isinstance(value, int | float)]
    lowest = axis_start(known, cell_value(one.start or 0, unit))
    largest = max((abs(value) for value in (one.actual, one.goal.target) if value is not None), default=0)
    plot = Plot(
        title=name,
        across=book.words(say("Day")),
        down=book.words(unit_words(unit)),
        text=_description(book, one, name),
        form=number_format(unit, book.lang, largest=largest),
        labels=[serial(day) for day in days],
        label_column=COLUMN["day"],
        source=book.pages["goal_data"],
        label_form=date_format(book.lang, style="short"),
        from_zero=lowest == 0,
        lowest=lowest,
        by_day=True,
    )
    lines(page, plot, _series(book, tracked), spot)


def axis_start(known: Sequence[float], start: float) -> float | None:
    """Zero; a round number below a level that begins far above it, and would be a flat line; None: below zero."""
    low, high = min(known), max(known)
    if low < 0:
        return None
    if not 0 < high < 2 * start or low == high:
        return 0
    step = 10.0 ** math.floor(math.log10(high - low))
    return max(0.0, math.floor(low / step - 0.1) * step)


def _series(book: Book, tracked: Tracked) -> list[Drawn]:
    colors = book.colors
    brand, accent = colors.brand_text, readable(colors.accent, "#FFFFFF")
    marked = sum(value is not None for value in tracked.columns["median"]) <= _SHORT_FAN
    looks: dict[str, tuple[Sentence, str, str | None, float, bool]] = {
        "target": (say("Target"), colors.text, "sysDot", 1.25, False),
        "expected": (say("Expected"), colors.muted, "sysDash", 1.5, False),
        "high": (say("Forecast, high (90 %)"), accent, "sysDot", 1.0, False),
        "median": (say("Forecast, median (estimate)"), accent, "dash", 1.75, marked),
        "low": (say("Forecast, low (10 %)"), accent, "sysDot", 1.0, False),
        "actual": (say("Actual"), brand, None, 2.5, _is_sparse(tracked.columns["actual"])),
    }
    return [
        Drawn(
            book.words(name),
            COLUMN[id_],
            tracked.first,
            tracked.last,
            [_plain(value) for value in tracked.columns[id_]],
            color,
            dash=dash,
            width=width,
            marks=marks,
        )
        for id_, (name, color, dash, width, marks) in looks.items()
        if any(value is not None for value in tracked.columns[id_])
    ]


def _plain(value: Cell) -> float | None:
    return value if isinstance(value, int | float) else None


def _is_sparse(cells: Sequence[Cell]) -> bool:
    """Whether a known day stands alone, between gaps, where a line would not show it."""
    known = [False, *(value is not None for value in cells), False]
    return any(known[at] and not known[at - 1] and not known[at + 1] for at in range(1, len(known) - 1))


def _description(book: Book, one: Standing, name: str) -> Sentence:
    first, last = (date_text(day, book.lang) for day in (one.goal.period.start, one.goal.period.end))
    sheet = book.pages["goal_data"].sheet.title
    if estimate(one) is None:
        return say(
            "Chart: {goal}, actual against expected from {first} to {last}. {reason} The figures stand on the sheet "
            "{sheet}.",
            goal=name,
            first=first,
            last=last,
            reason=one.reason,
            sheet=sheet,
        )
    return say(
        "Chart: {goal}, actual against expected from {first} to {last}, and an estimate of the days left. {reason} "
        "The figures stand on the sheet {sheet}.",
        goal=name,
        first=first,
        last=last,
        reason=one.reason,
        sheet=sheet,
    )
