"""The reports of every client at once: make them, take them as one zip, send them."""

import streamlit as st

from reporting.ui import report_batch
from reporting.ui.gate import require

visit = require("reports.read")
st.title(visit.t("The reports of all clients"), anchor=False)
tray = report_batch.tray(visit)
if tray.job:
    report_batch.follow(visit, tray)
else:
    asked = report_batch.asked(visit)
    report_batch.start(visit, tray, asked)
    report_batch.outcome(visit, tray)
report_batch.recipients(visit)
