"""Goals judged at earlier days of a series, against what came: coverage, odds, error."""

import datetime as dt
import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reporting.errors import Sentence
from reporting.goals.landing import Landing, land_level, land_rate, land_total
from reporting.goals.model import Outlook, Series
from reporting.periods import Period, month, quarter
from tests.goals.series import Named

SHARES = (0.25, 0.5, 0.75)
TARGETS = (0.8, 0.9, 1.0, 1.1, 1.25)
"""Of what the 28 days before the period would give at their pace: set without a look at the period."""

KNOWN = 90
BEFORE = 28


@dataclass(frozen=True, slots=True)
class Case:
    """A goal at one day: what came in the end, what was estimated, and what pacing in a straight line gives.

    half   what had come at half of the days left
    """

    name: str
    share: float
    end: float
    landing: Landing
    straight: float
    scale: float
    odds: tuple[tuple[float, bool], ...]
    half: float = 0.0

    @property
    def error(self) -> float:
        return abs(self.landing.end.median - self.end) / self.scale

    @property
    def straight_error(self) -> float:
        return abs(self.straight - self.end) / self.scale


def cases(series: Iterable[Named], most: int = 12) -> Iterator[Case]:
    """Months and quarters that are fully known: of each series `most` of them at the most, spread over its time."""
    for one in series:
        periods = sorted(_periods(one.series))
        for number in range(min(most, len(periods))):
            yield from _of_period(one, periods[number * len(periods) // min(most, len(periods))])


def _periods(series: Series) -> Iterator[Period]:
    first = series.first + dt.timedelta(days=KNOWN)
    for year in range(first.year, series.last.year + 1):
        for period in (*(month(year, n) for n in range(1, 13)), *(quarter(year, n) for n in range(1, 5))):
            start = period.start - dt.timedelta(days=BEFORE)
            if start >= first and period.end <= series.last and None not in _between(series, start, period.end):
                yield period


def _of_period(one: Named, period: Period) -> Iterator[Case]:
    for share in SHARES:
        to = period.start + dt.timedelta(days=max(round(period.days * share), 1) - 1)
        case = (_level if one.level else _rate if one.under else _total)(one, period, to, share)
        if case:
            yield case


def _total(one: Named, period: Period, to: dt.date, share: float) -> Case | None:
    end, now = _sum(one.series, period.start, period.end), _sum(one.series, period.start, to)
    straight = now * period.days / ((to - period.start).days + 1)
    pace = _sum(one.series, *_before(period)) / BEFORE * period.days
    targets = [ratio * pace for ratio in TARGETS if now < ratio * pace]
    case = _case((one.name, share), land_total(_until(one.series, to), period, to, now), (end, straight, end), targets)
    return replace(case, half=_sum(one.series, period.start, _halfway(period, to))) if case else None


def _level(one: Named, period: Period, to: dt.date, share: float) -> Case | None:
    """The error is measured against the way that the level has come, not against the level."""
    first, last = _before(period)
    before, start, now, end = (_on(one.series, day) for day in (first - dt.timedelta(days=1), last, to, period.end))
    straight = start + (now - start) * period.days / ((to - period.start).days + 1)
    pace = (start - before) / BEFORE * period.days
    targets = [start + ratio * pace for ratio in TARGETS if pace > 0]
    landing = land_level(_until(one.series, to), period, to, now)
    case = _case((one.name, share), landing, (end, straight, abs(end - start)), targets)
    return replace(case, half=_on(one.series, _halfway(period, to))) if case else None


def _rate(one: Named, period: Period, to: dt.date, share: float) -> Case | None:
    assert one.under is not None

    def quotient(first: dt.date, last: dt.date) -> tuple[float, float]:
        return _sum(one.series, first, last), _sum(one.under, first, last) if one.under else 0.0

    whole, now, before = quotient(period.start, period.end), quotient(period.start, to), quotient(*_before(period))
    if not (whole[1] and now[1] and before[1]):
        return None
    end, straight, usual = (above / below for above, below in (whole, now, before))
    landing = land_rate(_until(one.series, to), _until(one.under, to), period, to, now)
    case = _case((one.name, share), landing, (end, straight, end), [ratio * usual for ratio in TARGETS if usual > 0])
    above, below = quotient(period.start, _halfway(period, to))
    return replace(case, half=above / below) if case else None


def _case(
    name: tuple[str, float], landing: Landing | Sentence, figures: tuple[float, float, float], targets: Sequence[float]
) -> Case | None:
    end, straight, usual = figures
    if isinstance(landing, Sentence) or usual <= 0:
        return None
    odds = tuple((landing.probability(target), end >= target) for target in targets)
    return Case(*name, end, landing, straight, usual, odds)


def _halfway(period: Period, to: dt.date) -> dt.date:
    return to + dt.timedelta(days=((period.end - to).days + 1) // 2)


def _before(period: Period) -> tuple[dt.date, dt.date]:
    return period.start - dt.timedelta(days=BEFORE), period.start - dt.timedelta(days=1)


def _until(series: Series, to: dt.date) -> Series:
    return Series(series.first, series.values[: (to - series.first).days + 1])


def _on(series: Series, day: dt.date) -> float:
    value = series.on(day)
    assert value is not None
    return value


def _sum(series: Series, first: dt.date, last: dt.date) -> float:
    return math.fsum(value for value in _between(series, first, last) if value is not None)


def _between(series: Series, first: dt.date, last: dt.date) -> list[float | None]:
    return [series.on(first + dt.timedelta(days=n)) for n in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class Report:
    """n cases; shares of ends inside the ranges; Brier score, and that of always saying how many came true.

    error, straight   medians over the cases of the error, relative to what came in the end
    """

    n: int
    in_80: float
    in_50: float
    brier: float
    unskilled: float
    error: float
    straight: float
    reliability: tuple[tuple[float, float, int], ...]

    @property
    def gain(self) -> float:
        return 1 - self.error / self.straight


def report(told: Sequence[Case]) -> Report:
    odds = [pair for case in told for pair in case.odds]
    often = statistics.fmean(hit for _, hit in odds)
    return Report(
        len(told),
        statistics.fmean(_inside(case.end, case.landing.end, wide=True) for case in told),
        statistics.fmean(_inside(case.end, case.landing.end, wide=False) for case in told),
        statistics.fmean((p - hit) ** 2 for p, hit in odds),
        often * (1 - often),
        statistics.median(case.error for case in told),
        statistics.median(case.straight_error for case in told),
        tuple(_reliability(odds)),
    )


def fan_inside(told: Sequence[Case]) -> float:
    """How often the figure at half of the days left was inside the 80 % range of that day."""
    return statistics.fmean(
        _inside(case.half, case.landing.fan[(len(case.landing.fan) + 1) // 2 - 1], wide=True) for case in told
    )


def _inside(came: float, outlook: Outlook, *, wide: bool) -> bool:
    """Counts are whole: a range of them is read as it is shown, to the whole number."""
    low, high = (outlook.p10, outlook.p90) if wide else (outlook.p25, outlook.p75)
    return round(low) <= came <= round(high) if float(came).is_integer() else low <= came <= high


def _reliability(odds: Sequence[tuple[float, bool]]) -> Iterator[tuple[float, float, int]]:
    """Mean odds, share that came true and number of goals, in ten bins of odds."""
    for low in range(10):
        inside = [(p, hit) for p, hit in odds if low / 10 <= p < (low + 1) / 10 or (low == 9 and p == 1)]
        if inside:
            yield statistics.fmean(p for p, _ in inside), statistics.fmean(hit for _, hit in inside), len(inside)
