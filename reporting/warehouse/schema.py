"""The tables of state, brought up to date by numbered migrations (layer 3)."""

import re
from pathlib import Path

import duckdb

from reporting.errors import BilanError, say

MIGRATIONS = Path(__file__).parent / "migrations"
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


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
