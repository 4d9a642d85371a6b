"""Making one report as the command line asks for it: a workbook, a PDF, rows, an issue, or remarks alone (layer 8)."""

import argparse
from pathlib import Path
from typing import Any

from reporting.actions.batch import Made, free_name, whole
from reporting.actions.data_files import data_files
from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.mailing import Sending
from reporting.actions.printing import print_report, print_workbook
from reporting.actions.report_issues import freeze_report, open_issue
from reporting.actions.reports import build_report, lint_report
from reporting.command.console import Console
from reporting.command.linting import remark_documents, show_remarks
from reporting.errors import say
from reporting.warehouse.model import Client
from reporting.workbook.freeze import kept_remarks
from reporting.workbook.lint.model import Remark, errors


class Maker:
    """documents: an object for each report made, for programs. errors: how many of them --lint finds fault with."""

    def __init__(self, args: argparse.Namespace, desk: Desk, console: Console) -> None:
        self._args, self._desk, self._console = args, desk, console
        self._written: dict[str, Path] = {}
        self._of: list[int] = []
        self.documents: list[dict[str, Any]] = []
        self.errors = 0
        if args.all_clients and args.output:
            args.output.mkdir(parents=True, exist_ok=True)

    def __call__(self, client: Client, query: ReportQuery) -> Made:
        self.documents.append({"client": client.name})
        self._of.append(client.id)
        try:
            return self._make(client, query)
        except BaseException:
            self.documents.pop()
            self._of.pop()
            raise

    def read(self, made: Made) -> bytes:
        return self._written[made.file_name].read_bytes()

    def note_sent(self, sending: Sending) -> None:
        """Into the documents."""
        for one in sending.sent:
            self.documents[self._of.index(one.client_id)]["sent"] = list(one.addresses)

    def _make(self, client: Client, query: ReportQuery) -> Made:
        if self._args.freeze:
            return self._freeze(client, query)
        if self._args.output is None:
            self._lint(client, lint_report(self._desk, query))
            return Made(client, "")
        if self._args.data:
            files = data_files(self._desk, query)
            return self._write(client, files.file_name, files.data)
        if self._args.pdf:
            if self._args.lint:
                self._lint(client, lint_report(self._desk, query))
            printed = print_report(self._desk, query)
            return self._write(client, printed.file_name, printed.data)
        # A client that is named gets its report even if nothing is known of it; among all, that is a failure.
        report = whole(self._desk, query) if self._args.all_clients else build_report(self._desk, query)
        self._lint(client, report.remarks)
        return self._write(client, report.file_name, report.data)

    def _freeze(self, client: Client, query: ReportQuery) -> Made:
        issue = freeze_report(self._desk, query)
        kept = open_issue(self._desk, issue.id)
        self._lint(client, kept_remarks(issue.snapshot))
        self.documents[-1] |= {"issue": issue.id, "version": issue.version}
        self._console.say(
            say("{client}: kept as {version}, issue {id}.", client=client.name, version=issue.version, id=str(issue.id))
        )
        if self._args.output is None:
            return Made(client, "")
        shown = print_workbook(self._desk, kept.file_name, kept.data) if self._args.pdf else kept
        return self._write(client, shown.file_name, shown.data)

    def _lint(self, client: Client, remarks: tuple[Remark, ...]) -> None:
        if not self._args.lint:
            return
        self.errors += bool(errors(remarks))
        told = {"errors": len(errors(remarks)), "remarks": remark_documents(self._console, remarks)}
        self.documents[-1] |= told
        if not self._args.json:
            show_remarks(self._console, client.name, remarks)

    def _write(self, client: Client, file_name: str, data: bytes) -> Made:
        """Into the file that is named, or under its own name in a folder."""
        name = free_name(file_name, {known.casefold() for known in self._written})
        folder = self._args.all_clients or self._args.output.is_dir()
        path = self._written[name] = self._args.output / name if folder else self._args.output
        path.write_bytes(data)
        self.documents[-1]["file"] = str(path)
        self._console.say(say("{client}: written to {file}.", client=client.name, file=str(path)))
        return Made(client, name)
