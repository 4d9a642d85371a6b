"""Definitions of kinds of report as files (layer 8): one from a colleague, and those that do not fit."""

import streamlit as st

from reporting.actions import recipes
from reporting.errors import BilanError
from reporting.ui import messages
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_ROUND = "bilan_recipe_file"


def show(visit: Visit) -> None:
    t = visit.t
    for one in recipes.own_recipes(visit.desk):
        if one.faults:
            with st.expander(f":red[:material/error:] **{md_escape(one.id)}**", key=f"recipe_fault/{one.id}"):
                st.markdown(t("It does not fit and is not in use:"))
                st.markdown("\n".join(f"- {md_escape(fault)}" for fault in one.faults))
                if st.button(t("Delete"), icon=":material/delete:", key=f"recipe_delete/{one.id}"):
                    recipes.remove_recipe(visit.desk, one.id)
                    st.rerun()
    given = st.file_uploader(
        t("Add a definition (.toml) from a colleague"),
        type=["toml"],
        key=f"recipe_file/{st.session_state.get(_ROUND, 0)}",
    )
    if given is not None:
        try:
            recipes.add_recipe(visit.desk, given.getvalue().decode("utf-8", "replace"))
        except BilanError as error:
            messages.problem(error, visit.lang)
            return
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.rerun()
