"""What an unknown file becomes with the draft: missing answers, or rows, rejections and totals (layer 8)."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from reporting.actions.mapping import Preview
from reporting.errors import Sentence
from reporting.ingest.model import Found
from reporting.language import text
from reporting.numbers import count_text, value_text
from reporting.ui import messages
from reporting.ui.inspection import days
from reporting.ui.mapping_words import target_name
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_REJECTED_SHOWN = 50


def missing(visit: Visit, open_points: Sequence[Sentence]) -> None:
    st.markdown(f":orange[:material/pending:] **{visit.t('Still to be said:')}**")
    st.markdown("\n".join(f"- {md_escape(text(point, visit.lang))}" for point in open_points))


def preview_block(visit: Visit, tried: Preview) -> bool:
    """Whether it could be read at all."""
    if tried.faults or tried.found is None:
        st.error(md_escape(" ".join(tried.faults)), icon=":material/error:")
        return False
    found = tried.found
    if found.status != "recognised":
        for notice in found.notices:
            messages.notice(notice, visit.lang)
        return False
    _figures(visit, found)
    st.dataframe(_rows(visit, tried), hide_index=True, height="content")
    for notice in found.notices:
        messages.notice(notice, visit.lang)
    left, right = st.columns(2)
    with left:
        _totals(visit, found)
    with right:
        _rejections(visit, found)
    return found.records > found.rejected


def _figures(visit: Visit, found: Found) -> None:
    t = visit.t
    parts = [t("{n} {n:row|rows} read", n=found.records), t("{n} left out", n=found.rejected)]
    if found.first and found.last:
        parts.append(days(found.first, found.last, visit))
    if found.accounts:
        parts.append(t("accounts: {names}", names=", ".join(md_escape(one.name) for one in found.accounts[:5])))
    st.markdown(" · ".join(parts))


def _rows(visit: Visit, tried: Preview) -> pd.DataFrame:
    known = visit.desk.catalog.columns
    table = pd.DataFrame([_cells(row) for row in tried.rows], columns=list(tried.columns))
    names = {"row_no": visit.t("Row")} | {name: target_name(visit, name) for name in tried.columns if name != "row_no"}
    empty = [name for name in table.columns if name not in known and table[name].eq("").all()]
    return table.drop(columns=empty).rename(columns=names)


def _cells(row: Sequence[object]) -> list[str]:
    """As they are stored, a missing value as nothing; each as text, so that an id keeps its digits."""
    return ["" if cell is None else str(cell) for cell in row]


def _totals(visit: Visit, found: Found) -> None:
    t, columns = visit.t, visit.desk.catalog.columns
    rows = [
        {
            t("Figure"): columns[name].label[visit.lang],
            t("Total of the file"): value_text(total.sum, columns[name].unit or "number", visit.lang),
            t("Rows without a value"): count_text(total.missing, visit.lang),
        }
        for name, total in found.totals.items()
        if columns[name].checkable
    ]
    if rows:
        st.caption(t("Control totals"))
        st.dataframe(pd.DataFrame(rows), hide_index=True, key="map_totals")


def _rejections(visit: Visit, found: Found) -> None:
    if not found.rejections:
        return
    t = visit.t
    st.caption(t("Rows that would stay out"))
    rows = [
        {
            t("Cell"): cell.cell,
            t("Stands there"): cell.raw,
            t("Why not"): text(cell.reason, visit.lang),
        }
        for cell in found.rejections[:_REJECTED_SHOWN]
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)
