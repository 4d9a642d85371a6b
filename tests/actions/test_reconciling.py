"""Files whose totals were added up by hand, beside what is stored and shown; every difference with its reason."""

import datetime as dt
from pathlib import Path

import pytest

from reporting.actions import importing, reconciling
from reporting.actions.desk import Desk
from reporting.actions.reading import Upload
from reporting.actions.reconciling import Line, Reconciled
from reporting.errors import ConflictError
from reporting.ingest.model import Answers
from reporting.language import text
from tests.stocking import stock

VIDEOS = "Content,Video title,Video publish time,Views,Likes,Unique viewers\n"
POSTS = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,"
    "Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks\n"
)


def take_in(desk: Desk, folder: Path, name: str, words: str) -> int:
    path = folder / name
    path.write_text(words)
    (receipt,) = importing.take_in(desk, "Acme", [Upload(path, name, Answers(account="acme"))])
    assert receipt.found.status == "recognised", receipt.found.notices
    return receipt.import_id or 0


def line(done: Reconciled, column: str) -> Line:
    return next(one for one in done.lines if one.column == column)


def figures(one: Line) -> tuple[float | None, ...]:
    return (one.own, one.file, one.stored, one.figure)


def said(one: Line | Reconciled) -> list[str]:
    return [text(sentence, "en") for sentence in (*one.reasons, *one.unexplained)]


def test_a_file_that_adds_up_needs_no_reason(desk: Desk, tmp_path: Path) -> None:
    words = "Date,Views,Watch time (hours)\nTotal,601,20\n2026-10-30,311,10.5\n2026-10-31,290,9.5\n"
    done = reconciling.reconciled(desk, take_in(desk, tmp_path, "Totals.csv", words))
    assert done.adds_up
    assert (done.kept, done.stored, done.reasons) == (2, 2, ())
    assert figures(line(done, "views")) == (601, 601, 601, 601)
    assert figures(line(done, "watch_seconds")) == (72000, 72000, 72000, 72000)
    assert line(done, "views").metric == "views"
    assert [said(one) for one in done.lines] == [[], []]


def test_a_line_of_totals_that_contradicts_its_rows_is_flagged(desk: Desk, tmp_path: Path) -> None:
    words = "Date,Views\nTotal,602\n2026-10-30,311\n2026-10-31,290\n"
    done = reconciling.reconciled(desk, take_in(desk, tmp_path, "Totals.csv", words))
    assert not done.adds_up
    assert [text(one, "en") for one in line(done, "views").unexplained] == [
        "The file’s own line “Total” says something else than its rows add up to."
    ]


def test_rows_that_stayed_out_are_the_reason_for_a_larger_line(desk: Desk, tmp_path: Path) -> None:
    words = "Date,Views\nTotal,601\n2026-10-30,311\n2026-10-31,29O\n"
    done = reconciling.reconciled(desk, take_in(desk, tmp_path, "Totals.csv", words))
    assert done.adds_up
    assert figures(line(done, "views")) == (601, 311, 311, 311)
    assert said(line(done, "views")) == ["The file’s line “Total” counts the rows that stayed out too."]
    assert said(done) == ["1 row of the file stayed out: the list has the cell of each."]


def test_a_list_that_is_cut_says_so_itself(desk: Desk, tmp_path: Path) -> None:
    words = VIDEOS + 'Total,,,150,9,0\naaaaaaaaaa1,One,"Oct 1, 2026",100,5,70\naaaaaaaaaa2,Two,"Oct 2, 2026",20,4,15\n'
    done = reconciling.reconciled(
        desk, take_in(desk, tmp_path, "Table data.csv", f"{words}Showing top 500 results,,,,,\n")
    )
    assert done.adds_up
    assert figures(line(done, "views")) == (150, 120, 120, 120)
    assert said(line(done, "views")) == [
        "The file lists only a part of what its line “Total” counts: “Showing top 500 results”."
    ]
    assert figures(line(done, "likes")) == (9, 9, 9, 9)
    assert line(done, "likes").metric is None


