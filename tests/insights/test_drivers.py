"""What moved a figure: parts that add up, what is said of them, and figures that are those of hand-written SQL."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.actions.desk import Desk
from reporting.actions.drivers import drivers, named
from reporting.actions.findings import findings
from reporting.catalog.model import Catalog
from reporting.insights.drivers import Cell, Driven, Post, parts_sentence, taken_apart
from reporting.language import Language, text
from reporting.metrics.against import Against, Heaviest, heaviest_of
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import MetricQuery
from reporting.periods import parse
from reporting.warehouse.store import Store
from tests.stocking import a_client, stock

COUNTS = st.integers(0, 60)
VALUES = st.integers(0, 5_000_000)
CELLS = st.lists(
    st.builds(
        Cell, st.sampled_from(["x", "instagram"]), st.sampled_from(["reel", "photo"]), COUNTS, VALUES, COUNTS, VALUES
    )
)


def post(at: int, platform: str, day: dt.date, kind: str | None, likes: int | None, **more: Any) -> dict[str, Any]:
    return {
        "account": platform,
        "platform": platform,
        "published_on": day,
        "post": f"{platform}-{day}-{kind}-{at}",
        "media_type": kind,
        "likes": likes,
        **more,
    }


def month_of(
    month: int, platform: str, kind: str | None, count: int, likes: int | None, **more: Any
) -> list[dict[str, Any]]:
    return [post(at, platform, dt.date(2026, month, 1 + at % 28), kind, likes, **more) for at in range(count)]


@given(CELLS)
def test_the_parts_of_every_cell_and_all_cells_add_up(cells: list[Cell]) -> None:
    made = taken_apart("engagements", None, cells)
    assert sum(cell.by_posts + cell.by_result for cell in made.cells) == made.difference
    assert made.difference == sum(cell.value for cell in cells) - sum(cell.before for cell in cells)
    assert len({(cell.platform, cell.media_type) for cell in made.cells}) == len(made.cells)


@pytest.mark.parametrize(
    ("cell", "by_posts", "by_result"),
    [
        # 12 posts of 350 against 8 of 260: 4 more posts at 260, and 12 times 90
        (Cell("x", "reel", 12, 4200, 8, 2080), 1040, 1080),
        # nothing before, or nothing now: there is no result per post to compare
        (Cell("x", "reel", 3, 900), 900, 0),
        (Cell("x", "reel", 0, 0, 3, 900), -900, 0),
        # 1 post more at 2.5 each: half a like is rounded away from zero, and what is left is the other part
        (Cell("x", "reel", 3, 9, 2, 5), 3, 1),
        (Cell("x", "reel", 1, 1, 2, 5), -3, -1),
    ],
)
def test_a_cell_is_taken_apart_by_posts_and_by_their_results(cell: Cell, by_posts: int, by_result: int) -> None:
    assert (cell.by_posts, cell.by_result) == (by_posts, by_result)


REELS = Cell("instagram", "reel", 12, 4200, 8, 2080)
PHOTOS = Cell("facebook", "photo", 21, 2100, 20, 3000)
FEW = Cell("x", "text", 2, 800, 3, 90)


MADE_OF = {
    "en": "The difference of +1,930 is made of: Instagram, reels +2,120 (12 posts against 8, 350 per post against 260);"
    " Facebook, photos −900 (21 posts against 20, 100 per post against 150); all other posts +710.",
    "fr": "L’écart de +1_930 se compose ainsi_: Instagram, reels +2_120 (12 publications contre 8, 350 par publication"
    " contre 260)_; Facebook, photos −900 (21 publications contre 20, 100 par publication contre 150)_;"
    " toutes les autres publications +710.",
}
BY_BOTH = {
    "en": "Of the difference of +2,120, the number of posts accounts for +1,040, results per post for +1,080.",
    "fr": "Sur l’écart de +2_120, le nombre de publications compte pour +1_040,"
    " le résultat par publication pour +1_080.",
}


@pytest.mark.parametrize(("lang", "said"), MADE_OF.items())
def test_the_parts_are_said_heaviest_first_and_what_is_weak_is_in_the_rest(
    catalog: Catalog, lang: Language, said: str
) -> None:
    sentence = parts_sentence(taken_apart("engagements", None, [FEW, PHOTOS, REELS]), catalog)
    assert sentence is not None
    assert text(sentence, lang).replace("\u202f", "_").replace("\u00a0", "_") == said


def test_without_a_part_that_carries_it_nothing_is_said(catalog: Catalog) -> None:
    assert parts_sentence(taken_apart("engagements", None, [FEW]), catalog) is None
    assert parts_sentence(taken_apart("engagements", None, []), catalog) is None


@pytest.mark.parametrize(("lang", "said"), BY_BOTH.items())
def test_one_format_alone_is_taken_apart_by_posts_and_results(catalog: Catalog, lang: Language, said: str) -> None:
    sentence = parts_sentence(taken_apart("engagements", "instagram", [REELS]), catalog)
    assert sentence is not None
    assert text(sentence, lang).replace("\u202f", "_").replace("\u00a0", "_") == said


def test_the_words_of_what_is_new_and_of_what_has_ended(catalog: Catalog) -> None:
    cells = [Cell("x", "text", 9, 900), Cell("x", "video", 0, 0, 8, 700)]
    sentence = parts_sentence(taken_apart("engagements", "x", cells), catalog)
    assert sentence is not None
    assert text(sentence, "en") == (
        "The difference of +200 is made of: texts +900 (9 posts, none known before); videos −700 (no post, against 8)."
    )
    assert text(sentence, "fr").replace("\u00a0", " ") == (
        "L’écart de +200 se compose ainsi : textes +900 (9 publications, aucune connue avant) ; vidéos −700"
        " (aucune publication, contre 8)."
    )


@pytest.fixture
def client(store: Store) -> int:
    """October against September; one post without a figure, formats without a name, one that began, one that ended."""
    rows = [
        *month_of(10, "instagram", "reel", 10, 30),
        *month_of(9, "instagram", "reel", 9, 20),
        *month_of(10, "instagram", "photo", 12, 10),
        *month_of(9, "instagram", "photo", 12, 10),
        *month_of(10, "instagram", "photo", 1, None, post="silent"),
        *month_of(10, "instagram", "carousel", 2, 5),
        *month_of(10, "facebook", "article", 1, 8),
        *month_of(10, "facebook", "event", 1, 7),
        *month_of(9, "facebook", "link", 10, 9),
    ]
    stock(store, "Acme", "post", rows)
    return a_client(store, "Acme").id


def of(found: list[Driven], metric: str, platform: str | None) -> Driven:
    (one,) = [known for known in found if (known.metric, known.platform) == (metric, platform)]
    return one


BY_HAND = """
    select platform, case when media_type in ('article', 'event') then 'other' else media_type end as format,
        count(likes) filter (where published_on >= date '2026-10-01') as now_n,
        coalesce(sum(likes) filter (where published_on >= date '2026-10-01'), 0) as now,
        count(likes) filter (where published_on < date '2026-10-01') as before_n,
        coalesce(sum(likes) filter (where published_on < date '2026-10-01'), 0) as before
    from current_post group by all order by 1, 2"""


def test_the_cells_are_those_of_hand_written_sql_and_add_up_to_the_figures_of_the_report(
    store: Store, desk: Desk, client: int
) -> None:
    found = drivers(desk, client, parse("2026-10"))
    whole = of(found, "engagements", None)
    with store.read() as cur:
        by_hand = cur.execute(BY_HAND).fetchall()
    cells = sorted(whole.cells, key=lambda one: (one.platform, one.media_type))
    assert [(c.platform, c.media_type, c.posts, c.value, c.posts_before, c.before) for c in cells] == by_hand
    assert (whole.now, whole.before) == (300 + 120 + 10 + 15, 180 + 120 + 90)
    assert [(one.platform, one.now, one.before) for one in found if one.platform] == [
        ("facebook", 15, 90),
        ("instagram", 430, 300),
    ]


def test_a_report_says_what_moved_the_figure_that_moved_most(desk: Desk, client: int) -> None:
    said = [text(one.sentence, "en") for one in findings(desk, client, parse("2026-10"))]
    assert (
        "All platforms: Engagements +14.1% (445 against 390; 26 posts and stories against 31). "
        "The difference of +55 is made of:"
        " Instagram, reels +120 (10 posts against 9, 30 per post against 20);"
        " Facebook, links −90 (no post, against 10); all other posts +25."
    ) in said


def test_a_format_that_had_no_figure_before_is_no_movement(store: Store, desk: Desk, client: int) -> None:
    """Instagram's September reels are there, but their file gave no likes: what is new is the figure, not the likes."""
    before = [one | {"likes": None, "comments": 1} for one in month_of(9, "facebook", "text", 9, 0)]
    stock(store, "Acme", "post", [*before, *month_of(10, "facebook", "text", 9, 50)], file="more.csv")
    found = drivers(desk, client, parse("2026-10"))
    assert of(found, "engagements", None).now == 445 + 450
    silent = [one | {"likes": None} for one in month_of(9, "instagram", "story", 9, 0)]
    stock(store, "Acme", "post", [*silent, *month_of(10, "instagram", "story", 9, 50)], file="silent.csv")
    after = drivers(desk, client, parse("2026-10"))
    assert [one.platform for one in after if one.metric == "engagements"] == ["facebook"]


