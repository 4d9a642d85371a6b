"""A series as an array of days: NaN is a day that is not known, and no day stands in for it (layer 5, pure)."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from reporting.goals.model import Series

Days = NDArray[np.float64]

WEEK = 7
FEWEST = 14
"""Below two weeks no weekday has been seen twice."""

PSEUDO_WEEKS = 3.0
"""Weeks of a flat profile that are added to the real ones, so that few weeks make no strong profile."""

CAP = 97.0
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


def weekday_factors(values: Days, first: dt.date) -> Days:
    """Seven factors around 1, Monday first: what a weekday brings against the mean, shrunk towards 1."""
    tame = np.maximum(capped(values), 0.0)
    known = np.isfinite(tame)
    mean = float(tame[known].mean()) if known.any() else 0.0
    if mean <= 0:
        return np.ones(WEEK)
    weekday = (first.weekday() + np.arange(len(values))) % WEEK
    sums = np.bincount(weekday[known], weights=tame[known], minlength=WEEK)
    counts = np.bincount(weekday[known], minlength=WEEK)
    factors = (sums / mean + PSEUDO_WEEKS) / (counts + PSEUDO_WEEKS)
    return np.asarray(factors / factors.mean(), dtype=float)
