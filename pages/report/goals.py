"""Where each goal stands, why, and setting, changing and planning them."""

import streamlit as st

from reporting.ui import filters, foot, memo
from reporting.ui.gate import require
from reporting.ui.goal_cards import goal_cards, goals_title, no_goals
from reporting.ui.goal_dialogs import say_what_was_done
from reporting.ui.goal_table import goal_table
from reporting.ui.goal_tools import dialog, shown_as, tools

visit = require("reports.read")
t = visit.t

head = st.container()
view = filters.bar(visit)
with st.spinner(t("Judging the goals"), show_time=True):
    standings = memo.standings(view.client.id, view.version, view.period, view.today)
head.title(goals_title(visit, view, standings), anchor=False)
say_what_was_done(visit)
tools(visit, standings)

if not standings:
    no_goals(visit, view)
elif shown_as() == "table":
    goal_table(visit, standings)
else:
    numbers = tuple(standing.goal.id for standing in standings)
    goal_cards(visit, view, standings, memo.goal_changes(view.client.id, view.version, numbers))

dialog(visit, view)
foot.foot(visit, view, [])
