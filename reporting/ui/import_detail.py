"""One import of the history: answers, totals, rows that stayed out, what can be done with it (layer 8)."""

import pandas as pd
import streamlit as st

from reporting.actions import importing, reconciling, rejections
from reporting.language import date_text, text
from reporting.ui import blocks, reconciliation
from reporting.ui.navigation import link
from reporting.ui.undoing import confirm_undo
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.model import Import

SHOWN = 500
"""Rows on the screen; the file has them all."""


def detail(visit: Visit, entry: Import) -> None:
    t = visit.t
    with blocks.card(entry.file):
        st.caption(t("Fingerprint (SHA-256): {code}", code=entry.sha256))
        if entry.unknown_columns:
            columns = ", ".join(md_escape(column) for column in entry.unknown_columns)
            st.caption(t("Columns without a meaning here, kept with the file: {columns}", columns=columns))
        _answers(visit, entry)
        if not entry.undone:
            blocks.heading(t("Does it add up?"), t("The file beside the figures of the same accounts and days."))
            reconciliation.reconciliation(reconciling.reconciled(visit.desk, entry.id), visit)
        if entry.rejected:
            _rejected(visit, entry)
        _deeds(visit, entry)


def _answers(visit: Visit, entry: Import) -> None:
    t, given = visit.t, importing.answers(visit.desk, entry.id)
    orders = {"dmy": t("day before month"), "mdy": t("month before day")}
    said = {
        t("Network"): given.platform,
        t("Account"): given.account,
        t("Format"): given.format,
        t("Last day"): date_text(given.until, visit.lang) if given.until else None,
        t("Order of dates"): orders.get(given.order or ""),
    }
    words = [t("{name}: {value}", name=name, value=md_escape(value)) for name, value in said.items() if value]
    if words:
        st.caption(t("Answered when it was taken in: {answers}", answers=" · ".join(words)))


def _rejected(visit: Visit, entry: Import) -> None:
    t = visit.t
    cells = rejections.rejections(visit.desk, entry.id, SHOWN)
    lacking = rejections.kept(visit.desk, entry.id)
    rule = t("Mend the file, or the definition and replay it.")
    if len(cells) == SHOWN:
        rule = t("The first {shown} are listed here, the download has the others.", shown=SHOWN)
    blocks.heading(t("{n} {n:row|rows} stayed out", n=entry.rejected), rule)
    if lacking:
        st.caption(text(lacking, visit.lang))
    st.dataframe(
        pd.DataFrame(
            [
                {
                    t("Cell"): cell.cell,
                    t("Column"): cell.heading,
                    t("Stands there"): cell.raw,
                    t("Why not"): text(cell.reason, visit.lang),
                }
                for cell in cells
            ]
        ),
        hide_index=True,
    )


def _deeds(visit: Visit, entry: Import) -> None:
    t = visit.t
    if entry.undone:
        st.caption(t("Taken back on {day}.", day=entry.undone.date()))
    with st.container(horizontal=True, vertical_alignment="center"):
        if entry.rejected:
            st.download_button(
                t("Download the rows that stayed out"),
                lambda: rejections.rejections_as_csv(visit.desk, entry.id, visit.lang),
                file_name=f"import-{entry.id}.csv",
                mime="text/csv",
                icon=":material/download:",
                key="rejected_csv",
            )
        if not entry.undone:
            if "store.maintain" in visit.desk.person.permissions:
                link("replay", t("Replay it"), params={"import": str(entry.id)})
            if st.button(t("Take this import back"), icon=":material/undo:", key="undo"):
                confirm_undo(visit, entry)
