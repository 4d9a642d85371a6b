"""The tables of facts and the views through which they are read (layer 3).

For each table T of the catalog:
    observed_T   every observation: import, row of the file, account, days, and the columns that some import brought
    merged_T     one row for each key that was observed more than once: the newest value of each column
    fact_T       view: every observation, with all columns of the catalog
    current_T    view: one row for each key, from observed_T where it was observed once, else from merged_T

A million posts that are seen for the first time are so written once, not twice, and a column that no export ever had
costs nothing: writing empty columns is what an import would spend most of its time on.
"""

from collections.abc import Iterable, Mapping

import duckdb

from reporting.catalog.model import Catalog, Table
from reporting.warehouse.sql import compose, listed, quoted

# `alone`: the key has no other observation, so that this one is what is current.
OBSERVED = {
    "import_id": "integer",
    "row_no": "integer",
    "client_id": "integer",
    "account_id": "integer",
    "platform": "varchar",
    "observed_at": "timestamp",
    "report_day": "date",
    "alone": "boolean",
}
MERGED = {
    "client_id": "integer",
    "account_id": "integer",
    "platform": "varchar",
    "report_day": "date",
    "import_ids": "integer[]",
}
FACT = ("import_id", "row_no", "account_id", "platform", "observed_at")
CURRENT = tuple(MERGED)

_FACT_VIEW = "create or replace view {view} as select {fixed}, {columns} from {observed}"
_CURRENT_VIEW = """
    create or replace view {view} as
    select client_id, account_id, platform, report_day, [import_id] as import_ids, {columns} from {observed} where alone
    union all
    select client_id, account_id, platform, report_day, import_ids, {columns} from {merged}
"""

Stored = Mapping[str, Mapping[str, str]]


def base(table: Table) -> tuple[str, ...]:
    """Columns of the catalog that are always there: by them a row is known, and its day is found."""
    moment = ("published_at",) if by_moment(table) else ()
    return tuple(dict.fromkeys((*table.key, table.day, *moment)))


def by_moment(table: Table) -> bool:
    """The day of a post is that of the moment of its publication, in the client's time zone, where it is known."""
    return table.day == "published_on" and "published_at" in table.columns


def observed(table: Table) -> str:
    return f"observed_{table.id}"


def merged(table: Table) -> str:
    return f"merged_{table.id}"


def fact(table: Table) -> str:
    return f"fact_{table.id}"


def current(table: Table) -> str:
    return f"current_{table.id}"


def lay_facts(cur: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """Make the tables, change the types of columns that the catalog has changed, and draw the views, in one go."""
    cur.execute("begin")
    try:
        stored = _stored(cur)
        for table in catalog.tables.values():
            _lay(cur, catalog, table, stored)
            _draw(cur, catalog, table, stored.get(observed(table), base(table)))
        cur.execute("commit")
    except BaseException:
        cur.execute("rollback")
        raise


def give_columns(cur: duckdb.DuckDBPyConnection, catalog: Catalog, table: Table, brought: Iterable[str]) -> None:
    """Columns that an import brings for the first time."""
    described = cur.execute(compose("describe {name}", name=quoted(observed(table)))).fetchall()
    present = {str(row[0]) for row in described}
    missing = [column for column in brought if column not in present]
    for column in missing:
        for name in (observed(table), merged(table)):
            _alter(cur, name, "add column {column} {kind}", column, catalog.columns[column].sql_type)
    if missing:
        _draw(cur, catalog, table, {*present, *missing})


def _stored(cur: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Tables with their columns and types."""
    tables: dict[str, dict[str, str]] = {}
    rows = cur.execute("select table_name, column_name, data_type from duckdb_columns() where not internal").fetchall()
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind.lower()
    return tables


def _lay(cur: duckdb.DuckDBPyConnection, catalog: Catalog, table: Table, stored: Stored) -> None:
    for name, fixed in ((observed(table), OBSERVED), (merged(table), MERGED)):
        if name not in stored:
            columns = fixed | {column: catalog.columns[column].sql_type for column in base(table)}
            body = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns.items())
            cur.execute(compose("create table {name} ({body})", name=quoted(name), body=body))
            continue
        for column in table.columns:
            kind = catalog.columns[column].sql_type
            if stored[name].get(column, kind) != kind:
                _alter(cur, name, "alter column {column} set data type {kind}", column, kind)


def _alter(cur: duckdb.DuckDBPyConnection, name: str, change: str, column: str, kind: str) -> None:
    what = compose(change, column=quoted(column), kind=kind)
    cur.execute(compose("alter table {name} {what}", name=quoted(name), what=what))


def _draw(cur: duckdb.DuckDBPyConnection, catalog: Catalog, table: Table, present: Iterable[str]) -> None:
    """The views, in which a column that no import brought is there and empty."""
    there = set(present)
    columns = ", ".join(
        quoted(column) if column in there else f"null::{catalog.columns[column].sql_type} as {quoted(column)}"
        for column in table.columns
    )
    parts = {"columns": columns, "observed": quoted(observed(table)), "merged": quoted(merged(table))}
    cur.execute(compose(_FACT_VIEW, view=quoted(fact(table)), fixed=listed(FACT), **parts))
    cur.execute(compose(_CURRENT_VIEW, view=quoted(current(table)), **parts))
