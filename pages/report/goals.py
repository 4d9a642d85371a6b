"""Where each goal stands, and setting one."""

import streamlit as st

from reporting.ui import filters, foot, memo
from reporting.ui.gate import require
from reporting.ui.goal_cards import goal_card, goals_title, no_goals
from reporting.ui.goal_form import goal_form

visit = require("reports.read")
t = visit.t

head = st.container()
view = filters.bar(visit)
standings = memo.standings(view.client.id, view.version, view.period, view.today)
head.title(goals_title(visit, view, standings), anchor=False)

if not standings:
    no_goals(visit, view)

cards = st.grid(2, min_column_width=380, border=True)
for standing in standings:
    with cards.cell():
        goal_card(visit, view, standing)

if "goals.write" in visit.desk.person.permissions:
    with st.expander(t("Set a goal"), icon=":material/add:", expanded=not standings):
        goal_form(visit, view)

foot.foot(visit, view, [])
