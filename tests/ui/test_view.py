"""The view of a page and its address: each read from the other."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.periods import COMPARISONS, month, parse
from reporting.ui.view import View, client_asked, periods_of, usual_period, view_asked
from reporting.warehouse.model import Client

ACME = Client(3, "Acme", "en", "Europe/Paris")
OTHER = Client(4, "Other", "fr", "Europe/Paris")
COVERAGE = {
    "facebook": (dt.date(2026, 8, 5), dt.date(2026, 10, 31)),
    "x": (dt.date(2026, 9, 1), dt.date(2026, 10, 20)),
}


def view(**address: str) -> View:
    return view_asked(address, ACME, COVERAGE, 7)


def test_an_empty_address_is_the_last_month_with_everything() -> None:
    asked = view()
    assert (asked.period, asked.compare, asked.platforms) == (month(2026, 10), COMPARISONS, ())
    assert asked.address == {"client": "3", "period": "2026-10"}


@given(
    st.sampled_from(["2026-10", "2026-Q3", "2026", "2026-W41", "2026-10-01..2026-10-09"]),
    st.sampled_from(["", "previous", "year", "none", "previous,year"]),
    st.sampled_from(["", "x", "facebook", "facebook,x", "myspace"]),
)
def test_an_address_written_is_the_address_read(period: str, compare: str, platforms: str) -> None:
    first = view(period=period, compare=compare, platforms=platforms)
    again = view_asked(first.address, ACME, COVERAGE, 7)
    assert again == first


def test_what_cannot_be_read_falls_back_to_what_is_usual() -> None:
    assert view(period="soon", platforms="myspace").address == view().address


def test_a_client_that_is_gone_gives_way_to_the_first() -> None:
    assert client_asked({"client": "9"}, [ACME, OTHER]) == ACME
    assert client_asked({"client": "4"}, [ACME, OTHER]) == OTHER


def test_an_unfinished_period_says_until_when() -> None:
    assert view(platforms="x").until == dt.date(2026, 10, 20)
    assert view().until is None
    assert view(period="2026-09").until is None


@pytest.mark.parametrize(
    ("last", "usual"),
    [("2026-10-31", "2026-10"), ("2026-10-15", "2026-10"), ("2026-10-14", "2026-09"), ("2026-08-09", "2026-08")],
)
def test_the_usual_month_has_at_least_half_of_its_days(last: str, usual: str) -> None:
    covered = {"x": (dt.date(2026, 8, 5), dt.date.fromisoformat(last))}
    assert usual_period(covered) == parse(usual)


def test_only_periods_with_data_are_offered_newest_first() -> None:
    assert [period.key for period in periods_of("month", COVERAGE)] == ["2026-10", "2026-09", "2026-08"]
    assert [period.key for period in periods_of("quarter", COVERAGE)] == ["2026-Q4", "2026-Q3"]
    assert [period.days for period in periods_of("days", COVERAGE)] == [7, 28, 90]
