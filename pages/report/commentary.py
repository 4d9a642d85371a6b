"""What the author says in the report of a period: findings, decisions, risks, comments on goals, next steps."""

import streamlit as st

from reporting.periods import period_text
from reporting.ui import filters, report_author
from reporting.ui.gate import require
from reporting.ui.words import md_escape

visit = require("reports.write")
t = visit.t

head = st.container()
view = filters.bar(visit)
said = t("What the report says: {period}", period=period_text(view.period, visit.lang))
head.title(md_escape(said), anchor=False)
report_author.show(visit, view)
