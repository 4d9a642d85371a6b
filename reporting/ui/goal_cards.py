"""Goals as cards (layer 8): the sentence, the status and its odds, the figures, the way, and what lies behind it."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from reporting.charts.model import Mark
from reporting.goals.changes import late_change
from reporting.goals.model import Standing, StatusWord
from reporting.goals.objectives import Progress, objectives
from reporting.language import date_text, text
from reporting.periods import period_text
from reporting.ui import blocks
from reporting.ui.goal_details import details
from reporting.ui.goal_drawings import course_marks, pace_drawing
from reporting.ui.goal_words import amount, extras, goal_sentence, odds_sentence, outlook_of, range_text, wanted_text
from reporting.ui.statuses import SIGNS
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import capital, md_escape
from reporting.warehouse.goal_changes import GoalChange

_WELL: tuple[StatusWord, ...] = ("achieved", "on_track")
_ATTENTION: tuple[StatusWord, ...] = ("behind", "at_risk")
Changes = Mapping[int, Sequence[GoalChange]]


def goals_title(visit: Visit, view: View, standings: Sequence[Standing]) -> str:
    """How many of the goals are met or on track, and how many ask for attention."""
    t, period = visit.t, capital(period_text(view.period, visit.lang))
    if not standings:
        return md_escape(t("{period}: no goal set", period=period))
    counts = Counter(standing.status for standing in standings)
    well, weak = (sum(counts[word] for word in words) for words in (_WELL, _ATTENTION))
    if weak:
        said = t(
            "{period}: {well} of {n} {n:goal|goals} met or on track, {weak} behind or at risk",
            period=period,
            well=well,
            n=len(standings),
            weak=weak,
        )
    else:
        said = t("{period}: {well} of {n} {n:goal|goals} met or on track", period=period, well=well, n=len(standings))
    return md_escape(said)


def no_goals(visit: Visit, view: View) -> None:
    t = visit.t
    said = t("No goal of {client} touches this period.", client=view.client.name)
    todo = (
        t("Set one, take targets from a file, or choose another period.")
        if "goals.write" in visit.desk.person.permissions
        else t("Choose another period.")
    )
    blocks.empty(f"{md_escape(said)} {todo}", "flag")


def goal_cards(visit: Visit, view: View, standings: Sequence[Standing], changes: Changes) -> None:
    """By objective, then those without one."""
    grouped = {one.objective.casefold(): one for one in objectives(standings)}
    for progress in grouped.values():
        _objective(visit, progress)
        _grid(visit, view, progress.standings, changes)
    alone = [one for one in standings if not one.goal.objective]
    if grouped and alone:
        st.subheader(visit.t("Other goals"), anchor=False)
    _grid(visit, view, alone, changes)


def _objective(visit: Visit, progress: Progress) -> None:
    st.subheader(md_escape(progress.objective), anchor=False)
    said = text(progress.sentence, visit.lang)
    st.progress(min(max(progress.progress or 0.0, 0.0), 1.0), md_escape(said))


def _grid(visit: Visit, view: View, standings: Sequence[Standing], changes: Changes) -> None:
    cards = st.grid(2, min_column_width=380, border=True)
    for standing in standings:
        with cards.cell():
            goal_card(visit, view, standing, changes.get(standing.goal.id, ()))


def goal_card(visit: Visit, view: View, standing: Standing, changes: Sequence[GoalChange]) -> None:
    lang, goal = visit.lang, standing.goal
    st.markdown(f"#### {md_escape(goal_sentence(visit, goal))}")
    st.markdown(" · ".join(_state(visit, view, standing, changes)))
    if standing.actual is None:
        st.caption(md_escape(text(standing.reason, lang)))
    else:
        _figures(visit, standing)
    marks = course_marks(visit, view, standing)
    drawing = pace_drawing(view, lang, standing, marks)
    if drawing:
        blocks.chart(drawing, key=f"pace_{goal.id}")
        st.caption(" · ".join([md_escape(drawing.subtitle), *_numbered(visit, marks)]))
    said = " · ".join(md_escape(one) for one in extras(visit, goal))
    if said:
        st.caption(said)
    details(visit, view, standing, changes)


def _state(visit: Visit, view: View, standing: Standing, changes: Sequence[GoalChange]) -> list[str]:
    """The status in words, symbol and colour; how likely it is, or why that can't be told; a target moved late."""
    said = [SIGNS[standing.status].markdown(visit.lang)]
    odds = odds_sentence(standing, visit)
    if odds and standing.actual is not None:
        said.append(md_escape(text(odds, visit.lang)))
    late = late_change(standing.goal, changes, view.client.timezone)
    if late:
        day = date_text(late.at.date(), visit.lang, "day")
        said.append(f":orange-badge[:material/edit: {visit.t('target moved on {day}', day=day)}]")
    return said


def _figures(visit: Visit, standing: Standing) -> None:
    """What is there, what was expected by then, what is aimed at, and the estimate, which is named as one."""
    t, goal = visit.t, standing.goal
    day = date_text(standing.judged_to, visit.lang, "day") if standing.judged_to else ""
    shown = [
        (t("Actual, to {day}", day=day), amount(visit, goal, standing.actual), ""),
        (t("Expected by then"), amount(visit, goal, standing.expected), text(standing.method, visit.lang)),
        (t("Target"), wanted_text(visit, standing), ""),
    ]
    row = st.grid(len(shown), min_column_width=110, gap="small")
    for name, value, method in shown:
        with row.cell():
            said = f":small[:gray[{md_escape(name)}]]  \n**{md_escape(value)}**"
            st.markdown(said, help=md_escape(method) if method else None)
    forecast = outlook_of(standing)
    if forecast:
        said = t("Estimate for the end: {range}", range=range_text(visit, goal, forecast))
        st.markdown(f":small[{md_escape(said)}]", help=md_escape(text(forecast.method, visit.lang)))


def _numbered(visit: Visit, marks: Sequence[Mark]) -> list[str]:
    """The words of the numbered lines of the chart."""
    return [
        md_escape(f"{number} = {date_text(mark.day, visit.lang, 'day')}: {mark.label}")
        for number, mark in enumerate(marks, start=1)
    ]
