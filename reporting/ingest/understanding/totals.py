"""What a normalised table holds: counts, control totals, first and last day, accounts, double rows (layer 2)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from reporting.ingest.model import AccountFound, Total
from reporting.ingest.understanding.days import SERIAL
from reporting.ingest.understanding.normalise import Plan, account_of, platform_of
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
    return holdings(con, plan, path, by_account=False).get((None, None), Holding())


def holdings(
    con: duckdb.DuckDBPyConnection, plan: Plan, path: str, *, by_account: bool
) -> dict[tuple[str | None, str | None], Holding]:
    """The same by platform and account; of the whole, both are None."""
    numeric = [cell.to for cell in plan.cells if cell.to in plan.values and plan.catalog.columns[cell.to].is_measure]
    start, end = _span(plan)
    asked = f"count(*), cast(min({start}) as date), cast(max({end}) as date)"
    whose, groups = ("platform, account", "group by 1, 2") if by_account else ("null, null", "")
    days = con.execute(f"select {whose}, {asked} from read_parquet({quoted(path)}) {groups}").fetchall()  # noqa: S608 -- canonical names, our own path
    sums = _sums(con, plan, numeric, path, by_account=by_account)
    held = {}
    for platform, account, rows, first, last in sorted(days, key=lambda row: (row[1] is None, row[1], row[0] or "")):
        rest = sums.get((platform, account), ())
        totals = {name: Total(_tidy(rest[2 * n]), rest[2 * n + 1]) for n, name in enumerate(numeric)} if rest else {}
        held[platform, account] = Holding(rows, first, last, totals)
    return held


def _sums(
    con: duckdb.DuckDBPyConnection, plan: Plan, numeric: Sequence[str], path: str, *, by_account: bool
) -> dict[tuple[str | None, str | None], Sequence[Any]]:
    """Of each column its sum, and the rows without a value."""
    parts = plan.catalog.tables[plan.format.table].adds
    names = [f"v_{name}" if parts else f'"{name}"' for name in numeric]
    asked = ", ".join(part for name in names for part in (f"sum({name})", f"count(*) - count({name})"))
    source = f"{plan.view} where fault is null" if parts else f"read_parquet({quoted(path)})"
    whose = f"{platform_of(plan)}, {account_of(plan)}" if parts else "platform, account"
    whose, groups = (whose, "group by 1, 2") if by_account else ("null, null", "")
    rows = con.execute(f"select {whose}, {asked} from {source} {groups}").fetchall() if asked else ()  # noqa: S608 -- canonical names, our own path
    return {(platform, account): rest for platform, account, *rest in rows}


def size(con: duckdb.DuckDBPyConnection, table: str | None) -> int:
    """How many rows one of our own tables has; none has none."""
    row = con.execute(f"select count(*) from {table}").fetchone() if table else None  # noqa: S608 -- our own table
    return int(row[0]) if row else 0


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
    """A table (row_no, account, rows) of rows that share their key with rows that say something else.

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
select g.row_no, g.account, b.rows from good g join bad b on {same}"""  # noqa: S608 -- canonical names
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
