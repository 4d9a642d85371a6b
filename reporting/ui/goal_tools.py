"""What can be done on the goals page (layer 8): cards or table, setting, files, labels, notes; each in a dialog."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from reporting.actions import goals
from reporting.goals.model import Standing
from reporting.ui.goal_dialogs import ask, asked, opened
from reporting.ui.goal_form import edit_form, new_form
from reporting.ui.goal_labels import label_dialog
from reporting.ui.goal_notes import note_dialog
from reporting.ui.goal_targets import targets_dialog
from reporting.ui.view import View
from reporting.ui.visit import Visit

_AS = "as"
As = Literal["cards", "table"]


def shown_as() -> As:
    """From the address."""
    return "table" if st.query_params.get(_AS) == "table" else "cards"


def tools(visit: Visit, standings: Sequence[Standing]) -> None:
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if standings:
            names = {"cards": t("Cards"), "table": t("Table")}
            key = "goals_as"
            st.session_state[key] = shown_as()
            st.segmented_control(
                t("Shown as"),
                list(names),
                format_func=names.__getitem__,
                key=key,
                required=True,
                label_visibility="collapsed",
                on_change=_show_as,
                args=(key,),
            )
        if "goals.write" in visit.desk.person.permissions:
            _buttons(visit)


def _show_as(key: str) -> None:
    if st.session_state[key] == "table":
        st.query_params[_AS] = "table"
    else:
        st.query_params.pop(_AS, None)


def _buttons(visit: Visit) -> None:
    t = visit.t
    st.button(t("Set a goal"), icon=":material/add:", type="primary", key="new_goal", on_click=ask, args=("new",))
    st.button(t("Targets by file"), icon=":material/upload_file:", key="targets", on_click=ask, args=("targets",))
    st.button(t("Pillars and campaigns"), icon=":material/sell:", key="labels", on_click=ask, args=("labels",))
    st.button(t("Notes"), icon=":material/edit_note:", key="notes", on_click=ask, args=("notes",))


def dialog(visit: Visit, view: View) -> None:
    """The one that is open, if one is."""
    t, (name, number) = visit.t, asked()
    if not name or "goals.write" not in visit.desk.person.permissions:
        return
    match name:
        case "new":
            opened(t("Set a goal"), lambda: new_form(visit, view))
        case "edit":
            goal = next((one for one in goals.goal_list(visit.desk, view.client.id) if one.id == number), None)
            if goal:
                opened(t("Change the goal"), lambda: edit_form(visit, view, goal))
        case "targets":
            opened(t("Targets by file"), lambda: targets_dialog(visit, view))
        case "labels":
            opened(t("Pillars and campaigns"), lambda: label_dialog(visit, view))
        case "notes":
            opened(t("Notes"), lambda: note_dialog(visit, view))
