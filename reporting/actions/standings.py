"""Where goals stand (layer 7)."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.goals.judge import judge
from reporting.goals.measure import Ground, measure_all
from reporting.goals.model import Goal, Standing
from reporting.goals.scoping import goal_of
from reporting.goals.urgency import urgency
from reporting.metrics.engine import DuckDBEngine
from reporting.periods import Period
from reporting.warehouse.clients import clients
from reporting.warehouse.coverage import coverage
from reporting.warehouse.goals import goal_rows
from reporting.warehouse.labels import labels
from reporting.warehouse.model import Client


@action("reports.read")
def standings(desk: Desk, client_id: int, period: Period | None = None, today: dt.date | None = None) -> list[Standing]:
    """Where the client's goals stand: those whose period overlaps `period`, or all. today: in its own time zone."""
    with desk.store.read() as cur:
        goals = [goal_of(row) for row in goal_rows(cur, client_id)]
        zone = next((client.timezone for client in clients(cur) if client.id == client_id), "UTC")
    wanted = [
        goal
        for goal in goals
        if period is None or (goal.period.start <= period.end and period.start <= goal.period.end)
    ]
    return _judged(desk, client_id, wanted, today or _today(zone))


@action("reports.read")
def standing(desk: Desk, goal: Goal, today: dt.date | None = None) -> Standing:
    """Of one goal, also one that is not set yet."""
    with desk.store.read() as cur:
        zone = next((client.timezone for client in clients(cur) if client.id == goal.client_id), "UTC")
    return _judged(desk, goal.client_id, [goal], today or _today(zone))[0]


@action("reports.read")
def portfolio(desk: Desk, today: dt.date | None = None, *, running: bool = True) -> list[tuple[Client, Standing]]:
    """The goals of all clients, what needs attention first.

    running   only goals whose period has begun and is not over by more than a month
    """
    with desk.store.read() as cur:
        owners = clients(cur)
        goals = [goal_of(row) for row in goal_rows(cur)]
    found: list[tuple[Client, Standing]] = []
    for client in owners:
        day = today or _today(client.timezone)
        own = [one for one in goals if one.client_id == client.id and (not running or _is_running(one, day))]
        found += [(client, one) for one in _judged(desk, client.id, own, day)]
    return sorted(found, key=lambda pair: urgency(pair[1], today or _today(pair[0].timezone)))


def _judged(desk: Desk, client_id: int, goals: Sequence[Goal], today: dt.date) -> list[Standing]:
    if not goals:
        return []
    with desk.store.read() as cur:
        covered = coverage(cur, client_id, desk.catalog.networks)
        known = labels(cur, client_id)
    ground = Ground(DuckDBEngine(desk.store), desk.catalog, covered, today, known)
    limits = desk.settings.goals
    pairs = zip(goals, measure_all(goals, ground), strict=True)
    return [judge(goal, measured, desk.catalog, today, limits) for goal, measured in pairs]


def _is_running(goal: Goal, today: dt.date) -> bool:
    return goal.period.start <= today <= goal.period.end + dt.timedelta(days=31)


def _today(zone: str) -> dt.date:
    return dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()
