"""What holds of every kind of goal, whatever the figures: drawn exports through a store, and drawn days."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.access.people import local_person
from reporting.actions.desk import Desk
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.goals.judge import judge
from reporting.goals.measure import Ground, Measured, measure_all
from reporting.goals.model import Goal, Scope, Series, Standing
from reporting.metrics.engine import DuckDBEngine
from reporting.periods import Period, parse
from reporting.settings import Settings
from reporting.warehouse.clients import client_named
from reporting.warehouse.coverage import coverage
from reporting.warehouse.store import Store
from tests.stocking import stock

OCTOBER = parse("2026-10")
FIRST, LAST = dt.date(2026, 7, 1), dt.date(2026, 10, 20)
TODAY = dt.date(2026, 10, 25)
METRICS = {
    "reach_total": ("engagements", "posts"),
    "keep_above": ("engagement_rate_reach", "median_engagements", "followers"),
    "keep_below": ("posts_per_week",),
    "reach_level": ("followers",),
    "grow_by": ("followers",),
    "grow_by_percent": ("followers",),
    "grow_total": ("engagements",),
    "grow_total_percent": ("comments",),
}
TOTALS = ("reach_total", "grow_total", "grow_total_percent")
MEDIA = ("photo", "video", "reel")
GOALS = [Goal(0, 0, metric, kind, OCTOBER, 0.5) for kind, metrics in METRICS.items() for metric in metrics]
Rows = list[dict[str, Any]]
_clients = itertools.count()

few = settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = Settings(home=tmp_path_factory.mktemp("properties") / "home")
    store = Store.open(home, load_catalog())
    yield Desk(store, home, local_person("tester"))
    store.close()


def posts(dice: random.Random) -> Rows:
    return [
        {
            "post": f"p{number}",
            "published_on": FIRST + dt.timedelta(days=dice.randrange((LAST - FIRST).days + 1)),
            "media_type": dice.choice(MEDIA),
            "account": dice.choice(("one", "two")),
            **{name: dice.choice((None, 0, dice.randrange(1, 900))) for name in ("reach", "likes", "comments")},
        }
        for number in range(60)
    ]


def days(dice: random.Random) -> Rows:
    """Some days are missing."""
    every = (FIRST + dt.timedelta(days=at) for at in range((LAST - FIRST).days + 1))
    return [
        {"day": day, "account": "one", "followers": dice.randrange(900, 999)} for day in every if dice.random() > 0.1
    ]


def client_of(desk: Desk, exports: Sequence[tuple[str, Rows]]) -> int:
    name = f"Client {next(_clients)}"
    for number, (table, rows) in enumerate(exports):
        own = [row | {"account": f"{name} {row['account']}"} for row in rows]
        stock(desk.store, name, table, own, platform="instagram", file=f"{name} {number}.csv")
    with desk.store.read() as cur:
        found = client_named(cur, name)
    assert found is not None
    return found.id


def judged(desk: Desk, client: int, goals: Sequence[Goal]) -> list[Standing]:
    """Without what differs between clients by right: whose goal it is, and the imports' numbers."""
    with desk.store.read() as cur:
        covered = coverage(cur, client, desk.catalog.networks)
    own = [replace(goal, client_id=client) for goal in goals]
    found = measure_all(own, Ground(DuckDBEngine(desk.store), desk.catalog, covered, TODAY))
    pairs = zip(goals, own, found, strict=True)
    return [replace(judge(own, one, desk.catalog, TODAY), goal=goal, imports=()) for goal, own, one in pairs]


def test_every_kind_is_drawn(catalog: Catalog) -> None:
    assert set(METRICS) == set(catalog.goal_kinds)


