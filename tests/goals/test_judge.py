"""Where a goal stands, with figures that a person can check in the head."""

import datetime as dt

import pytest

from reporting.catalog.model import Catalog
from reporting.goals.judge import judge
from reporting.goals.measure import Measured
from reporting.goals.model import Goal, Standing
from reporting.language import text
from reporting.periods import Period
from tests.tables import october

TEN_DAYS = Period(october(1), october(10))
SIXTH = october(6)


def goal(kind: str, metric: str, target: float, **more: object) -> Goal:
    return Goal(1, 1, metric, kind, TEN_DAYS, target, **more)  # type: ignore[arg-type]  # baseline only


def standing(catalog: Catalog, goal_: Goal, measured: Measured, today: dt.date = SIXTH) -> Standing:
    return judge(goal_, measured, catalog, today)


@pytest.mark.parametrize(
    ("value", "status"),
    [(1000, "achieved"), (500, "on_track"), (499, "at_risk"), (450, "at_risk"), (449, "behind"), (-5, "behind")],
)
def test_a_total_is_judged_against_the_days_gone_by(catalog: Catalog, value: float, status: str) -> None:
    """Five of ten days: 500 of 1 000 are expected; 450 is nine tenths of it."""
    found = standing(catalog, goal("reach_total", "engagements", 1000), Measured(value, october(5)))
    assert (found.expected, found.progress, found.status) == (500, value / 1000, status)


def test_days_that_no_file_covers_are_not_zero(catalog: Catalog) -> None:
    """On the last day, with files up to the fifth, half is expected, and nothing is missed yet."""
    found = standing(catalog, goal("reach_total", "engagements", 1000), Measured(520, october(5)), october(31))
    assert (found.judged_to, found.expected, found.status) == (october(5), 500, "on_track")


@pytest.mark.parametrize(("value", "status"), [(1000, "achieved"), (999, "missed")])
def test_after_the_end_it_is_achieved_or_missed(catalog: Catalog, value: float, status: str) -> None:
    found = standing(catalog, goal("reach_total", "engagements", 1000), Measured(value, october(10)), october(11))
    assert found.status == status


def test_on_the_last_day_itself_nothing_is_missed(catalog: Catalog) -> None:
    found = standing(catalog, goal("reach_total", "engagements", 1000), Measured(950, october(10)), october(10))
    assert found.status == "at_risk"


@pytest.mark.parametrize(("value", "status"), [(0.05, "on_track"), (0.045, "at_risk"), (0.044, "behind")])
def test_what_must_stay_above_is_expected_whole(catalog: Catalog, value: float, status: str) -> None:
    found = standing(catalog, goal("keep_above", "engagement_rate_reach", 0.05), Measured(value, october(5)))
    assert (found.expected, found.status) == (0.05, status)


@pytest.mark.parametrize(("value", "status"), [(10, "on_track"), (11, "at_risk"), (12, "behind")])
def test_what_must_stay_below_is_good_when_low(catalog: Catalog, value: float, status: str) -> None:
    """Ten allowed: ten elevenths are more than nine tenths, ten twelfths are less."""
    found = standing(catalog, goal("keep_below", "posts_per_week", 10), Measured(value, october(5)))
    assert found.status == status


@pytest.mark.parametrize(("kind", "value"), [("keep_above", 5), ("keep_below", 5)])
def test_what_is_kept_is_achieved_only_at_the_end(catalog: Catalog, kind: str, value: float) -> None:
    kept = goal(kind, "posts_per_week", 5)
    assert standing(catalog, kept, Measured(value, october(9))).status == "on_track"
    assert standing(catalog, kept, Measured(value, october(10)), october(11)).status == "achieved"


def test_a_level_is_judged_on_the_way_that_it_has_come(catalog: Catalog) -> None:
    """From 1 000 to 1 100: 1 050 expected at half time. 1 040 is 40 of 50, not 1 040 of 1 050."""
    found = standing(catalog, goal("reach_level", "followers", 1100), Measured(1040, october(5), start=1000))
    assert (found.expected, found.progress, found.status, found.start) == (1050, 0.4, "behind", 1000)


def test_a_baseline_that_was_given_is_the_start(catalog: Catalog) -> None:
    given = goal("reach_level", "followers", 1100, baseline=900.0)
    found = standing(catalog, given, Measured(1040, october(5), start=1000))
    assert (found.expected, found.status, found.start) == (1000, "on_track", 900)


def test_growth_is_counted_from_the_start(catalog: Catalog) -> None:
    found = standing(catalog, goal("grow_by", "followers", 100), Measured(1045, october(5), start=1000))
    assert (found.actual, found.expected, found.progress, found.status) == (45, 50, 0.45, "at_risk")


@pytest.mark.parametrize(
    ("measured", "today", "reason"),
    [
        (Measured(None, None), dt.date(2026, 9, 1), "The period begins on October 1, 2026."),
        (Measured(None, None), october(5), "No import covers a day of the period yet."),
        (Measured(None, october(5)), october(6), "The files up to October 5, 2026 don’t give this figure."),
    ],
)
def test_without_a_figure_there_is_no_status_but_a_reason(
    catalog: Catalog, measured: Measured, today: dt.date, reason: str
) -> None:
    found = standing(catalog, goal("reach_total", "engagements", 1000), measured, today)
    assert (found.status, found.actual, found.expected, found.progress) == ("no_data", None, None, None)
    assert text(found.reason, "en") == reason


def test_a_level_without_a_start_asks_for_a_baseline(catalog: Catalog) -> None:
    found = standing(catalog, goal("grow_by", "followers", 100), Measured(1045, october(5)))
    assert found.status == "no_data"
    assert "give a baseline" in text(found.reason, "en")


def test_reasons_quote_the_figures_in_both_languages(catalog: Catalog) -> None:
    found = standing(catalog, goal("reach_total", "engagements", 1000), Measured(480, october(5)))
    assert text(found.reason, "en") == "480 by October 5, 2026, 500 expected by then, target 1,000."
    assert text(found.reason, "fr") == (
        "480 au 5 octobre 2026, 500 attendus à cette date, pour une cible de 1\u202f000."
    )
    assert text(found.method, "fr").startswith("ligne droite")
