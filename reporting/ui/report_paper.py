"""The report as a PDF (layer 8): one click, from the workbook that is there or is made for it."""

import streamlit as st

from reporting.actions import printing, reports
from reporting.actions.gathering import ReportQuery
from reporting.actions.printing import Printed
from reporting.errors import BilanError
from reporting.ui import messages
from reporting.ui.reporting_sheet import made_workbook
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_PRINTED = "bilan_printed"


@st.fragment
def paper(visit: Visit, view: View, query: ReportQuery) -> None:
    """Printed in a thread of its own at a click; offered until anything that it was made from changes."""
    t = visit.t
    wanted = (query, view.version)
    printed: tuple[object, Printed] | None = st.session_state.get(_PRINTED)
    ready = printed[1] if printed and printed[0] == wanted else None
    with st.container(horizontal=True, vertical_alignment="center"):
        if ready is None:
            can = printing.can_print(visit.desk)
            if st.button(t("Prepare the PDF"), icon=":material/picture_as_pdf:", key="prepare_pdf", disabled=not can):
                _print(visit, query, wanted)
            if not can:
                st.caption(t("A PDF needs LibreOffice on this machine; REPORTING_OFFICE can name its program."))
            return
        st.download_button(
            md_escape(t("Download {file}", file=ready.file_name)),
            ready.data,
            ready.file_name,
            "application/pdf",
            icon=":material/download:",
            on_click="ignore",
            key="download_pdf",
        )
        st.caption(t("{n} {n:page|pages}; the rows of data stay in the workbook.", n=ready.pages))
    if ready.missing:
        words = t(
            "This machine has no {fonts}: the PDF shows another font there. Install it, or Carlito and Caladea for"
            " Calibri and Cambria.",
            fonts=ready.missing,
        )
        st.caption(f":orange[:material/warning:] {md_escape(words)}")


def _print(visit: Visit, query: ReportQuery, wanted: tuple[ReportQuery, int]) -> None:
    try:
        with st.spinner(visit.t("Printing the report…"), show_time=True):
            made = made_workbook(wanted) or reports.build_report(visit.desk, query)
            printed = printing.print_workbook(visit.desk, made.file_name, made.data)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    st.session_state[_PRINTED] = (wanted, printed)
    st.rerun(scope="fragment")
