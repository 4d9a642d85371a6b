"""Taking files in, the list of what was taken in, and taking one back (layer 7)."""

import datetime as dt
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from reporting.actions.clients import new_client
from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.actions.jobs import Progress, Stopped
from reporting.actions.reading import Reading, Upload, discard
from reporting.actions.worker import in_worker
from reporting.errors import BilanError, ConflictError, FileError, NotRecognisedError, Sentence, say
from reporting.ingest.inspect import our_fault
from reporting.ingest.model import MUST_BE_ANSWERED, Answers, Found, Notice, Status
from reporting.warehouse import imports, memory, originals, sightings, taking
from reporting.warehouse.clients import add_client, client_named
from reporting.warehouse.model import Client, Import, Receipt, Undone
from reporting.warehouse.sharing import Share, Sharing
from reporting.warehouse.store import Cursor

# A file is copied once as an original, once as rows, and once more into the store.
SPACE_PER_BYTE = 3
SPACE_LEFT = 64_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """How files are taken in.

    client              of the files for which no other is said; None: each goes where its accounts and the rules lead
    only_clear          a file of which anything is to be looked at stays out as a whole
    accept_rejections   good rows go in without the rejected ones; else a file with a rejected row is refused
    dry_run             everything is done and then undone: the receipts say what would become of each table
    at                  the moment of the import; its day (UTC) is today for dates without a year, now and in a rebuild
    """

    client: str | None
    accept_rejections: bool
    dry_run: bool
    only_clear: bool
    at: dt.datetime


@action("imports.write")
def inspect(
    desk: Desk, uploads: Sequence[Upload], client_name: str | None = None, progress: Progress | None = None
) -> list[Found]:
    """What each table of each file is; nothing is stored. Questions carry the client's last answers.

    Stopped in a job, it gives what was read until then.
    """

    reading = Reading(desk, dt.datetime.now(dt.UTC).date())

    def work(step: Progress) -> list[Found]:
        founds: list[Found] = []
        with suppress(Stopped):
            for _, tables in reading.each(step, uploads, reading.read):
                founds += tables
        return founds

    founds = in_worker(work, progress)
    said = {upload.name: upload.client or client_name for upload in uploads}
    with desk.store.read() as cur:
        sharing = Sharing(cur, ())
        return [_with_proposals(cur, found, _one_client(cur, sharing, found, said[found.file])) for found in founds]


@action("imports.write")
def shares(desk: Desk, uploads: Sequence[Upload], founds: Sequence[Found]) -> list[Share]:
    """Where the recognised tables would go, what of them is there already, and what is nobody's; nothing is stored."""
    said = {upload.name: upload.client for upload in uploads}
    recognised = [found for found in founds if found.status == "recognised"]
    with desk.store.read() as cur:
        sharing = Sharing(cur, (found.sha256 for found in recognised))
    return [share for found in recognised for share in sharing.shares(found, said[found.file])]


@action("imports.write")
def take_in(
    desk: Desk,
    client_name: str | None,
    uploads: Sequence[Upload],
    *,
    founds: Sequence[Found] = (),
    accept_rejections: bool = True,
    dry_run: bool = False,
    only_clear: bool = False,
    progress: Progress | None = None,
) -> list[Receipt]:
    """Take every recognised table in, each in a transaction of its own; a receipt for each table found.

    `founds` of an earlier `inspect` of the same uploads spare a second reading. A client that is new is made with its
    first import. A file that can't go in is a receipt too: one bad file doesn't stop the others. Stopped in a job, it
    gives the receipts of the files that were dealt with: those are whole, and the others are untouched.
    """
    terms = Terms(client_name, accept_rejections, dry_run, only_clear, dt.datetime.now(dt.UTC))

    reading = Reading(desk, terms.at.date())

    def work(step: Progress) -> list[Receipt]:
        receipts: list[Receipt] = []
        with suppress(Stopped):
            for upload, tables in reading.each(step, uploads, lambda one: reading.known_or_read(one, founds)):
                receipts += _waits(desk, upload, tables, terms) or [
                    receipt for found in tables for receipt in _settle(desk, upload, found, terms)
                ]
        return receipts

    return in_worker(work, progress)


def is_clear(founds: Sequence[Found], shares: Sequence[Share]) -> bool:
    """Whether nobody has to look at the file: every table known, nothing asked, every row somebody's and in order."""
    return (
        bool(shares)
        and all(found.status == "recognised" and not found.questions and not found.changed for found in founds)
        and not any(share.client is None or share.against for share in shares)
        and not any(share.found.rejected for share in shares if not share.earlier)
    )


