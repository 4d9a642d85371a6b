"""Rules that the definitions themselves must keep."""

import pytest

from reporting.catalog.model import Catalog

MIXED = ("views", "post_views", "video_views")


def test_sums_over_posts_are_lifetime_figures_and_sums_over_days_are_activity(catalog: Catalog) -> None:
    """Counts of posts happen in the period: they are activity; so are comments, reviews and mentions."""
    basis = {"post": "lifetime", "account_day": "activity", "mention": "activity"}
    for metric in catalog.metrics.values():
        if metric.kind == "sum":
            assert metric.basis == basis[metric.table or ""], metric.id
        if metric.kind in {"distinct", "per_week", "daily_mean", "change"}:
            assert metric.basis == "activity", metric.id
        assert (metric.basis == "level") == (metric.id == "followers")


def test_every_metric_says_its_formula_in_both_languages(catalog: Catalog) -> None:
    assert [metric.id for metric in catalog.metrics.values() if metric.formula is None] == []


@pytest.mark.parametrize("metric", MIXED)
def test_where_tiktok_mixes_organic_and_paid_the_definition_says_so(catalog: Catalog, metric: str) -> None:
    meaning = catalog.metrics[metric].meaning
    assert "organic and paid together" in meaning.en
    assert "organique et payé ensemble" in meaning.fr


def test_no_metric_adds_revenue_or_conversions(catalog: Catalog) -> None:
    columns = {
        name
        for metric in catalog.metrics.values()
        for parts in (metric.parts, *metric.parts_on.values(), (metric.whole,))
        for part in parts
        for name in part
    }
    assert not [name for name in columns if name in {"revenue", "currency"} or "conversion" in name]


def test_the_four_engagement_rates_have_four_names_and_denominators(catalog: Catalog) -> None:
    rates = {id_: metric.under for id_, metric in catalog.metrics.items() if id_.startswith("engagement_rate_")}
    assert rates == {
        "engagement_rate_reach": "post_reach",
        "engagement_rate_impressions": "post_impressions",
        "engagement_rate_views": "post_views",
        "engagement_rate_followers": "followers",
    }
    assert not {"x", "linkedin"} & set(catalog.metrics["engagement_rate_reach"].platforms)


def test_a_rate_given_by_the_platform_is_never_added_or_averaged(catalog: Catalog) -> None:
    """Stars of a review are one person's, not a rate: their sum is the upper half of a mean over reviews."""
    given = {id_ for id_, column in catalog.columns.items() if column.aggregate == "mean"} - {"rating"}
    for metric in catalog.metrics.values():
        assert not given & {name for part in metric.parts for name in part}, metric.id


def test_benchmarks_are_no_metrics(catalog: Catalog) -> None:
    assert [id_ for id_ in catalog.metrics if "benchmark" in id_ or "industry" in id_] == []
