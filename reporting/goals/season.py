"""How a period's total is expected to come together day by day (layer 5, pure).

Only days before the period are read, so that what is expected does not move while the period goes on.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from reporting.errors import Sentence, say
from reporting.goals.days import FEWEST, WEEK, Days, capped, days_before, weekday_factors, window
from reporting.goals.model import Series
from reporting.periods import Period

PROFILE_DAYS = 12 * WEEK
"""Twelve weeks: four would take one quiet Monday for a habit, a year would mix summer and winter."""

YEAR = 52 * WEEK
"""So many days back lies the same weekday of last year."""

AROUND = 3 * WEEK
"""Last year's level of a day is that of the three weeks around it."""

KNOWN_SHARE = 0.8
"""Last year is followed where four of five of its days are known."""

SMALLEST, LARGEST = 0.3, 3.0
"""One burst last year must not become this year's whole plan."""

HISTORY_DAYS = 2 * YEAR
"""Where the last weeks are not known, an older weekday profile is better than none."""

LINE = say("straight line: fewer than {n} days of history before the period", n=FEWEST)
EMPTY = say("straight line: nothing was counted before the period")


@dataclass(frozen=True, slots=True)
class Shares:
    """Share of the period's total that is expected by the end of each of its days: never falls, the last is 1."""

    shares: tuple[float, ...]
    method: Sentence


def expected_shares(period: Period, history: Series | None) -> Shares:
    """By the weekday profile and, where they are known, the same weeks of the years before; else a straight line."""
    recent = _profile_days(history, period)
    known = int(np.isfinite(recent).sum())
    if known < FEWEST or not np.nansum(np.maximum(recent, 0.0)) > 0:
        return Shares(_whole(np.ones(period.days)), LINE if known < FEWEST else EMPTY)
    factors = weekday_factors(recent, period.start - dt.timedelta(days=len(recent)))
    weights = factors[(period.start.weekday() + np.arange(period.days)) % WEEK]
    seasons = [season for back in (1, 2) if (season := _season(history, period, back)) is not None]
    if not seasons:
        return Shares(_whole(weights), say("weekday profile of the {n} known days before the period", n=known))
    trust = len(seasons) / (len(seasons) + 1)
    weights = weights * (1 - trust + trust * np.mean(seasons, axis=0))
    return Shares(
        _whole(weights),
        say(
            "weekday profile, and the same weeks of {n} {n:year|years} before with a weight of {share}",
            n=len(seasons),
            share=f"{len(seasons)}/{len(seasons) + 1}",
        ),
    )


def _profile_days(history: Series | None, period: Period) -> Days:
    """The last twelve weeks; where they tell nothing, as much as there is."""
    recent = days_before(history, period.start, PROFILE_DAYS)
    if np.isfinite(recent).sum() >= FEWEST and np.nansum(recent) > 0:
        return recent
    return days_before(history, period.start, HISTORY_DAYS)


def _season(history: Series | None, period: Period, back: int) -> Days | None:
    """Level of the same weeks `back` years ago against their mean; None where too few days are known.

    Each day's level is that of the weeks around it. It counts for less the more it may be chance: days that differ as
    they like move the level too.
    """
    if history is None:
        return None
    start, half = period.start - dt.timedelta(days=back * YEAR), AROUND // 2
    around = window(history, start - dt.timedelta(days=half), period.days + 2 * half)
    known = np.isfinite(around)
    if known.mean() < KNOWN_SHARE or start + dt.timedelta(days=period.days - 1) >= period.start:
        return None
    values = np.where(known, np.maximum(capped(around), 0.0), 0.0)
    days = np.maximum(np.convolve(known.astype(float), np.ones(AROUND), "valid"), 1.0)
    level = np.convolve(values, np.ones(AROUND), "valid") / days
    mean = float(level.mean())
    if mean <= 0:
        return None
    chance = float((values[known] / mean).var()) / AROUND
    moved = float((level / mean).var())
    sure = max(moved - chance, 0.0) / moved if moved > 0 else 0.0
    return np.clip(1 + sure * (level / mean - 1), SMALLEST, LARGEST)


def _whole(weights: Days) -> tuple[float, ...]:
    sums = np.cumsum(np.maximum(weights, 0.0))
    if sums[-1] <= 0:
        sums = np.arange(1, len(weights) + 1, dtype=float)
    shares = np.minimum(sums / sums[-1], 1.0)
    shares[-1] = 1.0
    return tuple(float(share) for share in shares)
