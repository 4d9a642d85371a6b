"""Periods and their comparisons (layer 0). Days are calendar days in the client's time zone, both ends included."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import babel.dates

from reporting.errors import QueryError, say
from reporting.language import Language, text

Kind = Literal["month", "quarter", "week", "year", "days", "custom"]
Comparison = Literal["previous", "year"]
COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)

FIRST_YEAR = 1990
LAST_YEAR = 2200


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` to `end`, both included."""

    start: dt.date
    end: dt.date
    kind: Kind = "custom"

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise QueryError(
                say("The period ends ({end}) before it starts ({start}).", start=self.start, end=self.end),
                todo=say("Swap the two dates."),
            )

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    @property
    def key(self) -> str:
        """The text that `parse` reads back: 2026-10, 2026-Q4, 2026-W44, 2026 or from..to."""
        match self.kind:
            case "month":
                return f"{self.start:%Y-%m}"
            case "quarter":
                return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
            case "week":
                year, week, _ = self.start.isocalendar()
                return f"{year}-W{week:02d}"
            case "year":
                return f"{self.start.year}"
            case _:
                return f"{self.start}..{self.end}"

    def spoken(self, lang: Language) -> str:
        """As a field of a Sentence."""
        return period_text(self, lang)

    def previous(self) -> "Period":
        """The period of the same kind just before; for days and custom, as many days just before."""
        day = self.start - dt.timedelta(days=1)
        match self.kind:
            case "month":
                return month(day.year, day.month)
            case "quarter":
                return quarter(day.year, (day.month + 2) // 3)
            case "week":
                return week_of(day)
            case "year":
                return year(day.year)
            case _:
                return Period(self.start - dt.timedelta(days=self.days), day, self.kind)

    def year_before(self) -> "Period":
        """The same period last year: a week keeps its ISO number (or is the last), dates stay (29 February is 28)."""
        match self.kind:
            case "month":
                return month(self.start.year - 1, self.start.month)
            case "quarter":
                return quarter(self.start.year - 1, (self.start.month + 2) // 3)
            case "year":
                return year(self.start.year - 1)
            case "week":
                return _week_last_year(self.start)
            case _:
                return Period(_last_year(self.start), _last_year(self.end), self.kind)

    def compared(self, comparison: Comparison) -> "Period":
        return self.previous() if comparison == "previous" else self.year_before()

    def until(self, day: dt.date) -> "Period":
        """The part up to `day` as a custom period; the whole if it ends earlier."""
        return self if day >= self.end else Period(self.start, max(self.start, day), "custom")

    def first_days(self, count: int) -> "Period":
        """The first `count` days: what an unfinished period is compared with, like with like."""
        return self if count >= self.days else Period(self.start, self.start + dt.timedelta(days=count - 1), "custom")


def month(year_: int, month_: int) -> Period:
    return Period(dt.date(year_, month_, 1), dt.date(year_, month_, calendar.monthrange(year_, month_)[1]), "month")


def quarter(year_: int, number: int) -> Period:
    first = 3 * number - 2
    return Period(dt.date(year_, first, 1), month(year_, first + 2).end, "quarter")


def week_of(day: dt.date) -> Period:
    """The ISO week (Monday to Sunday) that holds the day."""
    monday = day - dt.timedelta(days=day.weekday())
    return Period(monday, monday + dt.timedelta(days=6), "week")


def year(year_: int) -> Period:
    return Period(dt.date(year_, 1, 1), dt.date(year_, 12, 31), "year")


def last_days(count: int, today: dt.date) -> Period:
    """The last `count` full days before today."""
    end = today - dt.timedelta(days=1)
    return Period(end - dt.timedelta(days=count - 1), end, "days")


def parse(key: str) -> Period:
    """Read 2026-10, 2026-Q4, 2026-W44, 2026 or 2026-10-01..2026-10-15. Raises QueryError."""
    try:
        period = _parse(key.strip())
    except ValueError:
        raise _not_a_period(key) from None
    if not FIRST_YEAR <= period.start.year <= period.end.year <= LAST_YEAR:
        raise _not_a_period(key)
    return period


def parse_from(key: str, today: dt.date) -> Period:
    """As `parse`, and last-month, last-quarter, last-week or last-year: the one before that of `today`."""
    if found := re.fullmatch(r"last-(month|quarter|week|year)", key.strip()):
        now = {
            "month": month(today.year, today.month),
            "quarter": quarter(today.year, (today.month + 2) // 3),
            "week": week_of(today),
            "year": year(today.year),
        }
        return now[found[1]].previous()
    return parse(key)


def _not_a_period(key: str) -> QueryError:
    return QueryError(
        say("“{key}” is not a period.", key=key),
        todo=say(
            "Write a month 2026-10, a quarter 2026-Q4, a week 2026-W44, a year 2026 "
            "or two dates 2026-10-01..2026-10-15."
        ),
    )


def _parse(key: str) -> Period:
    if ".." in key:
        first, last = key.split("..", maxsplit=1)
        return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    for pattern, build in _PATTERNS:
        if found := pattern.fullmatch(key):
            return build(*(int(part) for part in found.groups()))
    raise ValueError(key)


def _iso_week(year_: int, number: int) -> Period:
    return week_of(dt.date.fromisocalendar(year_, number, 1))


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"(\d{4})-(\d{2})", re.ASCII), month),
    (re.compile(r"(\d{4})-Q([1-4])", re.ASCII | re.IGNORECASE), quarter),
    (re.compile(r"(\d{4})-W(\d{2})", re.ASCII | re.IGNORECASE), _iso_week),
    (re.compile(r"(\d{4})", re.ASCII), year),
)


def period_text(period: Period, lang: Language) -> str:
    """`octobre 2026`, `T4 2026`, `semaine 44 (26 oct. – 1 nov. 2026)`, `2026`, or two dates."""
    match period.kind:
        case "month":
            return str(babel.dates.format_skeleton("yMMMM", period.start, locale=lang))
        case "quarter":
            return str(babel.dates.format_skeleton("yQQQ", period.start, locale=lang))
        case "year":
            return str(period.start.year)
        case "week":
            number = period.start.isocalendar().week
            return text(say("week {number} ({dates})", number=number, dates=_dates_text(period, lang)), lang)
        case _:
            return _dates_text(period, lang)


def period_short(period: Period, lang: Language) -> str:
    """For a tile, where the year is clear from what stands around it: `oct.`, `T4`, `2026`, `26 oct. – 1 nov.`."""
    match period.kind:
        case "month":
            return str(babel.dates.format_skeleton("MMM", period.start, locale=lang))
        case "quarter":
            return str(babel.dates.format_date(period.start, "QQQ", locale=lang))
        case "year":
            return str(period.start.year)
        case _:
            return str(babel.dates.format_interval(period.start, period.end, skeleton="MMMd", locale=lang))


def _dates_text(period: Period, lang: Language) -> str:
    """`1–15 oct. 2026`, `Oct 1 – Nov 3, 2026`: what the two dates share is written once."""
    return str(babel.dates.format_interval(period.start, period.end, skeleton="yMMMd", locale=lang))


def _week_last_year(monday: dt.date) -> Period:
    year_, number, _ = monday.isocalendar()
    weeks = dt.date(year_ - 1, 12, 28).isocalendar().week
    return _iso_week(year_ - 1, min(number, weeks))


def _last_year(day: dt.date) -> dt.date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))
