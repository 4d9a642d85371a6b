"""Where a figure will land: worked examples, what is refused and why, and what holds whatever the history."""

import datetime as dt
import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.errors import Sentence
from reporting.goals.landing import Landing, land_level, land_rate, land_total
from reporting.goals.model import Outlook, Series
from reporting.language import text
from reporting.periods import month

OCTOBER = month(2026, 10)
TENTH, EVE = dt.date(2026, 10, 10), dt.date(2026, 9, 30)
VALUES = st.one_of(st.none(), st.just(0.0), st.floats(-5, 1e12), st.integers(-3, 40).map(float))


def noisy(days: int, mean: float = 100.0, spread: float = 0.3, seed: int = 1) -> list[float]:
    return [float(v) for v in mean * np.random.default_rng(seed).lognormal(0, spread, days)]


RUNS = st.one_of(
    st.lists(VALUES, min_size=1, max_size=60),
    st.builds(lambda seed, days: noisy(days, seed=seed), st.integers(0, 99), st.integers(380, 800)),
    st.builds(lambda days, at, value: [0.0] * at + [value] * days, *(st.integers(0, 60),) * 2, st.floats(0, 1e9)),
)
TARGETS = st.floats(-1e6, 1e13)


def until(to: dt.date, values: Sequence[float | None]) -> Series:
    return Series(to - dt.timedelta(days=len(values) - 1), tuple(values))


def landed(found: Landing | Sentence) -> Landing:
    assert isinstance(found, Landing)
    return found


def ordered(one: Outlook) -> bool:
    return one.p10 <= one.p25 <= one.median <= one.p75 <= one.p90


def test_a_steady_figure_lands_where_the_days_left_bring_it() -> None:
    """1,000 in ten days and 100 a day before: 21 days more are 2,100."""
    found = landed(land_total(until(TENTH, [100.0] * 120), OCTOBER, TENTH, 1000.0))
    assert found.end.median == pytest.approx(3100, rel=0.01)
    assert found.end.p10 > 2900
    assert found.end.p90 < 3300
    assert found.probability(2500) > 0.99
    assert found.probability(3700) < 0.01
    assert found.days == 120


def test_a_weekend_profile_is_followed() -> None:
    """Three days left, a Thursday to a Saturday with nothing on it: two days' worth is still to come."""
    to = dt.date(2026, 10, 28)
    days = [to - dt.timedelta(days=n) for n in range(139, -1, -1)]
    values = [0.0 if day.weekday() >= 5 else 100.0 for day in days]
    found = landed(land_total(until(to, values), OCTOBER, to, 2000.0))
    assert found.end.median == pytest.approx(2200, rel=0.02)
    assert [round(one.median, -1) for one in found.fan] == [2100, 2200, 2200]


def test_last_years_season_is_taken_up() -> None:
    """A year's wave that rises in October: two years of it say more than the last weeks alone."""
    days = [TENTH - dt.timedelta(days=n) for n in range(779, -1, -1)]
    values = [100.0 * (1 + 0.6 * math.sin(2 * math.pi * (day.timetuple().tm_yday - 280) / 365)) for day in days]
    left = sum(100.0 * (1 + 0.6 * math.sin(2 * math.pi * (283 + n - 280) / 365)) for n in range(1, 22))
    long, short = (landed(land_total(until(TENTH, v), OCTOBER, TENTH, 0.0)) for v in (values, values[-200:]))
    assert abs(long.end.median - left) < 0.5 * abs(short.end.median - left)


def test_days_that_are_not_known_are_left_out_and_not_zero() -> None:
    whole = noisy(120)
    gaps: list[float | None] = [None if n % 10 in (3, 4) else value for n, value in enumerate(whole)]
    full, holed = (landed(land_total(until(TENTH, v), OCTOBER, TENTH, 1000.0)) for v in (whole, gaps))
    assert holed.end.median == pytest.approx(full.end.median, rel=0.05)
    assert holed.days == 96


def test_wilder_days_make_a_wider_range_and_fewer_days_left_a_narrower_one() -> None:
    def width(spread: float, to: dt.date) -> float:
        found = landed(land_total(until(to, noisy(200, spread=spread)), OCTOBER, to, 100.0 * to.day))
        return found.end.p90 - found.end.p10

    assert width(0.05, TENTH) < width(0.9, TENTH)
    assert width(0.4, dt.date(2026, 10, 29)) < width(0.4, TENTH)


