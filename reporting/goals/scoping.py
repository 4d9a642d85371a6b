"""A goal's scope in terms of the figures' questions, of the store's rows, and of plain words (layer 5, pure)."""

from collections.abc import Sequence
from dataclasses import fields

from reporting.catalog.folding import fold
from reporting.errors import ConflictError, Sentence, say
from reporting.goals.model import Goal, Scope
from reporting.metrics.model import ContentFilter
from reporting.warehouse.goals import GoalRow
from reporting.warehouse.labels import ContentLabel, LabelKind
from reporting.warehouse.model import Account

_PLAIN = tuple(one.name for one in fields(Goal) if one.name != "scope")
_PARTS = tuple(one.name for one in fields(Scope))


def content_filters(scope: Scope, labels: Sequence[ContentLabel], client_id: int) -> tuple[ContentFilter, ...]:
    """The client's labels that the scope names; a name that is no label of the client has no posts."""
    named: tuple[tuple[LabelKind, tuple[str, ...]], ...] = (("pillar", scope.pillars), ("campaign", scope.campaigns))
    known = {(label.kind, label.name.casefold()): label for label in labels if label.client_id == client_id}
    return tuple(_filter(kind, known.get((kind, name.casefold()))) for kind, names in named for name in names)


def goal_of(row: GoalRow) -> Goal:
    scope = Scope(**{name: getattr(row, name) for name in _PARTS})
    return Goal(**{name: getattr(row, name) for name in _PLAIN}, scope=scope)


def row_of(goal: Goal) -> GoalRow:
    scope = {name: getattr(goal.scope, name) for name in _PARTS}
    return GoalRow(**{name: getattr(goal, name) for name in _PLAIN}, **scope)


def scope_words(scope: Scope, accounts: Sequence[Account]) -> list[str]:
    """As a person types it: platforms by their ids, the rest as `account:NAME`, `media_type:reel`, `pillar:NAME`."""
    return [
        *scope.platforms,
        *(f"account:{account_word(accounts, number)}" for number in scope.accounts),
        *(f"media_type:{name}" for name in scope.media_types),
        *(f"pillar:{name}" for name in scope.pillars),
        *(f"campaign:{name}" for name in scope.campaigns),
    ]


def scope_of(words: Sequence[str], own: Sequence[Account]) -> Scope:
    """Raises ConflictError for an account that the client doesn't have; everything else is checked with the goal."""
    parts: dict[str, list[str]] = {name: [] for name in ("platform", "account", "media_type", "pillar", "campaign")}
    for word in words:
        kind, colon, name = word.partition(":")
        parts[kind if colon and kind in parts else "platform"].append(name if colon and kind in parts else word)
    return Scope(
        tuple(parts["platform"]),
        tuple(_known_account(own, name) for name in parts["account"]),
        tuple(parts["media_type"]),
        tuple(parts["pillar"]),
        tuple(parts["campaign"]),
    )


def account_word(accounts: Sequence[Account], number: int) -> str:
    """Its name; with its network where the client has several of the name."""
    account = next((one for one in accounts if one.id == number), None)
    if account is None:
        return str(number)
    name = account.name or account.external_id
    same = [one for one in accounts if one.client_id == account.client_id and name in {one.name, one.external_id}]
    return name if len(same) == 1 else f"{account.platform}: {name}"


def account_named(own: Sequence[Account], written: str) -> int | Sentence | None:
    """By its name or what files call it, also with its network (`instagram: acme`); None if there is none."""
    wanted = _compared(written)
    meant = {
        one.id
        for one in own
        for name in (one.name, one.external_id)
        if name and wanted in {_compared(name), _compared(f"{one.platform}:{name}")}
    }
    if len(meant) > 1:
        return say(
            "Several accounts are called “{name}”: write the network before it, as instagram: {name}.", name=written
        )
    return meant.pop() if meant else None


def _compared(name: str) -> str:
    """Blanks around a colon don't count."""
    return ":".join(part.strip() for part in fold(name).split(":"))


def _known_account(own: Sequence[Account], name: str) -> int:
    found = account_named(own, name)
    if isinstance(found, int):
        return found
    raise ConflictError(
        found or say("The client has no account called “{name}”.", name=name),
        why=say("Its accounts are: {names}.", names=[account_word(own, one.id) for one in own]),
        code="NO_ACCOUNT",
    )


def _filter(kind: LabelKind, label: ContentLabel | None) -> ContentFilter:
    if label is None:
        return ContentFilter(kind)
    period = label.period
    return ContentFilter(kind, label.words, period.start if period else None, period.end if period else None)
