"""Tables under lines of remarks (#), that cross two dimensions, or whose total says so behind the last heading."""

import datetime as dt
from collections.abc import Callable

import duckdb
import pytest

from reporting.ingest.understanding.days import named_days
from tests.ingest.understanding.conftest import Read

RULE = "# ----------------------------------------\n"
DAYS = "# Start date: 20261001\n# End date: 20261031\n"
HEAD = f"{RULE}# A report\n# Account: A, B\n# Property: Shop\n{RULE}# \n# All Users\n{DAYS}"


def test_the_remarks_of_the_next_table_are_no_rows_of_this_one(read_all: Callable[..., list[Read]]) -> None:
    text = f"{HEAD}Country,Active users\nFrance,3\n\n# \n# All Users\n{DAYS}Event name,Event count\nscroll,7\n"
    first, second = read_all(text)
    assert first.column("label") == ["France"]
    assert second.column("label") == ["scroll"]
    assert second.column("account") == ["Shop"]


def test_an_unknown_table_under_remarks_is_a_table_of_its_own(read_all: Callable[..., list[Read]]) -> None:
    text = f"{HEAD}Country,Active users\nFrance,3\n\n# \n{DAYS}Nth day,30 days,7 days\n0000,9,4\n"
    first, second = read_all(text)
    assert first.column("active_users") == [3]
    assert (second.found.status, second.found.unknown_columns) == ("unknown", ("Nth day", "30 days", "7 days"))


@pytest.mark.parametrize("text", ["# A report\n", f"{RULE}# A report\n# Account: A", f"{RULE}# Account: A\n{DAYS}"])
def test_a_file_that_ends_among_its_remarks_is_unknown(read: Callable[..., Read], text: str) -> None:
    """A download that broke off early: it was a fault of ours."""
    found = read(text).found
    assert (found.status, found.format) == ("unknown", None)
    assert found.notices


def test_a_label_that_begins_with_a_hash_is_no_remark(read: Callable[..., Read]) -> None:
    found = read(f"{HEAD}Session campaign,Sessions\nsummer,3\n\n#autumn,2\n#winter,1\n")
    assert found.column("label") == ["summer", "#autumn", "#winter"]


def test_many_remarks_do_not_hide_the_header(read: Callable[..., Read]) -> None:
    found = read(RULE + "# a filter\n" * 20 + f"{HEAD}Country,Active users\nNA,3\n")
    assert found.column("label") == ["NA"]


def test_only_the_row_that_says_so_behind_the_last_heading_is_a_total(read: Callable[..., Read]) -> None:
    found = read(
        f"{RULE}# Shop\n# Mine-Free form 1\n# 20261001-20261031\n\nPage path,Sessions\n,9,Grand total\n/a,6\n,3\n"
    )
    assert found.column("sessions") == [6, 3]
    assert found.column("label") == ["/a", None]
    assert found.column("account") == ["Shop", "Shop"]


def test_two_dimensions_are_kept_apart_and_a_third_is_refused(read: Callable[..., Read]) -> None:
    found = read(f"{HEAD}Country,City,Active users\nFrance,Paris,3\nFrance,Lyon,2\n")
    assert found.column("dimension") == ["country", "country"]
    assert found.column("dimension_2") == ["city", "city"]
    assert found.column("label_2") == ["Paris", "Lyon"]
    assert read(f"{HEAD}Country,City,Language,Active users\nFrance,Paris,fr,3\n").found.status == "unknown"


def test_figures_of_a_segment_say_so(read: Callable[..., Read]) -> None:
    found = read(HEAD.replace("All Users", "Mobile traffic") + "Date,Active users\n20261001,3\n")
    assert found.column("segment") == ["Mobile traffic"]
    assert "segment" not in read(f"{HEAD}Date,Active users\n20261001,3\n").rows[0]


def test_days_are_counted_from_the_start_that_is_stated(read: Callable[..., Read]) -> None:
    found = read(f"{HEAD}Nth day,Active users\n0000,3\n0031,2\n")
    assert found.column("day") == [dt.date(2026, 10, 1), dt.date(2026, 11, 1)]


def test_common_headings_alone_are_no_analytics(read: Callable[..., Read]) -> None:
    assert read("Country,Sessions\nFrance,3\n").found.status == "unknown"
    assert read("Country,Clicks,Impressions,CTR\nFrance,3,10,30%\n").found.status == "unknown"


@pytest.mark.parametrize("text", ["05-Oct-2026 07:45AM", "5 Oct 2026, 19:45", "Oct 5, 2026 7:45 PM", "05-oct-2026"])
def test_a_time_behind_a_named_day_is_cut(text: str) -> None:
    with duckdb.connect() as con:
        (row,) = con.execute(named_days(f"select '{text}' as raw")).fetchall()
    assert row[1] == dt.date(2026, 10, 5)
