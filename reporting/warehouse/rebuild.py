"""Originals are the truth: facts can be made again from them, and be held against them (layer 3)."""

import datetime as dt
import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from reporting.catalog.model import Table
from reporting.errors import BilanError, Sentence, say
from reporting.ingest.model import MUST_BE_ANSWERED, Answers, Found
from reporting.warehouse.content import content, content_by_import
from reporting.warehouse.fact_tables import current, fact
from reporting.warehouse.facts import Facts
from reporting.warehouse.imports import Replay, replays
from reporting.warehouse.originals import fetch
from reporting.warehouse.sql import compose, quoted
from reporting.warehouse.store import Store
from reporting.warehouse.taking import put_back

# Read a file: its path and name, the answers, the day that counts as today, and a folder for its rows.
Reader = Callable[[Path, str, Answers, dt.date, Path], list[Found]]
Progress = Callable[[int, int, str], None]

# What the observations refer to: a scratch store needs it before it can take them in.
STATE = ("client", "account", "import", "import_account")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many imports were replayed, and the observations that they gave."""

    imports: int
    rows: int


@dataclass(frozen=True, slots=True)
class Verified:
    """What was held against the originals, and every difference that was found."""

    imports: int
    rows: int
    differences: tuple[Sentence, ...]


def rebuild(cur: duckdb.DuckDBPyConnection, store: Store, read: Reader, progress: Progress) -> Rebuilt:
    """Drop every observation and replay the originals in order, with the answers that were given.

    Raises BilanError if an original is lost or is no longer recognised; the caller's transaction is then undone.
    """
    every = [Facts(cur, store.catalog, table) for table in store.catalog.tables.values()]
    for facts in every:
        facts.forget_all()
    done = _replay(cur, store, read, progress, store.settings.work)
    for facts in every:
        facts.merge_again()
    return Rebuilt(done, sum(content(cur, fact(facts.table)).rows for facts in every))


def verify(store: Store, read: Reader, progress: Progress) -> Verified:
    """Replay the originals into a scratch store, and hold this one's observations and current rows against it."""
    with store.read() as cur, _scratch(cur, store) as scratch:
        try:
            with scratch.write() as there:
                done = _replay(there, store, read, progress, scratch.settings.work)
                for table in store.catalog.tables.values():
                    Facts(there, store.catalog, table).merge_again()
        except BilanError as error:
            return Verified(0, 0, error.sentences)
        rows = 0
        differences: list[Sentence] = []
        with scratch.read() as there:
            for table in store.catalog.tables.values():
                rows += content(cur, fact(table)).rows
                differences += _differences(cur, there, table)
    return Verified(done, rows, tuple(differences))


def _replay(cur: duckdb.DuckDBPyConnection, store: Store, read: Reader, progress: Progress, work: Path) -> int:
    """The observations of every import that counts, from its original; `work` is where `cur` may read rows."""
    wanted = replays(cur)
    lost: list[Sentence] = []
    for at, (replay, found) in enumerate(_founds(wanted, store, read, work), start=1):
        progress(at, len(wanted), replay.entry.file)
        if isinstance(found, Sentence):
            lost.append(found)
        else:
            put_back(cur, store.catalog, found, replay)
    if lost:
        raise BilanError(
            say("{count} {count:import|imports} can’t be made again from the originals.", count=len(lost)),
            why=say("{reasons}", reasons=lost),
            todo=say("Mend the format definitions or put the originals back. Nothing was changed."),
            code="NOT_REPLAYED",
        )
    return len(wanted)


def _founds(wanted: list[Replay], store: Store, read: Reader, work: Path) -> Iterator[tuple[Replay, Found | Sentence]]:
    """Each import with what is found in its original today; the rows of a file are gone when the next one is read."""
    for group in by_file(wanted):
        with tempfile.TemporaryDirectory(dir=work, prefix="replay-") as folder:
            yield from look_again(group, store, read, Path(folder))