def test_what_a_platform_counts_beyond_its_list_is_a_reason_of_the_definition(desk: Desk, tmp_path: Path) -> None:
    words = VIDEOS + 'Total,,,150,8,0\naaaaaaaaaa1,One,"Oct 1, 2026",120,9,70\n'
    done = reconciling.reconciled(desk, take_in(desk, tmp_path, "Table data.csv", words))
    assert said(line(done, "views"))[0].startswith("YouTube’s line of totals also counts videos that it does not list")
    assert line(done, "likes").unexplained != ()  # a list can't count more than everything


def test_a_session_of_two_pages_is_a_reason_for_rows_that_count_more(desk: Desk, tmp_path: Path) -> None:
    """As Google Analytics hands an exploration out: the grand total first, with a field more than the header."""
    words = (
        "# ----------------------------------------\n# Shop\n# Pages-Free form 1\n# 20261001-20261031\n"
        "# ----------------------------------------\n\nPage path and screen class,Sessions,Views\n"
        ",10,30,Grand total\n/a,8,18\n/b,5,12\n"
    )
    done = reconciling.reconciled(desk, take_in(desk, tmp_path, "download.csv", words))
    sessions = line(done, "sessions")
    assert (sessions.own, sessions.file, sessions.unexplained) == (10, 13, ())
    assert said(sessions)[0].startswith("A session or an event that belongs to several rows counts in each")
    assert {one.column: said(one) for one in done.lines if one.column != "sessions"} == {"views": []}


def test_people_are_never_added_up(desk: Desk, tmp_path: Path) -> None:
    words = VIDEOS + 'aaaaaaaaaa1,One,"Oct 1, 2026",100,5,70\naaaaaaaaaa2,Two,"Oct 2, 2026",20,4,15\n'
    done = reconciling.reconciled(desk, take_in(desk, tmp_path, "Table data.csv", words))
    people = line(done, "unique_viewers")
    assert figures(people) == (None, 85, None, None)
    assert said(people) == ["It counts people: the sum of its rows counts many of them twice, so no figure adds it up."]
    assert done.adds_up


def test_a_newer_file_of_the_same_days_is_named_with_what_it_adds(desk: Desk, tmp_path: Path) -> None:
    """The 30th was 311, is 320; the 29th is the newer file's alone, and no day of the older one."""
    older = take_in(desk, tmp_path, "Totals.csv", "Date,Views\n2026-10-30,311\n2026-10-31,290\n")
    newer = take_in(desk, tmp_path, "Totals 2.csv", "Date,Views\n2026-10-29,7\n2026-10-30,320\n")
    done = reconciling.reconciled(desk, older)
    assert done.adds_up
    assert figures(line(done, "views")) == (None, 601, 601, 610)
    assert said(line(done, "views")) == [
        f"1 row has the value of another file that knows the same (import {newer}): +9."
    ]
    assert figures(line(reconciling.reconciled(desk, newer), "views")) == (None, 327, 327, 327)


def test_other_files_of_the_same_days_are_counted_apart(desk: Desk, tmp_path: Path) -> None:
    one = take_in(desk, tmp_path, "Totals.csv", "Date,Views\n2026-10-29,1\n2026-10-31,290\n")
    two = take_in(desk, tmp_path, "Totals 2.csv", "Date,Views\n2026-10-30,320\n")
    done = reconciling.reconciled(desk, one)
    assert figures(line(done, "views")) == (None, 291, 291, 611)
    assert said(line(done, "views")) == [f"1 more row of the same days comes from other files (import {two}): +320."]


