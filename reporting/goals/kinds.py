"""The closed list of goal rules: what is expected on a day, and how far the figure has come (layer 5, pure).

Each rule is a pair: `expected(aim, day)` in the metric's unit, and `reached(aim, actual, wanted)`, the share of what
was wanted that is there: 1 or more is enough. A share can be negative (a level that fell below its start).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from reporting.errors import Sentence, say
from reporting.periods import Period

Rule = Literal["total", "above", "below", "level", "growth"]


@dataclass(frozen=True, slots=True)
class Aim:
    """What of a goal its rule needs. start: the level that a level grows from; 0 for figures that begin at nothing."""

    period: Period
    target: float
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class RulePair:
    """The pair, and how `expected` is drawn.

    kept    the target holds on every day, not by the last
    grows   from a level at the start, which has to be known
    """

    expected: Callable[[Aim, dt.date], float]
    reached: Callable[[Aim, float, float], float]
    method: Sentence
    kept: bool = False
    grows: bool = False


def share_of_days(period: Period, day: dt.date) -> float:
    """Of the period's days, those gone by at the end of `day`: 0 before the first, 1 from the last on."""
    gone = (day - period.start).days + 1
    return min(max(gone, 0), period.days) / period.days


def _total_expected(aim: Aim, day: dt.date) -> float:
    return aim.target * share_of_days(aim.period, day)


def _whole_expected(aim: Aim, _: dt.date) -> float:
    return aim.target


def _level_expected(aim: Aim, day: dt.date) -> float:
    return aim.start + (aim.target - aim.start) * share_of_days(aim.period, day)


def _of(aim: Aim, actual: float, wanted: float) -> float:
    """A target of nothing (or less) is met by being there."""
    del aim
    if wanted <= 0:
        return 1.0 if actual >= wanted else 0.0
    return actual / wanted


def _at_most(aim: Aim, actual: float, wanted: float) -> float:
    """Anything up to what is allowed is enough, and no more than enough."""
    del aim
    if actual <= wanted:
        return 1.0
    return max(wanted, 0.0) / actual


def _gained(aim: Aim, actual: float, wanted: float) -> float:
    """Of the way from the start to what was wanted: a level of 990 on the way from 900 to 1 000 is 90 %, not 99 %."""
    return _of(aim, actual - aim.start, wanted - aim.start)


LINE = say("straight line over the days of the period")
LINE_FROM_START = say("straight line from the level at the start to the target")
WHOLE = say("the whole target on every day")

RULES: Mapping[str, RulePair] = {
    "total": RulePair(_total_expected, _of, LINE),
    "above": RulePair(_whole_expected, _of, WHOLE, kept=True),
    "below": RulePair(_whole_expected, _at_most, WHOLE, kept=True),
    "level": RulePair(_level_expected, _gained, LINE_FROM_START, grows=True),
    "growth": RulePair(_total_expected, _of, LINE, grows=True),
}
