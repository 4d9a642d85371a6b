"""Several forecasts as one, and how far off it will be (layer 5, pure). The constants were tuned by the backtest."""

import numpy as np

from reporting.goals.candidates import Trial
from reporting.goals.days import WEEK, Days
from reporting.goals.scale import Scale

POWER = 4.0
"""Weights go with one over the mean squared error, to this power: the better ones count for more than in a mean."""

FLOOR = 0.04
"""No forecast is taken to be better than this: a run of luck must not silence the others."""

LEAST = 1e-9
"""Of origins where only forecasts without weight can be judged, theirs is what is known."""

PSEUDO_ORIGINS = 6.0
"""How many origins of its own outweigh what such series usually do."""

SPREAD, VOLATILITY, MOST_SPREAD = 0.03, 0.65, 1.2
"""What such series usually do: the spread of a total grows with the movement of its weeks."""

CALMER = 0.25
"""Longer sums move less; by the square root (0.5) if days had nothing to do with one another."""

RECENT_DAYS = 112
"""The movement is that of the last sixteen weeks."""


def combined(trial: Trial, measured: Scale) -> tuple[Days, Days]:
    """The forecasts combined, day by day, on the scale; and their weights."""
    known = np.isfinite(trial.errors)
    newness = known * trial.newness
    enough = newness.sum(axis=1) > 0
    squares = (np.where(known, trial.errors, 0.0) ** 2 * newness).sum(axis=1) / np.where(enough, newness.sum(axis=1), 1)
    squares = np.where(enough, squares, squares[enough].mean() if enough.any() else 1.0)
    weights = ((squares + FLOOR**2) / (squares.min() + FLOOR**2)) ** -POWER
    weights /= weights.sum()
    return weights @ measured.of(trial.paths), weights


def usual_spread(measured: Scale, values: Days, ahead: int) -> float:
    movement = measured.movement(values[-RECENT_DAYS:]) * (WEEK / ahead) ** CALMER
    return float(min(SPREAD + VOLATILITY * movement, MOST_SPREAD))


def spread_of(trial: Trial, weights: Days, usual: float) -> float:
    """Of the combined forecast: its own errors, mixed with what such series usually do."""
    known = np.isfinite(trial.errors)
    told = known.any(axis=0)
    if not told.any():
        return usual
    share = (np.maximum(weights, LEAST)[:, None] * known)[:, told]
    errors = (np.where(known, trial.errors, 0.0)[:, told] * share).sum(axis=0) / share.sum(axis=0)
    own = float((errors**2 * trial.newness[told]).sum() / trial.newness[told].sum()) * trial.widened
    return float(np.sqrt((trial.apart * own + PSEUDO_ORIGINS * usual**2) / (trial.apart + PSEUDO_ORIGINS)))


def by_day(whole: float, left: int, measured: Scale) -> Days:
    """Of the days before the last: on a logarithm single days vary more than their sum, in units less."""
    part = np.arange(1.0, left + 1) / left
    if measured.beneath is not None:
        return np.full(left, whole)
    return np.asarray(whole * (np.minimum(part**-CALMER, 2.0) if measured.log else np.sqrt(part)))
