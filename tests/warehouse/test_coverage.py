"""Which days are covered, which are missing and what is due, counted by hand on a calendar of October 2026.

The Mondays of that month are the 5th, the 12th, the 19th and the 26th.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

import pytest

from reporting.catalog import Catalog
from reporting.warehouse.coverage import Asked, Calendar, calendar, grain
from reporting.warehouse.store import Store
from reporting.warehouse.taking import undo
from tests.stocking import Row, a_client, stock

LATER = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


END = dt.date(2026, 10, 31)


def october(day: int) -> dt.date:
    return dt.date(2026, 10, day)


def days(first: int, last: int, *, without: Iterable[int] = ()) -> list[Row]:
    return [{"day": october(day), "views": day} for day in range(first, last + 1) if day not in without]


def posts(*on: int, name: str = "p") -> list[Row]:
    return [{"post": f"{name}{day}", "published_on": october(day), "views": 1} for day in on]


def seen(
    store: Store,
    *,
    yesterday: dt.date = END,
    stated: Mapping[int, tuple[dt.date, dt.date]] | None = None,
    single: Iterable[str] = (),
) -> Calendar:
    with store.read() as cur:
        return calendar(cur, store.catalog, Asked(a_client_id(store), yesterday, stated or {}, tuple(single)))


def a_client_id(store: Store) -> int:
    with store.read() as cur:
        ((number,),) = cur.execute("select id from client where name = 'Acme'").fetchall()
    return int(number)


def states(found: Calendar) -> dict[dt.date, str]:
    return {week.monday: week.state for week in found.weeks}


def gaps(found: Calendar) -> list[tuple[dt.date, dt.date, str]]:
    return [(gap.first, gap.last, gap.state) for gap in found.gaps]


def test_a_day_without_a_row_is_missing_and_so_is_its_week(store: Store) -> None:
    stock(store, "Acme", "account_day", days(5, 25, without=(14, 15)), at=LATER)
    found = seen(store)
    assert [(week.monday, week.state, week.covered, week.due) for week in found.weeks] == [
        (october(5), "covered", 7, 7),
        (october(12), "missing", 5, 7),
        (october(19), "covered", 7, 7),
    ]
    assert gaps(found) == [(october(14), october(15), "missing")]


def test_only_the_days_up_to_the_newest_are_owed_in_its_week(store: Store) -> None:
    stock(store, "Acme", "account_day", days(7, 28), at=LATER)
    assert [(week.covered, week.due) for week in seen(store).weeks] == [(5, 5), (7, 7), (7, 7), (3, 3)]


def test_days_of_two_files_overlap_and_name_both(store: Store) -> None:
    one = stock(store, "Acme", "account_day", days(5, 18), file="a.csv", at=LATER)
    two = stock(store, "Acme", "account_day", days(15, 25), file="b.csv", at=LATER)
    found = seen(store)
    assert [(week.state, week.imports) for week in found.weeks] == [
        ("covered", (one.import_id,)),
        ("overlapping", (one.import_id, two.import_id)),
        ("covered", (two.import_id,)),
    ]


def test_what_was_taken_back_covers_nothing(store: Store) -> None:
    stock(store, "Acme", "account_day", days(5, 11), file="a.csv", at=LATER)
    gone = stock(store, "Acme", "account_day", days(12, 18), file="b.csv", at=LATER)
    with store.write() as cur:
        undo(cur, store.catalog, gone.import_id or 0, "tester")
    assert states(seen(store)) == {october(5): "covered"}


def test_a_quiet_day_is_no_gap_among_posts_but_a_week_without_any_file_is(store: Store) -> None:
    """One file from the 1st to the 9th, the next from the 20th: of the weeks between, that of the 12th is missing."""
    stock(store, "Acme", "post", posts(1, 4, 9), file="a.csv", at=LATER)
    stock(store, "Acme", "post", posts(20, 30), file="b.csv", at=LATER)
    found = seen(store)
    assert states(found) == {
        dt.date(2026, 9, 28): "covered",
        october(5): "covered",
        october(12): "missing",
        october(19): "covered",
        october(26): "covered",
    }
    assert gaps(found) == [(october(10), october(19), "missing")]


def test_a_few_days_between_two_files_of_posts_are_no_gap(store: Store) -> None:
    stock(store, "Acme", "post", posts(1, 9), file="a.csv", at=LATER)
    stock(store, "Acme", "post", posts(14, 30), file="b.csv", at=LATER)
    assert gaps(seen(store)) == []


def test_a_period_that_the_name_states_is_covered_whole_but_no_day_after_the_import(store: Store) -> None:
    early = dt.datetime(2026, 10, 22, 9, tzinfo=dt.UTC)
    taken = stock(store, "Acme", "post", posts(6, 7), at=early)
    found = seen(store, yesterday=october(22), stated={taken.import_id or 0: (october(1), october(31))})
    (export,) = found.exports
    assert (export.first, export.newest) == (october(1), october(22))
    assert set(states(found).values()) == {"covered"}


def test_a_picture_of_an_audience_leaves_nothing_missing_between_two(store: Store) -> None:
    for day in (5, 26):
        rows: list[Row] = [
            {"group": "followers", "dimension": "country", "label": label, "observed_on": october(day), "people": 3}
            for label in ("FR", "BE")
        ]
        stock(store, "Acme", "audience", rows, file=f"{day}.csv", at=LATER)
    found = seen(store)
    assert states(found) == {october(5): "covered", october(26): "covered"}
    assert gaps(found) == []


def test_a_total_of_a_period_covers_every_day_of_it(store: Store) -> None:
    rows: list[Row] = [{"period_from": october(5), "period_to": october(18), "views": 9}]
    stock(store, "Acme", "account_period", rows, at=LATER)
    assert states(seen(store)) == {october(5): "covered", october(12): "covered"}


def test_exports_of_two_accounts_or_two_formats_never_stand_in_for_each_other(store: Store) -> None:
    both: list[Row] = [
        {**row, "account": name} for name, some in (("a", days(5, 11)), ("b", days(5, 25))) for row in some
    ]
    stock(store, "Acme", "account_day", both, at=LATER)
    stock(store, "Acme", "account_day", days(5, 18), platform="x", at=LATER)
    found = seen(store)
    assert [(one.platform, one.account, one.newest) for one in found.exports] == [
        ("facebook", "a", october(11)),
        ("facebook", "b", october(25)),
        ("x", "Acme", october(18)),
    ]


def test_where_a_format_brings_one_figure_a_file_each_figure_is_an_export(store: Store) -> None:
    stock(store, "Acme", "account_day", [{"day": october(5), "views": 1}], file="views.csv", at=LATER)
    stock(store, "Acme", "account_day", [{"day": october(5), "reach": 1}], file="reach.csv", at=LATER)
    found = seen(store, single=["facebook_account_day"])
    assert [one.part for one in found.exports] == ["reach", "views"]
    assert {week.state for week in found.weeks} == {"covered"}


@pytest.mark.parametrize(
    ("ends", "rhythm"),
    [
        ((31,), 31),  # one file: a month
        ((10, 12, 14), 7),  # every other day: a week at least
        ((1, 11, 21, 31), 10),
        ((1, 2, 31), 15),  # 1 and 29 days: the median
    ],
)
def test_the_rhythm_is_the_median_distance_between_the_ends_of_files(
    store: Store, ends: tuple[int, ...], rhythm: int
) -> None:
    for end in ends:
        stock(store, "Acme", "account_day", days(end, end), file=f"{end}.csv", at=LATER)
    (export,) = seen(store).exports
    assert (export.rhythm, export.files) == (rhythm, len(ends))


def test_a_first_download_of_a_year_does_not_let_the_next_wait_as_long(store: Store) -> None:
    stock(store, "Acme", "account_day", [{"day": dt.date(2025, 10, 1), "views": 1}], file="a.csv", at=LATER)
    stock(store, "Acme", "account_day", days(1, 1), file="b.csv", at=LATER)
    (export,) = seen(store).exports
    assert export.rhythm == 31


def test_an_export_is_stale_on_the_day_after_its_rhythm_and_due_from_its_newest_day_on(store: Store) -> None:
    for end in (11, 18):
        stock(store, "Acme", "account_day", days(end - 6, end), file=f"{end}.csv", at=LATER)
    (waiting,) = seen(store, yesterday=october(25)).exports
    assert (waiting.rhythm, waiting.stale) == (7, False)
    found = seen(store, yesterday=october(26))
    assert found.exports[0].stale
    assert gaps(found) == [(october(19), october(26), "stale")]
    assert states(found) == {
        october(5): "covered",
        october(12): "covered",
        october(19): "stale",
        october(26): "stale",
    }


def test_two_tables_of_one_file_are_one_download(store: Store) -> None:
    one = stock(store, "Acme", "account_day", days(5, 11), file="a.csv", at=LATER)
    two = stock(store, "Acme", "account_day", days(9, 18), file="b.csv", at=LATER)
    with store.write() as cur:
        cur.execute('update "import" set sha256 = (select sha256 from "import" where id = $id)', {"id": one.import_id})
    found = seen(store)
    assert (found.exports[0].files, set(states(found).values())) == (1, {"covered"})
    assert found.weeks[0].imports == (one.import_id, two.import_id)


def test_a_client_without_imports_has_no_exports(store: Store) -> None:
    a_client(store, "Acme")
    assert seen(store) == Calendar((), (), ())


def test_every_table_of_the_catalogue_has_a_grain(catalog: Catalog) -> None:
    grains = {table.id: grain(table) for table in catalog.tables.values()}
    known = {"account_day": "day", "account_period": "period", "audience": "snapshot", "post": "stretch"}
    assert {id_: grains[id_] for id_ in known} == known
