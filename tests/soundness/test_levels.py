"""R5: a level is not a sum."""

import datetime as dt

from reporting.catalog.model import Catalog
from reporting.language import text
from tests.tables import october, september, with_rows


def level(day: dt.date, followers: int | None, account: int = 1, **cells: object) -> dict[str, object]:
    return {"account": account, "platform": "facebook", "report_day": day, "followers": followers, **cells}


def test_followers_are_the_last_value_of_each_account_added_at_the_end(catalog: Catalog) -> None:
    """Added over days they would be 100 + 110 + 50 + 60 = 320."""
    rows = [level(october(1), 100), level(october(30), 110), level(october(2), 50, 7), level(october(20), 60, 7)]
    tables = with_rows(catalog, account_day=rows)
    assert tables.ask("followers").value("followers") == 170
    assert tables.ask("followers", by=("account",)).rows == ((1, 110), (7, 60))


def test_a_day_without_a_number_does_not_hide_the_last_known_one(catalog: Catalog) -> None:
    rows = [level(october(10), 100), level(october(31), None, views=5)]
    assert with_rows(catalog, account_day=rows).ask("followers").value("followers") == 100


def test_a_number_from_before_the_period_is_not_the_number_of_the_period(catalog: Catalog) -> None:
    rows = [level(september(30), 100), level(october(3), None, views=5)]
    assert with_rows(catalog, account_day=rows).ask("followers", compare=("previous",)).rows == ((None, 100),)


def test_followers_by_week_are_the_last_of_each_week(catalog: Catalog) -> None:
    rows = [level(october(5), 100), level(october(11), 104), level(october(12), 103)]
    result = with_rows(catalog, account_day=rows).ask("followers", by=("week",))
    assert result.rows == ((october(5), 104), (october(12), 103))


def test_growth_is_end_less_start_where_start_is_known_just_before(catalog: Catalog) -> None:
    rows = [level(september(29), 100), level(october(2), 130), level(october(31), 120)]
    result = with_rows(catalog, account_day=rows).ask("net_follower_growth", "follower_growth_rate")
    assert result.rows == ((20, 20 / 100),)


def test_one_known_level_is_no_growth(catalog: Catalog) -> None:
    result = with_rows(catalog, account_day=[level(october(2), 130)]).ask("net_follower_growth", "follower_growth_rate")
    assert result.rows == ((None, None),)


def test_a_level_older_than_a_week_before_the_period_is_not_its_start(catalog: Catalog) -> None:
    """From 100 to 130 took five weeks; only the 5 from the first to the last value of October are October's."""
    rows = [level(september(23), 100), level(october(20), 130), level(october(31), 135)]
    tables = with_rows(catalog, account_day=rows)
    assert tables.ask("net_follower_growth").value("net_follower_growth") == 5
    rows[0] = level(september(24), 100)
    assert with_rows(catalog, account_day=rows).ask("net_follower_growth").value("net_follower_growth") == 35


def test_growth_of_weeks_adds_up_to_growth_of_the_month(catalog: Catalog) -> None:
    rows = [level(october(day), 1000 + day * day) for day in range(1, 32)]
    tables = with_rows(catalog, account_day=[level(september(30), 999), *rows])
    by_week = tables.ask("net_follower_growth", by=("week",)).column("net_follower_growth")
    assert sum(by_week) == tables.ask("net_follower_growth").value("net_follower_growth") == 1961 - 999


def test_growth_rate_is_of_the_accounts_known_at_both_ends(catalog: Catalog) -> None:
    """The second account appears with 5 000 on one day only: it must not swell the denominator."""
    rows = [level(september(30), 100), level(october(31), 110), level(october(31), 5000, 7)]
    assert with_rows(catalog, account_day=rows).ask("follower_growth_rate").value("follower_growth_rate") == 10 / 100


def test_follower_denominator_is_of_the_accounts_that_engaged_and_the_note_says_which(catalog: Catalog) -> None:
    """Account 7 has 10 engagements and no known followers: both sides leave it out."""
    posts = [
        {"account": account, "platform": "facebook", "report_day": october(3), "reactions": 10} for account in (1, 7)
    ]
    rows = [level(october(1), 150), level(october(9), 200), level(october(9), 800, 8)]
    result = with_rows(catalog, post=posts, account_day=rows).ask("engagement_rate_followers")
    assert result.value("engagement_rate_followers") == 10 / 200
    assert [text(note, "en") for note in result.notes] == [
        "Engagement rate by followers: Followers as last known up to October 31, 2026."
    ]


def test_follower_denominator_is_whole_in_every_format(catalog: Catalog) -> None:
    posts = [
        {"account": 1, "platform": "facebook", "report_day": october(3), "media_type": media, "reactions": count}
        for media, count in (("photo", 10), ("reel", 30))
    ]
    tables = with_rows(catalog, post=posts, account_day=[level(october(1), 200)])
    result = tables.ask("engagement_rate_followers", by=("media_type",))
    assert result.rows == (("photo", 10 / 200), ("reel", 30 / 200))


def test_a_total_over_a_changing_set_of_accounts_says_so(catalog: Catalog) -> None:
    """The second account has one value: on that day the total jumps by 5 000 without anybody following."""
    rows = [level(october(1), 100), level(october(2), 101), level(october(2), 5000, 7)]
    tables = with_rows(catalog, account_day=rows)
    result = tables.ask("followers", by=("day",))
    assert result.rows == ((october(1), 100), (october(2), 5101))
    assert [text(note, "en") for note in result.notes] == [
        "Followers: not every account has a value each time, so totals are of 1 to 2 accounts."
    ]
    assert tables.ask("followers", by=("account", "day")).notes == ()
