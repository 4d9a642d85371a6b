"""Explanations over a real store, held to SQL and arithmetic by hand."""

import datetime as dt
import math
from typing import Any

import pytest

from reporting.access.people import Person
from reporting.actions.desk import Desk
from reporting.actions.goals import set_goal
from reporting.actions.marks import add_mark
from reporting.actions.reasons import MEDIAN, OVER_LEVEL, Explanation, explanation
from reporting.actions.standings import standings
from reporting.errors import NotAllowedError
from reporting.goals.decomposition import CHANGED
from reporting.goals.effort import OVER
from reporting.goals.model import Goal, Scope, Standing
from reporting.goals.reason import grade_of
from reporting.language import text
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import Rows, Statement
from reporting.periods import parse
from reporting.warehouse.clients import client_named
from reporting.warehouse.marks import Mark
from reporting.warehouse.model import Client
from reporting.warehouse.store import Store
from tests.stocking import stock
from tests.tables import october

OCTOBER = parse("2026-10")
JULY = dt.date(2026, 7, 3)
"""The first of the ninety days before October."""


def post(number: int, day: dt.date, media: str, reach: int) -> dict[str, Any]:
    return {"post": f"{media}{number}", "published_on": day, "media_type": media, "reach": reach, "likes": reach // 10}


BEFORE = [
    *(post(at, JULY + dt.timedelta(days=2 * at), "reel", 1_000 + 10 * at) for at in range(45)),
    *(post(at, JULY + dt.timedelta(days=3 * at), "photo", 200) for at in range(30)),
]
NOW = [
    *(post(100 + at, october(1 + 2 * at), "reel", 900) for at in range(9)),
    post(200, october(4), "reel", 9_000) | {"caption": "Le refuge sous la neige", "permalink": "https://x.example/r"},
    *(post(300 + at, october(2 + at), "photo", 150) for at in range(12)),
    post(400, october(20), "carousel", 700),
]
LEVELS = [{"day": JULY + dt.timedelta(days=at), "followers": 1_000 + 2 * at, "views": 50} for at in range(110)]


@pytest.fixture
def client(store: Store) -> Client:
    stock(store, "Acme", "post", [*BEFORE, *NOW], platform="instagram", file="posts.csv")
    stock(store, "Acme", "account_day", LEVELS, platform="instagram", file="days.csv")
    with store.read() as cur:
        found = client_named(cur, "Acme")
    assert found is not None
    return found


def judged(desk: Desk, client: Client, metric: str, kind: str, target: float, **more: Any) -> Standing:
    set_goal(desk, Goal(0, client.id, metric, kind, OCTOBER, target, **more))
    (found,) = (one for one in standings(desk, client.id, today=october(21)) if one.goal.metric == metric)
    return found


def explained(desk: Desk, client: Client, metric: str, kind: str, target: float, **more: Any) -> Explanation:
    return explanation(desk, judged(desk, client, metric, kind, target, **more), today=october(21))


def sql(desk: Desk, statement: str) -> list[tuple[Any, ...]]:
    with desk.store.read() as cur:
        return cur.execute(statement).fetchall()


def test_parts_are_what_sql_by_hand_says_and_add_up(desk: Desk, client: Client) -> None:
    """Twenty days judged of a reference of ninety: 10 reels and 6⅔ photos are usual. Carousels are new."""
    standing = judged(desk, client, "post_reach", "reach_total", 40_000)
    assert standing.judged_to == october(20)
    found = explanation(desk, standing, today=october(21))
    rows = sql(
        desk,
        """select media_type, count(*) filter (where report_day >= date '2026-10-01'),
            sum(reach) filter (where report_day >= date '2026-10-01'),
            count(*) filter (where report_day < date '2026-10-01') * 20.0 / 90,
            avg(reach) filter (where report_day < date '2026-10-01')
        from current_post where report_day >= date '2026-07-03' group by 1""",
    )
    usual_total = sum(float(usual) * (each or 0) for *_, usual, each in rows)
    assert standing.actual is not None
    assert standing.expected is not None
    scale = standing.expected / usual_total
    by_hand = {}
    for media, posts, value, usual, each in rows:
        expected = scale * (each or 0)
        by_hand[media, "volume"] = (posts - float(usual)) * expected if usual else float(value)
        if usual:
            by_hand[media, "rate"] = float(value) - posts * expected
    assert {(part.media_type, part.cause): part.value for part in found.parts} == pytest.approx(by_hand)
    assert math.fsum(part.value for part in found.parts) == standing.actual - standing.expected == found.difference
    assert sum(found.written) == round(standing.actual) - round(standing.expected)
    assert (found.before, found.imports, found.why_not) == (parse("2026-07-03..2026-09-30"), (1,), None)


def test_sentences_quote_what_was_counted_with_n_and_grade(desk: Desk, client: Client) -> None:
    found = explained(desk, client, "post_reach", "reach_total", 40_000)
    lead, *rest = found.sentences
    assert text(lead.sentence, "en").endswith("(n = 23).")
    photos = next(one for one in rest if "12 published" in text(one.sentence, "en"))
    assert (photos.grade, photos.n) == ("strong", 30)
    assert "Instagram, photos: 12 published, against 6.7 usual in as many days: +" in text(photos.sentence, "en")
    assert "Instagram, photos\u00a0: 12 publications, contre 6,7 d’ordinaire sur autant de jours" in text(
        photos.sentence, "fr"
    )


def test_posts_that_moved_it_stand_against_the_usual_post_of_their_format(desk: Desk, client: Client) -> None:
    """The usual reel has 1 220; a carousel has no usual one."""
    found = explained(desk, client, "post_reach", "reach_total", 40_000)
    best, *worst = found.posts
    assert (best.post.value, best.post.usual, best.effect, best.post.n, best.post.percentile) == (
        9_000,
        1_220,
        7_780,
        45,
        1,
    )
    assert (best.post.caption, best.post.permalink) == ("Le refuge sous la neige", "https://x.example/r")
    assert found.difference is not None
    assert best.share == 7_780 / found.difference
    assert [(one.post.media_type, one.effect) for one in worst] == [("reel", -320)] * 3


def test_effort_is_in_terms_of_what_the_account_does(desk: Desk, client: Client) -> None:
    """19 600 of 40 000 after 20 days: 20 400 are missing in 11 days, or 17 reels of 1 220."""
    found = explained(desk, client, "post_reach", "reach_total", 40_000)
    ((usual,),) = sql(desk, "select sum(reach) / 90.0 from current_post where report_day < date '2026-10-01'")
    assert [text(one, "en") for one in found.effort] == [
        f"1,855 a day are needed from October 21, 2026 on (11 days), against {round(usual)} a day before the period.",
        f"That is {round(20_400 / 11 / float(usual), 1)} times the usual.",
        (
            "Instagram, reels: 17 at the usual median of 1,220 would make up the 20,400 missing;"
            " 15 a month are usual (n = 45)."
        ),
        (
            "Instagram, photos: 102 at the usual median of 200 would make up the 20,400 missing;"
            " 10 a month are usual (n = 30)."
        ),
    ]


def test_a_rate_is_taken_apart_into_mix_and_rate(desk: Desk, client: Client) -> None:
    """Every post has a tenth of its reach in likes: no cell has another rate, so there is nothing but the target."""
    found = explained(desk, client, "engagement_rate_reach", "keep_above", 0.12)
    assert found.difference is not None
    assert math.fsum(part.value for part in found.parts) == found.difference
    assert {part.cause for part in found.parts} == {"mix", "rate"}
    assert sum(found.written) == pytest.approx(-0.02)
    assert "has to reach" in text(found.effort[0], "en")


def test_a_level_is_held_against_the_gain_that_was_expected(desk: Desk, client: Client) -> None:
    """Two a day; known up to 20 October, when 1 218 are there, 1 178 on 30 September."""
    standing = judged(desk, client, "followers", "grow_by", 100)
    found = explanation(desk, standing, today=october(21))
    ((gained,),) = sql(
        desk,
        "select max(followers) - max(followers) filter (where report_day < date '2026-10-01') from current_account_day",
    )
    (part,) = found.parts
    assert standing.actual == gained == part.each == 40
    assert standing.expected is not None
    assert (part.cause, part.value) == ("level", 40 - standing.expected)
    (said,) = [text(one, "en") for one in found.effort]
    assert said.startswith("5.5 a day net are needed from October 21, 2026 on (11 days), against 2 a day")


def test_a_reached_level_is_explained_as_well(desk: Desk, client: Client) -> None:
    standing = judged(desk, client, "followers", "reach_level", 1_300)
    found = explanation(desk, standing, today=october(21))
    assert standing.actual is not None
    assert standing.expected is not None
    assert [part.value for part in found.parts] == [standing.actual - standing.expected] == [found.difference]


def test_days_of_activity_are_taken_apart_by_platform(store: Store, desk: Desk, client: Client) -> None:
    """Instagram has 50 views a day, X 150 before and 100 now: of what is expected X should bring three quarters."""
    days = [{"day": JULY + dt.timedelta(days=at), "views": 150 if at < 90 else 100} for at in range(110)]
    stock(store, "Acme", "account_day", days, platform="x", file="x.csv")
    standing = judged(desk, client, "views", "reach_total", 6_200)
    found = explanation(desk, standing, today=october(21))
    assert standing.expected is not None
    wanted = {"x": 2_000 - 0.75 * standing.expected, "instagram": 1_000 - 0.25 * standing.expected}
    assert {part.platform: part.value for part in found.parts} == pytest.approx(wanted)
    assert math.fsum(part.value for part in found.parts) == 3_000 - standing.expected


def test_a_number_of_posts_is_taken_apart_by_format(desk: Desk, client: Client) -> None:
    found = explained(desk, client, "posts", "reach_total", 60)
    assert {(part.media_type, part.posts) for part in found.parts} == {("reel", 10), ("photo", 12), ("carousel", 1)}
    assert found.difference is not None
    assert math.fsum(part.value for part in found.parts) == found.difference
    assert found.posts == ()


def test_a_median_says_why_it_is_not_taken_apart(desk: Desk, client: Client) -> None:
    found = explained(desk, client, "median_engagements", "keep_above", 100)
    assert (found.parts, found.why_not) == ((), MEDIAN)
    assert found.posts[0].share is None
    assert "have to meet 100" in text(found.effort[0], "en") or "out of reach" in text(found.effort[0], "en")


def test_a_rate_over_followers_says_its_own_reason(desk: Desk, client: Client) -> None:
    found = explained(desk, client, "engagement_rate_followers", "keep_above", 0.5)
    assert (found.parts, found.why_not) == ((), OVER_LEVEL)


def test_what_can_not_be_judged_has_no_explanation_but_its_reason(desk: Desk, client: Client) -> None:
    standing = judged(desk, client, "link_clicks", "reach_total", 10)
    found = explanation(desk, standing, today=october(21))
    assert (found.difference, found.parts, found.why_not) == (None, (), standing.reason)


def test_figures_that_have_changed_since_are_not_taken_apart(store: Store, desk: Desk, client: Client) -> None:
    standing = judged(desk, client, "post_reach", "reach_total", 40_000)
    stock(store, "Acme", "post", [post(999, october(3), "reel", 5_000)], platform="instagram", file="more.csv")
    assert explanation(desk, standing, today=october(21)).why_not == CHANGED


def test_the_scope_holds(desk: Desk, client: Client) -> None:
    found = explained(desk, client, "post_reach", "reach_total", 40_000, scope=Scope(media_types=("photo",)))
    assert {part.media_type for part in found.parts} == {"photo"}
    assert found.posts == () or {one.post.media_type for one in found.posts} == {"photo"}


def test_notes_on_days_of_the_period_stand_beside_it(desk: Desk, client: Client) -> None:
    for day in (dt.date(2026, 9, 30), october(5), october(25)):
        add_mark(desk, Mark(0, client.id, day, "Foire"))
    found = explained(desk, client, "post_reach", "reach_total", 40_000)
    assert [mark.day for mark in found.marks] == [october(5)]


def test_a_change_of_definition_is_named_and_shortens_the_reference(store: Store, desk: Desk) -> None:
    """Instagram’s impressions end on 21 April 2025: of the ninety days before May only nine are comparable."""
    days = [dt.date(2025, 2, 1) + dt.timedelta(days=at) for at in range(100)]
    rows = [{"post": f"p{at}", "published_on": day, "impressions": 10} for at, day in enumerate(days)]
    stock(store, "Bois", "post", rows, platform="instagram", file="bois.csv")
    with store.read() as cur:
        client = client_named(cur, "Bois")
    assert client is not None
    set_goal(desk, Goal(0, client.id, "post_impressions", "reach_total", parse("2025-05"), 900))
    (standing,) = standings(desk, client.id, today=dt.date(2025, 5, 12))
    found = explanation(desk, standing, today=dt.date(2025, 5, 12))
    assert [change.id for change in found.changes] == ["instagram_impressions_end"]
    assert {part.reference_posts for part in found.parts} == {10}


def test_after_the_period_no_day_is_left(desk: Desk, client: Client) -> None:
    standing = judged(desk, client, "post_reach", "reach_total", 40_000)
    assert explanation(desk, standing, today=dt.date(2026, 11, 2)).effort == (OVER,)


def test_explaining_asks_for_reading(store: Store, desk: Desk, client: Client) -> None:
    standing = judged(desk, client, "post_reach", "reach_total", 40_000)
    assert explanation(Desk(store, desk.settings, Person("Vic", frozenset({"reports.read"}))), standing).parts
    with pytest.raises(NotAllowedError):
        explanation(Desk(store, desk.settings, Person("Nobody", frozenset())), standing)


@pytest.mark.parametrize(
    "metric",
    [
        ("post_reach", "reach_total", 40_000),
        ("followers", "grow_by", 100),
        ("views", "reach_total", 900),
        ("engagement_rate_reach", "keep_above", 0.2),
    ],
)
def test_an_explanation_takes_few_statements(
    desk: Desk, client: Client, metric: tuple[str, str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = judged(desk, client, *metric)
    asked: list[Statement] = []
    fetch = DuckDBEngine.fetch

    def counted(engine: DuckDBEngine, statement: Statement) -> Rows:
        asked.append(statement)
        return fetch(engine, statement)

    monkeypatch.setattr(DuckDBEngine, "fetch", counted)
    explanation(desk, standing, today=october(21))
    assert len(asked) <= 3


def test_grades_need_both_posts_and_effect() -> None:
    assert [grade_of(*given) for given in ((20, 0.25), (20, 0.2), (8, 0.1), (7, 3.0), (90, 0.09), (20, None))] == [
        "strong",
        "indicative",
        "indicative",
        "weak",
        "weak",
        "strong",
    ]
    assert grade_of(30, 0.06, level=True) == "strong"


def test_left_out_places_are_named(store: Store, desk: Desk, client: Client) -> None:
    """YouTube gives no reach: its videos are named, not counted as posts without any."""
    videos = [{"post": f"v{at}", "published_on": october(1 + at), "media_type": "video"} for at in range(20)]
    stock(store, "Acme", "post", videos, platform="youtube", file="videos.csv")
    found = explained(desk, client, "post_reach", "reach_total", 40_000)
    assert [text(one, "en") for one in found.gaps] == [
        "Not in the figures, because the files don’t give it: YouTube (videos)."
    ]
    assert {part.platform for part in found.parts} == {"instagram"}


def test_the_same_standing_gives_the_same_explanation(desk: Desk, client: Client) -> None:
    standing = judged(desk, client, "post_reach", "reach_total", 40_000)
    once, twice = (explanation(desk, standing, today=october(21)) for _ in range(2))
    assert once == twice
