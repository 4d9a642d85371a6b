"""Current tables in a bare DuckDB, filled by hand: for tests of figures that must not lean on the store.

with_rows(catalog, post=[{"account": 1, "platform": "x", "report_day": date(2026, 10, 3), "likes": 4}])
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from reporting.catalog.model import Catalog
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import MetricQuery, Result
from reporting.metrics.run import run
from reporting.periods import parse

CLIENT = 1
Row = Mapping[str, Any]


class Tables:
    """One connection with an empty current_T for every table, account and client; gives out cursors like a store."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.con = duckdb.connect()
        self.con.execute("create table account (id integer, client_id integer, platform varchar)")
        self.con.execute("create table client (id integer, timezone varchar)")
        self.con.execute("insert into client values (1, 'Europe/Paris'), (2, 'Europe/Paris')")
        for table in catalog.tables.values():
            columns = ", ".join(f'"{name}" {catalog.columns[name].sql_type}' for name in table.columns)
            self.con.execute(
                f"create table current_{table.id} (client_id integer, account_id integer, platform varchar,"
                f" report_day date, {columns}, import_ids integer[])"
            )

    @contextmanager
    def read(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.con.cursor() as cursor:
            yield cursor

    def add(self, table: str, row: Row) -> None:
        """account and platform make the account; client_id is CLIENT and import_ids [1] unless given."""
        cells = {"client_id": CLIENT, "account_id": row["account"], "import_ids": [1]} | dict(row)
        del cells["account"]
        if table == "account_day":
            cells["day"] = cells["report_day"]
        account = (cells["account_id"], cells["client_id"], cells["platform"])
        if not self.con.execute("select 1 from account where id = ?", account[:1]).fetchone():
            self.con.execute("insert into account values (?, ?, ?)", account)
        names = ", ".join(f'"{name}"' for name in cells)
        marks = ", ".join("?" for _ in cells)
        self.con.execute(f"insert into current_{table} ({names}) values ({marks})", list(cells.values()))

    def ask(self, *metrics: str, period: str = "2026-10", **how: Any) -> Result:
        """A query of the client; `how` are fields of MetricQuery."""
        return run(MetricQuery(metrics, CLIENT, parse(period), **how), DuckDBEngine(self), self.catalog)

    def by_hand(self, sql: str) -> list[tuple[Any, ...]]:
        with self.read() as cursor:
            return cursor.execute(sql).fetchall()


def with_rows(catalog: Catalog, **tables: Sequence[Row]) -> Tables:
    made = Tables(catalog)
    for table, rows in tables.items():
        for at, row in enumerate(rows):
            made.add(table, ({"post": f"p{at}"} if table == "post" else {}) | dict(row))
    return made


def october(day: int) -> dt.date:
    return dt.date(2026, 10, day)


def september(day: int) -> dt.date:
    return dt.date(2026, 9, day)
