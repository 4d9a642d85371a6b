"""Kinds of report: which sheets in which order, with which metrics, for whom; own ones begin with one there is."""

import streamlit as st

from reporting.ui import recipe_editor, recipe_files
from reporting.ui.gate import require

visit = require("reports.write")
t = visit.t

st.title(t("What a report holds is yours to choose"), anchor=False)
st.caption(t("Kinds of report made here are offered under Export, by the command line, and to every client."))
recipe_editor.show(visit)
recipe_files.show(visit)
