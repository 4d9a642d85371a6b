"""Goals: set, change, remove (layer 7)."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from reporting.actions.desk import Desk
from reporting.actions.door import Change, action, change
from reporting.errors import ConflictError, Sentence, say
from reporting.goals.faults import Known, about, faults, media_types, name_fault, tidied, together
from reporting.goals.model import Goal
from reporting.goals.scoping import goal_of, row_of
from reporting.goals.series import members
from reporting.periods import Period
from reporting.warehouse.clients import accounts, clients
from reporting.warehouse.goal_changes import GoalChange, add_changes, changed, changes_of
from reporting.warehouse.goals import GoalRow, add_goals, goal_rows, mark_removed
from reporting.warehouse.goals import rewrite_goals as store_goals
from reporting.warehouse.labels import labels
from reporting.warehouse.store import Cursor

REASON_CHARS = 300
_COMING = -1
"""The number of a goal that is being set."""


@action("reports.read")
def goal_list(desk: Desk, client_id: int | None = None) -> list[Goal]:
    """In order of their periods, of one client or of all."""
    with desk.store.read() as cur:
        return [goal_of(row) for row in goal_rows(cur, client_id)]


@action("reports.read")
def goal_changes(desk: Desk, goal_id: int) -> list[GoalChange]:
    """Everything that was done to a goal, oldest first, also of one that was removed.

    Raises ConflictError for a number that never was one.
    """
    with desk.store.read() as cur:
        found = changes_of(cur, [goal_id])
    if not found:
        raise _no_goal(goal_id)
    return found


@action("goals.write")
def set_goal(desk: Desk, goal: Goal, reason: str = "") -> Goal:
    """Write a goal down; its id is given here. Raises ConflictError with everything that is wrong with it."""
    with change(desk, "goal.set", _called(goal), **_told(goal)) as made:
        return write_goals(made, desk, [goal], reason)[0]


@action("goals.write")
def set_series(desk: Desk, goal: Goal, targets: Mapping[Period, float]) -> list[Goal]:
    """A goal for each of the periods with its own target; `goal` says the rest, and all share the first one's number.

    A stretch and a period to compare with move along. All are set or none: raises ConflictError.
    """
    if not targets:
        raise ConflictError(say("A series of goals needs at least one period."), code="GOAL_REFUSED")
    with change(desk, "goal.series", _called(goal), kind=goal.kind, periods=[one.key for one in targets]) as made:
        first, *rest = members(goal, targets)
        (head,) = write_goals(made, desk, [first])
        number = goal.series or head.id
        whole = [dataclasses.replace(one, series=number) for one in (head, *rest)]
        store_goals(made.cur, [row_of(whole[0])])
        return [whole[0], *write_goals(made, desk, whole[1:])]


@action("goals.write")
def edit_goal(desk: Desk, goal: Goal, reason: str, seen: Goal | None = None) -> Goal:
    """Change a goal to what is given, and keep what it was, who changed it and why.

    seen    as the person saw it: if somebody else has changed it since, nothing is done
    Raises ConflictError without a reason, for a number that is not there, and with everything that is wrong with it.
    """
    with change(desk, "goal.edit", f"goal {goal.id}", reason=reason.strip()) as made:
        if seen is not None and _there(made.cur, goal.id) != seen:
            raise ConflictError(
                say("Somebody has changed this goal in the meantime."),
                todo=say("Look at it again, then change it."),
                code="GOAL_CHANGED",
            )
        (edited,) = rewrite_goals(made, desk, [goal], reason)
    return edited


@action("goals.write")
def remove_goal(desk: Desk, goal_id: int, reason: str = "") -> Goal:
    """Take a goal away; its changes stay. Raises ConflictError for a number that is not there."""
    with change(desk, "goal.remove", f"goal {goal_id}") as made:
        gone, now = _there(made.cur, goal_id), dt.datetime.now(dt.UTC)
        add_changes(made.cur, changed(goal_id, row_of(gone), None, (now, desk.person.name, _reason(reason))))
        mark_removed(made.cur, goal_id, now)
    return gone


def write_goals(made: Change, desk: Desk, goals: Sequence[Goal], reason: str = "") -> list[Goal]:
    """New ones, in the transaction under way, each checked against the store and those before it."""
    now, known = dt.datetime.now(dt.UTC), known_things(made.cur, desk)
    taken, checked = dict(known.goals), list[Goal]()
    known = dataclasses.replace(known, goals=taken)
    for one in goals:
        goal = tidied(dataclasses.replace(one, id=0), known.labels)
        _refuse(faults(goal, known), say("The goal can’t be set."))
        taken[about(goal)] = _COMING
        checked.append(goal)
    numbers = add_goals(made.cur, [row_of(goal) for goal in checked], desk.person.name, now)
    written = [dataclasses.replace(goal, id=number) for goal, number in zip(checked, numbers, strict=True)]
    who = (now, desk.person.name, _reason(reason))
    add_changes(made.cur, [told for one in written for told in changed(one.id, None, row_of(one), who)])
    return written


def rewrite_goals(made: Change, desk: Desk, goals: Sequence[Goal], reason: str) -> list[Goal]:
    """Changed ones, in the transaction under way. What a goal is about may change, but not whose it is."""
    told = _reason(reason)
    if not told:
        raise ConflictError(
            say("Say why the goal is changed."),
            why=say("A target that moves without a reason can’t be explained later."),
            code="NO_REASON",
        )
    now, known = dt.datetime.now(dt.UTC), known_things(made.cur, desk)
    there = {row.id: row for row in goal_rows(made.cur)}
    written: list[Goal] = []
    changes: list[GoalChange] = []
    for one in goals:
        if one.id not in there:
            raise _no_goal(one.id)
        before, goal = there[one.id], tidied(one, known.labels)
        _refuse(_edit_faults(goal_of(before), goal, known), say("The goal can’t be changed."))
        changes += changed(goal.id, before, row_of(goal), (now, desk.person.name, told))
        written.append(goal)
    store_goals(made.cur, [row_of(goal) for goal in written])
    add_changes(made.cur, changes)
    return written


def known_things(cur: Cursor, desk: Desk) -> Known:
    """What goals are held against, read once."""
    goals = (goal_of(row) for row in goal_rows(cur))
    return Known(
        desk.catalog,
        frozenset(client.id for client in clients(cur)),
        tuple(accounts(cur)),
        tuple(labels(cur)),
        {about(goal): goal.id for goal in goals},
        frozenset(name for format_ in desk.catalog.formats.values() for name in format_.platforms),
        media_types(desk.catalog),
    )


def _edit_faults(before: Goal, goal: Goal, known: Known) -> Iterable[Sentence]:
    if (before.client_id, before.metric) != (goal.client_id, goal.metric):
        yield say("Another client or another figure is another goal: set a new one.")
    yield from faults(goal, known)


def _there(cur: Cursor, goal_id: int) -> Goal:
    found: list[GoalRow] = goal_rows(cur, goal_id=goal_id)
    if not found:
        raise _no_goal(goal_id)
    return goal_of(found[0])


def _no_goal(goal_id: int) -> ConflictError:
    return ConflictError(
        say("There is no goal with the number {id}.", id=goal_id),
        todo=say("The list of goals has the numbers."),
        code="NO_GOAL",
    )


def _refuse(found: Iterable[Sentence], what: Sentence) -> None:
    every = list(found)
    if every:
        todo = say("Correct it and set it again.")
        raise ConflictError(what, why=together(every), todo=todo, code="GOAL_REFUSED")


def _reason(text: str) -> str:
    fault = name_fault(text.strip(), REASON_CHARS)
    if fault:
        raise ConflictError(say("The reason can’t be kept."), why=fault, code="GOAL_REFUSED")
    return text.strip()


def _called(goal: Goal) -> str:
    return f"client {goal.client_id}: {goal.metric} {goal.period.key}"


def _told(goal: Goal) -> dict[str, object]:
    return {"kind": goal.kind, "target": goal.target, "scope": list(goal.scope.platforms)}
