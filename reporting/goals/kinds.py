"""The closed list of goal rules: what is expected on a day, and how far the figure has come (layer 5, pure).

Each rule is a pair: `expected(aim, share)` in the unit of the goal's figure, `share` being what part of the period's
whole is expected by that day; and `reached(aim, actual, wanted)`, the share of what was wanted that is there: 1 or more
is enough. A share can be negative (a level that fell below its start).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from reporting.catalog.model import Metric
from reporting.numbers import Unit
from reporting.periods import Period

Rule = Literal["total", "above", "below", "level", "growth", "growth_share", "total_growth", "total_growth_share"]


@dataclass(frozen=True, slots=True)
class Aim:
    """What of a goal its rule needs, once what it is measured against is known.

    wanted   what the goal's figure should be at the end, in its own unit; start: the level that a level grows from
    """

    wanted: float
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class RulePair:
    """The pair, and what the target means.

    wanted      of a target and what it is measured against (a level, a total of a period): what the figure should be
    kept        the target holds on every day, not by the last
    grows       from a level at the start, which has to be known
    over_base   over the total of an earlier period, which has to be known
    above       the goal's figure is what came on top of the start
    less        less is better
    """

    expected: Callable[[Aim, float], float]
    reached: Callable[[Aim, float, float], float]
    wanted: Callable[[float, float], float] = lambda target, _: target
    kept: bool = False
    grows: bool = False
    over_base: bool = False
    above: bool = False
    less: bool = False


def share_of_days(period: Period, day: dt.date) -> float:
    """Of the period's days, those gone by at the end of `day`: 0 before the first, 1 from the last on."""
    gone = (day - period.start).days + 1
    return min(max(gone, 0), period.days) / period.days


def _part(aim: Aim, share: float) -> float:
    return aim.wanted * share


def _whole(aim: Aim, _: float) -> float:
    return aim.wanted


def _way(aim: Aim, share: float) -> float:
    return aim.start + (aim.wanted - aim.start) * share


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


def _added(target: float, base: float) -> float:
    return base + target


def _times(target: float, base: float) -> float:
    return base * target


def _more(target: float, base: float) -> float:
    return base * (1 + target)


RULES: Mapping[str, RulePair] = {
    "total": RulePair(_part, _of),
    "above": RulePair(_whole, _of, kept=True),
    "below": RulePair(_whole, _at_most, kept=True, less=True),
    "level": RulePair(_way, _gained, grows=True),
    "growth": RulePair(_part, _of, grows=True, above=True),
    "growth_share": RulePair(_part, _of, _times, grows=True, above=True),
    "total_growth": RulePair(_part, _of, _added, over_base=True),
    "total_growth_share": RulePair(_part, _of, _more, over_base=True),
}

SHARES = frozenset({"growth_share", "total_growth_share"})


def target_unit(rule: str, metric: Metric) -> Unit:
    """Of the target and the stretch: the metric's, or a share of what is grown from."""
    return "percent" if rule in SHARES else metric.unit
