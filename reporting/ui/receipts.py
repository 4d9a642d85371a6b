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
    for receipt in others:
        _left_out(visit, receipt)
    for name in dict.fromkeys(receipt.found.file for receipt in receipts if receipt not in others):
        _file(visit, name, [one for one in receipts if one.found.file == name and one not in others])
    if taken:
        with st.container(horizontal=True):
            link("overview", t("See how it went"))
            link("history", t("See the history"))


def _left_out(visit: Visit, receipt: Receipt) -> None:
    found = receipt.found
    name = md_escape(" / ".join(part for part in (found.file, found.member) if part))
    st.markdown(f":red[:material/cancel:] **{name}** — {visit.t('stayed out')}")
    for notice in found.notices:
        messages.notice(notice, visit.lang)


def _file(visit: Visit, name: str, receipts: Sequence[Receipt]) -> None:
    """What its tables added together; warnings stand below, what is only good to know one click away."""
    t = visit.t
    taken = [receipt for receipt in receipts if receipt.found.status == "recognised"]
    words = t(
        "{added} new {added:row|rows}, {changed} brought up to date",
        added=sum(receipt.added for receipt in taken),
        changed=sum(receipt.changed for receipt in taken),
    )
    mark = ":green[:material/check_circle:]"
    if not taken:
        words, mark = t("was taken in before: nothing to do"), ":gray[:material/content_copy:]"
    client = next((f" · {md_escape(one.client)}" for one in receipts if one.client), "")
    notices = dict.fromkeys(notice for receipt in receipts for notice in receipt.found.notices)
    quiet = [notice for notice in notices if notice.level == "info"]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{mark} **{md_escape(name)}** — {words}{client}")
        if quiet:
            with st.popover(t("Details"), type="tertiary"):
                for notice in quiet:
                    messages.notice(notice, visit.lang)
    for notice in notices:
        if notice.level != "info":
            messages.notice(notice, visit.lang)
