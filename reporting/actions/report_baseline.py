"""The 90 days before a report's period, as a baseline of its key figures (layer 7).

Sums and counts are brought to as many days as the period has; rates and medians stand as they are. A figure has a
baseline only where each of the three months of thirty days, and the period itself, has it from the very same platforms,
and where no platform has changed what it counts since.
"""

import datetime as dt
from collections.abc import Sequence

from reporting.actions.desk import Desk
from reporting.actions.figures import figures
from reporting.catalog.model import Catalog, Metric
from reporting.metrics.model import MetricQuery, Result
from reporting.metrics.windows import Window, breaks
from reporting.periods import Period
from reporting.workbook.baseline_model import Baseline

DAYS = 90
_THIRD = 30
_SCALED = {"sum", "distinct"}
_AS_IS = {"ratio", "median", "per_week"}


def baseline_part(desk: Desk, client_id: int, period: Period, metrics: Sequence[str]) -> Baseline:
    """period: as far as it has data."""
    before = Period(period.start - dt.timedelta(days=DAYS), period.start - dt.timedelta(days=1))
    wanted = tuple(one for one in metrics if _held_against_days(desk.catalog, desk.catalog.metrics[one]))
    if not wanted:
        return Baseline(before, period.days)
    thirds = [_third(before, at) for at in range(DAYS // _THIRD)]
    given = [_given(figures(desk, MetricQuery(wanted, client_id, one, by=("platform",))), wanted) for one in thirds]
    now = _given(figures(desk, MetricQuery(wanted, client_id, period, by=("platform",))), wanted)
    result = figures(desk, MetricQuery(wanted, client_id, before))
    (record,) = result.records()
    values = {}
    for metric in wanted:
        same = now[metric] and all(one[metric] == now[metric] for one in given)
        if same and record[metric] is not None and not _changed(desk.catalog, metric, now[metric], (period, before)):
            scale = period.days / DAYS if desk.catalog.metrics[metric].kind in _SCALED else 1
            values[metric] = record[metric] * scale
    return Baseline(before, period.days, values, result.imports if values else ())


def _held_against_days(catalog: Catalog, metric: Metric) -> bool:
    """Levels have no pace, and a rate over a level takes the last one known."""
    under = catalog.metrics.get(metric.under or "")
    return metric.kind in _SCALED | _AS_IS and not (under and under.kind == "last")


def _third(before: Period, at: int) -> Period:
    start = before.start + dt.timedelta(days=_THIRD * at)
    return Period(start, start + dt.timedelta(days=_THIRD - 1))


def _given(result: Result, metrics: Sequence[str]) -> dict[str, frozenset[str]]:
    """By metric the platforms that have it."""
    records = result.records()
    return {one: frozenset(row["platform"] for row in records if row[one] is not None) for one in metrics}


def _changed(catalog: Catalog, metric: str, platforms: frozenset[str], days: tuple[Period, Period]) -> bool:
    now, before = Window("now", days[0]), Window("previous", days[1])
    return any(change.platform in platforms for change in breaks(catalog.metrics[metric], now, before, catalog))
