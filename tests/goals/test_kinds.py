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


@st.composite
def aims(draw: st.DrawFn) -> Aim:
    target = draw(TARGETS)
    return Aim(draw(PERIODS), target, draw(st.floats(0, target)))


@given(aims(), st.sampled_from(GROWING))
def test_expected_starts_at_nothing_and_ends_at_the_whole(aim: Aim, name: str) -> None:
    start = aim.start if name == "level" else 0.0
    before, end = aim.period.start - dt.timedelta(days=1), aim.period.end
    assert RULES[name].expected(aim, before) == start
    assert abs(RULES[name].expected(aim, end) - aim.target) <= 1e-9 * aim.target
    assert RULES[name].expected(aim, end) == RULES[name].expected(aim, end + dt.timedelta(days=9))


@given(aims(), st.sampled_from(KEPT), DAYS)
def test_what_must_be_kept_is_expected_whole_on_every_day(aim: Aim, name: str, day: dt.date) -> None:
    assert RULES[name].expected(aim, day) == aim.target


@given(aims(), st.sampled_from(sorted(RULES)), DAYS, st.integers(0, 500))
def test_expected_never_falls(aim: Aim, name: str, day: dt.date, later: int) -> None:
    rule = RULES[name]
    assert rule.expected(aim, day) <= rule.expected(aim, day + dt.timedelta(days=later)) + 1e-9 * aim.target


@given(aims(), st.sampled_from(sorted(RULES)), st.floats(-1e9, 1e9), st.floats(0, 1e9))
def test_more_is_never_worse_and_for_a_ceiling_less_is_not(aim: Aim, name: str, actual: float, more: float) -> None:
    wanted = RULES[name].expected(aim, aim.period.end)
    low, high = RULES[name].reached(aim, actual, wanted), RULES[name].reached(aim, actual + more, wanted)
    assert low >= high if name == "below" else low <= high


@given(aims(), st.sampled_from(sorted(RULES)))
def test_the_target_itself_is_enough(aim: Aim, name: str) -> None:
    assert RULES[name].reached(aim, aim.target, aim.target) == 1


@given(PERIODS)
def test_days_gone_by_count_the_day_itself(period: Period) -> None:
    assert share_of_days(period, period.start) == 1 / period.days
    assert share_of_days(period, period.end) == 1


def test_every_rule_has_one_kind_at_least_and_every_kind_a_rule(catalog: Catalog) -> None:
    assert {kind.rule for kind in catalog.goal_kinds.values()} == set(RULES)
