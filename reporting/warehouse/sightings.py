"""What exports looked like when they were offered: the memory of format health (layer 3)."""

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from reporting.catalog.fingerprint import fingerprint
from reporting.ingest.model import Drift, DriftKind, Found
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


_FORMATS = """
-- one row per format, of the tables that were it or nearly were
select coalesce(format, nearest) as whose, min(made_at), max(made_at),
  max(made_at) filter (where format is not null), max(last_day),
  count(distinct sha256) filter (where made_at >= $recent), list_sort(list_distinct(list(language)))
from sighting
where coalesce(format, nearest) is not null
group by whose
order by whose
"""

# A workbook's sheets have headings of their own; a file inside a zip is one like any other.
_SHEET = "case when regexp_matches(coalesce(member, ''), '[.][a-zA-Z]{3,4}$') then '' else coalesce(member, '') end"

_HEADINGS = f"""
with seen as (
  -- one row per table that was offered
  select id, coalesce(format, nearest) as format, coalesce(language, '') as language, {_SHEET} as sheet, made_at,
    sha256, headings
  from sighting
  where coalesce(format, nearest) is not null and len(headings) > 0
),
ends as (
  -- one row per format, language and sheet
  select format, language, sheet, min(id) as first, max(id) as last from seen group by format, language, sheet
),
each as (
  -- one row per table and heading
  select id, format, language, sheet, made_at, sha256, unnest(headings) as heading from seen
)
select e.format, e.language, e.heading, min(e.made_at), max(e.made_at), count(distinct e.sha256),
  bool_and(e.id > ends.first), bool_and(e.id < ends.last)
from each e join ends using (format, language, sheet)
group by e.format, e.language, e.heading
order by e.format, e.language, min(e.id), e.heading
"""  # noqa: S608 -- our own expression

_SHIFTS = """
-- one row per format and set of drifts
select coalesce(format, nearest) as format, drifts, min(made_at), max(made_at)
from sighting
where coalesce(format, nearest) is not null and drifts <> '[]'
group by all
order by format, min(id)
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """When files of a format were offered. whole: the newest that really was it; last_day: the newest day in a file."""

    format: str
    first: dt.datetime
    newest: dt.datetime
    whole: dt.datetime | None
    last_day: dt.date | None
    recent: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadingSeen:
    """A heading over time. new: the first file of its language did not have it; gone: the newest has it no more."""

    format: str
    language: str
    heading: str
    first: dt.datetime
    last: dt.datetime
    files: int
    new: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """A drift as it is remembered, with when it was seen first and last."""

    format: str
    kind: DriftKind
    target: str | None
    old: str | None
    new: str | None
    first: dt.datetime
    last: dt.datetime


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


def seen_formats(cur: duckdb.DuckDBPyConnection, recent: dt.datetime) -> list[Seen]:
    """By format; `recent` counts the files that were offered since then."""
    rows = cur.execute(_FORMATS, {"recent": stored_time(recent)}).fetchall()
    return [
        Seen(id_, given_time(first), given_time(newest), _given(whole), last, files, tuple(languages or ()))
        for id_, first, newest, whole, last, files, languages in rows
    ]


def seen_headings(cur: duckdb.DuckDBPyConnection) -> list[HeadingSeen]:
    """By format and language, those that came first first."""
    rows = cur.execute(_HEADINGS).fetchall()
    return [
        HeadingSeen(format_, language, heading, given_time(first), given_time(last), files, new, gone)
        for format_, language, heading, first, last, files, new, gone in rows
    ]


def seen_shifts(cur: duckdb.DuckDBPyConnection) -> list[Shift]:
    """Each drift once, by format."""
    found: dict[tuple[str, ...], Shift] = {}
    for format_, drifts, first, last in cur.execute(_SHIFTS).fetchall():
        for one in json.loads(drifts):
            shift = Shift(format_, **one, first=given_time(first), last=given_time(last))
            key = (format_, shift.kind, shift.target or "", shift.new or "")
            known = found.get(key, shift)
            found[key] = replace(known, first=min(known.first, shift.first), last=max(known.last, shift.last))
    return list(found.values())


def _given(stored: dt.datetime | None) -> dt.datetime | None:
    return given_time(stored) if stored else None


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
