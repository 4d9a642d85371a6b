"""Goals judged at earlier days of a series, against what came: coverage, odds, error."""

import datetime as dt
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporting.errors import Sentence
from reporting.goals.landing import Landing, land_level, land_total
from reporting.goals.model import Series
from reporting.periods import Period, month, quarter
from tests.goals.series import Named

SHARES = (0.25, 0.5, 0.75)
TARGETS = (0.8, 0.9, 1.0, 1.1, 1.25)
"""Of what the days before the period would give at their pace: set without a look at the period."""

KNOWN = 90


@dataclass(frozen=True, slots=True)
class Case:
    """A goal at one day: what came in the end, what was estimated, and what pacing in a straight line gives."""

    name: str
    share: float
    end: float
    landing: Landing
    straight: float
    scale: float
    odds: tuple[tuple[float, bool], ...]

    @property
    def error(self) -> float:
        return abs(self.landing.end.median - self.end) / self.scale

    @property
    def straight_error(self) -> float:
        return abs(self.straight - self.end) / self.scale


def cases(series: Iterable[Named], every: int = 3) -> Iterator[Case]:
    """Months and quarters that are fully known, `every` so manieth of them."""
    for one in series:
        for number, period in enumerate(_periods(one.series)):
            if number % every == 0:
                yield from _of_period(one, period)


def _periods(series: Series) -> Iterator[Period]:
    first = series.first + dt.timedelta(days=KNOWN)
    for year in range(first.year, series.last.year + 1):
        for period in (*(month(year, n) for n in range(1, 13)), *(quarter(year, n) for n in range(1, 5))):
            if period.start >= first and period.end <= series.last:
                yield period


def _of_period(one: Named, period: Period) -> Iterator[Case]:
    values = _between(one.series, period.start, period.end)
    before = _between(one.series, period.start - dt.timedelta(days=28), period.start - dt.timedelta(days=1))
    if None in values or None in before:
        return
    for share in SHARES:
        to = period.start + dt.timedelta(days=max(round(period.days * share), 1) - 1)
        case = _case(one, period, to, share)
        if case:
            yield case


def _case(one: Named, period: Period, to: dt.date, share: float) -> Case | None:
    history = Series(one.series.first, one.series.values[: (to - one.series.first).days + 1])
    gone = (to - period.start).days + 1
    if one.level:
        start, now, end = (
            float(one.series.on(day) or 0) for day in (period.start - dt.timedelta(days=1), to, period.end)
        )
        landing = land_level(history, period, to, now)
        straight, usual = start + (now - start) / gone * period.days, abs(end - start)
        month_before = float(one.series.on(period.start - dt.timedelta(days=28)) or 0)
        base, pace = start, (start - month_before) / 28 * period.days
    else:
        end = sum(v or 0 for v in _between(one.series, period.start, period.end))
        now = sum(v or 0 for v in _between(one.series, period.start, to))
        landing = land_total(history, period, to, now)
        straight, usual, base = now / gone * period.days, end, 0.0
        before = _between(one.series, period.start - dt.timedelta(days=28), period.start - dt.timedelta(days=1))
        pace = sum(v or 0 for v in before) / 28 * period.days
    if isinstance(landing, Sentence) or usual <= 0:
        return None
    targets = [base + ratio * pace for ratio in TARGETS if pace > 0]
    odds = tuple((landing.probability(target), end >= target) for target in targets if target > now)
    return Case(one.name, share, end, landing, straight, usual, odds)


def _between(series: Series, first: dt.date, last: dt.date) -> list[float | None]:
    return [series.on(first + dt.timedelta(days=n)) for n in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class Report:
    """n cases; shares of ends inside the ranges; Brier score; median error and that of a straight line."""

    n: int
    in_80: float
    in_50: float
    brier: float
    error: float
    straight: float
    reliability: tuple[tuple[float, float, int], ...]

    @property
    def gain(self) -> float:
        return 1 - self.error / self.straight


def report(told: Sequence[Case]) -> Report:
    odds = [pair for case in told for pair in case.odds]
    return Report(
        len(told),
        statistics.fmean(c.landing.end.p10 <= c.end <= c.landing.end.p90 for c in told),
        statistics.fmean(c.landing.end.p25 <= c.end <= c.landing.end.p75 for c in told),
        statistics.fmean((p - hit) ** 2 for p, hit in odds),
        statistics.median(c.error for c in told),
        statistics.median(c.straight_error for c in told),
        tuple(_reliability(odds)),
    )


def _reliability(odds: Sequence[tuple[float, bool]]) -> Iterator[tuple[float, float, int]]:
    """Mean odds, share that came true and number of goals, in ten bins of odds."""
    for low in range(10):
        inside = [(p, hit) for p, hit in odds if low / 10 <= p < (low + 1) / 10 or (low == 9 and p == 1)]
        if inside:
            yield statistics.fmean(p for p, _ in inside), statistics.fmean(hit for _, hit in inside), len(inside)
