"""Which sheets a report has: the recipes, and changing a copy of one."""

import streamlit as st

from reporting.ui import report_recipe
from reporting.ui.gate import require

visit = require("reports.write")
st.title(visit.t("What is in a report"), anchor=False)
recipe = report_recipe.choice(visit)
report_recipe.editor(visit, recipe)