def test_a_week_after_the_last_known_day_the_days_before_the_period_bring_nothing() -> None:
    """Covered to the 23rd of September: October still has its 31 days, and no more."""
    to = dt.date(2026, 9, 23)
    found = landed(land_total(until(to, [100.0] * 120), OCTOBER, to, 0.0))
    assert found.end.median == pytest.approx(3100, rel=0.01)
    assert len(found.fan) == 31


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([5.0] * 13, "fewer than 14 days are known among the last 56"),
        ([5.0] * 300 + [None] * 50 + [5.0] * 6, "fewer than 14 days are known among the last 56"),
        ([0.0] * 60, "nothing was counted on the days before"),
        ([9.0] * 100 + [0.0] * 56, "nothing was counted on the days before"),
        ([0.0] * 57 + [8.0, 0.0, 3.0], "fewer than 4 of the last 56 days brought anything"),
        ([None] * 40, "fewer than 14 days are known among the last 56"),
    ],
)
def test_what_can_not_be_told_is_refused_with_the_reason(values: Sequence[float | None], words: str) -> None:
    found = land_total(until(TENTH, values), OCTOBER, TENTH, 10.0)
    assert isinstance(found, Sentence)
    assert words in text(found, "en")


def test_few_days_make_a_simpler_estimate_that_says_so() -> None:
    few, many = (landed(land_total(until(TENTH, noisy(n)), OCTOBER, TENTH, 1000.0)) for n in (20, 28))
    assert text(few.method, "en") == "estimate from few days: their mean by weekday, with a wide range"
    assert text(many.method, "en") == "estimate: 7 plain forecasts, weighted by how each would have done"


@pytest.mark.parametrize(("counted", "above", "below"), [(900.0, 0.0, 1.0), (1000.0, 1.0, 1.0), (1100.0, 1.0, 0.0)])
def test_a_period_that_is_over_has_landed(counted: float, above: float, below: float) -> None:
    for found in (
        land_total(until(OCTOBER.end, [1.0]), OCTOBER, OCTOBER.end, counted),
        land_level(until(OCTOBER.end, [1.0]), OCTOBER, OCTOBER.end, counted),
        land_rate(*(until(OCTOBER.end, [1.0]),) * 2, OCTOBER, OCTOBER.end, (counted * 2, 2.0)),
    ):
        one = landed(found)
        assert (one.end.p10, one.end.median, one.end.p90, one.fan) == (counted, counted, counted, ())
        assert (one.probability(1000), one.probability(1000, below=True)) == (above, below)
        assert text(one.method, "en") == "counted to the last day: no estimate"


def test_what_is_counted_already_is_certain() -> None:
    found = landed(land_total(until(TENTH, noisy(120)), OCTOBER, TENTH, 1000.0))
    assert found.probability(1000) == 1.0
    assert found.probability(999, below=True) == 0.0


def test_a_level_goes_on_with_its_changes_and_may_shrink() -> None:
    """Ten a day more, then ten a day less: 21 days are left."""
    up = landed(land_level(until(TENTH, [5000.0 + 10 * n for n in range(120)]), OCTOBER, TENTH, 6190.0))
    down = landed(land_level(until(TENTH, [5000.0 - 10 * n for n in range(120)]), OCTOBER, TENTH, 3810.0))
    assert up.end.median == pytest.approx(6190 + 210, abs=5)
    assert down.end.median == pytest.approx(3810 - 210, abs=5)
    assert down.end.p90 < 3810
    assert down.probability(3700, below=True) > 0.9


def test_a_gap_in_a_level_is_bridged() -> None:
    values: list[float | None] = [5000.0 + 10 * n for n in range(120)]
    values[60:100] = [None] * 40
    found = landed(land_level(until(TENTH, values), OCTOBER, TENTH, 6190.0))
    assert found.end.median == pytest.approx(6400, abs=5)
    assert found.days == 80


