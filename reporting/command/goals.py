"""goals list, goals set, goals remove (layer 8)."""

import argparse

from reporting.actions import clients
from reporting.actions import goals as judging
from reporting.actions.desk import Desk, at_desk
from reporting.actions.standings import standings
from reporting.command.console import Console
from reporting.command.documents import standing_document
from reporting.errors import say
from reporting.goals.model import Goal, Scope
from reporting.numbers import value_text
from reporting.periods import parse
from reporting.settings import Settings


def goals(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    verbs = {"list": _list, "set": _set, "remove": _remove}
    with at_desk(settings) as desk:
        return verbs[args.verb](args, desk, console)


def _list(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    period = parse(args.period) if args.period else None
    whose = [clients.client_called(desk, args.client)] if args.client else clients.client_list(desk)
    judged = [(client.name, one) for client in whose for one in standings(desk, client.id, period)]
    documents = [standing_document(standing, client, console.lang) for client, standing in judged]
    if args.json:
        console.document(documents)
        return 0
    shown = ("id", "client", "metric", "scope", "kind", "period", "target", "actual", "expected", "status", "judged_to")
    units = [desk.catalog.metrics[standing.goal.metric].unit for _, standing in judged]
    rows = [
        document
        | {"scope": ", ".join(document["scope"])}
        | {name: value_text(document[name], unit, console.lang) for name in ("target", "actual", "expected")}
        for document, unit in zip(documents, units, strict=True)
    ]
    console.table(shown, [[row[name] for name in shown] for row in rows])
    if not documents:
        console.say(say("There are no goals."))
    return 0


def _set(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    client = clients.client_called(desk, args.client)
    goal = judging.set_goal(
        desk,
        Goal(
            0,
            client.id,
            args.metric,
            args.kind,
            parse(args.period),
            args.target,
            Scope(platforms=tuple(args.scope)),
            baseline=args.baseline,
            owner=args.owner,
            note=args.note,
        ),
    )
    if args.json:
        console.document({"id": goal.id})
    console.say(say("Goal {id} was set.", id=str(goal.id)))
    return 0


def _remove(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    judging.remove_goal(desk, args.number)
    if args.json:
        console.document({"id": args.number})
    console.say(say("Goal {id} was taken away.", id=str(args.number)))
    return 0
