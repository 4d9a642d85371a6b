"""The report as a PDF (layer 8): one click, from the workbook that is there, is made for it, or was kept."""

from collections.abc import Callable

import streamlit as st

from reporting.actions import printing, report_issues, reports
from reporting.actions.gathering import ReportQuery
from reporting.actions.printing import Printed
from reporting.actions.report_issues import Workbook
from reporting.actions.reports import Report
from reporting.errors import BilanError
from reporting.ui import messages
from reporting.ui.reporting_sheet import made_workbook
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.report_issues import Issue

_PRINTED = "bilan_printed"
_KEPT = "bilan_printed_issue"


@st.fragment
def paper(visit: Visit, view: View, query: ReportQuery) -> None:
    """Printed in a thread of its own at a click; offered until anything that it was made from changes."""
    t = visit.t
    wanted = (query, view.version)
    ready = _ready(_PRINTED, wanted)
    with st.container(horizontal=True, vertical_alignment="center"):
        if ready is None:
            can = printing.can_print(visit.desk)
            asked = st.button(
                t("Prepare the PDF"), icon=":material/picture_as_pdf:", key="prepare_pdf", disabled=not can
            )
            if asked and _print(visit, _PRINTED, wanted, lambda: _workbook(visit, wanted)):
                st.rerun(scope="fragment")
            if not can:
                st.caption(t("A PDF needs LibreOffice on this machine; REPORTING_OFFICE can name its program."))
            return
        _download(ready, t("Download {file}", file=ready.file_name), "download_pdf")
        st.caption(t("{n} {n:page|pages}; the rows of data stay in the workbook.", n=ready.pages))
    if ready.missing:
        st.caption(f":orange[:material/warning:] {md_escape(_missing(visit, ready))}")


@st.fragment
def kept_paper(visit: Visit, one: Issue) -> None:
    """An issue, printed from the bytes that were kept; where there is no LibreOffice `paper` says so, once."""
    ready, spot = _ready(_KEPT, one.opens), st.empty()
    if ready is None and printing.can_print(visit.desk):
        words, key = visit.t("PDF"), f"issue_pdf_{one.id}"
        if spot.button(words, icon=":material/picture_as_pdf:", key=key):
            ready = _print(visit, _KEPT, one.opens, lambda: report_issues.open_issue(visit.desk, one.id))
    if ready is not None:
        with spot:
            missing = _missing(visit, ready) if ready.missing else None
            _download(ready, visit.t("Download {file}", file="PDF"), f"issue_paper_{one.id}", help_=missing)


def _workbook(visit: Visit, wanted: tuple[ReportQuery, int]) -> Report:
    return made_workbook(wanted) or reports.build_report(visit.desk, wanted[0])


def _ready(place: str, wanted: object) -> Printed | None:
    """What was printed last, if it is what is wanted now."""
    printed: tuple[object, Printed] | None = st.session_state.get(place)
    return printed[1] if printed and printed[0] == wanted else None


def _download(ready: Printed, words: str, key: str, *, help_: str | None = None) -> None:
    st.download_button(
        md_escape(words),
        ready.data,
        ready.file_name,
        "application/pdf",
        icon=":material/download:",
        on_click="ignore",
        help=help_,
        key=key,
    )


def _missing(visit: Visit, ready: Printed) -> str:
    return visit.t(
        "This machine has no {fonts}: the PDF shows another font there. Install it, or Carlito and Caladea for"
        " Calibri and Cambria.",
        fonts=ready.missing,
    )


def _print(visit: Visit, place: str, wanted: object, workbook: Callable[[], Report | Workbook]) -> Printed | None:
    """Kept for the next run; None where it failed, which is said."""
    try:
        with st.spinner(visit.t("Printing the report…"), show_time=True):
            made = workbook()
            printed = printing.print_workbook(visit.desk, made.file_name, made.data)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return None
    st.session_state[place] = (wanted, printed)
    return printed
