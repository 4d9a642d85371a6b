"""Dates and moments as exports write them, as SQL (layer 2).

No order of day and month is ever guessed for a cell: it is the format's, or the whole column's. ISO dates read
everywhere. A moment in the hour that the clock skips in spring is read with the winter offset, one in the hour that it
repeats in autumn as the later of the two (what DuckDB's timezone() does).
"""

import datetime as dt
from typing import Literal

from reporting.ingest.understanding.months import MONTHS
from reporting.ingest.understanding.sqltext import SPACES, day_literal, listed, matches, quoted, trimmed

Order = Literal["mdy", "dmy"]

EARLIEST = dt.date(2004, 1, 1)
"""Nothing that is reported on here is older: Facebook's first day is in February 2004."""

NUMERIC = r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b.*"
ENDS = ("first", "last")
"""Parts of a date whose cell is a range."""

SERIAL = r"\d{5}(?:\.\d+)?"
_ISO = ("%Y-%m-%d", "%Y/%m/%d")
_COMPACT = "%Y%m%d"
_DAYS = {"mdy": ("%m/%d/%Y", "%m-%d-%Y"), "dmy": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")}
_CENTURY = 100
_HOURS = (" %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_ISO_HOURS = ("T%H:%M:%S", "T%H:%M:%S.%f", "T%H:%M:%SZ", "T%H:%M:%S.%fZ", " %H:%M:%S.%f")
_WEEKDAY = r"(?:[\p{L}-]+\.?,?\s+)?"
_HOUR = r"(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]m)?)?"
_YEAR = rf"\.?,?(?:[\s-]+(?:del?\s+)?(?P<y>\d{{4}}){_HOUR})?"
_DAY_FIRST = rf"^{_WEEKDAY}(?P<d>\d{{1,2}})(?:er|st|nd|rd|th|[.ºª°o])?[\s-]+(?:de\s+|of\s+)?(?P<w>\p{{L}}+){_YEAR}$"
_MONTH_FIRST = rf"^{_WEEKDAY}(?P<w>\p{{L}}+)\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}$"
_LEAP = 2000


def day(x: str, order: str | None) -> str:
    """A calendar day, from the order's own forms, an ISO date or a spreadsheet's day number; a time of day is cut."""
    return f"coalesce(cast({_parsed(x, order, hours=True)} as date), {serial_day(x)})"


def moment(x: str, order: str | None, zone: str | None) -> str:
    """A moment in UTC; without a zone it is UTC as it stands."""
    found = _parsed(x, order, hours=True)
    if zone and zone != "UTC":
        return f"timezone('UTC', timezone({quoted(zone)}, {found}))"
    return found


def named_days(raws: str) -> str:
    """Query of (raw, v) for dates with a month's name, a time of day cut; `raws` gives the distinct texts as `raw`."""
    return f"""select raw, coalesce(iso, {_composed("y")}, {serial_day("raw")}) as v from ({_parts(raws)})"""  # noqa: S608 -- words of ours


def yearless_days(raws: str, until: dt.date) -> str:
    """The same for dates without a year: the newest day up to `until`. A year that a cell does have is taken."""
    year = f"({until.year} - case when md <= {day_literal(until.replace(year=_LEAP))} then 0 else 1 end)"
    tries = ", ".join(in_year("md", f"{year} - {back}") for back in range(9))
    return f"""
select raw, coalesce(iso, stated, {tries}) as v
from (select raw, iso, {_composed("y")} as stated, {_composed(quoted(str(_LEAP)))} as md from ({_parts(raws)}))"""  # noqa: S608 -- words of ours


def month_days(raws: str) -> str:
    """The same, as days of the leap year 2000; a text that states a year gives NULL."""
    return f"""select raw, case when y is null then {_composed(quoted(str(_LEAP)))} end as v from ({_parts(raws)})"""  # noqa: S608 -- words of ours


def nth_day(x: str, base: dt.date | None) -> str:
    """0000 is the base, 0001 the day after it; without a base there is no day."""
    if base is None:
        return "cast(null as date)"
    return f"{day_literal(base)} + try_cast({trimmed(x)} as integer)"


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
    formats = [*days, *(d + h for d in days for h in _HOURS)] if hours else list(days)
    formats += [d + h for d in _ISO for h in ("", *_HOURS)] + [_ISO[0] + h for h in _ISO_HOURS] + [_COMPACT]
    slow = f"try_strptime({trimmed(x)}, [{', '.join(quoted(f) for f in formats)}])"
    return _in_our_century(f"coalesce(try_strptime({x}, {quoted(formats[0])}), {slow})", days)


def _in_our_century(moment_: str, days: tuple[str, ...]) -> str:
    """A year of two digits, which only dates in numbers have: 24.05.23 is in 2023."""
    if not days:
        return moment_
    return f"{moment_} + case when year({moment_}) < {_CENTURY} then interval 2000 years else interval 0 days end"


def _parts(raws: str) -> str:
    """(raw, iso, y, m, d): what stands in a text with a month's name; y is NULL where there is no year."""
    spaced = f"translate(raw, {quoted(SPACES)}, {quoted('   ')})"
    months = " ".join(f"when w in {listed(words)} then '{n:02d}'" for n, words in enumerate(MONTHS, start=1))
    return f"""
select raw, cast(iso as date) as iso, nullif(y, '') as y, lpad(d, 2, '0') as d, case {months} end as m
from (
  select raw, iso, unnest(case when a.d <> '' then a else {{'d': b.d, 'w': b.w, 'y': b.y}} end)
  from (
    select raw, iso, {_found("t", _DAY_FIRST, "dwy")} as a, {_found("t", _MONTH_FIRST, "wdy")} as b
    from (select raw, {_parsed("raw", None)} as iso, lower(strip_accents({trimmed(spaced)})) as t from ({raws}))))"""  # noqa: S608 -- words of ours


def _found(t: str, pattern: str, groups: str) -> str:
    return f"regexp_extract({t}, {quoted(pattern)}, [{', '.join(quoted(name) for name in groups)}])"


def _composed(year: str) -> str:
    return f"try_cast({year} || '-' || m || '-' || d as date)"
