"""How the reports of a client look: what was chosen for it, then what was chosen for the agency (layer 3)."""

import datetime as dt
from dataclasses import fields
from typing import Any

import duckdb

from reporting.warehouse.audit import stored_time
from reporting.warehouse.model import Brand, Kit


def kits(cur: duckdb.DuckDBPyConnection) -> dict[int | None, Kit]:
    """What was chosen, by client; the agency's under None."""
    rows = cur.execute(
        "select client_id, color, accent, logo, heading, body, company, header, footer, dates, numbers, language"
        " from brand"
    ).fetchall()
    return {client_id: Kit(*chosen) for client_id, *chosen in rows}


def kit_of(cur: duckdb.DuckDBPyConnection, client_id: int | None) -> Kit:
    """What was chosen for the client itself; None is the agency."""
    return kits(cur).get(client_id, Kit())


def keep_kit(cur: duckdb.DuckDBPyConnection, client_id: int | None, kit: Kit, person: str) -> None:
    """In the place of what was chosen before."""
    cur.execute("delete from brand where client_id is not distinct from $client", {"client": client_id})
    if kit != Kit():
        cur.execute(
            "insert into brand (client_id, color, accent, logo, heading, body, company, header, footer, dates, numbers,"
            " language, changed_at, person) values ($client, $color, $accent, $logo, $heading, $body, $company,"
            " $header, $footer, $dates, $numbers, $language, $at, $person)",
            {field.name: getattr(kit, field.name) for field in fields(kit)}
            | {"client": client_id, "at": stored_time(dt.datetime.now(dt.UTC)), "person": person},
        )


def worn(own: Kit, agency: Kit) -> Brand:
    """Field by field the own choice, else the agency's, else as it comes."""
    chosen: dict[str, Any] = {}
    for field in fields(Brand):
        value = getattr(own, field.name)
        value = getattr(agency, field.name) if value is None else value
        if value is not None:
            chosen[field.name] = value
    return Brand(**chosen)


def differing(wanted: Brand, before: Brand) -> dict[str, Any]:
    """The fields that somebody has changed, by name."""
    return {
        field.name: getattr(wanted, field.name)
        for field in fields(Brand)
        if getattr(wanted, field.name) != getattr(before, field.name)
    }
