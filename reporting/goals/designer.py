"""What a target could be: the figure's own past, what it says of the coming period, and what speaks against (layer 5).

Pure. Values are in the target's own terms: of growth the gain, of growth in percent the gain's share.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from reporting.catalog.model import Benchmark
from reporting.errors import Sentence, say
from reporting.numbers import Unit
from reporting.periods import Period

FEWEST = 4
"""Below four comparable periods there are no odds: each one would weigh a quarter or more."""

COMPARABLE = 12
"""So many of the newest known periods speak for the coming one."""

REALISTIC, AMBITIOUS = 0.4, 0.8
"""Shares of the past that fall short: six of ten periods would have met the realistic target, two the ambitious one."""

DIGITS = 2
YEARLY = {"month": 12, "quarter": 4, "week": 52, "year": 1}
STEEPEST = 0.5
"""A trend is not carried on beyond half of the usual value."""

SEASON_WEIGHT = 0.5
FlagKind = Literal["vanity", "already_met", "never_approached", "definition_changed", "little_history", "gap"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A target that is proposed; odds: of the comparable periods, how many would have met it; None: too few of them."""

    value: float
    odds: float | None
    why: Sentence


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to know before the target is set."""

    kind: FlagKind
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Past:
    """A comparable period and what the figure was; None: it is not covered from end to end."""

    period: Period
    value: float | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """past: newest last; adjusted: the known ones of them, carried to the coming period by trend and season.

    quartiles   of the known values as they were; trend: change from period to period as a share of the median
    benchmarks  only of the same metric, so of the same method
    """

    past: tuple[Past, ...]
    adjusted: tuple[float, ...]
    quartiles: tuple[float, float, float] | None
    trend: float | None
    realistic: Offer | None
    ambitious: Offer | None
    benchmarks: tuple[Benchmark, ...]
    flags: tuple[Flag, ...]
    less: bool = False
    level: float | None = None

    def odds_of(self, target: float) -> float | None:
        """From the adjusted past, never certain; of a level, what is to be gained counts."""
        return odds_of(target - (self.level or 0.0), self.adjusted, less=self.less)


def propose(
    past: Sequence[Past], period: Period, unit: Unit, *, less: bool = False, level: float | None = None
) -> Proposal:
    """level: where a level stands now, if the target is a level and the past are gains. Flags are added by `flags`."""
    known = [one for one in past if one.value is not None]
    values = [one.value for one in known if one.value is not None][-COMPARABLE:]
    trend = trend_of(values)
    adjusted = _adjusted(known[-COMPARABLE:], period, trend, _season(past, period))
    quarters = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else None
    quartiles = (quarters[0], quarters[1], quarters[2]) if quarters else None
    offers = [_offer(adjusted, share, unit, less=less, level=level) for share in (REALISTIC, AMBITIOUS)]
    return Proposal(tuple(past), adjusted, quartiles, trend, offers[0], offers[1], (), (), less, level)


def trend_of(values: Sequence[float]) -> float | None:
    """Theil and Sen: the median of all slopes, as a share of the median value; None below four values."""
    if len(values) < FEWEST:
        return None
    usual = abs(statistics.median(values))
    slopes = [(values[b] - values[a]) / (b - a) for a, b in combinations(range(len(values)), 2)]
    return statistics.median(slopes) / usual if usual else 0.0


def odds_of(target: float, adjusted: Sequence[float], *, less: bool = False) -> float | None:
    """Half a period is added to either side: what never happened in twelve periods is rare, not impossible."""
    if len(adjusted) < FEWEST:
        return None
    met = sum(value <= target if less else value >= target for value in adjusted)
    return (met + 0.5) / (len(adjusted) + 1)


def rounded(value: float, unit: Unit) -> float:
    """Two digits: a target is a promise, not a measurement."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    digits = DIGITS - 1 - math.floor(math.log10(abs(value)))
    if unit in {"count", "people"}:
        return float(max(round(value, min(digits, 0)), 1.0 if value > 0 else value))
    return round(value, digits)


def _adjusted(known: Sequence[Past], period: Period, trend: float | None, season: float) -> tuple[float, ...]:
    values = [one.value for one in known if one.value is not None]
    if not values:
        return ()
    usual, steps = abs(statistics.median(values)), len(values)
    moved = [max(min((trend or 0.0) * (steps - at), STEEPEST), -STEEPEST) * usual for at in range(steps)]
    days = [period.days / one.period.days if one.period.kind == "custom" else 1.0 for one in known]
    return tuple((value + move) * season * share for value, move, share in zip(values, moved, days, strict=True))


def _season(past: Sequence[Past], period: Period) -> float:
    """What the same period of last year was against the year around it, at half weight; 1 without a whole year."""
    year = YEARLY.get(period.kind, 0)
    newest = [one.value for one in past[-year:]] if year > 1 else []
    if len(newest) < year or not newest or any(value is None for value in newest):
        return 1.0
    same = next((one.value for one in past if one.period == period.year_before()), None)
    usual = statistics.median(value for value in newest if value is not None)
    if same is None or usual <= 0 or same <= 0:
        return 1.0
    return 1 + SEASON_WEIGHT * (max(min(same / usual, 2.0), 0.5) - 1)


def _offer(adjusted: Sequence[float], share: float, unit: Unit, *, less: bool, level: float | None) -> Offer | None:
    if not adjusted:
        return None
    place = (1 - share if less else share) * (len(adjusted) - 1)
    ordered = sorted(adjusted)
    low = math.floor(place)
    value = ordered[low] + (place - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low])
    target = rounded(value + (level or 0.0), unit) if level is None else level + rounded(value, unit)
    if target <= 0:
        return None
    odds = odds_of(target - (level or 0.0), adjusted, less=less)
    n = len(adjusted)
    if odds is None:
        return Offer(
            target,
            None,
            say("Too few periods for odds: {n} {n:is|are} known, {fewest} are needed.", n=n, fewest=FEWEST),
        )
    met = sum((one <= target - (level or 0.0)) if less else (one >= target - (level or 0.0)) for one in adjusted)
    return Offer(
        target,
        odds,
        say(
            "{met} of the last {n} comparable {n:period|periods}, carried on by trend and season, would have met it.",
            met=met,
            n=n,
        ),
    )
