"""A goal and what was measured -> where it stands (layer 5). Pure: the day is given, nothing is read.

What is expected follows the season of the figure (goals/season.py) over the days that are covered; the odds come from
an estimate of the days left (goals/landing.py). docs/goals.md says it in words.
"""

import datetime as dt
from dataclasses import dataclass

from reporting.catalog.model import Catalog, Metric
from reporting.errors import Sentence, say
from reporting.goals.kinds import RULES, Aim, RulePair
from reporting.goals.measure import Measured
from reporting.goals.model import Forecast, Goal, Standing, StatusWord, Track
from reporting.goals.outlook import base_of, forecast_of
from reporting.goals.season import Shares, expected_shares
from reporting.goals.track import absent_days, track_of
from reporting.numbers import Amount
from reporting.settings import GoalLimits

ROUNDING = 1e-9
"""0.045 over 0.05 is nine tenths, whatever binary fractions make of it."""

WHOLE = say("the whole target on every day")


@dataclass(frozen=True, slots=True)
class _Judged:
    """A goal whose figure and aim are known."""

    goal: Goal
    measured: Measured
    rule: RulePair
    aim: Aim
    actual: float
    to: dt.date
    shares: Shares

    @property
    def over(self) -> bool:
        return self.to >= self.goal.period.end


def judge(
    goal: Goal, measured: Measured, catalog: Catalog, today: dt.date, limits: GoalLimits | None = None
) -> Standing:
    """Days that no import covers are not zero: a goal is judged on the covered days, and missed only at its end."""
    rule = RULES[catalog.goal_kinds[goal.kind].rule]
    aim = _aim(goal, measured, rule)
    shares = expected_shares(goal.period, None if rule.grows or rule.kept else measured.over)
    method = WHOLE if rule.kept else shares.method
    if measured.value is None or measured.to is None or aim is None:
        reason = _why_not(goal, measured, rule, today)
        return Standing(goal, None, None, None, measured.to, "no_data", method, reason, measured.imports)
    actual = measured.value - _start(goal, measured) if rule.above else measured.value
    return _standing(_Judged(goal, measured, rule, aim, actual, measured.to, shares), method, catalog, today, limits)


def _standing(one: _Judged, method: Sentence, catalog: Catalog, today: dt.date, limits: GoalLimits | None) -> Standing:
    goal, metric = one.goal, catalog.metrics[one.goal.metric]
    absent = () if one.rule.kept or one.rule.grows else absent_days(one.measured.over, goal.period, one.to)
    expected = one.rule.expected(one.aim, _share(one, absent))
    progress = one.rule.reached(one.aim, one.actual, one.aim.wanted)
    over = today > goal.period.end and one.over
    forecast, why_none = _forecast(one, metric)
    odds = forecast.probability if forecast and not one.over else None
    pace = one.rule.reached(one.aim, one.actual, expected)
    status = _status(one.rule, progress, pace, odds, limits or GoalLimits(), over=over)
    if status == "missed" and absent:
        status = "no_data"  # what the lost days brought might have met it
    whole = over or one.rule.kept or status == "achieved"
    reason = _reason(metric, (one.actual, None if whole else expected, one.aim.wanted), None if over else one.to, odds)
    if absent:
        reason = say("{reason} {missing}", reason=reason, missing=_missing(len(absent), over=over))
    return Standing(
        goal,
        one.actual,
        expected,
        progress,
        one.to,
        status,
        method,
        reason,
        one.measured.imports,
        _start(goal, one.measured) if one.rule.grows else None,
        one.aim.wanted,
        forecast,
        why_none,
        _track(one),
        _stretch(one),
    )


def _aim(goal: Goal, measured: Measured, rule: RulePair) -> Aim | None:
    """None where what the goal is measured against isn't known."""
    if rule.over_base:
        base = goal.baseline if goal.baseline is not None else measured.base
        return None if base is None else Aim(rule.wanted(goal.target, base))
    if not rule.grows:
        return Aim(goal.target)
    start = goal.baseline if goal.baseline is not None else measured.start
    return None if start is None else Aim(rule.wanted(goal.target, start), start if not rule.above else 0.0)


