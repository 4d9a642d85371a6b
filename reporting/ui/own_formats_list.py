"""The formats that this installation has made: see, change, download, delete, add (layer 8)."""

import streamlit as st

from reporting.actions import own_formats
from reporting.actions.own_formats import OwnFormat
from reporting.errors import BilanError
from reporting.ui import blocks, messages
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_ROUND = "bilan_formats_round"


def own_formats_list(visit: Visit) -> None:
    t = visit.t
    own = own_formats.own_formats(visit.desk)
    st.subheader(t("Formats of this installation"), anchor=False)
    if not own:
        blocks.empty(t("None yet. A file that nobody knows can be made known from the import page."), "edit_note")
    for one in own:
        _one(visit, one)
    given = st.file_uploader(
        t("Add a definition (.toml) from a colleague"),
        type=["toml"],
        key=f"add_format/{st.session_state.get(_ROUND, 0)}",
    )
    if given is not None:
        _keep(visit, given.getvalue().decode("utf-8", "replace"), None)


def _one(visit: Visit, one: OwnFormat) -> None:
    t, id_ = visit.t, one.name.removesuffix(".toml")
    title = one.title[visit.lang] if one.title else id_
    mark = ":red[:material/error:]" if one.faults else ":green[:material/check_circle:]"
    about = t("{n} {n:import|imports}", n=one.uses) if one.amends is None else t("additions to a shipped format")
    with st.expander(f"{mark} **{md_escape(title)}** — {about}", key=f"own/{id_}"):
        if one.faults:
            st.markdown(t("It does not fit and is not in use:"))
            st.markdown("\n".join(f"- {md_escape(fault)}" for fault in one.faults))
        text = st.text_area(t("Definition"), value=one.text, height=320, key=f"text_of/{id_}/{hash(one.text)}")
        with st.container(horizontal=True):
            if st.button(t("Check and keep"), key=f"keep/{id_}", icon=":material/check:", disabled=text == one.text):
                _keep(visit, text, one.name)
            st.download_button(
                t("Download"),
                one.text,
                file_name=one.name,
                mime="text/plain",
                key=f"export/{id_}",
                icon=":material/download:",
            )
            if st.button(t("Delete"), key=f"delete/{id_}", icon=":material/delete:"):
                _confirm(visit, one, title)


def _keep(visit: Visit, text: str, name: str | None) -> None:
    try:
        own_formats.keep(visit.desk, text, name=name)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _confirm(visit: Visit, one: OwnFormat, title: str) -> None:
    t = visit.t

    @st.dialog(t("Delete this format?"))
    def ask() -> None:
        st.markdown(f"**{md_escape(title)}**")
        st.markdown(t("Files with these headings will no longer be recognised."))
        with st.container(horizontal=True):
            sure = st.button(t("Delete it"), type="primary", key="delete_yes")
            if st.button(t("Keep it"), key="delete_no"):
                st.rerun()
        if sure:
            try:
                own_formats.remove(visit.desk, one.name)
            except BilanError as error:
                messages.problem(error, visit.lang)
                return
            st.rerun()

    ask()
