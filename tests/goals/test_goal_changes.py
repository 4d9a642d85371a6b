"""Every change of a goal is kept, says who made it and why, and a target that moves late is seen."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from reporting.access.people import Person
from reporting.actions.desk import Desk
from reporting.actions.goals import edit_goal, goal_changes, goal_list, remove_goal, set_goal, set_series
from reporting.actions.labels import label_list, remove_label, save_label
from reporting.actions.marks import add_mark, mark_list, remove_mark
from reporting.errors import ConflictError, NotAllowedError, QueryError
from reporting.goals.changes import late_change
from reporting.goals.model import Goal, Scope
from reporting.goals.series import months_in
from reporting.language import error_text
from reporting.periods import Period, parse
from reporting.warehouse.clients import AccountNames, add_account, add_client
from reporting.warehouse.goal_changes import GoalChange
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.marks import Mark
from reporting.warehouse.model import Account, Client

OCTOBER = parse("2026-10")


@pytest.fixture
def client(desk: Desk) -> Client:
    with desk.store.write() as cur:
        return add_client(cur, Client(0, "Acme", "fr", "Europe/Paris"))


@pytest.fixture
def account(desk: Desk, client: Client) -> Account:
    with desk.store.write() as cur:
        return add_account(cur, client.id, "instagram", AccountNames("acme", "Acme Paris"), stated=True)


@pytest.fixture
def stranger(desk: Desk) -> Account:
    """An account of another client."""
    with desk.store.write() as cur:
        other = add_client(cur, Client(0, "Other", "fr", "Europe/Paris"))
        return add_account(cur, other.id, "instagram", AccountNames("other", "Other"), stated=True)


def reach(client: Client, **more: Any) -> Goal:
    return replace(Goal(0, client.id, "post_reach", "reach_total", OCTOBER, 3000.0), **more)


def told(desk: Desk, goal: Goal) -> list[tuple[str, str, object, object]]:
    return [(one.reason, one.field, one.before, one.after) for one in goal_changes(desk, goal.id)]


def refusal(desk: Desk, goal: Goal) -> str:
    with pytest.raises(ConflictError) as refused:
        set_goal(desk, goal)
    assert goal_list(desk) == []
    return error_text(refused.value, "en")


def test_every_field_that_was_ever_set_comes_back(desk: Desk, client: Client, account: Account) -> None:
    save_label(desk, ContentLabel(0, client.id, "pillar", "Coulisses", ("coulisses",)))
    save_label(desk, ContentLabel(0, client.id, "campaign", "Noël", (), parse("2026-12")))
    scope = Scope(("instagram",), (account.id,), ("reel", "story"), ("Coulisses",), ("Noël",))
    more = {"stretch": 3500.5, "weight": 2.5, "objective": "Awareness", "owner": "Ada", "note": "Why"}
    made = set_goal(desk, reach(client, scope=scope, **more))
    assert goal_list(desk) == [made] == [replace(reach(client, scope=scope, **more), id=made.id)]
    assert told(desk, made) == [("", "set", None, 3000.0)]


def test_every_edited_field_is_a_change_with_its_reason_also_after_removal(desk: Desk, client: Client) -> None:
    made = set_goal(desk, reach(client))
    first = replace(made, target=2500.0, stretch=2600.0, period=parse("2026-Q4"), scope=Scope(("x", "instagram")))
    edit_goal(desk, first, "  Budget halved ")
    edit_goal(desk, replace(first, stretch=None), "No stretch")
    edit_goal(desk, replace(first, stretch=None), "Nothing new")
    remove_goal(desk, made.id, "Client left")
    assert goal_list(desk) == []
    assert told(desk, made) == [
        ("", "set", None, 3000.0),
        ("Budget halved", "period", "2026-10", "2026-Q4"),
        ("Budget halved", "target", 3000.0, 2500.0),
        ("Budget halved", "platforms", (), ("x", "instagram")),
        ("Budget halved", "stretch", None, 2600.0),
        ("No stretch", "stretch", 2600.0, None),
        ("Client left", "removed", 2500.0, None),
    ]
    assert {one.person for one in goal_changes(desk, made.id)} == {"tester"}


def test_a_change_without_a_reason_or_over_another_one_is_refused(desk: Desk, client: Client) -> None:
    made = set_goal(desk, reach(client))
    for reason in ("", "  "):
        with pytest.raises(ConflictError) as refused:
            edit_goal(desk, replace(made, target=1.0), reason)
        assert refused.value.code == "NO_REASON"
    edit_goal(desk, replace(made, target=2000.0), "First", seen=made)
    with pytest.raises(ConflictError) as refused:
        edit_goal(desk, replace(made, target=1000.0), "Second", seen=made)
    assert refused.value.code == "GOAL_CHANGED"
    assert [one.target for one in goal_list(desk)] == [2000.0]
    assert len(goal_changes(desk, made.id)) == 2


def test_an_edit_is_held_to_what_a_new_goal_is_held_to(desk: Desk, client: Client) -> None:
    made, other = set_goal(desk, reach(client)), set_goal(desk, reach(client, period=parse("2026-11")))
    for wrong in ({"target": -1.0}, {"metric": "posts"}, {"period": other.period}, {"id": 99}):
        with pytest.raises(ConflictError):
            edit_goal(desk, replace(made, **wrong), "Why not")
    assert goal_list(desk) == [made, other]
    assert len(goal_changes(desk, made.id)) == 1


def test_a_goal_that_never_was_has_no_changes(desk: Desk, client: Client) -> None:
    assert client.id
    with pytest.raises(ConflictError):
        goal_changes(desk, 7)


def test_a_series_is_one_goal_a_month_with_its_own_target(desk: Desk, client: Client) -> None:
    targets = {parse("2026-11"): 2000.0, parse("2026-10"): 1000.0, parse("2026-12"): 4000.0}
    base = reach(client, period=parse("2026-10"), target=1000.0, stretch=1100.0, objective="Reach")
    made = set_series(desk, base, targets)
    assert goal_list(desk) == made
    assert [(one.period.key, one.target) for one in made] == [("2026-10", 1000), ("2026-11", 2000), ("2026-12", 4000)]
    assert [one.stretch for one in made] == pytest.approx([1100, 2200, 4400])
    assert {one.series for one in made} == {made[0].id}
    more = set_series(desk, made[0], {parse("2027-01"): 500.0})
    assert [one.series for one in more] == [made[0].id]


def test_a_series_is_set_whole_or_not_at_all(desk: Desk, client: Client) -> None:
    set_goal(desk, reach(client, period=parse("2026-12")))
    with pytest.raises(ConflictError):
        set_series(desk, reach(client), {parse("2026-11"): 2000.0, parse("2026-12"): 1.0})
    with pytest.raises(ConflictError):
        set_series(desk, reach(client), {})
    assert [one.period.key for one in goal_list(desk)] == ["2026-12"]


def test_what_a_series_is_compared_with_moves_along(desk: Desk, client: Client) -> None:
    for before, expected in (("2025-10", ["2025-10", "2025-11"]), ("2026-09", ["2026-09", "2026-10"])):
        base = Goal(0, client.id, "post_reach", "grow_total", OCTOBER, 10.0, baseline_period=parse(before))
        base = replace(base, scope=Scope(("x",) if before == "2026-09" else ("instagram",)))
        made = set_series(desk, base, {OCTOBER: 10.0, parse("2026-11"): 20.0})
        assert [one.baseline_period.key for one in made if one.baseline_period] == expected


def test_months_of_a_period() -> None:
    assert [one.key for one in months_in(parse("2026-Q4"))] == ["2026-10", "2026-11", "2026-12"]
    assert len(months_in(parse("2026"))) == 12
    with pytest.raises(QueryError):
        months_in(parse("2026-10-01..2026-11-15"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"stretch": 3000.0}, "above the target"),
        ({"stretch": -1.0}, "above zero"),
        ({"metric": "engagement_rate_reach", "kind": "keep_below", "target": 0.04, "stretch": 0.05}, "less is better"),
        ({"weight": 0.0}, "weight"),
        ({"weight": float("nan")}, "weight"),
        ({"period": parse("2026-01-01..2030-12-31")}, "three years"),
        ({"owner": "x" * 121}, "longer than 120"),
        ({"note": "a\x00b"}, "can’t be shown"),
        ({"kind": "grow_total", "baseline_period": OCTOBER}, "has to end before"),
        ({"baseline_period": parse("2025-10")}, "not compared with a period"),
        ({"kind": "grow_total_percent", "target": 15.0}, "was 15.00% meant?"),
        ({"scope": Scope(media_types=("hologram",))}, "no post format “hologram”"),
        ({"scope": Scope(pillars=("Nowhere",))}, "no content pillar “Nowhere”"),
        ({"scope": Scope(campaigns=("Nowhere",))}, "no campaign “Nowhere”"),
        ({"scope": Scope(accounts=(77,))}, "no account with the number 77"),
        ({"metric": "followers", "kind": "reach_level", "scope": Scope(media_types=("reel",))}, "post by post"),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused(desk: Desk, client: Client, wrong: dict[str, Any], words: str) -> None:
    assert words in refusal(desk, reach(client, **wrong))


def test_an_account_is_the_clients_and_on_the_networks_named(
    desk: Desk, client: Client, account: Account, stranger: Account
) -> None:
    assert "no account" in refusal(desk, reach(client, scope=Scope(accounts=(stranger.id,))))
    assert "is not on x" in refusal(desk, reach(client, scope=Scope(("x",), (account.id,))))
    set_goal(desk, reach(client, scope=Scope((), (account.id,))))


def test_names_are_trimmed_and_labels_are_called_as_they_are(desk: Desk, client: Client) -> None:
    save_label(desk, ContentLabel(0, client.id, "pillar", "Coulisses", ("coulisses",)))
    goal = reach(client, scope=Scope(pillars=(" coulisses",)), owner="  Ada ", note="  ", objective=" A ")
    made = set_goal(desk, goal)
    assert (made.scope.pillars, made.owner, made.note, made.objective) == (("Coulisses",), "Ada", None, "A")
    with pytest.raises(ConflictError):
        set_goal(desk, reach(client, scope=Scope(pillars=("COULISSES",))))


def at(day: int, hour: int = 12, field: str = "target", before: object = 1.0, month: int = 10) -> GoalChange:
    moment = dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)
    return GoalChange(1, moment, "Ada", "", field, before, 2.0)  # type: ignore[arg-type]  # any value of a change


@pytest.mark.parametrize(
    ("changes", "late"),
    [
        ([at(1, field="set", month=9)], None),
        ([at(24)], None),
        ([at(25)], 0),
        ([at(31, 23)], 0),
        ([at(5, month=11)], 0),
        ([at(25), at(26)], 1),
        ([at(30, field="note")], None),
        ([at(30, field="stretch")], 0),
        ([at(20, field="period", before="2026-09")], 0),
        ([at(20, field="period", before="2026-12")], None),
        ([at(20), at(21, field="period", before="2026-Q4")], None),
    ],
)
def test_a_target_that_moves_in_the_last_week_is_seen(changes: list[GoalChange], late: int | None) -> None:
    goal = Goal(1, 1, "post_reach", "reach_total", OCTOBER, 2.0)
    assert late_change(goal, changes) == (None if late is None else changes[late])


def test_the_day_of_a_change_is_that_of_the_client() -> None:
    goal = Goal(1, 1, "post_reach", "reach_total", OCTOBER, 2.0)
    change = at(24, 22)
    assert late_change(goal, [change]) is None
    assert late_change(goal, [change], "Europe/Paris") == change


def test_labels_are_named_once_and_renamed_with_their_goals(desk: Desk, client: Client) -> None:
    label = save_label(desk, ContentLabel(0, client.id, "pillar", " Les  coulisses ", ("#Coulisses", "coulisses", " ")))
    assert (label.name, label.words) == ("Les coulisses", ("Coulisses", "coulisses"))
    goal = set_goal(desk, reach(client, scope=Scope(pillars=("Les coulisses",))))
    renamed = save_label(desk, replace(label, name="Backstage"))
    assert label_list(desk, client.id) == [renamed]
    assert goal_list(desk) == [replace(goal, scope=Scope(pillars=("Backstage",)))]
    with pytest.raises(ConflictError) as refused:
        remove_label(desk, label.id)
    assert str(goal.id) in error_text(refused.value, "en")
    remove_goal(desk, goal.id)
    assert remove_label(desk, label.id) == renamed
    assert label_list(desk) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "  "}, "needs a name"),
        ({"words": ()}, "at least one word"),
        ({"words": ("#", " ")}, "at least one word"),
        ({"period": Period(dt.date(2026, 1, 1), dt.date(2026, 1, 2))}, "a pillar goes on"),
        ({"kind": "mood"}, "one of: pillar, campaign"),
        ({"words": tuple(map(str, range(61)))}, "at most 60"),
        ({"client_id": 99}, "no client"),
        ({"name": "TAKEN"}, "already one called Taken"),
        ({"id": 99}, "no label with the number 99"),
    ],
)
def test_a_label_by_which_no_post_is_known_is_refused(
    desk: Desk, client: Client, wrong: dict[str, Any], words: str
) -> None:
    taken = save_label(desk, ContentLabel(0, client.id, "pillar", "Taken", ("taken",)))
    with pytest.raises(ConflictError) as refused:
        save_label(desk, replace(ContentLabel(0, client.id, "pillar", "New", ("new",)), **wrong))
    assert words in error_text(refused.value, "en")
    assert label_list(desk) == [taken]


def test_notes_of_a_day_are_written_down_and_taken_away(desk: Desk, client: Client) -> None:
    mark = add_mark(desk, Mark(0, client.id, dt.date(2026, 10, 12), " Grève \n des transports "))
    assert (mark.text, mark.by) == ("Grève des transports", "tester")
    assert mark_list(desk, client.id, OCTOBER) == [mark]
    assert mark_list(desk, client.id, parse("2026-11")) == []
    for wrong in ({"text": " "}, {"text": "x" * 301}, {"client_id": 99}, {"day": dt.date(1, 1, 1)}):
        with pytest.raises(ConflictError):
            add_mark(desk, replace(mark, **wrong))
    assert remove_mark(desk, mark.id) == mark
    with pytest.raises(ConflictError):
        remove_mark(desk, mark.id)


def test_a_reader_changes_nothing(desk: Desk, client: Client) -> None:
    made = set_goal(desk, reach(client))
    label = ContentLabel(0, client.id, "pillar", "A", ("a",))
    reader = Desk(desk.store, desk.settings, Person("Vic", frozenset({"reports.read"})))
    for forbidden in (
        lambda: edit_goal(reader, made, "Why"),
        lambda: set_series(reader, made, {OCTOBER: 1.0}),
        lambda: save_label(reader, label),
        lambda: remove_label(reader, 1),
        lambda: add_mark(reader, Mark(0, client.id, dt.date(2026, 10, 1), "x")),
        lambda: remove_mark(reader, 1),
    ):
        with pytest.raises(NotAllowedError):
            forbidden()
    assert len(goal_changes(reader, made.id)) == 1
    assert label_list(reader) == []


def test_each_change_has_its_line_in_the_audit_trail(desk: Desk, client: Client) -> None:
    made = set_goal(desk, reach(client))
    edit_goal(desk, replace(made, target=1.0), "Why")
    remove_goal(desk, made.id)
    label = save_label(desk, ContentLabel(0, client.id, "pillar", "A", ("a",)))
    remove_label(desk, label.id)
    remove_mark(desk, add_mark(desk, Mark(0, client.id, dt.date(2026, 10, 1), "x")).id)
    with desk.store.read() as cur:
        lines = cur.execute("select action, person from audit order by id").fetchall()
    names = ("goal.set", "goal.edit", "goal.remove", "label.save", "label.remove", "mark.add", "mark.remove")
    assert lines == [(name, "tester") for name in names]
