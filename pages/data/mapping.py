"""A file that no format knows: say what its columns mean, see what it becomes, keep it as a format of one's own."""

import streamlit as st

from reporting.ui import mapping_state
from reporting.ui.basket import basket
from reporting.ui.gate import require
from reporting.ui.mapping_screen import mapping_screen
from reporting.ui.navigation import link, path_of
from reporting.ui.own_formats_list import own_formats_list
from reporting.ui.words import md_escape

visit = require("formats.write")
t = visit.t
waiting = basket(visit.desk)
work = mapping_state.current()

if work is None or work.file not in waiting.uploads:
    st.title(t("Own formats"), anchor=False)
    st.markdown(t("A file that no format knows is made known once; from then on it is recognised by its headings."))
    unknown = [found for founds in waiting.founds.values() for found in founds if found.status == "unknown"]
    for found in unknown:
        name = " / ".join(part for part in (found.file, found.member) if part)
        if st.button(md_escape(name), icon=":material/help:", key=f"map/{found.file}/{found.member}/{found.block}"):
            mapping_state.begin(found)
            st.rerun()
    if not unknown:
        link("upload", t("Import a file"))
    own_formats_list(visit)
    st.stop()

upload = waiting.uploads[work.file]
st.title(t("What is this file?"), anchor=False)
st.caption(md_escape(" / ".join(part for part in (work.file, work.member) if part)))
if st.button(t("Leave it for now"), icon=":material/arrow_back:", type="tertiary", key="map_leave"):
    mapping_state.finish()
    st.switch_page(path_of("upload"))

if mapping_screen(visit, work, upload):
    mapping_state.finish()
    waiting.answer(work.file)
    st.switch_page(path_of("upload"))