def _start(goal: Goal, measured: Measured) -> float:
    return goal.baseline if goal.baseline is not None else measured.start or 0.0


def _share(one: _Judged, absent: tuple[dt.date, ...]) -> float:
    """Of the period's whole, what is expected of the days up to `to` that are known."""
    shares, start = one.shares.shares, one.goal.period.start
    at = min((one.to - start).days, len(shares) - 1)
    lost = sum(shares[day] - (shares[day - 1] if day else 0.0) for day in ((d - start).days for d in absent))
    return max(shares[at] - lost, 0.0)


def _forecast(one: _Judged, metric: Metric) -> tuple[Forecast | None, Sentence | None]:
    found = forecast_of(one.goal, one.measured, one.rule, one.aim, metric)
    return (None, found) if isinstance(found, Sentence) else (found, None)


def _stretch(one: _Judged) -> float | None:
    goal = one.goal
    return None if goal.stretch is None else one.rule.wanted(goal.stretch, base_of(goal, one.measured))


def _track(one: _Judged) -> Track:
    expected = tuple(one.rule.expected(one.aim, share) for share in one.shares.shares)
    lift = _start(one.goal, one.measured) if one.rule.above else 0.0
    return track_of(one.goal.period, one.measured, one.to, one.actual, expected, level=one.rule.grows, lift=lift)


def _status(
    rule: RulePair, progress: float, pace: float, odds: float | None, limits: GoalLimits, *, over: bool
) -> StatusWord:
    """A total once reached stays reached; what must be kept is only achieved when the period is over.

    The odds decide where there are any; else the pace.
    """
    if progress >= 1 - ROUNDING and (over or not rule.kept):
        return "achieved"
    if over:
        return "missed"
    sure, fair, value = (
        (limits.on_track_odds, limits.at_risk_odds, odds)
        if odds is not None
        else (limits.on_track_pace, limits.at_risk_pace, pace)
    )
    if value >= sure - ROUNDING:
        return "on_track"
    return "at_risk" if value >= fair - ROUNDING else "behind"


def _why_not(goal: Goal, measured: Measured, rule: RulePair, today: dt.date) -> Sentence:
    if today < goal.period.start:
        return say("The period begins on {day}.", day=goal.period.start)
    if measured.to is None:
        return say("No import covers a day of the period yet.")
    if measured.value is None:
        return say("The files up to {day} don’t give this figure.", day=measured.to)
    if rule.over_base:
        return say("What the goal is measured against isn’t known: no earlier period is covered from end to end.")
    return say(
        "The level at the start isn’t known: give a baseline, or import the week before {day}.", day=goal.period.start
    )


def _missing(days: int, *, over: bool) -> Sentence:
    if over:
        return say("{n} {n:day is|days are} not covered: what {n:it|they} brought isn’t in the figure.", n=days)
    return say("{n} {n:day is|days are} not covered: nothing is expected of {n:it|them}.", n=days)


def _reason(
    metric: Metric, figures: tuple[float, float | None, float], day: dt.date | None, odds: float | None
) -> Sentence:
    """`expected` is quoted where it is not the target itself; no day: the period is over."""
    actual, expected, target = (Amount(value, metric.unit) for value in figures)
    if day is None:
        return say("{actual} at the end of the period, target {target}.", actual=actual, target=target)
    if expected.value is None:
        told = say("{actual} by {day}, target {target}.", actual=actual, day=day, target=target)
    else:
        told = say(
            "{actual} by {day}, {expected} expected by then, target {target}.",
            actual=actual,
            day=day,
            expected=expected,
            target=target,
        )
    if odds is None:
        return told
    return say("{told} Odds of meeting it: {odds} in 100.", told=told, odds=odds_in_100(odds))


def odds_in_100(odds: float) -> int:
    """An estimate is never certain: from 1 to 99, without digits that it can't carry."""
    return min(max(round(odds * 100), 1), 99)
