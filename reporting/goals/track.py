"""A goal day by day: what stood at the end of each, as far as it is known (layer 5, pure)."""

import datetime as dt
from collections.abc import Sequence

from reporting.goals.measure import Measured
from reporting.goals.model import Series, Track
from reporting.periods import Period


def absent_days(series: Series | None, period: Period, to: dt.date) -> tuple[dt.date, ...]:
    """Days of the period up to `to` that no import covers, where the figure is told day by day."""
    if series is None:
        return ()
    return tuple(day for day in days_of(period) if day <= to and series.on(day) is None)


def days_of(period: Period) -> tuple[dt.date, ...]:
    return tuple(period.start + dt.timedelta(days=at) for at in range(period.days))


def track_of(
    period: Period,
    measured: Measured,
    to: dt.date,
    actual: float,
    expected: Sequence[float],
    *,
    level: bool,
    lift: float = 0.0,
) -> Track:
    """level: the series are levels, shown less `lift`; else amounts that add up, or halves of a quotient."""
    days = days_of(period)
    known = tuple(day for day in days if day <= to)
    if measured.over is None:
        made: list[float | None] = [None] * len(known)
    elif level:
        made = [None if (value := measured.over.on(day)) is None else value - lift for day in known]
    elif measured.under is not None:
        made = _quotients(measured.over, measured.under, known)
    else:
        made = _sums(measured.over, known)
    if made:
        made[-1] = actual
    return Track(days, (*made, *[None] * (len(days) - len(made))), tuple(expected))


def _sums(series: Series, days: Sequence[dt.date]) -> list[float | None]:
    """What has come together; a day that isn't covered shows nothing."""
    total, made = 0.0, list[float | None]()
    for day in days:
        value = series.on(day)
        total += value or 0.0
        made.append(None if value is None else total)
    return made


def _quotients(over: Series, under: Series, days: Sequence[dt.date]) -> list[float | None]:
    """The figure of the period so far."""
    top = base = 0.0
    made = list[float | None]()
    for day in days:
        upper, lower = over.on(day), under.on(day)
        top, base = top + (upper or 0.0), base + (lower or 0.0)
        made.append(top / base if upper is not None and base else None)
    return made
