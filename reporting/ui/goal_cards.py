"""Goals as cards (layer 8): the sentence, the status, what is there, what would be there today, the way."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from reporting.actions import goals
from reporting.errors import say
from reporting.goals.model import Goal, Standing, StatusWord
from reporting.language import text
from reporting.numbers import value_text
from reporting.periods import period_text
from reporting.ui import blocks
from reporting.ui.goal_drawings import pace_drawing
from reporting.ui.statuses import SIGNS
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import capital, md_escape

_WELL: tuple[StatusWord, ...] = ("achieved", "on_track")


def goals_title(visit: Visit, view: View, standings: Sequence[Standing]) -> str:
    """How many of the goals of the period are met or on track."""
    period = period_text(view.period, visit.lang)
    if not standings:
        return md_escape(visit.t("{period}: no goal set", period=capital(period)))
    counts = Counter(standing.status for standing in standings)
    well = sum(counts[word] for word in _WELL)
    said = visit.t(
        "{period}: {well} of {n} {n:goal|goals} met or on track", period=capital(period), well=well, n=len(standings)
    )
    return md_escape(said)


def no_goals(visit: Visit, view: View) -> None:
    said = visit.t(
        "No goal of {client} touches this period. Set one below, or choose another period.", client=view.client.name
    )
    blocks.empty(md_escape(said), "flag")


def goal_sentence(visit: Visit, goal: Goal) -> str:
    """`Engagements: 15,000 in October 2026`, with the networks if it is about some."""
    catalog, lang = visit.desk.catalog, visit.lang
    metric, kind = catalog.metrics[goal.metric], catalog.goal_kinds[goal.kind]
    networks = ", ".join(catalog.theme.platforms[name].label for name in goal.scope.platforms)
    said = kind.sentence[lang].format(
        metric=metric.label[lang],
        target=value_text(goal.target, metric.unit, lang),
        period=period_text(goal.period, lang),
        scope=networks,
    )
    return f"{said} ({networks})" if networks else said


def goal_card(visit: Visit, view: View, standing: Standing) -> None:
    t, lang, goal = visit.t, visit.lang, standing.goal
    metric = visit.desk.catalog.metrics[goal.metric]
    sign = SIGNS[standing.status]
    st.markdown(f"#### {md_escape(goal_sentence(visit, goal))}")
    st.markdown(sign.markdown(lang))
    now = value_text(standing.actual, metric.unit, lang)
    st.progress(
        min(max(standing.progress or 0.0, 0.0), 1.0),
        t("{actual} of {target}", actual=now, target=value_text(goal.target, metric.unit, lang)),
    )
    how = t("Expected on a day: {method}.", method=standing.method)
    st.caption(md_escape(text(standing.reason, lang)), help=md_escape(how))
    drawing = pace_drawing(view.client.id, view.version, lang, standing)
    if drawing:
        blocks.chart(drawing, key=f"pace_{goal.id}")
    _details(visit, goal)


def _details(visit: Visit, goal: Goal) -> None:
    t = visit.t
    said = [
        md_escape(part) for part in (t("Owner: {name}", name=goal.owner) if goal.owner else "", goal.note or "") if part
    ]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(" · ".join(said) or "\u200b")
        if "goals.write" in visit.desk.person.permissions:
            with st.popover(t("Remove"), icon=":material/delete:", type="tertiary"):
                st.markdown(text(say("The goal goes away; the audit trail keeps it."), visit.lang))
                if st.button(t("Remove the goal"), key=f"remove_{goal.id}", type="primary"):
                    goals.remove_goal(visit.desk, goal.id)
                    st.rerun()
