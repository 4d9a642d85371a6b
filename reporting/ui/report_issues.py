"""The issues of a report on its page (layer 8): keep it, open and print it again, what differs, approve it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from reporting.actions import report_issues
from reporting.actions.gathering import ReportQuery
from reporting.actions.report_issues import Comparison
from reporting.errors import BilanError
from reporting.language import error_text, text
from reporting.numbers import value_text
from reporting.ui import blocks
from reporting.ui.report_paper import kept_paper
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.report_issues import Issue, Status
from reporting.workbook.issue_model import Difference, parted, unseen_words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOW = 0
_MARKS: dict[Status, str] = {"draft": ":gray[:material/edit_note:]", "approved": ":green[:material/verified:]"}


def show(visit: Visit, view: View, query: ReportQuery) -> None:
    t = visit.t
    known = report_issues.issue_list(visit.desk, view.client.id, view.period)
    with blocks.card(t("Issues"), t("A report that was kept stays as it was, whatever is imported later.")):
        _keep(visit, query)
        if not known:
            blocks.empty(t("None of this period was kept yet."), "inventory_2")
            return
        for one in known:
            _row(visit, one)
        _compare(visit, known)


def _keep(visit: Visit, query: ReportQuery) -> None:
    t = visit.t
    if "reports.write" not in visit.desk.person.permissions:
        return
    if st.button(t("Keep the report as an issue"), icon=":material/inventory_2:", key="issue_keep"):
        with st.spinner(t("Writing the workbook…")):
            kept = report_issues.freeze_report(visit.desk, query)
        st.toast(t("Kept as {version}.", version=kept.version), icon=":material/inventory_2:")
        st.rerun()


def _row(visit: Visit, one: Issue) -> None:
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{_MARKS[one.status]} **{one.version}** · {md_escape(_said(visit, one))}", width="stretch")
        st.download_button(
            t("Open"),
            lambda: report_issues.open_issue(visit.desk, one.id).data,
            one.opens[0],
            _XLSX,
            icon=":material/download:",
            on_click="ignore",
            key=f"issue_open_{one.id}",
        )
        kept_paper(visit, one)
        if one.approval is None and "reports.approve" in visit.desk.person.permissions:
            _approval(visit, one)
    if one.approval is None:
        for reason in report_issues.refusals(one):
            st.caption(f":red[✗] {md_escape(text(reason, visit.lang))}")


def _approval(visit: Visit, one: Issue) -> None:
    refused = bool(report_issues.refusals(one))
    help_ = visit.t("Mend what is named below, and keep the report again.") if refused else None
    words = visit.t("Approve")
    if st.button(words, icon=":material/verified:", disabled=refused, help=help_, key=f"issue_approve_{one.id}"):
        _confirm(visit, one)


def _said(visit: Visit, one: Issue) -> str:
    t, lang = visit.t, {"en": visit.t("English"), "fr": visit.t("French")}[one.lang]
    readers = {"client": visit.t("for the client"), "internal": visit.t("for the team")}[one.series.readers]
    if one.approval:
        return t(
            "{language}, {readers} · approved on {day} by {person}",
            language=lang,
            readers=readers,
            day=one.approval.at.date(),
            person=one.approval.by,
        )
    return t(
        "{language}, {readers} · draft of {day} by {person}",
        language=lang,
        readers=readers,
        day=one.at.date(),
        person=one.by,
    )


def _confirm(visit: Visit, one: Issue) -> None:
    """Ask in a dialog: what was approved stays approved."""
    t = visit.t

    @st.dialog(t("Approve {version}?", version=one.version))
    def ask() -> None:
        st.markdown(md_escape(t("{client}: this issue is then the one. It can’t be undone.", client=one.client)))
        st.caption(t("What changes afterwards becomes a new issue, which says what changed."))
        with st.container(horizontal=True):
            if st.button(t("Approve it"), type="primary", key="approve_yes"):
                report_issues.approve_issue(visit.desk, one.id)
                st.rerun()
            if st.button(t("Not yet"), key="approve_no"):
                st.rerun()

    ask()


@st.fragment
def _compare(visit: Visit, known: Sequence[Issue]) -> None:
    """Two issues side by side; what a new one would be is made at a click only."""
    t = visit.t
    names = {one.id: one for one in known}
    blocks.heading(t("What differs"), t("By figure, with the file or the definition that made it so."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        labels = {number: _short(visit, one) for number, one in names.items()}
        before = st.selectbox(t("Earlier issue"), list(names), format_func=labels.__getitem__, key="issue_from")
        labels[_NOW] = t("a new issue, as of now")
        after = st.selectbox(t("Later issue"), [_NOW, *names], format_func=labels.__getitem__, key="issue_to")
        asked = st.button(t("Compare"), icon=":material/difference:", key="issue_compare")
    if asked:
        with st.spinner(t("Comparing…")):
            try:
                found = report_issues.compare_issues(visit.desk, before, after or None)
            except BilanError as error:
                st.warning(md_escape(error_text(error, visit.lang)))
                return
        _differences(visit, found)


def _short(visit: Visit, one: Issue) -> str:
    return visit.t("{version} of {day}, issue {id}", version=one.version, day=one.at.date(), id=str(one.id))


def _differences(visit: Visit, found: Comparison) -> None:
    t = visit.t
    seen, unseen = parted(found.differences, visit.lang)
    if seen:
        st.dataframe(pd.DataFrame([_line(visit, one) for one in seen]), hide_index=True, row_height=52)
    if unseen:
        st.caption(text(unseen_words(unseen), visit.lang))
    if not found.differences:
        st.caption(f":green[:material/check:] {t('No figure and no goal differs.')}")
    for sentence in found.sources:
        st.caption(md_escape(text(sentence, visit.lang)))


def _line(visit: Visit, one: Difference) -> dict[str, str]:
    t, lang = visit.t, visit.lang
    return {
        t("Figure"): text(one.what, lang),
        t("Platform"): one.where or t("All platforms"),
        t("Period"): text(one.when, lang),
        t("Was"): value_text(one.before, one.unit, lang),
        t("Is now"): value_text(one.now, one.unit, lang),
        t("What made it so"): " ".join(text(cause, lang) for cause in one.causes) or t("The cause isn’t known."),
    }
