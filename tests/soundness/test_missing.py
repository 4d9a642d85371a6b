"""R4: measured, measured as zero, and not provided are three states."""

import pytest

from reporting.catalog.model import Catalog
from reporting.language import text
from tests.tables import october, september, with_rows


def post(day: int, platform: str = "facebook", account: int = 1, **cells: object) -> dict[str, object]:
    return {"account": account, "platform": platform, "report_day": october(day), **cells}


def test_a_platform_without_the_column_has_no_figure_and_zero_stays_zero(catalog: Catalog) -> None:
    rows = [post(1, "x", 3, saves=0, likes=1), post(2, "facebook", 1, reactions=1), post(3, "instagram", 2, saves=4)]
    result = with_rows(catalog, post=rows).ask("saves", by=("platform",))
    assert result.rows == (("facebook", None), ("instagram", 4), ("x", 0))


def test_a_sum_is_of_what_is_known(catalog: Catalog) -> None:
    rows = [post(1, reach=None, reactions=1), post(2, reach=10)]
    assert with_rows(catalog, post=rows).ask("post_reach").value("post_reach") == 10


def test_parts_are_added_where_any_is_known_and_none_where_none_is(catalog: Catalog) -> None:
    rows = [post(1, reactions=None, comments=3, shares=None), post(2, reach=5), post(3, reactions=0)]
    result = with_rows(catalog, post=rows).ask("engagements", by=("post",))
    assert result.rows == (("p0", 3), ("p1", None), ("p2", 0))


def test_the_whole_of_nothing_is_one_row_without_figures(catalog: Catalog) -> None:
    result = with_rows(catalog).ask("posts", "views", "followers", "engagement_rate_reach")
    assert result.rows == ((None, None, None, None),)
    assert result.imports == ()


def test_a_comparison_with_a_period_without_data_is_missing_not_a_rise_from_zero(catalog: Catalog) -> None:
    result = with_rows(catalog, post=[post(1, reactions=5)]).ask("engagements", "posts", compare=("previous", "year"))
    assert result.rows == ((5, None, None, 1, None, None),)


def test_a_group_that_was_only_before_is_shown_as_missing_now(catalog: Catalog) -> None:
    before = {"account": 3, "platform": "x", "report_day": september(3), "engagements": 9}
    result = with_rows(catalog, post=[post(1, reactions=5), before]).ask(
        "engagements", by=("platform",), compare=("previous",)
    )
    assert result.rows == (("facebook", 5, None), ("x", None, 9))


def test_negative_days_are_kept(catalog: Catalog) -> None:
    """LinkedIn counts reactions that were taken back."""
    rows = [
        {"account": 4, "platform": "linkedin", "report_day": october(day), "reactions": value}
        for day, value in ((1, 5), (2, -8))
    ]
    assert with_rows(catalog, account_day=rows).ask("account_engagements").value("account_engagements") == -3


@pytest.mark.parametrize("by", ["media_type", "post", "hour"])
def test_a_split_that_a_figure_does_not_know_is_missing_not_repeated(catalog: Catalog, by: str) -> None:
    """Followers by format would repeat the whole number on every line."""
    days = [{"account": 1, "platform": "facebook", "report_day": october(5), "followers": 100, "views": 7}]
    rows = [post(1, reactions=5, media_type="photo"), post(2, reactions=6, media_type="reel")]
    result = with_rows(catalog, post=rows, account_day=days).ask("engagements", "followers", "views", by=(by,))
    assert set(result.column("followers")) == {None}
    assert set(result.column("views")) == {None}
    assert sum(result.column("engagements")) == 11


def test_a_total_that_rests_on_some_platforms_says_which(catalog: Catalog) -> None:
    """Followers of TikTok alone are not the followers of the client."""
    days = [
        {"account": 5, "platform": "tiktok", "report_day": october(5), "followers": 100, "views": 7, "video_views": 7},
        {"account": 1, "platform": "facebook", "report_day": october(5), "views": 3},
    ]
    tables = with_rows(catalog, account_day=days)
    result = tables.ask("followers", "views", "new_followers")
    assert result.rows == ((100, 10, None),)
    assert result.given_by == {"followers": ("tiktok",), "views": ("facebook", "tiktok"), "new_followers": ()}
    assert [text(note, "en") for note in result.notes] == ["TikTok only: Followers."]
    assert tables.ask("followers", by=("platform",)).notes == ()
