"""goals import, goals template (layer 8)."""

import argparse
from typing import Any

from reporting.actions import clients, targets
from reporting.actions.desk import Desk
from reporting.actions.targets import TargetFile, TargetProblem, TargetRow
from reporting.command.console import Console
from reporting.command.paths import uploads
from reporting.errors import say
from reporting.goals.scoping import scope_words
from reporting.ingest.model import Answers
from reporting.warehouse.model import Account


def take_in(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    """Exit code 1 where a row can't be read; the others are taken all the same, unless --strict."""
    (upload,) = uploads([args.file], Answers())
    client = clients.client_called(desk, args.client) if args.client else None
    file = targets.read_targets(desk, upload.path, upload.name, client.id if client else None)
    stays = args.dry_run or (args.strict and bool(file.problems))
    if not stays:
        targets.take_targets(desk, file)
    if args.json:
        console.document(_document(file, {one.id: one.name for one in clients.client_list(desk)}, desk, console))
    else:
        _tell(file, console)
    if stays:
        console.say(say("Nothing was changed."))
    return 1 if file.problems else 0


def template(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    client = clients.client_called(desk, args.client) if args.client else None
    written = targets.template(desk, client.id if client else None, console.lang, filled=args.filled)
    args.output.write_bytes(written)
    console.say(say("Written: {file}.", file=args.output))
    return 0


def _tell(file: TargetFile, console: Console) -> None:
    console.say(
        say(
            "{new} new, {changed} changed, {same} as they were, {bad} {bad:cell|cells} that can’t be read.",
            new=len(file.in_state("new")),
            changed=len(file.in_state("changed")),
            same=len(file.in_state("same")),
            bad=len(file.problems),
        )
    )
    for one in file.problems:
        console.result(console.text(_sentence(one)))
    if file.unknown:
        console.say(say("Columns without a meaning here: {names}.", names=file.unknown))


def _sentence(problem: TargetProblem) -> Any:
    if not problem.raw:
        return say("{cell} {heading}: {reason}", cell=problem.cell, heading=problem.heading, reason=problem.reason)
    return say(
        "{cell} {heading} “{raw}”: {reason}",
        cell=problem.cell,
        heading=problem.heading,
        raw=problem.raw,
        reason=problem.reason,
    )


def _document(file: TargetFile, names: dict[int, str], desk: Desk, console: Console) -> dict[str, Any]:
    accounts = clients.account_list(desk)
    return {
        "file": file.name,
        "rows": [_row(row, names, accounts) for row in file.rows],
        "problems": [
            {"cell": one.cell, "heading": one.heading, "raw": one.raw, "reason": console.text(one.reason)}
            for one in file.problems
        ],
        "unknown_columns": list(file.unknown),
    }


def _row(row: TargetRow, names: dict[int, str], accounts: list[Account]) -> dict[str, Any]:
    goal = row.goal
    return {
        "row": row.row,
        "status": row.state,
        "id": goal.id or None,
        "client": names[goal.client_id],
        "metric": goal.metric,
        "scope": scope_words(goal.scope, accounts),
        "kind": goal.kind,
        "period": goal.period.key,
        "target": goal.target,
    }
