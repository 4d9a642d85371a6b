"""goals list, set, edit, remove, history (layer 8)."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from reporting.actions import clients
from reporting.actions import goals as judging
from reporting.actions.desk import Desk, at_desk
from reporting.actions.standings import standings
from reporting.command.console import Console
from reporting.command.documents import change_document, standing_document
from reporting.command.targets import take_in, template
from reporting.errors import ConflictError, QueryError, say
from reporting.goals.model import Goal, Scope
from reporting.goals.scoping import scope_of
from reporting.goals.series import months_in
from reporting.numbers import value_text
from reporting.periods import parse
from reporting.settings import Settings

Verb = Callable[[argparse.Namespace, Desk, Console], int]
_ALL, _NONE = "all", "none"
_EDITED = (
    "kind",
    "period",
    "target",
    "stretch",
    "baseline",
    "baseline_period",
    "weight",
    "objective",
    "owner",
    "note",
)


def goals(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        return VERBS[args.verb](args, desk, console)


def _list(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    period = parse(args.period) if args.period else None
    whose = [clients.client_called(desk, args.client)] if args.client else clients.client_list(desk)
    judged = [(client.name, one) for client in whose for one in standings(desk, client.id, period)]
    accounts = clients.account_list(desk)
    documents = [standing_document(standing, client, console.lang, accounts) for client, standing in judged]
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
    goal = _typed(args, desk)
    if args.every:
        return _set_series(args, goal, desk, console)
    if args.targets:
        raise QueryError(say("Several targets are for --every month."), todo=say("Add it, or give one --target."))
    goal = judging.set_goal(desk, goal)
    if args.json:
        console.document({"id": goal.id})
    console.say(say("Goal {id} was set.", id=str(goal.id)))
    return 0


def _set_series(args: argparse.Namespace, goal: Goal, desk: Desk, console: Console) -> int:
    months = months_in(goal.period)
    targets = args.targets or (goal.target,) * len(months)
    if len(targets) != len(months):
        raise QueryError(
            say("{n} {n:target|targets} for {months} {months:month|months}.", n=len(targets), months=len(months)),
            todo=say("Give one for each month, in their order."),
        )
    base = replace(goal, period=months[0], target=targets[0])
    made = judging.set_series(desk, base, dict(zip(months, targets, strict=True)))
    if args.json:
        console.document([{"id": one.id, "period": one.period.key, "target": one.target} for one in made])
    for one in made:
        console.say(say("Goal {id} was set.", id=str(one.id)))
    return 0


def _typed(args: argparse.Namespace, desk: Desk) -> Goal:
    client = clients.client_called(desk, args.client)
    return Goal(
        0,
        client.id,
        args.metric,
        args.kind,
        parse(args.period),
        args.targets[0] if args.targets else args.target,
        _scope(args.scope, client.id, desk),
        baseline=args.baseline,
        baseline_period=parse(args.baseline_period) if args.baseline_period else None,
        stretch=args.stretch,
        weight=args.weight,
        objective=args.objective,
        owner=args.owner,
        note=args.note,
    )


def _edit(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    goal = next((one for one in judging.goal_list(desk) if one.id == args.number), None)
    if goal is None:
        raise ConflictError(
            say("There is no goal with the number {id}.", id=args.number),
            todo=say("The list of goals has the numbers."),
            code="NO_GOAL",
        )
    told: dict[str, Any] = {name: getattr(args, name) for name in _EDITED if hasattr(args, name)}
    for name in ("period", "baseline_period"):
        if name in told:
            told[name] = None if told[name] == _NONE else parse(told[name])
    if hasattr(args, "scope"):
        told["scope"] = _scope([word for word in args.scope if word != _ALL], goal.client_id, desk)
    judging.edit_goal(desk, replace(goal, **told), args.reason, seen=goal)
    if args.json:
        console.document({"id": goal.id})
    console.say(say("Goal {id} was changed.", id=str(goal.id)))
    return 0


def _remove(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    judging.remove_goal(desk, args.number, args.reason)
    if args.json:
        console.document({"id": args.number})
    console.say(say("Goal {id} was taken away.", id=str(args.number)))
    return 0


def _history(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    """Oldest first."""
    documents = [change_document(one) for one in judging.goal_changes(desk, args.number)]
    if args.json:
        console.document(documents)
        return 0
    shown = ("at", "by", "field", "before", "after", "reason")
    console.table(shown, [[document[name] for name in shown] for document in documents])
    return 0


def _scope(words: list[str], client_id: int, desk: Desk) -> Scope:
    return scope_of(words, [one for one in clients.account_list(desk) if one.client_id == client_id])


VERBS: Mapping[str, Verb] = {
    "list": _list,
    "set": _set,
    "edit": _edit,
    "remove": _remove,
    "history": _history,
    "import": take_in,
    "template": template,
}
