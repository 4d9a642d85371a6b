"""Findings: what is said, what is kept quiet, and how it reads in both languages."""

import datetime as dt
from typing import Any

import pytest

from reporting.actions.desk import Desk
from reporting.actions.findings import findings
from reporting.actions.goals import set_goal
from reporting.catalog.model import Catalog
from reporting.goals.model import Goal
from reporting.insights.model import Finding
from reporting.insights.rules import MANY, SOME, Evidence, findings_of, grade_of
from reporting.language import text
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import MetricQuery
from reporting.metrics.ranking import Ranking, ranked
from reporting.periods import parse
from reporting.warehouse.clients import client_named
from reporting.warehouse.store import Store
from tests.stocking import stock
from tests.tables import CLIENT, Tables, october, september, with_rows


def posts(count: int, month: int, likes: int, **more: Any) -> list[dict[str, Any]]:
    return [
        {
            "account": 2,
            "platform": "instagram",
            "report_day": dt.date(2026, month, 1 + at % 28),
            "post": f"{month}-{more.get('media_type', '')}-{at}",
            "likes": likes,
            "views": 1000,
            **more,
        }
        for at in range(count)
    ]


def found(tables: Tables) -> list[Finding]:
    rate = ("median_engagement_rate",)
    best = Ranking(MetricQuery(("engagements",), CLIENT, parse("2026-10"), limit=50))
    return findings_of(
        Evidence(
            tables.ask(
                "engagements",
                "post_reach",
                "post_displays",
                "followers",
                "posts",
                by=("platform",),
                compare=("previous",),
            ),
            tables.ask(*rate, by=("platform", "media_type")),
            tables.ask(*rate, by=("platform",)),
            ranked(best, DuckDBEngine(tables), tables.catalog),
        ),
        tables.catalog,
    )


def said(findings_: list[Finding], lang: Any = "en") -> list[str]:
    return [text(one.sentence, lang) for one in findings_]


@pytest.mark.parametrize(
    ("n", "effect", "grade"),
    [
        (MANY, 0.25, "strong"),
        (MANY - 1, 0.9, "indicative"),
        (MANY, 0.1, "indicative"),
        (SOME - 1, 9, "weak"),
        (99, 0.09, "weak"),
    ],
)
def test_a_grade_needs_both_posts_and_effect(n: int, effect: float, grade: str) -> None:
    assert grade_of(n, effect, 0.1, 0.25) == grade


def test_a_movement_is_said_with_its_figures_and_n(catalog: Catalog) -> None:
    """25 posts of 12 likes against 24 of 10: 300 against 240."""
    tables = with_rows(catalog, post=[*posts(25, 10, 12), *posts(24, 9, 10)])
    (finding,) = found(tables)
    assert (finding.grade, finding.n, finding.metric, finding.platform, finding.good) == (
        "strong",
        24,
        "engagements",
        "instagram",
        True,
    )
    assert said([finding]) == ["Instagram: Engagements +25.0% (300 against 240; 25 posts against 24)."]
    assert said([finding], "fr") == [
        "Instagram\u00a0: Engagements +25,0\u00a0% (300 contre 240\u00a0; 25 publications contre 24)."
    ]


def test_few_posts_and_small_movements_are_kept_quiet(catalog: Catalog) -> None:
    assert found(with_rows(catalog, post=[*posts(7, 10, 90), *posts(6, 9, 10)])) == []
    assert found(with_rows(catalog, post=[*posts(24, 10, 10), *posts(23, 9, 10)])) == []


def test_nothing_to_compare_with_is_no_rise(catalog: Catalog) -> None:
    assert found(with_rows(catalog, post=posts(25, 10, 10))) == []
    assert found(with_rows(catalog)) == []


def test_a_format_that_stands_out_is_said_with_its_median(catalog: Catalog) -> None:
    """8 reels at 9 %, 20 photos at 3 %: the median of all 28 is 3 %."""
    rows = [*posts(8, 10, 90, media_type="reel"), *posts(20, 10, 30, media_type="photo")]
    (reels,) = [one for one in found(with_rows(catalog, post=rows)) if one.metric == "median_engagement_rate"]
    assert reels.grade == "indicative"
    assert said([reels]) == ["Instagram, reels: median engagement rate 9.00%, against 3.00% for all posts (n = 8)."]


def test_a_post_far_above_its_accounts_median_is_said(catalog: Catalog) -> None:
    rows = [*posts(20, 10, 10), *posts(1, 10, 45, post="star", report_day=october(5))]
    (star,) = found(with_rows(catalog, post=rows))
    assert (star.grade, said([star])) == (
        "strong",
        ["Instagram: the post of October 5, 2026 drew 45 engagements, 4.5 times the account’s median (n = 21)."],
    )


def test_followers_and_rhythm_are_said(catalog: Catalog) -> None:
    days = [
        {"account": 2, "platform": "instagram", "report_day": day, "followers": count}
        for day, count in ((september(30), 1000), (october(31), 940))
    ]
    rows = [*posts(6, 10, 10), *posts(3, 9, 20)]
    tables = with_rows(catalog, post=[*rows, *posts(4, 10, 0, media_type="photo")], account_day=days)
    assert said(found(tables)) == [
        "Instagram: Followers -6.0%, from 1,000 to 940.".replace("-", "\u2212"),
        "Instagram: 10 posts published, against 3 in the period before.",
    ]


def test_goals_that_fall_behind_come_first(store: Store, desk: Desk) -> None:
    rows = [
        {"post": f"{month}{at}", "published_on": dt.date(2026, month, at), "likes": 10 * month}
        for month in (9, 10)
        for at in range(1, 22)
    ]
    stock(store, "Acme", "post", rows, platform="instagram")
    with store.read() as cur:
        client = client_named(cur, "Acme")
    assert client is not None
    set_goal(desk, Goal(0, client.id, "engagements", "reach_total", parse("2026-10"), 9000))
    first, second = findings(desk, client.id, parse("2026-10"))
    assert text(first.sentence, "en") == (
        "Goal behind: Engagements. 2,100 by October 21, 2026, 6,097 expected by then, target 9,000."
        " Odds of meeting it: 1 in 100."
    )
    assert (first.good, second.grade) == (False, "indicative")
    assert text(second.sentence, "en").startswith("Instagram: Engagements +11.1%")
