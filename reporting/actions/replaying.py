"""Mended definitions over files that were imported before: choose, see what would change, and do it (layer 7)."""

import datetime as dt
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.actions.jobs import Progress
from reporting.actions.upkeep import reader
from reporting.actions.worker import in_worker
from reporting.catalog.edition import edition
from reporting.errors import Sentence
from reporting.ingest.model import Found
from reporting.metrics.engine import DuckDBEngine, Within
from reporting.metrics.model import MetricQuery
from reporting.metrics.run import run
from reporting.periods import Period, month
from reporting.warehouse import replay as again
from reporting.warehouse.imports import import_with, imports
from reporting.warehouse.model import Import
from reporting.warehouse.replay import Held, Reading
from reporting.warehouse.store import Cursor

RECIPE, SHEET = "monthly", "summary"
"""The figures of this sheet are the ones that are compared month by month."""

A_DAY = dt.timedelta(days=1)

Figures = Mapping[tuple[int, str, dt.date], float | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An import that counts. changed: its definition reads otherwise than when it was read; None: not known."""

    entry: Import
    changed: bool | None


@dataclass(frozen=True, slots=True)
class Left:
    """An import that stays as it is, and why."""

    entry: Import
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Pair:
    """An import before and after."""

    before: Held
    after: Held

    @property
    def sums(self) -> dict[str, tuple[float | None, float | None]]:
        """The columns whose sum differs."""
        both = {name: (self.before.sums.get(name), value) for name, value in self.after.sums.items()}
        return {name: values for name, values in both.items() if values[0] != values[1]}

    @property
    def differs(self) -> bool:
        return bool(self.sums) or any(
            getattr(self.before.entry, part) != getattr(self.after.entry, part)
            for part in ("format", "records", "rejected", "kept", "first", "last")
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of a client's month that comes out otherwise. None is not provided."""

    client: str
    metric: str
    month: dt.date
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay does, or would do: each import that was read again, months that change, imports that stay."""

    pairs: tuple[Pair, ...]
    moved: tuple[Moved, ...]
    left: tuple[Left, ...]


@action("reports.read")
def candidates(desk: Desk) -> list[Candidate]:
    """Every import that counts, newest first."""
    now = {id_: edition(format_) for id_, format_ in desk.catalog.formats.items()}
    with desk.store.read() as cur:
        return [
            Candidate(entry, None if entry.definition is None else entry.definition != now.get(entry.format))
            for entry in imports(cur)
            if not entry.undone
        ]


@action("store.maintain")
def preview(desk: Desk, ids: Collection[int], progress: Progress | None = None) -> Replayed:
    """What replaying these imports would change; nothing stays of it. Raises BilanError if an original is lost."""

    def work(step: Progress) -> Replayed:
        with _read(desk, ids, step) as readings, desk.store.trial() as cur:
            return _replayed(desk, cur, readings)

    return in_worker(work, progress)


@action("store.maintain")
def replay(desk: Desk, ids: Collection[int], progress: Progress | None = None) -> Replayed:
    """Replay these imports, all in one transaction or none. Raises BilanError if an original is lost."""

    def work(step: Progress) -> Replayed:
        with _read(desk, ids, step) as readings, change(desk, "import.replay") as made:
            done = _replayed(desk, made.cur, readings)
            made.details |= {
                "imports": [pair.after.entry.id for pair in done.pairs],
                "changed": [pair.after.entry.id for pair in done.pairs if pair.differs],
                "left": [one.entry.id for one in done.left],
            }
        return done

    return in_worker(work, progress)


@contextmanager
def _read(desk: Desk, ids: Collection[int], step: Progress) -> Iterator[list[Reading]]:
    """The originals are read before anybody has to wait for the store; what was read is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=desk.settings.work, prefix="replay-") as folder:
        with desk.store.read() as cur:
            for number in ids:
                import_with(cur, number)
            wanted = again.wanted(cur, desk.store, ids)
        yield again.read_again(wanted, desk.store, reader(desk), Path(folder), step)


def _replayed(desk: Desk, cur: Cursor, readings: Sequence[Reading]) -> Replayed:
    founds = {one.replay.entry.id: one.found for one in readings if isinstance(one.found, Found)}
    before = again.held(cur, desk.catalog, founds)
    windows = _windows(before, founds)
    figures = _figures(desk, cur, windows)
    again.take_all_again(cur, desk.catalog, readings)
    after = again.held(cur, desk.catalog, founds)
    names = {one.entry.client_id: one.entry.client for one in before.values()}
    now = _figures(desk, cur, windows)
    moved = (
        Moved(names[client], metric, first, figures.get((client, metric, first)), now.get((client, metric, first)))
        for client, metric, first in dict.fromkeys([*figures, *now])
        if figures.get((client, metric, first)) != now.get((client, metric, first))
    )
    left = (Left(one.replay.entry, one.found) for one in readings if isinstance(one.found, Sentence))
    return Replayed(tuple(Pair(before[number], after[number]) for number in founds), tuple(moved), tuple(left))


def _windows(before: Mapping[int, Held], founds: Mapping[int, Found]) -> dict[int, Period]:
    """By client, whole months around every day that these imports speak of, then or now."""
    days: dict[int, list[dt.date]] = {}
    for number, one in before.items():
        found = founds[number]
        said = [one.first, one.last, found.first, found.last]
        # The day of a post in the client's time zone may be the one before or after that of the file.
        known = [day + step for day in said if day for step in (-A_DAY, A_DAY)]
        days.setdefault(one.entry.client_id, []).extend(known)
    return {
        client: Period(min(known).replace(day=1), month(max(known).year, max(known).month).end)
        for client, known in days.items()
        if known
    }


def _figures(desk: Desk, cur: Cursor, windows: Mapping[int, Period]) -> Figures:
    """The main figures of each client by month, as they are within the transaction."""
    metrics = next(sheet.metrics for sheet in desk.catalog.recipes[RECIPE].sheets if sheet.kind == SHEET)
    found: dict[tuple[int, str, dt.date], float | None] = {}
    for client, period in windows.items():
        result = run(MetricQuery(metrics, client, period, by=("month",)), DuckDBEngine(Within(cur)), desk.catalog)
        for row in result.records():
            found |= {(client, metric, row["month"]): row[metric] for metric in metrics}
    return found
