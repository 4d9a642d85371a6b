"""A goal and what was measured -> where it stands (layer 5). Pure: the day is given, nothing is read."""

import datetime as dt
from dataclasses import dataclass

from reporting.catalog.model import Catalog, Metric
from reporting.errors import Sentence, say
from reporting.goals.kinds import RULES, Aim, RulePair
from reporting.goals.model import Goal, Standing, StatusWord
from reporting.numbers import Amount

ON_TRACK = 1.0
"""As much as a straight line asks for: anything less will miss the target at the pace so far."""

AT_RISK = 0.9
"""Up to a tenth short, one good week can still make up for it; further back the plan has to change."""

ROUNDING = 1e-9
"""0.045 over 0.05 is nine tenths, whatever binary fractions make of it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the store says of a goal, from the first day of its period to `to`, the last day that is covered.

    value   the figure over these days; start: the level before them (of level goals without a baseline)
    """

    value: float | None
    to: dt.date | None
    start: float | None = None
    imports: tuple[int, ...] = ()


def judge(goal: Goal, measured: Measured, catalog: Catalog, today: dt.date) -> Standing:
    """Days that no import covers are not zero: a goal is judged on the last covered day, and missed only at its end."""
    rule = RULES[catalog.goal_kinds[goal.kind].rule]
    metric = catalog.metrics[goal.metric]
    aim = _aim(goal, measured, catalog)
    if measured.value is None or measured.to is None or aim is None:
        reason = _why_not(goal, measured, today)
        return Standing(goal, None, None, None, measured.to, "no_data", rule.method, reason, measured.imports)
    actual = measured.value - aim.start if catalog.goal_kinds[goal.kind].rule == "growth" else measured.value
    expected = rule.expected(aim, measured.to)
    progress = rule.reached(aim, actual, goal.target)
    over = today > goal.period.end and measured.to >= goal.period.end
    status = _status(rule, progress, rule.reached(aim, actual, expected), over=over)
    whole = over or rule.kept or status == "achieved"
    reason = _reason(metric, (actual, None if whole else expected, goal.target), None if over else measured.to)
    start = aim.start if rule.grows else None
    return Standing(goal, actual, expected, progress, measured.to, status, rule.method, reason, measured.imports, start)


def _aim(goal: Goal, measured: Measured, catalog: Catalog) -> Aim | None:
    if not RULES[catalog.goal_kinds[goal.kind].rule].grows:
        return Aim(goal.period, goal.target)
    start = goal.baseline if goal.baseline is not None else measured.start
    return None if start is None else Aim(goal.period, goal.target, start)


def _status(rule: RulePair, progress: float, pace: float, *, over: bool) -> StatusWord:
    """A total once reached stays reached; what must be kept is only achieved when the period is over."""
    if progress >= 1 - ROUNDING and (over or not rule.kept):
        return "achieved"
    if over:
        return "missed"
    if pace >= ON_TRACK - ROUNDING:
        return "on_track"
    return "at_risk" if pace >= AT_RISK - ROUNDING else "behind"


def _why_not(goal: Goal, measured: Measured, today: dt.date) -> Sentence:
    if today < goal.period.start:
        return say("The period begins on {day}.", day=goal.period.start)
    if measured.to is None:
        return say("No import covers a day of the period yet.")
    if measured.value is None:
        return say("The files up to {day} don’t give this figure.", day=measured.to)
    return say(
        "The level at the start isn’t known: give a baseline, or import the week before {day}.", day=goal.period.start
    )


def _reason(metric: Metric, figures: tuple[float, float | None, float], day: dt.date | None) -> Sentence:
    """`expected` is quoted where it is not the target itself; no day: the period is over."""
    actual, expected, target = (Amount(value, metric.unit) for value in figures)
    if day is None:
        return say("{actual} at the end of the period, target {target}.", actual=actual, target=target)
    if expected.value is None:
        return say("{actual} by {day}, target {target}.", actual=actual, day=day, target=target)
    return say(
        "{actual} by {day}, {expected} expected by then, target {target}.",
        actual=actual,
        day=day,
        expected=expected,
        target=target,
    )
