"""Where a figure will land at the end of its period: an estimate with its odds (layer 5, pure).

Several plain forecasts of the days left are weighted by how each would have done at earlier days of the same history;
their weighted error, mixed with what such series usually do, gives the spread of a Student distribution.
docs/forecasts.md has what was measured.
"""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtr, stdtrit

from reporting.errors import Sentence, say
from reporting.goals import candidates, scale
from reporting.goals.candidates import Trial
from reporting.goals.combining import by_day, combined, spread_of, usual_spread
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

ACTIVE = 4
"""Where fewer days than this brought anything, the next one can't be told from none."""

FREEDOM = 5.0
LEVELS = np.array([0.10, 0.25, 0.5, 0.75, 0.90])

TOO_LITTLE = say("No forecast: fewer than {n} days are known among the last {m}.", n=FEWEST, m=RECENT_DAYS)
NOTHING = say("No forecast: nothing was counted on the days before.")
RARE = say("No forecast: fewer than {n} of the last {m} days brought anything.", n=ACTIVE, m=RECENT_DAYS)
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
        place = self.scale.place(target, reached=not below)
        under = float(stdtr(self.freedom, (place - self.center) / self.spread))
        return under if below else 1.0 - under


def land_total(history: Series, period: Period, to: dt.date, counted: float) -> Landing | Sentence:
    """Of a figure that adds up: `counted` up to the day `to`, and the days left from the history up to then."""
    if to >= period.end:
        return _over(counted, history)
    values, ahead = days_before(history, to + dt.timedelta(days=1), HISTORY_DAYS), (period.end - to).days
    why = _why_not(values)
    if why:
        return why
    measured = scale.of_totals(values, ahead, counted)
    trial = candidates.of_totals(values, to, ahead, measured, early=_early(period, to), simple=_is_few(values))
    return _landed(trial, measured, values)


def land_level(history: Series, period: Period, to: dt.date, level: float) -> Landing | Sentence:
    """Of a level such as followers: the net change of each day is forecast, and added to the last level."""
    if to >= period.end:
        return _over(level, history)
    levels, ahead = days_before(history, to + dt.timedelta(days=1), HISTORY_DAYS), (period.end - to).days
    if _known(levels[-RECENT_DAYS:]) < FEWEST:
        return TOO_LITTLE
    changes = _changes(levels)
    measured = scale.of_changes(changes, ahead, level)
    trial = candidates.of_totals(changes, to, ahead, measured, simple=_is_few(levels))
    return replace(_landed(trial, measured, changes), days=_known(levels))


def land_rate(
    over: Series, under: Series, period: Period, to: dt.date, counted: tuple[float, float]
) -> Landing | Sentence:
    """Of a quotient of two sums; `counted` are both up to the day `to`."""
    if to >= period.end:
        return _over(counted[0] / counted[1], over) if counted[1] > 0 else NOTHING
    lower = days_before(under, to + dt.timedelta(days=1), HISTORY_DAYS)
    upper = window(over, to + dt.timedelta(days=1 - len(lower)), len(lower))
    both = np.isfinite(upper) & np.isfinite(lower)
    upper, lower = np.where(both, upper, np.nan), np.where(both, lower, np.nan)
    why = _why_not(lower) or (NOTHING if not np.nansum(upper) > 0 or not np.nansum(lower) > 0 else None)
    if why:
        return why
    ahead, few = (period.end - to).days, _is_few(lower)
    measured = scale.of_rates(upper, lower, counted, _coming(lower, period, to, simple=few))
    with np.errstate(invalid="ignore", divide="ignore"):
        daily = np.where(lower > 0, upper / lower, np.nan)
    trial = candidates.of_rates(upper, lower, ahead, measured, early=_early(period, to), simple=few)
    return _landed(trial, measured, daily)


def _coming(lower: Days, period: Period, to: dt.date, *, simple: bool) -> Days:
    """The denominator of the days left, as forecast, added up day by day."""
    ahead = (period.end - to).days
    measured = scale.of_totals(lower, ahead, 0.0)
    trial = candidates.of_totals(lower, to, ahead, measured, early=_early(period, to), simple=simple)
    centers, _ = combined(trial, measured)
    return np.maximum.accumulate(np.array([max(measured.amount(float(place)), 0.0) for place in centers]))


def _over(figure: float, history: Series) -> Landing:
    return Landing(Outlook(*(figure,) * 5), (), OVER, sum(value is not None for value in history.values))


def _early(period: Period, to: dt.date) -> int:
    """Days still to come before the period begins: they bring nothing to it."""
    return max((period.start - to).days - 1, 0)


def _known(values: Days) -> int:
    return int(np.isfinite(values).sum())


def _is_few(values: Days) -> bool:
    return _known(values) < FEW


def _why_not(values: Days) -> Sentence | None:
    recent = values[-RECENT_DAYS:]
    if _known(recent) < FEWEST:
        return TOO_LITTLE
    active = int(np.count_nonzero(np.nan_to_num(recent)))
    return None if active >= ACTIVE else RARE if active else NOTHING


def _landed(trial: Trial, measured: Scale, values: Days) -> Landing:
    centers, weights = combined(trial, measured)
    spread, freedom = spread_of(trial, weights, usual_spread(measured, values, len(centers))), FREEDOM + trial.apart
    spreads = by_day(spread, len(centers), measured)
    places = centers[:, None] + spreads[:, None] * stdtrit(freedom, LEVELS)
    figures = np.array([[measured.figure(float(p), step) for p in row] for step, row in enumerate(places)])
    if measured.only_grows:
        figures = np.minimum.accumulate(figures[::-1])[::-1]
    fan = tuple(Outlook(*map(float, row)) for row in figures)
    several = say("estimate: {n} plain forecasts, weighted by how each would have done", n=len(trial.paths))
    method = several if len(trial.paths) > 1 else SIMPLE
    return Landing(fan[-1], fan, method, _known(values), measured, float(centers[-1]), float(spreads[-1]), freedom)


def _changes(levels: Days) -> Days:
    """From day to day; over days without a level the change is spread evenly."""
    known = np.flatnonzero(np.isfinite(levels))
    even = np.interp(np.arange(len(levels)), known, levels[known])
    changes = np.diff(even)
    changes[known[-1] :] = np.nan
    return np.asarray(changes)
