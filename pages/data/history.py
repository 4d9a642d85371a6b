"""Every import: who, when, what it changed; and taking one back."""

import pandas as pd
import streamlit as st

from reporting.actions import importing
from reporting.language import text
from reporting.ui import blocks, welcome
from reporting.ui.gate import require
from reporting.ui.inspection import days
from reporting.ui.undoing import confirm_undo, say_undone
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
with st.container(horizontal=True, vertical_alignment="center"):
    chosen = st.pills(t("Client"), names, format_func=md_escape, key="history_client", label_visibility="collapsed")
    with_undone = st.toggle(t("With what was taken back"), key="history_undone")
shown = [entry for entry in entries if chosen in {None, entry.client} and (with_undone or not entry.undone)]
formats = visit.desk.catalog.formats
table = pd.DataFrame(
    [
        {
            t("Number"): entry.id,
            t("Taken in"): entry.at,
            t("Client"): entry.client,
            t("File"): " / ".join(part for part in (entry.file, entry.member) if part),
            t("What it is"): formats[entry.format].title[visit.lang] if entry.format in formats else entry.format,
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
    blocks.empty(t("Choose a row to see its details or to take it back."), "touch_app")
    st.stop()

entry = shown[picked.selection.rows[0]]
with st.container(border=True):
    st.subheader(md_escape(entry.file), anchor=False)
    st.caption(t("Fingerprint (SHA-256): {code}", code=entry.sha256))
    if entry.unknown_columns:
        columns = ", ".join(md_escape(column) for column in entry.unknown_columns)
        st.caption(t("Columns without a meaning here, kept with the file: {columns}", columns=columns))
    cells = importing.rejections(visit.desk, entry.id)
    if cells:
        st.markdown(t("Rows that stayed out:"))
        st.dataframe(
            pd.DataFrame(
                [
                    {t("Cell"): cell.cell, t("Column"): cell.heading, t("Stands there"): cell.raw, t("Why not"): text(cell.reason, visit.lang)}
                    for cell in cells
                ]
            ),
            hide_index=True,
        )
    if entry.undone:
        st.caption(t("Taken back on {day}.", day=entry.undone.date()))
    elif st.button(t("Take this import back"), icon=":material/undo:", key="undo"):
        confirm_undo(visit, entry)
