"""How a period's total is expected to come together: worked examples, and what holds whatever the history."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.goals.model import Series
from reporting.goals.season import expected_shares
from reporting.language import text
from reporting.periods import Period, month

OCTOBER = month(2026, 10)
VALUES = st.one_of(st.none(), st.just(0.0), st.floats(-50, 1e12), st.integers(-3, 40).map(float))
HISTORIES = st.builds(
    lambda end, values, again: Series(end - dt.timedelta(days=len(values) * again), tuple(values * again)),
    st.dates(dt.date(2026, 9, 1), dt.date(2026, 11, 15)),
    st.lists(VALUES, min_size=1, max_size=40),
    st.sampled_from((1, 15)),
)
PERIODS = st.builds(
    lambda start, days: Period(start, start + dt.timedelta(days=days)),
    st.dates(dt.date(2026, 9, 1), dt.date(2026, 11, 1)),
    st.integers(0, 365),
)


def history(days: int, value: Callable[[dt.date], float | None], end: dt.date = OCTOBER.start) -> Series:
    first = end - dt.timedelta(days=days)
    return Series(first, tuple(value(first + dt.timedelta(days=n)) for n in range(days)))


def steps(shares: tuple[float, ...]) -> list[float]:
    return [after - before for before, after in zip((0.0, *shares), shares, strict=False)]


def test_without_history_it_is_a_straight_line_and_says_so() -> None:
    for known in (None, history(13, lambda _: 5.0)):
        found = expected_shares(OCTOBER, known)
        assert found.shares == pytest.approx([n / 31 for n in range(1, 32)])
        assert text(found.method, "en") == "straight line: fewer than 14 days of history before the period"


def test_a_history_of_nothing_is_a_straight_line_for_another_reason() -> None:
    found = expected_shares(OCTOBER, history(60, lambda _: 0.0))
    assert found.shares[9] == pytest.approx(10 / 31)
    assert text(found.method, "en") == "straight line: nothing was counted before the period"


def test_weekends_that_bring_half_are_expected_to_bring_about_half() -> None:
    """Twelve weeks of 100 a day and 50 at weekends, without noise: the profile is taken nearly whole."""
    found = expected_shares(OCTOBER, history(84, lambda day: 50.0 if day.weekday() >= 5 else 100.0))
    brought = steps(found.shares)
    assert OCTOBER.start.weekday() == 3  # so the third and fourth of October are a weekend
    assert brought[2] / brought[0] == pytest.approx(0.5, abs=0.05)
    assert text(found.method, "en") == "weekday profile of the 84 known days before the period"


def test_two_weeks_make_less_of_a_profile_than_twelve() -> None:
    def ratio(days: int) -> float:
        noisy = history(days, lambda day: (50.0 if day.weekday() >= 5 else 100.0) * (0.6 + 0.8 * (day.day % 2)))
        brought = steps(expected_shares(OCTOBER, noisy).shares)
        return brought[2] / brought[0]

    assert 0.5 < ratio(84) < ratio(14) <= 1.0


def test_one_burst_on_a_thursday_makes_no_thursdays() -> None:
    burst = OCTOBER.start - dt.timedelta(days=28)
    brought = steps(expected_shares(OCTOBER, history(84, lambda day: 10_000.0 if day == burst else 100.0)).shares)
    assert max(brought) < 1.2 * min(brought)


def test_last_years_weeks_count_by_half_at_most_when_there_is_one_such_year() -> None:
    """Last year's second half of the same weeks brought three times the first: some of that is expected again."""
    turn = dt.date(2026, 10, 16) - dt.timedelta(days=364)

    def value(day: dt.date) -> float:
        return 300.0 if turn <= day < turn + dt.timedelta(days=30) else 100.0

    found = expected_shares(OCTOBER, history(420, value))
    flat, tripled = 15 / 31, 15 / (15 + 16 * 3)
    assert 0.2 < (flat - found.shares[14]) / (flat - tripled) < 0.5
    assert text(found.method, "en") == "weekday profile, and the same weeks of 1 year before with a weight of 1/2"
    twice = expected_shares(OCTOBER, history(784, value))
    assert text(twice.method, "fr") == (
        "profil des jours de la semaine, et les mêmes semaines en remontant de 2 ans, avec un poids de 2/3"
    )


def test_what_was_chance_last_year_is_not_expected_again() -> None:
    """Last October came in three bursts at its end, on top of days that brought little."""

    def value(day: dt.date) -> float:
        return 4000.0 if day.month == 10 and day.day in (21, 24, 29) else 20.0 + 60 * (day.day % 2)

    shares = expected_shares(OCTOBER, history(420, value)).shares
    assert shares[14] == pytest.approx(15 / 31, abs=0.06)


@given(HISTORIES, PERIODS)
def test_shares_never_fall_and_end_at_the_whole(known: Series, period: Period) -> None:
    shares = expected_shares(period, known).shares
    assert len(shares) == period.days
    assert shares[-1] == 1.0
    assert all(0 <= before <= after <= 1 for before, after in zip((0.0, *shares), shares, strict=False))


@given(HISTORIES, PERIODS, st.lists(VALUES, max_size=30))
def test_days_of_the_period_itself_change_nothing(known: Series, period: Period, other: list[float | None]) -> None:
    before = [value for n, value in enumerate(known.values) if known.first + dt.timedelta(days=n) < period.start]
    if known.first < period.start:
        gap = [None] * max((period.start - known.first).days - len(before), 0)
        changed = Series(known.first, (*before, *gap, *other))
        assert expected_shares(period, changed) == expected_shares(period, known)
