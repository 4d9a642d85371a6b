"""What there is to say about a table, and what helps with it (layer 8)."""

import streamlit as st

from reporting.ingest.model import Found
from reporting.ui import messages, repairing
from reporting.ui.mapping_state import begin
from reporting.ui.navigation import path_of
from reporting.ui.visit import Visit


def help_with(visit: Visit, found: Found) -> None:
    for notice in found.notices:
        messages.notice(notice, visit.lang)
    repairing.offer(visit, found)
    if found.status == "unknown" and "formats.write" in visit.desk.person.permissions:
        key = f"map/{found.file}/{found.member}/{found.block}"
        if st.button(visit.t("Say what its columns mean"), key=key, icon=":material/edit_note:"):
            begin(found)
            st.switch_page(path_of("mapping"))
