"""Dates and moments as exports write them, as SQL (layer 2).

No order of day and month is ever guessed for a cell: it is the format's, or the whole column's. ISO dates read everywhere.
A moment in the hour that the clock skips in spring is read with the winter offset, one in the hour that it repeats in
autumn as the later of the two (what DuckDB's timezone() does).
"""

import datetime as dt
from typing import Literal

from reporting.ingest.months import MONTHS
from reporting.ingest.sqltext import SPACES, day_literal, listed, matches, quoted, trimmed

Order = Literal["mdy", "dmy"]

EARLIEST = dt.date(2004, 1, 1)
"""Nothing that is reported on here is older: Facebook's first day is in February 2004."""

NUMERIC = r"\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}\b.*"
SERIAL = r"\d{5}(?:\.\d+)?"
_ISO = ("%Y-%m-%d", "%Y/%m/%d")
_DAYS = {"mdy": ("%m/%d/%Y", "%m-%d-%Y"), "dmy": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")}
_HOURS = (" %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_ISO_HOURS = ("T%H:%M:%S", "T%H:%M:%S.%f", "T%H:%M:%SZ", "T%H:%M:%S.%fZ", " %H:%M:%S.%f")
_WEEKDAY = r"(?:\p{L}+\.?,?\s+)?"
_YEAR = r"\.?,?(?:\s+(?:del?\s+)?(?P<y>\d{4}))?"
_DAY_FIRST = rf"^{_WEEKDAY}(?P<d>\d{{1,2}})(?:er|st|nd|rd|th|[.ºª°o])?\s+(?:de\s+|of\s+)?(?P<w>\p{{L}}+){_YEAR}$"
_MONTH_FIRST = rf"^{_WEEKDAY}(?P<w>\p{{L}}+)\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}$"
_LEAP = 2000


def day(x: str, order: str | None, latest: dt.date) -> str:
    """A calendar day within reason, from an ISO date, the order's own forms, or a spreadsheet's day number."""
    if order == "named":
        found = f"coalesce({_iso(x)}, {_named(x)}, {serial_day(x)})"
    else:
        found = f"coalesce(cast({_parsed(x, order)} as date), {serial_day(x)})"
    return _within(found, latest)


def moment(x: str, order: str | None, zone: str | None, latest: dt.date) -> str:
    """A moment in UTC; without a zone it is UTC as it stands."""
    found = _parsed(x, order, hours=True)
    if zone and zone != "UTC":
        found = f"timezone('UTC', timezone({quoted(zone)}, {found}))"
    return _within(found, latest + dt.timedelta(days=1))


def yearless(x: str, until: dt.date, latest: dt.date) -> str:
    """The newest day up to `until` that has the day and month of x; a year that x does have is taken."""
    stated = f"coalesce({_iso(x)}, {_named(x)})"
    month_day = month_and_day(x)
    limit = day_literal(until.replace(year=_LEAP))
    year = f"({until.year} - case when {month_day} <= {limit} then 0 else 1 end)"
    tries = ", ".join(in_year(month_day, f"{year} - {back}") for back in range(9))
    return _within(f"coalesce({stated}, {tries})", latest)


def month_and_day(x: str) -> str:
    """Day and month of x as a day of the leap year 2000."""
    t = _words(x)
    return f"coalesce({_composed(t, _DAY_FIRST, str(_LEAP))}, {_composed(t, _MONTH_FIRST, str(_LEAP))})"


def in_year(day_: str, year: str) -> str:
    """The same day and month in another year; NULL for 29 February where that year has none."""
    return f"try_cast(printf('%04d', {year}) || strftime({day_}, '-%m-%d') as date)"


def range_end(x: str, part: str) -> str:
    """One end of "8/7/2023 - 8/5/2024"."""
    return rf"regexp_extract({x}, '^\s*(\S.*?)\s+[-–]\s+(.*\S)\s*$', {1 if part == 'first' else 2})"


def serial_day(x: str) -> str:
    """The day number of a spreadsheet (45962 is 1 November 2025)."""
    t = trimmed(x)
    return f"case when {matches(t, SERIAL)} then date '1899-12-30' + cast(try_cast({t} as double) as integer) end"


def _parsed(x: str, order: str | None, *, hours: bool = False) -> str:
    days = _DAYS.get(order or "", ())
    formats = [d + h for d in days for h in (*_HOURS, "")] if hours else list(days)
    formats += [d + h for d in _ISO for h in ("", *_HOURS)] + [_ISO[0] + h for h in _ISO_HOURS]
    return f"try_strptime({trimmed(x)}, [{', '.join(quoted(f) for f in formats)}])"


def _iso(x: str) -> str:
    return f"cast({_parsed(x, None)} as date)"


def _named(x: str) -> str:
    t = _words(x)
    return f"coalesce({_composed(t, _DAY_FIRST)}, {_composed(t, _MONTH_FIRST)})"


def _words(x: str) -> str:
    spaced = f"translate({x}, {quoted(SPACES)}, {quoted('   ')})"
    return f"lower(strip_accents({trimmed(spaced)}))"


def _composed(t: str, pattern: str, year: str | None = None) -> str:
    part = f"regexp_extract({t}, {quoted(pattern)}, ['d', 'w', 'y'])".replace("['d', 'w', 'y']", _names(pattern))
    number = " ".join(f"when {part}.w in {listed(words)} then '{n:02d}'" for n, words in enumerate(MONTHS, start=1))
    stated = f"nullif({part}.y, '')" if year is None else quoted(year)
    return f"try_cast({stated} || '-' || (case {number} end) || '-' || lpad({part}.d, 2, '0') as date)"


def _names(pattern: str) -> str:
    """The groups of a pattern in their order, as regexp_extract wants them."""
    order = sorted(("d", "w", "y"), key=lambda name: pattern.index(f"(?P<{name}>"))
    return "[" + ", ".join(quoted(name) for name in order) + "]"


def _within(found: str, latest: dt.date) -> str:
    return f"(select d from (select {found} as d) where d between {day_literal(EARLIEST)} and {day_literal(latest)})"
