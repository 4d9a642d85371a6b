"""R1, R9: rates are sums over sums, of rows where both sides are known."""

import pytest

from reporting.catalog.model import Catalog
from reporting.language import text
from tests.tables import october, with_rows


def post(day: int, platform: str = "facebook", account: int = 1, **cells: object) -> dict[str, object]:
    return {"account": account, "platform": platform, "report_day": october(day), **cells}


def test_a_rate_is_a_sum_over_a_sum_not_a_mean_of_rates(catalog: Catalog) -> None:
    """Mean of 10 %, 1 % and 5.5 % would be 5.5 %; 10 + 10 + 55 of 100 + 1 000 + 1 000 are 75 of 2 100."""
    rows = [post(1, reach=100, reactions=10), post(2, reach=1000, reactions=10), post(3, reach=1000, reactions=55)]
    assert with_rows(catalog, post=rows).ask("engagement_rate_reach").value("engagement_rate_reach") == 75 / 2100


def test_a_rate_over_groups_is_not_the_mean_of_the_groups(catalog: Catalog) -> None:
    rows = [post(1, reach=100, reactions=50), post(2, "instagram", 2, reach=900, likes=9)]
    tables = with_rows(catalog, post=rows)
    assert tables.ask("engagement_rate_reach", by=("platform",)).column("engagement_rate_reach") == [0.5, 0.01]
    assert tables.ask("engagement_rate_reach").value("engagement_rate_reach") == 59 / 1000


def test_a_rate_leaves_out_rows_where_one_side_is_missing_and_says_so(catalog: Catalog) -> None:
    """The post without reach has 900 reactions, the one without reactions has 9 000 reach: neither may leak in."""
    rows = [post(1, reach=100, reactions=10), post(2, reactions=900), post(3, reach=9000)]
    result = with_rows(catalog, post=rows).ask("engagement_rate_reach")
    assert result.value("engagement_rate_reach") == 10 / 100
    assert result.samples["engagement_rate_reach"] == (1,)
    assert [text(note, "en") for note in result.notes] == [
        "Engagement rate by reach: over the 1 of 3 posts where both sides are known."
    ]


@pytest.mark.parametrize("reach", [0, None])
def test_a_division_by_nothing_is_no_figure(catalog: Catalog, reach: int | None) -> None:
    result = with_rows(catalog, post=[post(1, reach=reach, reactions=5)]).ask("engagement_rate_reach")
    assert result.value("engagement_rate_reach") is None


def test_x_and_linkedin_have_no_rate_by_reach_even_if_a_file_gave_reach(catalog: Catalog) -> None:
    rows = [
        post(1, "x", 3, reach=100, engagements=10, impressions=400),
        post(2, "linkedin", 4, reach=100, likes=10),
        post(3, "facebook", 1, reach=100, reactions=1),
    ]
    result = with_rows(catalog, post=rows).ask("engagement_rate_reach", "engagement_rate_impressions", by=("platform",))
    assert result.rows == (("facebook", 0.01, None), ("linkedin", None, None), ("x", None, 10 / 400))


def test_a_rate_of_the_whole_leaves_out_platforms_where_it_means_nothing(catalog: Catalog) -> None:
    rows = [post(1, "x", 3, reach=100, engagements=90), post(3, reach=100, reactions=1)]
    assert with_rows(catalog, post=rows).ask("engagement_rate_reach").value("engagement_rate_reach") == 0.01
