"""Goals: set, remove, and see where each stands (layer 7)."""

import dataclasses
import datetime as dt
import math
import zoneinfo
from collections.abc import Iterator

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.errors import ConflictError, Sentence, say
from reporting.goals.judge import judge
from reporting.goals.kinds import RULES
from reporting.goals.measure import measure
from reporting.goals.model import Goal, Scope, Standing
from reporting.metrics.engine import DuckDBEngine
from reporting.numbers import Amount
from reporting.periods import Period
from reporting.warehouse.clients import clients
from reporting.warehouse.coverage import coverage
from reporting.warehouse.goals import GoalRow, add_goal, goal_rows, mark_removed


@action("reports.read")
def goal_list(desk: Desk, client_id: int | None = None) -> list[Goal]:
    """In order of their periods, of one client or of all."""
    with desk.store.read() as cur:
        return [_goal(row) for row in goal_rows(cur, client_id)]


@action("reports.read")
def standings(desk: Desk, client_id: int, period: Period | None = None, today: dt.date | None = None) -> list[Standing]:
    """Where the client's goals stand: those whose period overlaps `period`, or all. today: in its own time zone."""
    with desk.store.read() as cur:
        goals = [_goal(row) for row in goal_rows(cur, client_id)]
        covered = coverage(cur, client_id, desk.catalog.networks)
        zone = next((client.timezone for client in clients(cur) if client.id == client_id), "UTC")
    day = today or dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()
    engine = DuckDBEngine(desk.store)
    return [
        judge(goal, measure(goal, engine, desk.catalog, covered, day), desk.catalog, day)
        for goal in goals
        if period is None or (goal.period.start <= period.end and period.start <= goal.period.end)
    ]


@action("goals.write")
def set_goal(desk: Desk, goal: Goal) -> Goal:
    """Write a goal down; its id is given here. Raises ConflictError with everything that is wrong with it."""
    faults = list(_faults(desk, goal))
    if faults:
        raise ConflictError(
            say("The goal can’t be set."),
            why=_together(faults),
            todo=say("Correct it and set it again."),
            code="GOAL_REFUSED",
        )
    about = f"client {goal.client_id}: {goal.metric} {goal.period.key}"
    with change(desk, "goal.set", about, kind=goal.kind, target=goal.target, scope=list(goal.scope.platforms)) as made:
        goal_id = add_goal(made.cur, _row(goal), desk.person.name, dt.datetime.now(dt.UTC))
    return dataclasses.replace(goal, id=goal_id)


@action("goals.write")
def remove_goal(desk: Desk, goal_id: int) -> Goal:
    """Take a goal away; it stays in the audit trail. Raises ConflictError for a number that is not there."""
    with change(desk, "goal.remove", f"goal {goal_id}") as made:
        known = goal_rows(made.cur, goal_id=goal_id)
        if not known:
            raise ConflictError(
                say("There is no goal with the number {id}.", id=goal_id),
                todo=say("The list of goals has the numbers."),
                code="NO_GOAL",
            )
        mark_removed(made.cur, goal_id, dt.datetime.now(dt.UTC))
    return _goal(known[0])


def _faults(desk: Desk, goal: Goal) -> Iterator[Sentence]:
    """Everything that is wrong with it, each as a sentence."""
    with desk.store.read() as cur:
        if goal.client_id not in {client.id for client in clients(cur)}:
            yield say("There is no client with the number {id}.", id=goal.client_id)
        same = [row for row in goal_rows(cur, goal.client_id) if _about(_goal(row)) == _about(goal)]
    if same:
        yield say("The same goal is set already, with the number {id}: remove that one first.", id=same[0].id)
    yield from _kind_faults(desk, goal)
    yield from _target_faults(desk, goal)
    yield from _scope_faults(desk, goal)


def _together(faults: list[Sentence]) -> Sentence:
    first, *rest = faults
    return say("{first} {rest}", first=first, rest=_together(rest)) if rest else first


def _about(goal: Goal) -> tuple[object, ...]:
    return goal.metric, goal.kind, goal.period.key, goal.scope


def _kind_faults(desk: Desk, goal: Goal) -> Iterator[Sentence]:
    metric, kind = desk.catalog.metrics.get(goal.metric), desk.catalog.goal_kinds.get(goal.kind)
    if metric is None:
        yield say("There is no metric “{metric}”.", metric=goal.metric)
    if kind is None:
        kinds = sorted(desk.catalog.goal_kinds)
        yield say("There is no goal kind “{kind}”: take one of {kinds}.", kind=goal.kind, kinds=kinds)
    if metric and kind and metric.kind not in kind.metric_kinds:
        fitting = [one.label for one in desk.catalog.goal_kinds.values() if metric.kind in one.metric_kinds]
        yield say(
            "“{kind}” doesn’t fit {metric}: take {fitting}.", kind=kind.label, metric=metric.label, fitting=fitting
        )


def _target_faults(desk: Desk, goal: Goal) -> Iterator[Sentence]:
    metric, kind = desk.catalog.metrics.get(goal.metric), desk.catalog.goal_kinds.get(goal.kind)
    if not math.isfinite(goal.target) or goal.target <= 0:
        yield say("The target has to be a number above zero.")
    elif metric and metric.unit == "percent" and goal.target > 1:
        shown, meant = Amount(goal.target, "percent"), Amount(goal.target / 100, "percent")
        yield say("A target of {shown} is more than all of it: was {meant} meant?", shown=shown, meant=meant)
    if goal.baseline is None:
        return
    grows = kind is not None and RULES[kind.rule].grows
    if not math.isfinite(goal.baseline) or goal.baseline < 0:
        yield say("The baseline has to be a number, zero or more.")
    elif kind and kind.rule == "level" and goal.baseline >= goal.target:
        yield say("The target is not above the baseline.")
    elif kind and not grows:
        yield say("“{kind}” takes no baseline.", kind=kind.label)


def _scope_faults(desk: Desk, goal: Goal) -> Iterator[Sentence]:
    known = {name for format_ in desk.catalog.formats.values() for name in format_.platforms}
    for name in goal.scope.platforms:
        if name not in known:
            yield say("There is no platform “{platform}”: known are {known}.", platform=name, known=sorted(known))
    metric = desk.catalog.metrics.get(goal.metric)
    nowhere = set(goal.scope.platforms) & known - set(metric.platforms) if metric and metric.platforms else set()
    if metric and nowhere:
        yield say("{metric} isn’t a figure of {platforms}.", metric=metric.label, platforms=sorted(nowhere))


def _goal(row: GoalRow) -> Goal:
    return Goal(
        row.id,
        row.client_id,
        row.metric,
        row.kind,
        row.period,
        row.target,
        Scope(platforms=row.scope),
        baseline=row.baseline,
        owner=row.owner,
        note=row.note,
    )


def _row(goal: Goal) -> GoalRow:
    return GoalRow(
        goal.id,
        goal.client_id,
        goal.metric,
        goal.kind,
        goal.period,
        goal.target,
        goal.scope.platforms,
        goal.baseline,
        goal.owner,
        goal.note,
    )
