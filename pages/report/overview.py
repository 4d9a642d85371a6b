"""The month at a glance: what happened, the figures that say so, the trend, what changed."""

import streamlit as st

from reporting.ui import blocks, filters, foot, headline, memo, tiles
from reporting.ui.changes import finding_list
from reporting.ui.gate import require
from reporting.ui.trends import trend_card

visit = require("reports.read")
t = visit.t

head = st.container()
view = filters.bar(visit)
head.title(headline.headline(visit, view), anchor=False)

standings = memo.standings(view.client.id, view.version, view.period, view.today)
shown, result = tiles.tiles(visit, view, standings)
if shown:
    tiles.draw(visit, view, shown, result.compared)
else:
    blocks.empty(t("No figures of these networks in this period: choose another one."), "event_busy")

left, right = st.columns([3, 2])
with left:
    trend_card(visit, view)
with right:
    finding_list(visit, memo.found(view.client.id, view.version, view.period, view.until))

foot.foot(visit, view, [result])
