"""What a goal's changes say: whether its target was moved when the outcome was all but known (layer 5, pure)."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence

from reporting.goals.model import Goal
from reporting.periods import parse
from reporting.warehouse.goal_changes import GoalChange

LAST_DAYS = 7
MOVED = frozenset({"target", "stretch", "period", "kind", "baseline", "baseline_period"})
"""Changes that make a goal easier or harder to meet."""


def late_change(goal: Goal, changes: Sequence[GoalChange], zone: str = "UTC") -> GoalChange | None:
    """The last change of what has to be met that was made in the last week of the period or after it.

    The period is the one that stood before the change: who moves its end in its last week moves it late.
    zone    the client's time zone
    """
    period = goal.period
    for one in reversed(changes):
        stood = parse(str(one.before)) if one.field == "period" else period
        if one.field in MOVED and _day(one, zone) > stood.end - dt.timedelta(days=LAST_DAYS):
            return one
        period = stood
    return None


def _day(change: GoalChange, zone: str) -> dt.date:
    return change.at.astimezone(zoneinfo.ZoneInfo(zone)).date()
