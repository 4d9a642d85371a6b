"""What was seen of each format, what has changed, and which definitions no recent file has tested."""

import datetime as dt

import streamlit as st

from reporting.actions import health, importing
from reporting.ui import blocks, format_health, welcome
from reporting.ui.gate import require

visit = require("imports.write")
t = visit.t

found = health.health(visit.desk, dt.datetime.now(dt.UTC))
if not (importing.history(visit.desk) or any(one.seen for one in found.formats) or found.set_aside):
    welcome.show(visit)
    st.stop()

st.title(format_health.headline(visit, found), anchor=False)
st.caption(
    t(
        "Networks change their exports without a word. Here is what each format looked like when its files came, and "
        "what no file has tested lately."
    )
)
format_health.changes(visit, found)
chosen = format_health.table(visit, found)
if chosen is None:
    blocks.empty(t("Choose a row to see its headings over time."), "touch_app")
else:
    format_health.detail(visit, chosen)
format_health.own(visit)
