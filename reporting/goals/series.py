"""Goals that are set together: one for each period, each with its own target (layer 5, pure)."""

from collections.abc import Mapping
from dataclasses import replace

from reporting.errors import QueryError, say
from reporting.goals.model import Goal
from reporting.periods import Period, month


def members(goal: Goal, targets: Mapping[Period, float]) -> list[Goal]:
    """In order of their periods. The stretch keeps its ratio to the target, the period to compare with its distance."""
    return [_member(goal, period, target) for period, target in sorted(targets.items())]


def months_in(period: Period) -> list[Period]:
    """Whole months only. Raises QueryError where the period does not begin and end with one."""
    first, months = period.start, list[Period]()
    while first <= period.end:
        months.append(month(first.year, first.month))
        first = month(first.year + first.month // 12, first.month % 12 + 1).start
    if (months[0].start, months[-1].end) != (period.start, period.end):
        raise QueryError(
            say("{period} is not made of whole months.", period=period),
            todo=say("Take a quarter, a year, or the first and the last day of months."),
        )
    return months


def _member(goal: Goal, period: Period, target: float) -> Goal:
    stretch = goal.stretch * target / goal.target if goal.stretch is not None and goal.target > 0 else goal.stretch
    return replace(goal, id=0, period=period, target=target, stretch=stretch, baseline_period=_before(goal, period))


def _before(goal: Goal, period: Period) -> Period | None:
    before = goal.baseline_period
    if before == goal.period.previous():
        return period.previous()
    if before == goal.period.year_before():
        return period.year_before()
    return before
