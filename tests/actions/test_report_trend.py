"""The months and weeks before the end of a report's period, against SQL written by hand."""

import datetime as dt
from typing import Any

import pytest

from reporting.actions.desk import Desk
from reporting.actions.report_trend import trend_part
from reporting.periods import Period, month, quarter, week_of
from reporting.warehouse.store import Store
from reporting.workbook.trend_model import Course
from tests.stocking import a_client, stock

OCTOBER = month(2026, 10)


def posts(first: dt.date, last: dt.date, *, without: int = 0) -> list[dict[str, Any]]:
    days = (first + dt.timedelta(days=at) for at in range((last - first).days + 1))
    return [
        {
            "post": f"{day}",
            "published_on": day,
            "account": "acme",
            "platform": "instagram",
            "likes": 10 + day.day,
            "views": 900,
        }
        for day in days
        if day.month != without
    ]


def course(store: Store, desk: Desk, period: Period, last: dt.date | None = None, *metrics: str) -> Course:
    return trend_part(desk, a_client(store, "Acme").id, period, last or period.end, metrics or ("engagements",))


def test_months_are_whole_and_a_month_without_data_is_unknown(store: Store, desk: Desk) -> None:
    stock(store, "Acme", "post", posts(dt.date(2026, 5, 20), OCTOBER.end, without=8))
    found = course(store, desk, OCTOBER)
    assert found.steps == tuple(month(2026, at) for at in range(5, 11))
    with store.read() as cur:
        rows = cur.execute("select month(published_on), sum(likes) from current_post group by 1").fetchall()
    assert found.values["engagements"] == tuple(dict(rows).get(at) for at in range(5, 11))
    assert found.values["engagements"][3] is None
    assert len(found.imports) == 1


def test_there_are_thirteen_at_most(store: Store, desk: Desk) -> None:
    stock(store, "Acme", "post", posts(dt.date(2025, 1, 1), OCTOBER.end))
    assert course(store, desk, OCTOBER).steps[0] == month(2025, 10)
    assert course(store, desk, quarter(2026, 3)).steps[-1] == month(2026, 9)


def test_a_month_that_has_not_ended_is_left_out(store: Store, desk: Desk) -> None:
    stock(store, "Acme", "post", posts(dt.date(2026, 7, 1), dt.date(2026, 10, 12)))
    assert course(store, desk, OCTOBER, dt.date(2026, 10, 12)).steps[-1] == month(2026, 9)


def test_a_week_stands_among_weeks(store: Store, desk: Desk) -> None:
    stock(store, "Acme", "post", posts(dt.date(2026, 6, 1), OCTOBER.end))
    week = week_of(dt.date(2026, 10, 20))
    found = course(store, desk, week)
    assert (len(found.steps), found.steps[-1]) == (13, week)
    assert found.values["engagements"][-1] == sum(10 + day for day in range(19, 26))


def test_months_before_a_change_of_definition_are_not_drawn(store: Store, desk: Desk) -> None:
    """Instagram's views became another thing in August 2024; likes stayed what they were."""
    stock(store, "Acme", "post", posts(dt.date(2024, 6, 1), dt.date(2024, 10, 31)))
    found = course(store, desk, month(2024, 10), None, "post_views", "engagements")
    assert list(found.values["post_views"]) == [None, None, None, 900 * 30, 900 * 31]
    assert all(found.values["engagements"])


@pytest.mark.parametrize("metric", ["followers", "engagement_rate_reach"])
def test_what_nobody_gives_has_no_value(store: Store, desk: Desk, metric: str) -> None:
    stock(store, "Acme", "post", posts(dt.date(2026, 7, 1), OCTOBER.end))
    assert set(course(store, desk, OCTOBER, None, metric).values[metric]) == {None}
