"""Where compiled statements are run (layer 4). Another engine has the same one method, and nothing else changes."""

from contextlib import AbstractContextManager
from typing import Any, Protocol

import duckdb

from reporting.metrics.model import Rows, Statement


class Engine(Protocol):
    """Runs a statement and gives its rows in the order that the statement states."""

    def fetch(self, statement: Statement) -> Rows: ...


class Readable(Protocol):
    """What gives out a fresh cursor for one use: the store."""

    def read(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]: ...


class DuckDBEngine:
    """Runs statements on the store's own DuckDB, one cursor for each."""

    def __init__(self, store: Readable) -> None:
        self._store = store

    def fetch(self, statement: Statement) -> Rows:
        with self._store.read() as cursor:
            rows: list[tuple[Any, ...]] = cursor.execute(statement.text, dict(statement.params)).fetchall()
        return rows
