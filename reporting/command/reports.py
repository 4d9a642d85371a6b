"""report (layer 8)."""

import argparse
from pathlib import Path

from reporting.actions import clients
from reporting.actions.desk import Desk, at_desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.printing import print_report
from reporting.actions.reports import build_report
from reporting.command.console import Console
from reporting.errors import BilanError, say
from reporting.language import as_language
from reporting.periods import Period, parse
from reporting.settings import Settings
from reporting.warehouse.model import Client


def report(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """In the client's language unless --lang says another."""
    period = parse(args.period)
    written: list[dict[str, str]] = []
    code = 0
    with at_desk(settings) as desk:
        if args.all_clients:
            args.output.mkdir(parents=True, exist_ok=True)
        for client in clients.client_list(desk) if args.all_clients else [clients.client_called(desk, args.client)]:
            try:
                path = _write(args, desk, client, period)
            except BilanError as error:
                # One client without data doesn't keep the others from their reports.
                console.fault(error)
                code = 1
                continue
            written.append({"client": client.name, "file": str(path)})
            console.say(say("{client}: written to {file}.", client=client.name, file=str(path)))
    if args.json:
        console.document(written)
    return code


def _write(args: argparse.Namespace, desk: Desk, client: Client, period: Period) -> Path:
    lang = as_language(args.lang) if "lang" in args else None
    query = ReportQuery(client.id, period, lang, args.recipe)
    built = print_report(desk, query) if args.pdf else build_report(desk, query)
    path = Path(args.output)
    if args.all_clients or path.is_dir():
        path /= built.file_name
    path.write_bytes(built.data)
    return path
