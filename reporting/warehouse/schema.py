"""The tables of the store: numbered migrations for state, and the fact tables that the catalog describes (layer 3)."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

from reporting.catalog.model import Catalog, Table
from reporting.errors import BilanError, say
from reporting.warehouse.sql import compose, quoted

MIGRATIONS = Path(__file__).parent / "migrations"
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")

# In front of the columns of the catalog, every fact row says which import and row it is from.
FACT_COLUMNS = {
    "import_id": "integer",
    "row_no": "integer",
    "account_id": "integer",
    "platform": "varchar",
    "observed_at": "timestamp",
}
CURRENT_COLUMNS = {
    "client_id": "integer",
    "account_id": "integer",
    "platform": "varchar",
    "report_day": "date",
    "import_ids": "integer[]",
}


def fact(table: Table) -> str:
    """Every observation."""
    return f"fact_{table.id}"


def current(table: Table) -> str:
    """One row for each account and key: the newest value that was given for each column."""
    return f"current_{table.id}"


def migrate(cur: duckdb.DuckDBPyConnection, folder: Path = MIGRATIONS) -> None:
    """Bring the state tables up to date, each migration in a transaction of its own.

    Raises BilanError if the file was written by a newer Bilan.
    """
    cur.execute("create table if not exists schema_version (version integer not null, applied_at timestamp not null)")
    stands = version(cur)
    steps = sorted((int(found[1]), path) for path in folder.glob("*.sql") if (found := _NAME.fullmatch(path.name)))
    newest = steps[-1][0]
    if stands > newest:
        raise BilanError(
            say(
                "This store was written by a newer Bilan: its schema is {stands}, this program knows {newest}.",
                stands=stands,
                newest=newest,
            ),
            todo=say("Run the newer Bilan, or restore a backup that was made before the update."),
            code="STORE_NEWER",
        )
    for number, path in steps:
        if number > stands:
            _apply(cur, number, path.read_text("utf-8"))


def version(cur: duckdb.DuckDBPyConnection) -> int:
    row = cur.execute("select coalesce(max(version), 0) from schema_version").fetchone()
    return int(row[0]) if row else 0


def _apply(cur: duckdb.DuckDBPyConnection, number: int, script: str) -> None:
    cur.execute("begin")
    try:
        cur.execute(script)
        cur.execute("insert into schema_version values ($number, now()::timestamp)", {"number": number})
        cur.execute("commit")
    except BaseException:
        cur.execute("rollback")
        raise


def lay_facts(cur: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """Make the fact tables, and give those that stand the columns that the catalog has gained."""
    cur.execute("begin")
    try:
        stored = _stored(cur)
        for name, columns in _wanted(catalog):
            if name in stored:
                _extend(cur, name, stored[name], columns)
            else:
                body = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns.items())
                cur.execute(compose("create table {name} ({body})", name=quoted(name), body=body))
        cur.execute("commit")
    except BaseException:
        cur.execute("rollback")
        raise


def _wanted(catalog: Catalog) -> Iterator[tuple[str, dict[str, str]]]:
    for table in catalog.tables.values():
        given = {column: catalog.columns[column].sql_type for column in table.columns}
        yield fact(table), FACT_COLUMNS | given
        yield current(table), CURRENT_COLUMNS | given


def _stored(cur: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Every table with its columns and their types."""
    tables: dict[str, dict[str, str]] = {}
    rows = cur.execute("select table_name, column_name, data_type from duckdb_columns() where not internal").fetchall()
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind.lower()
    return tables


def _extend(cur: duckdb.DuckDBPyConnection, name: str, stored: dict[str, str], columns: dict[str, str]) -> None:
    for column, kind in columns.items():
        if column not in stored:
            change = "add column {column} {kind}"
        elif stored[column] != kind:
            change = "alter column {column} set data type {kind}"
        else:
            continue
        what = compose(change, column=quoted(column), kind=kind)
        cur.execute(compose("alter table {name} {what}", name=quoted(name), what=what))