def test_an_unfinished_month_is_held_against_as_many_days(desk: Desk, client: int) -> None:
    """To the fifth: five posts of every long row, four or two of none."""
    whole = of(drivers(desk, client, parse("2026-10"), dt.date(2026, 10, 5)), "engagements", None)
    assert (whole.now, whole.before) == (5 * 30 + 5 * 10 + 2 * 5 + 15, 5 * 20 + 5 * 10 + 5 * 9)


def test_nothing_is_taken_apart_without_a_period_before(store: Store, desk: Desk) -> None:
    stock(store, "Acme", "post", month_of(10, "instagram", "reel", 10, 30))
    assert drivers(desk, a_client(store, "Acme").id, parse("2026-10")) == []


OCTOBER = parse("2026-10")
HEAVIEST_BY_HAND = """
    select caption, published_on, likes, sum(likes) over (), count(likes) over ()
    from current_post
    where platform = 'instagram' and media_type = 'reel' and published_on between '2026-10-01' and '2026-10-31'
        and likes is not null
    order by likes desc limit 1"""
LONG = "=1+1 [Été](http://evil.example)\n *à*  Saint-Émilion, « vendanges » et autres nouvelles de la maison"


def with_one_more(store: Store, likes: int, caption: str | None = LONG) -> None:
    """A reel more; what has more likes than it is of another format or another month."""
    rows = [
        post(99, "instagram", dt.date(2026, 10, 17), "reel", likes, caption=caption),
        post(98, "instagram", dt.date(2026, 10, 18), "reel", None, caption="Without a figure"),
        post(97, "instagram", dt.date(2026, 8, 18), "reel", likes + 100, caption="Of another month"),
    ]
    stock(store, "Acme", "post", rows, file="one_more.csv")


