"""describe, import, imports, undo (layer 8)."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from reporting.actions import clients, importing
from reporting.actions.describing import describe as describe_files
from reporting.actions.desk import Desk, at_desk
from reporting.actions.jobs import Job
from reporting.actions.reading import Upload
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.command.console import Console
from reporting.command.documents import asked, found_document, import_document
from reporting.command.formats import write_format
from reporting.command.paths import uploads
from reporting.errors import Sentence, say
from reporting.ingest.model import Answers, Found
from reporting.language import date_text, text
from reporting.numbers import Amount, Unit
from reporting.settings import Settings
from reporting.warehouse.model import Receipt

T = TypeVar("T")
WELL = ("recognised", "duplicate")


def describe(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Without a store: it can be running, and there may be none."""
    catalog = load_catalog(settings.formats)
    given = uploads(args.paths, answers(args))
    founds = describe_files(settings, catalog, given, console.step)
    if args.write:
        return write_format(args, settings, catalog, console, founds, given)
    return _show(_as_given(founds, given), catalog, args, console)


def take_in(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    given = uploads(args.paths, answers(args))
    with at_desk(settings) as desk:
        receipts, interrupted = followed(taking(args, desk, given), console)
        code = _show(_as_given([receipt.found for receipt in receipts], given), desk.catalog, args, console)
    if interrupted:
        raise KeyboardInterrupt
    stored = [receipt for receipt in receipts if receipt.found.status == "recognised"]
    _say_others(receipts, console)
    if args.dry_run:
        console.say(say("A dry run: {count} {count:table|tables} would be taken in, nothing was.", count=len(stored)))
    else:
        console.say(
            say("{count} {count:table|tables} taken in of {total} found.", count=len(stored), total=len(receipts))
        )
    return code


def followed(job: Job[T], console: Console) -> tuple[T, bool]:
    """What came of a job, and whether Ctrl-C ended it before its time: what was done by then is told too."""
    interrupted = False
    try:
        for step in job.steps():
            console.step(step.done, step.total, step.name)
    except KeyboardInterrupt:
        job.stop()
        interrupted = True
    return job.result(), interrupted


def taking(args: argparse.Namespace, desk: Desk, given: Sequence[Upload]) -> Job[list[Receipt]]:
    return Job(
        lambda step: importing.take_in(
            desk,
            args.client,
            given,
            accept_rejections=not args.strict,
            dry_run=args.dry_run,
            only_clear=args.watch,
            progress=step,
        )
    )


def _say_others(receipts: Sequence[Receipt], console: Console) -> None:
    """How many tables stayed out, by what became of them."""
    for status, words in STATUS.items():
        count = sum(receipt.found.status == status for receipt in receipts)
        if count and status != "recognised":
            console.say(say("{count} {count:table|tables}: {status}.", count=count, status=words))


def imports(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        client = clients.client_called(desk, args.client) if args.client else None
        entries = [one for one in reversed(importing.history(desk, client.id if client else None)) if not one.undone]
    if args.json:
        console.document([import_document(entry) for entry in entries])
        return 0
    if not entries:
        console.say(say("Nothing was imported yet."))
        return 0
    documents = [import_document(entry) for entry in entries]
    shown = ("id", "client", "file", "format", "first", "last", "records", "rejected", "at", "by")
    console.table(shown, [[document[name] for name in shown] for document in documents])
    return 0


def undo(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        undone = importing.undo(desk, args.number)
    document = import_document(undone.entry) | {"removed": undone.removed, "restored": undone.restored}
    if args.json:
        console.document(document)
    console.say(
        say(
            "Import {id} of {file} was taken back: {removed} {removed:row|rows} removed, and an earlier value shows "
            "again for {restored}.",
            id=str(undone.entry.id),
            file=undone.entry.file,
            removed=undone.removed,
            restored=undone.restored,
        )
    )
    return 0


def answers(args: argparse.Namespace) -> Answers:
    return Answers(platform=args.platform, account=args.account, format=args.format, until=args.until, order=args.order)


def _as_given(founds: Sequence[Found], given: Sequence[Upload]) -> list[Found]:
    """Whoever typed a path finds their file by it, though the store knows it by its name alone."""
    typed = {upload.name: str(upload.path) for upload in given}
    return [replace(found, file=typed[found.file]) for found in founds]


def _show(founds: Sequence[Found], catalog: Catalog, args: argparse.Namespace, console: Console) -> int:
    if args.json:
        console.document([found_document(found, console.lang) for found in founds])
    else:
        for found in founds:
            _show_one(found, catalog, console)
    if not founds:
        console.say(say("There are no files there."))
    return 0 if all(found.status in WELL for found in founds) else 1


def _show_one(found: Found, catalog: Catalog, console: Console) -> None:
    lang = console.lang
    place = f"{found.file} / {found.member}" if found.member else found.file
    console.result(text(say("{name}: {value}", name=place, value=STATUS[found.status]), lang))
    if found.format:
        kind = catalog.formats[found.format].title[lang]
        parts = [kind, found.platform, found.language, text(_rows(found), lang)]
        if found.first and found.last:
            parts.append(f"{date_text(found.first, lang, 'medium')} – {date_text(found.last, lang, 'medium')}")
        parts += [account.name for account in found.accounts]
        console.result("  " + " · ".join(part for part in parts if part))
    for name, total in found.totals.items():
        column = catalog.columns[name]
        if column.checkable:
            value = _total(total.sum, total.missing, column.unit or "count")
            console.result("  " + text(say("{name}: {value}", name=column.label, value=value), lang))
    for notice in found.notices:
        console.result(f"  {MARKS[notice.level]} {text(notice.sentence, lang)}")
    for question in found.questions:
        console.result(f"  ? {text(asked(question), lang)}")


def _rows(found: Found) -> Sentence:
    if found.rejected:
        return say("{records} {records:row|rows}, {rejected} rejected", records=found.records, rejected=found.rejected)
    return say("{records} {records:row|rows}", records=found.records)


def _total(total: float | None, missing: int, unit: Unit) -> Sentence:
    if missing:
        return say("{total} ({missing} without a value)", total=Amount(total, unit), missing=missing)
    return say("{total}", total=Amount(total, unit))


STATUS = {
    "recognised": say("recognised"),
    "unknown": say("not recognised"),
    "ambiguous": say("a question is open"),
    "refused": say("refused"),
    "duplicate": say("already imported"),
}
MARKS = {"info": "·", "warning": "!", "error": "✗"}
