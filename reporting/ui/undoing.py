"""Taking an import back, after a question (layer 8)."""

import streamlit as st

from reporting.actions import importing
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.model import Import


def confirm_undo(visit: Visit, entry: Import) -> None:
    """Ask in a dialog; the store is untouched until the second click."""
    t = visit.t

    @st.dialog(t("Take this import back?"))
    def ask() -> None:
        st.markdown(f"**{md_escape(entry.file)}** · {md_escape(entry.client)}")
        st.markdown(
            t("Its rows no longer count; where an earlier file knew the same posts or days, those figures show again.")
        )
        st.caption(t("The file itself is kept, and can be imported again."))
        with st.container(horizontal=True):
            if st.button(t("Take it back"), type="primary", key="undo_yes"):
                undone = importing.undo(visit.desk, entry.id)
                st.session_state["undone"] = (undone.removed, undone.restored)
                st.rerun()
            if st.button(t("Keep it"), key="undo_no"):
                st.rerun()

    ask()


def say_undone(visit: Visit) -> None:
    """Once, after the dialog closed."""
    counts = st.session_state.pop("undone", None)
    if counts:
        words = visit.t(
            "{removed} rows taken back, {restored} earlier ones show again.", removed=counts[0], restored=counts[1]
        )
        st.toast(words, icon=":material/undo:")
