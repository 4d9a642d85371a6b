"""Clients and their accounts (layer 3). Names are unique whatever their case; the writer lock makes it hold."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from reporting.errors import ConflictError, say
from reporting.language import as_language
from reporting.warehouse.audit import stored_time
from reporting.warehouse.brand import differing, keep_kit, kit_of, kits, worn
from reporting.warehouse.model import Account, Brand, Client, Kit

_CLIENT = "select id, name, language, timezone, example from client"
_ACCOUNT = "select id, client_id, platform, external_id, name, stated from account"


def clients(cur: duckdb.DuckDBPyConnection) -> list[Client]:
    rows = cur.execute(f"{_CLIENT} order by lower(name)").fetchall()
    chosen = kits(cur)
    return [_client(row, chosen) for row in rows]


def client_named(cur: duckdb.DuckDBPyConnection, name: str) -> Client | None:
    row = cur.execute(f"{_CLIENT} where lower(name) = lower($name)", {"name": name.strip()}).fetchone()
    return _client(row, kits(cur)) if row else None


def client_with(cur: duckdb.DuckDBPyConnection, client_id: int) -> Client:
    """Raises ConflictError for an id that is not there."""
    row = cur.execute(f"{_CLIENT} where id = $id", {"id": client_id}).fetchone()
    if row is None:
        raise ConflictError(say("There is no client with the number {id}.", id=client_id), code="NO_CLIENT")
    return _client(row, kits(cur))


def add_client(cur: duckdb.DuckDBPyConnection, client: Client) -> Client:
    """Its id is given here. Raises ConflictError for a name that is empty or taken."""
    _check_name(cur, client.name, None)
    row = cur.execute(
        "insert into client (name, language, timezone, example, created_at)"
        " values ($name, $language, $timezone, $example, $at) returning id",
        _values(client) | {"at": stored_time(dt.datetime.now(dt.UTC))},
    ).fetchone()
    number = int(row[0]) if row else 0
    _dress(cur, number, differing(client.brand, Brand()))
    return client_with(cur, number)


def change_client(cur: duckdb.DuckDBPyConnection, client: Client) -> None:
    """What its brand inherits stays inherited. Raises ConflictError for an unknown id, or a name that is taken."""
    before = client_with(cur, client.id)
    _check_name(cur, client.name, client.id)
    cur.execute(
        "update client set name = $name, language = $language, timezone = $timezone, example = $example where id = $id",
        _values(client) | {"id": client.id},
    )
    _dress(cur, client.id, differing(client.brand, before.brand))


def _dress(cur: duckdb.DuckDBPyConnection, client_id: int, chosen: dict[str, Any]) -> None:
    if chosen:
        keep_kit(cur, client_id, replace(kit_of(cur, client_id), **chosen), "")


def accounts(cur: duckdb.DuckDBPyConnection, client_id: int | None = None) -> list[Account]:
    """Those of a client, or all."""
    rows = cur.execute(
        f"{_ACCOUNT} where $client is null or client_id = $client order by platform, name, id", {"client": client_id}
    ).fetchall()
    return [Account(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class AccountNames:
    """What an account is called: in files, and to people."""

    external_id: str
    name: str


def add_account(
    cur: duckdb.DuckDBPyConnection, client_id: int, platform: str, names: AccountNames, *, stated: bool
) -> Account:
    (row,) = cur.execute(
        "insert into account (client_id, platform, external_id, name, stated)"
        " values ($client, $platform, $external, $name, $stated)"
        " returning id, client_id, platform, external_id, name, stated",
        {
            "client": client_id,
            "platform": platform,
            "external": names.external_id,
            "name": names.name,
            "stated": stated,
        },
    ).fetchall()
    return Account(*row)


def state_account(cur: duckdb.DuckDBPyConnection, account: Account, names: AccountNames) -> None:
    """A file named an account that so far only a person had named: from now on it is called what the file calls it."""
    cur.execute(
        "update account set external_id = $external, name = $name, stated = true where id = $id",
        {"external": names.external_id, "name": names.name, "id": account.id},
    )


def _check_name(cur: duckdb.DuckDBPyConnection, name: str, own_id: int | None) -> None:
    if not name.strip():
        raise ConflictError(say("A client needs a name."), code="CLIENT_NAME")
    known = client_named(cur, name)
    if known and known.id != own_id:
        raise ConflictError(
            say("There is already a client called {name}.", name=known.name),
            todo=say("Choose another name."),
            code="CLIENT_NAME",
        )


def _values(client: Client) -> dict[str, Any]:
    return {
        "name": client.name.strip(),
        "language": client.language,
        "timezone": client.timezone,
        "example": client.example,
    }


def _client(row: tuple[Any, ...], chosen: Mapping[int | None, Kit]) -> Client:
    number, name, language, timezone, example = row
    brand = worn(chosen.get(number, Kit()), chosen.get(None, Kit()))
    return Client(number, name, as_language(language), timezone, brand, example)
