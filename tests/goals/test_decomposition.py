"""The difference to what was expected, taken apart: parts add up to the last bit, and mean what the formula says."""

import math
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reporting.errors import Sentence
from reporting.goals.decomposition import (
    CHANGED,
    NO_REFERENCE,
    STEPS,
    Cell,
    Decomposition,
    as_written,
    of_counts,
    of_platforms,
    of_posts,
    of_rates,
    shown,
)
from reporting.numbers import Unit

PLACES = st.tuples(st.sampled_from(["facebook", "instagram", "x"]), st.sampled_from(["photo", "reel", None]))
VALUES = st.integers(-1_000, 2_000_000) | st.floats(0.01, 1e6)


@st.composite
def cells(draw: st.DrawFn) -> list[Cell]:
    """New ones, vanished ones, negative ones, and the ordinary."""
    found = []
    for platform, media in draw(st.lists(PLACES, min_size=1, max_size=6, unique=True)):
        posts, usual = draw(st.integers(0, 60)), draw(st.integers(0, 200))
        value, before = (float(draw(VALUES)) if n else None for n in (posts, usual))
        base, usual_base = (float(draw(st.integers(1, 10**7))) if n else None for n in (posts, usual))
        days = draw(st.integers(1, 90))
        found.append(Cell(platform, media, posts, value, usual, before, days, base, usual_base))
    return found


def exact(made: Decomposition | Sentence, difference: float) -> None:
    assert isinstance(made, Decomposition)
    assert math.fsum(part.value for part in made.parts) == difference == made.difference


def taken(made: Decomposition | Sentence) -> dict[tuple[str, str | None, str], float]:
    assert isinstance(made, Decomposition)
    return {(part.platform, part.media_type, part.cause): part.value for part in made.parts}


@given(cells(), st.integers(1, 366), st.floats(0.001, 1e7))
def test_parts_of_posts_add_up_exactly(found: list[Cell], days: int, expected: float) -> None:
    actual = math.fsum(cell.value or 0 for cell in found)
    made = of_posts(found, days, actual, expected)
    assume(made != NO_REFERENCE)
    exact(made, actual - expected)


@given(cells(), st.floats(1e-6, 10))
def test_parts_of_rates_add_up_exactly(found: list[Cell], expected: float) -> None:
    base = math.fsum(cell.base or 0 for cell in found)
    assume(base)
    actual = math.fsum(cell.value or 0 for cell in found) / base
    made = of_rates(found, actual, expected)
    assume(made != NO_REFERENCE)
    exact(made, actual - expected)


@given(cells(), st.integers(1, 366), st.floats(0.001, 1e4))
def test_parts_of_counts_add_up_exactly(found: list[Cell], days: int, expected: float) -> None:
    actual = float(sum(cell.posts for cell in found))
    made = of_counts([replace(cell, value=float(cell.posts)) for cell in found], days, actual, expected)
    assume(made != NO_REFERENCE)
    exact(made, actual - expected)


@given(st.dictionaries(st.sampled_from("abcd"), VALUES), st.dictionaries(st.sampled_from("abcd"), VALUES), VALUES)
def test_parts_of_platforms_add_up_exactly(now: dict[str, float], usual: dict[str, float], expected: float) -> None:
    actual = math.fsum(now.values())
    made = of_platforms(now, usual, actual, expected)
    assume(made != NO_REFERENCE)
    exact(made, actual - expected)


def test_parts_add_up_where_one_float_is_too_coarse_for_it() -> None:
    """A hundred posts where one was usual, each at a hundredth: both parts are far larger than what is left."""
    made = of_posts([Cell("x", None, 100, 1000.0, 1, 1000.0, 10)], 10, 1000.0, 999.6300000000001)
    exact(made, 1000.0 - 999.6300000000001)


