"""Where compiled statements are run (layer 4). Another engine has the same one method, and nothing else changes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

import duckdb

from reporting.metrics.model import Rows, Statement


class Engine(Protocol):
    """Runs a statement and gives its rows in the order that the statement states."""

    def fetch(self, statement: Statement) -> Rows: ...


class Readable(Protocol):
    """What gives out a fresh cursor for one use: the store."""

    def read(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]: ...


class Within:
    """What reads in a transaction that is under way, and so sees what it has changed."""

    def __init__(self, cur: duckdb.DuckDBPyConnection) -> None:
        self._cur = cur

    @contextmanager
    def read(self) -> Iterator[duckdb.DuckDBPyConnection]:
        yield self._cur


class DuckDBEngine:
    """Runs statements on the store's own DuckDB, one cursor for each."""

    def __init__(self, store: Readable) -> None:
        self._store = store

    def fetch(self, statement: Statement) -> Rows:
        with self._store.read() as cursor:
            rows: list[tuple[Any, ...]] = cursor.execute(statement.text, dict(statement.params)).fetchall()
        return rows
