"""The report as a workbook: choose, see what will be in it, download."""

import streamlit as st

from reporting.ui import filters, memo
from reporting.ui.gate import require
from reporting.ui.reporting_sheet import contents, language_choice, make, recipe_choice
from reporting.ui.words import md_escape

visit = require("reports.read")
t = visit.t

head = st.container()
view = filters.bar(visit)
head.title(md_escape(t("The report of {client}", client=view.client.name)), anchor=False)

lang, recipe = language_choice(visit, view), recipe_choice(visit)
with st.skeleton(height=300):
    plan = memo.plan(view.client.id, view.version, view.period, lang, view.compare, recipe=recipe)
contents(visit, plan)
make(visit, view, lang, recipe)
