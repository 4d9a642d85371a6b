"""Every import: who, when, what it changed, whether it adds up; and taking one back."""

import pandas as pd
import streamlit as st

from reporting.actions import importing
from reporting.ui import blocks, import_detail, welcome
from reporting.ui.gate import require
from reporting.ui.inspection import days
from reporting.ui.undoing import say_undone
from reporting.ui.words import md_escape

visit = require("imports.write")
t = visit.t

entries = importing.history(visit.desk)
if not entries:
    welcome.show(visit)
    st.stop()

st.title(t("What was taken in"), anchor=False)
say_undone(visit)

st.caption(t("Every file is kept as it came. Taking an import back shows again what was known before it."))
names = sorted({entry.client for entry in entries})
formats = visit.desk.catalog.formats
titles = {
    id_: formats[id_].title[visit.lang] if id_ in formats else id_ for id_ in sorted({entry.format for entry in entries})
}
with st.container(horizontal=True, vertical_alignment="center"):
    chosen = st.pills(t("Client"), names, format_func=md_escape, key="history_client", label_visibility="collapsed")
    format_ = st.selectbox(
        t("What it is"),
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        placeholder=t("Every kind of export"),
        key="history_format",
        label_visibility="collapsed",
        width=320,
    )
    with_rejected = st.toggle(t("Only with rows left out"), key="history_rejected")
    with_undone = st.toggle(t("With what was taken back"), key="history_undone")
shown = [
    entry
    for entry in entries
    if chosen in {None, entry.client}
    and format_ in {None, entry.format}
    and (entry.rejected or not with_rejected)
    and (with_undone or not entry.undone)
]
if not shown:
    blocks.empty(t("No import is like that."), "filter_alt_off")
    st.stop()
table = pd.DataFrame(
    [
        {
            t("Number"): entry.id,
            t("Taken in"): entry.at,
            t("Client"): entry.client,
            t("File"): " / ".join(part for part in (entry.file, entry.member) if part),
            t("What it is"): titles[entry.format],
            t("Rows"): entry.records,
            t("Days"): days(entry.first, entry.last, visit) if entry.first and entry.last else "–",
            t("Left out"): entry.rejected,
            t("By"): entry.by,
            t("Taken back"): entry.undone,
        }
        for entry in shown
    ]
)
picked = st.dataframe(
    table if with_undone else table.drop(columns=t("Taken back"), errors="ignore"),
    hide_index=True,
    on_select="rerun",
    selection_mode="single-row",
    key="history_table",
    column_config={
        t("Number"): st.column_config.NumberColumn(width=70, format="%d"),
        t("Taken in"): st.column_config.DatetimeColumn(format="DD/MM/YYYY HH:mm" if visit.lang == "fr" else "MMM D, YYYY h:mm a"),
        t("File"): st.column_config.TextColumn(width=300),
        t("What it is"): st.column_config.TextColumn(width=190),
        t("Rows"): st.column_config.NumberColumn(format="localized"),
    },
)
if not picked.selection.rows:
    blocks.empty(t("Choose a row to see whether it adds up, its details, or to take it back."), "touch_app")
    st.stop()
import_detail.detail(visit, shown[picked.selection.rows[0]])
