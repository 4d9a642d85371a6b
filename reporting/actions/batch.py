"""The reports of many clients at once: one after the other, into one zip, failures with their reasons (layer 7)."""

import logging
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.actions.gathering import ReportQuery
from reporting.actions.jobs import Progress, Stopped
from reporting.actions.reports import Report, build_report
from reporting.catalog.model import Readers
from reporting.errors import BilanError, ConflictError, Sentence, say
from reporting.language import Language, text
from reporting.periods import Comparison, Period
from reporting.warehouse.clients import clients
from reporting.warehouse.model import Client
from reporting.workbook.safe import csv_text

_LOG = logging.getLogger(__name__)
_IN_LOG = say("What happened stands in the log of the server.")
FAILURES = {"en": "failures.txt", "fr": "echecs.txt"}


@dataclass(frozen=True, slots=True)
class BatchQuery:
    """The same report of several clients. clients: their numbers; () is all of `batch_clients`."""

    period: Period
    recipe: str = "monthly"
    lang: Language | None = None
    clients: tuple[int, ...] = ()
    compare: tuple[Comparison, ...] | None = None
    readers: Readers | None = None

    def of(self, client: Client) -> ReportQuery:
        return ReportQuery(client.id, self.period, self.lang, self.recipe, self.compare, self.readers)


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was made and is kept under its name."""

    client: Client
    file_name: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A client whose report was not made or not sent, and why."""

    client: Client
    why: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of it. left: clients that were not begun because somebody stopped it."""

    query: BatchQuery
    made: tuple[Made, ...] = ()
    failures: tuple[Failure, ...] = ()
    left: tuple[Client, ...] = ()


Make = Callable[[Client, ReportQuery], Made]
"""Makes a report and puts it away."""


@action("reports.read")
def batch_clients(desk: Desk) -> list[Client]:
    """Those that are offered: every client but the example, which is somebody's only while there is no other."""
    with desk.store.read() as cur:
        known = clients(cur)
    return [one for one in known if not one.example] or known


@action("reports.read")
def build_batch(desk: Desk, query: BatchQuery, make: Make, progress: Progress | None = None) -> Batch:
    """Each client's report in turn; a failure doesn't keep the others from theirs. Stopped between two clients."""
    wanted = _wanted(desk, query)
    made: list[Made] = []
    failures: list[Failure] = []
    for at, client in enumerate(wanted):
        try:
            if progress:
                progress(at, len(wanted), client.name)
        except Stopped:
            return Batch(query, tuple(made), tuple(failures), tuple(wanted[at:]))
        try:
            made.append(make(client, query.of(client)))
        except BilanError as error:
            failures.append(Failure(client, error.sentences))
        except Exception as error:  # noqa: BLE001 -- one client's fault is not the others'; it is logged in full
            _LOG.exception("the report of client %d", client.id)
            failures.append(Failure(client, (say("A fault of Bilan: {kind}.", kind=type(error).__name__), _IN_LOG)))
    return Batch(query, tuple(made), tuple(failures))


@action("reports.read")
def zip_batch(desk: Desk, query: BatchQuery, lang: Language, progress: Progress | None = None) -> tuple[Batch, Path]:
    """The reports in one zip, with a list of what failed in it. Written to disk as it grows: memory holds one report.

    The file is the caller's to delete; it lies in the scratch space that is emptied at the next start.
    """
    desk.settings.work.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=desk.settings.work, suffix=".zip", delete=False) as target:
        path = Path(target.name)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            batch = build_batch(desk, query, _Into(desk, archive), progress)
            if batch.failures or batch.left:
                lines = "\r\n".join(text(line, lang) for line in failure_lines(batch))
                archive.writestr(FAILURES[lang], ("\ufeff" + lines + "\r\n").encode())
    return batch, path


class _Into:
    """Writes reports into a zip; two of one name are told apart by a number."""

    def __init__(self, desk: Desk, archive: zipfile.ZipFile) -> None:
        self._desk, self._archive = desk, archive

    def __call__(self, client: Client, query: ReportQuery) -> Made:
        report = whole(self._desk, query)
        name = free_name(report.file_name, {known.casefold() for known in self._archive.namelist()})
        self._archive.writestr(name, report.data)
        return Made(client, name)


def free_name(name: str, taken: set[str]) -> str:
    """The name, or the first of "name (2)", "name (3)" … that is not taken; taken: names in lower case."""
    path, number, free = Path(name), 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free


def failure_lines(batch: Batch) -> Iterator[Sentence]:
    """A line for each client that has no report."""
    for one in batch.failures:
        yield from (say("{name}: {value}", name=csv_text(one.client.name), value=why) for why in one.why)
    for client in batch.left:
        yield say("{name}: {value}", name=csv_text(client.name), value=say("not begun: somebody stopped it."))


@action("reports.read")
def whole(desk: Desk, query: ReportQuery) -> Report:
    """Raises ConflictError where the period has no figure at all: nobody wants to send that by accident."""
    report = build_report(desk, query)
    if report.bare:
        raise ConflictError(
            say("Nothing was imported for {period}.", period=query.period),
            todo=say("Import the exports of the period, then make this client’s report."),
            code="NO_FIGURES",
        )
    return report


def _wanted(desk: Desk, query: BatchQuery) -> Sequence[Client]:
    if not query.clients:
        return batch_clients(desk)
    with desk.store.read() as cur:
        return [one for one in clients(cur) if one.id in query.clients]