def test_the_post_that_has_half_of_the_heaviest_part_is_that_of_hand_written_sql(
    store: Store, desk: Desk, client: int
) -> None:
    with_one_more(store, 500)
    (whole,) = named(desk, client, OCTOBER, [of(drivers(desk, client, OCTOBER), "engagements", None)])
    with store.read() as cur:
        ((caption, day, likes, every, count),) = cur.execute(HEAVIEST_BY_HAND).fetchall()
    assert (caption, likes, every, count) == (LONG, 500, 800, 11)
    cell = whole.said[0]
    assert (cell.platform, cell.media_type, cell.value, cell.posts) == ("instagram", "reel", every, count)
    assert whole.post == Post("=1+1 [Été](http://evil.example) *à* Saint-Émilion, «…", day, likes)
    assert sum(one.by_posts + one.by_result for one in whole.cells) == whole.difference


NAMED = {
    "en": "Instagram, reels: one post alone, “Vendanges” of October 17, 2026, has 500 of 800 (62%).",
    "fr": "Instagram, reels_: à elle seule, la publication «_Vendanges_» du 17 octobre 2026 réunit 500 sur 800 (62_%).",
}
WORDLESS = {
    "en": "Instagram, reels: one post alone, of October 17, 2026 and without text, has 500 of 800 (62%).",
    "fr": "Instagram, reels_: à elle seule, une publication sans texte du 17 octobre 2026 réunit 500 sur 800 (62_%).",
}


@pytest.mark.parametrize(("caption", "words"), [("Vendanges", NAMED), (None, WORDLESS)])
def test_a_report_names_it_with_day_figure_and_share(
    store: Store, desk: Desk, client: int, caption: str | None, words: dict[Language, str]
) -> None:
    with_one_more(store, 500, caption)
    (whole,) = (one for one in findings(desk, client, parse("2026-10")) if one.rule == "whole")
    for lang, said in words.items():
        assert text(whole.sentence, lang).replace("\u00a0", "_").endswith(f" {said}")


def test_a_post_with_less_than_half_of_its_part_is_not_named(store: Store, desk: Desk, client: int) -> None:
    with_one_more(store, 299)
    (whole,) = named(desk, client, OCTOBER, [of(drivers(desk, client, OCTOBER), "engagements", None)])
    assert whole.said[0].value == 599
    assert whole.post is None


@pytest.mark.parametrize(
    ("value", "cell", "outstands"),
    [
        (500, Cell("x", "reel", 9, 1000, 8, 100), True),
        (499, Cell("x", "reel", 9, 1000, 8, 100), False),
        (500, Cell("x", "reel", 2, 1000, 20, 9000), False),
        (1000, Cell("x", "reel", 1, 1000, 20, 100), False),
        (0, Cell("x", "reel", 9, 0, 8, 900), False),
        (900, Cell("x", "reel", 0, 0, 8, 900), False),
    ],
)
def test_half_of_what_several_posts_of_a_said_part_have(value: int, cell: Cell, outstands: bool) -> None:
    driven = taken_apart("engagements", "x", [cell])
    assert (driven.with_post(Post("Words", dt.date(2026, 10, 1), value)).post is not None) is outstands
    assert driven.with_post(None).post is None


def test_of_formats_without_a_name_the_post_is_found_among_all_of_them(store: Store, desk: Desk, client: int) -> None:
    """Articles and events of Facebook are one part; October's best link is none of it."""
    more = [
        post(50, "facebook", dt.date(2026, 10, 9), "event", 900, caption="Portes ouvertes"),
        post(51, "facebook", dt.date(2026, 10, 9), "link", 990, caption="Another part"),
    ]
    stock(store, "Acme", "post", more, file="more.csv")
    asked = Against(MetricQuery(("engagements",), client, parse("2026-10")), parse("2026-09"))
    engine = DuckDBEngine(store)
    heaviest = heaviest_of(asked, "facebook", "other", engine, desk.catalog)
    assert heaviest == Heaviest(None, "Portes ouvertes", dt.date(2026, 10, 9), 900)
    assert heaviest_of(asked, "facebook", "poll", engine, desk.catalog) is None
