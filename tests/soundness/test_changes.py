"""A comparison across a change of definition is refused with its reason, and only there."""

import datetime as dt

import pytest

from reporting.catalog.model import Catalog
from reporting.language import text
from reporting.metrics.windows import change_days
from reporting.periods import parse
from tests.tables import with_rows


def views(platform: str, day: dt.date, value: int, account: int = 1) -> dict[str, object]:
    return {"account": account, "platform": platform, "report_day": day, "views": value, "reactions": 3, "reach": 10}


def test_facebook_views_are_not_compared_across_november_2024(catalog: Catalog) -> None:
    rows = [views("facebook", dt.date(2024, 12, 5), 900), views("facebook", dt.date(2024, 11, 5), 100)]
    result = with_rows(catalog, post=rows).ask("post_views", "post_reach", period="2024-12", compare=("previous",))
    assert result.rows == ((900, None, 10, 10),)
    assert [text(note, "en") for note in result.notes] == [
        (
            "Post views: no comparison with November 2024, because Facebook changed the definition (2024-11):"
            " Views replace impressions and plays."
        )
    ]


@pytest.mark.parametrize(("period", "before"), [("2025-01", dt.date(2024, 12, 5)), ("2024-10", dt.date(2024, 9, 5))])
def test_two_periods_on_one_side_of_the_change_are_compared(catalog: Catalog, period: str, before: dt.date) -> None:
    rows = [views("facebook", parse(period).start, 900), views("facebook", before, 100)]
    result = with_rows(catalog, post=rows).ask("post_views", period=period, compare=("previous",))
    assert result.rows == ((900, 100),)
    assert result.notes == ()


def test_only_the_platform_that_changed_loses_its_comparison(catalog: Catalog) -> None:
    after, before = dt.date(2024, 12, 5), dt.date(2024, 11, 5)
    rows = [
        views("facebook", after, 900),
        views("facebook", before, 100),
        views("tiktok", after, 50, 5),
        views("tiktok", before, 40, 5),
    ]
    tables = with_rows(catalog, post=rows)
    by_platform = tables.ask("post_views", period="2024-12", by=("platform",), compare=("previous",))
    assert by_platform.rows == (("facebook", 900, None), ("tiktok", 50, 40))
    assert tables.ask("post_views", period="2024-12", compare=("previous",)).rows == ((950, None),)
    only = tables.ask("post_views", period="2024-12", compare=("previous",), platforms=("tiktok",))
    assert (only.rows, only.notes) == (((50, 40),), ())


def test_a_rate_over_a_changed_figure_is_not_compared_either(catalog: Catalog) -> None:
    rows = [views("facebook", dt.date(2024, 12, 5), 900), views("facebook", dt.date(2024, 11, 5), 100)]
    result = with_rows(catalog, post=rows).ask(
        "engagement_rate_views",
        "engagement_rate_reach",
        "median_engagement_rate",
        period="2024-12",
        compare=("previous",),
    )
    assert result.rows == ((3 / 900, None, 3 / 10, 3 / 10, 3 / 900, None),)


def test_a_change_of_a_column_that_has_no_values_breaks_nothing(catalog: Catalog) -> None:
    """Facebook's impressions ended in 2025; times shown are read from views on both sides here."""
    rows = [views("facebook", dt.date(2026, 10, 5), 900), views("facebook", dt.date(2025, 10, 5), 100)]
    tables = with_rows(catalog, post=rows)
    assert tables.ask("post_displays", compare=("year",)).rows == ((900, 100),)
    tables.add("post", rows[1] | {"post": "old", "impressions": 70, "views": None})
    assert tables.ask("post_displays", compare=("year",)).rows == ((900, None),)


def test_youtube_engaged_views_go_on_where_views_break(catalog: Catalog) -> None:
    def video(day: dt.date, number: int) -> dict[str, object]:
        return {"account": 6, "platform": "youtube", "report_day": day, "views": 10 * number, "engaged_views": number}

    rows = [video(dt.date(2025, 4, 1), 7), video(dt.date(2025, 3, 1), 5)]
    result = with_rows(catalog, post=rows).ask("post_views", "engaged_views", period="2025-04", compare=("previous",))
    assert result.rows == ((70, None, 7, 5),)


def test_a_change_inside_the_period_is_said(catalog: Catalog) -> None:
    rows = [views("youtube", dt.date(2025, 3, 1), 5, 6)]
    result = with_rows(catalog, post=rows).ask("post_views", period="2025-03", by=("platform",))
    assert [text(note, "en") for note in result.notes] == [
        "Post views: YouTube changed the definition inside the period (2025-03-31): Shorts: a view at every start."
    ]


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2025", (dt.date(2025, 1, 1), dt.date(2025, 12, 31))),
        ("2024-11", (dt.date(2024, 11, 1), dt.date(2024, 11, 30))),
        ("2025-04-21", (dt.date(2025, 4, 21), dt.date(2025, 4, 21))),
    ],
)
def test_a_change_is_known_as_exactly_as_it_is_dated(
    catalog: Catalog, date: str, days: tuple[dt.date, dt.date]
) -> None:
    assert {change_days(change) for change in catalog.changes if change.date == date} == {days}
