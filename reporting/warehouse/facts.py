"""Observations into fact_T, and what is current of them in current_T (layer 3)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from reporting.catalog.model import Table
from reporting.errors import ConflictError, say
from reporting.warehouse.fact_sql import BROUGHT, FactSql
from reporting.warehouse.sql import compose

FILE_COLUMNS = frozenset({"row_no", "account", "platform"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """Rows on their way in. `accounts` tells by platform and what the file calls the account which account it is."""

    import_id: int
    rows: Path
    day: dt.date
    accounts: Mapping[tuple[str, str | None], int]


@dataclass(frozen=True, slots=True)
class Effect:
    """Observations that an import brought or took away; how many of their keys were known before (or still are)."""

    rows: int
    changed: int


class Facts:
    """The observations of one table and their current rows, within the transaction of `cur`."""

    def __init__(self, cur: duckdb.DuckDBPyConnection, table: Table) -> None:
        self.cur = cur
        self.table = table
        self.sql = FactSql(table)

    def take_in(self, incoming: Incoming) -> Effect:
        """Observations of keys that are new are current as they are; the others are merged with the earlier ones.

        Raises ConflictError if the file holds a key twice.
        """
        self.insert(incoming)
        rows = self._rows_of_unique_keys(incoming.import_id)
        self.cur.execute(self.sql.touch(), {"id": incoming.import_id})
        (changed,) = self._one(self.sql.forget())
        if changed:
            self._merge_touched(incoming.import_id)
        if changed < rows:
            self.cur.execute(self.sql.insert_new(skip_touched=changed > 0), {"id": incoming.import_id})
        self._assert_one_current_row_each(incoming.import_id, rows)
        return Effect(rows, changed)

    def take_back(self, import_id: int) -> Effect:
        """Remove the observations of an import; what was there before shows again."""
        self.cur.execute(self.sql.touch(), {"id": import_id})
        self.cur.execute(self._sql("delete from {fact} where import_id = $id"), {"id": import_id})
        (rows,) = self._one(self.sql.forget())
        return Effect(rows, self._merge_touched(import_id))

    def insert(self, incoming: Incoming) -> None:
        """The observations alone; the columns that they have values in are written down with the import."""
        given = self._given(incoming.rows)
        self.cur.execute(
            'update "import" set columns = $columns where id = $id', {"columns": given, "id": incoming.import_id}
        )
        platforms, names, ids = zip(*((*known, number) for known, number in incoming.accounts.items()), strict=True)
        self.cur.execute(
            self.sql.insert(given),
            {
                "import": incoming.import_id,
                "day": incoming.day,
                "rows": str(incoming.rows),
                "platforms": list(platforms),
                "names": list(names),
                "ids": list(ids),
            },
        )
        self._assert_all_in(incoming)

    def merge_again(self) -> None:
        """All current rows anew; equal to what imports and undos keep up for the keys that they touch."""
        self.cur.execute(self._sql("delete from {current}"))
        self.cur.execute(self.sql.merge_all())

    def redate(self, client_id: int) -> None:
        """Count the days of the client's posts anew, in the time zone that it has now."""
        if self.sql.by_moment:
            self.cur.execute(self.sql.redate(), {"client": client_id})

    def forget_all(self) -> None:
        self.cur.execute(self._sql("delete from {fact}"))
        self.cur.execute(self._sql("delete from {current}"))

    def _merge_touched(self, import_id: int) -> int:
        rows = self.cur.execute(BROUGHT, {"fact": self.table.id, "id": import_id}).fetchall()
        (shown,) = self._one(self.sql.merge_touched({str(column) for (column,) in rows}))
        return int(shown)

    def _given(self, rows: Path) -> list[str]:
        described = self.cur.execute("describe from read_parquet($rows)", {"rows": str(rows)}).fetchall()
        present = {str(row[0]) for row in described}
        strange = present - FILE_COLUMNS - set(self.table.columns)
        if strange:
            raise ValueError(f"rows for {self.table.id} have columns that it does not have: {sorted(strange)}")
        return [column for column in self.table.columns if column in present]

    def _assert_all_in(self, incoming: Incoming) -> None:
        (came,) = self._one("select count(*) from read_parquet($rows)", {"rows": str(incoming.rows)})
        (stayed,) = self._one(
            self._sql("select count(*) from {fact} where import_id = $id"), {"id": incoming.import_id}
        )
        if came != stayed:
            raise ValueError(f"{came} rows came for {self.table.id} and {stayed} have an account")

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

    def _sql(self, template: str) -> str:
        return compose(template, fact=self.sql.fact, current=self.sql.current)

    def _one(self, sql: str, values: Mapping[str, object] | None = None) -> tuple[Any, ...]:
        row = self.cur.execute(sql, dict(values or {})).fetchone()
        return tuple(row or ())