@action("reports.read")
def history(desk: Desk, client_id: int | None = None) -> list[Import]:
    """Newest first, with those that were taken back."""
    with desk.store.read() as cur:
        return imports.imports(cur, client_id)


@action("reports.read")
def answers(desk: Desk, import_id: int) -> Answers:
    """What was answered about the file when it was taken in."""
    with desk.store.read() as cur:
        return imports.answers(cur, import_id)


@action("imports.write")
def undo(desk: Desk, import_id: int) -> Undone:
    """Take an import back. Raises ConflictError for a number that is not there."""

    def work(_: Progress) -> Undone:
        with change(desk, "import.undo", about=f"import {import_id}") as made:
            undone = taking.undo(made.cur, desk.catalog, import_id, desk.person.name)
            made.details |= {"client": undone.entry.client, "removed": undone.removed, "restored": undone.restored}
        return undone

    return in_worker(work, None)


def _settle(desk: Desk, upload: Upload, found: Found, terms: Terms) -> list[Receipt]:
    """Store one table, each client's part of it, or say why not."""
    said = upload.client or terms.client
    waiting = _waiting(found)
    with desk.store.read() as cur:
        sharing = Sharing(cur, [found.sha256])
        asked = _with_proposals(cur, waiting, _one_client(cur, sharing, waiting, said))
        parts = sharing.shares(found, said) if asked.status == "recognised" else []
    receipts = [_stored(desk, upload, share, terms) for share in parts] or [Receipt(asked, said)]
    for receipt in receipts:
        if receipt.found.status not in ("recognised", "duplicate") and not terms.dry_run:
            status = receipt.found.status
            with change(desk, "import.refuse", about=found.file, sha256=found.sha256, status=status) as made:
                _note_sighting(made.cur, receipt, terms)
    discard([found])
    return receipts


def _waits(desk: Desk, upload: Upload, founds: Sequence[Found], terms: Terms) -> list[Receipt]:
    """Of a file that is not clear, where only clear ones are wanted: why it stays out."""
    recognised = [found for found in founds if found.status == "recognised"]
    if not terms.only_clear or not recognised:
        return []
    with desk.store.read() as cur:
        sharing = Sharing(cur, [founds[0].sha256])
        shares = [share for found in recognised for share in sharing.shares(found, upload.client or terms.client)]
    if is_clear(founds, shares):
        return []
    discard(founds)
    waiting = [Receipt(_refused(share.found, _unclear(share)), share.client) for share in shares if not share.earlier]
    return [*waiting, *(Receipt(found) for found in founds if found.status != "recognised")]


def _unclear(share: Share) -> NotRecognisedError:
    if share.client is None:
        return _nobodys(share.found)
    return NotRecognisedError(
        say("It waits for somebody to look at it. Nothing was imported."),
        why=_contradicted(share) or (_rejects(share.found.rejected) if share.found.rejected else None),
        code="WAITS",
    )


def _contradicted(share: Share) -> Sentence | None:
    return next((notice.sentence for notice in share.notices if notice.level == "warning"), None)


def _rejects(count: int) -> Sentence:
    return say("{count} {count:row|rows} of the file would not go in.", count=count)


def _stored(desk: Desk, upload: Upload, share: Share, terms: Terms) -> Receipt:
    found = share.found
    try:
        if share.earlier:
            return taking.duplicate(found, share.earlier)
        taking.refuse_nothing(found)
        _refuse_nobodys(share)
        return _take(desk, upload, share, terms)
    except (FileError, ConflictError) as error:
        return Receipt(_refused(found, error), share.client)
    except BilanError:
        raise
    except Exception as fault:  # noqa: BLE001 -- the outer wall: a fault of ours in one file doesn't stop the others
        return Receipt(_refused(found, our_fault(fault, found.file)), share.client)


def _take(desk: Desk, upload: Upload, share: Share, terms: Terms) -> Receipt:
    _refuse_rejections(share.found, terms)
    if terms.dry_run:
        return _trial(desk, share, terms)
    sha256 = share.found.sha256
    try:
        _refuse_full_disk(desk, upload)
        with change(desk, "import.take_in", about=share.found.file, sha256=sha256) as made:
            receipt = _in_transaction(desk, made.cur, share, terms)
            _note_sighting(made.cur, receipt, terms)
            originals.keep(desk.settings.originals, upload.path, sha256)  # last: nothing is kept of a refused file
            made.details |= {"client": receipt.client, "import": receipt.import_id, "status": receipt.found.status}
            if share.rule:
                made.details["rule"] = share.rule.id
    except OSError as error:
        raise _not_kept(upload, error) from error
    return receipt


