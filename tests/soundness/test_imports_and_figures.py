"""Figures do not depend on how the files came in; and they name the imports that they rest on."""

import datetime as dt

import pytest

from reporting.actions.desk import Desk
from reporting.actions.figures import figures
from reporting.actions.importing import undo
from reporting.metrics.model import MetricQuery, Result
from reporting.periods import parse
from reporting.warehouse.clients import client_named
from reporting.warehouse.store import Store
from tests.stocking import stock
from tests.tables import october

FILES = {
    "first.csv": [
        {"post": "a", "published_on": october(1), "likes": 5, "reach": 100, "observed_on": october(10)},
        {"post": "b", "published_on": october(2), "likes": 7, "reach": 200, "observed_on": october(10)},
    ],
    "second.csv": [
        {"post": "b", "published_on": october(2), "likes": 9, "reach": 250, "observed_on": october(20)},
        {"post": "c", "published_on": october(3), "likes": 1, "reach": 50, "observed_on": october(20)},
    ],
    "third.csv": [{"post": "d", "published_on": october(4), "likes": 2, "reach": 10, "observed_on": october(15)}],
}
METRICS = ("engagements", "post_reach", "posts", "engagement_rate_reach", "median_engagements")


def ask(store: Store, desk: Desk, *metrics: str, period: str = "2026-10") -> Result:
    with store.read() as cur:
        client = client_named(cur, "Acme")
    assert client is not None
    return figures(desk, MetricQuery(metrics, client.id, parse(period)))


@pytest.mark.parametrize("order", [tuple(FILES), tuple(FILES)[::-1], ("second.csv", "first.csv", "third.csv")])
def test_overlapping_files_give_the_same_figures_in_every_order(
    store: Store, desk: Desk, order: tuple[str, ...]
) -> None:
    """The newer observation of b counts (9 likes, 250 reach), once."""
    for name in order:
        stock(store, "Acme", "post", FILES[name], platform="instagram", file=name)
    assert ask(store, desk, *METRICS).rows == ((17, 410, 4, 17 / 410, 3.5),)


def test_the_same_file_twice_changes_nothing(store: Store, desk: Desk) -> None:
    stock(store, "Acme", "post", FILES["first.csv"], platform="instagram", file="first.csv")
    once = ask(store, desk, *METRICS)
    stock(store, "Acme", "post", FILES["first.csv"], platform="instagram", file="first.csv")
    assert ask(store, desk, *METRICS).rows == once.rows == ((12, 300, 2, 12 / 300, 6.0),)


def test_taking_an_import_back_brings_the_earlier_figure_back(store: Store, desk: Desk) -> None:
    stock(store, "Acme", "post", FILES["first.csv"], platform="instagram", file="first.csv")
    before = ask(store, desk, *METRICS)
    stock(store, "Acme", "post", FILES["second.csv"], platform="instagram", file="second.csv")
    newest = max(ask(store, desk, *METRICS).imports)
    undo(desk, newest)
    after = ask(store, desk, *METRICS)
    assert (after.rows, after.imports) == (before.rows, before.imports)


def test_a_figure_names_the_imports_that_it_rests_on_and_no_others(store: Store, desk: Desk) -> None:
    stock(store, "Acme", "post", FILES["first.csv"], platform="instagram", file="first.csv")
    stock(store, "Acme", "post", FILES["third.csv"], platform="facebook", file="third.csv")
    days = [{"day": october(5), "views": 10}]
    stock(store, "Acme", "account_day", days, platform="instagram", file="days.csv")
    old = [{"day": dt.date(2026, 3, 5), "views": 10}]
    stock(store, "Acme", "account_day", old, platform="instagram", file="old.csv")
    assert ask(store, desk, "engagements").imports == (1, 2)
    assert ask(store, desk, "views").imports == (3,)
    assert ask(store, desk, "views", "posts").imports == (1, 2, 3)
    assert ask(store, desk, "impressions").imports == ()
    assert ask(store, desk, "views", period="2026-03").imports == (4,)
