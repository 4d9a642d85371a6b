"""Every action asks for its permission, and changes leave their line, or neither is there."""

import importlib
import inspect
import pkgutil
from dataclasses import replace
from pathlib import Path

import pytest

import reporting.actions
from reporting.access.people import PERMISSIONS, Person
from reporting.actions.desk import Desk
from reporting.actions.door import ACTIONS, action, change
from reporting.errors import NotAllowedError

MODULES = [
    importlib.import_module(f"reporting.actions.{module.name}")
    for module in pkgutil.iter_modules(reporting.actions.__path__)
]
# Functions with a desk that are no actions: the door itself, and parts of actions, behind their permission.
NO_ACTIONS = {
    "reporting.actions.door.change",
    "reporting.actions.own_formats.change_own",
    "reporting.actions.printing.page_pictures",
    "reporting.actions.report_baseline.baseline_part",
    "reporting.actions.report_data.data_tables",
    "reporting.actions.report_issues.numbered",
    "reporting.actions.report_market.market_part",
    "reporting.actions.report_reputation.reputation_part",
    "reporting.actions.report_reputation.watched_accounts",
    "reporting.actions.report_trend.trend_part",
    "reporting.actions.report_value.value_part",
    "reporting.actions.upkeep.reader",
}


def functions_with_a_desk() -> dict[str, object]:
    found: dict[str, object] = {}
    for module in MODULES:
        for name, member in inspect.getmembers(module, inspect.isfunction):
            first = next(iter(inspect.signature(member).parameters.values()), None)
            public = not name.startswith("_") and member.__module__ == module.__name__
            if public and first is not None and first.annotation in (Desk, "Desk"):
                found[f"{module.__name__}.{name}"] = member
    return found


def test_every_public_function_with_a_desk_goes_through_the_door() -> None:
    assert functions_with_a_desk().keys() - NO_ACTIONS == ACTIONS.keys()


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_a_person_without_permissions_is_refused_before_anything_else(desk: Desk, name: str) -> None:
    nobody = replace(desk, person=Person("nobody", frozenset()))
    member = functions_with_a_desk()[name]
    assert callable(member)
    needed = [
        parameter
        for parameter in list(inspect.signature(member).parameters.values())[1:]
        if parameter.default is inspect.Parameter.empty
    ]
    before = desk.store.version
    with pytest.raises(NotAllowedError):
        member(nobody, *(None for _ in needed))
    assert desk.store.version == before


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_the_other_permissions_are_not_enough(desk: Desk, name: str) -> None:
    others = replace(desk, person=Person("other", PERMISSIONS - {ACTIONS[name]}))
    member = functions_with_a_desk()[name]
    assert callable(member)
    needed = [
        parameter
        for parameter in list(inspect.signature(member).parameters.values())[1:]
        if parameter.default is inspect.Parameter.empty
    ]
    with pytest.raises(NotAllowedError):
        member(others, *(None for _ in needed))


def test_an_action_needs_a_permission_that_exists() -> None:
    with pytest.raises(ValueError, match=r"reports\.sell"):
        action("reports.sell")


def lines(desk: Desk) -> list[tuple[str, str, str, str]]:
    with desk.store.read() as cur:
        return cur.execute("select person, action, object, details from audit order by id").fetchall()


def test_a_change_and_its_line_are_one(desk: Desk) -> None:
    with change(desk, "thing.do", about="it", count=2) as made:
        made.cur.execute("insert into preference values ('a', 'b', 'c')")
        made.details["more"] = Path("x")
    assert lines(desk) == [("tester", "thing.do", "it", '{"count": 2, "more": "x"}')]


def _fail_in_a_change(desk: Desk) -> None:
    with change(desk, "thing.do") as made:
        made.cur.execute("insert into preference values ('a', 'b', 'c')")
        raise RuntimeError


def test_a_change_that_fails_leaves_no_line(desk: Desk) -> None:
    with pytest.raises(RuntimeError):
        _fail_in_a_change(desk)
    assert lines(desk) == []
    with desk.store.read() as cur:
        assert cur.execute("select count(*) from preference").fetchone() == (0,)
