"""The goals that were set (layer 3): values in, values out; what they mean is decided in goals/ and actions/."""

import datetime as dt
import json
from collections.abc import Sequence
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
# All rows in one statement: one a row would take a hundred times as long for a file of targets.
_TYPES = {
    "id": "INTEGER",
    "client_id": "INTEGER",
    "metric": "VARCHAR",
    "kind": "VARCHAR",
    "period_key": "VARCHAR",
    "period_from": "DATE",
    "period_to": "DATE",
    "target": "DOUBLE",
    "scope": "VARCHAR[]",
    "accounts": "INTEGER[]",
    "media_types": "VARCHAR[]",
    "pillars": "VARCHAR[]",
    "campaigns": "VARCHAR[]",
    "baseline": "DOUBLE",
    "baseline_key": "VARCHAR",
    "stretch": "DOUBLE",
    "weight": "DOUBLE",
    "objective": "VARCHAR",
    "series": "INTEGER",
    "owner": "VARCHAR",
    "note": "VARCHAR",
}
_ADD = f"""
    insert into goal ({", ".join(_TYPES)}, created_at, created_by)
    select {", ".join(f"one.{name}" for name in _TYPES)}, $at, $person
    from (select unnest(from_json($rows, '{json.dumps([_TYPES])}')) as one)
"""  # noqa: S608 -- our own columns
_REWRITE = f"""
    update goal set {", ".join(f"{name} = one.{name}" for name in _TYPES if name not in {"id", "client_id"})}
    from (select unnest(from_json($rows, '{json.dumps([_TYPES])}')) as one) as given
    where goal.id = one.id and goal.client_id = one.client_id
"""  # noqa: S608 -- our own columns


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


def add_goals(cur: duckdb.DuckDBPyConnection, goals: Sequence[GoalRow], person: str, at: dt.datetime) -> list[int]:
    """Write them down and give their numbers; the rows' own ids are not looked at."""
    numbers = cur.execute("select nextval('goal_id') from range($n)", {"n": len(goals)}).fetchall()
    ids = sorted(int(number) for (number,) in numbers)
    rows = [_values(goal) | {"id": number} for goal, number in zip(goals, ids, strict=True)]
    told = json.dumps(rows, ensure_ascii=False, default=str)
    cur.execute(_ADD, {"rows": told, "at": stored_time(at), "person": person})
    return ids


def rewrite_goals(cur: duckdb.DuckDBPyConnection, goals: Sequence[GoalRow]) -> None:
    """All fields but their numbers and their clients."""
    rows = [_values(goal) | {"id": goal.id} for goal in goals]
    cur.execute(_REWRITE, {"rows": json.dumps(rows, ensure_ascii=False, default=str)})


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
