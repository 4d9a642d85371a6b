"""Results: order, limits, every split, many metrics at once."""

import datetime as dt

import pytest

from reporting.catalog.model import Catalog
from reporting.errors import QueryError
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import By, MetricQuery, Result, Rows, Statement
from reporting.metrics.ranking import FEWEST_POSTS, Ranking, ranked
from reporting.metrics.run import run
from reporting.periods import parse
from tests.tables import CLIENT, Tables, october, september, with_rows


class Counting(DuckDBEngine):
    """Counts the statements that it runs."""

    asked = 0

    def fetch(self, statement: Statement) -> Rows:
        self.asked += 1
        return super().fetch(statement)


@pytest.fixture(scope="module")
def tables(catalog: Catalog) -> Tables:
    posts = [
        {
            "account": account,
            "platform": platform,
            "report_day": october(1 + at % 28),
            "published_at": dt.datetime(2026, 10, 1 + at % 28, at % 24),  # noqa: DTZ001 -- stored times are UTC without zone
            "media_type": ("photo", "reel", "story", None)[at % 4],
            "post": f"{platform}-{at}",
            "reach": 100 + 7 * at if platform != "x" else None,
            "impressions": 90 + at if platform == "x" else None,
            "views": 200 + at if platform != "x" else None,
            "likes": at * at % 50,
            "comments": at % 5,
            "is_reply": at % 9 == 0,
        }
        for account, platform in ((1, "facebook"), (2, "instagram"), (3, "x"))
        for at in range(40)
    ]
    days = [
        {
            "account": account,
            "platform": platform,
            "report_day": september(20) + dt.timedelta(days=at),
            "followers": 1000 + 3 * at if platform != "x" else None,
            "net_followers": at % 3 - 1 if platform == "x" else None,
            "reach": 50 + at,
            "views": 10 * at,
        }
        for account, platform in ((1, "facebook"), (3, "x"))
        for at in range(40)
    ]
    return with_rows(catalog, post=posts, account_day=days)


@pytest.mark.parametrize(
    "by", [(), ("platform",), ("account",), ("week",), ("media_type",), ("platform", "weekday"), ("hour",)]
)
def test_many_metrics_in_one_statement_are_the_same_as_each_alone(
    tables: Tables, catalog: Catalog, by: tuple[By, ...]
) -> None:
    """Rows that one metric alone does not have are missing figures of the whole."""
    together = tables.ask(*catalog.metrics, by=by)
    keys = [row[: len(by)] for row in together.rows]
    assert len(set(keys)) == len(keys)
    for id_ in catalog.metrics:
        alone = figures_alone(tables, id_, by)
        assert dict(zip(keys, together.column(id_), strict=True)) == {key: alone.get(key) for key in keys}, id_
        assert set(alone) <= set(keys), id_


def figures_alone(tables: Tables, metric: str, by: tuple[By, ...]) -> dict[tuple[object, ...], object]:
    try:
        result = tables.ask(metric, by=by)
    except QueryError:
        return {}
    return {row[: len(by)]: row[-1] for row in result.rows}


@pytest.mark.parametrize("by", ["platform", "account", "day", "week", "month", "media_type", "post", "hour", "weekday"])
def test_sums_over_every_split_are_the_whole(tables: Tables, by: By) -> None:
    parts = tables.ask("engagements", "posts", by=(by,))
    whole = tables.ask("engagements", "posts")
    for metric in ("engagements", "posts"):
        assert sum(value or 0 for value in parts.column(metric)) == whole.value(metric)
    keys = [key for key in parts.column(by) if key is not None]
    assert keys == sorted(keys)


def test_order_by_a_figure_is_highest_first_with_missing_last(tables: Tables) -> None:
    ordered = tables.ask("post_reach", by=("platform",), order_by="post_reach").column("post_reach")
    assert ordered[-1] is None
    assert ordered[:-1] == sorted(ordered[:-1], reverse=True)


def test_limit_keeps_the_first_rows_of_the_order(tables: Tables) -> None:
    whole = tables.ask("engagements", by=("post",), order_by="engagements")
    assert tables.ask("engagements", by=("post",), order_by="engagements", limit=3).rows == whole.rows[:3]


