"""Why a goal stands where it stands (layer 8)."""

import streamlit as st

from reporting.goals.model import Standing
from reporting.language import text
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape


def why(visit: Visit, view: View, standing: Standing) -> None:
    del view
    st.markdown(md_escape(text(standing.reason, visit.lang)))
