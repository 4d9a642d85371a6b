"""Networks side by side on figures that mean the same on each, or are said not to be provided."""

import streamlit as st

from reporting.ui import blocks, drawings, filters, foot, memo
from reporting.ui.choices import CHANNEL_BARS, CHANNEL_SHARES, CHANNELS
from reporting.ui.gate import require
from reporting.ui.side_by_side import best_network, network_table

visit = require("reports.read")
t = visit.t

head = st.container()
view = filters.bar(visit)
result = memo.figures(view.client.id, view.version, view.query(*CHANNELS, by=("platform",), compare=True))
head.title(best_network(visit, result), anchor=False)

with blocks.card(
    t("Side by side"), t("Each network with its own figures; a dash is a figure that the network does not provide")
):
    network_table(visit, view, result)

for name in CHANNEL_SHARES:
    drawing = drawings.platform_share(view.client.id, view.version, visit.lang, view.query(name))
    if drawing:
        blocks.chart_card(drawing, key=f"share_{name}")

cards = st.grid(2, min_column_width=340)
for name in CHANNEL_BARS:
    with cards.cell():
        query = view.query(name, compare=True)
        blocks.chart_card(
            drawings.platform_bars(view.client.id, view.version, visit.lang, query, view.shown), key=f"bars_{name}"
        )

foot.foot(visit, view, [result])
