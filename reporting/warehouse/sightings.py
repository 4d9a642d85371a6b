"""What exports looked like when they were offered: the memory of format health (layer 3)."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import duckdb

from reporting.catalog.fingerprint import fingerprint
from reporting.ingest.model import Drift, Found, Status
from reporting.warehouse.audit import given_time, stored_time

KEPT = 10_000
"""The newest; older ones are forgotten, or a busy agency would keep headings without end."""

_INSERT = """
insert into sighting (
    made_at, client_id, file, sha256, member, block, format, nearest, status, language, last_day, fingerprint, headings,
    unknown, lacking, drifts
) values (
    $at, $client, $file, $sha256, $member, $block, $format, $nearest, $status, $language, $last, $fingerprint,
    $headings, $unknown, $lacking, $drifts
)
"""


@dataclass(frozen=True, slots=True)
class Shift:
    """A drift as it is remembered."""

    kind: str
    target: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One table of one file that was offered. format: what it was, or what it nearly was (`whole` says which)."""

    at: dt.datetime
    file: str
    format: str
    whole: bool
    status: Status
    language: str | None
    last: dt.date | None
    headings: tuple[str, ...]
    unknown: tuple[str, ...]
    shifts: tuple[Shift, ...]


def note_sighting(cur: duckdb.DuckDBPyConnection, found: Found, client_id: int | None, at: dt.datetime) -> None:
    """Write down how a table looked, within the transaction that decides about it."""
    lacking = [drift.target for drift in found.drifts if drift.needed and drift.target]
    values: dict[str, Any] = {
        "at": stored_time(at),
        "client": client_id,
        "file": found.file,
        "sha256": found.sha256,
        "member": found.member,
        "block": found.block,
        "format": found.format,
        "nearest": found.nearest,
        "status": found.status,
        "language": found.language,
        "last": found.last,
        "fingerprint": fingerprint(found.headings) if found.headings else None,
        "headings": list(found.headings),
        "unknown": list(found.unknown_columns) if found.format else [d.new for d in found.drifts if d.new],
        "lacking": lacking,
        "drifts": json.dumps([_kept(drift) for drift in found.drifts], ensure_ascii=False),
    }
    cur.execute(_INSERT, values)
    cur.execute("delete from sighting where id <= (select max(id) from sighting) - $kept", {"kept": KEPT})


def _kept(drift: Drift) -> dict[str, str | None]:
    return {"kind": drift.kind, "target": drift.target, "old": drift.old, "new": drift.new}


def sightings(cur: duckdb.DuckDBPyConnection) -> list[Sighting]:
    """Of every table that is or nearly is a format, the oldest first."""
    rows = cur.execute(
        "select made_at, file, coalesce(format, nearest), format is not null, status, language, last_day, headings,"
        " unknown, drifts from sighting where coalesce(format, nearest) is not null order by id"
    ).fetchall()
    return [_sighting(*row) for row in rows]


def _sighting(*row: Any) -> Sighting:
    """The columns of the query stand in the order of the fields."""
    values: dict[str, Any] = dict(zip(Sighting.__slots__, row, strict=True))
    lists = {name: tuple(values[name]) for name in ("headings", "unknown")}
    shifts = tuple(Shift(**one) for one in json.loads(values["shifts"]))
    return Sighting(**{**values, **lists, "at": given_time(values["at"]), "shifts": shifts})


def headers(cur: duckdb.DuckDBPyConnection) -> list[tuple[tuple[str, ...], str]]:
    """Every different header row that was recognised, with its format."""
    rows = cur.execute(
        "select distinct on (fingerprint, format) headings, format from sighting"
        " where format is not null and len(headings) > 0 and status in ('recognised', 'duplicate')"
        " order by fingerprint, format, id"
    ).fetchall()
    return [(tuple(headings), format_) for headings, format_ in rows]


def rested_on(cur: duckdb.DuckDBPyConnection, format_id: str, heading: str) -> list[int]:
    """Imports that still count and whose file had the heading: they could not be made again without its meaning."""
    rows = cur.execute(
        'select distinct i.id from "import" i join sighting s on s.sha256 = i.sha256'
        " and s.member is not distinct from i.member and s.block = i.block"
        " where i.undone is null and i.format = $format and list_contains(s.headings, $heading) order by i.id",
        {"format": format_id, "heading": heading},
    ).fetchall()
    return [int(number) for (number,) in rows]


def answered_otherwise(cur: duckdb.DuckDBPyConnection, format_id: str, order: str) -> list[int]:
    """Imports of the format that still count and whose order of day and month is not the stated one."""
    rows = cur.execute(
        'select id from "import" where undone is null and format = $format and answer_order <> $order order by id',
        {"format": format_id, "order": order},
    ).fetchall()
    return [int(number) for (number,) in rows]


def keep_order(cur: duckdb.DuckDBPyConnection, format_id: str, order: str) -> None:
    """What was read by the format's own order so far stays read so, though the format leaves it open from now on."""
    cur.execute(
        'update "import" set answer_order = $order where format = $format and answer_order is null',
        {"format": format_id, "order": order},
    )
