"""What is noticed of an export that changed, and that nothing of it is applied by itself."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from reporting.ingest.model import Answers
from reporting.language import text

READ = Callable[..., Any]
X = "Date,Impressions,Likes,Engagements,New follows,Unfollows\n"
ROW = '"Mon, Oct 5, 2026",1,2,3,4,5\n'
POSTS = "Post link,Created date,Impressions,Clicks,Content Type\n"
LINK = "https://www.linkedin.com/feed/update/urn:li:activity:720470348000000000{}"


def posts(*rows: tuple[str, str, str]) -> str:
    return POSTS + "".join(f"{LINK.format(n)},{day},{seen},1,{kind}\n" for n, (day, seen, kind) in enumerate(rows))


def kinds(got: Any) -> list[tuple[str, str | None, str | None]]:
    return [(drift.kind, drift.target, drift.new) for drift in got.found.drifts]


def test_a_file_as_its_format_says_has_nothing_to_tell(read: READ) -> None:
    got = read(X + ROW)
    assert (got.found.drifts, got.found.nearest) == ((), None)
    assert got.found.headings == ("Date", "Impressions", "Likes", "Engagements", "New follows", "Unfollows")


@pytest.mark.parametrize(
    ("new", "language", "said"),
    [
        ("Unfollowed accounts", "en", "X now calls “Unfollows” “Unfollowed accounts”, it seems: the values look alike"),
        ("Unfollowed accounts", "fr", "X appelle désormais «\u00a0Unfollows\u00a0» «\u00a0Unfollowed accounts\u00a0»"),
    ],
)
def test_a_needed_heading_that_was_renamed_is_said_and_waits(read: READ, new: str, language: Any, said: str) -> None:
    got = read(X.replace("Unfollows", new) + ROW)
    assert (got.found.status, got.found.format, got.found.nearest) == ("unknown", None, "x_overview")
    assert kinds(got) == [("renamed", "lost_followers", new)]
    assert said in text(got.found.drifts[0].sentence, language)
    assert got.found.rows is None


def test_a_needed_heading_that_nothing_is_like_is_gone(read: READ) -> None:
    got = read(X.replace(",Unfollows", "") + '"Mon, Oct 5, 2026",1,2,3,4\n')
    assert kinds(got) == [("gone", "lost_followers", None)]


def test_cells_of_another_kind_are_never_proposed(read: READ) -> None:
    got = read(X.replace("Unfollows", "Unfollows (names)") + '"Mon, Oct 5, 2026",1,2,3,4,Anna\n')
    assert kinds(got) == [("gone", "lost_followers", None), ("new", None, "Unfollows (names)")]


def test_a_usual_heading_that_was_renamed_names_the_metrics_that_miss_it(read: READ) -> None:
    got = read(X.replace("Likes", "Like count") + ROW)
    assert (got.found.status, kinds(got)) == ("recognised", [("renamed", "likes", "Like count")])
    assert "it is missing from: Engagements by day of activity." in text(got.found.drifts[0].sentence, "en")
    assert "likes" not in got.found.totals


def test_a_new_heading_is_kept_by_name_and_given_no_meaning(read: READ) -> None:
    got = read(X.rstrip("\n") + ",Moon phase\n" + ROW.rstrip("\n") + ",full\n")
    assert (kinds(got), got.found.unknown_columns) == ([("new", None, "Moon phase")], ("Moon phase",))


def test_a_table_that_only_shares_a_word_or_two_is_no_changed_format(read: READ) -> None:
    got = read("Date,Likes,Colour,Weight,Height,Taste\n2026-10-05,1,red,2,3,sour\n")
    assert (got.found.drifts, got.found.nearest) == ((), None)


def test_texts_that_a_choice_does_not_list_are_told_with_their_rows(read: READ) -> None:
    got = read(
        posts(("10/14/2026", "5", "Video"), ("10/15/2026", "6", "Newsletter"), ("10/16/2026", "7", "Newsletter"))
    )
    (drift,) = got.found.drifts
    assert (drift.kind, drift.target, drift.examples) == ("values", "media_type", ("Newsletter",))
    assert "holds “Newsletter”, which the format doesn’t list: 2 rows count as “other”." in text(drift.sentence, "en")
    assert got.column("media_type") == ["video", "other", "other"]


def test_figures_that_can_not_be_read_any_more_are_told_as_a_column(read: READ) -> None:
    got = read(posts(("10/14/2026", "1.2K", ""), ("10/15/2026", "3K", ""), ("10/16/2026", "7", "")))
    (drift,) = got.found.drifts
    assert (drift.kind, drift.target) == ("unreadable", "impressions")
    assert text(drift.sentence, "en").startswith("2 of the 3 cells of “Impressions” can’t be read any more")
    assert (got.found.rejected, got.column("impressions")) == (2, [7])


def test_one_bad_cell_is_no_changed_column(read: READ) -> None:
    got = read(posts(("10/14/2026", "x", ""), ("10/15/2026", "3", ""), ("10/16/2026", "7", "")))
    assert (got.found.drifts, got.found.rejected) == ((), 1)


def test_texts_of_files_do_not_leave_by_their_examples_beyond_a_few_letters(read: READ) -> None:
    got = read(posts(("10/14/2026", "5", "n" * 5000)))
    assert [len(example) for example in got.found.drifts[0].examples] == [60]


def test_an_order_that_flipped_is_proposed_and_asked(read: READ) -> None:
    got = read(posts(("03/10/2026", "5", ""), ("14/10/2026", "6", "")))
    (question,) = [one for one in got.found.questions if one.about == "order"]
    assert (question.choices, question.proposal) == (("dmy",), "dmy")
    assert "Here 1 date, such as 14/10/2026, can only be day/month" in text(question.sentence, "en")
    told = read(posts(("03/10/2026", "5", ""), ("14/10/2026", "6", "")), answers=Answers(order="dmy"))
    assert [one.about for one in told.found.questions if one.about == "order"] == []
    assert told.column("published_on") == [dt.date(2026, 10, 3), dt.date(2026, 10, 14)]
