"""What stands around every page (layer 8): icon, menu, language, the note that this installation is local."""

import streamlit as st

from reporting.errors import BilanError
from reporting.language import as_language
from reporting.ui import gate, messages, reader
from reporting.ui.navigation import ROOT, menu
from reporting.ui.server import refuse_open_door
from reporting.ui.visit import Visit, shared_desk

_IMAGES = ROOT / "reporting" / "ui" / "images"
_SIDEBAR_WIDTH = 236


def show() -> None:
    """One run: the frame, then the page that the address asks for."""
    st.set_page_config(
        page_title="Bilan",
        page_icon=str(_IMAGES / "icon.png"),  # local: the icon of a page would be fetched from Google
        layout="wide",
        initial_sidebar_state=_SIDEBAR_WIDTH,
    )
    st.logo(str(_IMAGES / "bilan.svg"), size="large", icon_image=str(_IMAGES / "icon.png"))
    visit = _visit()
    page = st.navigation(menu(visit.desk.person, visit.lang), expanded=True)
    with st.sidebar:
        reader.switch(visit.desk, visit.lang)
        st.caption(visit.t("Local installation: without sign-in, it answers on this machine only."))
    with gate.opened(visit):
        page.run()


def _visit() -> Visit:
    """The visit; where there can be none, the reason and the end of the run."""
    try:
        refuse_open_door()
        desk = shared_desk()
    except BilanError as error:
        messages.problem(error, as_language(st.context.locale))
        st.stop()
    return Visit(desk, reader.language(desk))
