"""Where a figure will land at the end of its period: an estimate with its odds (layer 5, pure).

Several plain forecasts of the days left are weighted by how each would have done at earlier days of the same history;
their weighted error, mixed with what such series usually do, gives the spread of a Student distribution.
docs/forecasts.md has what was measured.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from reporting.errors import Sentence, say
from reporting.goals import candidates, scale
from reporting.goals.candidates import Trial
from reporting.goals.days import FEWEST, Days, days_before, window
from reporting.goals.model import Outlook, Series
from reporting.goals.scale import Scale
from reporting.periods import Period

HISTORY_DAYS = 800
"""Two years and the weeks around them: older days say little of the coming ones."""

RECENT_DAYS = 56
"""The fewest known days are counted here: what was long ago is no ground to stand on."""

FEW = 28
"""Below four weeks no forecast was tried on more than a fortnight."""

PSEUDO_ORIGINS, BIAS_ORIGINS = 6.0, 8.0
"""How many origins of its own outweigh what such series usually do: of the spread, of the bias."""

SPREAD, VOLATILITY, MOST_SPREAD = 0.06, 0.35, 1.2
"""What such series usually do: the spread of a total grows with the movement of its days (tuned by the backtest)."""

FREEDOM = 5.0
LEVELS = np.array([0.10, 0.25, 0.5, 0.75, 0.90])

TOO_LITTLE = say("No forecast: fewer than {n} days are known among the last {m}.", n=FEWEST, m=RECENT_DAYS)
NOTHING = say("No forecast: nothing was counted on the days before.")
OVER = say("counted to the last day: no estimate")
SIMPLE = say("estimate from few days: their mean by weekday, with a wide range")


@dataclass(frozen=True, slots=True)
class Landing:
    """fan: one outlook for each day left, the last of them is `end`; days: how many known days it rests on.

    center, spread and freedom are of the Student distribution of what is still to come, on `scale`; no scale: the
    period is over, and the figure at its end is known.
    """

    end: Outlook
    fan: tuple[Outlook, ...]
    method: Sentence
    days: int
    scale: Scale | None = None
    center: float = 0.0
    spread: float = 0.0
    freedom: float = FREEDOM

    def probability(self, target: float, *, below: bool = False) -> float:
        """Of ending at the target or more; `below`: at the target or less."""
        if self.scale is None:
            return float(self.end.median <= target if below else self.end.median >= target)
        place = self.scale.place(target)
        under = float(stdtr(self.freedom, (place - self.center) / self.spread)) if np.isfinite(place) else place > 0
        return float(under) if below else 1.0 - float(under)


def land_total(history: Series, period: Period, to: dt.date, counted: float) -> Landing | Sentence:
    """Of a figure that adds up: `counted` up to the day `to`, and the days left from the history up to then."""
    if to >= period.end:
        return _over(counted, history)
    values, ahead = days_before(history, to + dt.timedelta(days=1), HISTORY_DAYS), (period.end - to).days
    why = _why_not(values)
    if why:
        return why
    measured = scale.of_totals(values, ahead, counted)
    few = _is_few(values)
    return _landed(candidates.of_totals(values, to, ahead, measured, simple=few), measured, values, simple=few)


def land_level(history: Series, period: Period, to: dt.date, level: float) -> Landing | Sentence:
    """Of a level such as followers: the net change of each day is forecast, and added to the last level."""
    if to >= period.end:
        return _over(level, history)
    levels, ahead = days_before(history, to + dt.timedelta(days=1), HISTORY_DAYS), (period.end - to).days
    changes = _changes(levels)
    if int(np.isfinite(changes[-RECENT_DAYS:]).sum()) < FEWEST:
        return TOO_LITTLE
    measured = scale.of_changes(changes, ahead, level)
    few = _is_few(changes)
    return _landed(candidates.of_totals(changes, to, ahead, measured, simple=few), measured, changes, simple=few)


def land_rate(
    over: Series, under: Series, period: Period, to: dt.date, counted: tuple[float, float]
) -> Landing | Sentence:
    """Of a quotient of two sums; `counted` are both up to the day `to`."""
    if to >= period.end:
        return _over(counted[0] / counted[1] if counted[1] else 0.0, over)
    lower = days_before(under, to + dt.timedelta(days=1), HISTORY_DAYS)
    upper = window(over, to + dt.timedelta(days=1 - len(lower)), len(lower))
    both = np.isfinite(upper) & np.isfinite(lower)
    upper, lower = np.where(both, upper, np.nan), np.where(both, lower, np.nan)
    why = _why_not(lower) or (NOTHING if not np.nansum(upper) > 0 else None)
    if why:
        return why
    ahead, few = (period.end - to).days, _is_few(lower)
    below = scale.of_totals(lower, ahead, 0.0)
    coming, _ = _path(candidates.of_totals(lower, to, ahead, below, simple=few), below)
    amounts = np.maximum.accumulate(np.array([max(below.amount(float(place)), 0.0) for place in coming]))
    measured = scale.of_rates(upper, lower, counted, amounts)
    with np.errstate(invalid="ignore", divide="ignore"):
        daily = np.where(lower > 0, upper / lower, np.nan)
    return _landed(candidates.of_rates(upper, lower, ahead, measured), measured, daily, simple=few)


def _over(figure: float, history: Series) -> Landing:
    return Landing(Outlook(*(figure,) * 5), (), OVER, len(history.values))


def _why_not(values: Days) -> Sentence | None:
    if int(np.isfinite(values[-RECENT_DAYS:]).sum()) < FEWEST:
        return TOO_LITTLE
    return None if np.nansum(np.abs(values)) > 0 else NOTHING


def _is_few(values: Days) -> bool:
    return int(np.isfinite(values).sum()) < FEW


def _landed(trial: Trial, measured: Scale, values: Days, *, simple: bool) -> Landing:
    centers, weights = _path(trial, measured)
    usual = min(SPREAD + VOLATILITY * measured.movement(values[-2 * RECENT_DAYS :]), MOST_SPREAD)
    bias, variance = _learned(trial, weights, usual)
    left = len(centers)
    steps = np.arange(1.0, left + 1)
    centers = centers + bias * steps / left
    spreads = _spreads(np.sqrt(variance), steps, measured)
    freedom = FREEDOM + trial.apart
    places = centers[:, None] + spreads[:, None] * stdtrit(freedom, LEVELS)
    fan = tuple(Outlook(*(measured.figure(float(p), step) for p in row)) for step, row in enumerate(places))
    method = (
        SIMPLE
        if simple
        else say("estimate: {n} plain forecasts, weighted by how each would have done", n=len(trial.paths))
    )
    known = int(np.isfinite(values).sum())
    return Landing(fan[-1], fan, method, known, measured, float(centers[-1]), float(spreads[-1]), freedom)


def _path(trial: Trial, measured: Scale) -> tuple[Days, Days]:
    """The forecasts combined, day by day, on the scale; and their weights."""
    tried = np.array([bool(np.isfinite(row).any()) for row in trial.errors])
    if not tried.any():
        weights = np.full(len(trial.paths), 1 / len(trial.paths))
    else:
        squares = np.array(
            [_mean(row**2, trial.newness) if ok else np.nan for row, ok in zip(trial.errors, tried, strict=True)]
        )
        squares = np.where(tried, squares, np.nanmean(squares))
        weights = 1 / (squares + SPREAD**2 / 2)
        weights /= weights.sum()
    return weights @ measured.of(trial.paths), weights


def _learned(trial: Trial, weights: Days, usual: float) -> tuple[float, float]:
    """Bias and variance of the combined forecast: its own, and what such series usually do."""
    told = np.isfinite(trial.errors)
    columns = told.any(axis=0) if trial.errors.size else np.zeros(0, dtype=bool)
    if not columns.any():
        return 0.0, usual**2
    share = weights[:, None] * told
    combined = (np.where(told, trial.errors, 0.0) * share).sum(axis=0)[columns] / share.sum(axis=0)[columns]
    newness = trial.newness[columns]
    bias = _mean(combined, newness) * trial.apart / (trial.apart + BIAS_ORIGINS)
    own = _mean((combined - bias) ** 2, newness) * trial.widened
    return bias, (trial.apart * own + PSEUDO_ORIGINS * usual**2) / (trial.apart + PSEUDO_ORIGINS)


def _spreads(whole: float, steps: Days, measured: Scale) -> Days:
    """Of the days before the last: on a logarithm single days vary more than their sum, in units less."""
    part = steps / steps[-1]
    if not measured.log:
        return np.asarray(whole * np.sqrt(part))
    return np.asarray(whole * np.minimum(part**-0.25, 2.0)) if measured.beneath is None else np.asarray(whole * part**0)


def _mean(values: Days, weights: Days) -> float:
    known = np.isfinite(values)
    return float((values[known] * weights[known]).sum() / weights[known].sum())


def _changes(levels: Days) -> Days:
    """From day to day; over days without a level the change is spread evenly."""
    known = np.flatnonzero(np.isfinite(levels))
    if not len(known):
        return levels
    even = np.interp(np.arange(len(levels)), known, levels[known])
    changes = np.diff(even[: known[-1] + 1])
    return np.asarray(changes)
