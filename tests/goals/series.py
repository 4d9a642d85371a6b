"""Daily series to try forecasts on, drawn at random; how each was made is known."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reporting.goals.model import Series

START = dt.date(2023, 1, 2)
DAYS = 1096
FAMILIES = ("calm", "trend", "season", "bursts", "gaps", "shift", "pauses", "rare", "drift", "level", "rate")

Days = np.ndarray


@dataclass(frozen=True, slots=True)
class Named:
    """level: the values are levels such as followers, else amounts of a day; under: what they are divided by."""

    name: str
    series: Series
    level: bool = False
    under: Series | None = None


def generated(count: int, seed: int = 20261126) -> Iterator[Named]:
    """The families in turn. Every series has weekdays, noise and a little drift; each family has one thing more."""
    for number in range(count):
        dice, family = np.random.default_rng([seed, number]), FAMILIES[number % len(FAMILIES)]
        values = dice.poisson(_noisy(dice, _mean(dice, family))).astype(float)
        if family == "level":
            values = dice.uniform(500, 50_000) + np.cumsum(values - dice.poisson(values.mean() * 0.5, DAYS))
        given: list[float | None] = [float(value) for value in values]
        if family == "gaps":
            for at in dice.integers(0, DAYS - 12, 8):
                given[at : at + int(at % 12)] = [None] * int(at % 12)
        under = _under(dice, values) if family == "rate" else None
        yield Named(f"{family} {number}", Series(START, tuple(given)), level=family == "level", under=under)


def _under(dice: np.random.Generator, values: Days) -> Series:
    """What a rate is taken of: the rate moves slowly between a hundredth and a third, and by the day."""
    rate = dice.uniform(0.01, 0.3) * np.exp(np.cumsum(dice.normal(0, 0.01, DAYS)) + dice.normal(0, 0.3, DAYS))
    return Series(START, tuple(float(value) for value in np.ceil(values / rate)))


def _mean(dice: np.random.Generator, family: str) -> Days:
    """What each day brings on average: a level between 2 and 50,000 (of rare counts below 2) and what moves it."""
    days = np.arange(DAYS)
    level = dice.uniform(0.2, 2) if family == "rare" else np.exp(dice.uniform(np.log(2), np.log(50_000)))
    mean = level * np.exp(dice.normal(0, 0.3, 7))[days % 7]
    mean = mean * np.exp(np.cumsum(dice.normal(0, 0.03 if family == "drift" else 0.005, DAYS)))
    if family == "trend":
        mean = mean * np.exp(dice.normal(0, 0.6) * days / 365)
    if family == "season":
        mean = mean * np.exp(dice.uniform(0.2, 0.7) * np.sin(2 * np.pi * (days / 365.25 + dice.random())))
    if family == "shift":
        mean[dice.integers(100, DAYS - 100) :] *= dice.uniform(0.4, 2.5)
        mean[dice.integers(100, DAYS - 100) :] *= dice.uniform(0.4, 2.5)
    if family == "pauses":
        mean = mean * (dice.random(DAYS) < dice.uniform(0.2, 0.7)) * np.exp(dice.normal(0, 0.6, DAYS))
    if family == "bursts":
        for at in dice.integers(0, DAYS, 24):
            mean[at:] += mean[at] * dice.uniform(2, 12) * np.exp(-np.arange(DAYS - at) / dice.uniform(1, 5))
    return np.asarray(mean)


def _noisy(dice: np.random.Generator, mean: Days) -> Days:
    """Days differ by a twentieth to seven tenths of what they bring on average."""
    spread = dice.uniform(0.05, 0.7)
    return np.asarray(mean * dice.gamma(1 / spread**2, spread**2, DAYS))
