"""The estimate of a goal's figure at its end, in the goal's own unit (layer 5, pure)."""

import dataclasses
from collections.abc import Callable

from reporting.catalog.model import Metric
from reporting.errors import Sentence, say
from reporting.goals.kinds import Aim, RulePair
from reporting.goals.landing import Landing, land_level, land_rate, land_total
from reporting.goals.measure import Measured
from reporting.goals.model import Forecast, Goal, Outlook

MEDIANS = say("No forecast: a median of posts can’t be carried on day by day.")


def forecast_of(goal: Goal, measured: Measured, rule: RulePair, aim: Aim, metric: Metric) -> Forecast | Sentence:
    """Or why there is none. A kept figure is estimated for the whole period, as it will be judged."""
    landing = _landing(goal, measured, rule, metric)
    if isinstance(landing, Sentence):
        return landing
    less = (goal.baseline if goal.baseline is not None else measured.start or 0.0) if rule.above else 0.0
    stretch = None if goal.stretch is None else rule.wanted(goal.stretch, base_of(goal, measured))
    return Forecast(
        _moved(landing.end, less),
        tuple(_moved(one, less) for one in landing.fan),
        landing.probability(aim.wanted + less, below=rule.less),
        None if stretch is None else landing.probability(stretch + less, below=rule.less),
        landing.method,
        landing.days,
    )


def _landing(goal: Goal, measured: Measured, rule: RulePair, metric: Metric) -> Landing | Sentence:
    to, value = measured.to, measured.value
    if measured.over is None or to is None or value is None:
        return MEDIANS
    if rule.grows or metric.kind == "last":
        return land_level(measured.over, goal.period, to, value)
    if measured.under is not None and measured.counted is not None:
        return land_rate(measured.over, measured.under, goal.period, to, measured.counted)
    return land_total(measured.over, goal.period, to, value)


def base_of(goal: Goal, measured: Measured) -> float:
    """What growth is measured against: what a person gave, else a level or a total as it was."""
    known = next((one for one in (goal.baseline, measured.start, measured.base) if one is not None), 0.0)
    return float(known)


def _moved(outlook: Outlook, less: float) -> Outlook:
    if not less:
        return outlook
    shift: Callable[[float], float] = lambda value: value - less  # noqa: E731 -- one word for five fields
    return Outlook(*(shift(getattr(outlook, one.name)) for one in dataclasses.fields(outlook)))
