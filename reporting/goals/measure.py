"""What the store says of a goal: its figure up to the last covered day, the level that it started from (layer 5)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

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


def measure(goal: Goal, engine: Engine, catalog: Catalog, covered: Sequence[Covered], today: dt.date) -> Measured:
    """The figure over the days that are covered on every platform that gives it."""
    metric = catalog.metrics[goal.metric]
    given = _platforms_giving(goal, engine, catalog)
    to = covered_to(goal, metric, catalog, [one for one in covered if not given or one.platform in given], today)
    if to is None:
        return Measured(None, None)
    if RULES[catalog.goal_kinds[goal.kind].rule].grows:
        return _level(goal, engine, catalog, to)
    result = run(_query(goal, Period(goal.period.start, to)), engine, catalog)
    value = result.value(goal.metric)
    return Measured(None if value is None else float(value), to, imports=result.imports)


def covered_to(
    goal: Goal, metric: Metric, catalog: Catalog, covered: Sequence[Covered], today: dt.date
) -> dt.date | None:
    """The day up to which every platform with data in the period is covered: the earliest of their last days."""
    table = _table(metric, catalog)
    ends = [
        min(_reaches(one, covered, goal.period, today), goal.period.end)
        for one in covered
        if one.table == table
        and (not goal.scope.platforms or one.platform in goal.scope.platforms)
        and (not metric.platforms or one.platform in metric.platforms)
    ]
    return min((end for end in ends if end >= goal.period.start), default=None)


def _reaches(one: Covered, covered: Sequence[Covered], period: Period, today: dt.date) -> dt.date:
    """Of posts, the last post's day is not the last day looked at.

    Days of the same platform's account that were imported no later than the posts show that time went on without posts.
    """
    if one.table != "post":
        return one.last
    days = [other.last for other in covered if other.platform == one.platform and other.table == "account_day"]
    last = max((min(day, one.imported) for day in days), default=one.last)
    paused = today > period.end and one.imported > period.end
    in_last_week = paused and one.last >= period.end - dt.timedelta(days=PAUSE_DAYS - 1)
    return max(one.last, last, *([period.end] if in_last_week else []))


def _platforms_giving(goal: Goal, engine: Engine, catalog: Catalog) -> frozenset[str]:
    """A platform that never gives the figure must not hold its goal back; none: it can't be told."""
    result = run(replace(_query(goal, goal.period), by=("platform",)), engine, catalog)
    pairs = zip(result.column("platform"), result.column(goal.metric), strict=True)
    return frozenset(platform for platform, value in pairs if value is not None)


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
        (goal.metric,),
        goal.client_id,
        period,
        by=("account", "day") if by_account else (),
        platforms=goal.scope.platforms,
    )


def _table(metric: Metric, catalog: Catalog) -> str | None:
    """Of a rate over a level, the posts decide how far it is covered."""
    return metric.table or catalog.metrics[metric.over or ""].table
