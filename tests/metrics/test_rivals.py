"""Which exports of tracked pages fit a period: never one that is cut, and as many days as can be had."""

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from reporting.metrics.rivals import fitting, within
from reporting.periods import Period, month

OCTOBER = month(2026, 10)


def of(first: int, last: int) -> Period:
    """Days of October; below 1 and above 31 in the months around it."""
    start = dt.date(2026, 9, 30)
    return Period(start + dt.timedelta(days=first), start + dt.timedelta(days=last))


def test_an_export_of_exactly_the_period_is_taken_alone() -> None:
    assert fitting([of(1, 7), of(1, 31), of(8, 31)], OCTOBER) == (of(1, 31),)


def test_one_that_reaches_over_an_edge_is_never_cut() -> None:
    assert fitting([of(0, 29), of(2, 32)], OCTOBER) == ()
    assert fitting([of(0, 29), of(2, 30)], OCTOBER) == (of(2, 30),)


def test_weeks_side_by_side_are_put_together_and_none_counts_twice() -> None:
    weeks = [of(1, 7), of(8, 14), of(15, 21), of(22, 31)]
    assert fitting([*weeks, of(5, 20), of(1, 7)], OCTOBER) == tuple(weeks)


@given(
    st.lists(st.tuples(st.integers(-3, 35), st.integers(0, 20)).map(lambda pair: of(pair[0], sum(pair))), max_size=7)
)
def test_no_other_choice_covers_more_days(periods: list[Period]) -> None:
    chosen = fitting(periods, OCTOBER)
    assert all(OCTOBER.start <= one.start and one.end <= OCTOBER.end for one in chosen)
    assert all(one.end < after.start for one, after in itertools.pairwise(chosen))
    inside = [one for one in set(periods) if one.start >= OCTOBER.start and one.end <= OCTOBER.end]
    choices = (some for size in range(len(inside) + 1) for some in itertools.combinations(sorted(inside), size))
    apart = (some for some in choices if all(a.end < b.start for a, b in itertools.pairwise(some)))
    most = max(sum(one.days for one in some) for some in apart)
    assert sum(one.days for one in chosen) == most


def test_posts_count_between_the_first_and_the_last_known_one() -> None:
    assert within(of(-20, 12), OCTOBER) == of(1, 12)
    assert within(of(40, 50), OCTOBER) is None
