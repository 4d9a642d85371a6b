"""Every change of a goal (layer 3): written in the transaction of the change, never taken away."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields

import duckdb

from reporting.periods import Period
from reporting.warehouse.audit import given_time, stored_time
from reporting.warehouse.goals import GoalRow

_TYPES = {
    "goal_id": "INTEGER",
    "made_at": "TIMESTAMP",
    "person": "VARCHAR",
    "reason": "VARCHAR",
    "field": "VARCHAR",
    "before": "VARCHAR",
    "after": "VARCHAR",
}
_ADD = f"""
    insert into goal_change ({", ".join(_TYPES)})
    select {", ".join(f"one.{name}" for name in _TYPES)}
    from (select unnest(from_json($rows, '{json.dumps([_TYPES])}')) as one)
"""  # noqa: S608 -- our own columns

SET, REMOVED = "set", "removed"

Value = float | str | tuple[float | str, ...] | None


@dataclass(frozen=True, slots=True)
class GoalChange:
    """field: of GoalRow, or `set` and `removed` with the target. A period is given by its key."""

    goal_id: int
    at: dt.datetime
    person: str
    reason: str
    field: str
    before: Value
    after: Value


def changed(
    goal_id: int, before: GoalRow | None, after: GoalRow | None, who: tuple[dt.datetime, str, str]
) -> list[GoalChange]:
    """What differs, in the order of the fields. who: moment, person, reason."""
    if before is None or after is None:
        named = SET if before is None else REMOVED
        return [GoalChange(goal_id, *who, named, before.target if before else None, after.target if after else None)]
    pairs = ((one.name, _value(getattr(before, one.name)), _value(getattr(after, one.name))) for one in fields(GoalRow))
    return [GoalChange(goal_id, *who, name, was, becomes) for name, was, becomes in pairs if was != becomes]


def add_changes(cur: duckdb.DuckDBPyConnection, changes: Sequence[GoalChange]) -> None:
    rows = [
        {
            "goal_id": one.goal_id,
            "made_at": stored_time(one.at),
            "person": one.person,
            "reason": one.reason,
            "field": one.field,
            "before": json.dumps(one.before, ensure_ascii=False),
            "after": json.dumps(one.after, ensure_ascii=False),
        }
        for one in changes
    ]
    cur.execute(_ADD, {"rows": json.dumps(rows, ensure_ascii=False, default=str)})


def changes_of(cur: duckdb.DuckDBPyConnection, goal_ids: Sequence[int]) -> list[GoalChange]:
    """Oldest first."""
    rows = cur.execute(
        "select goal_id, made_at, person, reason, field, before, after from goal_change"
        " where list_contains($ids, goal_id) order by id",
        {"ids": list(goal_ids)},
    ).fetchall()
    return [
        GoalChange(goal, given_time(at), person, reason, field, _read(before), _read(after))
        for goal, at, person, reason, field, before, after in rows
    ]


def _value(value: object) -> Value:
    if isinstance(value, Period):
        return value.key
    if value is None or isinstance(value, float | int | str | tuple):
        return value
    raise TypeError(type(value).__name__)


def _read(text: str) -> Value:
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value
