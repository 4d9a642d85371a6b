"""Setting goals and judging them over a real store."""

import datetime as dt
import itertools
import math
from collections.abc import Sequence
from typing import Any

import pytest

from reporting.access.people import Person
from reporting.actions.desk import Desk
from reporting.actions.goals import goal_list, remove_goal, set_goal
from reporting.actions.standings import standings
from reporting.command.documents import standing_document
from reporting.errors import ConflictError, NotAllowedError
from reporting.goals.model import Goal, Scope
from reporting.language import error_text
from reporting.periods import parse
from reporting.warehouse.clients import client_named
from reporting.warehouse.model import Client
from reporting.warehouse.store import Store
from tests.stocking import stock
from tests.tables import october, september

OCTOBER = parse("2026-10")
POSTS = [{"post": f"p{day}", "published_on": october(day), "reach": 100, "likes": day} for day in range(1, 21)]
LEVELS = [{"day": september(28) + dt.timedelta(days=at), "followers": 1000 + 10 * at} for at in range(20)]


@pytest.fixture
def client(store: Store) -> Client:
    stock(store, "Acme", "post", POSTS, platform="instagram", file="posts.csv")
    stock(store, "Acme", "account_day", LEVELS, platform="instagram", file="levels.csv")
    with store.read() as cur:
        found = client_named(cur, "Acme")
    assert found is not None
    return found


def goal(
    client: Client, metric: str = "post_reach", kind: str = "reach_total", target: float = 3000, **more: Any
) -> Goal:
    return Goal(0, client.id, metric, kind, more.pop("period", OCTOBER), target, **more)


def test_a_goal_is_written_down_as_it_was_set_and_can_be_removed(desk: Desk, client: Client) -> None:
    made = set_goal(desk, goal(client, scope=Scope(("instagram",)), owner="Ada", note="Spring line"))
    assert goal_list(desk, client.id) == [made] == goal_list(desk)
    assert (made.period, made.scope, made.owner) == (OCTOBER, Scope(("instagram",)), "Ada")
    assert remove_goal(desk, made.id) == made
    assert goal_list(desk, client.id) == []
    with pytest.raises(ConflictError):
        remove_goal(desk, made.id)


def test_goals_stand_where_the_files_say(desk: Desk, client: Client) -> None:
    """20 posts of 100 reach up to the 20th; followers 1 020 on 30 September and 1 190 on 17 October."""
    for one in (
        goal(client),
        goal(client, "followers", "reach_level", 1300),
        goal(client, "followers", "grow_by", 300),
        goal(client, "engagement_rate_reach", "keep_above", 0.1),
    ):
        set_goal(desk, one)
    found = [
        (one.goal.kind, one.actual, one.expected, one.judged_to, one.status, one.imports)
        for one in standings(desk, client.id, today=october(25))
    ]
    assert found == [
        ("reach_total", 2000, 3000 * (20 / 31), october(20), "on_track", (1,)),
        ("reach_level", 1190, 1020 + 280 * (17 / 31), october(17), "on_track", (2,)),
        ("grow_by", 170, 300 * (17 / 31), october(17), "on_track", (2,)),
        ("keep_above", 210 / 2000, 0.1, october(20), "on_track", (1,)),
    ]


def test_a_goal_over_platforms_is_judged_to_the_day_that_all_of_them_cover(
    store: Store, desk: Desk, client: Client
) -> None:
    more = [{"post": f"f{day}", "published_on": october(day), "reach": 10} for day in range(1, 11)]
    stock(store, "Acme", "post", more, platform="facebook", file="facebook.csv")
    set_goal(desk, goal(client))
    (found,) = standings(desk, client.id, today=october(25))
    assert (found.judged_to, found.actual) == (october(10), 10 * 100 + 10 * 10)


def test_a_platform_that_never_gives_the_figure_does_not_hold_the_goal_back(
    store: Store, desk: Desk, client: Client
) -> None:
    """YouTube has no reach: its last post of the fifth says nothing about a goal for reach."""
    videos = [{"post": "v", "published_on": october(5), "views": 10}]
    stock(store, "Acme", "post", videos, platform="youtube", file="videos.csv")
    set_goal(desk, goal(client))
    set_goal(desk, goal(client, "posts"))
    reach, posts = standings(desk, client.id, today=october(25))
    assert (reach.judged_to, reach.actual) == (october(20), 2000)
    assert (posts.judged_to, posts.actual) == (october(5), 6)


def test_days_of_the_account_show_that_time_went_on_without_posts(store: Store, desk: Desk, client: Client) -> None:
    """The last post is of the 20th, the days of the account go on to the 24th: four days without a post."""
    days = [{"day": october(24), "views": 3}]
    stock(store, "Acme", "account_day", days, platform="instagram", file="views.csv")
    set_goal(desk, goal(client))
    (found,) = standings(desk, client.id, today=october(25))
    assert (found.judged_to, found.actual) == (october(24), 2000)


def test_a_pause_in_the_last_week_of_a_finished_period_is_covered(desk: Desk, client: Client) -> None:
    """Imported after the period: the last post, of the 20th, is not in its last week, so the end is not known."""
    set_goal(desk, goal(client, period=parse("2026-10-01..2026-10-24")))
    set_goal(desk, goal(client))
    short, month = standings(desk, client.id, today=dt.date(2100, 1, 1))
    assert (short.judged_to, short.status) == (october(24), "missed")
    assert (month.judged_to, month.status) == (october(20), "on_track")


