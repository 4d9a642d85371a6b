"""R7 and what a post is."""

from reporting.catalog.model import Catalog
from reporting.language import text
from tests.tables import october, with_rows


def post(day: int, **cells: object) -> dict[str, object]:
    return {"account": 3, "platform": "x", "report_day": october(day), "engagements": 10, "impressions": 100, **cells}


def test_replies_shares_and_crossposts_are_left_out_of_every_figure_of_posts(catalog: Catalog) -> None:
    rows = [
        post(1),
        post(2, is_reply=True),
        post(3, is_share=True),
        post(4, is_crosspost=True),
        post(5, is_reply=False),
        post(6, counted_elsewhere=True),
    ]
    lifetime = [
        metric.id
        for metric in catalog.metrics.values()
        if metric.table == "post" and metric.kind in {"sum", "distinct", "per_week"}
    ]
    for id_ in lifetime:
        assert catalog.metrics[id_].without == ("is_reply", "is_share", "is_crosspost", "counted_elsewhere"), id_
    tables = with_rows(catalog, post=rows)
    result = tables.ask("engagements", "posts", "post_impressions", "engagement_rate_impressions", "median_engagements")
    assert result.rows == ((20, 2, 200, 0.1, 10.0),)


def test_videos_are_not_added_to_posts(catalog: Catalog) -> None:
    """The same reel stands in the posts export and in the video export."""
    row = {"account": 1, "platform": "facebook", "report_day": october(1), "post": "v", "reach": 50, "reactions": 5}
    tables = with_rows(catalog, post=[row], video=[row])
    assert tables.ask("post_reach", "engagements", "posts").rows == ((50, 5, 1),)


def test_stories_are_counted_apart_but_their_results_belong_to_the_sums(catalog: Catalog) -> None:
    rows = [post(1, media_type="photo"), post(2, media_type="story", engagements=0), post(3, media_type=None)]
    result = with_rows(catalog, post=rows).ask("posts", "stories", "engagements", "median_engagements")
    assert result.rows == ((2, 1, 20, 10.0),)


def test_a_median_is_over_posts_and_says_n(catalog: Catalog) -> None:
    """The mean of 1, 2, 3 and 94 is 25; a platform's median is not a median of medians."""
    rows = [post(day, engagements=count) for day, count in ((1, 1), (2, 2), (3, 3), (4, 94))]
    rows.append({"account": 1, "platform": "facebook", "report_day": october(5), "reactions": 50})
    tables = with_rows(catalog, post=rows)
    whole = tables.ask("median_engagements")
    assert whole.value("median_engagements") == 3
    assert whole.samples["median_engagements"] == (5,)
    assert [text(note, "en") for note in whole.notes] == ["Median engagements of a post: n = 5."]
    assert tables.ask("median_engagements", by=("platform",)).rows == (("facebook", 50.0), ("x", 2.5))


def test_posts_without_a_value_are_not_zeros_in_a_median(catalog: Catalog) -> None:
    rows = [post(1, engagements=4), post(2, engagements=None), post(3, engagements=None)]
    result = with_rows(catalog, post=rows).ask("median_engagements")
    assert (result.value("median_engagements"), result.samples["median_engagements"]) == (4, (1,))