def test_a_rate_is_that_of_the_sums_and_not_the_mean_of_days() -> None:
    """2 of 10 on one day and 10 of 1,000 on the next are 12 of 1,010: not ten per cent."""
    above, below = [2.0, 10.0] * 60, [10.0, 1000.0] * 60
    found = landed(land_rate(until(TENTH, above), until(TENTH, below), OCTOBER, TENTH, (60.0, 5050.0)))
    assert found.end.median == pytest.approx(12 / 1010, rel=0.1)


def test_a_rate_moves_less_the_more_of_its_period_has_gone() -> None:
    """Half of the usual rate so far, over ten days and over 28: the first can still recover."""

    def lands(to: dt.date) -> float:
        below = until(to, [1000.0] * 120)
        above = until(to, [50.0] * (120 - to.day) + [25.0] * to.day)
        return landed(land_rate(above, below, OCTOBER, to, (25.0 * to.day, 1000.0 * to.day))).end.p90

    assert lands(dt.date(2026, 10, 28)) < lands(dt.date(2026, 10, 3))


@given(RUNS, st.integers(-20, 31), st.floats(0, 1e9), TARGETS, TARGETS)
def test_whatever_the_days_a_total_keeps_its_order(
    values: list[float | None], day: int, counted: float, one: float, other: float
) -> None:
    to = EVE + dt.timedelta(days=day)
    found = land_total(until(to, values), OCTOBER, to, counted)
    if isinstance(found, Landing):
        _check(found, one, other, (OCTOBER.end - max(to, EVE)).days)
        if all(value is None or value >= 0 for value in values):
            assert found.end.p10 >= counted * (1 - 1e-12)
            assert all(a.p10 <= b.p10 and a.median <= b.median for a, b in zip(found.fan, found.fan[1:], strict=False))


@given(RUNS, st.integers(-20, 31), st.floats(0, 1e9), TARGETS, TARGETS)
def test_whatever_the_days_a_level_keeps_its_order(
    values: list[float | None], day: int, level: float, one: float, other: float
) -> None:
    to = EVE + dt.timedelta(days=day)
    found = land_level(until(to, values), OCTOBER, to, level)
    if isinstance(found, Landing):
        _check(found, one, other, (OCTOBER.end - to).days)


@given(st.lists(st.tuples(VALUES, VALUES), max_size=60), st.integers(-20, 31), st.floats(0, 1e9), st.floats(0, 1e9))
def test_whatever_the_days_a_rate_keeps_its_order(
    pairs: list[tuple[float | None, float | None]], day: int, above: float, below: float
) -> None:
    to = EVE + dt.timedelta(days=day)
    rows = pairs or [(None, None)]
    upper = until(to, [None if one is None else abs(one) for one, _ in rows])
    lower = until(to, [None if one is None else abs(one) for _, one in rows])
    found = land_rate(upper, lower, OCTOBER, to, (above, below))
    if isinstance(found, Landing):
        _check(found, above / below if below else 0.5, 0.1, (OCTOBER.end - max(to, EVE)).days)


@given(st.lists(st.floats(0, 1e9), min_size=30, max_size=50), st.floats(0, 1e6), st.sampled_from((8.0, 0.125)))
def test_in_other_units_the_same_comes_out(values: list[float], counted: float, factor: float) -> None:
    found = land_total(until(TENTH, values), OCTOBER, TENTH, counted)
    scaled = land_total(until(TENTH, [v * factor for v in values]), OCTOBER, TENTH, counted * factor)
    assert isinstance(found, Landing) == isinstance(scaled, Landing)
    if isinstance(found, Landing) and isinstance(scaled, Landing):
        assert scaled.end.median == pytest.approx(found.end.median * factor, rel=1e-6)
        assert scaled.end.p90 == pytest.approx(found.end.p90 * factor, rel=1e-6)


def _check(found: Landing, one: float, other: float, left: int) -> None:
    assert len(found.fan) == max(left, 0)
    assert all(map(ordered, (found.end, *found.fan)))
    assert not found.fan or found.fan[-1] == found.end
    assert all(np.isfinite([found.end.p10, found.end.p90]))
    low, high = sorted((one, other))
    for below in (False, True):
        at_low, at_high = (found.probability(target, below=below) for target in (low, high))
        assert 0 <= at_low <= 1
        assert (at_low <= at_high) if below else (at_low >= at_high)
