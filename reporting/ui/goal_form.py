"""Setting and changing a goal (layer 8), with what is realistic beside it. What is wrong with it, the action says."""

import streamlit as st

from reporting.actions import goals
from reporting.errors import BilanError
from reporting.goals.model import Goal
from reporting.ui import messages
from reporting.ui.goal_designer import designer
from reporting.ui.goal_dialogs import done
from reporting.ui.goal_fields import Draft, goal_fields
from reporting.ui.view import View
from reporting.ui.visit import Visit


def new_form(visit: Visit, view: View) -> None:
    draft = _both_sides(visit, view, None)
    if st.button(
        visit.t("Set the goal"),
        type="primary",
        icon=":material/flag:",
        disabled=draft is None or not draft.complete,
        key="set_goal",
    ):
        _set(visit, draft)


def edit_form(visit: Visit, view: View, given: Goal) -> None:
    """A change needs a reason: it stays beside the goal."""
    t = visit.t
    draft = _both_sides(visit, view, given)
    reason = st.text_input(
        t("Reason for the change"), key=f"goal{given.id}_reason", placeholder=t("who will read this later?")
    )
    ready = draft is not None and draft.complete and draft.goal != given and bool(reason.strip())
    if draft is not None and draft.goal != given and not reason.strip():
        st.caption(t("Say why the goal is changed: it is kept with the change."))
    if st.button(
        t("Save the change"), type="primary", icon=":material/save:", disabled=not ready, key=f"save_goal_{given.id}"
    ):
        _edit(visit, draft, reason, given)


def _both_sides(visit: Visit, view: View, given: Goal | None) -> Draft | None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        draft = goal_fields(visit, view, given)
    with right:
        if draft:
            designer(visit, draft)
    return draft


def _set(visit: Visit, draft: Draft | None) -> None:
    if draft is None:
        return
    try:
        if draft.monthly:
            made = len(goals.set_series(visit.desk, draft.goal, draft.targets))
        else:
            goals.set_goal(visit.desk, draft.goal)
            made = 1
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    done(visit.t("{n} {n:goal is|goals are} set.", n=made))


def _edit(visit: Visit, draft: Draft | None, reason: str, seen: Goal) -> None:
    if draft is None:
        return
    try:
        goals.edit_goal(visit.desk, draft.goal, reason, seen)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    done(visit.t("The goal is changed."))
