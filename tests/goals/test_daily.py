"""What a period and the stretch before it hold, by hand."""

import datetime as dt

from reporting.goals.daily import Daily, activity, levels
from reporting.periods import Period
from tests.tables import october, september

PERIOD = Period(october(1), october(10))
BEFORE = Period(september(1), september(30))


def test_a_usual_day_is_one_of_those_that_have_a_value() -> None:
    """Two accounts of X on two days before: 60 a day. TikTok has no comparable stretch."""
    rows = [
        ("x", 1, september(5), 40.0),
        ("x", 2, september(5), 20.0),
        ("x", 1, september(20), 60.0),
        ("x", 1, october(2), 7.0),
        ("x", 1, october(11), 1_000.0),
        ("tiktok", 3, september(5), 9.0),
        ("tiktok", 3, october(3), 5.0),
    ]
    assert activity(rows, PERIOD, {"x": BEFORE, "tiktok": None}) == Daily(
        {"x": 7.0, "tiktok": 5.0}, {"x": 60.0}, days=2
    )


def test_levels_gain_from_the_last_one_before_the_period() -> None:
    """An account: 100 on 10 September, 140 on the 30th, 150 and 159 in October: 19 gained, usually 2 a day.

    Of the last 28 days, 12 September to 10 October, the known ends are 140 and 159, ten days apart: 1.9 a day.
    A second account begins inside the period with 50 and ends with 52; a third has no level inside.
    """
    rows = [
        ("x", 1, october(10), 159.0),
        ("x", 1, september(10), 100.0),
        ("x", 1, september(30), 140.0),
        ("x", 1, october(4), 150.0),
        ("x", 2, october(3), 50.0),
        ("x", 2, october(5), 52.0),
        ("x", 3, september(29), 7.0),
    ]
    found = levels(rows, PERIOD, {"x": BEFORE})
    assert (found.now, found.usual, found.end, found.days) == ({"x": 21.0}, {"x": 2.0}, 211.0, 4)
    assert found.recent == 1.9 + 1.0


def test_a_level_older_than_a_week_is_not_the_one_at_the_start() -> None:
    rows = [("x", 1, september(20), 100.0), ("x", 1, october(4), 150.0), ("x", 1, october(9), 160.0)]
    assert levels(rows, PERIOD, {"x": BEFORE}).now == {"x": 10.0}


def test_nothing_known_is_nothing() -> None:
    assert levels([], PERIOD, {}) == Daily({}, {}) == activity([], PERIOD, {})
    assert levels([("x", 1, dt.date(2020, 1, 1), 5.0)], PERIOD, {"x": BEFORE}) == Daily({}, {})
