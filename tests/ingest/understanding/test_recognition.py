"""Which table is what: headers found, blocks, nearest formats, questions, files that are refused."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reporting.catalog.model import Catalog
from reporting.ingest.inspect import inspect_file
from reporting.ingest.model import AccountFound, Answers, Total

READ = Callable[..., Any]
X = "Date,Impressions,Likes,Engagements,New follows,Unfollows\n"
ROW = '"Mon, Oct 5, 2026",1,2,3,4,5\n'
AUDIENCE = (
    'Top cities\n"Lyon, France","Paris, France"\n40.5,30\n\nAge & gender\n"",Women,Men\n18-24,10,5\n25-34,20,15.5\n'
)


def test_the_header_is_found_under_a_preamble(read: READ) -> None:
    got = read("Account report\nMade on 1 November 2026,for you\n\n" + X + ROW)
    assert (got.found.format, got.found.records) == ("x_overview", 1)
    assert got.rows[0]["row_no"] == 5


def test_columns_may_stand_in_any_order_and_case_with_accents_and_odd_spaces(read: READ) -> None:
    got = read(
        'new  FOLLOWS,Unfollows,"Énga\u00adgements",IMPRESSIONS,Date\n4,5,3,1,"Mon, Oct 5, 2026"\n'.replace("É", "E")
    )
    assert got.found.format == "x_overview"
    assert got.found.totals["new_followers"] == Total(4, 0)


def test_an_unknown_column_is_kept_by_name(read: READ) -> None:
    got = read(X.rstrip("\n") + ",Moon phase\n" + ROW.rstrip("\n") + ",full\n")
    assert (got.found.status, got.found.unknown_columns) == ("recognised", ("Moon phase",))


def test_a_file_that_lacks_a_heading_is_told_which(read: READ) -> None:
    got = read(X.replace("Unfollows", "Unfolows") + ROW)
    assert (got.found.status, got.found.format) == ("unknown", None)
    texts = {notice.sentence.msgid: dict(notice.sentence.fields) for notice in got.found.notices}
    assert texts["Missing: {headings}."]["headings"] == ["Unfollows"]
    assert texts["Nearest in the file: {headings}."]["headings"] == ["Unfolows"]


def test_a_table_that_nobody_knows(read: READ) -> None:
    got = read("Fruit,Colour\napple,red\n")
    assert (got.found.status, got.found.unknown_columns) == ("unknown", ("Fruit", "Colour"))


def test_headings_without_rows_are_refused(read: READ) -> None:
    assert read(X).found.status == "refused"


@pytest.mark.parametrize("name", ["Connections.csv", "messages.csv"])
def test_private_files_are_refused_by_name(read: READ, name: str) -> None:
    got = read("First Name,Last Name,URL,Email Address\nA,B,https://x,a@b\n", name=name)
    assert got.found.status == "refused"
    assert got.found.unknown_columns == ()


def test_a_title_names_figure_and_network(read_all: READ) -> None:
    text = "Facebook visits\nDate,Primary\n2026-10-01T00:00:00,5\n2026-10-02T01:00:00,7\n\n"
    text += "Instagram profile visits\nDate,Primary\n2026-10-01T00:00:00,11\n"
    facebook, instagram = read_all(text)
    assert [got.found.platform for got in (facebook, instagram)] == ["facebook", "instagram"]
    assert [got.found.totals["profile_visits"].sum for got in (facebook, instagram)] == [12, 11]
    assert facebook.column("day") == [dt.date(2026, 10, 1), dt.date(2026, 10, 2)]
    assert [got.found.records for got in (facebook, instagram)] == [2, 1]


def test_a_network_that_the_file_does_not_say_is_asked_and_the_answer_applied(read: READ) -> None:
    text = "Views\nDate,Primary\n2026-10-01T00:00:00,5\n"
    asked = read(text)
    assert (asked.found.status, asked.found.platform) == ("recognised", None)
    assert [q.about for q in asked.found.questions] == ["platform", "account"]
    assert asked.found.questions[0].choices == ("facebook", "instagram")
    told = read(text, answers=Answers(platform="instagram", account="brand"))
    assert (told.found.platform, told.found.questions) == ("instagram", ())
    assert told.found.accounts == (AccountFound("brand", "brand"),)
    assert told.column("account") == ["brand"]
    assert told.column("platform") == ["instagram"]


def test_an_answer_that_the_file_contradicts_is_not_used(read: READ) -> None:
    got = read(X + ROW, answers=Answers(platform="facebook"))
    assert got.found.platform == "x"
    assert "was not used" in got.said


def test_an_account_is_proposed_from_the_name_but_not_applied(read: READ) -> None:
    text = "Date,Sponsored followers,Organic followers,Total followers\n10/01/2026,1,2,3\n"
    got = read(text, name="my-page_followers_1742193384396.xls")
    assert got.found.accounts == ()
    assert [(q.about, q.proposal) for q in got.found.questions] == [("account", "my-page")]


def test_labels_and_matrix_become_one_row_a_group(read_all: READ) -> None:
    cities, people = read_all(AUDIENCE)
    assert [(r["label"], r["share"]) for r in cities.rows] == [("Lyon, France", 0.405), ("Paris, France", 0.3)]
    assert {(r["label"], r["label_2"]): r["share"] for r in people.rows} == {
        ("18-24", "female"): 0.1,
        ("18-24", "male"): 0.05,
        ("25-34", "female"): 0.2,
        ("25-34", "male"): 0.155,
    }
    assert [got.found.records for got in (cities, people)] == [1, 2]
    assert {r["dimension"] for r in people.rows} == {"age_gender"}


def test_totals_and_footers_are_no_data(read: READ) -> None:
    text = (
        "Content,Video title,Video publish time,Views,Watch time (hours)\nTotal,,,999,9\n"
        'abcdefghijk,Total of the year,"Feb 19, 2026",10,0.5\nShowing top 500 results\n'
    )
    got = read(text)
    assert (got.found.records, got.found.rejected) == (1, 0)
    assert got.found.totals == {"views": Total(10, 0), "watch_seconds": Total(1800.0, 0)}


def test_french_and_german_headings_tell_the_language(read: READ) -> None:
    french = "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Vues,Durée de visionnage (heures)\n"
    german = "Video,Videotitel,Veröffentlichungszeitpunkt des Videos,Aufrufe\n".replace("e", "e\u00ad")
    assert read(french + 'abcdefghijk,T,"Feb 19, 2026",10,0.5\n').found.language == "fr"
    assert read(german + 'abcdefghijk,T,"Feb 19, 2026",10\n').found.language == "de"


OVERVIEW = "Date,Video Views,Profile Views,Likes,Comments,Shares\n"


def tiktok(*days: str) -> str:
    return OVERVIEW + "".join(f"{day},1,1,1,1,1\n" for day in days)


def test_the_year_of_dates_without_one_is_the_newest_possible_and_said(read: READ) -> None:
    got = read(tiktok("December 30", "December 31", "January 1", "January 2"), today=dt.date(2026, 11, 22))
    assert got.column("day") == [dt.date(2025, 12, 30), dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 1, 2)]
    assert [q.about for q in got.found.questions][:1] == ["until"]
    assert got.found.questions[0].proposal == "2026-01-02"
    later = read(tiktok("December 30", "December 31"), today=dt.date(2026, 11, 22))
    assert later.found.last == dt.date(2025, 12, 31)


def test_an_answer_or_the_name_gives_the_year(read: READ) -> None:
    text = tiktok("March 1", "March 2")
    told = read(text, answers=Answers(until=dt.date(2024, 3, 2)))
    assert (told.found.last, [q.about for q in told.found.questions]) == (dt.date(2024, 3, 2), ["account"])
    named = read(text, name="Overview_2023-03-02_1677_someone.csv")
    assert named.found.last == dt.date(2023, 3, 2)
    assert named.found.questions[0].proposal == "someone"


@pytest.mark.parametrize("backward", [False, True])
def test_a_whole_year_of_dates_without_year(read: READ, backward: bool) -> None:
    first = dt.date(2025, 2, 28)
    days = [first + dt.timedelta(days=n) for n in range(365)]
    texts = [f"{day:%B} {day.day}" for day in days]
    got = read(tiktok(*(reversed(texts) if backward else texts)), today=dt.date(2026, 11, 22))
    assert (got.found.first, got.found.last) == (first, dt.date(2026, 2, 27))
    assert got.column("day") == (days[::-1] if backward else days)


def test_a_post_takes_its_year_and_time_from_its_number(read: READ) -> None:
    seconds = int(dt.datetime(2024, 7, 16, 18, 30, tzinfo=dt.UTC).timestamp())
    text = "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views\n"
    got = read(text + f"February 28,Hi,https://www.tiktok.com/@some/video/{seconds << 32 | 5},July 16,1,2,3,4\n")
    (row,) = got.rows
    assert (row["published_on"], row["account"]) == (dt.date(2024, 7, 16), "some")
    assert row["published_at"] == dt.datetime(2024, 7, 16, 18, 30)  # noqa: DTZ001 -- UTC as stored


def test_the_order_of_day_and_month_is_asked_where_no_date_tells(
    tmp_path: Path, catalog: Catalog, workbook: Callable[..., Path]
) -> None:
    rows = [["Date", "Impressions", "Engagements"], ["1/2/2026", "5", "1"], ["2/3/2026", "6", "1"]]
    path = workbook(ENGAGEMENT=rows)

    def inspect(answers: Answers) -> tuple[object, ...]:
        (found,) = inspect_file(path, "a.xlsx", catalog=catalog, answers=answers, work=tmp_path / "w")
        return found.records, found.rejected, found.first, found.last, [q.about for q in found.questions]

    assert inspect(Answers()) == (2, 2, None, None, ["order", "account"])
    assert inspect(Answers(order="dmy"))[:4] == (2, 0, dt.date(2026, 2, 1), dt.date(2026, 3, 2))
    assert inspect(Answers(order="mdy"))[:4] == (2, 0, dt.date(2026, 1, 2), dt.date(2026, 2, 3))


def test_one_date_tells_the_order_for_every_sheet_and_lists_side_by_side_are_joined(
    tmp_path: Path, catalog: Catalog, workbook: Callable[..., Path]
) -> None:
    link = "https://www.linkedin.com/feed/update/urn:li:activity:720470348000000000{}"
    head = ["Post URL", "Post publish date", "Engagements", "", "Post URL", "Post publish date", "Impressions"]
    path = workbook(
        DISCOVERY=[["Overall Performance", "1/2/2024 - 13/2/2024"], ["Impressions", "70"], ["Members reached", "30"]],
        FOLLOWERS=[["Total followers on 3/2/2024:", "782"], ["", ""], ["Date", "New followers"], ["3/2/2024", "4"]],
        **{
            "TOP POSTS": [
                ["Maximum of 50 posts available to include in this list"],
                head,
                [link.format(1), "3/2/2024", "5", "", link.format(2), "4/2/2024", "100"],
                [link.format(2), "4/2/2024", "4", "", link.format(3), "5/2/2024", "90"],
            ]
        },
    )
    period, followers, posts = inspect_file(
        path, "a.xlsx", catalog=catalog, answers=Answers(account="me"), work=tmp_path
    )
    assert (period.first, period.last, period.totals["reach"].sum) == (dt.date(2024, 2, 1), dt.date(2024, 2, 13), 30)
    assert (followers.records, followers.first, followers.totals["followers"].sum) == (1, dt.date(2024, 2, 3), 782)
    assert followers.totals["new_followers"] == Total(4, 0)
    assert (posts.records, posts.totals["engagements"], posts.totals["impressions"]) == (3, Total(9, 1), Total(190, 1))


def test_two_lists_of_which_one_has_no_links_cannot_be_joined(
    tmp_path: Path, catalog: Catalog, workbook: Callable[..., Path]
) -> None:
    head = ["Post URL", "Post publish date", "Engagements", "", "Post address", "Post publish date", "Impressions"]
    row = [
        "https://www.linkedin.com/feed/update/urn:li:activity:7204703480000000001",
        "3/13/2024",
        "5",
        "",
        "x",
        "",
        "9",
    ]
    path = workbook(**{"TOP POSTS": [head, row]})
    (found,) = inspect_file(path, "a.xlsx", catalog=catalog, work=tmp_path / "w")
    assert (found.status, found.code) == ("unknown", "")
