import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import periods
from reporting.errors import QueryError, Sentence
from reporting.language import text
from reporting.periods import Period

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))


def period(start: str, end: str, kind: periods.Kind = "custom") -> Period:
    return Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end), kind)


READ = {
    "2026-10": period("2026-10-01", "2026-10-31", "month"),
    "2028-02": period("2028-02-01", "2028-02-29", "month"),
    "2026-Q4": period("2026-10-01", "2026-12-31", "quarter"),
    "2026-q1": period("2026-01-01", "2026-03-31", "quarter"),
    "2026-W44": period("2026-10-26", "2026-11-01", "week"),
    "2026-W01": period("2025-12-29", "2026-01-04", "week"),
    "2026": period("2026-01-01", "2026-12-31", "year"),
    " 2026-10-01..2026-10-15 ": period("2026-10-01", "2026-10-15"),
}


@pytest.mark.parametrize("key", READ)
def test_parse_reads_every_way_to_write_a_period(key: str) -> None:
    assert periods.parse(key) == READ[key]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "october",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-W54",
        "2026-10-01..",
        "0001",
        "9999",
        "٢٠٢٦",
        "2026-02-30..2026-03-01",
    ],
)
def test_parse_refuses_what_is_no_period_and_says_what_is(key: str) -> None:
    with pytest.raises(QueryError, match=re.escape(f"“{key}” is not a period.")) as refused:
        periods.parse(key)
    assert refused.value.todo is not None


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(QueryError, match="before it starts"):
        periods.parse("2026-10-15..2026-10-01")


@given(DAYS, st.sampled_from(["month", "quarter", "week", "year"]))
def test_key_and_parse_are_inverse_and_previous_periods_touch(day: dt.date, kind: str) -> None:
    whole = {
        "month": periods.month(day.year, day.month),
        "quarter": periods.quarter(day.year, (day.month + 2) // 3),
        "week": periods.week_of(day),
        "year": periods.year(day.year),
    }[kind]
    assert day in whole
    assert periods.parse(whole.key) == whole
    before = whole.previous()
    assert before.end + dt.timedelta(days=1) == whole.start
    assert before.kind == whole.kind == kind


@given(DAYS, st.integers(1, 400))
def test_previous_of_days_is_as_long_and_touches(day: dt.date, count: int) -> None:
    now = periods.last_days(count, day)
    assert now.end == day - dt.timedelta(days=1)
    assert now.days == count == now.previous().days
    assert now.previous().end + dt.timedelta(days=1) == now.start


LAST_YEAR = {
    "2026-10": "2025-10",
    "2028-02": "2027-02",
    "2026-Q1": "2025-Q1",
    "2026": "2025",
    "2026-W44": "2025-W44",
    "2027-W10": "2026-W10",  # 2026 has 53 weeks: 52 weeks back would be W11
    "2026-W53": "2025-W52",  # 2025 has no week 53
    "2028-02-29..2028-03-02": "2027-02-28..2027-03-02",
    "2026-10-01..2026-10-15": "2025-10-01..2025-10-15",
}


@pytest.mark.parametrize("key", LAST_YEAR)
def test_the_same_period_last_year(key: str) -> None:
    now = periods.parse(key)
    assert now.compared("year") == now.year_before() == periods.parse(LAST_YEAR[key])


def test_an_unfinished_period_and_what_it_is_compared_with_have_as_many_days() -> None:
    october = periods.month(2026, 10)
    so_far = october.until(dt.date(2026, 10, 12))
    assert so_far == period("2026-10-01", "2026-10-12")
    assert october.compared("previous").first_days(so_far.days) == period("2026-09-01", "2026-09-12")
    assert october.until(dt.date(2026, 11, 5)) is october
    assert october.first_days(31) is october


TEXTS = {
    "2026-10": ("October 2026", "octobre 2026"),
    "2026-Q4": ("Q4 2026", "T4 2026"),
    "2026": ("2026", "2026"),
    "2026-W44": ("week 44 (Oct 26 – Nov 1, 2026)", "semaine 44 (26 oct. – 1 nov. 2026)"),
    "2026-10-01..2026-10-15": ("Oct 1 – 15, 2026", "1–15 oct. 2026"),
    "2025-12-29..2026-01-03": ("Dec 29, 2025 – Jan 3, 2026", "29 déc. 2025 – 3 janv. 2026"),
}


@pytest.mark.parametrize("key", TEXTS)
def test_a_period_as_people_write_it(key: str) -> None:
    shown = (periods.period_text(periods.parse(key), "en"), periods.period_text(periods.parse(key), "fr"))
    assert tuple(words.replace("\u2009", " ") for words in shown) == TEXTS[key]


def test_a_period_in_a_sentence_is_written_in_its_language() -> None:
    assert text(Sentence("{period}", (("period", periods.month(2026, 10)),)), "fr") == "octobre 2026"


@pytest.mark.parametrize(
    ("key", "en", "fr"),
    [
        ("2026-10", "Oct", "oct."),
        ("2026-Q4", "Q4", "T4"),
        ("2026", "2026", "2026"),
        ("2026-10-01..2026-10-15", "Oct 1\u2009–\u200915", "1–15 oct."),
    ],
)
def test_a_short_period_leaves_the_year_to_its_surroundings(key: str, en: str, fr: str) -> None:
    read = periods.parse(key)
    assert (periods.period_short(read, "en"), periods.period_short(read, "fr")) == (en, fr)
