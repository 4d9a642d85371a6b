"""Periods, unfinished ones, weeks and the report's time zone."""

import datetime as dt

from reporting.actions.desk import Desk
from reporting.actions.figures import figures
from reporting.catalog.model import Catalog
from reporting.language import text
from reporting.metrics.model import MetricQuery
from reporting.periods import parse
from reporting.warehouse.clients import client_named
from reporting.warehouse.store import Store
from tests.stocking import stock
from tests.tables import october, september, with_rows


def post(day: dt.date, reactions: int = 1) -> dict[str, object]:
    return {"account": 1, "platform": "facebook", "report_day": day, "reactions": reactions}


def test_both_ends_of_a_period_are_inside(catalog: Catalog) -> None:
    days = [september(30), october(1), october(31), dt.date(2026, 11, 1)]
    rows = [post(day, 10**at) for at, day in enumerate(days)]
    assert with_rows(catalog, post=rows).ask("reactions").value("reactions") == 110


def test_an_unfinished_period_is_compared_with_as_many_days_and_says_so(catalog: Catalog) -> None:
    """October up to the 10th against the first ten days of September and of October 2025."""
    rows = [
        post(october(10)),
        post(october(11), 10),
        post(september(10), 100),
        post(september(11), 1000),
        post(dt.date(2025, 10, 10), 10000),
        post(dt.date(2025, 10, 11), 100000),
    ]
    result = with_rows(catalog, post=rows).ask("reactions", compare=("previous", "year"), until=october(10))
    assert result.rows == ((1, 100, 10000),)
    assert [text(note, "en") for note in result.notes] == [
        "The period isn’t over: figures run to October 10, 2026.",
        "Compared with as many days: September 1, 2026 – September 10, 2026.",
        "Compared with as many days: October 1, 2025 – October 10, 2025.",
    ]
    assert result.compared["previous"].days == result.compared["year"].days == 10


def test_a_finished_period_is_compared_whole(catalog: Catalog) -> None:
    rows = [post(october(31)), post(september(30), 10)]
    result = with_rows(catalog, post=rows).ask("reactions", compare=("previous",), until=october(31))
    assert (result.rows, result.notes) == (((1, 10),), ())


def test_posts_per_week_of_an_unfinished_period_are_over_the_days_gone_by(catalog: Catalog) -> None:
    rows = [post(october(day)) for day in (1, 5, 14)]
    assert with_rows(catalog, post=rows).ask("posts_per_week", until=october(14)).value("posts_per_week") == 3 / 2


def test_weeks_begin_on_monday_and_are_ordered(catalog: Catalog) -> None:
    """4 October 2026 is a Sunday."""
    rows = [post(october(12)), post(october(5)), post(october(4), 7)]
    result = with_rows(catalog, post=rows).ask("reactions", by=("week",))
    assert result.rows == ((september(28), 7), (october(5), 1), (october(12), 1))
    assert with_rows(catalog, post=rows).ask("reactions", by=("weekday",)).rows == ((1, 2), (7, 7))


def test_a_post_belongs_to_the_day_and_hour_of_the_clients_time_zone(store: Store, desk: Desk) -> None:
    """22:30 UTC on 30 September is half past midnight in Paris, already October; 23:30 on 31 October is November."""
    rows = [
        {"post": "a", "published_at": dt.datetime(2026, 9, 30, 22, 30), "published_on": september(30), "likes": 1},  # noqa: DTZ001 -- stored times are UTC without zone
        {"post": "b", "published_at": dt.datetime(2026, 10, 31, 23, 30), "published_on": october(31), "likes": 10},  # noqa: DTZ001 -- stored times are UTC without zone
        {"post": "c", "published_at": dt.datetime(2026, 10, 30, 8, 5), "published_on": october(30), "likes": 100},  # noqa: DTZ001 -- stored times are UTC without zone
    ]
    stock(store, "Acme", "post", rows, platform="instagram")
    with store.read() as cur:
        client = client_named(cur, "Acme")
    assert client is not None
    assert client.timezone == "Europe/Paris"
    query = MetricQuery(("reactions",), client.id, parse("2026-10"), by=("hour",))
    assert figures(desk, query).rows == ((0, 1), (9, 100))
