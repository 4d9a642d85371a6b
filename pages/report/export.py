"""The report as a workbook: choose, see what will be in it, download."""

import streamlit as st

from reporting.ui import filters, memo, report_data, report_issues
from reporting.ui.gate import require
from reporting.ui.report_paper import paper
from reporting.ui.reporting_sheet import contents, make, report_asked
from reporting.ui.words import md_escape

visit = require("reports.read")
t = visit.t

head = st.container()
view = filters.bar(visit)
head.title(md_escape(t("The report of {client}", client=view.client.name)), anchor=False)

query = report_asked(visit, view)
with st.skeleton(height=300):
    plan = memo.plan(view.client.id, view.version, query)
contents(visit, plan, query.lang or view.client.language)
make(visit, view, query)
paper(visit, view, query)
report_data.rows(visit, query)
report_issues.show(visit, view, query)
