"""What is current after imports, and after taking them back."""

import datetime as dt
from typing import Any

import pytest

from reporting.errors import ConflictError
from reporting.warehouse.store import Store
from reporting.warehouse.taking import undo
from tests.stocking import stock

OCT_3 = dt.date(2026, 10, 3)


def current(store: Store, table: str, columns: str) -> list[tuple[Any, ...]]:
    with store.read() as cur:
        return cur.execute(f"select {columns} from current_{table} order by all").fetchall()


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 11, number, 9, tzinfo=dt.UTC)


def test_a_first_import_is_what_is_current(store: Store) -> None:
    receipt = stock(store, "Acme", "post", [{"post": "p1", "published_on": OCT_3, "reach": 120}])
    assert (receipt.import_id, receipt.added, receipt.changed) == (1, 1, 0)
    assert current(store, "post", "client_id, account_id, platform, report_day, post, reach, likes, import_ids") == [
        (1, 1, "facebook", OCT_3, "p1", 120, None, [1])
    ]


def test_the_newest_value_that_was_given_counts_column_by_column(store: Store) -> None:
    stock(store, "Acme", "post", [{"post": "p1", "published_on": OCT_3, "reach": 1, "likes": 5}], at=day(1))
    receipt = stock(
        store, "Acme", "post", [{"post": "p1", "published_on": OCT_3, "reach": 9, "likes": None}], at=day(2)
    )
    assert (receipt.added, receipt.changed) == (0, 1)
    assert current(store, "post", "post, reach, likes, import_ids") == [("p1", 9, 5, [1, 2])]


def test_an_import_that_no_value_rests_on_is_not_named(store: Store) -> None:
    stock(store, "Acme", "post", [{"post": "p1", "published_on": OCT_3, "reach": 1}], at=day(1))
    stock(store, "Acme", "post", [{"post": "p1", "published_on": OCT_3, "reach": 9}], at=day(2))
    assert current(store, "post", "reach, import_ids") == [(9, [2])]


def test_an_older_export_imported_later_does_not_win(store: Store) -> None:
    newer = {"post": "p1", "published_on": OCT_3, "observed_on": dt.date(2026, 11, 5), "reach": 9}
    older = {"post": "p1", "published_on": OCT_3, "observed_on": dt.date(2026, 11, 2), "reach": 1}
    stock(store, "Acme", "post", [newer])
    stock(store, "Acme", "post", [older])
    assert current(store, "post", "reach") == [(9,)]


def test_undo_shows_what_was_there_before(store: Store) -> None:
    stock(store, "Acme", "post", [{"post": "p1", "published_on": OCT_3, "reach": 1}], at=day(1))
    before = current(store, "post", "columns(*)")
    second = stock(
        store,
        "Acme",
        "post",
        [{"post": "p1", "published_on": OCT_3, "reach": 9}, {"post": "p2", "published_on": OCT_3, "reach": 7}],
        at=day(2),
    )
    with store.write() as cur:
        undone = undo(cur, store.catalog, second.import_id or 0, "tester")
    assert (undone.removed, undone.restored) == (2, 1)
    assert current(store, "post", "columns(*)") == before


def test_the_report_day_of_a_post_is_counted_in_the_clients_time_zone(store: Store) -> None:
    late = {"post": "p1", "published_at": dt.datetime(2026, 10, 31, 23, 30), "published_on": dt.date(2026, 10, 31)}  # noqa: DTZ001 -- stored in UTC without a zone
    stock(store, "Acme", "post", [late])
    assert current(store, "post", "report_day") == [(dt.date(2026, 11, 1),)]


def test_audience_without_a_day_counts_for_the_day_of_the_import(store: Store) -> None:
    row = {"group": "followers", "dimension": "country", "label": "France", "people": 10}
    stock(store, "Acme", "audience", [row], at=day(1))
    stock(store, "Acme", "audience", [row | {"people": 11}], at=day(2))
    assert current(store, "audience", "report_day, label_2, people") == [
        (dt.date(2026, 11, 1), None, 10),
        (dt.date(2026, 11, 2), None, 11),
    ]


def test_a_key_that_comes_twice_in_one_file_is_refused_and_changes_nothing(store: Store) -> None:
    row = {"post": "p1", "published_on": OCT_3, "reach": 1}
    with pytest.raises(ConflictError, match="Rows 2 and 3"):
        stock(store, "Acme", "post", [row, row | {"reach": 900}])
    assert current(store, "post", "post") == []
    with store.read() as cur:
        assert cur.execute('select (select count(*) from "import"), (select count(*) from account)').fetchall() == [
            (0, 0)
        ]


def test_the_same_import_twice_changes_nothing(store: Store) -> None:
    rows = [{"post": "p1", "published_on": OCT_3, "reach": 1}]
    first = stock(store, "Acme", "post", rows)
    before = current(store, "post", "columns(*)")
    again = stock(store, "Acme", "post", rows)
    assert (again.found.status, again.import_id) == ("duplicate", first.import_id)
    assert current(store, "post", "columns(*)") == before
