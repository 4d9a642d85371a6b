"""What tables hold, as row counts and hashes that can be compared (layer 3)."""

from dataclasses import dataclass

import duckdb

from reporting.warehouse.sql import compose, listed, quoted


@dataclass(frozen=True, slots=True)
class Content:
    """Rows of a table, and a hash of them all that doesn't depend on their order."""

    rows: int
    hash: str


def tables(cur: duckdb.DuckDBPyConnection) -> list[str]:
    rows = cur.execute(
        "select table_name from duckdb_tables() where not internal and not temporary order by table_name"
    ).fetchall()
    return [str(name) for (name,) in rows]


def content(cur: duckdb.DuckDBPyConnection, table: str) -> Content:
    """Of a table or a view."""
    row = cur.execute(
        compose(
            "select count(*), coalesce(sum(hash({columns})::hugeint), 0) from {table}",
            columns=listed(columns(cur, table)),
            table=quoted(table),
        )
    ).fetchone()
    rows, total = row or (0, 0)
    return Content(int(rows), f"{int(total) & ((1 << 128) - 1):032x}")


def content_by_import(cur: duckdb.DuckDBPyConnection, table: str) -> dict[int, Content]:
    """Of a table of observations, for each import."""
    rows = cur.execute(
        compose(
            "select import_id, count(*), sum(hash({columns})::hugeint) from {table} group by import_id",
            columns=listed(columns(cur, table)),
            table=quoted(table),
        )
    ).fetchall()
    return {int(number): Content(int(count), f"{int(total):x}") for number, count, total in rows}


def columns(cur: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """In alphabetical order: a column that came later stands elsewhere in an older file.

    Of this one table: duckdb_columns() would plan every view for it, ten times the work of counting.
    """
    rows = cur.execute("select name from pragma_table_info($table) order by name", {"table": table}).fetchall()
    return [str(name) for (name,) in rows]
