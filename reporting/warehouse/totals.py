"""What was counted of an import's file when it was read, and what the file says of itself (layer 3)."""

import datetime as dt
from dataclasses import dataclass

import duckdb

from reporting.catalog.model import Table
from reporting.ingest.model import Stated, Total
from reporting.warehouse.fact_tables import observed
from reporting.warehouse.sql import compose, quoted

_SPAN = """
    select min(report_day), max(report_day), list_sort(list(distinct account_id))
    from {observed} where import_id = $id
"""


@dataclass(frozen=True, slots=True)
class Span:
    """The days by which the rows of an import are counted (None: they have none), and the accounts that they are of."""

    days: tuple[dt.date, dt.date] | None
    accounts: tuple[int, ...]


def totals(cur: duckdb.DuckDBPyConnection, import_id: int) -> dict[str, Total]:
    """By canonical column; empty for an import from before they were kept."""
    rows = cur.execute(
        "select name, sum, missing from import_total where import_id = $id order by name", {"id": import_id}
    ).fetchall()
    return {name: Total(sum_, missing) for name, sum_, missing in rows}


def stated(cur: duckdb.DuckDBPyConnection, import_id: int) -> tuple[Stated, ...]:
    """Its lines of totals and its footers, in the order of the file."""
    rows = cur.execute(
        "select row_no, label, name, sum from import_stated where import_id = $id order by row_no, name",
        {"id": import_id},
    ).fetchall()
    lines: dict[tuple[int, str], dict[str, float]] = {}
    for row_no, label, name, value in rows:
        sums = lines.setdefault((row_no, label), {})
        if name is not None:
            sums[name] = value
    return tuple(Stated(row_no, label, sums) for (row_no, label), sums in lines.items())


def span(cur: duckdb.DuckDBPyConnection, table: Table, import_id: int) -> Span:
    row = cur.execute(compose(_SPAN, observed=quoted(observed(table))), {"id": import_id}).fetchone()
    first, last, accounts = row or (None, None, None)
    return Span((first, last) if first and last else None, tuple(accounts or ()))
