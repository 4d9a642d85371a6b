"""Setting a goal (layer 8): figure, kind, period, networks, target. What is wrong with it, the action says."""

import streamlit as st

from reporting.actions import goals
from reporting.catalog.model import GoalKind, Metric
from reporting.errors import BilanError
from reporting.goals.model import Goal, Scope
from reporting.periods import Period, month, period_text, quarter, year
from reporting.ui import messages
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import capital

_MONTHS_AHEAD = 6
_HUNDRED = 100


def goal_form(visit: Visit, view: View) -> None:
    t, catalog, lang = visit.t, visit.desk.catalog, visit.lang
    left, right = st.columns(2)
    with left:
        name = st.selectbox(
            t("Figure"),
            _metrics(visit),
            format_func=lambda one: catalog.metrics[one].label[lang],
            key="goal_metric",
            filter_mode="contains",
        )
        metric = catalog.metrics[name]
        kinds = [kind for kind in catalog.goal_kinds.values() if metric.kind in kind.metric_kinds]
        kind = st.selectbox(
            t("Kind of goal"), kinds, format_func=lambda one: one.label[lang], key=f"goal_kind_{metric.kind}"
        )
        st.caption(kind.meaning[lang])
    with right:
        periods = {period.key: period for period in _periods(view.period)}
        key = st.selectbox(
            t("Period"),
            list(periods),
            format_func=lambda one: capital(period_text(periods[one], lang)),
            key="goal_period",
        )
        target = _target(visit, metric)
        labels = {name: catalog.theme.platforms[name].label for name in view.coverage}
        scope = st.pills(
            t("Networks (none: all)"),
            list(labels),
            selection_mode="multi",
            format_func=labels.__getitem__,
            key="goal_scope",
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner = st.text_input(t("Owner"), key="goal_owner", placeholder=t("who looks after it"), width=240)
        note = st.text_input(t("Note"), key="goal_note", placeholder=t("why this target"))
        if st.button(t("Set the goal"), type="primary", icon=":material/flag:", disabled=not target, key="set_goal"):
            goal = Goal(
                0,
                view.client.id,
                name,
                kind.id,
                periods[key],
                target or 0,
                Scope(platforms=tuple(scope)),
                owner=owner or None,
                note=note or None,
            )
            _set(visit, goal, kind)


def _set(visit: Visit, goal: Goal, kind: GoalKind) -> None:
    del kind
    try:
        goals.set_goal(visit.desk, goal)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    st.rerun()


def _metrics(visit: Visit) -> list[str]:
    """Figures that some kind of goal fits."""
    catalog = visit.desk.catalog
    fitting = {kind for goal_kind in catalog.goal_kinds.values() for kind in goal_kind.metric_kinds}
    return [name for name, metric in catalog.metrics.items() if metric.kind in fitting and metric.better != "neutral"]


def _target(visit: Visit, metric: Metric) -> float | None:
    """In the figure's unit; a rate is written in percent and stored as a fraction."""
    if metric.unit == "percent":
        points = st.number_input(
            visit.t("Target, in percent"), min_value=0.0, value=None, key="goal_target_percent", format="%.2f"
        )
        return points / _HUNDRED if points else None
    if metric.unit == "seconds":
        return st.number_input(visit.t("Target, in seconds"), min_value=0.0, value=None, key="goal_target_seconds")
    step = 1 if metric.unit in {"count", "people"} else 0.1
    return st.number_input(
        visit.t("Target"), min_value=step * 0, value=None, step=step, key=f"goal_target_{metric.unit}"
    )


def _periods(shown: Period) -> list[Period]:
    """The period looked at, then months, quarters and years from it on."""
    day = shown.start
    found = {shown.key: shown}
    for ahead in range(_MONTHS_AHEAD):
        number = day.month - 1 + ahead
        period = month(day.year + number // 12, number % 12 + 1)
        found.setdefault(period.key, period)
    for period in (quarter(day.year, (day.month + 2) // 3), year(day.year), year(day.year + 1)):
        found.setdefault(period.key, period)
    return list(found.values())
