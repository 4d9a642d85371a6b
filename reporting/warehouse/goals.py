"""The goals that were set (layer 3): values in, values out; what they mean is decided in goals/ and actions/."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import duckdb

from reporting.periods import Period, parse
from reporting.warehouse.audit import stored_time

_GOALS = """
    select id, client_id, metric, kind, period_key, target, scope, baseline, owner, note
    from goal
    where removed_at is null and ($client is null or client_id = $client) and ($id is null or id = $id)
    order by period_from, period_to, id
"""
_ADD = """
    insert into goal (
        client_id, metric, kind, period_key, period_from, period_to, target, scope, baseline, owner, note, created_at,
        created_by
    ) values (
        $client, $metric, $kind, $key, $from, $to, $target, $scope, $baseline, $owner, $note, $at, $person
    ) returning id
"""


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as it is stored. scope: platform ids, () for all of the client's."""

    id: int
    client_id: int
    metric: str
    kind: str
    period: Period
    target: float
    scope: tuple[str, ...]
    baseline: float | None
    owner: str | None
    note: str | None


def goal_rows(
    cur: duckdb.DuckDBPyConnection, client_id: int | None = None, goal_id: int | None = None
) -> list[GoalRow]:
    """In order of their periods; those that were removed are left out."""
    rows = cur.execute(_GOALS, {"client": client_id, "id": goal_id}).fetchall()
    return [_goal_row(*row) for row in rows]


def add_goal(cur: duckdb.DuckDBPyConnection, goal: GoalRow, person: str, at: dt.datetime) -> int:
    """Write it down and give its number; the row's own id is not looked at."""
    made = cur.execute(
        _ADD,
        {
            "client": goal.client_id,
            "metric": goal.metric,
            "kind": goal.kind,
            "key": goal.period.key,
            "from": goal.period.start,
            "to": goal.period.end,
            "target": goal.target,
            "scope": list(goal.scope),
            "baseline": goal.baseline,
            "owner": goal.owner,
            "note": goal.note,
            "at": stored_time(at),
            "person": person,
        },
    ).fetchone()
    return int(made[0]) if made else 0


def mark_removed(cur: duckdb.DuckDBPyConnection, goal_id: int, at: dt.datetime) -> None:
    cur.execute("update goal set removed_at = $at where id = $id", {"id": goal_id, "at": stored_time(at)})


def _goal_row(*cells: Any) -> GoalRow:
    id_, client, metric, kind, key, target, scope, baseline, owner, note = cells
    return GoalRow(id_, client, metric, kind, parse(key), target, tuple(scope), baseline, owner, note)
