"""The time line of voices: items a day, what is usual, and the days that are not (layer 6)."""

import datetime as dt
import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.language import date_text
from reporting.numbers import Amount
from reporting.workbook.book import Book
from reporting.workbook.live import Live, Placed, Value, number, serial
from reporting.workbook.model import Cell
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, lines
from reporting.workbook.styles import date_format

TABLE = "mention"
BEFORE = 28
FEWEST = 5
_DEVIATIONS = 3
_SCALE = 1.4826
_COUNT = "#,##0"
_MEAN = "#,##0.0"
MOST = 8


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the period that is measured: items, and above how many of them a day would be unusual."""

    day: dt.date
    items: Placed
    usual: Live
    limit: Placed

    @property
    def unusual(self) -> bool:
        return (number(self.items.value) or 0) > (number(self.limit.value) or 0)


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Where the days of the period stand; values are items and limits. Empty where no source is known long enough."""

    column: int = 0
    first: int = 0
    values: tuple[Day, ...] = ()

    @property
    def unusual(self) -> tuple[Day, ...]:
        """The days with most items, as many as can be listed, in their order."""
        found = sorted((day for day in self.values if day.unusual), key=lambda day: -(number(day.items.value) or 0))
        return tuple(sorted(found[:MOST], key=lambda day: day.day))


def draw_days(book: Book, page: Page, row: int, column: int) -> TimeLine:
    """Right of what prints: a row a day, from four weeks before the period on."""
    counts = _counts(book)
    reputation = book.report.reputation
    if not counts or reputation is None:
        return TimeLine()
    period = book.report.windows[0].period
    page.put(row, column, say("Day"), "header")
    page.put(row, column + 1, say("Items"), "header figure")
    page.put(row, column + 2, say("Unusual above"), "header figure")
    first = row + 1
    days = [reputation.since + dt.timedelta(days=at) for at in range((period.end - reputation.since).days + 1)]
    items = [_draw_items(page, first + at, column, day, counts[day]) for at, day in enumerate(days)]
    values = [
        _draw_limit(page, first + at, column + 2, day, items[at - BEFORE : at + 1])
        for at, day in enumerate(days)
        if day >= period.start
    ]
    for at in range(column, column + 3):
        page.sheet.column_dimensions[get_column_letter(at)].outlineLevel = 1
    return TimeLine(column, first + len(days) - len(values), tuple(values))


def _counts(book: Book) -> Counter[Cell]:
    table = book.ledger.tables.get(TABLE)
    if table is None or not table.has("watched"):
        return Counter()
    day, watched = table.index("day"), table.index("watched")
    return Counter(row[day] for row in table.rows if row[watched])


def _draw_items(page: Page, row: int, column: int, day: dt.date, count: int) -> Placed:
    at = page.put(row, column, day, "label", date_format(page.lang))
    live = Live(f"SUMIFS({TABLE}.watched,{TABLE}.day,{at.ref})", count)
    return page.put(row, column + 1, live, "figure", _COUNT)


def _draw_limit(page: Page, row: int, column: int, day: dt.date, items: Sequence[Placed]) -> Day:
    """The median of the days before and three deviations: a loud day before must not hide the next.

    A deviation is the median distance from the median, in standard deviations; chance alone gives at least the root.
    """
    *before, own = items
    usual, limit = limit_of([number(place.value) or 0 for place in before])
    cells = f"{before[0].ref}:{before[-1].ref.rpartition('!')[2]}"
    distance = f"{_SCALE}*MEDIAN(ABS({cells}-MEDIAN({cells})))"
    text = f"MAX({FEWEST - 1},MEDIAN({cells})+{_DEVIATIONS}*MAX({distance},SQRT(MEDIAN({cells})+1)))"
    place = page.put(row, column, Live(text, limit, array=True), "figure", _MEAN)
    return Day(day, own, Live(f"MEDIAN({cells})", usual), place)


def limit_of(before: Sequence[float]) -> tuple[float, float]:
    """What is usual after these days, and above how many items a day is unusual."""
    usual = statistics.median(before)
    distance = _SCALE * statistics.median(abs(count - usual) for count in before)
    return usual, max(FEWEST - 1, usual + _DEVIATIONS * max(distance, math.sqrt(usual + 1)))


def draw_chart(book: Book, page: Page, source: Page, line: TimeLine, spot: Spot) -> None:
    """Items a day and the line above which a day is unusual."""
    first, last = line.first, line.first + len(line.values) - 1
    items: list[Value | None] = [day.items.value for day in line.values]
    limits: list[Value | None] = [day.limit.value for day in line.values]
    drawn = [
        Drawn(book.words(say("Items")), line.column + 1, first, last, items, page.colors.brand),
        Drawn(
            *(book.words(say("Unusual above")), line.column + 2, first, last, limits, page.colors.muted),
            dash="dash",
            width=1.25,
            marks=False,
        ),
    ]
    plot = Plot(
        title=book.words(say("Comments, reviews and mentions a day")),
        across=book.words(say("Day")),
        down=book.words(say("items a day")),
        text=say(
            "Chart: items a day from {first} to {last}, and the number above which a day is unusual. "
            "{count} {count:day is|days are} above it. The figures stand at the right of the sheet {sheet}.",
            first=date_text(line.values[0].day, book.lang),
            last=date_text(line.values[-1].day, book.lang),
            count=sum(day.unusual for day in line.values),
            sheet=source.sheet.title,
        ),
        form=_COUNT,
        labels=[serial(day.day) for day in line.values],
        label_column=line.column,
        source=source,
        label_form=date_format(book.lang, style="short"),
        by_day=True,
    )
    lines(page, plot, drawn, spot)


def sentence(book: Book, line: TimeLine) -> Sentence:
    """Which days were unusual, or why nobody can say."""
    if not line.values:
        return say("No time line: the files of no source go back to four weeks before the period.")
    if not line.unusual:
        return say("No day of the period was unusual. {rule}", rule=RULE)
    days = tuple(
        say(
            "{day} ({count}, usually {usual})",
            day=date_text(day.day, book.lang),
            count=Amount(number(day.items.value), "count"),
            usual=Amount(number(day.usual.value), "number"),
        )
        for day in line.unusual
    )
    return say("Unusual days: {days}. {rule}", days=days, rule=RULE)


RULE = say(
    "A day is unusual with at least 5 items, and more than the median of the 28 days before it plus three deviations: "
    "1.48 times the median distance from that median, and at least the square root of one more than it."
)
