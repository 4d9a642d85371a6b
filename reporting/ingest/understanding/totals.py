"""What a normalised table holds: counts, control totals, first and last day, accounts, double rows (layer 2)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from reporting.ingest.model import AccountFound, Total
from reporting.ingest.understanding.days import SERIAL
from reporting.ingest.understanding.normalise import Plan
from reporting.ingest.understanding.sqltext import matches, quoted, trimmed
from reporting.ingest.understanding.values import NUMERIC

_ACCOUNTS = 1000
ONE_KEY = ("account", "key")
_TOTAL_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Count:
    """Rows of a table and oddities in those that go in.

    records, rejected   data rows of the file, and those with a fault
    kept, keys          rows without a fault, lines above the header included, and how many different keys they have
    absent              numeric cells that say that they have no value; bounds: those that give only a bound ("< 1%")
    serials             dates that stood as a spreadsheet's day number
    links               addresses that were dropped
    over                percentages above 100 %
    """

    records: int
    rejected: int
    kept: int
    keys: int
    absent: int = 0
    bounds: int = 0
    serials: int = 0
    links: int = 0
    over: int = 0
    accountless: int = 0


@dataclass(frozen=True, slots=True)
class Holding:
    """What the written rows hold. first and last are days as the export writes them, in its own zone."""

    rows: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    totals: Mapping[str, Total] = field(default_factory=dict)


def count(con: duckdb.DuckDBPyConnection, plan: Plan) -> Count:
    good = "fault is null"
    cells = plan.cells
    numeric = [c for c in cells if c.column.type in NUMERIC and c.name not in plan.manner.plain]
    dates = [c.name for c in cells if c.column.type in ("date", "datetime")]
    links = [f"{c.name} is not null and v_{c.to} is null" for c in cells if c.column.type == "link"]
    percents = [f"v_{c.to} > 1" for c in cells if c.column.type == "percent"]
    empty = [f"{c.name} is not null and v_{c.to} is null" for c in numeric]
    bound = [f"case when v_{c.to} is null then starts_with({trimmed(c.name)}, '<') end" for c in numeric]
    rows = "distinct row_no" if plan.source.unpivoted else "*"
    asked = [
        f"count({rows}) filter (where not extra)",
        f"count({rows}) filter (where not extra and fault is not null)",
        f"count(*) filter (where {good})",
        f"{_distinct_keys(plan)} filter (where {good})",
        _sum(good, empty),
        _sum(good, bound),
        _sum(good, [f"length({name}) < 12 and {matches(name, SERIAL)}" for name in dates]),
        _sum(good, links),
        _sum(good, percents),
        f"count(*) filter (where {good} and account is null)",
    ]
    row = con.execute(f"select {', '.join(asked)} from {plan.view}").fetchone()  # noqa: S608 -- our own names
    return Count(*(int(value or 0) for value in row or (0,) * len(asked)))


def hold(con: duckdb.DuckDBPyConnection, plan: Plan, path: str) -> Holding:
    """First and last day and control totals, from the rows as they were written; parts as they stand in the file."""
    numeric = [cell.to for cell in plan.cells if cell.to in plan.values and plan.catalog.columns[cell.to].is_measure]
    start, end = _span(plan)
    asked = f"count(*), cast(min({start}) as date), cast(max({end}) as date)"
    row = con.execute(f"select {asked} from read_parquet({quoted(path)})").fetchone()  # noqa: S608 -- canonical names, our own path
    rows, first, last = row or (0, None, None)
    rest = _sums(con, plan, numeric, path)
    totals = {name: Total(_tidy(rest[2 * n]), rest[2 * n + 1]) for n, name in enumerate(numeric)}
    return Holding(rows, first, last, totals)


def _sums(con: duckdb.DuckDBPyConnection, plan: Plan, numeric: Sequence[str], path: str) -> Sequence[Any]:
    """Of each column its sum, and the rows without a value."""
    parts = plan.catalog.tables[plan.format.table].adds
    names = [f"v_{name}" if parts else f'"{name}"' for name in numeric]
    asked = ", ".join(part for name in names for part in (f"sum({name})", f"count(*) - count({name})"))
    source = f"{plan.view} where fault is null" if parts else f"read_parquet({quoted(path)})"
    row = con.execute(f"select {asked} from {source}").fetchone() if asked else None  # noqa: S608 -- canonical names, our own path
    return row or ()


def _span(plan: Plan) -> tuple[str, str]:
    """SQL of the first and of the last day that a row speaks of."""
    table = plan.catalog.tables[plan.format.table]
    ends = dict.fromkeys(("period_to", table.day))
    days = [f'cast("{name}" as timestamp)' for name in ends if name in plan.values]
    if "published_at" in plan.values:
        zones = [cell.column.zone or "UTC" for cell in plan.cells if cell.to == "published_at"] or ["UTC"]
        days.append(f"timezone({quoted(zones[0])}, timezone('UTC', \"published_at\"))")
    end = f"coalesce({', '.join(days)})" if days else "cast(null as timestamp)"
    return ('"period_from"' if "period_from" in plan.values else end), end


def accounts(con: duckdb.DuckDBPyConnection, plan: Plan, path: str) -> tuple[AccountFound, ...]:
    """The accounts of the rows that went in, with a name from any row of the file."""
    named = any(cell.to == "account_name" for cell in plan.cells)
    names = f"select account, min(account_name) as name from {plan.view} group by account"  # noqa: S608 -- our own view
    sql = f"""
select a.account, coalesce({"n.name" if named else "null"}, a.account)
from (select distinct account from read_parquet({quoted(path)}) where account is not null limit {_ACCOUNTS}) a
  {f"left join ({names}) n on n.account = a.account" if named else ""}
order by a.account"""  # noqa: S608 -- our own view and path
    return tuple(AccountFound(id_, name) for id_, name in con.execute(sql).fetchall())


def contradicting(con: duckdb.DuckDBPyConnection, plan: Plan) -> str:
    """A table (row_no, rows) of rows that share their key with rows that say something else.

    Where rows of one key are parts of it, none contradicts another.
    """
    keys = list(plan.row_key)
    others = [f"v_{name}" for name in plan.values if name not in plan.present_key]
    adds = plan.catalog.tables[plan.format.table].adds
    differs = " or ".join(f"count(distinct {name}) > 1" for name in others if not adds) or "false"
    same = " and ".join(f"g.{name} is not distinct from b.{name}" for name in keys)
    out = f"{plan.view}_out"
    con.execute(
        f"""
create or replace temp table {out} as
with good as (select row_no, {", ".join([*keys, *others])} from {plan.view} where fault is null),
bad as (
  select {", ".join(keys)}, list(row_no order by row_no) as rows
  from good
  group by {", ".join(keys)}
  having count(*) > 1 and ({differs})
)
select g.row_no, b.rows from good g join bad b on {same}"""  # noqa: S608 -- canonical names
    )
    return out


def _distinct_keys(plan: Plan) -> str:
    if not plan.present_key:
        return "count(*)"
    if len(plan.row_key) == len(ONE_KEY):
        return f"count(distinct {plan.row_key[-1]})"
    return f"count(distinct hash({', '.join(plan.row_key)}))"


def _sum(good: str, tests: Sequence[str]) -> str:
    if not tests:
        return "0"
    return " + ".join(f"count(*) filter (where {good} and {test})" for test in tests)


def _tidy(value: float | None) -> float | int | None:
    """Whole sums as whole numbers; others without the noise of adding in another order."""
    return round(value, _TOTAL_DIGITS) if isinstance(value, float) else value
