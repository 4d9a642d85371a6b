"""report (layer 8)."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporting.actions import clients
from reporting.actions.desk import Desk, at_desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.report_issues import freeze_report, open_issue
from reporting.actions.reports import build_report, lint_report
from reporting.command.console import Console
from reporting.command.linting import remark_documents, show_remarks
from reporting.errors import BilanError, say
from reporting.language import as_language
from reporting.periods import Period, parse
from reporting.settings import Settings
from reporting.warehouse.model import Client
from reporting.warehouse.report_issues import Issue
from reporting.workbook.freeze import kept_remarks
from reporting.workbook.lint.model import Remark, errors

WRONG_USAGE = 2


def report(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """In the client's language unless --lang says another. With --lint, exit code 1 where there is an error."""
    period = parse(args.period)
    written: list[dict[str, Any]] = []
    code = 0
    if args.output is None and not (args.lint or args.freeze):
        console.say(say("It isn’t said where the report is written. Add `-o FILE`, or `--lint`."))
        return WRONG_USAGE
    with at_desk(settings) as desk:
        if args.all_clients and args.output:
            args.output.mkdir(parents=True, exist_ok=True)
        for client in clients.client_list(desk) if args.all_clients else [clients.client_called(desk, args.client)]:
            try:
                made = _made(args, desk, client, period)
            except BilanError as error:
                # One client without data doesn't keep the others from their reports.
                console.fault(error)
                code = 1
                continue
            written.append(_told(args, console, client, made))
            if args.lint and errors(made.remarks):
                code = 1
    if args.json:
        console.document(written)
    return code


@dataclass(frozen=True, slots=True)
class _Made:
    """Where a report was written, if it was, and what the linter finds in it."""

    path: Path | None
    remarks: tuple[Remark, ...]
    issue: Issue | None = None


def _made(args: argparse.Namespace, desk: Desk, client: Client, period: Period) -> _Made:
    lang = as_language(args.lang) if "lang" in args else None
    query = ReportQuery(client.id, period, lang, args.recipe)
    if args.freeze:
        issue = freeze_report(desk, query)
        kept = open_issue(desk, issue.id)
        remarks = kept_remarks(issue.snapshot)
        return _Made(_written(args, kept.file_name, kept.data) if args.output else None, remarks, issue)
    if args.output is None:
        return _Made(None, lint_report(desk, query))
    built = build_report(desk, query)
    return _Made(_written(args, built.file_name, built.data), built.remarks)


def _written(args: argparse.Namespace, name: str, data: bytes) -> Path:
    path = Path(args.output)
    if args.all_clients or path.is_dir():
        path /= name
    path.write_bytes(data)
    return path


def _told(args: argparse.Namespace, console: Console, client: Client, made: _Made) -> dict[str, Any]:
    """The line of a report for people, and its object for programs."""
    told: dict[str, Any] = {"client": client.name}
    if args.lint:
        told |= {"errors": len(errors(made.remarks)), "remarks": remark_documents(console, made.remarks)}
        if not args.json:
            show_remarks(console, client.name, made.remarks)
    if made.issue:
        told |= {"issue": made.issue.id, "version": made.issue.version}
        console.say(
            say(
                "{client}: kept as {version}, issue {id}.",
                client=client.name,
                version=made.issue.version,
                id=str(made.issue.id),
            )
        )
    if made.path:
        told["file"] = str(made.path)
        console.say(say("{client}: written to {file}.", client=client.name, file=str(made.path)))
    return told
