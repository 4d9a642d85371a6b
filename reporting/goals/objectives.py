"""Objectives: several goals of a client under one name, taken together (layer 5, pure)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.errors import Sentence, say
from reporting.goals.model import Standing
from reporting.numbers import Amount


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the goals of an objective have come together.

    progress    weighted mean of their progress, of which no goal counts more than all of it; None if none is known
    known       how many of the goals have a progress
    """

    client_id: int
    objective: str
    progress: float | None
    known: int
    standings: tuple[Standing, ...]
    sentence: Sentence


def objectives(standings: Iterable[Standing]) -> list[Progress]:
    """In the order in which their first goals come; goals without an objective are in none."""
    groups: dict[tuple[int, str], list[Standing]] = {}
    for one in standings:
        if one.goal.objective:
            groups.setdefault((one.goal.client_id, one.goal.objective.casefold()), []).append(one)
    return [_progress(group) for group in groups.values()]


def _progress(group: Sequence[Standing]) -> Progress:
    known = [(one.goal.weight, min(one.progress, 1.0)) for one in group if one.progress is not None]
    total = math.fsum(weight for weight, _ in known)
    progress = math.fsum(weight * share for weight, share in known) / total if total else None
    goal = group[0].goal
    return Progress(
        goal.client_id,
        goal.objective or "",
        progress,
        len(known),
        tuple(group),
        _told(progress, len(known), len(group)),
    )


def _told(progress: float | None, known: int, every: int) -> Sentence:
    if progress is None:
        return say("No figure is known yet for its {every} {every:goal|goals}.", every=every)
    reached = Amount(progress, "percent")
    if known < every:
        return say(
            "{reached} of the way, by {known} of {every} {every:goal|goals}; the others have no figure yet.",
            reached=reached,
            known=known,
            every=every,
        )
    return say("{reached} of the way, by {every} {every:goal|goals}.", reached=reached, every=every)
