"""A series as an array of days: NaN is a day that is not known, and no day stands in for it (layer 5, pure)."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from reporting.goals.model import Series

Days = NDArray[np.float64]

WEEK = 7
FEWEST = 14
"""Below two weeks no weekday has been seen twice."""

LEVEL_HALF_LIFE, LEAST_LEVEL = 28.0, 0.1
"""Level that a burst stands out from, and at least so much of the mean, after a long pause."""

PSEUDO_DAYS, PSEUDO_NOISE = 14.0, 0.25
"""Two weeks of days that differ by half: so that few days make no strong profile."""

MOST_OF_A_WEEK = 5

BURST = 3.0
"""A day counts at most three times its week: one burst is no habit of its weekday."""

CAP = 95.0
"""Percentile above which a day is taken for a burst that doesn't come again."""


def window(history: Series | None, first: dt.date, count: int) -> Days:
    """`count` days from `first` on; NaN before, after and where nothing is known."""
    values = np.full(count, np.nan)
    if history is None:
        return values
    at = (first - history.first).days
    begin, end = max(at, 0), min(at + count, len(history.values))
    if begin < end:
        values[begin - at : end - at] = np.array(history.values[begin:end], dtype=float)
    return values


def days_before(history: Series | None, day: dt.date, most: int) -> Days:
    """At most so many days up to the one before `day`, from the first known one on."""
    values = window(history, day - dt.timedelta(days=most), most)
    known = np.flatnonzero(np.isfinite(values))
    return values[known[0] :] if len(known) else values[:0]


def capped(values: Days) -> Days:
    known = values[np.isfinite(values)]
    return np.minimum(values, np.percentile(known, CAP)) if len(known) else values


def tamed(values: Days) -> Days:
    """Bursts are cut off against the level of the weeks before them: a figure that grows is no burst."""
    known = np.isfinite(values)
    if not known.any():
        return values
    level = running_means(values, LEVEL_HALF_LIFE)[:-1]
    level[: 2 * WEEK] = values[: 4 * WEEK][known[: 4 * WEEK]].mean() if known[: 4 * WEEK].any() else 0.0
    level = np.maximum(level, LEAST_LEVEL * values[known].mean())
    if not (level > 0).all():
        return capped(values)
    return np.asarray(np.minimum(values, np.percentile(values[known] / level[known], CAP) * level))


def weekday_factors(values: Days, first: dt.date) -> Days:
    """Seven factors around 1, Monday first: what a weekday brings against the week around it.

    They are shrunk towards 1 the more, the less the weekdays differ for the noise and the weeks there are.
    """
    shares = _shares_of_week(np.maximum(values, 0.0))
    weekday = (first.weekday() + np.arange(len(values))) % WEEK
    known = np.isfinite(shares)
    counts = np.bincount(weekday[known], minlength=WEEK).astype(float)
    if not known.any() or counts.min() < 1:
        return np.ones(WEEK)
    means = np.bincount(weekday[known], weights=shares[known], minlength=WEEK) / counts
    within = float(((shares[known] - means[weekday[known]]) ** 2).sum() + PSEUDO_DAYS * PSEUDO_NOISE)
    if means.mean() <= 0:
        return np.ones(WEEK)
    noise = within / max(known.sum() - WEEK + PSEUDO_DAYS, 1.0) / counts.mean()
    between = max(float(means.var(ddof=1)) - noise, 0.0)
    factors = 1 + (means / means.mean() - 1) * between / (between + noise)
    return np.asarray(factors / factors.mean(), dtype=float)


def _shares_of_week(values: Days) -> Days:
    """Each day against the mean of the seven days around it; NaN where fewer than five of them are known."""
    sums, counts = known_sums(values), known_sums(np.isfinite(values).astype(float))
    at = np.arange(len(values))
    low, high = np.maximum(at - WEEK // 2, 0), np.minimum(at + WEEK // 2 + 1, len(values))
    days, total = counts[high] - counts[low], sums[high] - sums[low]
    whole = (days >= MOST_OF_A_WEEK) & (total > 0)
    return np.where(whole, np.minimum(values * days / np.where(whole, total, 1.0), BURST), np.nan)


def known_sums(values: Days) -> Days:
    """Sum of the known days before each day, and of all of them at the end: one longer than `values`."""
    return np.concatenate([[0.0], np.cumsum(np.where(np.isfinite(values), values, 0.0))])


def running_means(values: Days, half_life: float) -> Days:
    """Mean of the known days before each day, newer ones weighing more; 0 where none is known."""
    known = np.isfinite(values)
    growing = 2.0 ** (np.arange(len(values)) / half_life)
    weights = known_sums(np.where(known, growing, np.nan))
    return np.asarray(known_sums(values * growing) / np.maximum(weights, 1e-300))
