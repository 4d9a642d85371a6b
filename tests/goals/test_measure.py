"""What is measured for many goals at once, against what is asked for each alone and against sums made by hand."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import pytest

from reporting.access.people import local_person
from reporting.actions.desk import Desk
from reporting.catalog.load import load_catalog
from reporting.goals.figures import BY_ROWS
from reporting.goals.measure import Ground, Measured, measure, measure_all
from reporting.goals.model import Goal, Scope
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import MetricQuery, Rows, Statement
from reporting.metrics.run import run
from reporting.periods import Period, parse
from reporting.settings import Settings
from reporting.warehouse.clients import client_named
from reporting.warehouse.coverage import coverage
from reporting.warehouse.store import Store
from tests.stocking import stock

OCTOBER = parse("2026-10")
TODAY = dt.date(2026, 10, 20)
FIRST, LAST = dt.date(2026, 6, 1), dt.date(2026, 10, 18)
SCOPES = (
    Scope(),
    Scope(("instagram",)),
    Scope(("facebook", "x")),
    Scope(media_types=("reel", "video")),
    Scope(("instagram",), media_types=("photo",)),
)
MEDIA = ("photo", "video", "reel", "story", None)
POST_FIGURES = (
    "reach", "impressions", "views", "reactions", "likes", "comments", "shares", "reposts", "saves", "clicks",
    "link_clicks", "watch_seconds", "engagements", "video_views_3s",
)  # fmt: skip
DAY_FIGURES = ("reach", "impressions", "views", "engagements", "followers", "new_followers", "profile_visits", "clicks")


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine: DuckDBEngine) -> None:
        self.engine, self.statements = engine, list[str]()

    def fetch(self, statement: Statement) -> Rows:
        self.statements.append(statement.text)
        return self.engine.fetch(statement)


def _figures(dice: random.Random, names: tuple[str, ...]) -> dict[str, Any]:
    """Some are not provided, and some are nothing."""
    return {name: dice.choice((None, 0, dice.randrange(1, 900), dice.randrange(1, 900))) for name in names}


def _posts(platform: str, dice: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "post": f"{platform}{number}",
            "published_on": FIRST + dt.timedelta(days=dice.randrange((LAST - FIRST).days + 1)),
            "media_type": dice.choice(MEDIA),
            "account": dice.choice(("one", "two")),
            "is_share": dice.choice((None, False, True)),
            **_figures(dice, POST_FIGURES),
        }
        for number in range(150)
    ]


def _days(dice: random.Random, account: str) -> list[dict[str, Any]]:
    days = (FIRST + dt.timedelta(days=at) for at in range((LAST - FIRST).days + 1))
    return [{"day": day, "account": account, **_figures(dice, DAY_FIGURES)} for day in days if dice.random() < 0.95]


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    settings = Settings(home=tmp_path_factory.mktemp("measured") / "home")
    store = Store.open(settings, load_catalog())
    for platform in ("facebook", "instagram", "x"):
        dice = random.Random(platform)  # noqa: S311 -- invented figures
        stock(store, "Acme", "post", _posts(platform, dice), platform=platform, file=f"{platform}.csv")
        for account in ("one", "two")[: 1 if platform == "x" else 2]:
            rows = _days(dice, account)
            stock(store, "Acme", "account_day", rows, platform=platform, file=f"{platform} {account}.csv")
    yield Desk(store, settings, local_person("tester"))
    store.close()


def ground(desk: Desk) -> Ground:
    with desk.store.read() as cur:
        client = client_named(cur, "Acme")
        assert client is not None
        covered = coverage(cur, client.id, desk.catalog.networks)
    return Ground(DuckDBEngine(desk.store), desk.catalog, covered, TODAY)


def goals(desk: Desk) -> list[Goal]:
    """Of every metric that a goal can be about, in every scope that fits it."""
    found = []
    for metric in desk.catalog.metrics.values():
        kinds = [kind.id for kind in desk.catalog.goal_kinds.values() if metric.kind in kind.metric_kinds]
        table = metric.table or desk.catalog.metrics[metric.over or ""].table
        for scope in SCOPES if table == "post" else SCOPES[:3]:
            found += [Goal(0, 1, metric.id, kind, OCTOBER, 100.0, scope) for kind in kinds]
    return found


def test_many_goals_read_from_cells_are_what_each_alone_is(stocked: Desk) -> None:
    """Every metric × kind × scope: the figure of the cells is the figure of the query, and missing is missing."""
    catalog, on = stocked.catalog, ground(stocked)
    every = goals(stocked)
    checked = 0
    for goal, measured in zip(every, measure_all(every, on), strict=True):
        if measured.to is None or catalog.goal_kinds[goal.kind].rule in {"level", "growth", "growth_share"}:
            continue
        query = MetricQuery(
            (goal.metric,),
            1,
            Period(OCTOBER.start, measured.to),
            platforms=goal.scope.platforms,
            media_types=goal.scope.media_types,
        )
        alone = run(query, on.engine, catalog).value(goal.metric)
        assert measured.value == (None if alone is None else pytest.approx(alone)), goal
        checked += measured.value is not None
    assert checked > 80


def test_the_number_of_statements_does_not_grow_with_the_goals(stocked: Desk) -> None:
    on = ground(stocked)
    metrics = stocked.catalog.metrics
    of_cells = [
        one
        for one in goals(stocked)
        if metrics[one.metric].kind not in BY_ROWS and metrics[one.metric].table != "account_period"
    ]
    asked = []
    for number in (10, len(of_cells)):
        engine = Counting(DuckDBEngine(stocked.store))
        measure_all(of_cells[:number], Ground(engine, on.catalog, on.covered, TODAY))
        asked.append(len(engine.statements))
    assert len(of_cells) > 100
    assert asked[1] == 7  # cells of posts, their accounts' levels, days, mentions; the imports of the three tables
    assert asked[0] <= asked[1]


def test_days_are_those_counted_by_hand(stocked: Desk) -> None:
    """Of posts a day without one is nothing; of days by account a day without a row is not known."""
    on = ground(stocked)
    posts, days = measure_all(
        [
            Goal(0, 1, "reactions", "reach_total", OCTOBER, 1.0, Scope(("instagram",))),
            Goal(0, 1, "profile_visits", "reach_total", OCTOBER, 1.0, Scope(("x",))),
        ],
        on,
    )
    with stocked.store.read() as cur:
        by_hand = dict(
            cur.execute(
                "select published_on, sum(coalesce(reactions, likes)) from current_post where platform = 'instagram'"
                " and not coalesce(is_share, false) group by 1"
            ).fetchall()
        )
        visits = dict(
            cur.execute("select day, profile_visits from current_account_day where platform = 'x'").fetchall()
        )
    assert posts.over is not None
    assert days.over is not None
    for at in range(18):
        day = OCTOBER.start + dt.timedelta(days=at)
        assert posts.over.on(day) == float(by_hand.get(day) or 0)
        assert days.over.on(day) == visits.get(day)
    assert None in days.over.values[-60:]


def test_days_before_a_network_began_are_not_its_zeros(desk: Desk, store: Store) -> None:
    """Facebook from June, Instagram from July: June is not known for both, a quiet day in July is nothing."""
    for platform, month in (("facebook", 6), ("instagram", 7)):
        rows = [{"post": f"{platform}{at}", "published_on": dt.date(2026, month, at), "likes": 5} for at in (1, 5)]
        rows.append({"post": f"{platform}9", "published_on": dt.date(2026, 10, 9), "likes": 5})
        stock(store, "Acme", "post", rows, platform=platform, file=f"{platform}.csv")
    found = measure(Goal(0, 1, "reactions", "reach_total", OCTOBER, 100.0), ground(desk))
    assert found.over is not None
    assert [found.over.on(dt.date(2026, *day)) for day in ((6, 5), (6, 30), (7, 1), (7, 2), (10, 1), (10, 9))] == [
        None,
        None,
        5,
        0,
        0,
        10,
    ]


def test_parts_make_the_whole_where_that_is_true(stocked: Desk) -> None:
    """Sums over networks and over accounts; a rate is not the sum of its parts."""
    on = ground(stocked)
    with stocked.store.read() as cur:
        numbers = [row[0] for row in cur.execute("select id from account order by id").fetchall()]
    networks = [Scope((name,)) for name in ("facebook", "instagram", "x")]
    for parts in (networks, [Scope(accounts=(number,)) for number in numbers]):
        for metric in ("engagements", "posts", "comments", "link_clicks"):
            whole, *shares = measure_all(
                [Goal(0, 1, metric, "reach_total", OCTOBER, 1.0, scope) for scope in (Scope(), *parts)], on
            )
            assert whole.value == sum(part.value or 0 for part in shares)


def test_growth_is_measured_against_last_year_else_the_period_before(stocked: Desk) -> None:
    found = measure(Goal(0, 1, "comments", "grow_total", OCTOBER, 1.0), ground(stocked))
    with stocked.store.read() as cur:
        (by_hand,) = cur.execute(
            "select sum(comments) from current_post where published_on between '2026-09-01' and '2026-09-30'"
            " and not coalesce(is_share, false)"
        ).fetchone() or (None,)
    assert (found.base, found.base_period) == (by_hand, parse("2026-09"))


def test_the_order_of_rows_a_split_and_a_second_import_change_nothing(desk: Desk, store: Store) -> None:
    dice = random.Random(7)  # noqa: S311 -- invented figures
    rows = _posts("instagram", dice)
    shuffled = dice.sample(rows, len(rows))
    for client, files in (("One", [rows]), ("Two", [shuffled[:70], shuffled[70:]]), ("Three", [rows, rows])):
        for number, part in enumerate(files):
            own = [row | {"account": f"{client} {row['account']}"} for row in part]
            stock(store, client, "post", own, platform="instagram", file=f"{client} {number}.csv")
    assert _measured(desk, "One") == _measured(desk, "Two") == _measured(desk, "Three")


def _measured(desk: Desk, name: str) -> list[tuple[object, ...]]:
    with desk.store.read() as cur:
        client = client_named(cur, name)
        assert client is not None
        on = Ground(DuckDBEngine(desk.store), desk.catalog, coverage(cur, client.id, desk.catalog.networks), TODAY)
    metrics = ("engagements", "posts", "engagement_rate_reach", "median_engagements", "posts_per_week")
    kinds = ("reach_total", "reach_total", "keep_above", "keep_above", "keep_above")
    pairs = zip(metrics, kinds, strict=True)
    found = measure_all([Goal(0, client.id, metric, kind, OCTOBER, 1.0) for metric, kind in pairs], on)
    return [_told(one) for one in found]


def _told(one: Measured) -> tuple[object, ...]:
    return (one.value, one.to, one.over, one.under, one.counted)
