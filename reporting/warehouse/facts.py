"""Observations in, and out again; what is current follows (layer 3)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from reporting.catalog.model import Catalog, Table
from reporting.errors import ConflictError, say
from reporting.warehouse.fact_sql import BROUGHT, FactSql
from reporting.warehouse.fact_tables import give_columns
from reporting.warehouse.model import Client

FILE_COLUMNS = frozenset({"row_no", "account", "platform"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """Rows on their way in. `accounts` tells by platform and what the file calls the account which account it is.

    Rows of other accounts stay out; count is how many there must be of these.
    """

    import_id: int
    client: Client
    rows: Path
    count: int
    day: dt.date
    accounts: Mapping[tuple[str, str | None], int]


@dataclass(frozen=True, slots=True)
class Effect:
    """Observations that an import brought or took away; how many of their keys were known before (or still are)."""

    rows: int
    changed: int


class Facts:
    """The observations of one table and what is current of them, within the transaction of `cur`."""

    def __init__(self, cur: duckdb.DuckDBPyConnection, catalog: Catalog, table: Table) -> None:
        self.cur = cur
        self.catalog = catalog
        self.table = table
        self.sql = FactSql(table)

    def take_in(self, incoming: Incoming) -> Effect:
        """Observations of keys that are new are current as they are; the others are merged with the earlier ones.

        Raises ConflictError if the file holds a key twice.
        """
        self.insert(incoming)
        rows = self._rows_of_unique_keys(incoming.import_id)
        (changed,) = self._one(self.sql.touch(), {"id": incoming.import_id})
        if changed:
            self.cur.execute(self.sql.alone(), {"alone": False})
            self.cur.execute(self.sql.forget())
            self.cur.execute(self.sql.merge(self._brought_beside(incoming.import_id)))
        self._assert_one_current_row_each(incoming.import_id, rows)
        return Effect(rows, changed)

    def take_back(self, import_id: int) -> Effect:
        """Remove the observations of an import; what was there before shows again."""
        self.cur.execute(self.sql.touch_import(), {"id": import_id})
        (rows,) = self._one(self.sql.take_back(), {"id": import_id})
        (left,) = self._one(self.sql.still_there())
        self.cur.execute(self.sql.forget())
        self.cur.execute(self.sql.alone(), {"alone": True})
        self._merge_several(self._brought_beside(import_id), only_touched=True)
        return Effect(rows, left)

    def insert(self, incoming: Incoming) -> None:
        """The observations alone, as if nothing else were known; the columns that came are noted with the import."""
        given = self._given(incoming.rows)
        give_columns(self.cur, self.catalog, self.table, given)
        self.cur.execute(
            'update "import" set columns = $columns where id = $id', {"columns": given, "id": incoming.import_id}
        )
        sql = self.sql.insert(given)
        (stayed,) = self._one(
            sql,
            {
                "import": incoming.import_id,
                "client": incoming.client.id,
                "day": incoming.day,
                "rows": str(incoming.rows),
                "platforms": [platform for platform, _ in incoming.accounts],
                "names": [name for _, name in incoming.accounts],
                "ids": list(incoming.accounts.values()),
            }
            | ({"zone": incoming.client.timezone} if "$zone" in sql else {}),
        )
        if incoming.count != stayed:
            raise ValueError(f"{incoming.count} rows came for {self.table.id} and {stayed} have an account")

    def merge_again(self) -> None:
        """What is current anew, from all observations; equal to what imports and undos keep up."""
        self.cur.execute(self.sql.over("delete from {merged}"))
        self.cur.execute(self.sql.over("update {observed} set alone = true where not alone"))
        rows = self.cur.execute(
            'select distinct unnest(columns) from "import" where fact = $fact and undone is null',
            {"fact": self.table.id},
        ).fetchall()
        self._merge_several({str(column) for (column,) in rows}, only_touched=False)

    def redate(self, client_id: int) -> None:
        """Count the days of the client's posts anew, in the time zone that it has now."""
        if self.sql.by_moment:
            for statement in self.sql.redate():
                self.cur.execute(statement, {"client": client_id})

    def forget_all(self) -> None:
        self.cur.execute(self.sql.over("delete from {observed}"))
        self.cur.execute(self.sql.over("delete from {merged}"))

    def _merge_several(self, brought: set[str], *, only_touched: bool) -> None:
        (several,) = self._one(self.sql.touch_several(only_touched=only_touched))
        if several:
            self.cur.execute(self.sql.alone(), {"alone": False})
            self.cur.execute(self.sql.merge(brought))

    def _brought_beside(self, import_id: int) -> set[str]:
        rows = self.cur.execute(BROUGHT, {"fact": self.table.id, "id": import_id}).fetchall()
        return {str(column) for (column,) in rows}

    def _given(self, rows: Path) -> list[str]:
        described = self.cur.execute("describe from read_parquet($rows)", {"rows": str(rows)}).fetchall()
        present = {str(row[0]) for row in described}
        strange = present - FILE_COLUMNS - set(self.table.columns)
        if strange:
            raise ValueError(f"rows for {self.table.id} have columns that it does not have: {sorted(strange)}")
        return [column for column in self.table.columns if column in present]

    def _rows_of_unique_keys(self, import_id: int) -> int:
        """How many rows the import has, once it is certain that no two have one key."""
        rows, most, first, last = self._one(self.sql.keys_of_import(), {"id": import_id})
        if most > 1:
            raise ConflictError(
                say("Rows {first} and {last} of the file are about the same thing.", first=str(first), last=str(last)),
                why=say("One export has one row for each."),
                todo=say("Export the file again. Nothing was imported."),
                code="CONFLICTING_ROWS",
            )
        return int(rows)

    def _assert_one_current_row_each(self, import_id: int, rows: int) -> None:
        (shown,) = self._one(self.sql.current_of_import(), {"id": import_id})
        if shown != rows:
            raise ValueError(f"{rows} rows of {self.table.id} came in and {shown} are current")

    def _one(self, sql: str, values: Mapping[str, object] | None = None) -> tuple[Any, ...]:
        row = self.cur.execute(sql, dict(values or {})).fetchone()
        return tuple(row or ())
