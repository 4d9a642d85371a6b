"""Who gets a client's reports by mail, and what was sent (layer 3)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from reporting.warehouse.audit import given_time, stored_time

_SENT = """
    select client_id, period_key, recipe, file_name, sha256, addresses, sent_at, person
    from delivery
    where period_key = $period
    order by sent_at
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A report that the mail server took."""

    client_id: int
    period_key: str
    recipe: str
    file_name: str
    sha256: str
    addresses: tuple[str, ...]
    at: dt.datetime
    by: str


def recipients(cur: duckdb.DuckDBPyConnection) -> dict[int, tuple[str, ...]]:
    """By client, in order of their addresses; a client without any is not in it."""
    rows = cur.execute("select client_id, list(address order by address) from recipient group by client_id").fetchall()
    return {int(client): tuple(addresses) for client, addresses in rows}


def set_recipients(cur: duckdb.DuckDBPyConnection, client_id: int, addresses: Sequence[str], person: str) -> None:
    """These, and no others."""
    cur.execute("delete from recipient where client_id = $client", {"client": client_id})
    now = stored_time(dt.datetime.now(dt.UTC))
    for address in addresses:
        cur.execute(
            "insert into recipient values ($client, $address, $at, $person)",
            {"client": client_id, "address": address, "at": now, "person": person},
        )


def deliveries(cur: duckdb.DuckDBPyConnection, period_key: str) -> list[Delivery]:
    """Of one period, in order of time."""
    rows = cur.execute(_SENT, {"period": period_key}).fetchall()
    return [
        Delivery(client, period, recipe, name, sha256, tuple(to), given_time(at), by)
        for client, period, recipe, name, sha256, to, at, by in rows
    ]


def note_delivery(cur: duckdb.DuckDBPyConnection, sent: Delivery) -> None:
    cur.execute(
        "insert into delivery values ($client, $period, $recipe, $file, $sha256, $addresses, $at, $person)",
        {
            "client": sent.client_id,
            "period": sent.period_key,
            "recipe": sent.recipe,
            "file": sent.file_name,
            "sha256": sent.sha256,
            "addresses": list(sent.addresses),
            "at": stored_time(sent.at),
            "person": sent.by,
        },
    )
