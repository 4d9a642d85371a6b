"""The trend of the overview (layer 8): one figure at a time, a line for each network."""

import streamlit as st

from reporting.ui import blocks, drawings, memo
from reporting.ui.choices import TRENDS
from reporting.ui.view import View
from reporting.ui.visit import Visit


def trend_card(visit: Visit, view: View) -> None:
    """Only figures that some network has in the period are offered; without any there is no card."""
    figures = memo.figures(view.client.id, view.version, view.query(*TRENDS, by=("platform",)))
    known = [name for name in TRENDS if any(value is not None for value in figures.column(name))]
    if not known:
        return
    with st.container(border=True, height="stretch", gap="xsmall"):
        name = st.selectbox(
            visit.t("Figure"),
            known,
            format_func=lambda one: visit.desk.catalog.metrics[one].label[visit.lang],
            key="trend_metric",
            label_visibility="collapsed",
            width=300,
        )
        drawing = drawings.trend_by_platform(view.client.id, view.version, visit.lang, view.query(name))
        if drawing:
            blocks.heading(drawing.title, drawing.subtitle)
            blocks.chart(drawing, key="trend", height="stretch")
