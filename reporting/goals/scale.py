"""The scale on which a forecast's error is measured, and the way back to the figure (layer 5, pure)."""

from dataclasses import dataclass

import numpy as np

from reporting.goals.days import WEEK, Days, known_sums

OFFSET_DAYS = 0.5
"""Half a usual day is added before the logarithm is taken: a week with nothing in it is no infinite error."""

MEAN_TO_SPREAD = 1.2533
"""Standard deviation of a normal distribution by its mean absolute deviation, which single bursts move less."""

TAKEN_BACK = 0.02
"""As much of a figure may be taken back before it is one that can fall."""

UNKNOWN = 0.5
"""Movement where no two weeks can be compared."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What stands already, and how the amount still to come is measured: by its logarithm, or in units if it can fall.

    counted      sum or level so far; of a quotient its numerator
    unit         added before the logarithm; else what an amount is divided by
    log          whether the amount can't fall below nothing
    beneath      of a quotient its denominator so far, else None
    coming       of a quotient the denominator of the days left, added up day by day
    week         what a usual week moves, where amounts are divided
    """

    counted: float
    unit: float
    log: bool
    beneath: float | None = None
    coming: Days | None = None
    week: float = 1.0

    @property
    def only_grows(self) -> bool:
        return self.log and self.beneath is None

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

    def place(self, target: float, *, reached: bool) -> float:
        """Where on the scale the amount lies that makes the target; `reached`: a target that stands needs nothing."""
        amount = target - self.counted
        if self.beneath is not None and self.coming is not None:
            left = float(self.coming[-1])
            if left <= 0:
                return float("-inf") if self.counted >= target * self.beneath else float("inf")
            amount = (target * (self.beneath + left) - self.counted) / left
        if not self.log:
            return amount / self.unit
        return float(np.log(amount + self.unit)) if amount > 0 or (amount == 0 and not reached) else float("-inf")

    def movement(self, values: Days) -> float:
        """How much a week differs from the one before: of logarithms, or of units for as many days as make one."""
        sums, days = known_sums(values), known_sums(np.isfinite(values).astype(float))
        known = days[WEEK:] - days[:-WEEK]
        weeks = np.where(known > 0, (sums[WEEK:] - sums[:-WEEK]) / np.maximum(known, 1) * WEEK, np.nan)
        places = self.of(weeks) if self.log else weeks / self.week
        moves = np.abs(places[WEEK:] - places[:-WEEK])
        moves = moves[np.isfinite(moves)]
        return float(moves.mean()) * MEAN_TO_SPREAD / np.sqrt(2) if len(moves) else UNKNOWN


def of_totals(values: Days, ahead: int, counted: float) -> Scale:
    """By logarithms, unless more than a little is taken back (a like is undone, followers leave)."""
    known = values[np.isfinite(values)]
    usual = float(np.abs(known).mean())
    if -known[known < 0].sum() > TAKEN_BACK * known[known > 0].sum():
        return Scale(counted, usual * ahead, log=False, week=usual * WEEK)
    return Scale(counted, OFFSET_DAYS * usual, log=True)


def of_changes(values: Days, ahead: int, level: float) -> Scale:
    usual = max(float(np.nanmean(np.abs(values))), 0.5)
    return Scale(level, usual * ahead, log=False, week=usual * WEEK)


def of_rates(upper: Days, lower: Days, counted: tuple[float, float], coming: Days) -> Scale:
    usual = float(np.nansum(upper) / np.nansum(lower))
    return Scale(counted[0], OFFSET_DAYS * 0.1 * abs(usual), bool(usual > 0), counted[1], coming)
