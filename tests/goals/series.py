"""Daily series to try forecasts on: generated ones whose making is known, and those of real and invented exports."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reporting.goals.model import Series

START = dt.date(2023, 1, 2)
DAYS = 1096


@dataclass(frozen=True, slots=True)
class Named:
    """level: the values are levels such as followers, else amounts of a day."""

    name: str
    series: Series
    level: bool = False


def generated(count: int, seed: int = 20261126) -> Iterator[Named]:
    """Trend, season of the year, weekdays, bursts, gaps, jumps of the level, rare counts: in turn, drawn at random."""
    for number in range(count):
        dice = np.random.default_rng([seed, number])
        yield Named(f"generated {number}", Series(START, _values(dice, number)))


def _values(dice: np.random.Generator, number: int) -> tuple[float | None, ...]:
    days = np.arange(DAYS)
    level = float(np.exp(dice.uniform(np.log(2), np.log(50_000))))
    trend = np.exp(dice.normal(0, 0.35) * days / 365)
    weekday = np.exp(dice.normal(0, 0.3, 7))[days % 7]
    year = np.exp(dice.uniform(0, 0.5) * np.sin(2 * np.pi * (days / 365.25 + dice.random())))
    drift = np.exp(np.cumsum(dice.normal(0, dice.uniform(0.002, 0.03), DAYS)))
    mean = level * trend * weekday * year * np.clip(drift, 0.05, 20)
    if number % 4 == 1:  # bursts that fade over some days
        for at in dice.integers(0, DAYS, 14):
            mean[at:] *= 1 + dice.uniform(1, 6) * np.exp(-np.arange(DAYS - at) / dice.uniform(1, 5))
    if number % 5 == 2:
        mean[dice.integers(200, DAYS) :] *= dice.uniform(0.4, 2.5)
    if number % 6 == 3:  # published on some days only
        mean *= dice.random(DAYS) < dice.uniform(0.2, 0.7)
    spread = dice.uniform(0.05, 0.7)
    values = dice.poisson(mean * dice.gamma(1 / spread**2, spread**2, DAYS)).astype(float)
    given: list[float | None] = list(values)
    if number % 7 == 4:
        for at in dice.integers(0, DAYS, 5):
            given[at : at + int(dice.integers(1, 12))] = [None] * len(given[at : at + int(dice.integers(1, 12))])
    return tuple(given[:DAYS])