@given(cells(), st.randoms(use_true_random=False), st.integers(1, 90))
def test_the_order_of_cells_changes_nothing(found: list[Cell], chance: Any, days: int) -> None:
    turned = list(found)
    chance.shuffle(turned)
    actual = math.fsum(cell.value or 0 for cell in found)
    assert of_posts(found, days, actual, 5_000.0) == of_posts(turned, days, actual, 5_000.0)


@given(cells(), st.integers(0, 60), st.integers(1, 90))
def test_a_cell_given_in_two_rows_is_one_cell(found: list[Cell], more: int, days: int) -> None:
    first, *rest = found
    whole = replace(first, posts=first.posts + more, value=(first.value or 0) + 8.0 * more)
    halves = [first, replace(first, posts=more, value=8.0 * more, usual_posts=0, usual_value=None, usual_base=None)]
    actual = math.fsum(cell.value or 0 for cell in [whole, *rest])
    assert of_posts([whole, *rest], days, actual, 77.0) == of_posts([*halves, *rest], days, actual, 77.0)


def test_volume_and_rate_by_hand() -> None:
    """Reels: 42 in 90 days worth 105 000 (2 500 each), so 14 in 30 days; photos: 30 worth 15 000 (500), so 10.

    Together 40 000; 50 000 are expected, so k = 1.25: a reel should bring 3 125, a photo 625.
    9 reels brought 20 790, 12 photos 9 600: volume −5 × 3 125 and 2 × 625, rate 20 790 − 28 125 and 9 600 − 7 500.
    """
    found = [
        Cell("instagram", "reel", 9, 20_790, 42, 105_000, 90),
        Cell("instagram", "photo", 12, 9_600, 30, 15_000, 90),
    ]
    made = of_posts(found, 30, 30_390, 50_000)
    assert taken(made) == {
        ("instagram", "reel", "volume"): -15_625,
        ("instagram", "reel", "rate"): -7_335,
        ("instagram", "photo", "volume"): 1_250,
        ("instagram", "photo", "rate"): 2_100,
    }
    assert isinstance(made, Decomposition)
    assert (made.caused("volume"), made.caused("rate"), made.difference) == (-14_375, -5_235, -19_610)
    first = made.parts[0]
    assert (first.posts, first.usual_posts, first.each, first.expected_each, first.usual_each) == (
        9,
        14,
        2_310,
        3_125,
        2_500,
    )


def test_a_new_cell_and_a_vanished_one_have_volume_only() -> None:
    """Links: 10 in 30 days worth 1 000, none now; a reel of 300 that nobody expected; 1 000 were expected."""
    found = [Cell("x", "link", 0, None, 10, 1_000, 30), Cell("x", "reel", 1, 300, 0, None, 30)]
    assert taken(of_posts(found, 30, 300, 1_000)) == {("x", "link", "volume"): -1_000, ("x", "reel", "volume"): 300}


def test_a_platform_without_comparable_days_counts_as_new() -> None:
    found = [Cell("x", "link", 10, 1_000, 10, 1_000, 30), Cell("tiktok", "reel", 2, 50, 4, 100, 0)]
    assert taken(of_posts(found, 30, 1_050, 1_000)) == {
        ("tiktok", "reel", "volume"): 50,
        ("x", "link", "volume"): 0,
        ("x", "link", "rate"): 0,
    }


def test_cells_that_are_not_provided_are_named_and_have_no_part() -> None:
    found = [Cell("x", "link", 10, 900, 10, 1_000, 30), Cell("youtube", "video", 3, None, 5, 5_000, 30)]
    made = of_posts(found, 30, 900, 1_000)
    assert isinstance(made, Decomposition)
    assert made.left_out == (("youtube", "video"),)
    assert {part.platform for part in made.parts} == {"x"}


def test_no_posts_at_all_are_missing_volume() -> None:
    assert taken(of_posts([Cell("x", "link", 0, None, 10, 500, 50)], 10, 0, 200)) == {("x", "link", "volume"): -200}


