"""Taking files in, the list of what was taken in, and taking one back (layer 7)."""

import datetime as dt
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.actions.worker import Progress, ahead, in_worker
from reporting.errors import BilanError, ConflictError, FileError, say
from reporting.ingest.inspect import inspect_file, our_fault
from reporting.ingest.model import Answers, Found, Notice, RejectedCell, Status
from reporting.language import as_language
from reporting.warehouse import imports, memory, originals, taking
from reporting.warehouse.clients import add_client, client_named
from reporting.warehouse.model import Client, Import, Receipt, Undone
from reporting.warehouse.store import Cursor

# A file is copied once as an original, once as rows, and once more into the store.
SPACE_PER_BYTE = 3
SPACE_LEFT = 64_000_000

# Account and last day have an answer that is safe and said in the receipt; these have none.
MUST_BE_ANSWERED = frozenset({"platform", "format", "order"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on disk, the name it was given by (its folder may be part of it), and what a person answered about it."""

    path: Path
    name: str
    answers: Answers = field(default_factory=Answers)


@dataclass(frozen=True, slots=True)
class Terms:
    """How files are taken in.

    client              None: each file goes to the client that owns its accounts
    accept_rejections   good rows go in without the rejected ones; else a file with a rejected row is refused
    dry_run             everything is done and then undone: the receipts say what would become of each table
    at                  the moment of the import; its day (UTC) is today for dates without a year, now and in a rebuild
    """

    client: str | None
    accept_rejections: bool
    dry_run: bool
    at: dt.datetime


@action("imports.write")
def inspect(
    desk: Desk, uploads: Sequence[Upload], client_name: str | None = None, progress: Progress | None = None
) -> list[Found]:
    """What each table of each file is; nothing is stored. Questions carry the client's last answers."""

    today = dt.datetime.now(dt.UTC).date()

    def work(step: Progress) -> list[Found]:
        return [found for _, tables in _each(step, uploads, read, desk.settings.threads) for found in tables]

    def read(upload: Upload) -> list[Found]:
        return _read(desk, upload, today)

    founds = in_worker(work, progress)
    with desk.store.read() as cur:
        client = client_named(cur, client_name) if client_name else None
        return [_with_proposals(cur, found, client) for found in founds]


@action("imports.write")
def take_in(
    desk: Desk,
    client_name: str | None,
    uploads: Sequence[Upload],
    *,
    founds: Sequence[Found] = (),
    accept_rejections: bool = True,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[Receipt]:
    """Take every recognised table in, each in a transaction of its own; a receipt for each table found.

    `founds` of an earlier `inspect` of the same uploads spare a second reading. A client that is new is made with its
    first import. A file that can't go in is a receipt too: one bad file doesn't stop the others.
    """
    terms = Terms(client_name, accept_rejections, dry_run, dt.datetime.now(dt.UTC))

    def work(step: Progress) -> list[Receipt]:
        every = _each(step, uploads, read, desk.settings.threads)
        return [_settle(desk, upload, found, terms) for upload, tables in every for found in tables]

    def read(upload: Upload) -> list[Found]:
        return _founds(desk, upload, founds, terms.at.date())

    return in_worker(work, progress)


@action("reports.read")
def history(desk: Desk, client_id: int | None = None) -> list[Import]:
    """Newest first, with those that were taken back."""
    with desk.store.read() as cur:
        return imports.imports(cur, client_id)


@action("reports.read")
def rejections(desk: Desk, import_id: int) -> list[RejectedCell]:
    """The cells for which rows of the import stayed out."""
    with desk.store.read() as cur:
        return imports.rejections(cur, import_id)


@action("imports.write")
def undo(desk: Desk, import_id: int) -> Undone:
    """Take an import back. Raises ConflictError for a number that is not there."""

    def work(_: Progress) -> Undone:
        with change(desk, "import.undo", about=f"import {import_id}") as made:
            undone = taking.undo(made.cur, desk.catalog, import_id, desk.person.name)
            made.details |= {"client": undone.entry.client, "removed": undone.removed, "restored": undone.restored}
        return undone

    return in_worker(work, None)


def _each(
    step: Progress, uploads: Sequence[Upload], read: Callable[[Upload], list[Found]], workers: int
) -> Iterator[tuple[Upload, list[Found]]]:
    """Each file with its tables, in order; the next ones are read while one is being stored."""
    results = ahead(read, uploads, workers)
    for at, upload in enumerate(uploads):
        step(at, len(uploads), upload.name)
        yield upload, next(results)
    step(len(uploads), len(uploads), "")


def _read(desk: Desk, upload: Upload, today: dt.date) -> list[Found]:
    work = desk.settings.work / f"read-{secrets.token_hex(8)}"
    founds = inspect_file(
        upload.path,
        upload.name,
        catalog=desk.catalog,
        answers=upload.answers,
        limits=desk.settings.limits,
        work=work,
        today=today,
    )
    _tidy(work, founds)
    return founds


def _tidy(work: Path, founds: Sequence[Found]) -> None:
    """A reading process that had to be ended leaves what it was unpacking: only rows stay, and no empty folder."""
    rows = {found.rows for found in founds}
    for path in work.iterdir():
        if path not in rows:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not any(rows):
        work.rmdir()


def _founds(desk: Desk, upload: Upload, founds: Sequence[Found], today: dt.date) -> list[Found]:
    """Those of the inspection, if it was of the same bytes, today, and their rows are still there; else read now."""
    known = [found for found in founds if found.file == upload.name]
    usable = known and all(found.rows is None or _made_on(found.rows) == today for found in known)
    if usable and known[0].sha256 == originals.sha256_of(upload.path):
        return known
    return _read(desk, upload, today)


def _made_on(path: Path) -> dt.date | None:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date() if path.exists() else None


def _settle(desk: Desk, upload: Upload, found: Found, terms: Terms) -> Receipt:
    """Store one table, or say why not."""
    try:
        receipt = _take(desk, upload, found, terms)
    except (FileError, ConflictError) as error:
        receipt = Receipt(_refused(found, error), terms.client)
    except BilanError:
        raise
    except Exception as fault:  # noqa: BLE001 -- the outer wall: a fault of ours in one file doesn't stop the others
        receipt = Receipt(_refused(found, our_fault(fault, found.file)), terms.client)
    if receipt.found.status not in ("recognised", "duplicate") and not terms.dry_run:
        with change(desk, "import.refuse", about=found.file, sha256=found.sha256, status=receipt.found.status):
            pass
    _clear(receipt.found)
    return receipt


def _take(desk: Desk, upload: Upload, found: Found, terms: Terms) -> Receipt:
    waiting = _waiting(found)
    if waiting.status != "recognised":
        with desk.store.read() as cur:
            client = client_named(cur, terms.client) if terms.client else None
            return Receipt(_with_proposals(cur, waiting, client), terms.client)
    _refuse_rejections(found, terms)
    if terms.dry_run:
        return _trial(desk, upload, found, terms)
    _refuse_full_disk(desk, upload)
    with change(desk, "import.take_in", about=found.file, sha256=found.sha256) as made:
        receipt = _in_transaction(desk, made.cur, upload, found, terms)
        originals.keep(desk.settings.originals, upload.path, found.sha256)  # last: nothing is kept of a refused file
        made.details |= {"client": receipt.client, "import": receipt.import_id, "status": receipt.found.status}
    return receipt


def _waiting(found: Found) -> Found:
    """A table with a question that nobody may guess the answer of waits for it; the others have one that is stated."""
    if found.status != "recognised" or not any(one.about in MUST_BE_ANSWERED for one in found.questions):
        return found
    notice = Notice("error", say("It waits for an answer. Nothing was imported."))
    return replace(found, status="ambiguous", notices=(*found.notices, notice))


def _trial(desk: Desk, upload: Upload, found: Found, terms: Terms) -> Receipt:
    with desk.store.trial() as cur:
        receipt = _in_transaction(desk, cur, upload, found, terms)
    return receipt if receipt.found.status == "duplicate" else replace(receipt, import_id=None)


def _in_transaction(desk: Desk, cur: Cursor, upload: Upload, found: Found, terms: Terms) -> Receipt:
    client = client_named(cur, terms.client) if terms.client else None
    notices: tuple[Notice, ...] = ()
    if terms.client and client is None:
        desk.person.require("clients.write")
        settings = desk.settings
        client = add_client(cur, Client(0, terms.client, as_language(settings.language), settings.timezone))
        notices = (Notice("info", say("{client} is a new client.", client=client.name)),)
    receipt = taking.take_in(cur, desk.catalog, found, taking.Order(client, desk.person.name, upload.answers, terms.at))
    return replace(receipt, found=replace(receipt.found, notices=(*notices, *receipt.found.notices)))


def _refuse_rejections(found: Found, terms: Terms) -> None:
    if found.rejected and not terms.accept_rejections:
        raise FileError(
            say("{count} {count:row|rows} of the file would not go in.", count=found.rejected),
            where=", ".join(filter(None, (found.file, found.member, *(c.cell for c in found.rejections[:1])))),
            why=found.rejections[0].reason if found.rejections else None,
            todo=say("Mend the file, or take it in without these rows. Nothing was imported."),
            code="ROWS_REJECTED",
        )


def _refuse_full_disk(desk: Desk, upload: Upload) -> None:
    needed = SPACE_PER_BYTE * upload.path.stat().st_size + SPACE_LEFT
    free = shutil.disk_usage(desk.settings.home).free
    if free < needed:
        raise FileError(
            say("The disk is nearly full: {free} bytes are free, {needed} are needed.", free=free, needed=needed),
            where=str(desk.settings.home),
            todo=say("Make room on the disk and import the file again. Nothing was imported."),
            code="DISK_LOW",
        )


def _refused(found: Found, error: BilanError) -> Found:
    """A file that nobody says the client of is not wrong, only not yet clear."""
    status: Status = "ambiguous" if error.code in ("WHICH_CLIENT", "SEVERAL_CLIENTS") else "refused"
    error.where = error.where or ", ".join(filter(None, (found.file, found.member)))
    notices = tuple(Notice("error", sentence) for sentence in error.sentences)
    return replace(found, status=status, notices=(*found.notices, *notices), code=error.code)


def _with_proposals(cur: Cursor, found: Found, client: Client | None) -> Found:
    """Questions about the platform with the answer of the same client for the last file that looked the same."""
    if client is None or not found.questions:
        return found
    questions = []
    for question in found.questions:
        before = None
        if question.about in ("platform", "account"):
            before = memory.remembered(cur, client.id, question.about, format_=found.format or "", file=found.file)
        questions.append(replace(question, proposal=before) if before else question)
    return replace(found, questions=tuple(questions))


def _clear(found: Found) -> None:
    """The rows are in the store, or will never be; the folder goes with the last of them."""
    if found.rows:
        found.rows.unlink(missing_ok=True)
        with suppress(OSError):
            found.rows.parent.rmdir()
