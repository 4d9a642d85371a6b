"""One table of one file into the store (layer 3). All within the caller's one transaction."""

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from reporting.catalog.model import Catalog
from reporting.errors import BilanError, FileError, say
from reporting.ingest.model import Answers, Found, Notice
from reporting.warehouse.audit import stored_time
from reporting.warehouse.clients import accounts as stored_accounts
from reporting.warehouse.clients import client_with
from reporting.warehouse.earlier import earlier, still_out
from reporting.warehouse.facts import Effect, Facts, Incoming
from reporting.warehouse.imports import (
    AccountMap,
    Entry,
    Replay,
    add_import,
    import_with,
    mark_undone,
    refresh_import,
)
from reporting.warehouse.memory import remember
from reporting.warehouse.model import Client, Import, Receipt, Undone
from reporting.warehouse.parting import Pair, pair, pairs, part_of
from reporting.warehouse.routing import Asker, known_account, named_pairs, route


@dataclass(frozen=True, slots=True)
class Order:
    """Who takes a table in, for which client, with which answers; rule is the one that led it to the client."""

    client: Client
    person: str
    answers: Answers = field(default_factory=Answers)
    at: dt.datetime | None = None
    rule: int | None = None


def take_in(cur: duckdb.DuckDBPyConnection, catalog: Catalog, found: Found, order: Order) -> Receipt:
    """A recognised table, or the client's part of it, into the store; nothing if it is there already.

    Raises ConflictError if it can't go where it should, FileError if none of its rows would go in; the caller's
    transaction is then undone.
    """
    rest, before = still_out(found, earlier(cur, [found.sha256]), order.client.id)
    if rest is None and before:
        return duplicate(found, before)
    coming = rest or found
    refuse_nothing(coming)
    way = route(cur, coming, Asker(order.client, order.answers, order.person))
    at = order.at or dt.datetime.now(dt.UTC)
    entry = Entry(order.client.id, order.person, at, order.answers, order.rule)
    import_id = add_import(cur, coming, entry, way.accounts)
    effect = _facts(cur, catalog, coming).take_in(_incoming(coming, import_id, order.client, at, way.accounts))
    _remember_platform(cur, coming, order)
    stored = replace(coming, questions=(), notices=(*coming.notices, *way.notices, *_known_before(effect)))
    return Receipt(stored, order.client.name, import_id, effect.rows - effect.changed, effect.changed)


def put_back(cur: duckdb.DuckDBPyConnection, catalog: Catalog, found: Found, replay: Replay) -> None:
    """The observations of an import once more, for a rebuild; the current rows are merged afterwards."""
    _facts(cur, catalog, found).insert(_written_anew(cur, found, replay))


def take_again(cur: duckdb.DuckDBPyConnection, catalog: Catalog, found: Found, replay: Replay) -> None:
    """The observations of an import as its original gives them today, in place of those that it has."""
    facts = _facts(cur, catalog, found)
    facts.take_back(replay.entry.id)
    facts.take_in(_written_anew(cur, found, replay))


def _written_anew(cur: duckdb.DuckDBPyConnection, found: Found, replay: Replay) -> Incoming:
    """Where a mended format reads the file differently, what is written down of the import follows."""
    entry = replay.entry
    client = client_with(cur, entry.client_id)
    accounts = replay.accounts
    if replay.partial:
        found = part_of(found, _own(cur, found, client, accounts))
        if not found.parts:
            raise BilanError(
                say("{file} no longer names any of the accounts of import {id}.", file=entry.file, id=str(entry.id)),
                todo=say("Mend the format definition. Nothing was changed."),
                code="NOT_REPLAYED",
            )
    if not accounts.keys() >= set(pairs(found)):
        accounts = {**accounts, **route(cur, found, Asker(client, replay.answers, entry.by)).accounts}
    refresh_import(cur, entry.id, found, accounts)
    return _incoming(found, entry.id, client, entry.at, accounts)


def undo(cur: duckdb.DuckDBPyConnection, catalog: Catalog, import_id: int, person: str) -> Undone:
    """Take an import back. One that was taken back already stays so, and nothing changes."""
    entry = import_with(cur, import_id)
    if entry.undone:
        return Undone(entry, 0, 0)
    effect = Facts(cur, catalog, catalog.tables[entry.table]).take_back(import_id)
    mark_undone(cur, import_id, person)
    return Undone(import_with(cur, import_id), effect.rows, effect.changed)


def _own(cur: duckdb.DuckDBPyConnection, found: Found, client: Client, accounts: AccountMap) -> set[Pair]:
    """The accounts of a part; where the file calls none of them so any more, those that the client is known by."""
    here = {pair(part) for part in found.parts}
    if here >= accounts.keys():
        return set(accounts)
    stored = stored_accounts(cur, client.id)
    return {
        (platform, who)
        for (platform, who), names in named_pairs(found).items()
        if known_account(stored, platform, names, client)
    }


def duplicate(found: Found, earlier: Import) -> Receipt:
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


def refuse_nothing(found: Found) -> None:
    """Raises FileError where not one row would go in."""
    if pairs(found):
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
    count = sum(part.rows for part in found.parts)
    return Incoming(import_id, client, found.rows or Path(), count, stored_time(at).date(), accounts)


def _remember_platform(cur: duckdb.DuckDBPyConnection, found: Found, order: Order) -> None:
    if order.answers.platform and found.format:
        remember(
            cur,
            order.client.id,
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
