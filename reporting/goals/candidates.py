"""Plain forecasts of the days to come, and what each would have been off by before (layer 5, pure).

An origin is a day of the history that is taken for today: what each forecast says from there is compared with what
came. Everything is computed for all origins at once; the last one is today.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from reporting.goals.days import WEEK, Days, capped, weekday_factors
from reporting.goals.scale import Scale
from reporting.goals.season import YEAR

HALF_LIVES = (3.0, 10.0, 35.0)
LOG_HALF_LIFE = 10.0
RATE_HALF_LIVES = (7.0, 28.0, 90.0)
LONG_HALF_LIFE = 90.0

ORIGINS = 18
FIRST_ORIGIN = 14
"""Days of history that the earliest origin has."""

NEWER = 150.0
"""Half-life in days of an origin's own weight."""

LEVEL_DAYS = 4 * WEEK
"""What this year's level is compared with last year's by."""

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


def of_totals(values: Days, to: dt.date, ahead: int, scale: Scale, *, simple: bool = False) -> Trial:
    """Five forecasts, and a sixth with a year of history; `simple`: only the mean of what is known, by weekday."""
    n = len(values)
    start = to - dt.timedelta(days=n - 1)
    factors = weekday_factors(values, start) if scale.log else np.ones(WEEK)
    by_day = factors[(start.weekday() + np.arange(n + ahead)) % WEEK]
    tame = capped(values) if scale.log else values
    origins, tried = _origins(n, ahead)
    coming = by_day[n:]
    levels = _levels(tame / by_day[:n], origins, HALF_LIVES if not simple else (LONG_HALF_LIFE,))
    made = [levels[:, -1:] * coming]
    told = [levels[:, :-1, None] * _ahead(by_day, origins[:-1], tried)]
    if not simple:
        other = _log_level(tame / by_day[:n], origins, scale) if scale.log else _levels(tame, origins, (70.0,))
        made += [other[:, -1:] * coming, _repeated(values, levels[1], by_day, origins[-1:], ahead)[None, 0]]
        told += [
            other[:, :-1, None] * _ahead(by_day, origins[:-1], tried),
            _repeated(values, levels[1], by_day, origins[:-1], tried)[None],
        ]
        season = _seasons(values, origins, ahead, tried) if scale.log else None
        if season:
            made.append(season[0][None])
            told.append(season[1][None])
    actual = _ahead(values, origins[:-1], tried)
    known = np.isfinite(actual)
    came = np.where(known, actual, 0.0).sum(axis=1)
    said = (np.concatenate(told) * known).sum(axis=2)
    enough = known.sum(axis=1) >= max(SHORTEST, tried // 2)
    share = np.maximum(known.sum(axis=1), 1) / ahead
    part = np.sqrt(share) if not scale.log else 1.0
    errors = np.where(enough, (scale.of(came) - scale.of(said)) / part, np.nan)
    return Trial(np.cumsum(np.concatenate(made), axis=1), errors, *_weighed(origins, tried, ahead))


def of_rates(upper: Days, lower: Days, ahead: int, scale: Scale) -> Trial:
    """Three quotients of weighted sums, of a week, a month and a quarter."""
    origins, tried = _origins(len(lower), ahead)
    above, below = (_weighted(values, origins, RATE_HALF_LIVES) for values in (upper, lower))
    rates = above / np.maximum(below, 1e-12)
    over, under = (np.nansum(_ahead(values, origins[:-1], tried), axis=1) for values in (upper, lower))
    came = np.where(under > 0, over / np.maximum(under, 1e-12), np.nan)
    errors = scale.of(came) - scale.of(rates[:, :-1])
    return Trial(np.repeat(rates[:, -1:], ahead, axis=1), errors, *_weighed(origins, tried, ahead))


def _origins(n: int, ahead: int) -> tuple[np.ndarray, int]:
    """Counts of days before each origin, the last being all of them, and how many days ahead are tried."""
    tried = max(min(ahead, (n - FIRST_ORIGIN) // 2), 1)
    step = max(tried // 4, 1)
    latest = n - tried
    earlier = np.arange(latest, FIRST_ORIGIN - 1, -step)[:ORIGINS][::-1]
    return np.append(earlier, n), tried


def _weighed(origins: np.ndarray, tried: int, ahead: int) -> tuple[Days, float, float]:
    earlier = origins[:-1]
    newness = 0.5 ** ((origins[-1] - earlier) / NEWER)
    apart = (earlier[-1] - earlier[0]) / tried + 1 if len(earlier) else 0.0
    return newness, float(apart), float(1 + 0.3 * np.log2(max(ahead / tried, 1.0)))


def _weighted(values: Days, origins: np.ndarray, half_lives: tuple[float, ...]) -> Days:
    """half-life × origin: sums of the days before each origin, newer ones weighing more."""
    age = origins[:, None] - 1 - np.arange(len(values))
    weights = np.where(age >= 0, 0.5 ** (np.maximum(age, 0) / np.array(half_lives)[:, None, None]), 0.0)
    return np.asarray(weights @ np.where(np.isfinite(values), values, 0.0))


def _levels(values: Days, origins: np.ndarray, half_lives: tuple[float, ...]) -> Days:
    known = np.isfinite(values).astype(float)
    return _weighted(values, origins, half_lives) / np.maximum(_weighted(known, origins, half_lives), 1e-9)


def _log_level(values: Days, origins: np.ndarray, scale: Scale) -> Days:
    """A mean of logarithms makes less of bursts."""
    logs = _levels(np.log(np.maximum(values, 0.0) + scale.unit), origins, (LOG_HALF_LIFE,))
    return np.maximum(np.exp(logs) - scale.unit, 0.0)


def _ahead(values: Days, origins: np.ndarray, days: int) -> Days:
    """origin × day: the days that follow each origin."""
    return np.asarray(values[origins[:, None] + np.arange(days)])


def _repeated(values: Days, levels: Days, by_day: Days, origins: np.ndarray, days: int) -> Days:
    """The last week before each origin, again and again; its unknown days at the usual level."""
    places = origins[:, None] - WEEK + np.arange(days) % WEEK
    usual = levels[-len(origins) if len(origins) == 1 else 0 :][: len(origins), None] * by_day[places]
    return np.where(np.isfinite(values[places]), values[places], usual)


def _seasons(values: Days, origins: np.ndarray, ahead: int, tried: int) -> tuple[Days, Days] | None:
    """The same weeks of last year, at this year's level; None with less than a year of history."""
    n = len(values)
    if n < YEAR + LEVEL_DAYS // 2:
        return None
    known = np.isfinite(values)
    sums = np.concatenate([[0.0], np.cumsum(np.where(known, capped(values), 0.0))])
    counts = np.concatenate([[0.0], np.cumsum(known)])

    def mean(first: np.ndarray, last: np.ndarray) -> Days:
        low, high = np.clip(first, 0, n), np.clip(last, 0, n)
        days = counts[high] - counts[low]
        return np.where(days >= WEEK, (sums[high] - sums[low]) / np.maximum(days, 1), np.nan)

    ratio = mean(origins - LEVEL_DAYS, origins) / mean(origins - YEAR - LEVEL_DAYS, origins - YEAR)
    ratio = np.where(np.isfinite(ratio), np.clip(ratio, 0.1, 10.0), np.nan)

    def told(at: np.ndarray, days: int) -> Days:
        """Weekly mean around each day: single bursts of last year don't come again on the day."""
        places = at[:, None] - YEAR + np.arange(days)
        return mean(places - WEEK // 2, places + WEEK // 2 + 1)

    now = told(origins[-1:], ahead)[0] * ratio[-1]
    if not np.isfinite(now).all():
        return None
    return now, told(origins[:-1], tried) * ratio[:-1, None]
