"""Some imports read again by the definitions of today, in place of what they gave before (layer 3)."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from reporting.catalog.model import Catalog, Table
from reporting.errors import BilanError, ConflictError, Sentence, say
from reporting.ingest.model import Found
from reporting.warehouse.fact_tables import fact, observed
from reporting.warehouse.imports import Replay, import_with, replays
from reporting.warehouse.model import Import
from reporting.warehouse.originals import place
from reporting.warehouse.rebuild import Progress, Reader, by_file, look_again
from reporting.warehouse.sql import compose, quoted
from reporting.warehouse.store import Store
from reporting.warehouse.taking import take_again

# One row per import: its rows, and the sum of each column that may be looked at as a sum.
_HELD = """
    select f.import_id, {sums}
    from {fact} f
    where list_contains($ids, f.import_id)
    group by f.import_id
"""

# One row per import: the days by which its rows are reported.
_DAYS = """
    select o.import_id, min(o.report_day), max(o.report_day)
    from {observed} o
    where list_contains($ids, o.import_id)
    group by o.import_id
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What the store holds of an import: its line in the list, rows, days, sums (None: no row has a value)."""

    entry: Import
    rows: int
    sums: Mapping[str, float | None]
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An import, and its table as its original reads today, or why it stays as it is."""

    replay: Replay
    found: Found | Sentence


def wanted(cur: duckdb.DuckDBPyConnection, store: Store, ids: Collection[int]) -> list[Replay]:
    """Those of these imports that count. Raises BilanError, with all names, if the original of one is lost."""
    found = replays(cur, sorted(ids))
    _refuse_lost(store, found)
    return found


def read_again(wanted: Sequence[Replay], store: Store, read: Reader, folder: Path, progress: Progress) -> list[Reading]:
    """Read their originals; the rows lie in `folder`."""
    readings: list[Reading] = []
    for group in by_file(wanted):
        progress(len(readings), len(wanted), group[0].entry.file)
        readings += [Reading(replay, found) for replay, found in look_again(group, store, read, folder)]
    progress(len(wanted), len(wanted), "")
    return readings


def take_all_again(cur: duckdb.DuckDBPyConnection, catalog: Catalog, readings: Sequence[Reading]) -> None:
    """Those that could be read, in the caller's one transaction. Raises ConflictError if one was taken back since."""
    counting = {replay.entry.id for replay in replays(cur, [reading.replay.entry.id for reading in readings])}
    for reading in readings:
        if reading.replay.entry.id not in counting:
            raise ConflictError(
                say("Import {id} was taken back in the meantime.", id=str(reading.replay.entry.id)),
                todo=say("Choose the imports anew. Nothing was changed."),
                code="UNDONE_MEANWHILE",
            )
        if isinstance(reading.found, Found):
            take_again(cur, catalog, reading.found, reading.replay)


def held(cur: duckdb.DuckDBPyConnection, catalog: Catalog, ids: Collection[int]) -> dict[int, Held]:
    """By import; one statement for each table of facts."""
    found: dict[int, Held] = {}
    entries = [import_with(cur, number) for number in sorted(ids)]
    for table in catalog.tables.values():
        mine = [entry for entry in entries if entry.table == table.id]
        if mine:
            found |= dict(_held(cur, catalog, table, mine))
    return found


def summed(catalog: Catalog, table: Table) -> tuple[str, ...]:
    """Columns of which a sum over rows says something to a person."""
    return tuple(name for name in table.columns if catalog.columns[name].is_measure and catalog.columns[name].checkable)


def _held(
    cur: duckdb.DuckDBPyConnection, catalog: Catalog, table: Table, entries: Sequence[Import]
) -> Iterator[tuple[int, Held]]:
    names = summed(catalog, table)
    sums = ", ".join(["count(*)", *(f"sum(f.{quoted(name)})::double" for name in names)])
    ids = {"ids": [entry.id for entry in entries]}
    rows = cur.execute(compose(_HELD, sums=sums, fact=quoted(fact(table))), ids).fetchall()
    days = cur.execute(compose(_DAYS, observed=quoted(observed(table))), ids).fetchall()
    counted = {number: values for number, *values in rows}
    spans = {number: span for number, *span in days}
    for entry in entries:
        count, *values = counted.get(entry.id, [0, *(None for _ in names)])
        first, last = spans.get(entry.id, (None, None))
        yield entry.id, Held(entry, count, dict(zip(names, values, strict=True)), first, last)


def _refuse_lost(store: Store, found: Sequence[Replay]) -> None:
    lost = [one for one in found if not place(store.settings.originals, one.entry.sha256).exists()]
    if lost:
        names = [say("{file} (import {id})", file=one.entry.file, id=str(one.entry.id)) for one in lost]
        raise BilanError(
            say("{count} {count:original file is|original files are} missing.", count=len(lost)),
            why=say("{reasons}", reasons=names),
            todo=say("Put the files back from a backup, or leave these imports out. Nothing was changed."),
            code="ORIGINAL_LOST",
        )
