"""report, recipients (layer 8)."""

import argparse
import datetime as dt
import zoneinfo
from pathlib import Path

from reporting.actions import clients, mailing
from reporting.actions.batch import Batch, BatchQuery, Failure, Made, build_batch, free_name
from reporting.actions.data_files import data_files
from reporting.actions.desk import Desk, at_desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.mailing import Sending
from reporting.actions.reports import Report
from reporting.command.console import Console
from reporting.errors import BilanError, say
from reporting.language import as_language
from reporting.periods import parse_from
from reporting.settings import Settings
from reporting.warehouse.model import Client


def report(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """In the client's language unless --lang says another. A client whose report fails doesn't keep the others."""
    period = parse_from(args.period, dt.datetime.now(zoneinfo.ZoneInfo(settings.timezone)).date())
    lang = as_language(args.lang) if "lang" in args else None
    with at_desk(settings) as desk:
        wanted = () if args.all_clients else (clients.client_called(desk, args.client).id,)
        query = BatchQuery(period, args.recipe, lang, wanted, bare=bool(wanted))
        if args.data:
            return _data(args, desk, query, console)
        folder = _Folder(args)
        batch = build_batch(desk, query, folder.keep, console.step)
        _tell(batch, folder, console)
        sending = mailing.send_batch(desk, batch, folder.read, console.step, again=args.again) if args.mail else None
    if sending:
        _tell_sending(sending, console)
    if args.json:
        sent = {one.client_id: list(one.addresses) for one in sending.sent} if sending else {}
        console.document([_document(one, folder, sent.get(one.client.id)) for one in batch.made])
    return 1 if batch.failures or (sending and sending.failures) else 0


class _Folder:
    """Where reports are written: the file that is named, or files of their own names in a folder."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._output: Path = args.output
        self._many: bool = args.all_clients or args.output.is_dir()
        self._written: dict[str, Path] = {}
        if args.all_clients:
            args.output.mkdir(parents=True, exist_ok=True)

    def keep(self, _: Client, report: Report) -> str:
        name = free_name(report.file_name, {known.casefold() for known in self._written})
        self._written[name] = self._output / name if self._many else self._output
        self._written[name].write_bytes(report.data)
        return name

    def path(self, made: Made) -> Path:
        return self._written[made.file_name]

    def read(self, made: Made) -> bytes:
        return self.path(made).read_bytes()


def _data(args: argparse.Namespace, desk: Desk, query: BatchQuery, console: Console) -> int:
    """The rows instead of the workbook."""
    known = {client.id: client for client in clients.client_list(desk)}
    if args.all_clients:
        args.output.mkdir(parents=True, exist_ok=True)
    written = []
    for number in query.clients or tuple(known):
        files = data_files(desk, ReportQuery(number, query.period, query.lang, query.recipe))
        path = args.output / files.file_name if args.output.is_dir() else args.output
        path.write_bytes(files.data)
        written.append({"client": known[number].name, "file": str(path)})
        console.say(say("{client}: written to {file}.", client=known[number].name, file=str(path)))
    if args.json:
        console.document(written)
    return 0


def _tell(batch: Batch, folder: _Folder, console: Console) -> None:
    for one in batch.made:
        console.say(say("{client}: written to {file}.", client=one.client.name, file=str(folder.path(one))))
    _tell_failures(batch.failures, console)


def _tell_sending(sending: Sending, console: Console) -> None:
    for one in sending.sent:
        console.say(say("{file}: sent to {addresses}.", file=one.file_name, addresses=list(one.addresses)))
    for client in sending.before:
        console.say(say("{client}: sent before; --again sends it once more.", client=client.name))
    for client in sending.nobody:
        console.say(say("{client}: has no recipients.", client=client.name))
    _tell_failures(sending.failures, console)


def _tell_failures(failures: tuple[Failure, ...], console: Console) -> None:
    for one in failures:
        what, *rest = one.why
        told = say("{client}: {what}", client=one.client.name, what=what)
        console.fault(BilanError(told, why=rest[0] if rest else None, todo=rest[1] if rest[1:] else None))


def _document(made: Made, folder: _Folder, sent: list[str] | None) -> dict[str, object]:
    told: dict[str, object] = {"client": made.client.name, "file": str(folder.path(made))}
    return told | {"sent": sent} if sent else told


def recipients(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """List them, or set those of one client."""
    with at_desk(settings) as desk:
        of = clients.client_called(desk, args.client) if args.client else None
        if args.set is not None and of is None:
            raise BilanError(say("Whose recipients are these?"), todo=say("Name the client with --client."))
        if args.set is not None and of is not None:
            mailing.save_recipients(desk, of.id, args.set)
        known, listed = mailing.recipient_list(desk), [of] if of else clients.client_list(desk)
    if args.json:
        console.document({client.name: list(known.get(client.id, ())) for client in listed})
        return 0
    for client in listed:
        console.result(f"{client.name}: {', '.join(known.get(client.id, ())) or '–'}")
    return 0
