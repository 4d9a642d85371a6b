"""What every goal rule must keep, whatever the numbers: expected starts at nothing, ends at the whole, never falls."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from reporting.catalog.model import Catalog
from reporting.goals.kinds import RULES, Aim, share_of_days
from reporting.periods import Period

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
PERIODS = st.builds(lambda start, days: Period(start, start + dt.timedelta(days=days)), DAYS, st.integers(0, 400))
TARGETS = st.floats(0.001, 1e9)
GROWING = [name for name, rule in RULES.items() if not rule.kept]
KEPT = [name for name, rule in RULES.items() if rule.kept]


SHARES = st.floats(0, 1)


@st.composite
def aims(draw: st.DrawFn) -> Aim:
    target = draw(TARGETS)
    return Aim(target, draw(st.floats(0, target)))


@given(aims(), st.sampled_from(GROWING))
def test_expected_starts_at_nothing_and_ends_at_the_whole(aim: Aim, name: str) -> None:
    assert RULES[name].expected(aim, 0.0) == (aim.start if name == "level" else 0.0)
    assert abs(RULES[name].expected(aim, 1.0) - aim.wanted) <= 1e-9 * aim.wanted


@given(aims(), st.sampled_from(KEPT), SHARES)
def test_what_must_be_kept_is_expected_whole_on_every_day(aim: Aim, name: str, share: float) -> None:
    assert RULES[name].expected(aim, share) == aim.wanted


@given(aims(), st.sampled_from(sorted(RULES)), SHARES, SHARES)
def test_expected_never_falls(aim: Aim, name: str, one: float, other: float) -> None:
    rule, (low, high) = RULES[name], sorted((one, other))
    assert rule.expected(aim, low) <= rule.expected(aim, high) + 1e-9 * aim.wanted


@given(aims(), st.sampled_from(sorted(RULES)), st.floats(-1e9, 1e9), st.floats(0, 1e9))
def test_more_is_never_worse_and_for_a_ceiling_less_is_not(aim: Aim, name: str, actual: float, more: float) -> None:
    rule = RULES[name]
    low, high = rule.reached(aim, actual, aim.wanted), rule.reached(aim, actual + more, aim.wanted)
    assert low >= high if rule.less else low <= high


@given(aims(), st.sampled_from(sorted(RULES)))
def test_the_target_itself_is_enough(aim: Aim, name: str) -> None:
    assert RULES[name].reached(aim, aim.wanted, aim.wanted) == 1


def test_what_a_target_over_a_baseline_wants() -> None:
    """A base of 200: 50 more are 250 in all; half as much again are 300; half of a level is a gain of 100."""
    assert RULES["total_growth"].wanted(50, 200) == 250
    assert RULES["total_growth_share"].wanted(0.5, 200) == 300
    assert RULES["growth_share"].wanted(0.5, 200) == 100
    assert RULES["growth"].wanted(50, 200) == 50


@given(PERIODS)
def test_days_gone_by_count_the_day_itself(period: Period) -> None:
    assert share_of_days(period, period.start) == 1 / period.days
    assert share_of_days(period, period.end) == 1


def test_every_rule_has_one_kind_at_least_and_every_kind_a_rule(catalog: Catalog) -> None:
    assert {kind.rule for kind in catalog.goal_kinds.values()} == set(RULES)
