"""The goals that were set (layer 3): values in, values out; what they mean is decided in goals/ and actions/."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import duckdb

from reporting.periods import Period, parse
from reporting.warehouse.audit import stored_time

_COLUMNS = """
    client_id, metric, kind, period_key, target, scope, accounts, media_types, pillars, campaigns, baseline,
    baseline_key, stretch, weight, objective, series, owner, note
"""
_GOALS = f"""
    select id, {_COLUMNS}
    from goal
    where ($removed or removed_at is null)
      and ($client is null or client_id = $client) and ($id is null or id = $id)
    order by period_from, period_to, id
"""  # noqa: S608 -- our own columns
_ADD = f"""
    insert into goal ({_COLUMNS}, period_from, period_to, created_at, created_by)
    values (
        $client_id, $metric, $kind, $period_key, $target, $scope, $accounts, $media_types, $pillars, $campaigns,
        $baseline, $baseline_key, $stretch, $weight, $objective, $series, $owner, $note, $period_from, $period_to,
        $at, $person
    ) returning id
"""  # noqa: S608 -- our own columns
_REWRITE = """
    update goal set
        metric = $metric, kind = $kind, period_key = $period_key, period_from = $period_from, period_to = $period_to,
        target = $target, scope = $scope, accounts = $accounts, media_types = $media_types, pillars = $pillars,
        campaigns = $campaigns, baseline = $baseline, baseline_key = $baseline_key, stretch = $stretch,
        weight = $weight, objective = $objective, series = $series, owner = $owner, note = $note
    where id = $id and client_id = $client_id
"""


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as it is stored; an empty tuple restricts nothing."""

    id: int
    client_id: int
    metric: str
    kind: str
    period: Period
    target: float
    platforms: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    media_types: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    baseline: float | None = None
    baseline_period: Period | None = None
    stretch: float | None = None
    weight: float = 1.0
    objective: str | None = None
    series: int | None = None
    owner: str | None = None
    note: str | None = None


def goal_rows(
    cur: duckdb.DuckDBPyConnection,
    client_id: int | None = None,
    goal_id: int | None = None,
    *,
    removed: bool = False,
) -> list[GoalRow]:
    """In order of their periods; those that were removed are left out unless asked for."""
    rows = cur.execute(_GOALS, {"client": client_id, "id": goal_id, "removed": removed}).fetchall()
    return [_goal_row(*row) for row in rows]


def add_goal(cur: duckdb.DuckDBPyConnection, goal: GoalRow, person: str, at: dt.datetime) -> int:
    """Write it down and give its number; the row's own id is not looked at."""
    made = cur.execute(_ADD, _values(goal) | {"at": stored_time(at), "person": person}).fetchone()
    return int(made[0]) if made else 0


def rewrite_goal(cur: duckdb.DuckDBPyConnection, goal: GoalRow) -> None:
    """All fields but its number and its client."""
    cur.execute(_REWRITE, _values(goal) | {"id": goal.id})


def mark_removed(cur: duckdb.DuckDBPyConnection, goal_id: int, at: dt.datetime) -> None:
    cur.execute("update goal set removed_at = $at where id = $id", {"id": goal_id, "at": stored_time(at)})


def _values(goal: GoalRow) -> dict[str, Any]:
    return {
        "client_id": goal.client_id,
        "metric": goal.metric,
        "kind": goal.kind,
        "period_key": goal.period.key,
        "period_from": goal.period.start,
        "period_to": goal.period.end,
        "target": goal.target,
        "scope": list(goal.platforms),
        "accounts": list(goal.accounts),
        "media_types": list(goal.media_types),
        "pillars": list(goal.pillars),
        "campaigns": list(goal.campaigns),
        "baseline": goal.baseline,
        "baseline_key": goal.baseline_period.key if goal.baseline_period else None,
        "stretch": goal.stretch,
        "weight": goal.weight,
        "objective": goal.objective,
        "series": goal.series,
        "owner": goal.owner,
        "note": goal.note,
    }


def _goal_row(*cells: Any) -> GoalRow:
    id_, client, metric, kind, key, target, *lists, baseline, baseline_key, stretch, weight, objective, series = cells[
        :-2
    ]
    before = parse(baseline_key) if baseline_key else None
    platforms, accounts, media_types, pillars, campaigns = (tuple(values or ()) for values in lists)
    return GoalRow(
        id_,
        client,
        metric,
        kind,
        parse(key),
        target,
        platforms,
        accounts,
        media_types,
        pillars,
        campaigns,
        baseline,
        before,
        stretch,
        1.0 if weight is None else weight,
        objective,
        series,
        *cells[-2:],
    )
