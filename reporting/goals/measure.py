"""What the store says of a goal: its figure up to the last covered day, the level that it started from (layer 5)."""

import datetime as dt
from collections.abc import Iterable

from reporting.catalog.model import Catalog, Metric
from reporting.goals.judge import Measured
from reporting.goals.kinds import RULES
from reporting.goals.model import Goal
from reporting.metrics.engine import Engine
from reporting.metrics.kinds import DAYS_BEFORE
from reporting.metrics.model import MetricQuery, Result
from reporting.metrics.run import run
from reporting.periods import Period
from reporting.warehouse.coverage import Covered

PAUSE_DAYS = 7
"""Posts come with pauses: of a period that is over, a last post in its last week covers it to the end."""


def measure(goal: Goal, engine: Engine, catalog: Catalog, covered: Iterable[Covered], today: dt.date) -> Measured:
    """Two statements of the metrics engine, one more for levels; none where no day is covered."""
    metric = catalog.metrics[goal.metric]
    to = covered_to(goal, metric, catalog, covered, today)
    if to is None:
        return Measured(None, None)
    if RULES[catalog.goal_kinds[goal.kind].rule].grows:
        return _level(goal, engine, catalog, to)
    result = run(_query(goal, Period(goal.period.start, to)), engine, catalog)
    value = result.value(goal.metric)
    return Measured(None if value is None else float(value), to, imports=result.imports)


def covered_to(
    goal: Goal, metric: Metric, catalog: Catalog, covered: Iterable[Covered], today: dt.date
) -> dt.date | None:
    """The day up to which every platform with data in the period is covered: the earliest of their last days."""
    tables = set(_tables(metric, catalog))
    platforms = set(goal.scope) or None
    last = {}
    for one in covered:
        fits = one.table in tables and (platforms is None or one.platform in platforms)
        if fits and (not metric.platforms or one.platform in metric.platforms) and one.last >= goal.period.start:
            last[one.platform, one.table] = _reaches(one, goal.period, today)
    return min((min(day, goal.period.end) for day in last.values()), default=None)


def _reaches(one: Covered, period: Period, today: dt.date) -> dt.date:
    """Of posts, the last post's day is not the last day looked at: after the period, a pause at its end is no gap."""
    paused = one.table == "post" and today > period.end and one.imported > period.end
    if paused and one.last >= period.end - dt.timedelta(days=PAUSE_DAYS - 1):
        return max(one.last, period.end)
    return one.last


def _level(goal: Goal, engine: Engine, catalog: Catalog, to: dt.date) -> Measured:
    """Levels by account and day, from the week before the period on: an account counts with both its ends known."""
    before = goal.period.start - dt.timedelta(days=DAYS_BEFORE)
    by_day = run(_query(goal, Period(before, to), by_account=True), engine, catalog)
    ends = {account: _ends(days, goal.period.start) for account, days in _days(by_day, goal.metric).items()}
    known = [pair for pair in ends.values() if pair is not None]
    if not known:
        return Measured(None, to, imports=by_day.imports)
    start, end = (float(sum(values)) for values in zip(*known, strict=True))
    return Measured(end, to, start, by_day.imports)


def _days(result: Result, metric: str) -> dict[int, list[tuple[dt.date, float]]]:
    days: dict[int, list[tuple[dt.date, float]]] = {}
    for record in result.records():
        if record[metric] is not None:
            days.setdefault(record["account"], []).append((record["day"], record[metric]))
    return days


def _ends(days: list[tuple[dt.date, float]], start: dt.date) -> tuple[float, float] | None:
    """The last level before the period (else the first inside it) and the last one inside it."""
    inside = [value for day, value in days if day >= start]
    before = [value for day, value in days if day < start]
    return ((before[-1] if before else inside[0]), inside[-1]) if inside else None


def _query(goal: Goal, period: Period, *, by_account: bool = False) -> MetricQuery:
    return MetricQuery(
        (goal.metric,), goal.client_id, period, by=("account", "day") if by_account else (), platforms=goal.scope
    )


def _tables(metric: Metric, catalog: Catalog) -> Iterable[str]:
    """Of a rate over a level, the posts decide how far it is covered."""
    if metric.table:
        return (metric.table,)
    return (catalog.metrics[metric.over or ""].table or "",)
