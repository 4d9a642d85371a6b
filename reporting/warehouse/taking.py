"""One table of one file into the store (layer 3). All within the caller's one transaction."""

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from reporting.catalog.model import Catalog
from reporting.errors import FileError, say
from reporting.ingest.model import Answers, Found, Notice
from reporting.warehouse.audit import stored_time
from reporting.warehouse.clients import client_with
from reporting.warehouse.facts import Effect, Facts, Incoming
from reporting.warehouse.imports import (
    AccountMap,
    Entry,
    Replay,
    add_import,
    import_with,
    mark_undone,
    refresh_import,
    same_import,
)
from reporting.warehouse.memory import remember
from reporting.warehouse.model import Client, Import, Receipt, Undone
from reporting.warehouse.routing import Asker, pairs, route


@dataclass(frozen=True, slots=True)
class Order:
    """Who takes a file in, for which client (None: the one that owns its accounts), with which answers."""

    client: Client | None
    person: str
    answers: Answers = field(default_factory=Answers)
    at: dt.datetime | None = None


def take_in(cur: duckdb.DuckDBPyConnection, catalog: Catalog, found: Found, order: Order) -> Receipt:
    """A recognised table into the store, or nothing if it is there already.

    Raises ConflictError or NotRecognisedError if it can't go where it should, FileError if none of its rows would go
    in; the caller's transaction is then undone.
    """
    earlier = same_import(cur, found, order.client.id if order.client else None)
    if earlier:
        return _duplicate(found, earlier)
    _refuse_nothing(cur, found)
    way = route(cur, found, Asker(order.client, order.answers, order.person))
    at = order.at or dt.datetime.now(dt.UTC)
    import_id = add_import(cur, found, Entry(way.client.id, order.person, at, order.answers), way.accounts)
    effect = _facts(cur, catalog, found).take_in(_incoming(found, import_id, way.client, at, way.accounts))
    _remember_platform(cur, found, way.client, order)
    stored = replace(found, questions=(), notices=(*found.notices, *way.notices, *_known_before(effect)))
    return Receipt(stored, way.client.name, import_id, effect.rows - effect.changed, effect.changed)


def put_back(cur: duckdb.DuckDBPyConnection, catalog: Catalog, found: Found, replay: Replay) -> None:
    """The observations of an import once more, for a rebuild; the current rows are merged afterwards.

    Where a mended format reads the file differently, what is written down of the import follows.
    """
    entry = replay.entry
    client = client_with(cur, entry.client_id)
    accounts = replay.accounts
    if not accounts.keys() >= set(pairs(cur, found)):
        accounts = {**accounts, **route(cur, found, Asker(client, replay.answers, entry.by)).accounts}
    refresh_import(cur, entry.id, found, accounts)
    _facts(cur, catalog, found).insert(_incoming(found, entry.id, client, entry.at, accounts))


def undo(cur: duckdb.DuckDBPyConnection, catalog: Catalog, import_id: int, person: str) -> Undone:
    """Take an import back. One that was taken back already stays so, and nothing changes."""
    entry = import_with(cur, import_id)
    if entry.undone:
        return Undone(entry, 0, 0)
    effect = Facts(cur, catalog, catalog.tables[entry.table]).take_back(import_id)
    mark_undone(cur, import_id, person)
    return Undone(import_with(cur, import_id), effect.rows, effect.changed)


def _duplicate(found: Found, earlier: Import) -> Receipt:
    notice = Notice(
        "info",
        say(
            "It was imported before for {client}, on {day}, as import {id}. Nothing changed.",
            client=earlier.client,
            day=earlier.at.date(),
            id=str(earlier.id),
        ),
    )
    return Receipt(replace(found, status="duplicate", notices=(*found.notices, notice)), earlier.client, earlier.id)


def _refuse_nothing(cur: duckdb.DuckDBPyConnection, found: Found) -> None:
    if pairs(cur, found):
        return
    cell = found.rejections[0] if found.rejections else None
    raise FileError(
        say("No row of the file would go in ({count} {count:row|rows}).", count=found.records),
        where=", ".join(filter(None, (found.file, found.member, cell.cell if cell else None))),
        why=cell.reason if cell else None,
        todo=say("Mend the file, or export it again. Nothing was imported."),
        code="NOTHING_LEFT",
    )


def _facts(cur: duckdb.DuckDBPyConnection, catalog: Catalog, found: Found) -> Facts:
    if found.table is None or found.rows is None:
        raise ValueError(f"{found.file} was not recognised and can't be taken in")
    return Facts(cur, catalog, catalog.tables[found.table])


def _incoming(found: Found, import_id: int, client: Client, at: dt.datetime, accounts: AccountMap) -> Incoming:
    return Incoming(import_id, client, found.rows or Path(), stored_time(at).date(), accounts)


def _remember_platform(cur: duckdb.DuckDBPyConnection, found: Found, client: Client, order: Order) -> None:
    if order.answers.platform and found.format:
        remember(
            cur,
            client.id,
            "platform",
            format_=found.format,
            file=found.file,
            answer=order.answers.platform,
            person=order.person,
        )


def _known_before(effect: Effect) -> tuple[Notice, ...]:
    if not effect.changed:
        return ()
    sentence = say(
        "{changed} of {rows} rows were known already: both observations are kept, and the newest is shown.",
        changed=effect.changed,
        rows=effect.rows,
    )
    return (Notice("info", sentence),)
