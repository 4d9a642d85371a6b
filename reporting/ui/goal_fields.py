"""The fields of a goal (layer 8), empty or as it is set. What is wrong with it, the action says."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from reporting.catalog.model import GoalKind, Metric
from reporting.goals.kinds import RULES
from reporting.goals.model import Goal, Scope
from reporting.numbers import Unit
from reporting.periods import Period, period_text
from reporting.ui import memo
from reporting.ui.goal_numbers import number_field, preset
from reporting.ui.goal_periods import monthly_table, months_of, period_field
from reporting.ui.goal_scope import scope_field
from reporting.ui.goal_words import target_unit_of
from reporting.ui.view import View
from reporting.ui.visit import Visit


@dataclass(frozen=True, slots=True)
class Draft:
    """A goal as far as it is written. target_key: of the field that the designer fills; targets: of months."""

    goal: Goal
    unit: Unit
    target_key: str
    monthly: bool = False
    targets: Mapping[Period, float] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return bool(self.targets) if self.monthly else self.goal.target > 0


def goal_fields(visit: Visit, view: View, given: Goal | None) -> Draft | None:
    """None while a date is missing."""
    prefix = f"goal{given.id}" if given else "goal"
    metric = _metric(visit, given, prefix)
    kind = _kind(visit, metric, given, prefix)
    period = period_field(visit, view.period, given.period if given else None, f"{prefix}_period")
    if period is None:
        st.caption(visit.t("Choose the last day, too."))
        return None
    start = given or Goal(0, view.client.id, metric.id, kind.id, period, 0.0)
    goal = replace(start, metric=metric.id, kind=kind.id, period=period)
    goal = _baseline(visit, goal, metric, kind, prefix)
    goal = replace(goal, scope=scope_field(visit, view, given.scope if given else Scope(), f"{prefix}_scope"))
    draft = _targets(visit, goal, given, prefix)
    return replace(draft, goal=_people(visit, view, draft.goal, given, prefix))


def _metric(visit: Visit, given: Goal | None, prefix: str) -> Metric:
    metrics = visit.desk.catalog.metrics
    names = [given.metric] if given else _metrics(visit)
    name = st.selectbox(
        visit.t("Figure"),
        names,
        format_func=lambda one: metrics[one].label[visit.lang],
        key=f"{prefix}_metric",
        filter_mode="contains",
        disabled=given is not None,
        help=visit.t("Another figure is another goal.") if given else None,
    )
    return metrics[name]


def _metrics(visit: Visit) -> list[str]:
    """Figures that some kind of goal fits."""
    catalog = visit.desk.catalog
    fitting = {kind for goal_kind in catalog.goal_kinds.values() for kind in goal_kind.metric_kinds}
    return [name for name, metric in catalog.metrics.items() if metric.kind in fitting and metric.better != "neutral"]


def _kind(visit: Visit, metric: Metric, given: Goal | None, prefix: str) -> GoalKind:
    kinds = {one.id: one for one in visit.desk.catalog.goal_kinds.values() if metric.kind in one.metric_kinds}
    names = list(kinds)
    chosen = st.selectbox(
        visit.t("Kind of goal"),
        names,
        index=names.index(given.kind) if given and given.kind in kinds else 0,
        format_func=lambda one: kinds[one].label[visit.lang],
        key=f"{prefix}_kind_{metric.kind}",
    )
    st.caption(kinds[chosen].meaning[visit.lang])
    return kinds[chosen]


def _baseline(visit: Visit, goal: Goal, metric: Metric, kind: GoalKind, prefix: str) -> Goal:
    """The level at the start where a person knows better; the period to compare with where a figure adds up."""
    t = visit.t
    rule = RULES[kind.rule]
    if not rule.grows and not rule.over_base:
        return replace(goal, baseline=None, baseline_period=None)
    if rule.grows:
        key = f"{prefix}_baseline_{metric.unit}"
        preset(key, goal.baseline, metric.unit)
        said = t("The level that growth starts from. Empty: the level measured before the period.")
        return replace(goal, baseline=number_field(visit, t("Baseline"), key, metric.unit, help_=said))
    periods: dict[str, Period | None] = {
        "usual": None,
        "year": goal.period.year_before(),
        "previous": goal.period.previous(),
    }
    if goal.baseline_period and goal.baseline_period not in periods.values():
        periods["given"] = goal.baseline_period
    names = list(periods)
    held = next((name for name, one in periods.items() if one == goal.baseline_period), "usual")
    chosen = st.selectbox(
        t("Compared with"),
        names,
        index=names.index(held),
        format_func=lambda one: _compared_text(visit, periods[one]),
        key=f"{prefix}_baseline_period_{goal.period.key}",
    )
    return replace(goal, baseline_period=periods[chosen])


def _compared_text(visit: Visit, period: Period | None) -> str:
    return period_text(period, visit.lang) if period else visit.t("last year, else the period before")


def _targets(visit: Visit, goal: Goal, given: Goal | None, prefix: str) -> Draft:
    t, unit = visit.t, target_unit_of(visit, goal.metric, goal.kind)
    months = months_of(goal.period) if given is None else []
    monthly = bool(months) and st.toggle(
        t("A target of its own for each month"), key=f"{prefix}_monthly", help=t("One goal a month, set together.")
    )
    key = f"{prefix}_target_{unit}"
    if given:
        preset(key, given.target, unit)
        preset(f"{prefix}_stretch_{unit}", given.stretch, unit)
    left, right = st.columns(2)
    with left:
        name = t("Target of each month") if monthly else t("Target")
        target = number_field(visit, name, key, unit)
    with right:
        help_ = t("The ambitious value beyond the target; it may stay empty.")
        stretch = number_field(visit, t("Stretch"), f"{prefix}_stretch_{unit}", unit, help_=help_)
    goal = replace(goal, target=target or 0.0, stretch=stretch or None)
    if not monthly:
        return Draft(goal, unit, key)
    table = f"{prefix}_months_{goal.period.key}_{unit}_{target}"
    targets = monthly_table(visit, months, unit, target, table)
    first = min(targets, default=months[0])
    return Draft(replace(goal, period=first, target=targets.get(first, 0.0)), unit, key, True, targets)


def _people(visit: Visit, view: View, goal: Goal, given: Goal | None, prefix: str) -> Goal:
    """Objective and its weight, owner, note."""
    t = visit.t
    others = [one.goal for one in memo.standings(view.client.id, view.version, None, view.today)]
    with st.expander(t("Objective, owner, note"), expanded=given is not None):
        left, right = st.columns(2)
        with left:
            objectives = [one.label[visit.lang] for one in visit.desk.catalog.objectives.values()]
            objectives += [one.objective for one in others if one.objective]
            objective = _named(t("Objective"), objectives, goal.objective, f"{prefix}_objective")
            weight = st.number_input(
                t("Weight within the objective"), min_value=0.1, value=goal.weight, step=0.5, key=f"{prefix}_weight"
            )
        with right:
            owners = [one.owner for one in others if one.owner]
            owner = _named(t("Owner"), owners, goal.owner, f"{prefix}_owner")
            note = st.text_input(t("Note"), goal.note or "", key=f"{prefix}_note", placeholder=t("why this target"))
    return replace(goal, objective=objective, weight=float(weight), owner=owner, note=note or None)


def _named(label: str, known: list[str], given: str | None, key: str) -> str | None:
    """One of the names that are there, or a new one."""
    names = sorted({*known, *([given] if given else [])}, key=str.casefold)
    return st.selectbox(
        label,
        names,
        index=names.index(given) if given else None,
        key=key,
        accept_new_options=True,
        placeholder="–",
    )