def by_file(wanted: Iterable[Replay]) -> Iterator[list[Replay]]:
    """Imports that one reading serves: tables in a row of one file, with the same answers, of the same day."""
    for _, group in itertools.groupby(
        wanted, key=lambda one: (one.entry.sha256, one.entry.file, one.answers, one.entry.at.date())
    ):
        yield list(group)


def look_again(
    group: list[Replay], store: Store, read: Reader, folder: Path
) -> Iterator[tuple[Replay, Found | Sentence]]:
    """Each import of a file with its table as it reads today, or the reason why there is none."""
    first = group[0]
    try:
        path = fetch(store.settings.originals, first.entry.sha256)
    except BilanError as error:
        yield from ((replay, say("{file}: {what}", file=first.entry.file, what=error.what)) for replay in group)
        return
    founds = read(path, first.entry.file, first.answers, first.entry.at.date(), folder)
    yield from ((replay, _same(founds, replay)) for replay in group)


def _same(founds: list[Found], replay: Replay) -> Found | Sentence:
    """The table of the file that the import was made of, whatever format reads it today."""
    entry = replay.entry
    names = {"file": entry.file, "id": str(entry.id)}
    there = [found for found in founds if (found.member, found.block) == (entry.member, replay.block)]
    here = [found for found in there if found.rows]
    alike = [found for found in here if found.table == entry.table]
    if not here:
        refused = next((one.sentence for found in there if found.format for one in found.notices), None)
        if refused:
            return say("{file} (import {id}) would be refused now: {why}", why=refused, **names)
        return say("{file} (import {id}) is not recognised any more.", **names)
    if not alike:
        return say("{file} (import {id}) is now of another kind: {format}.", format=here[0].format, **names)
    found = next((found for found in alike if found.format == entry.format), alike[0])
    if not found.kept:
        return say("{file} (import {id}) would lose all its rows: none of them goes in any more.", **names)
    asked = next((question for question in found.questions if question.about in MUST_BE_ANSWERED), None)
    if asked:
        return say("{file} (import {id}) now has an open question: {question}", question=asked.sentence, **names)
    return found


@contextmanager
def _scratch(cur: duckdb.DuckDBPyConnection, store: Store) -> Iterator[Store]:
    """A store of its own inside the work folder, with the clients, accounts and imports of this one."""
    with tempfile.TemporaryDirectory(dir=store.settings.work, prefix="verify-") as folder:
        scratch = Store.open(replace(store.settings, home=Path(folder)), store.catalog)
        try:
            with scratch.write() as there:
                for table in STATE:
                    path = str(scratch.settings.work / f"{table}.parquet")
                    cur.sql(compose("from {table}", table=quoted(table))).write_parquet(path)
                    there.execute(
                        compose("insert into {table} by name from read_parquet($path)", table=quoted(table)),
                        {"path": path},
                    )
            yield scratch
        finally:
            scratch.close()


def _differences(here: duckdb.DuckDBPyConnection, there: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Sentence]:
    """Imports whose observations differ; where none does, whether the same is current."""
    stored, replayed = content_by_import(here, fact(table)), content_by_import(there, fact(table))
    differing = [
        number for number in sorted(stored.keys() | replayed.keys()) if stored.get(number) != replayed.get(number)
    ]
    for number in differing:
        ours, theirs = stored.get(number), replayed.get(number)
        yield say(
            "Import {id} differs in {table}: {stored} rows are stored, its original gives {replayed}.",
            id=str(number),
            table=fact(table),
            stored=ours.rows if ours else 0,
            replayed=theirs.rows if theirs else 0,
        )
    kept, anew = content(here, current(table)), content(there, current(table))
    if not differing and kept != anew:
        yield say(
            "{table} is not what its observations give: {kept} rows are kept, {anew} would be.",
            table=current(table),
            kept=kept.rows,
            anew=anew.rows,
        )
