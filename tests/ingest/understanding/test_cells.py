"""Whole files: what a cell does to its row, and what is said about it. Figures are counted by hand."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.ingest.model import Total

READ = Callable[..., Any]
X = "Date,Impressions,Likes,Engagements,New follows,Unfollows\n"
META = (
    "Post ID,Page ID,Page name,Title,Duration (sec),Publish time,Permalink,Post type,Date,Views,Reach,Reactions,"
    "Average Seconds viewed,Estimated earnings (EUR)\n"
)


def day(text: str, *figures: object) -> str:
    return ",".join([f'"{text}"', *(f'"{figure}"' for figure in figures)]) + "\n"


def post(number: object, **cells: object) -> str:
    row = {
        "id": number, "page": 77, "name": "Brand", "title": "Hello", "seconds": "", "at": "10/01/2026 13:00",
        "link": f"https://www.facebook.com/brand/posts/{number}", "type": "Photos", "date": "Lifetime", "views": 10,
        "reach": 5, "reactions": 1, "average": "", "money": "",
    } | cells  # fmt: skip
    return ",".join(f'"{str(cell).replace(chr(34), 2 * chr(34))}"' for cell in row.values()) + "\n"


def test_a_missing_value_is_not_zero(read: READ) -> None:
    got = read(X + day("Tue, Oct 6, 2026", 10, "", "-", 0, "undefined") + day("Mon, Oct 5, 2026", 5, "N/A", 3, 1, 2))
    assert got.column("likes") == [None, None]
    assert got.column("engagements") == [None, 3]
    assert got.column("new_followers") == [0, 1]
    assert got.found.totals["likes"] == Total(None, 2)
    assert got.found.totals["impressions"] == Total(15, 0)
    assert got.found.rejected == 0
    assert "that is not zero" in got.said


@pytest.mark.parametrize("bad", ["many", "12.5", "1e9", "12345678901234567890", "1.234", "inf", "NaNa"])
def test_a_bad_number_rejects_its_row_and_only_that(read: READ, bad: str) -> None:
    got = read(X + day("Tue, Oct 6, 2026", 10, 1, bad, 0, 0) + day("Mon, Oct 5, 2026", 5, 2, 3, 1, 2))
    assert (got.found.records, got.found.rejected) == (2, 1)
    (cell,) = got.found.rejections
    assert (cell.row, cell.cell, cell.heading, cell.raw) == (2, "D2", "Engagements", bad)
    assert got.column("impressions") == [5]
    assert got.found.totals["impressions"] == Total(5, 0)


def test_thousands_in_an_english_file(read: READ) -> None:
    got = read(X + day("Tue, Oct 6, 2026", "1,234", "1 234", "1\u202f234", "424.0", "2,345,678"))
    assert got.rows[0]["impressions"] == got.rows[0]["likes"] == got.rows[0]["engagements"] == 1234
    assert got.rows[0]["new_followers"] == 424
    assert got.rows[0]["lost_followers"] == 2345678


def test_thousands_with_points_need_a_file_that_says_so(read: READ) -> None:
    text = X.replace(",", ";") + '"Tue, Oct 6, 2026";1.234;2;3;4;5\n'
    got = read(text)
    assert got.column("impressions") == [1234]
    assert "read as thousands" in got.said
    ambiguous = read(X + day("Tue, Oct 6, 2026", "1.234", 2, 3, 4, 5) + day("Mon, Oct 5, 2026", 1, 2, 3, 4, 5))
    assert ambiguous.found.rejected == 1
    assert "two ways" in ambiguous.reasons["B2"]


@pytest.mark.parametrize(
    "bad", ["Oct 32, 2026", "Feb 30, 2026", "2003-12-31", "2126-10-05", "yesterday", "Nov 25, 2026"]
)
def test_an_impossible_day_rejects_its_row(read: READ, bad: str) -> None:
    got = read(X + day(bad, 1, 2, 3, 4, 5) + day("Mon, Oct 5, 2026", 1, 2, 3, 4, 5))
    assert got.found.rejected == 1
    assert list(got.reasons) == ["A2"]
    assert got.column("day") == [dt.date(2026, 10, 5)]


def test_tomorrow_is_possible_because_the_platform_may_be_ahead(read: READ) -> None:
    assert read(X + day("Nov 23, 2026", 1, 2, 3, 4, 5)).column("day") == [dt.date(2026, 11, 23)]


def test_a_spreadsheets_day_number_is_read_and_said(read: READ) -> None:
    got = read(X + day("46300", 1, 2, 3, 4, 5))
    assert got.column("day") == [dt.date(2026, 10, 5)]
    assert "day number" in got.said


def test_fewer_than_no_people_reject_the_row_but_counts_may_be_negative(read: READ) -> None:
    got = read(META + post(123456789012345, reach=-3) + post(123456789012346, reactions=-2))
    assert got.found.rejected == 1
    assert "fewer than no people" in got.reasons["K2"]
    assert got.column("reactions") == [-2]


def test_an_id_that_a_spreadsheet_rounded_rejects_its_row(read: READ) -> None:
    got = read(META + post("6.49E+17") + post(123456789012346))
    assert got.found.rejected == 1
    assert "digits are lost" in got.reasons["A2"]
    assert got.column("post") == ["123456789012346"]


def test_a_rounded_id_is_taken_from_the_link_where_the_link_has_it(read: READ) -> None:
    header = "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements\n"
    got = read(header + '2.08E+18,"Sat, Aug 1, 2026",Hi,https://x.com/some/status/2083456789012345678,1,2,3\n')
    assert (got.found.rejected, got.column("post")) == (0, ["2083456789012345678"])


def test_a_post_without_an_id_rejects_its_row(read: READ) -> None:
    got = read(META + post("") + post(123456789012346))
    assert got.found.rejected == 1
    assert list(got.reasons) == ["A2"]


def test_only_web_addresses_are_kept(read: READ) -> None:
    links = ["javascript:alert(1)", "file:////evil/share", "HTTPS://www.facebook.com/brand/posts/1", "www.facebook.com"]
    got = read(META + "".join(post(10**15 + n, link=link) for n, link in enumerate(links)))
    assert got.column("permalink") == [None, None, links[2], None]
    assert got.found.rejected == 0
    assert "were} dropped" in got.said


def test_text_is_kept_as_it_is_but_for_what_no_workbook_can_hold(read: READ) -> None:
    titles = [
        '=HYPERLINK("http://evil")',
        "<b>bold</b> [md](http://x)",
        "two\nlines",
        "bell\x07 and \ufffe",
        "'; drop table x --",
    ]
    got = read(META + "".join(post(10**15 + n, title=title) for n, title in enumerate(titles)))
    assert got.column("title") == [*titles[:3], "bell and ", titles[4]]


def test_a_time_of_publication_becomes_utc_and_the_file_keeps_its_own_days(read: READ) -> None:
    got = read(META + post(10**15, at="10/31/2026 22:00"))
    assert got.column("published_at") == [dt.datetime(2026, 11, 1, 5, 0)]  # noqa: DTZ001 -- UTC as stored
    assert (got.found.first, got.found.last) == (dt.date(2026, 10, 31), dt.date(2026, 10, 31))


def test_a_currency_comes_from_the_heading(read: READ) -> None:
    got = read(META + post(10**15, money="12.5"))
    assert (got.column("revenue"), got.column("currency")) == ([12.5], ["EUR"])


def test_a_kind_that_is_not_listed_is_other_and_a_reel_shows_in_its_link(read: READ) -> None:
    got = read(
        META + post(10**15, type="Holograms") + post(10**15 + 1, type="Videos", link="https://www.facebook.com/reel/1/")
        + post(10**15 + 2, type="")
    )  # fmt: skip
    assert got.column("media_type") == ["other", "reel", None]


def test_the_same_row_twice_counts_once_and_is_said(read: READ) -> None:
    got = read(META + 2 * post(10**15) + post(10**15 + 1))
    assert (got.found.records, got.found.rejected, len(got.rows)) == (3, 0, 2)
    assert "word for word" in got.said
    assert got.found.totals["views"] == Total(20, 0)


def test_rows_that_contradict_each_other_stay_out_with_both_addresses(read: READ) -> None:
    got = read(META + post(10**15, views=1) + post(10**15, views=2) + post(10**15 + 1))
    assert (got.found.records, got.found.rejected, len(got.rows)) == (3, 2, 1)
    assert sorted(got.reasons) == ["A2", "A3"]
    assert got.found.totals["views"] == Total(10, 0)


def test_a_row_with_more_cells_than_headings_is_rejected_and_one_with_fewer_is_not(read: READ) -> None:
    long = post(10**15).rstrip("\n") + ",surplus\n"
    short = (
        f"{10**15 + 1},77,Brand,Hello,,10/01/2026 13:00,https://www.facebook.com/brand/posts/1,Photos,Lifetime,10,5\n"
    )
    got = read(META + long + short)
    assert (got.found.rejected, len(got.rows)) == (1, 1)
    assert [cell.cell for cell in got.found.rejections] == ["O2"]
    assert got.column("reactions") == [None]


def test_a_heading_that_stands_twice_counts_once(read: READ) -> None:
    header = META.replace("Views,", "Views,").rstrip("\n") + ",Views\n"
    same = read(header + post(10**15).rstrip("\n") + ",10\n" + post(10**15 + 1))
    assert "stands there twice" not in same.said
    other = read(header + post(10**15).rstrip("\n") + ",11\n")
    assert "stands there twice" in other.said
    assert other.column("views") == [10]


def test_headings_never_become_part_of_a_statement(read: READ) -> None:
    header = META.rstrip("\n") + ',"x\'); drop table grid_1; --","c1 from grid_1"""\n'
    got = read(header + post(10**15).rstrip("\n") + ",1,2\n")
    assert got.found.unknown_columns == ("x'); drop table grid_1; --", 'c1 from grid_1"')
    assert len(got.rows) == 1


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(12)))
def test_the_order_of_rows_changes_nothing(read: READ, order: list[int]) -> None:
    rows = [day(f"Oct {n + 1}, 2026", 100 * n, n if n % 3 else "", 2 * n, 1, 0) for n in range(12)]
    got = read(X + "".join(rows[n] for n in order))
    assert got.found.totals["impressions"] == Total(6600, 0)
    assert got.found.totals["likes"] == Total(sum(n for n in range(12) if n % 3), 4)
    assert (got.found.first, got.found.last) == (dt.date(2026, 10, 1), dt.date(2026, 10, 12))
    known = {row["day"]: row["impressions"] for row in got.rows}
    assert known == {dt.date(2026, 10, n + 1): 100 * n for n in range(12)}
