"""Rules of the team: whose are files that no known account leads to its client (layer 7)."""

from collections.abc import Sequence
from dataclasses import replace

from reporting.actions.clients import new_client
from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.errors import ConflictError, say
from reporting.ingest.model import Found
from reporting.warehouse import rules
from reporting.warehouse.clients import add_client, client_named
from reporting.warehouse.model import Rule


@action("imports.write")
def rule_list(desk: Desk) -> list[Rule]:
    """In the order in which they are asked: the first that fits counts."""
    with desk.store.read() as cur:
        return rules.rules(cur)


@action("clients.write")
def add_rule(desk: Desk, rule: Rule) -> Rule:
    """Behind the others; a client that is new is made. Raises ConflictError for a rule that asks for nothing."""
    wanted = _checked(desk, rule)
    with change(desk, "rule.add", about=wanted.client) as made:
        client = client_named(made.cur, wanted.client) or add_client(
            made.cur, new_client(made.cur, desk.settings, wanted.client)
        )
        added = rules.add_rule(made.cur, wanted, client.id, desk.person.name)
        made.details |= {"rule": added.id, "path": added.path, "named": added.named}
    return added


@action("clients.write")
def remove_rule(desk: Desk, rule_id: int) -> Rule:
    """What it led somewhere stays there. Raises ConflictError for a number that is not there."""
    with change(desk, "rule.remove", about=f"rule {rule_id}") as made:
        return rules.remove_rule(made.cur, rule_id)


@action("clients.write")
def move_rule(desk: Desk, rule_id: int, steps: int) -> None:
    """Ask it earlier (below 0) or later."""
    with change(desk, "rule.move", about=f"rule {rule_id}", steps=steps) as made:
        rules.move_rule(made.cur, rule_id, steps)


@action("imports.write")
def files_of(desk: Desk, rule: Rule, founds: Sequence[Found]) -> list[str]:  # noqa: ARG001 -- an action begins with the desk
    """Which of the files a rule fits, whatever other rules and known accounts say."""
    return list(dict.fromkeys(found.file for found in founds if rules.fits(rule, found)))


def _checked(desk: Desk, rule: Rule) -> Rule:
    """Without blanks around; an empty field asks for nothing."""
    told = replace(
        rule,
        path=_given(rule.path),
        named=_given(rule.named),
        of_platform=_given(rule.of_platform),
        client=rule.client.strip(),
        account=_given(rule.account),
        platform=_given(rule.platform),
    )
    if not (told.path or told.named or told.of_platform):
        raise ConflictError(
            say("A rule needs something to go by."),
            todo=say("Give a folder or pattern, a text in the account’s name, or a network."),
            code="EMPTY_RULE",
        )
    known = desk.catalog.theme.platforms
    for platform in (told.of_platform, told.platform):
        if platform and platform not in known:
            raise ConflictError(
                say("{name} is not a platform that files come from.", name=platform),
                why=say("The platforms are: {names}.", names=tuple(sorted(known))),
                code="NO_PLATFORM",
            )
    return told


def _given(text: str | None) -> str | None:
    return (text or "").strip() or None
