"""Where a goal stands, with figures that a person can check in the head."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.goals.judge import judge
from reporting.goals.measure import Measured
from reporting.goals.model import Goal, Series, Standing
from reporting.language import text
from reporting.periods import Period
from reporting.settings import GoalLimits
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


CATALOG = load_catalog()
NINETY = dt.timedelta(days=90)


def history(value: float = 100.0, *, until: dt.date, weekday: int | None = None, only: float = 0.0) -> Series:
    """Ninety days before the period and those of it: the same every day, or all of it on one weekday."""
    days = [october(1) - NINETY + dt.timedelta(days=at) for at in range(90 + until.day)]
    return Series(days[0], tuple(value if weekday is None or day.weekday() == weekday else only for day in days))


def test_a_weekday_that_brings_everything_is_waited_for(catalog: Catalog) -> None:
    """1 October 2026 is a Thursday. All of it comes on Thursdays, 1 and 8 October: half is expected before the 8th."""
    over = history(until=october(5), weekday=3)
    found = standing(catalog, goal("reach_total", "engagements", 200), Measured(100, october(5), over=over))
    assert found.expected == pytest.approx(
        100, rel=0.25
    )  # a straight line expects the same by chance: five of ten days
    third = standing(
        catalog,
        goal("reach_total", "engagements", 200),
        Measured(100, october(2), over=history(until=october(2), weekday=3)),
    )
    assert third.expected == pytest.approx(100, rel=0.25)  # a straight line would expect 40


def test_odds_decide_where_there_are_any(catalog: Catalog) -> None:
    """A hundred a day for months: 1 000 in ten days is even, 950 is sure, 1 100 is out of reach."""
    at = Measured(500, october(5), over=history(until=october(5)))
    sure, even, lost = (standing(catalog, goal("reach_total", "engagements", n), at) for n in (900, 1000, 1150))
    assert [one.status for one in (sure, even, lost)] == ["on_track", "at_risk", "behind"]
    assert all(one.forecast is not None for one in (sure, even, lost))
    assert sure.forecast is not None
    assert sure.forecast.end.median == pytest.approx(1000, rel=0.02)
    assert sure.forecast.probability > 0.9
    assert text(sure.reason, "en").endswith("Odds of meeting it: 99 in 100.")


@pytest.mark.parametrize(
    ("sure", "fair", "status"), [(0.2, 0.1, "on_track"), (0.9, 0.2, "at_risk"), (0.95, 0.9, "behind")]
)
def test_limits_are_those_of_the_installation(catalog: Catalog, sure: float, fair: float, status: str) -> None:
    """Even odds: what they are called is the installation's to say."""
    at = Measured(500, october(5), over=history(until=october(5)))
    limits = GoalLimits(on_track_odds=sure, at_risk_odds=fair)
    found = judge(goal("reach_total", "engagements", 1000), at, catalog, SIXTH, limits)
    assert found.forecast is not None
    assert found.forecast.probability == pytest.approx(0.5, abs=0.2)
    assert found.status == status


def test_nothing_is_expected_of_days_that_no_file_covers(catalog: Catalog) -> None:
    """Two of the first five days are missing: three tenths of 1 000 are expected, not five."""
    whole = history(until=october(5))
    values = (*whole.values[:-4], None, None, *whole.values[-2:])
    found = standing(
        catalog, goal("reach_total", "engagements", 1000), Measured(300, october(5), over=Series(whole.first, values))
    )
    assert found.expected == pytest.approx(300, rel=0.02)
    assert "2 days are not covered: nothing is expected of them." in text(found.reason, "en")
    assert found.track is not None
    assert found.track.actual[:6] == (100, None, None, 200, 300, None)


def test_a_period_that_is_over_says_which_days_its_figure_lacks(catalog: Catalog) -> None:
    """Six of ten days are known: 600 is not all there was."""
    days = Series(october(1), (100.0,) * 4 + (None,) * 4 + (100.0,) * 2)
    measured = Measured(600, october(10), over=days)
    found = standing(catalog, goal("reach_total", "engagements", 1000), measured, october(20))
    assert "4 days are not covered: what they brought isn’t in the figure." in text(found.reason, "en")
    assert found.status == "no_data"  # they might have met it
    assert "4 jours ne sont pas couverts" in text(found.reason, "fr")


def test_growth_is_wanted_over_what_was(catalog: Catalog) -> None:
    """A thousand last year: a tenth more are 1 100, fifty more are 1 050; a level of 2 000 has to gain 200."""
    base = Measured(550, october(5), base=1000.0, base_period=TEN_DAYS)
    tenth = standing(catalog, goal("grow_total_percent", "engagements", 0.1, stretch=0.2), base)
    assert [tenth.wanted, tenth.stretch, tenth.expected] == pytest.approx([1100, 1200, 550])
    assert standing(catalog, goal("grow_total", "engagements", 50), base).wanted == 1050
    level = standing(catalog, goal("grow_by_percent", "followers", 0.1), Measured(2100, october(5), start=2000))
    assert (level.wanted, level.actual, level.expected, level.start) == (200, 100, 100, 2000)


def test_without_the_earlier_period_growth_is_not_judged(catalog: Catalog) -> None:
    found = standing(catalog, goal("grow_total", "engagements", 50), Measured(550, october(5)))
    assert found.status == "no_data"
    assert "no earlier period is covered" in text(found.reason, "en")


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1e5)), min_size=30, max_size=420),
    st.integers(1, 10),
    st.sampled_from(
        ["reach_total", "keep_above", "keep_below", "reach_level", "grow_by", "grow_by_percent", "grow_total"]
    ),
    st.floats(0.1, 1e6),
)
@settings(max_examples=60, deadline=None)
def test_whatever_was_measured_the_way_begins_ends_and_never_falls(
    values: list[float | None], day: int, kind: str, target: float
) -> None:
    catalog = CATALOG
    first = october(day) - dt.timedelta(days=len(values) - 1)
    level = kind in {"reach_level", "grow_by", "grow_by_percent"}
    measured = Measured(50.0, october(day), 40.0 if level else None, over=Series(first, tuple(values)), base=30.0)
    metric = "followers" if level else "engagements"
    found = judge(goal(kind, metric, target), measured, catalog, october(day))
    assert found.track is not None
    expected = found.track.expected
    kept = kind in {"keep_above", "keep_below"}
    if not (kind == "reach_level" and target < 40):
        assert all(one <= other + 1e-6 for one, other in pairwise(expected))
    assert expected[-1] == pytest.approx(found.wanted)
    if not kept and found.start is None:
        assert 0 <= expected[0] <= (found.wanted or 0)
    if found.forecast:
        one = found.forecast.end
        assert one.p10 <= one.p25 <= one.median <= one.p75 <= one.p90
        assert 0 <= found.forecast.probability <= 1
        assert len(found.forecast.fan) == 10 - day
