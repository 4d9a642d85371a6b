"""Plain forecasts of the days to come, and what each would have been off by before (layer 5, pure).

An origin is a day of the history that is taken for today: what each forecast says from there is compared with what
came. Everything is computed for all origins at once; the last one is today.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from reporting.goals.days import WEEK, Days, known_sums, running_means, tamed, weekday_factors
from reporting.goals.scale import Scale
from reporting.goals.season import YEAR

SHORT, LONG, LONGEST = 7.0, 28.0, 150.0
HALF_LIVES = (SHORT, 14.0, LONG, 60.0, LONGEST)
"""Of the recency-weighted means, in days."""

LOG_HALF_LIFE = 28.0
LEAST_FACTOR = 0.3
"""Days of weekdays that bring next to nothing are not blown up to a whole day."""

RATE_HALF_LIVES = (7.0, 28.0, 90.0)
LONG_HALF_LIFE = 90.0

MOVING = 0.3
"""How much of the way from the level of the last month to that of the last week goes on."""

ORIGINS = 40
STEPS = 3
"""So many origins at the most, so many for the days of one forecast."""

FIRST_ORIGIN = 14
"""Days of history that the earliest origin has."""

NEWER = 150.0
"""Half-life in days of an origin's own weight."""

LEVEL_DAYS = 4 * WEEK
"""So many days of this year must be comparable with last year's."""

SEASON_HALF_LIVES = (10.0, 35.0)

SEASON_DAYS = 21
"""Last year's level is that of the three weeks around a day: a single burst doesn't come again on its day."""

SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """What the forecasts say and how they did.

    paths        forecast × day: the amount that has come together by each day left (of quotients: the quotient itself)
    errors       forecast × origin, on the scale; NaN where it can't be told
    newness      weight of each origin
    apart        how many origins don't overlap
    widened      how much more the spread is over the whole horizon than over the one that could be tried
    """

    paths: Days
    errors: Days
    newness: Days
    apart: float
    widened: float


@dataclass(frozen=True, slots=True)
class Past:
    """A history and the days after it by weekday: what every forecast is made from."""

    values: Days
    tame: Days
    by_day: Days
    origins: np.ndarray
    tried: int
    ahead: int

    def levels(self, half_life: float, shape: Days | None = None) -> Days:
        """At each origin, what a day of weight 1 brings: sums by sums, so that a weekday may bring nothing at all."""
        usual = (self.by_day if shape is None else shape)[: len(self.values)]
        both = np.isfinite(self.tame * usual)
        brought = running_means(np.where(both, self.tame, np.nan), half_life)[self.origins]
        return np.asarray(
            brought / np.maximum(running_means(np.where(both, usual, np.nan), half_life)[self.origins], 1e-9)
        )

    def from_levels(self, levels: Days, shape: Days | None = None) -> tuple[Days, Days]:
        """A level a day, by weekday: the days to come after the last origin, and the sums after the others."""
        shape = self.by_day if shape is None else shape
        n, earlier = len(self.values), self.origins[:-1]
        sums = known_sums(np.where(np.isfinite(self.values), shape[:n], np.nan))
        return levels[-1] * shape[n:], levels[:-1] * (sums[earlier + self.tried] - sums[earlier])


