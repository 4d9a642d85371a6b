"""A goal and where it stands (layer 5)."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from reporting.errors import Sentence
from reporting.periods import Period

StatusWord = Literal["achieved", "on_track", "at_risk", "behind", "missed", "no_data"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is aimed at. scope is a tuple of platform ids; () is all platforms of the client."""

    id: int
    client_id: int
    metric: str
    kind: str
    period: Period
    target: float
    scope: tuple[str, ...] = ()
    baseline: float | None = None
    owner: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal judged: all figures in the metric's unit; None is "not provided".

    judged_to   last day with data inside the period
    expected    what would be there on that day if the goal were met exactly
    method      how `expected` was drawn: "straight line" or "whole period" (keep goals), as a sentence
    start       the level that a growing goal starts from: its baseline, else the one measured
    """

    goal: Goal
    actual: float | None
    expected: float | None
    progress: float | None
    judged_to: dt.date | None
    status: StatusWord
    method: Sentence
    reason: Sentence
    imports: tuple[int, ...] = ()
    start: float | None = None
