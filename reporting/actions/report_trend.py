"""How each key figure went until the end of a report's period: thirteen whole months, or weeks (layer 7)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.figures import figures
from reporting.catalog.model import Catalog, Metric, PlatformChange
from reporting.metrics.model import By, MetricQuery
from reporting.metrics.windows import Window, breaks, columns_read
from reporting.periods import Period, month, week_of
from reporting.workbook.trend_model import Course

_STEPS = 13
_Rows = Mapping[dt.date, Mapping[str, Any]]


def trend_part(desk: Desk, client_id: int, period: Period, last: dt.date, metrics: Sequence[str]) -> Course:
    """last: the last day of the period with data. A month that has not ended would look like a fall: it is left out."""
    steps = _steps(period, last)
    grain: By = "week" if period.kind == "week" else "month"
    query = MetricQuery(tuple(metrics), client_id, Period(steps[0].start, steps[-1].end), by=(grain,))
    result = figures(desk, query)
    rows: _Rows = {row[grain]: row for row in result.records()}
    known = tuple(one for one in steps if one.end >= min(rows, default=one.start))
    given = _platforms(desk, query, grain)
    values = {metric: _values(desk.catalog, metric, known, rows, given) for metric in metrics}
    return Course(known, values, result.imports)


def _steps(period: Period, last: dt.date) -> tuple[Period, ...]:
    """Of a week's report weeks, else months, oldest first."""
    step = week_of(period.end) if period.kind == "week" else month(period.end.year, period.end.month)
    if step.end > last:
        step = step.previous()
    found = [step]
    while len(found) < _STEPS:
        found.append(found[-1].previous())
    return tuple(reversed(found))


def _platforms(desk: Desk, query: MetricQuery, grain: By) -> Mapping[str, frozenset[str]]:
    """By metric the platforms that its values are made of."""
    split = MetricQuery(query.metrics, query.client_id, query.period, by=(grain, "platform"))
    records = figures(desk, split).records()
    return {
        metric: frozenset(row["platform"] for row in records if row[metric] is not None) for metric in query.metrics
    }


def _values(
    catalog: Catalog, metric: str, steps: Sequence[Period], rows: _Rows, given: Mapping[str, frozenset[str]]
) -> tuple[float | None, ...]:
    known, now = catalog.metrics[metric], Window("now", steps[-1])

    def value(step: Period) -> float | None:
        changes = breaks(known, now, Window("previous", step), catalog)
        apart = any(one.platform in given[metric] and _certain(known, one, catalog) for one in changes)
        row = rows.get(step.start)
        return None if row is None or apart else row[metric]

    return tuple(value(step) for step in steps)


def _certain(metric: Metric, change: PlatformChange, catalog: Catalog) -> bool:
    """All that the metric reads there was changed; the comparisons beside the trend stand on the same rule."""
    return columns_read(metric, change.platform, catalog) <= set(change.columns)
