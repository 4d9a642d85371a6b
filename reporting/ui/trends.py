"""The trend of the overview (layer 8): one figure at a time, a line for each network."""

import streamlit as st

from reporting.charts.model import Drawing
from reporting.ui import blocks, drawings
from reporting.ui.choices import TRENDS
from reporting.ui.view import View
from reporting.ui.visit import Visit


def trend_card(visit: Visit, view: View) -> None:
    """Only figures that some network has in the period are offered; without any there is no card."""
    known = {name: drawing for name in TRENDS if (drawing := _drawing(visit, view, name))}
    if not known:
        return
    with st.container(border=True, height="stretch", gap="xsmall"):
        name = st.selectbox(
            visit.t("Figure"),
            list(known),
            format_func=lambda one: visit.desk.catalog.metrics[one].label[visit.lang],
            key="trend_metric",
            label_visibility="collapsed",
            width=300,
        )
        blocks.heading(known[name].title, known[name].subtitle)
        blocks.chart(known[name], key="trend", height="stretch")


def _drawing(visit: Visit, view: View, name: str) -> Drawing | None:
    return drawings.trend_by_platform(view.client.id, view.version, visit.lang, view.query(name))
