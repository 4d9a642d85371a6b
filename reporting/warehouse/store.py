"""The store of an installation: one process, one connection, a cursor for every use, one writer (layer 3)."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import duckdb

from reporting.catalog.model import Catalog
from reporting.errors import BusyError, say
from reporting.settings import Settings
from reporting.warehouse.connect import busy, connect
from reporting.warehouse.fact_tables import lay_facts
from reporting.warehouse.originals import drop_unfinished
from reporting.warehouse.schema import migrate

# What a transaction is worked through; other rooms name it without importing DuckDB.
Cursor = duckdb.DuckDBPyConnection

WRITER_WAITS_SECONDS = 60

# DuckDB refuses a second process, but hands a second caller in this one the same database: ours to refuse.
_OPEN: set[Path] = set()
_OPENING = threading.Lock()


class Store:
    """The one DuckDB file and the folder of originals beside it. Open it with `Store.open`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, settings: Settings, catalog: Catalog) -> None:
        self.settings = settings
        self.catalog = catalog
        self.version = 0
        self._con = con
        self._writer = threading.Lock()

    @classmethod
    def open(cls, settings: Settings, catalog: Catalog) -> Self:
        """Open (or make) the store of `settings.home`. Raises BusyError if it is open already, here or elsewhere."""
        place = settings.database.resolve()
        with _OPENING:
            if place in _OPEN:
                raise busy(settings, os.getpid())
            con = connect(settings)
            try:
                migrate(con)
                lay_facts(con, catalog)
            except BaseException:
                con.close()
                raise
            _OPEN.add(place)
        _empty(settings.work)
        settings.originals.mkdir(exist_ok=True)
        drop_unfinished(settings.originals)
        return cls(con, settings, catalog)

    def learn(self, catalog: Catalog) -> None:
        """Use these definitions from now on. Only formats may have changed: the tables are laid when it is opened."""
        if (catalog.tables, catalog.columns) != (self.catalog.tables, self.catalog.columns):
            raise ValueError("tables change with the program, not while it runs")
        self.catalog = catalog

    @contextmanager
    def read(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A fresh cursor on one snapshot of the store; it can't write."""
        cur = self._con.cursor()
        try:
            cur.execute("begin transaction read only")
            yield cur
        finally:
            cur.close()

    @contextmanager
    def write(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A fresh cursor in one transaction, one writer at a time; rolled back on any exception."""
        with self._transaction("commit") as cur:
            yield cur
        self.version += 1

    @contextmanager
    def trial(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """As `write`, but nothing of it stays: what would happen."""
        with self._transaction("rollback") as cur:
            yield cur

    @contextmanager
    def still(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Nobody writes, and everything written is in the one file: for copying it."""
        with self._alone():
            cur = self._con.cursor()
            try:
                cur.execute("checkpoint")
                yield cur
            finally:
                cur.close()

    def close(self) -> None:
        """Wait for the writer, then let go of the file."""
        with self._alone(), _OPENING:
            self._con.close()
            _OPEN.discard(self.settings.database.resolve())

    @contextmanager
    def _transaction(self, end: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """BaseException counts: a closed browser tab ends the page's script with one."""
        with self._alone():
            cur = self._con.cursor()
            try:
                cur.execute("begin transaction")
                yield cur
                cur.execute(end)
            except BaseException:
                with suppress(duckdb.Error):
                    cur.execute("rollback")
                raise
            finally:
                cur.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._writer.acquire(timeout=WRITER_WAITS_SECONDS):
            raise BusyError(
                say("Another import or change is still being written."),
                why=say("It was waited for during {seconds} seconds.", seconds=WRITER_WAITS_SECONDS),
                todo=say("Try again in a moment. Nothing was changed."),
                code="BUSY",
            )
        try:
            yield
        finally:
            self._writer.release()


def _empty(work: Path) -> None:
    for path in work.iterdir():
        if path.name != "spill":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
