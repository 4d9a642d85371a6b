"""What of a table is of which account (layer 2): files of several clients can be told apart by it."""

import duckdb

from reporting.ingest.model import Part
from reporting.ingest.understanding.normalise import Plan, account_of, platform_of
from reporting.ingest.understanding.sqltext import quoted
from reporting.ingest.understanding.totals import Count, Holding, holdings

_Whose = tuple[str | None, str | None]


def parts(
    con: duckdb.DuckDBPyConnection, plan: Plan, path: str, *, counted: Count, held: Holding, doubles: str | None
) -> tuple[Part, ...]:
    """By account, the rows that were written, and those of the file; doubles are rows that stay out without a fault."""
    whose = con.execute(f"select distinct platform, account from read_parquet({quoted(path)})").fetchall()  # noqa: S608 -- our own path
    if len(whose) == 1 and not counted.rejected and doubles is None:
        return (_part(whose[0], held, (counted.records, 0)),)
    shares = _shares(con, plan, doubles)
    every = dict.fromkeys(shares, Holding()) | holdings(con, plan, path, by_account=True)
    return tuple(_part(one, every[one], shares.get(one, (every[one].rows, 0))) for one in every)


def _part(whose: _Whose, held: Holding, rows: tuple[int, int]) -> Part:
    return Part(*whose, held.rows, *rows, held.first, held.last, held.totals)


def _shares(con: duckdb.DuckDBPyConnection, plan: Plan, doubles: str | None) -> dict[_Whose, tuple[int, int]]:
    """Rows of the file: all, and those that stay out."""
    rows = "distinct row_no" if plan.source.unpivoted else "*"
    out = f" or row_no in (select row_no from {doubles})" if doubles else ""  # noqa: S608 -- our own table
    sql = f"""
select {platform_of(plan)}, {account_of(plan)}, count({rows}) filter (where not extra),
  count({rows}) filter (where not extra and (fault is not null{out}))
from {plan.view} group by 1, 2 order by 2 nulls last, 1"""  # noqa: S608 -- our own names
    return {(platform, account): (records, bad) for platform, account, records, bad in con.execute(sql).fetchall()}
