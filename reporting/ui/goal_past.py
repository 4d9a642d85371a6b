"""What was before (layer 8): earlier periods of the same goal, and every change of this one."""

from collections.abc import Mapping, Sequence

import streamlit as st

from reporting.errors import Sentence, say
from reporting.goals.model import Goal, Standing
from reporting.language import date_text, text
from reporting.numbers import value_text
from reporting.periods import parse, period_short, period_text
from reporting.ui import blocks, memo
from reporting.ui.goal_words import amount, unit_of_target, wanted_text
from reporting.ui.posts import format_names
from reporting.ui.statuses import SIGNS
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.goal_changes import GoalChange, Value

_SHOWN = 12
_FIELDS: dict[str, Sentence] = {
    "set": say("set"),
    "removed": say("removed"),
    "target": say("target"),
    "stretch": say("stretch"),
    "period": say("period"),
    "kind": say("kind"),
    "baseline": say("baseline"),
    "baseline_period": say("period compared with"),
    "platforms": say("networks"),
    "accounts": say("accounts"),
    "media_types": say("formats"),
    "pillars": say("pillars"),
    "campaigns": say("campaigns"),
    "weight": say("weight"),
    "objective": say("objective"),
    "owner": say("owner"),
    "note": say("note"),
    "series": say("series"),
}
_AMOUNTS = ("set", "removed", "target", "stretch")
_PERIODS = ("period", "baseline_period")


def alike(standing: Standing, others: Sequence[Standing]) -> list[Standing]:
    """Goals of the same series, or of the same figure, kind and scope, whose period ended before; oldest first."""
    goal = standing.goal
    found = [
        one
        for one in others
        if one.goal.period.end < goal.period.start
        and (
            (goal.series is not None and one.goal.series == goal.series)
            or (one.goal.metric, one.goal.kind, one.goal.scope) == (goal.metric, goal.kind, goal.scope)
        )
    ]
    return sorted(found, key=lambda one: one.goal.period)[-_SHOWN:]


def earlier(visit: Visit, view: View, standing: Standing) -> None:
    t, lang = visit.t, visit.lang
    with st.spinner(t("Judging the earlier periods")):
        past = alike(standing, memo.standings(view.client.id, view.version, None, view.today))
    if not past:
        blocks.empty(t("No earlier goal is like this one. Its next period will show how this one ended."), "history")
        return
    well = len([one for one in past if one.status == "achieved"])
    st.caption(t("{well} of {n} earlier {n:period|periods} achieved", well=well, n=len(past)))
    strip = st.grid(4, min_column_width=100, gap="small", border=True)
    for one in past:
        with strip.cell():
            st.caption(md_escape(period_short(one.goal.period, lang)))
            st.markdown(SIGNS[one.status].markdown(lang))
            said = t("{actual} of {target}", actual=amount(visit, one.goal, one.actual), target=wanted_text(visit, one))
            st.caption(md_escape(said))


def change_list(visit: Visit, changes: Sequence[GoalChange], goal: Goal) -> None:
    """Newest first: when, who, what became what, and why."""
    t = visit.t
    if not changes:
        blocks.empty(t("Nothing was changed since the goal was set."), "history")
    for one in reversed(changes):
        said = f"**{md_escape(date_text(one.at.date(), visit.lang, 'medium'))}** · {md_escape(one.person)}"
        st.markdown(f"{said}  \n{md_escape(_change_text(visit, one, goal))}")


def _change_text(visit: Visit, one: GoalChange, goal: Goal) -> str:
    t = visit.t
    name = text(_FIELDS[one.field], visit.lang) if one.field in _FIELDS else one.field
    before, after = (_value_text(visit, one.field, value, goal) for value in (one.before, one.after))
    if one.field in {"set", "removed"}:
        said = t("{what}: {value}", what=name, value=after if one.field == "set" else before)
    else:
        said = t("{what}: {before} → {after}", what=name, before=before, after=after)
    return t("{change}. Reason: {reason}", change=said, reason=one.reason) if one.reason else said


def _value_text(visit: Visit, field: str, value: Value, goal: Goal) -> str:
    if value is None or value in ("", ()):
        return visit.t("nothing")
    if isinstance(value, int | float):
        return _number_text(visit, field, float(value), goal)
    if field in _PERIODS:
        return period_text(parse(str(value)), visit.lang)
    if field == "kind":
        kind = visit.desk.catalog.goal_kinds.get(str(value))
        return kind.label[visit.lang] if kind else str(value)
    if isinstance(value, tuple):
        named = _names(visit, field, goal)
        return ", ".join(named.get(one, str(one)) for one in value)
    return value


def _names(visit: Visit, field: str, goal: Goal) -> Mapping[float | str, str]:
    """What is shown for each part of a scope that the store keeps as a number or an id."""
    if field == "accounts":
        names = memo.account_names(goal.client_id, visit.desk.store.version)
        return {float(number): name for number, name in names.items()}
    if field == "platforms":
        return {name: one.label for name, one in visit.desk.catalog.theme.platforms.items()}
    return dict(format_names(visit)) if field == "media_types" else {}


def _number_text(visit: Visit, field: str, value: float, goal: Goal) -> str:
    if field == "baseline":
        return amount(visit, goal, value)
    return value_text(value, unit_of_target(visit, goal) if field in _AMOUNTS else "number", visit.lang)