def test_replies_are_stored_and_left_out_of_the_metric(desk: Desk, tmp_path: Path) -> None:
    words = (
        POSTS
        + '2083681679569846272,"Sun, Aug 2, 2026",Hello,https://x.com/a/status/2083681679569846272,4021,1,1,9,0,0,7,0,0,0,22,0,0\n'
        + '2083796184069046272,"Sun, Aug 2, 2026",@b Hi,https://x.com/a/status/2083796184069046272,88,0,0,2,0,0,1,0,0,0,0,0,0\n'
    )
    done = reconciling.reconciled(desk, take_in(desk, tmp_path, "account_analytics_content.csv", words))
    shown = line(done, "impressions")
    assert (shown.metric, figures(shown)) == ("post_impressions", (None, 4109, 4109, 4021))
    assert said(shown) == ["“Post impressions” leaves out 1 row (replies, shares of others’ posts, crossposts): −88."]
    assert figures(line(done, "link_clicks")) == (None, 22, 22, 22)
    assert done.adds_up


def test_rows_without_a_day_are_in_no_figure(desk: Desk, tmp_path: Path) -> None:
    words = VIDEOS + 'aaaaaaaaaa1,One,"Oct 1, 2026",100,5,70\naaaaaaaaaa2,Two,,20,4,15\n'
    done = reconciling.reconciled(desk, take_in(desk, tmp_path, "Table data.csv", words))
    assert figures(line(done, "views")) == (None, 120, 120, 100)
    assert said(line(done, "views")) == ["1 row is counted on no day of this file, or on none at all: −20."]


def test_an_import_that_was_taken_back_counts_nowhere(desk: Desk, tmp_path: Path) -> None:
    number = take_in(desk, tmp_path, "Totals.csv", "Date,Views\n2026-10-30,311\n")
    importing.undo(desk, number)
    done = reconciling.reconciled(desk, number)
    assert (done.stored, done.lines, done.adds_up) == (0, (), True)
    assert said(done)[0].startswith("It was taken back on ")
    assert reconciling.all_reconciled(desk) == []


def test_a_store_that_holds_other_values_than_the_file_gave_is_flagged(desk: Desk, tmp_path: Path) -> None:
    number = take_in(desk, tmp_path, "Totals.csv", "Date,Views\n2026-10-30,311\n2026-10-31,290\n")
    with desk.store.write() as cur:
        cur.execute("update observed_account_day set views = 312 where day = date '2026-10-30'")
    done = reconciling.reconciled(desk, number)
    assert said(line(done, "views")) == ["The store holds another sum than the file gave: run `verify`."]
    with desk.store.write() as cur:
        cur.execute("delete from observed_account_day where day = date '2026-10-30'")
    done = reconciling.reconciled(desk, number)
    assert [text(one, "en") for one in done.unexplained] == ["The file gave 2 rows, and 1 are stored: run `verify`."]


def test_a_current_row_that_is_there_twice_has_no_reason(desk: Desk, tmp_path: Path) -> None:
    """The one damage that no sum over observations can see: two rows of one key, of which figures count both."""
    number = take_in(desk, tmp_path, "Totals.csv", "Date,Views\n2026-10-30,311\n2026-10-31,290\n")
    with desk.store.write() as cur:
        cur.execute(
            "insert into merged_account_day by name select client_id, account_id, platform, report_day,"
            " [import_id] as import_ids, day, views from observed_account_day where day = date '2026-10-30'"
        )
    done = reconciling.reconciled(desk, number)
    assert not done.adds_up


def test_an_import_of_before_has_no_totals_and_says_so(desk: Desk) -> None:
    receipt = stock(desk.store, "Acme", "account_day", [{"day": dt.date(2026, 10, 1), "views": 3}])
    with desk.store.write() as cur:
        cur.execute('update "import" set kept = null')
    done = reconciling.reconciled(desk, receipt.import_id or 0)
    assert (done.kept, done.stored, done.lines, done.adds_up) == (None, 1, (), True)
    assert said(done) == ["Its totals were not kept when it was imported: a replay counts them."]


def test_a_number_that_is_not_in_the_list_is_refused(desk: Desk) -> None:
    with pytest.raises(ConflictError):
        reconciling.reconciled(desk, 9)
