"""Proposing a target from the figure's own past (layer 7)."""

import dataclasses
import datetime as dt
import math
import zoneinfo
from collections.abc import Sequence

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.catalog.model import Catalog, Metric
from reporting.errors import say
from reporting.goals.designer import Flag, Past, Proposal, propose
from reporting.goals.flags import flags, flags_of_past, objective_subjects
from reporting.goals.kinds import RULES, target_unit
from reporting.goals.measure import Ground, Measured, measure_all
from reporting.goals.model import Goal
from reporting.goals.track import absent_days
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.windows import Window, breaks, changes_inside
from reporting.periods import Period
from reporting.warehouse.clients import clients
from reporting.warehouse.coverage import coverage
from reporting.warehouse.labels import labels

PERIODS = {"month": 24, "quarter": 8, "week": 24, "year": 3}
OTHERS = 12


@action("reports.read")
def proposal(desk: Desk, goal: Goal, today: dt.date | None = None) -> Proposal:
    """What the goal's target could be; its own target is looked at only for flags, where it is above zero.

    Everything is read in as many statements as judging one goal takes, whatever the number of earlier periods.
    """
    metric, rule = desk.catalog.metrics[goal.metric], desk.catalog.goal_kinds[goal.kind].rule
    unit = target_unit(rule, metric)
    past, level, ahead = _past(desk, goal, today)
    most = 1.0 if metric.unit == "percent" else math.inf
    made = propose(past, goal.period, unit, less=RULES[rule].less, level=level, ahead=ahead, most=most)
    subjects = objective_subjects(goal.objective, desk.catalog)
    told = flags(goal.target, made, metric, rule, subjects) if goal.target > 0 else []
    told += [*flags_of_past(made), *_redefined(goal, metric, past, desk.catalog, _platforms(desk, goal.client_id))]
    found = tuple(
        one
        for one in desk.catalog.benchmarks
        if one.metric == metric.id and one.platform in (goal.scope.platforms or (one.platform,))
    )
    return dataclasses.replace(made, benchmarks=found, flags=tuple(told))


def _past(desk: Desk, goal: Goal, today: dt.date | None) -> tuple[list[Past], float | None, int]:
    """Comparable periods that are over, newest last; where a level stands, if the target is one; how many lie between.

    A period that is still running is no gap in the history.
    """
    rule = desk.catalog.goal_kinds[goal.kind].rule
    with desk.store.read() as cur:
        zone = next((client.timezone for client in clients(cur) if client.id == goal.client_id), "UTC")
        covered, named = coverage(cur, goal.client_id, desk.catalog.networks), labels(cur, goal.client_id)
    day = today or dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()
    periods = _periods(goal.period)
    ahead = 1 + sum(one.end >= day for one in periods)
    goals = [dataclasses.replace(goal, period=one, baseline=None, baseline_period=None) for one in periods]
    measured = measure_all(goals, Ground(DuckDBEngine(desk.store), desk.catalog, covered, day, named))
    known = [
        Past(one, _value(found, rule, whole=_is_whole(found, one, desk.catalog.metrics[goal.metric])))
        for one, found in zip(periods, measured, strict=True)
        if one.end < day
    ]
    first = next((at for at, one in enumerate(known) if one.value is not None), len(known))
    level = next((found.value for found in reversed(measured) if found.value is not None), None)
    return known[first:], level if rule == "level" else None, ahead


def _platforms(desk: Desk, client_id: int) -> frozenset[str]:
    with desk.store.read() as cur:
        return frozenset(one.platform for one in coverage(cur, client_id, desk.catalog.networks))


def _periods(period: Period) -> list[Period]:
    found = [period]
    for _ in range(PERIODS.get(period.kind, OTHERS)):
        found.append(found[-1].previous())
    return found[:0:-1]


def _is_whole(measured: Measured, period: Period, metric: Metric) -> bool:
    if measured.to is None or measured.to < period.end:
        return False
    return metric.kind == "last" or not absent_days(measured.over, period, period.end)


def _value(measured: Measured, rule: str, *, whole: bool) -> float | None:
    """In the target's own terms."""
    value, start, base = measured.value, measured.start, measured.base
    if value is None or not whole:
        return None
    match rule:
        case "level" | "growth":
            return None if start is None else value - start
        case "growth_share":
            return (value - start) / start if start else None
        case "total_growth":
            return None if base is None else value - base
        case "total_growth_share":
            return value / base - 1 if base else None
        case _:
            return value


def _redefined(goal: Goal, metric: Metric, past: Sequence[Past], catalog: Catalog, there: frozenset[str]) -> list[Flag]:
    """Where a platform changed what is counted, inside the period or between it and the past; there: the client's."""
    scope = there & set(goal.scope.platforms) if goal.scope.platforms else there
    inside = [one for one in changes_inside(metric, goal.period, catalog) if one.platform in scope]
    told = [
        say(
            "{platform} changed what is counted inside the period ({date}): {change}.",
            platform=_name(catalog, one.platform),
            date=one.date,
            change=one.label,
        )
        for one in inside
    ]
    known = [one.period for one in past if one.value is not None]
    if known:
        now, before = Window("now", goal.period), Window("previous", Period(known[0].start, known[-1].end))
        told += [
            say(
                "{platform} changed what is counted ({date}): periods before it are no measure. {change}.",
                platform=_name(catalog, one.platform),
                date=one.date,
                change=one.label,
            )
            for one in breaks(metric, now, before, catalog)
            if one not in inside and one.platform in scope
        ]
    return [Flag("definition_changed", sentence) for sentence in told]


def _name(catalog: Catalog, platform: str) -> str:
    known = catalog.theme.platforms.get(platform)
    return known.label if known else platform
