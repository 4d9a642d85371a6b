"""The goals of all clients by urgency: what needs attention today."""

import streamlit as st

from reporting.ui import blocks, memo, portfolio, welcome
from reporting.ui.gate import require

visit = require("reports.read")
t = visit.t

head = st.container()
with st.spinner(t("Judging the goals of all clients"), show_time=True):
    every = memo.portfolio(None, visit.desk.store.version, memo.this_day(), running=portfolio.running())
if not every and not memo.has_clients(visit.desk.store.version):
    welcome.show(visit)
    st.stop()
narrowed = portfolio.filters(visit, every)
shown = [pair for pair in every if narrowed.leaves(pair)]
head.title(portfolio.title(visit, shown), anchor=False)
if not every:
    portfolio.nothing(visit)
elif not shown:
    blocks.empty(t("No goal is like that. Choose other filters."), "filter_alt_off")
else:
    portfolio.attention(visit, shown)
    portfolio.table(visit, shown)
