"""What each uploaded file is, shown before anything is stored (layer 8)."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from reporting.ingest.model import Found, Status
from reporting.language import date_text, text
from reporting.numbers import count_text, value_text
from reporting.ui.basket import Basket
from reporting.ui.doubtful import help_with
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_MARKS: dict[Status, str] = {
    "recognised": ":green[:material/check_circle:]",
    "unknown": ":orange[:material/help:]",
    "ambiguous": ":orange[:material/help:]",
    "refused": ":red[:material/cancel:]",
    "duplicate": ":gray[:material/content_copy:]",
}
_REJECTED_SHOWN = 200


def file_block(visit: Visit, basket: Basket, name: str) -> None:
    """One file: each table found in it, its questions, its problems, its control totals."""
    founds = basket.founds[name]
    troubled = any(found.status == "refused" or found.rejections or _has_changed(found) for found in founds)
    with st.expander(_title(visit, name, founds), expanded=troubled):
        for found in founds:
            _table(visit, found)
        if st.button(visit.t("Leave this file out"), key=f"out/{name}", icon=":material/close:", type="tertiary"):
            basket.take_out(name)
            st.rerun()


def _has_changed(found: Found) -> bool:
    return any(drift.kind != "new" for drift in found.drifts)


def _title(visit: Visit, name: str, founds: Sequence[Found]) -> str:
    worst = next((found for found in founds if found.status != "recognised"), founds[0])
    open_question = any(found.questions for found in founds)
    mark = _MARKS["ambiguous"] if open_question else _MARKS[worst.status]
    return f"{mark} **{md_escape(name)}** — {_all(visit, founds)}"


def _all(visit: Visit, founds: Sequence[Found]) -> str:
    """The first table, and how many more; of one table all that is known."""
    first = _what(visit, founds[0])
    more = len(founds) - 1
    return f"{first} · {visit.t('{n} more {n:table|tables}', n=more)}" if more else first


def _what(visit: Visit, found: Found) -> str:
    t, catalog = visit.t, visit.desk.catalog
    if found.status == "refused":
        return t("refused")
    if found.format is None:
        return t("not recognised")
    parts = [catalog.formats[found.format].title[visit.lang]]
    if found.platform and found.platform in catalog.theme.platforms:
        parts.append(catalog.theme.platforms[found.platform].label)
    if found.first and found.last:
        parts.append(days(found.first, found.last, visit))
    parts.append(t("{n} {n:row|rows}", n=found.records))
    return md_escape(" · ".join(parts))


def days(first: dt.date, last: dt.date, visit: Visit) -> str:
    return f"{date_text(first, visit.lang, 'medium')} – {date_text(last, visit.lang, 'medium')}"


def _table(visit: Visit, found: Found) -> None:
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center"):
        member = f"**{md_escape(found.member)}** — " if found.member else ""
        st.markdown(f"{member}{_what(visit, found)}")
        _totals(visit, found)
    help_with(visit, found)
    if found.accounts:
        names = ", ".join(md_escape(account.name or account.id) for account in found.accounts)
        st.caption(t("Account: {names}", names=names))
    if found.unknown_columns:
        columns = ", ".join(md_escape(column) for column in found.unknown_columns)
        st.caption(t("Columns without a meaning here, kept with the file: {columns}", columns=columns))
    _rejections(visit, found)


def _rejections(visit: Visit, found: Found) -> None:
    if not found.rejections:
        return
    t = visit.t
    st.markdown(f":red[:material/error:] {t('{n} {n:row|rows} would not go in:', n=found.rejected)}")
    rows = [
        {
            t("Cell"): cell.cell,
            t("Column"): cell.heading,
            t("Stands there"): cell.raw,
            t("Why not"): text(cell.reason, visit.lang),
        }
        for cell in found.rejections[:_REJECTED_SHOWN]
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)


def _totals(visit: Visit, found: Found) -> None:
    """Sums that a person can check against the platform's own screen."""
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
    if not rows:
        return
    with st.popover(t("Control totals"), type="tertiary", icon=":material/calculate:"):
        st.caption(t("The same as on the platform’s own screen?"))
        st.dataframe(pd.DataFrame(rows), hide_index=True, width=560)
