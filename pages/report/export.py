"""The report as a workbook: choose, see what will be in it, download."""

import streamlit as st

from reporting.actions.gathering import ReportQuery
from reporting.ui import filters, memo, report_data, report_issues
from reporting.ui.gate import require
from reporting.ui.report_paper import paper
from reporting.ui.report_recipe import readers_choice
from reporting.ui.reporting_sheet import contents, language_choice, make, recipe_choice
from reporting.ui.words import md_escape

visit = require("reports.read")
t = visit.t

head = st.container()
view = filters.bar(visit)
head.title(md_escape(t("The report of {client}", client=view.client.name)), anchor=False)

lang, recipe = language_choice(visit, view), recipe_choice(visit)
readers = readers_choice(visit, visit.desk.catalog.recipes[recipe].readers, f"report_readers_{recipe}")
query = ReportQuery(view.client.id, view.period, lang, recipe, view.compare, readers)
with st.skeleton(height=300):
    plan = memo.plan(query, view.version)
contents(visit, plan)
make(visit, view, query)
paper(visit, view, query)
report_data.rows(visit, query)
report_issues.show(visit, view, query)
