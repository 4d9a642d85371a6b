"""Dated notes of a client (layer 8): campaigns, outages, what a chart should remember."""

import streamlit as st

from reporting.actions import marks
from reporting.errors import BilanError
from reporting.language import date_text
from reporting.ui import blocks, memo, messages
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.marks import Mark


def note_dialog(visit: Visit, view: View) -> None:
    """A new one, then those that there are, newest first. The dialog runs alone: it asks the store itself."""
    t = visit.t
    st.caption(t("A note stands as a thin line on the charts of the goals whose period holds its day."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            t("Day"),
            min(view.today, view.period.end),
            key="note_day",
            format="DD/MM/YYYY" if visit.lang == "fr" else "MM/DD/YYYY",
            width=150,
        )
        words = st.text_input(t("What happened"), key="note_words")
        if st.button(t("Add the note"), icon=":material/add:", type="primary", key="add_note", disabled=not words):
            _add(visit, Mark(0, view.client.id, day, words))
    every = memo.marks(view.client.id, visit.desk.store.version)
    if not every:
        blocks.empty(t("There are no notes yet."), "edit_note")
    for one in reversed(every):
        _row(visit, one)


def _add(visit: Visit, mark: Mark) -> None:
    try:
        marks.add_mark(visit.desk, mark)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    st.session_state.pop("note_words", None)
    st.rerun()


def _row(visit: Visit, one: Mark) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        day = md_escape(date_text(one.day, visit.lang, "medium"))
        st.markdown(f"**{day}** · {md_escape(one.text)} :small[:gray[{md_escape(one.by)}]]")
        if st.button(visit.t("Remove"), icon=":material/delete:", type="tertiary", key=f"remove_note_{one.id}"):
            marks.remove_mark(visit.desk, one.id)
            st.rerun()
