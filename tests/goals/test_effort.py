"""What it takes, by hand."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.errors import Sentence
from reporting.goals.effort import (
    OVER,
    REACHED,
    SAFE,
    Rest,
    UsualPost,
    to_daily_mean,
    to_kept_level,
    to_level,
    to_median,
    to_posts_a_week,
    to_rate,
    to_total,
)
from reporting.language import text
from reporting.numbers import Unit


def rest(actual: float, wanted: float, unit: Unit = "count", *, below: bool = False, left: int = 10) -> Rest:
    """Twenty days gone, ten left."""
    return Rest(actual, wanted, unit, dt.date(2026, 10, 21), 20, left, below=below)


def said(found: tuple[Sentence, ...]) -> list[str]:
    return [text(one, "en") for one in found]


def test_a_total_takes_so_much_a_day_and_so_many_usual_posts() -> None:
    """14 880 are missing: 1 488 a day, three times the usual 496, or twelve reels of 1 240."""
    formats = [
        UsualPost("Instagram, reels", 1_240, 31, 9),
        UsualPost("Instagram, photos", 300, 60, 20),
        UsualPost("Instagram, links", 100, 60, 20),
        UsualPost("Instagram, videos", 9_000, 4, 2),
    ]
    assert said(to_total(rest(5_120, 20_000), 496, formats)) == [
        "1,488 a day are needed from October 21, 2026 on (10 days), against 496 a day before the period.",
        "That is 3 times the usual.",
        (
            "Instagram, reels: 12 at the usual median of 1,240 would make up the 14,880 missing;"
            " 9 a month are usual (n = 31)."
        ),
        (
            "Instagram, photos: 50 at the usual median of 300 would make up the 14,880 missing;"
            " 20 a month are usual (n = 60)."
        ),
    ]


def test_without_anything_before_only_what_is_needed_is_said() -> None:
    assert said(to_total(rest(0, 20), None)) == ["2 a day are needed from October 21, 2026 on (10 days)."]


def test_a_level_is_held_against_the_last_days() -> None:
    assert said(to_level(rest(900, 1_025, "people"), 4.25, 28)) == [
        "12.5 a day net are needed from October 21, 2026 on (10 days), against 4.2 a day over the last 28 days."
    ]


def test_a_rate_says_what_the_rest_has_to_reach() -> None:
    """5 % of 2 000 so far, as many again to come at 200 a day: for 6 % of 4 000 the rest needs 140 of 2 000."""
    assert said(to_rate(rest(0.05, 0.06, "percent"), 2_000, 200)) == [
        "What comes from October 21, 2026 on has to reach 7.00% on average, against 5.00% so far (at the usual volume)."
    ]


@pytest.mark.parametrize(
    ("actual", "wanted", "below", "words"),
    [
        (0.05, 0.6, False, "out of reach: the rest would have to be above 100%"),
        (0.9, 0.1, False, "holds whatever comes"),
        (0.05, 0.04, True, "may be 3.00% on average at most"),
        (0.5, 0.1, True, "out of reach: the rest would have to be below zero"),
    ],
)
def test_a_rate_that_is_safe_or_out_of_reach_is_called_so(
    actual: float, wanted: float, words: str, *, below: bool
) -> None:
    (found,) = said(to_rate(rest(actual, wanted, "percent", below=below), 2_000, 200))
    assert words in found


def test_a_median_says_how_many_of_the_posts_to_come_have_to_meet_it() -> None:
    """Four of ten have it; with six more, sixteen in all, nine have to: five of the six. With two more, seven."""
    assert said(to_median(rest(90, 100), 10, 4, 0.6)) == [
        "Of the 6 posts usual in 10 days, 5 have to meet 100; 4 of 10 have so far."
    ]
    assert said(to_median(rest(90, 100), 10, 4, 0.2)) == [
        "With the 2 posts usual in 10 days the target is out of reach: only 4 of 10 have met 100 so far."
    ]
    assert to_median(rest(110, 100), 10, 9, 0.6) == (SAFE,)


def test_posts_a_week_become_posts() -> None:
    """3.5 a week in 20 days are 10; 4.9 in 30 days are 21: eleven more, 7.7 a week."""
    assert said(to_posts_a_week(rest(3.5, 4.9, "per_week"), 0.5)) == [
        "11 more posts are needed in 10 days: 7.7 a week, against 3.5 a week before the period."
    ]
    assert said(to_posts_a_week(rest(3.5, 4.9, "per_week", below=True), 0.5)) == ["11 more posts at most in 10 days."]
    assert to_posts_a_week(rest(14, 4.9, "per_week"), 0.5) == (SAFE,)


def test_a_daily_mean_says_what_the_days_left_have_to_average() -> None:
    """100 a day for 20 days; 110 for 30 takes 130 a day."""
    assert "has to reach 130 on average" in said(to_daily_mean(rest(100, 110, "people")))[0]
    assert "may be 130 on average at most" in said(to_daily_mean(rest(100, 110, "people", below=True)))[0]


@pytest.mark.parametrize(
    ("actual", "below", "words"),
    [
        (120, False, "It may still fall by 20."),
        (80, False, "It has to rise by 20."),
        (120, True, "It has to fall by 20."),
        (80, True, "It may still rise by 20."),
    ],
)
def test_a_level_to_be_kept_has_a_margin(actual: float, words: str, *, below: bool) -> None:
    assert said(to_kept_level(rest(actual, 100, below=below))) == [words]


def test_what_is_there_is_there_and_what_is_over_is_over() -> None:
    assert to_total(rest(5, 5), 1) == to_level(rest(6, 5), 1, 28) == (REACHED,)
    over: dict[str, Any] = {"left": 0}
    assert to_total(rest(1, 5, **over), 1) == to_level(rest(1, 5, **over), 1, 28) == (OVER,)
    assert to_rate(rest(0.1, 0.2, **over), 9, 9) == to_median(rest(1, 2, **over), 5, 1, 1) == (OVER,)
    assert to_posts_a_week(rest(1, 2, **over), 1) == to_daily_mean(rest(1, 2, **over)) == (OVER,)
    assert to_kept_level(rest(1, 2, **over)) == (OVER,)


@given(st.floats(0.001, 0.9), st.floats(0.001, 0.9), st.integers(1, 10**6), st.integers(1, 10**5), st.integers(1, 300))
def test_a_rest_at_what_is_needed_meets_the_rate(
    actual: float, wanted: float, base: int, daily: int, left: int
) -> None:
    """Put into the figure again, the rate that is asked for gives the target."""
    found = to_rate(rest(actual, wanted, "number", left=left), base, daily)
    if found != (SAFE,):
        needed = dict(found[0].fields)["needed"].value  # type: ignore[attr-defined]  # an Amount
        whole = base + daily * left
        assert (actual * base + needed * daily * left) / whole == pytest.approx(wanted)