def test_filters_are_the_same_as_splits(tables: Tables) -> None:
    split = {row[0]: row[1] for row in tables.ask("engagements", by=("platform",)).rows}
    assert tables.ask("engagements", platforms=("x",)).value("engagements") == split["x"]
    assert tables.ask("engagements", accounts=(1, 2)).value("engagements") == split["facebook"] + split["instagram"]
    formats = {row[0]: row[1] for row in tables.ask("engagements", by=("media_type",)).rows}
    only = tables.ask("engagements", media_types=("reel", "photo"))
    assert only.value("engagements") == formats["reel"] + formats["photo"]


def test_columns_carry_units_and_metrics(tables: Tables) -> None:
    result = tables.ask("engagement_rate_reach", by=("platform",), compare=("previous",))
    assert [(column.name, column.unit, column.metric) for column in result.columns] == [
        ("platform", None, None),
        ("engagement_rate_reach", "percent", "engagement_rate_reach"),
        ("engagement_rate_reach__previous", "percent", "engagement_rate_reach"),
    ]
    assert result.compared == {"previous": parse("2026-09")}


def test_a_query_is_two_statements_however_many_accounts_and_metrics(tables: Tables, catalog: Catalog) -> None:
    engine = Counting(tables)
    run(
        MetricQuery(tuple(catalog.metrics), CLIENT, parse("2026-10"), by=("platform",), compare=("year",)),
        engine,
        catalog,
    )
    assert engine.asked == 2


def rank(tables: Tables, *, worst: bool = False, limit: int | None = None) -> Result:
    query = MetricQuery(("engagements",), CLIENT, parse("2026-10"), limit=limit)
    return ranked(Ranking(query, worst), DuckDBEngine(tables), tables.catalog)


def test_posts_are_ranked_each_against_its_own_account(catalog: Catalog) -> None:
    """Ten posts of 1 to 10 reactions: the best leaves all nine others behind and has 10 / 5.5 times the median."""
    posts = [
        {"account": 1, "platform": "facebook", "report_day": october(at), "post": f"f{at}", "reactions": at}
        for at in range(1, 11)
    ]
    big = [
        {"account": 2, "platform": "instagram", "report_day": october(at), "post": f"i{at}", "likes": 1000}
        for at in range(1, 11)
    ]
    result = rank(with_rows(catalog, post=[*posts, *big]))
    place = {record["post"]: record for record in result.records()}
    assert (place["f10"]["percentile"], place["f10"]["median_ratio"], place["f10"]["n"]) == (1.0, 10 / 5.5, 10)
    assert place["f1"]["percentile"] == 0
    assert (place["i1"]["percentile"], place["i1"]["median_ratio"]) == (0.0, 1.0)
    assert [record["post"] for record in result.records()][-1] == "f1"
    assert result.imports == (1,)


def test_a_percentile_needs_enough_posts_and_stories_stand_apart(catalog: Catalog) -> None:
    few = [
        {"account": 1, "platform": "facebook", "report_day": october(at), "post": f"f{at}", "reactions": at}
        for at in range(1, FEWEST_POSTS)
    ]
    stories = [row | {"post": f"s{at}", "media_type": "story", "reactions": 0} for at, row in enumerate(few)]
    for record in rank(with_rows(catalog, post=[*few, *stories])).records():
        assert (record["percentile"], record["median_ratio"], record["n"]) == (None, None, FEWEST_POSTS - 1)


def test_posts_before_the_period_are_what_it_is_measured_against_but_not_ranked(catalog: Catalog) -> None:
    old = [
        {"account": 1, "platform": "facebook", "report_day": september(at), "post": f"o{at}", "reactions": at}
        for at in range(1, 9)
    ]
    new = {"account": 1, "platform": "facebook", "report_day": october(2), "post": "new", "reactions": 4}
    older = {"account": 1, "platform": "facebook", "report_day": dt.date(2026, 8, 2), "post": "older", "reactions": 99}
    result = rank(with_rows(catalog, post=[*old, new, older]))
    assert [(row["post"], row["n"], row["percentile"]) for row in result.records()] == [("new", 9, 3 / 8)]


def test_worst_first_is_the_other_way_round_and_limited(tables: Tables) -> None:
    values = rank(tables).column("engagements")
    assert rank(tables, worst=True, limit=5).column("engagements") == sorted(values)[:5]
    assert rank(tables, limit=5).column("engagements") == sorted(values, reverse=True)[:5]


def test_posts_are_not_ranked_by_figures_of_accounts(tables: Tables) -> None:
    with pytest.raises(QueryError):
        ranked(Ranking(MetricQuery(("followers",), CLIENT, parse("2026-10"))), DuckDBEngine(tables), tables.catalog)
