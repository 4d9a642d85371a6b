"""rules list, rules add, rules move, rules remove (layer 8)."""

import argparse
from dataclasses import asdict

from reporting.actions import rules as ruling
from reporting.actions.desk import Desk, at_desk
from reporting.command.console import Console
from reporting.errors import say
from reporting.settings import Settings
from reporting.warehouse.model import Rule

SHOWN = ("id", "path", "named", "of_platform", "client", "account", "platform")


def rules(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    verbs = {"list": _list, "add": _add, "move": _move, "remove": _remove}
    with at_desk(settings) as desk:
        return verbs[args.verb](args, desk, console)


def _list(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    """In the order in which they are asked."""
    documents = [asdict(rule) for rule in ruling.rule_list(desk)]
    if args.json:
        console.document(documents)
    elif documents:
        console.table(SHOWN, [[document[name] for name in SHOWN] for document in documents])
    else:
        console.say(say("There are no rules."))
    return 0


def _add(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    rule = ruling.add_rule(
        desk, Rule(0, args.path, args.named, args.of_platform, args.client, args.account, args.platform)
    )
    if args.json:
        console.document(asdict(rule))
    console.say(say("Rule {id} leads to {client}.", id=str(rule.id), client=rule.client))
    return 0


def _move(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    ruling.move_rule(desk, args.number, args.steps)
    return _list(args, desk, console)


def _remove(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    rule = ruling.remove_rule(desk, args.number)
    console.say(say("Rule {id} is gone; what it led to {client} stays there.", id=str(rule.id), client=rule.client))
    return 0
