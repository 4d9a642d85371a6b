"""The compiled SQL of a few shapes, as people read it: `pytest tests/metrics --update-golden`, then read the diff.

A missing snapshot is a failure. Correctness is held by tests/oracle and tests/soundness; this holds legibility.
"""

import datetime as dt
from pathlib import Path

import pytest

from reporting.catalog.model import Catalog
from reporting.metrics.compile import compile_query, provenance
from reporting.metrics.model import ContentFilter, MetricQuery, Statement
from reporting.metrics.ranking import Ranking, statements
from reporting.periods import parse

GOLDEN = Path(__file__).parent / "golden"
OCTOBER = parse("2026-10")
OVERVIEW = ("engagements", "post_reach", "engagement_rate_reach", "posts", "followers")

SHAPES = {
    "one_sum": MetricQuery(("views",), 1, OCTOBER),
    "overview": MetricQuery(OVERVIEW, 1, OCTOBER, by=("platform",), compare=("previous", "year")),
    "unfinished_month": MetricQuery(
        ("posts_per_week",), 1, OCTOBER, compare=("previous",), until=dt.date(2026, 10, 12), platforms=("x", "tiktok")
    ),
    "growth_by_week": MetricQuery(("net_follower_growth", "follower_growth_rate"), 1, OCTOBER, by=("week",)),
    "median_by_format": MetricQuery(
        ("median_engagement_rate",), 1, OCTOBER, by=("platform", "media_type"), media_types=("reel", "photo")
    ),
    "posts_by_hour": MetricQuery(
        ("engagements",), 1, OCTOBER, by=("hour",), accounts=(3,), order_by="engagements", limit=5
    ),
    "of_a_pillar_in_a_campaign": MetricQuery(
        ("engagements",),
        1,
        OCTOBER,
        labels=(
            ContentFilter("pillar", ("coulisses", "back to school")),
            ContentFilter("pillar", ("été",)),
            ContentFilter("campaign", ("black friday",), dt.date(2026, 10, 5), dt.date(2026, 10, 11)),
        ),
    ),
    "across_a_change": MetricQuery(("post_views",), 1, parse("2024-12"), by=("platform",), compare=("previous",)),
}


def check(name: str, statement: Statement, *, update: bool) -> None:
    path = GOLDEN / f"{name}.sql"
    values = "".join(f"-- ${name} = {value}\n" for name, value in sorted(statement.params.items()))
    text = statement.text + values
    if update:
        path.write_text(text)
    assert path.exists(), f"{path.name} is missing: pytest tests/metrics --update-golden, then read it"
    assert path.read_text() == text


@pytest.mark.parametrize("name", SHAPES)
def test_sql_is_the_snapshot(name: str, catalog: Catalog, *, update: bool) -> None:
    check(name, compile_query(SHAPES[name], catalog), update=update)


def test_sql_behind_the_imports_is_the_snapshot(catalog: Catalog, *, update: bool) -> None:
    check("imports", provenance(SHAPES["overview"], catalog), update=update)


def test_sql_of_ranked_posts_is_the_snapshot(catalog: Catalog, *, update: bool) -> None:
    ranking = Ranking(MetricQuery(("engagement_rate_reach",), 1, OCTOBER, limit=10), worst=True)
    check("ranked_posts", statements(ranking, catalog)[0], update=update)


def test_there_is_no_snapshot_without_a_shape() -> None:
    assert {path.stem for path in GOLDEN.glob("*.sql")} == {*SHAPES, "imports", "ranked_posts"}