def _note_sighting(cur: Cursor, receipt: Receipt, terms: Terms) -> None:
    client = client_named(cur, receipt.client) if receipt.client else None
    sightings.note_sighting(cur, receipt.found, client.id if client else None, terms.at)


def _waiting(found: Found) -> Found:
    """A table with a question that nobody may guess the answer of waits for it; the others have one that is stated."""
    if found.status != "recognised" or not any(one.about in MUST_BE_ANSWERED for one in found.questions):
        return found
    notice = Notice("error", say("It waits for an answer. Nothing was imported."))
    return replace(found, status="ambiguous", notices=(*found.notices, notice))


def _trial(desk: Desk, share: Share, terms: Terms) -> Receipt:
    with desk.store.trial() as cur:
        receipt = _in_transaction(desk, cur, share, terms)
    return receipt if receipt.found.status == "duplicate" else replace(receipt, import_id=None)


def _in_transaction(desk: Desk, cur: Cursor, share: Share, terms: Terms) -> Receipt:
    name = share.client or ""
    client = client_named(cur, name)
    notices = share.notices
    if client is None:
        desk.person.require("clients.write")
        client = add_client(cur, new_client(cur, desk.settings, name))
        notices = (*notices, Notice("info", say("{client} is a new client.", client=client.name)))
    rule = share.rule.id if share.rule else None
    order = taking.Order(client, desk.person.name, share.found.answers, terms.at, rule)
    receipt = taking.take_in(cur, desk.catalog, share.found, order)
    return replace(receipt, found=replace(receipt.found, notices=(*notices, *receipt.found.notices)))


def _refuse_rejections(found: Found, terms: Terms) -> None:
    if found.rejected and not terms.accept_rejections:
        raise FileError(
            _rejects(found.rejected),
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


def _refuse_nobodys(share: Share) -> None:
    if share.client is None:
        raise _nobodys(share.found)


def _nobodys(found: Found) -> NotRecognisedError:
    """Nobody says whose the table is, or whose these accounts of it."""
    if found.partial:
        return NotRecognisedError(
            say(
                "{count} {count:row belongs|rows belong} to no known client: {accounts}.",
                count=found.records,
                accounts=tuple(account.name for account in found.accounts) or say("they name no account"),
            ),
            why=say("The file has accounts of several clients, and these were not imported before."),
            todo=say(
                "Say whose they are: a rule for a text in the account’s name leads them to their client (on the "
                "command line: rules add --named TEXT --client NAME)."
            ),
            code="WHICH_CLIENT",
        )
    return NotRecognisedError(
        say("It is not known whose file this is."),
        why=say("It names no account that was imported before, and no rule leads it to a client."),
        todo=say("Say which client it is for (on the command line with --client NAME)."),
        code="WHICH_CLIENT",
    )


def _not_kept(upload: Upload, error: OSError) -> FileError:
    """It has gone since it was read, or there is no place for it."""
    return FileError(
        say("The file could not be kept: {reason}.", reason=error.strerror or type(error).__name__),
        where=upload.name,
        todo=say("See that it is there and that the disk has room, and import it again. Nothing was imported."),
        code="NOT_KEPT",
    )


def _refused(found: Found, error: BilanError) -> Found:
    """A file that nobody says the client of is not wrong, only not yet clear."""
    status: Status = "ambiguous" if error.code in ("WHICH_CLIENT", "WAITS") else "refused"
    error.where = error.where or ", ".join(filter(None, (found.file, found.member)))
    notices = tuple(Notice("error", sentence) for sentence in error.sentences)
    return replace(found, status=status, notices=(*found.notices, *notices), code=error.code)


def _one_client(cur: Cursor, sharing: Sharing, found: Found, said: str | None) -> Client | None:
    """Whose answers are offered again: those of the client that the whole table goes to."""
    if not found.questions:
        return None
    names = {share.client for share in sharing.shares(found, said)}
    name = names.pop() if len(names) == 1 else None
    return client_named(cur, name) if name else None


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
