"""A first look at the raw cells of a table: what decides how they are read (layer 2)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import duckdb

from reporting.catalog.model import Catalog
from reporting.ingest.understanding import days
from reporting.ingest.understanding.days import Order
from reporting.ingest.understanding.normalise import is_never_negative
from reporting.ingest.understanding.numerals import CLEAR, DECIMALS, DIGITS, GROUPED
from reporting.ingest.understanding.shapes import Cell, Source
from reporting.ingest.understanding.sqltext import matches, trimmed
from reporting.ingest.understanding.values import CURRENCY_SIGNS, NUMERIC, without_dollar_names

_LEAP = 2000
_YEAR_DAYS = 366


@dataclass(frozen=True, slots=True)
class Survey:
    """What the cells show.

    rows           all raw rows
    plain          columns of nothing but plain numbers (or ids)
    dots, commas   cells that can only be read with that decimal mark; grouped: cells such as `1.234`
    over_12        of the dates whose order the whole file decides: has the first, the second number been over 12?
    dates          how many such dates there are
    differing      for each pair of columns of one target, the rows in which both have a value and not the same
    """

    rows: int = 0
    plain: frozenset[str] = frozenset()
    dots: int = 0
    commas: int = 0
    grouped: int = 0
    over_12: tuple[bool, bool] = (False, False)
    dates: int = 0
    differing: tuple[int, ...] = field(default_factory=tuple)


def survey(con: duckdb.DuckDBPyConnection, source: Source, catalog: Catalog) -> Survey:
    numbers = [c for c in source.cells if c.column.type in NUMERIC and c.column.unit not in ("clock", "hours_clock")]
    ids = [c for c in source.cells if c.column.type == "id"]
    autos = [c for c in source.cells if c.column.type in ("date", "datetime") and c.column.order == "auto"]
    asked = ["count(*)"]
    asked += [_others(c.name, _plain_pattern(c, catalog)) for c in numbers]
    asked += [_others(c.name, DIGITS) for c in ids]
    asked += [sql for cell in autos for sql in _date_signs(cell)]
    asked += [f"count(*) filter (where {a.name} <> {b.name})" for a, b in source.twice]
    taken = iter(_row(con, asked, source))
    rows = next(taken)
    plain = [c for c in numbers if not next(taken)]
    plain_ids = {c.name for c in ids if not next(taken)}
    dates = [[next(taken) or 0 for _ in range(3)] for _ in autos]
    dots, commas, grouped = _signs(con, source, numbers, plain)
    return Survey(
        rows=rows,
        plain=frozenset({c.name for c in plain} | plain_ids),
        dots=dots,
        commas=commas,
        grouped=grouped,
        over_12=(any(d[0] > 12 for d in dates), any(d[1] > 12 for d in dates)),  # noqa: PLR2004 -- months of a year
        dates=sum(d[2] for d in dates),
        differing=tuple(taken),
    )


def _signs(
    con: duckdb.DuckDBPyConnection, source: Source, numbers: Sequence[Cell], plain: Sequence[Cell]
) -> tuple[int, int, int]:
    """How many cells speak for the point, for the comma, and could be either. Plain whole numbers aren't asked."""
    decimals = [c.name for c in plain if c.column.type != "count"]
    asked = [sql for x in decimals for sql in (_others(x, DIGITS), f"count(*) filter (where {matches(x, GROUPED)})")]
    asked += [sql for c in numbers if c not in plain for sql in _mark_signs(_bare(c))]
    row = _row(con, asked, source) if asked else ()
    of_plain, rest = row[: 2 * len(decimals)], row[2 * len(decimals) :]
    either = sum(of_plain[1::2])
    return sum(of_plain[0::2]) - either + sum(rest[0::3]), sum(rest[1::3]), either + sum(rest[2::3])


def _row(con: duckdb.DuckDBPyConnection, asked: Sequence[str], source: Source) -> tuple[int, ...]:
    row = con.execute(f"select {', '.join(asked)} from ({source.sql})").fetchone()  # noqa: S608 -- our own columns and patterns
    return tuple(row or ())


def _others(x: str, pattern: str) -> str:
    """Filled cells that don't have the pattern."""
    return f"count({x}) - count(*) filter (where {matches(x, pattern)})"


