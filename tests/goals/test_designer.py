"""Targets that are proposed from a figure's own past, with figures that can be checked by hand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.actions.designing import proposal
from reporting.actions.desk import Desk
from reporting.catalog.model import Catalog
from reporting.goals.designer import Past, odds_of, propose, rounded, trend_of
from reporting.goals.flags import flags, objective_subjects
from reporting.goals.model import Goal, Scope
from reporting.language import text
from reporting.periods import Period, month, parse
from reporting.warehouse.clients import client_named
from reporting.warehouse.store import Store
from tests.stocking import stock

VALUES = st.lists(st.floats(1, 1e6), min_size=4, max_size=30)


def months(values: list[float | None], last: Period) -> list[Past]:
    periods = [last]
    while len(periods) <= len(values):
        periods.append(periods[-1].previous())
    return [Past(period, value) for period, value in zip(periods[:0:-1], values, strict=True)]


NOVEMBER = month(2026, 11)


def test_a_flat_past_offers_what_it_was() -> None:
    made = propose(months([100.0] * 6, NOVEMBER), NOVEMBER, "count")
    assert made.realistic is not None
    assert made.realistic.value == 100
    assert made.realistic.odds == pytest.approx(6.5 / 7)
    assert made.quartiles == (100, 100, 100)


def test_odds_are_counted_periods_with_half_a_period_on_either_side() -> None:
    """Of 80, 90, 100, 110, 120 three are 100 or more: (3 + ½) of 6."""
    assert odds_of(100, (80, 90, 100, 110, 120)) == pytest.approx(3.5 / 6)
    assert odds_of(100, (80, 90, 100, 110, 120), less=True) == pytest.approx(3.5 / 6)
    assert odds_of(100, (80, 90, 100)) is None


def test_a_trend_is_the_median_of_slopes_so_that_one_burst_is_no_trend() -> None:
    assert trend_of([100, 110, 120, 130]) == pytest.approx(10 / 115)
    assert trend_of([100, 100, 900, 100, 100]) == 0
    assert trend_of([1, 2, 3]) is None


def test_a_growing_past_is_carried_on() -> None:
    made = propose(months([100.0, 110.0, 120.0, 130.0], NOVEMBER), NOVEMBER, "count")
    assert made.adjusted == pytest.approx((140, 140, 140, 140))
    assert made.realistic is not None
    assert made.realistic.value == 140


def test_december_is_expected_to_be_a_december() -> None:
    """Twelve months of 100 but for a December of 200: twice the usual, at half weight, is half as much again."""
    december = month(2026, 12)
    made = propose(months([200.0, *[100.0] * 11], december), december, "count")
    assert max(made.adjusted) == pytest.approx(300)
    assert made.realistic is not None
    assert made.realistic.value == 150


def test_few_periods_have_no_odds_and_say_so() -> None:
    made = propose(months([100.0, 120.0], NOVEMBER), NOVEMBER, "count")
    assert made.realistic is not None
    assert made.realistic.odds is None
    assert text(made.realistic.why, "en") == "Too few periods for odds: 2 are known, 4 are needed."


def test_nothing_known_offers_nothing() -> None:
    made = propose([], NOVEMBER, "count")
    assert (made.realistic, made.ambitious, made.quartiles) == (None, None, None)


def test_what_must_stay_below_is_ambitious_when_low() -> None:
    made = propose(months([10.0, 20.0, 30.0, 40.0, 50.0], NOVEMBER), NOVEMBER, "seconds", less=True)
    assert made.realistic is not None
    assert made.ambitious is not None
    assert made.ambitious.value < made.realistic.value


@given(VALUES, st.floats(1, 1e6), st.floats(1, 1e6), st.booleans())
def test_odds_fall_as_the_target_gets_harder(values: list[float], one: float, other: float, less: bool) -> None:
    easy, hard = sorted((one, other), reverse=less)
    first, second = odds_of(easy, values, less=less), odds_of(hard, values, less=less)
    assert first is not None
    assert second is not None
    assert 0 < second <= first < 1


@given(VALUES)
def test_the_ambitious_target_is_never_the_easier_one(values: list[float]) -> None:
    made = propose(months(list(values), NOVEMBER), NOVEMBER, "number")
    if made.realistic and made.ambitious:
        assert made.ambitious.value >= made.realistic.value
        assert (made.ambitious.odds or 0) <= (made.realistic.odds or 0)


@given(st.floats(0.001, 1e9))
def test_a_rounded_target_is_near(value: float) -> None:
    assert rounded(value, "number") == pytest.approx(value, rel=0.06)


def _told(target: float, past: list[Past], catalog: Catalog, metric: str = "engagements", **more: object) -> list[str]:
    made = propose(past, NOVEMBER, "count", level=more.get("level"))  # type: ignore[arg-type]  # a number or none
    rule = str(more.get("rule", "total"))
    found = flags(target, made, catalog.metrics[metric], rule, objective_subjects(str(more.get("for", "")), catalog))
    return [one.kind for one in found]


def test_what_speaks_against_a_target(catalog: Catalog) -> None:
    past = months([100.0, 110.0, 90.0, 120.0], NOVEMBER)
    assert _told(115, past, catalog) == []
    assert _told(80, past, catalog) == ["already_met"]
    assert _told(150, past, catalog) == []  # a quarter beyond 120, no more
    assert _told(151, past, catalog) == ["never_approached"]
    assert _told(1050, past, catalog, "followers", rule="level", level=1100.0) == ["already_met"]
    assert _told(115, past[:3], catalog) == ["little_history"]
    assert _told(115, [*past, Past(NOVEMBER.previous(), None)], catalog) == ["gap"]


def test_a_count_without_a_link_to_the_objective_is_vanity_and_a_rate_never_is(catalog: Catalog) -> None:
    past = months([100.0, 110.0, 90.0, 120.0], NOVEMBER)
    assert _told(115, past, catalog, "followers", **{"for": "Plus de ventes en ligne"}) == ["vanity"]
    assert _told(115, past, catalog, "link_clicks", **{"for": "Plus de ventes en ligne"}) == []
    assert _told(115, past, catalog, "engagement_rate_reach", **{"for": "sales"}) == []
    assert _told(115, past, catalog, "followers", **{"for": "Luck"}) == []  # nobody knows what serves it


def test_the_past_is_what_the_store_counts_and_uncovered_months_are_not_zero(desk: Desk, store: Store) -> None:
    days = [dt.date(2026, 5, 10) + dt.timedelta(days=at) for at in range(174)]  # from the middle of May to 30 October
    rows = [{"day": day, "impressions": day.month * 10} for day in days if day != dt.date(2026, 8, 3)]
    stock(store, "Acme", "account_day", rows, platform="facebook", file="days.csv")
    with store.read() as cur:
        client = client_named(cur, "Acme")
        assert client is not None
        by_hand = dict(
            cur.execute(
                "select strftime(day, '%Y-%m'), sum(impressions) from current_account_day group by 1"
            ).fetchall()
        )
    goal = Goal(0, client.id, "impressions", "reach_total", NOVEMBER, 0.0, Scope(("facebook",)))
    made = proposal(desk, goal, dt.date(2026, 11, 2))
    assert {one.period.key: one.value for one in made.past} == {
        "2026-06": by_hand["2026-06"],
        "2026-07": by_hand["2026-07"],
        "2026-08": None,  # a day is missing
        "2026-09": by_hand["2026-09"],
        "2026-10": None,  # the 31st isn't there yet
    }


def test_a_definition_that_changed_is_said_and_a_benchmark_is_of_the_same_method_only(desk: Desk, store: Store) -> None:
    rows = [{"post": "p", "published_on": dt.date(2025, 3, 3), "views": 10, "impressions": 10, "reactions": 2}]
    stock(store, "Acme", "post", rows, platform="instagram", file="posts.csv")
    spring = Goal(0, 1, "post_views", "reach_total", parse("2025-Q1"), 100.0, Scope(("instagram",)))
    kinds = {one.kind for one in proposal(desk, spring, dt.date(2025, 4, 2)).flags}
    rate = Goal(0, 1, "engagement_rate_impressions", "keep_above", NOVEMBER, 0.05, Scope(("x",)))
    reach = Goal(0, 1, "engagement_rate_reach", "keep_above", NOVEMBER, 0.05, Scope(("x",)))
    assert "little_history" in kinds
    assert [one.id for one in proposal(desk, rate, dt.date(2026, 11, 2)).benchmarks] == ["buffer_2025_x"]
    assert proposal(desk, reach, dt.date(2026, 11, 2)).benchmarks == ()