def of_totals(values: Days, to: dt.date, ahead: int, scale: Scale, *, early: int = 0, simple: bool = False) -> Trial:
    """Several forecasts, two more with a year of history; `simple`: only the mean of what is known, by weekday.

    The first `early` days bring nothing yet.
    """
    n = len(values)
    start = to - dt.timedelta(days=n - 1)
    factors = weekday_factors(values, start) if scale.log else np.ones(WEEK)
    by_day = factors[(start.weekday() + np.arange(n + ahead)) % WEEK]
    origins, tried = _origins(n, ahead)
    past = Past(values, tamed(values) if scale.log else values, by_day, origins, tried, ahead)
    made, told = zip(*(_simple(past) if simple else _several(past, scale)), strict=True)
    sums, days = known_sums(values), known_sums(np.isfinite(values).astype(float))
    known = days[origins[:-1] + tried] - days[origins[:-1]]
    came = sums[origins[:-1] + tried] - sums[origins[:-1]]
    part = 1.0 if scale.log else np.sqrt(np.maximum(known, 1) / ahead)
    enough = known >= max(SHORTEST, tried // 2)
    errors = np.where(enough, (scale.of(came) - scale.of(np.array(told))) / part, np.nan)
    paths = np.cumsum(np.array(made)[:, early:], axis=1)
    return Trial(paths, errors, *_weighed(origins, tried, ahead))


def of_rates(upper: Days, lower: Days, ahead: int, scale: Scale, *, early: int = 0, simple: bool = False) -> Trial:
    """Three quotients of weighted sums, of a week, a month and a quarter; `simple`: the last alone."""
    origins, tried = _origins(len(lower), ahead)
    rates = np.array(
        [
            running_means(upper, half)[origins] / np.maximum(running_means(lower, half)[origins], 1e-12)
            for half in (RATE_HALF_LIVES[-1:] if simple else RATE_HALF_LIVES)
        ]
    )
    over, under = (sums[origins[:-1] + tried] - sums[origins[:-1]] for sums in map(known_sums, (upper, lower)))
    came = np.where(under > 0, over / np.maximum(under, 1e-12), np.nan)
    errors = scale.of(came) - scale.of(rates[:, :-1])
    return Trial(np.repeat(rates[:, -1:], ahead - early, axis=1), errors, *_weighed(origins, tried, ahead))


def _simple(past: Past) -> Iterator[tuple[Days, Days]]:
    yield past.from_levels(past.levels(LONG_HALF_LIFE))


def _several(past: Past, scale: Scale) -> Iterator[tuple[Days, Days]]:
    levels = {half: past.levels(half) for half in HALF_LIVES}
    yield from map(past.from_levels, levels.values())
    if scale.log:
        yield past.from_levels(_log_level(past, scale))
        moved = np.clip(levels[SHORT] / np.maximum(levels[LONG], 1e-9), 0.2, 5.0) ** MOVING
        yield past.from_levels(levels[SHORT] * moved)
        yield from _season(past)


def _origins(n: int, ahead: int) -> tuple[np.ndarray, int]:
    """Counts of days before each origin, the last being all of them, and how many days ahead are tried."""
    tried = max(min(ahead, (n - FIRST_ORIGIN) // 2), 1)
    step = max(tried // STEPS, 1)
    earlier = np.arange(n - tried, FIRST_ORIGIN - 1, -step)[:ORIGINS][::-1]
    return np.append(earlier, n), tried


def _weighed(origins: np.ndarray, tried: int, ahead: int) -> tuple[Days, float, float]:
    earlier = origins[:-1]
    newness = 0.5 ** ((origins[-1] - earlier) / NEWER)
    apart = (earlier[-1] - earlier[0]) / tried + 1 if len(earlier) else 0.0
    return newness, float(apart), float(1 + 0.3 * np.log2(max(ahead / tried, 1.0)))


def _log_level(past: Past, scale: Scale) -> Days:
    """A mean of logarithms makes less of bursts."""
    adjusted = np.maximum(past.tame, 0.0) / np.maximum(past.by_day[: len(past.values)], LEAST_FACTOR)
    return np.asarray(np.exp(running_means(np.log(adjusted + scale.unit), LOG_HALF_LIFE)[past.origins]) - scale.unit)


def _season(past: Past) -> Iterator[tuple[Days, Days]]:
    """This year's level on the shape of last year's same weeks; nothing with less than a year of history."""
    n, half = len(past.values), SEASON_DAYS // 2
    if n < YEAR + LEVEL_DAYS or past.ahead + half >= YEAR:
        return
    before = np.arange(n + past.ahead) - YEAR
    shape = past.by_day * _means_between(past.tame)(before - half, before + half + 1)
    told = np.isfinite(shape[:n] * past.values).cumsum()[past.origins - 1] >= LEVEL_DAYS
    if not (told[-1] and np.isfinite(shape[n:]).all()):
        return
    for half_life in SEASON_HALF_LIVES:
        yield past.from_levels(np.where(told, past.levels(half_life, shape), np.nan), shape)


def _means_between(values: Days) -> Callable[[np.ndarray, np.ndarray], Days]:
    """Means of the known days from one day to before another; NaN where fewer than a week are known, or all are 0."""
    n = len(values)
    sums, counts = known_sums(values), known_sums(np.isfinite(values).astype(float))

    def mean(first: np.ndarray, last: np.ndarray) -> Days:
        low, high = np.clip(first, 0, n), np.clip(last, 0, n)
        days, total = counts[high] - counts[low], sums[high] - sums[low]
        return np.where((days >= WEEK) & (total > 0), total / np.maximum(days, 1), np.nan)

    return mean