def test_goals_of_other_periods_are_left_out_on_request(desk: Desk, client: Client) -> None:
    set_goal(desk, goal(client))
    set_goal(desk, goal(client, period=parse("2026-Q4")))
    set_goal(desk, goal(client, period=parse("2026-12")))
    assert [one.goal.period.key for one in standings(desk, client.id, OCTOBER, october(25))] == ["2026-10", "2026-Q4"]
    december = standings(desk, client.id, parse("2026-12"), october(25))
    assert [(one.goal.period.key, one.status) for one in december] == [("2026-Q4", "on_track"), ("2026-12", "no_data")]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"metric": "luck"}, "There is no metric “luck”."),
        ({"kind": "hope"}, "There is no goal kind “hope”"),
        ({"kind": "keep_above"}, "“Stay at or above” doesn’t fit Post reach (added over posts): take Reach a total, "),
        ({"target": 0}, "above zero"),
        ({"target": math.nan}, "above zero"),
        ({"metric": "click_rate", "kind": "keep_above", "target": 4.5}, "was 4.50% meant?"),
        ({"scope": Scope(("myspace",))}, "There is no platform “myspace”"),
        (
            {"metric": "engagement_rate_reach", "kind": "keep_above", "target": 0.1, "scope": Scope(("x",))},
            "isn’t a figure of x",
        ),
        ({"metric": "followers", "kind": "reach_level", "baseline": 3000.0}, "not above the baseline"),
        ({"baseline": 5.0}, "takes no baseline"),
        ({"metric": "followers", "kind": "grow_by", "baseline": -1.0}, "zero or more"),
    ],
)
def test_a_goal_that_can_not_be_judged_is_refused_with_the_reason(
    desk: Desk, client: Client, wrong: dict[str, Any], words: str
) -> None:
    with pytest.raises(ConflictError) as refused:
        set_goal(desk, goal(client, **wrong))
    assert words in error_text(refused.value, "en")
    assert goal_list(desk) == []


def test_everything_that_is_wrong_is_said_at_once(desk: Desk, client: Client) -> None:
    with pytest.raises(ConflictError) as refused:
        set_goal(desk, goal(client, metric="luck", kind="hope", target=-1, scope=Scope(("myspace",))))
    said = error_text(refused.value, "fr")
    assert all(word in said for word in ("luck", "hope", "myspace", "supérieur à zéro"))


def test_the_same_goal_is_not_set_twice(desk: Desk, client: Client) -> None:
    made = set_goal(desk, goal(client, scope=Scope(("instagram",))))
    with pytest.raises(ConflictError) as refused:
        set_goal(desk, goal(client, scope=Scope(("instagram",)), target=9))
    assert f"number {made.id}" in error_text(refused.value, "en")
    set_goal(desk, goal(client))


def test_a_client_that_is_not_there_has_no_goals(desk: Desk, client: Client) -> None:
    with pytest.raises(ConflictError):
        set_goal(desk, Goal(0, client.id + 99, "post_reach", "reach_total", OCTOBER, 5))


def test_a_reader_sees_goals_but_sets_none(desk: Desk, store: Store, client: Client) -> None:
    reader = Desk(store, desk.settings, Person("Vic", frozenset({"reports.read"})))
    assert goal_list(reader, client.id) == []
    with pytest.raises(NotAllowedError):
        set_goal(reader, goal(client))
    with pytest.raises(NotAllowedError):
        remove_goal(reader, 1)


def test_json_has_exactly_the_promised_keys(desk: Desk, client: Client) -> None:
    made = set_goal(desk, goal(client, "followers", "grow_by", 300))
    (standing,) = standings(desk, client.id, today=october(25))
    document = standing_document(standing, client.name, "en")
    forecast = document["forecast"]
    assert forecast.keys() == {"median", "p10", "p25", "p75", "p90"}
    assert [forecast[name] for name in ("p10", "p25", "median", "p75", "p90")] == sorted(forecast.values())
    assert 0 <= document["probability"] <= 1
    assert document | {"forecast": None, "probability": None} == {
        "id": made.id,
        "client": "Acme",
        "metric": "followers",
        "scope": [],
        "kind": "grow_by",
        "period": "2026-10",
        "target": 300.0,
        "baseline": 1020.0,
        "actual": 170.0,
        "judged_to": "2026-10-17",
        "expected": 300 * (17 / 31),
        "forecast": None,
        "probability": None,
        "status": "on_track",
        "method": "straight line: fewer than 14 days of history before the period",
    }


@pytest.mark.parametrize("parts", [[POSTS[::-1]], [POSTS[:7], POSTS[7:]], [POSTS, POSTS], [POSTS[5:], POSTS[:12]]])
def test_judging_does_not_depend_on_how_the_rows_came_in(
    store: Store, desk: Desk, parts: Sequence[Sequence[dict[str, Any]]]
) -> None:
    """Turned round, in two files, twice, overlapping."""
    for at, rows in enumerate(parts):
        stock(store, "Acme", "post", rows, platform="instagram", file=f"{at}.csv")
    with store.read() as cur:
        client = client_named(cur, "Acme")
    assert client is not None
    for one in itertools.starmap(goal, [(client,), (client, "engagement_rate_reach", "keep_above", 0.2)]):
        set_goal(desk, one)
    found = [
        (one.actual, one.expected, one.judged_to, one.status) for one in standings(desk, client.id, today=october(25))
    ]
    assert found == [(2000, 3000 * (20 / 31), october(20), "on_track"), (0.105, 0.2, october(20), "behind")]
