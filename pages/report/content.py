"""Posts ranked, by format and by week."""

import streamlit as st

from reporting.ui import blocks, drawings, filters, foot, memo
from reporting.ui.choices import POSTS_DRAWN, POSTS_SHOWN, RANKINGS
from reporting.ui.gate import require
from reporting.ui.posts import format_names, lead, post_table

visit = require("reports.read")
t, metrics = visit.t, visit.desk.catalog.metrics

head = st.container()
view = filters.bar(visit)

with st.container(horizontal=True, vertical_alignment="center"):
    name = st.selectbox(
        t("Rank by"),
        RANKINGS,
        format_func=lambda one: metrics[one].label[visit.lang],
        key="ranked_by",
        persist_state="session",
        label_visibility="collapsed",
        width=320,
    )
    ends = {"best": t("Best first"), "worst": t("Weakest first")}
    end = st.segmented_control(
        t("Order"),
        list(ends),
        format_func=ends.__getitem__,
        default="best",
        required=True,
        key="ranked_end",
        label_visibility="collapsed",
    )

query = view.query(name, limit=POSTS_SHOWN)
result = memo.ranked(view.client.id, view.version, query, worst=end == "worst")
head.title(lead(visit, result, name), anchor=False)
if not result.rows:
    blocks.empty(t("No posts with this figure in this period: choose another figure, period or network."), "event_busy")
    st.stop()

with blocks.card(
    t("Posts ranked"),
    t("Place: the share of the account’s own posts of 90 days that it beats, from 8 posts on"),
):
    post_table(visit, result, name)

every = view.query(name, limit=POSTS_DRAWN)
formats = drawings.formats_strip(view.client.id, view.version, visit.lang, every, format_names(visit))
if formats:
    blocks.chart_card(formats, key="formats")
by_week = drawings.metric_by_week(view.client.id, view.version, visit.lang, view.query(name))
if by_week:
    blocks.chart_card(by_week, key="weeks")

foot.foot(visit, view, [result])
