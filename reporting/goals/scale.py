"""The scale on which a forecast's error is measured, and the way back to the figure (layer 5, pure)."""

from dataclasses import dataclass, replace

import numpy as np

from reporting.goals.days import Days

OFFSET_DAYS = 0.5
"""Half a usual day is added before the logarithm is taken: a week with nothing in it is no infinite error."""

ROBUST = 1.4826
"""Median absolute deviation of a normal distribution, as its standard deviation."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What stands already, and how the amount still to come is measured: by its logarithm, or in units if it can fall.

    counted      sum or level so far; of a quotient its numerator
    unit         added before the logarithm; else what an amount is divided by
    log          whether the amount can't fall below nothing
    beneath      of a quotient its denominator so far, else None
    coming       of a quotient the denominator of the days left, added up day by day
    """

    counted: float
    unit: float
    log: bool
    beneath: float | None = None
    coming: Days | None = None

    def of(self, amount: Days) -> Days:
        if self.log:
            return np.asarray(np.log(np.maximum(amount, 0.0) + self.unit))
        return np.asarray(amount / self.unit)

    def amount(self, place: float) -> float:
        return max(float(np.exp(place)) - self.unit, 0.0) if self.log else place * self.unit

    def figure(self, place: float, step: int) -> float:
        """The figure that stands once the amount has come, `step` days from now (0 is the first)."""
        amount = self.amount(place)
        if self.beneath is None or self.coming is None:
            return self.counted + amount
        below = self.beneath + float(self.coming[step])
        return (self.counted + amount * float(self.coming[step])) / below if below > 0 else amount

    def place(self, target: float) -> float:
        """Where on the scale the amount lies that makes the target; -inf: it stands already, whatever comes."""
        amount = target - self.counted
        if self.beneath is not None and self.coming is not None:
            left = float(self.coming[-1])
            if left <= 0:
                return float("-inf") if self.counted >= target * self.beneath else float("inf")
            amount = (target * (self.beneath + left) - self.counted) / left
        if not self.log:
            return amount / self.unit
        return float(np.log(amount + self.unit)) if amount > 0 else float("-inf")

    def movement(self, values: Days) -> float:
        """Robust day-to-day movement: of logarithms, or of units by the square root of the days that make one."""
        known = values[np.isfinite(values)]
        day = replace(self, unit=max(self.unit, 1e-12))
        moves = np.diff(day.of(known))
        return float(ROBUST * np.median(np.abs(moves - np.median(moves))) / np.sqrt(2)) if len(moves) else 0.0


def of_totals(values: Days, ahead: int, counted: float) -> Scale:
    """By logarithms, unless days fall below nothing (people take a like back, followers leave)."""
    known = values[np.isfinite(values)]
    usual = float(np.abs(known).mean())
    if (known < 0).any():
        return Scale(counted, usual * ahead, log=False)
    return Scale(counted, OFFSET_DAYS * usual, log=True)


def of_changes(values: Days, ahead: int, level: float) -> Scale:
    usual = float(np.nanmean(np.abs(values)))
    return Scale(level, max(usual, 0.5) * ahead, log=False)


def of_rates(upper: Days, lower: Days, counted: tuple[float, float], coming: Days) -> Scale:
    usual = float(np.nansum(upper) / np.nansum(lower))
    return Scale(counted[0], OFFSET_DAYS * 0.1 * abs(usual), bool(usual > 0), counted[1], coming)