@few
@given(seed=st.integers(0, 2**32), cut=st.floats(0.1, 0.9))
def test_order_splitting_and_a_second_import_change_no_standing(office: Desk, seed: int, cut: float) -> None:
    """Both exports at once; shuffled and parted anywhere, the parts in the other order; and all of it twice."""
    dice = random.Random(seed)  # noqa: S311 -- invented figures
    whole = [("post", posts(dice)), ("account_day", days(dice))]
    parted = []
    for table, rows in whole:
        mixed, at = dice.sample(rows, len(rows)), round(cut * len(rows))
        parted += [(table, mixed[at:]), (table, mixed[:at])]
    plain = judged(office, client_of(office, whole), GOALS)
    assert any(one.status != "no_data" for one in plain)
    assert judged(office, client_of(office, parted), GOALS) == plain
    assert judged(office, client_of(office, [*whole, *whole]), GOALS) == plain


@few
@given(seed=st.integers(0, 2**32))
def test_totals_over_formats_and_accounts_are_the_whole(office: Desk, seed: int) -> None:
    """Each post has one format and one account. All parts reach to the same day: coverage is a network's."""
    client = client_of(office, [("post", posts(random.Random(seed)))])  # noqa: S311 -- invented figures
    with office.store.read() as cur:
        owned = cur.execute("select id from account where client_id = $client", {"client": client}).fetchall()
    assert len(owned) == 2
    for scopes in ([Scope(media_types=(one,)) for one in MEDIA], [Scope(accounts=row) for row in owned]):
        for metric in ("engagements", "posts", "comments", "post_reach"):
            goals = [Goal(0, 0, metric, "reach_total", OCTOBER, 1.0, one) for one in (Scope(), *scopes)]
            whole, *parts = judged(office, client, goals)
            assert whole.actual == sum(part.actual or 0 for part in parts)


history = st.lists(st.one_of(st.none(), st.integers(0, 1000).map(float)), min_size=0, max_size=120)
aims = st.builds(
    lambda kind, length, target: Goal(
        1, 1, "engagements", kind, Period(OCTOBER.start, OCTOBER.start + dt.timedelta(days=length - 1)), target
    ),
    st.sampled_from(TOTALS),
    st.integers(1, 92),
    st.floats(1, 1e6),
)


@settings(max_examples=60)
@given(aims, history, st.data())
def test_what_is_expected_of_a_total_rises_from_nothing_to_the_whole(
    catalog: Catalog, goal: Goal, before: list[float | None], data: st.DataObject
) -> None:
    """And days that no file covers take away from what is expected today, never add to it."""
    some = st.one_of(st.none(), st.integers(0, 1000).map(float))
    gone = data.draw(st.lists(some, min_size=1, max_size=goal.period.days))
    one = standing(catalog, goal, before, gone)
    assert one.track is not None
    assert one.expected is not None
    assert one.wanted is not None
    curve = (0.0, *one.track.expected)
    assert len(curve) == goal.period.days + 1
    assert all(later >= earlier for earlier, later in pairwise(curve))
    assert curve[-1] == pytest.approx(one.wanted)
    assert 0 <= one.expected <= curve[len(gone)] * (1 + 1e-9)
    if None not in gone:
        assert one.expected == pytest.approx(curve[len(gone)])
    if gone.count(None) == len(gone):
        assert one.expected == pytest.approx(0, abs=1e-6 * one.wanted)


@settings(max_examples=40)
@given(aims, history, st.data())
def test_the_expected_curve_does_not_move_while_the_period_goes_on(
    catalog: Catalog, goal: Goal, before: list[float | None], data: st.DataObject
) -> None:
    gone = data.draw(st.lists(st.integers(0, 1000).map(float), min_size=1, max_size=goal.period.days))
    found = [standing(catalog, goal, before, gone[:count]).track for count in (1, len(gone))]
    curves = [track.expected for track in found if track]
    assert len(curves) == 2
    assert curves[0] == curves[1]


def standing(catalog: Catalog, goal: Goal, before: Sequence[float | None], gone: Sequence[float | None]) -> Standing:
    to = goal.period.start + dt.timedelta(days=len(gone) - 1)
    series = Series(goal.period.start - dt.timedelta(days=len(before)), (*before, *gone))
    value = sum(one or 0.0 for one in gone)
    return judge(goal, Measured(value, to, over=series, base=200.0, base_period=goal.period.previous()), catalog, to)