def _plain_pattern(cell: Cell, catalog: Catalog) -> str:
    pattern = DIGITS if cell.column.type == "count" else DECIMALS
    return pattern.removeprefix("-?") if is_never_negative(cell, catalog) else pattern


def _bare(cell: Cell) -> str:
    return without_dollar_names(cell.name) if cell.column.type == "money" else cell.name


def _mark_signs(x: str) -> list[str]:
    return [
        f"count(case when {matches(x, DIGITS)} then null when {_speaks(x, sign)} then 1 end)"
        for sign in (CLEAR["dot"], CLEAR["comma"], GROUPED)
    ]


def _speaks(x: str, pattern: str) -> str:
    """The cell, without blanks and signs around it, has the pattern."""
    bare = trimmed(x, "%" + CURRENCY_SIGNS)
    rest = f"when {matches(x, DECIMALS)} then false else {matches(bare, pattern)}"
    return f"case when {matches(x, pattern)} then true {rest} end"


def _date_signs(cell: Cell) -> list[str]:
    """The largest first and second number of the dates, and how many dates there are."""
    x = days.range_end(cell.name, cell.column.part) if cell.column.part in days.ENDS else cell.name
    first, second = (f"try_cast(nullif(regexp_extract({x}, '^{days.NUMERIC}$', {n}), '') as integer)" for n in (1, 2))
    return [f"max({first})", f"max({second})", f"count({first})"]


def order_of(surveys: Iterable[Survey]) -> tuple[Order | None, bool]:
    """Whether the file's dates are day first or month first; the flag: it can't be told or is contradictory."""
    found = list(surveys)
    day_first = any(s.over_12[0] for s in found)
    month_first = any(s.over_12[1] for s in found)
    if day_first != month_first:
        return ("dmy" if day_first else "mdy"), False
    return None, any(s.dates for s in found)


def last_month_day(con: duckdb.DuckDBPyConnection, source: Source, cell: Cell) -> dt.date | None:
    """The last day of a column of dates without year, as a day of the year 2000; None if it holds none.

    It is the day before the longest gap of the calendar circle; where the days go all round the year, the end of the
    file that is its later one.
    """
    raws = f"select distinct {cell.name} as raw from ({source.sql}) where {cell.name} is not null"  # noqa: S608 -- our own column
    sql = f"""
select d.v, min(s.row_no), max(s.row_no)
from ({source.sql}) s join ({days.month_days(raws)}) d on d.raw = s.{cell.name}
where d.v is not null
group by d.v
order by d.v"""  # noqa: S608 -- our own column
    found: Sequence[tuple[dt.date, int, int]] = con.execute(sql).fetchall()
    if not found:
        return None
    return _before_gap([day for day, _, _ in found]) or _later_end(found)


def newest(month_day: dt.date, limit: dt.date) -> dt.date:
    """The newest day up to `limit` with this day and month."""
    for year in range(limit.year, limit.year - 9, -1):
        try:
            day = month_day.replace(year=year)
        except ValueError:
            continue
        if day <= limit:
            return day
    return limit


def _before_gap(found: list[dt.date]) -> dt.date | None:
    """The day before the one longest gap of more than a day; None without such a gap. 29 February may be absent."""
    gaps = [((after - before).days, before) for before, after in pairwise(found)]
    gaps.append((_YEAR_DAYS - (found[-1] - found[0]).days, found[-1]))
    gaps = [(length - (day == dt.date(_LEAP, 2, 28) and length == 2), day) for length, day in gaps]  # noqa: PLR2004 -- over 29 February
    longest = max(length for length, _ in gaps)
    ends = [day for length, day in gaps if length == longest]
    return ends[0] if longest > 1 and len(ends) == 1 else None


def _later_end(found: Sequence[tuple[dt.date, int, int]]) -> dt.date:
    """The last row's day where days run forward from row to row, the first row's where they run backward."""
    rows = sorted((row, day) for day, row, _ in found)
    steps = [(after - before).days for (_, before), (_, after) in pairwise(rows)]
    forward = sum(1 for step in steps if step > 0) >= sum(1 for step in steps if step < 0)
    return rows[-1][1] if forward else rows[0][1]
