"""A goal's scope in terms of the figures' questions, of the store's rows, and of plain words (layer 5, pure)."""

from collections.abc import Sequence
from dataclasses import fields

from reporting.goals.model import Goal, Scope
from reporting.metrics.model import ContentFilter
from reporting.warehouse.goals import GoalRow
from reporting.warehouse.labels import ContentLabel, LabelKind

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


def _filter(kind: LabelKind, label: ContentLabel | None) -> ContentFilter:
    if label is None:
        return ContentFilter(kind)
    period = label.period
    return ContentFilter(kind, label.words, period.start if period else None, period.end if period else None)
