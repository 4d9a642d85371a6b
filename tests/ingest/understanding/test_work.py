"""Time entries and calendars: whose hours, which day, which network; nothing guessed, nothing swallowed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from reporting.ingest.model import Answers, Total

READ = Callable[..., Any]
CLOCKIFY = '"Project","Client","Task","User","Billable","Start Date","Start Time","Duration (h)"\n'
METRICOOL = "Text,Date,Time,Draft,Facebook,Twitter/X,Brand name\n"


def test_the_client_of_the_tool_is_the_account_and_none_is_none(read: READ) -> None:
    rows = '"Posts","Verdier","","Ada","Yes","10/23/2026","01:05 PM","01:30"\n'
    rows += '"Office","","","Ada","No","10/23/2026","9:00 AM","0:15"\n'
    got = read(CLOCKIFY + rows)
    assert [account.id for account in got.found.accounts] == ["Verdier"]
    assert (got.column("account"), got.column("customer")) == (["Verdier", None], ["Verdier", None])
    assert (got.column("worked_seconds"), got.column("clock_start")) == ([5400, 900], ["13:05:00", "09:00:00"])


def test_days_that_could_be_months_are_asked_about_and_answered(read: READ) -> None:
    text = CLOCKIFY + '"Posts","Verdier","","Ada","Yes","03/04/2026","10:23 AM","01:00:00"\n'
    asked = read(text)
    assert "order" in {question.about for question in asked.found.questions}
    assert (asked.rows, asked.found.rejected) == ([], 1)
    assert read(text, answers=Answers(order="dmy")).column("day") == [dt.date(2026, 4, 3)]
    assert read(text, answers=Answers(order="mdy")).column("day") == [dt.date(2026, 3, 4)]


def test_an_addition_of_like_entries_is_exact_and_money_of_two_currencies_is_none(read: READ) -> None:
    head = "Date,Client,Project,Task,Notes,Hours,First Name,Last Name,Billable Amount,Currency\n"
    row = '2026-10-04,Verdier,Posts,,,"{}",Ada,Lenoir,"{}",{}\n'
    same = read(head + row.format("0,1", "10,0", "Euro - EUR") + row.format("0,2", "20,0", "Euro - EUR"))
    assert [(r["worked_seconds"], r["amount"]) for r in same.rows] == [(pytest.approx(1080), 30)]
    mixed = read(head + row.format("0,1", "10,0", "Euro - EUR") + row.format("0,2", "20,0", "Pound - GBP"))
    assert [(r["worked_seconds"], r["amount"]) for r in mixed.rows] == [(pytest.approx(1080), None)]
    assert mixed.found.totals["amount"] == Total(30, 0)


def test_plans_lie_ahead_but_work_that_was_done_does_not(read: READ) -> None:
    plan = read("Text,Posting Time\nHello,2027-03-01 09:00\n")
    assert (plan.found.format, plan.found.rejected, plan.column("planned_on")) == (
        "buffer_queue",
        0,
        [dt.date(2027, 3, 1)],
    )
    work = read(CLOCKIFY + '"Posts","Verdier","","Ada","Yes","03/23/2027","10:23 AM","01:00:00"\n')
    assert work.found.rejected == 1


def test_a_planned_post_without_a_network_is_told(read: READ) -> None:
    got = read(
        METRICOOL
        + "Hello,2026-12-01,09:30:00,true,false,false,Verdier\nBye,2026-12-02,09:30:00,false,true,true,Verdier\n"
    )
    assert {(row["platform"], row["plan_status"]) for row in got.rows} == {("facebook", "planned"), ("x", "planned")}
    assert list(got.reasons.values()) == ["The row names no network."]


def test_a_network_that_nobody_knows_keeps_its_row_out(read: READ) -> None:
    head = "Date,Time,Text,Social Profile\n"
    got = read(head + "2026-12-01,09:00,Hello,Orkut\n2026-12-01,9:00 PM,Hello,LinkedIn\n")
    assert got.reasons == {"D2": "“{raw}” is no network that is known here."}
    assert [(row["platform"], row["clock_planned"]) for row in got.rows] == [("linkedin", "21:00:00")]


def test_three_columns_without_headings_are_a_calendar_only_if_all_of_them_read_so(read: READ) -> None:
    got = read("24/12/2026 18:00,Merry Christmas,https://example.com\n01/12/2026 09:30,Soap,\n")
    assert (got.found.format, got.column("planned_on")[1]) == ("hootsuite_queue", dt.date(2026, 12, 1))
    for text in (
        "2026-12-24 18:00,17.5\n2026-12-24 19:00,18\n",
        "2026-12-24,Hello,https://example.com\n",
        "2026-12-24 18:00,Hello,see below\n",
        "2026-12-24 18:00,Hello,https://example.com,5\n",
        "When,What\n2026-12-24 18:00,Hello\n",
    ):
        assert read(text).found.status == "unknown", text


def test_every_date_of_a_calendar_without_headings_could_be_both(read: READ) -> None:
    text = "01/12/2026 09:30,Soap,\n02/11/2026 10:00,Cream,\n"
    asked = read(text)
    assert "order" in {question.about for question in asked.found.questions}
    assert read(text, answers=Answers(order="mdy", platform="x")).column("planned_on")[0] == dt.date(2026, 1, 12)
