"""What posts say, and totals that a platform states beside ours."""

import datetime as dt

from reporting.catalog import Catalog
from reporting.warehouse.stated import Control, Words, controls, post_words
from reporting.warehouse.store import Store
from tests.stocking import a_client, stock

FIRST, LAST = dt.date(2026, 10, 1), dt.date(2026, 10, 31)


def test_a_post_is_told_by_its_text_else_its_title(store: Store) -> None:
    posts = [
        {"post": "a", "published_on": FIRST, "caption": "Text", "title": "Title", "permalink": "https://example.com/a"},
        {"post": "b", "published_on": FIRST, "caption": "", "title": "Title"},
        {"post": "c", "published_on": FIRST, "reach": 1},
        {"post": "old", "published_on": dt.date(2026, 9, 30), "caption": "Too early"},
    ]
    stock(store, "Acme", "post", posts, account="page")
    with store.read() as cur:
        found = post_words(cur, a_client(store, "Acme").id, FIRST, LAST)
    assert {post: words for (_, post), words in found.items()} == {
        "a": Words("Text", "https://example.com/a"),
        "b": Words("Title", None),
        "c": Words(None, None),
    }


def test_a_stated_total_stands_beside_the_sum_of_its_own_days(store: Store, catalog: Catalog) -> None:
    stated = {"period_from": FIRST, "period_to": dt.date(2026, 10, 3), "impressions": 70}
    stock(store, "Acme", "account_period", [stated], platform="linkedin", account="me", file="total.xlsx")
    days = [{"day": FIRST + dt.timedelta(days=at), "impressions": 10 * at} for at in range(5)]
    stock(store, "Acme", "account_day", days, platform="linkedin", account="me", file="days.xlsx")
    with store.read() as cur:
        found = controls(cur, catalog, a_client(store, "Acme").id, FIRST, LAST)
    assert found == (Control("linkedin", "me", "impressions", FIRST, dt.date(2026, 10, 3), 70, 30, 3),)
