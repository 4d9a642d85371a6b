"""What each uploaded file is, shown before anything is stored (layer 8)."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from reporting.errors import say
from reporting.ingest.model import Found, Notice
from reporting.language import date_text, text
from reporting.numbers import count_text, value_text
from reporting.ui import messages
from reporting.ui.basket import Basket
from reporting.ui.doubtful import help_with
from reporting.ui.sorting import Sorted, State
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.sharing import Share

_MARKS: dict[State, str] = {
    "clear": ":green[:material/check_circle:]",
    "doubtful": ":orange[:material/help:]",
    "known": ":gray[:material/content_copy:]",
    "refused": ":red[:material/cancel:]",
}
_REJECTED_SHOWN = 200
_BLOCKS = 20
_OPEN = 5


def doubtful_blocks(visit: Visit, basket: Basket, files: Sequence[Sorted]) -> None:
    """Open, what a person has to look at; below, what only lacks a client, and what is refused. Many come by and by."""
    t = visit.t
    open_ = [file for file in files if file.state in ("doubtful", "refused")]
    order = sorted(open_, key=lambda file: (file.state == "refused", file.ownerless))
    shown = int(st.session_state.get("doubtful_shown", _BLOCKS))
    for file in order[:shown]:
        file_block(visit, basket, file, opened=file.state == "doubtful" or len(order) <= _OPEN)
    rest = len(order) - shown
    if rest > 0 and st.button(t("Show {n} more to be looked at", n=min(rest, _BLOCKS)), key="more_doubtful"):
        st.session_state["doubtful_shown"] = shown + _BLOCKS
        st.rerun()


def file_block(visit: Visit, basket: Basket, file: Sorted, *, opened: bool) -> None:
    """One file: each table found in it, its problems, its control totals, and what a person can say about it."""
    t, name = visit.t, file.name
    with st.expander(_title(visit, file), expanded=opened):
        for found in file.founds:
            _table(visit, found)
        for share in file.shares:
            messages.notice(_goes(share), visit.lang)
            for notice in share.notices:
                if notice.level == "warning":
                    messages.notice(notice, visit.lang)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            asked = file.agreeable and name not in basket.agreed
            if asked and st.button(
                t("Take it in as it is"), key=f"agree/{name}", icon=":material/check:", type="tertiary"
            ):
                basket.agreed.add(name)
                st.rerun()
            if st.button(t("Leave this file out"), key=f"out/{name}", icon=":material/close:", type="tertiary"):
                basket.take_out(name)
                st.rerun()


def _title(visit: Visit, file: Sorted) -> str:
    return f"{_MARKS[file.state]} **{md_escape(file.name)}** — {_all(visit, file.founds)}"


def _goes(share: Share) -> Notice:
    """Where the rows of a client go, or that they are nobody's."""
    found, names = share.found, tuple(account.name for account in share.found.accounts)
    accounts = names or say("they name no account")
    if share.earlier:
        return Notice("info", say("Already there as import {id}.", id=str(share.earlier.id)))
    if share.client is None:
        return Notice(
            "warning",
            say(
                "{count} {count:row belongs|rows belong} to no known client: {accounts}.",
                count=found.records,
                accounts=accounts,
            ),
        )
    if share.rule:
        return Notice("info", say("Rule {id} leads it to {client}.", id=str(share.rule.id), client=share.client))
    return Notice(
        "info", say("{count} {count:row goes|rows go} to {client}.", count=found.records, client=share.client)
    )


def _all(visit: Visit, founds: Sequence[Found]) -> str:
    """The first table, and how many more; of one table all that is known."""
    first = md_escape(what(visit, founds[0]))
    more = len(founds) - 1
    return f"{first} · {visit.t('{n} more {n:table|tables}', n=more)}" if more else first


def what(visit: Visit, found: Found) -> str:
    """The format, the network, the days and the rows of a table, in a line."""
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
    return " · ".join(parts)


def days(first: dt.date, last: dt.date, visit: Visit) -> str:
    return f"{date_text(first, visit.lang, 'medium')} – {date_text(last, visit.lang, 'medium')}"


def _table(visit: Visit, found: Found) -> None:
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center"):
        member = f"**{md_escape(found.member)}** — " if found.member else ""
        st.markdown(f"{member}{md_escape(what(visit, found))}")
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
