"""The periods of one statement, cut alike, and the definition changes that lie between them (layer 4)."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from reporting.catalog.model import Catalog, Metric, PlatformChange
from reporting.metrics.model import MetricQuery
from reporting.periods import Comparison, Period


@dataclass(frozen=True, slots=True)
class Window:
    """A period under the name that its parameters and columns carry."""

    name: Literal["now", "previous", "year"]
    period: Period

    @property
    def suffix(self) -> str:
        return "" if self.name == "now" else f"__{self.name}"


def windows(query: MetricQuery) -> tuple[Window, ...]:
    """Now first. An unfinished period ends with `until`, and every comparison is cut to as many days."""
    now = query.period.until(query.until) if query.until else query.period
    unfinished = now.days < query.period.days
    compared = (Window(name, _compared(query.period, name, now.days, unfinished)) for name in query.compare)
    return (Window("now", now), *compared)


def breaks(metric: Metric, now: Window, compared: Window, catalog: Catalog) -> tuple[PlatformChange, ...]:
    """The changes that lie between (or inside) the two periods and break a column that this metric reads there."""
    return tuple(
        change
        for change in catalog.changes
        if (not metric.platforms or change.platform in metric.platforms)
        and set(change.columns) & columns_read(metric, change.platform, catalog)
        and _separates(change, now.period, compared.period)
    )


def changes_inside(metric: Metric, period: Period, catalog: Catalog) -> tuple[PlatformChange, ...]:
    """The changes whose first day lies inside one period, so that its own figure is of two definitions."""
    return tuple(
        change
        for change in catalog.changes
        if set(change.columns) & columns_read(metric, change.platform, catalog)
        and period.start < change_days(change)[0] <= period.end
    )


def columns_read(metric: Metric, platform: str, catalog: Catalog) -> frozenset[str]:
    """Canonical columns that the metric reads on a platform, those of the metrics that it is made of included."""
    own = {name for part in metric.parts_on.get(platform, metric.parts) for name in part}
    own |= {*metric.whole, *metric.own_columns}
    made_of = (catalog.metrics[id_] for id_ in (metric.over, metric.under, metric.flow) if id_)
    return frozenset(own).union(*(columns_read(part, platform, catalog) for part in made_of))


def change_days(change: PlatformChange) -> tuple[dt.date, dt.date]:
    """First and last day on which it may have happened: one day, a month or a year, as exactly as it is known."""
    numbers = [int(part) for part in change.date.split("-")]
    match numbers:
        case [year]:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        case [year, month]:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        case _:
            day = dt.date.fromisoformat(change.date)
            return day, day


def _compared(period: Period, comparison: Comparison, days: int, unfinished: bool) -> Period:
    whole = period.compared(comparison)
    return whole.first_days(days) if unfinished else whole


def _separates(change: PlatformChange, one: Period, other: Period) -> bool:
    first, last = change_days(change)
    new_from = first if first == last else last + dt.timedelta(days=1)
    return not (max(one.end, other.end) < first or min(one.start, other.start) >= new_from)
