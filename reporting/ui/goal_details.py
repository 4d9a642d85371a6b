"""What lies behind a goal (layer 8): why, how it is judged, earlier periods, changes. Each is read when it is asked."""

from collections.abc import Sequence

import streamlit as st

from reporting.actions import goals
from reporting.errors import BilanError
from reporting.goals.model import Goal, Standing
from reporting.ui import messages
from reporting.ui.goal_dialogs import ask, done
from reporting.ui.goal_method import how_judged
from reporting.ui.goal_past import change_list, earlier
from reporting.ui.goal_why import why
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.warehouse.goal_changes import GoalChange

WHY, HOW, EARLIER, CHANGES = "why", "how", "earlier", "changes"


@st.fragment
def details(visit: Visit, view: View, standing: Standing, changes: Sequence[GoalChange]) -> None:
    """Runs alone: opening one leaves the rest of the page as it is."""
    t, number = visit.t, standing.goal.id
    names = {
        WHY: t("Why?"),
        HOW: t("How is it judged?"),
        EARLIER: t("Earlier periods"),
        CHANGES: t("Changes ({n})", n=len(changes)),
    }
    chosen = st.pills(
        t("Behind the goal"),
        list(names),
        format_func=names.__getitem__,
        key=f"about_{number}",
        label_visibility="collapsed",
    )
    if chosen == WHY:
        why(visit, view, standing)
    elif chosen == HOW:
        how_judged(visit, view, standing)
    elif chosen == EARLIER:
        earlier(visit, view, standing)
    elif chosen == CHANGES:
        change_list(visit, changes, standing.goal)
        if "goals.write" in visit.desk.person.permissions:
            _edit_or_remove(visit, standing.goal)


def _edit_or_remove(visit: Visit, goal: Goal) -> None:
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("Change the goal"), icon=":material/edit:", key=f"edit_{goal.id}"):
            ask("edit", goal.id)
            st.rerun()
        with st.popover(t("Remove"), icon=":material/delete:", type="tertiary"):
            st.markdown(t("The goal goes away; its changes and the audit trail keep it."))
            reason = st.text_input(t("Reason"), key=f"remove_reason_{goal.id}", placeholder=t("why it is taken back"))
            if st.button(t("Remove the goal"), key=f"remove_{goal.id}", type="primary"):
                _remove(visit, goal, reason)


def _remove(visit: Visit, goal: Goal, reason: str) -> None:
    try:
        goals.remove_goal(visit.desk, goal.id, reason)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    done(visit.t("The goal is removed."))
