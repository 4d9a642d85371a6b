"""What became of the files (layer 8)."""

from collections.abc import Sequence

import streamlit as st

from reporting.ingest.model import Status
from reporting.ui import messages
from reporting.ui.navigation import link
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.model import Receipt

_GOOD: tuple[Status, ...] = ("recognised", "duplicate")


def receipt_list(visit: Visit, receipts: Sequence[Receipt]) -> None:
    t = visit.t
    taken = [receipt for receipt in receipts if receipt.found.status == "recognised"]
    others = [receipt for receipt in receipts if receipt.found.status not in _GOOD]
    if taken:
        rows = sum(receipt.found.records - receipt.found.rejected for receipt in taken)
        st.success(
            t("{n} {n:table|tables} taken in, {rows} rows.", n=len(taken), rows=rows), icon=":material/check_circle:"
        )
    if others:
        st.warning(
            t("{n} {n:table|tables} stayed out; the reasons are below.", n=len(others)), icon=":material/warning:"
        )
    for receipt in [*others, *(one for one in receipts if one not in others)]:
        _receipt(visit, receipt)
    if taken:
        with st.container(horizontal=True):
            link("overview", t("See how it went"))
            link("history", t("See the history"))


def _receipt(visit: Visit, receipt: Receipt) -> None:
    t, found = visit.t, receipt.found
    name = md_escape(" / ".join(part for part in (found.file, found.member) if part))
    match found.status:
        case "recognised":
            words = t("{added} new, {changed} brought up to date", added=receipt.added, changed=receipt.changed)
            mark = ":green[:material/check_circle:]"
        case "duplicate":
            words, mark = t("was taken in before: nothing to do"), ":gray[:material/content_copy:]"
        case _:
            words, mark = t("stayed out"), ":red[:material/cancel:]"
    client = f" · {md_escape(receipt.client)}" if receipt.client else ""
    st.markdown(f"{mark} **{name}** — {words}{client}")
    for notice in found.notices:
        messages.notice(notice, visit.lang)