def test_mix_and_rate_by_hand() -> None:
    """Before, reels and photos weigh the same, 8 % and 4 %: 6 % together, which is also expected, so k = 1.

    Now reels weigh a quarter, at 9 %, photos three quarters at 4 %: 5.25 %. Mix −¼ × (8 − 6) + ¼ × (4 − 6) = −1 point,
    rate ¼ × (9 − 8) = 0.25 point.
    """
    found = [
        Cell("instagram", "reel", 5, 9, 5, 8, 90, 100, 100),
        Cell("instagram", "photo", 9, 12, 5, 4, 90, 300, 100),
    ]
    assert taken(of_rates(found, 21 / 400, 0.06)) == pytest.approx(
        {
            ("instagram", "reel", "mix"): -0.005,
            ("instagram", "reel", "rate"): 0.0025,
            ("instagram", "photo", "mix"): -0.005,
            ("instagram", "photo", "rate"): 0,
        }
    )


def test_counts_are_held_against_their_share_of_what_is_expected() -> None:
    """Three links for each photo before: of 12 expected, 9 links and 3 photos. Posts a week are scaled alike."""
    found = [Cell("x", "link", 5, 5, 30, 30, 90), Cell("x", "photo", 4, 4, 10, 10, 90)]
    assert taken(of_counts(found, 30, 9, 12)) == {("x", "link", "volume"): -4, ("x", "photo", "volume"): 1}
    a_week = taken(of_counts(found, 30, 9 * 7 / 30, 12 * 7 / 30))
    assert a_week == pytest.approx({("x", "link", "volume"): -4 * 7 / 30, ("x", "photo", "volume"): 7 / 30})


def test_platforms_are_held_against_their_usual_share() -> None:
    """TikTok usually gains three times what X does; what usually loses is expected to gain nothing."""
    made = of_platforms({"tiktok": 50, "x": 30, "facebook": -5}, {"tiktok": 300, "x": 100, "facebook": -9}, 75, 100)
    assert taken(made) == {("tiktok", None, "level"): -25, ("x", None, "level"): 5, ("facebook", None, "level"): -5}


def test_what_can_not_be_taken_apart_says_why() -> None:
    new = [Cell("x", "link", 1, 10, 0, None, 90)]
    assert of_posts(new, 30, 10, 20) == NO_REFERENCE
    assert of_posts([], 30, 0, 20) == NO_REFERENCE
    assert of_posts(new, 30, 11, 20) == CHANGED
    assert of_rates([replace(new[0], base=100)], 0.1, 0.2) == NO_REFERENCE
    assert of_rates([], 0.1, 0.2) == CHANGED
    assert of_platforms({"x": 1}, {"x": -5, "tiktok": 0}, 1, 5) == NO_REFERENCE
    assert of_platforms({"x": 1}, {"x": 5}, 2, 5) == CHANGED


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9), st.sampled_from(get_args(Unit)))
def test_what_is_written_adds_up_too(parts: list[float], unit: Unit) -> None:
    """Every part is its value rounded up or down, and their sum is the rounded sum."""
    found, step = shown(parts, unit), float(STEPS[unit])
    assert sum(round(part / step) for part in found) == round(as_written(math.fsum(parts), unit) / step)
    assert all(abs(part - value) <= step * (1 + 1e-6) + 1e-6 for part, value in zip(found, parts, strict=True))


@pytest.mark.parametrize(
    ("parts", "unit", "total", "written"),
    [
        ((0.4, 0.4, 0.4), "count", None, (1, 0, 0)),
        ((-0.4, -0.4, -0.4), "count", None, (0, 0, -1)),
        ((10.6, -3.3), "count", None, (10, -3)),
        ((10.6, -3.3), "count", 8, (11, -3)),
        ((0.00126, 0.00126), "percent", None, (0.0013, 0.0012)),
        ((), "count", None, ()),
    ],
)
def test_written_by_hand(parts: tuple[float, ...], unit: Unit, total: float | None, written: tuple[float, ...]) -> None:
    assert shown(parts, unit, total) == pytest.approx(written)
