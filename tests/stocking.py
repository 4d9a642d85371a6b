"""Rows straight into a store, as if a file had been read: for tests of what comes after the reading.

    stock(store, "Acme", "post", [{"post": "p1", "published_on": date(2026, 10, 3), "reach": 120}], platform="facebook")

A row may have "account" (what the file calls it), "row_no" and "platform"; the other keys are columns of the table.
"""

import datetime as dt
import hashlib
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from reporting.catalog.model import Catalog
from reporting.ingest.model import AccountFound, Answers, Found, Part
from reporting.warehouse.clients import add_client, client_named
from reporting.warehouse.model import Client, Receipt
from reporting.warehouse.store import Store
from reporting.warehouse.taking import Order, take_in

Row = Mapping[str, Any]
_numbers = itertools.count()


def found_of(
    catalog: Catalog,
    work: Path,
    table: str,
    rows: Sequence[Row],
    *,
    file: str = "export.csv",
    platform: str = "facebook",
) -> Found:
    """A recognised table with these rows; its sha256 is made from the file name and the rows."""
    columns = [column for column in catalog.tables[table].columns if any(column in row for row in rows)]
    whole = [{"row_no": at, "account": None, "platform": platform} | dict(row) for at, row in enumerate(rows, start=2)]
    names = sorted({str(row["account"]) for row in whole if row["account"] is not None})
    days = [row[column] for row in whole for column in ("published_on", "day") if row.get(column)]
    return Found(
        file=file,
        member=None,
        sha256=hashlib.sha256(repr((file, whole)).encode()).hexdigest(),
        status="recognised",
        format=f"{platform}_{table}",
        platform=platform,
        table=table,
        language="en",
        records=len(rows),
        kept=len(rows),
        first=min(days, default=None),
        last=max(days, default=None),
        accounts=tuple(AccountFound(name, name) for name in names),
        parts=_parts(whole),
        rows=_parquet(work, {name: catalog.columns[name].sql_type for name in columns}, whole),
    )


def _parts(rows: Sequence[Row]) -> tuple[Part, ...]:
    """Without rejected rows and totals: those are for tests of the reading."""
    whose = dict.fromkeys((row["platform"], row["account"]) for row in rows)
    counted = [(*one, sum(one == (row["platform"], row["account"]) for row in rows)) for one in whose]
    return tuple(Part(platform, account, n, n, 0, None, None, {}) for platform, account, n in counted)


def _parquet(work: Path, columns: Mapping[str, str], rows: Sequence[Row]) -> Path:
    path = work / f"stocked-{next(_numbers)}.parquet"
    kinds = {"row_no": "integer", "account": "varchar", "platform": "varchar", **columns}
    with duckdb.connect() as con:
        body = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
        con.execute(f"create table r ({body})")
        if rows:
            con.executemany(
                f"insert into r values ({', '.join('?' for _ in kinds)})",
                [[row.get(name) for name in kinds] for row in rows],
            )
        con.execute(f"copy r to '{path}' (format parquet)")
    return path


def a_client(store: Store, name: str, *, timezone: str = "Europe/Paris") -> Client:
    """The client of this name, made if there is none."""
    with store.write() as cur:
        return client_named(cur, name) or add_client(cur, Client(0, name, "en", timezone))


def stock(
    store: Store,
    client: str,
    table: str,
    rows: Sequence[Row],
    *,
    platform: str = "facebook",
    file: str = "export.csv",
    account: str | None = None,
    at: dt.datetime | None = None,
) -> Receipt:
    """Take the rows in for the client as one import."""
    found = found_of(store.catalog, store.settings.work, table, rows, file=file, platform=platform)
    order = Order(a_client(store, client), "tester", Answers(account=account), at)
    with store.write() as cur:
        return take_in(cur, store.catalog, found, order)
