"""Properties of imports and undos, over drawn files: what is current doesn't depend on the way there."""

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.warehouse.clients import add_client
from reporting.warehouse.content import content
from reporting.warehouse.facts import Facts
from reporting.warehouse.model import Client
from reporting.warehouse.store import Store
from reporting.warehouse.taking import Order, take_in, undo
from tests.stocking import Row, found_of

CHECKS = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
VALUES = ("reach", "likes", "caption")
FIRST_DAY = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)


def rows_of(posts: tuple[str, ...]) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries(
        {
            "post": st.sampled_from(posts),
            "account": st.sampled_from(["one", "two"]),
            "reach": st.none() | st.integers(0, 9),
            "likes": st.none() | st.integers(0, 9),
            "caption": st.none() | st.sampled_from(["x", "y"]),
            "observed_on": st.none() | st.dates(dt.date(2026, 10, 30), dt.date(2026, 11, 3)),
        }
    )
    return st.lists(row, min_size=1, max_size=6, unique_by=lambda one: (one["account"], one["post"]))


POSTS = ("p1", "p2", "p3", "p4")
FILE = rows_of(POSTS)


class Trial:
    """An empty store for the length of a `with` block: one transaction that is rolled back."""

    def __init__(self, store: Store, cur: duckdb.DuckDBPyConnection) -> None:
        self.store = store
        self.cur = cur
        self.client = add_client(cur, Client(0, "Acme", "en", "Europe/Paris"))

    def take(self, rows: list[Row], day: int, file: str) -> int:
        found = found_of(self.store.catalog, self.store.settings.work, "post", rows, file=file)
        order = Order(self.client, "tester", at=FIRST_DAY + dt.timedelta(days=day))
        return take_in(self.cur, self.store.catalog, found, order).import_id or 0

    def undo(self, number: int) -> None:
        undo(self.cur, self.store.catalog, number, "tester")

    def shown(self) -> list[tuple[Any, ...]]:
        """Current rows without the numbers of imports and accounts: those depend on the way there."""
        return self.cur.execute(
            "select a.external_id, c.post, c.report_day, c.reach, c.likes, c.caption, c.observed_on"
            " from current_post c join account a on a.id = c.account_id order by all"
        ).fetchall()


@contextmanager
def fresh(store: Store) -> Iterator[Trial]:
    with store.trial() as cur:
        yield Trial(store, cur)


def after(store: Store, *files: list[Row], same_day: bool = False) -> list[tuple[Any, ...]]:
    with fresh(store) as trial:
        for at, rows in enumerate(files):
            trial.take(rows, 0 if same_day else at, f"{at}.csv")
        return trial.shown()


@CHECKS
@given(FILE, FILE)
def test_undoing_the_second_leaves_the_first_alone(store: Store, first: list[Row], second: list[Row]) -> None:
    with fresh(store) as trial:
        trial.take(first, 0, "0.csv")
        trial.undo(trial.take(second, 1, "1.csv"))
        left = trial.shown()
    assert left == after(store, first)


@CHECKS
@given(FILE, FILE, FILE)
def test_undoing_the_middle_one_is_as_if_it_had_never_come(
    store: Store, first: list[Row], second: list[Row], third: list[Row]
) -> None:
    with fresh(store) as trial:
        numbers = [trial.take(rows, 0, f"{at}.csv") for at, rows in enumerate((first, second, third))]
        trial.undo(numbers[1])
        left = trial.shown()
    assert left == after(store, first, third, same_day=True)


@CHECKS
@given(st.lists(FILE, min_size=1, max_size=3))
def test_what_is_kept_up_equals_a_full_recomputation(store: Store, files: list[list[Row]]) -> None:
    with fresh(store) as trial:
        for at, rows in enumerate(files):
            trial.take(rows, at, f"{at}.csv")
        kept = content(trial.cur, "current_post"), content(trial.cur, "observed_post")
        Facts(trial.cur, store.catalog, store.catalog.tables["post"]).merge_again()
        assert kept == (content(trial.cur, "current_post"), content(trial.cur, "observed_post"))


@CHECKS
@given(FILE, FILE)
def test_the_newest_value_of_each_column_is_the_one_shown(store: Store, first: list[Row], second: list[Row]) -> None:
    """Against the same rule written out in Python: sort the observations, let each value that is given overwrite."""
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    order = [
        (row["observed_on"] or (FIRST_DAY + dt.timedelta(days=at)).date(), at, row)
        for at, rows in enumerate((first, second))
        for row in rows
    ]
    for _, _, row in sorted(order, key=lambda one: one[:2]):
        known = seen.setdefault((row["account"], row["post"]), dict.fromkeys((*VALUES, "observed_on")))
        known |= {name: row[name] for name in known if row[name] is not None}
    expected = {key: tuple(known[name] for name in (*VALUES, "observed_on")) for key, known in seen.items()}
    got = {(account, post): tuple(values) for account, post, _, *values in after(store, first, second)}
    assert got == expected


@CHECKS
@given(rows_of(("p1", "p2")), rows_of(("p3",)), rows_of(("p4",)))
def test_the_order_of_files_about_different_things_is_irrelevant(
    store: Store, first: list[Row], second: list[Row], third: list[Row]
) -> None:
    orders = itertools.islice(itertools.permutations((first, second, third)), 1, None, 2)
    ways = [after(store, *order, same_day=True) for order in ((first, second, third), *orders)]
    assert all(way == ways[0] for way in ways)


@CHECKS
@given(FILE, st.integers(0, 6))
def test_a_file_split_in_two_gives_the_same(store: Store, rows: list[Row], at: int) -> None:
    parts = [part for part in (rows[:at], rows[at:]) if part]
    assert after(store, *parts, same_day=True) == after(store, rows)


@CHECKS
@given(FILE)
def test_the_same_file_twice_is_nothing(store: Store, rows: list[Row]) -> None:
    with fresh(store) as trial:
        number = trial.take(rows, 0, "0.csv")
        once = trial.shown()
        assert trial.take(rows, 1, "0.csv") == number
        assert trial.shown() == once
        assert trial.cur.execute('select count(*) from "import"').fetchone() == (1,)
