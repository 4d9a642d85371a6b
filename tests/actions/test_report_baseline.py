"""The 90 days before a period against SQL written by hand, and where there is none."""

import datetime as dt
from typing import Any

import pytest

from reporting.actions.desk import Desk
from reporting.actions.report_baseline import baseline_part
from reporting.periods import Period, month
from reporting.warehouse.store import Store
from tests.stocking import a_client, stock

OCTOBER = month(2026, 10)
METRICS = ("posts", "posts_per_week", "engagements", "engagement_rate_reach", "median_engagements", "followers")


def posts(platform: str, first: dt.date, last: dt.date, step: int) -> list[dict[str, Any]]:
    return [
        {
            "post": f"{platform}-{day}",
            "published_on": first + dt.timedelta(days=day),
            "account": platform,
            "platform": platform,
            "likes": 10 + day % 7,
            "reach": 500 + day,
        }
        for day in range(0, (last - first).days + 1, step)
    ]


def test_sums_are_brought_to_the_days_of_the_period_and_rates_stand(store: Store, desk: Desk) -> None:
    stock(store, "Acme", "post", posts("instagram", dt.date(2026, 6, 1), OCTOBER.end, 3))
    found = baseline_part(desk, a_client(store, "Acme").id, OCTOBER, METRICS)
    assert (found.period, found.days) == (Period(dt.date(2026, 7, 3), dt.date(2026, 9, 30)), 31)
    with store.read() as cur:
        n, likes, rate, median = cur.execute(
            "select count(*), sum(likes), sum(likes) / sum(reach), median(likes) from current_post"
            " where published_on between date '2026-07-03' and date '2026-09-30'"
        ).fetchall()[0]
    assert found.values == pytest.approx(
        {
            "posts": n * 31 / 90,
            "posts_per_week": n * 7 / 90,
            "engagements": likes * 31 / 90,
            "engagement_rate_reach": rate,
            "median_engagements": median,
        }
    )
    assert len(found.imports) == 1


@pytest.mark.parametrize(
    ("first", "last"),
    [
        # its posts begin, or end, within the 90 days; or it has none in the period
        (dt.date(2026, 8, 15), OCTOBER.end),
        (dt.date(2026, 6, 1), dt.date(2026, 8, 20)),
        (dt.date(2026, 6, 1), dt.date(2026, 9, 30)),
    ],
)
def test_a_network_that_is_there_for_a_part_only_leaves_no_baseline(
    store: Store, desk: Desk, first: dt.date, last: dt.date
) -> None:
    stock(store, "Acme", "post", posts("instagram", dt.date(2026, 6, 1), OCTOBER.end, 3))
    stock(store, "Acme", "post", posts("facebook", first, last, 3), file="more.csv")
    assert baseline_part(desk, a_client(store, "Acme").id, OCTOBER, METRICS).values == {}


def test_a_definition_that_changed_since_leaves_no_baseline(store: Store, desk: Desk) -> None:
    """Instagram counts no impressions since 21 April 2025: June and the 90 days before are two definitions."""
    rows = [one | {"impressions": 900} for one in posts("instagram", dt.date(2025, 2, 1), dt.date(2025, 6, 30), 3)]
    stock(store, "Acme", "post", rows)
    client = a_client(store, "Acme").id
    after = baseline_part(desk, client, month(2025, 6), ("post_impressions", "posts"))
    assert set(after.values) == {"posts"}


def test_without_data_there_is_none(store: Store, desk: Desk) -> None:
    assert baseline_part(desk, a_client(store, "Acme").id, OCTOBER, METRICS).values == {}
    assert baseline_part(desk, a_client(store, "Acme").id, OCTOBER, ("followers",)).imports == ()
