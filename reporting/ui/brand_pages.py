"""A brand on the real pages of a report (layer 8): printed, and shown as pictures."""

import streamlit as st

from reporting.actions.gathering import ReportQuery
from reporting.actions.printing import can_print
from reporting.errors import BilanError
from reporting.ui import blocks, memo, messages
from reporting.ui.view import usual_period
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.model import Brand, Client

_LIVE = "brand_live"


def pages(visit: Visit, client: Client | None, brand: Brand) -> None:
    """The first printed pages of the client's newest report, drawn again after each change."""
    t = visit.t
    with blocks.card(t("On the real pages"), t("Printed from the workbook itself, with the client’s own figures")):
        coverage = memo.coverage(client.id, visit.desk.store.version) if client else {}
        if client is None or not coverage:
            blocks.empty(t("The pages stand here as soon as a client has data."), "description")
            return
        if not can_print(visit.desk):
            blocks.empty(t("Pictures of the pages need LibreOffice on this machine."), "print_disabled")
            return
        if not st.toggle(t("Show the pages, and follow each change"), key=_LIVE):
            blocks.empty(t("Cover, summary, goals and key figures, as the client will see them."), "description")
            return
        query = ReportQuery(client.id, usual_period(coverage), client.language)
        try:
            with st.spinner(t("Printing the pages of {client}…", client=md_escape(client.name)), show_time=True):
                shown = memo.brand_pages(client.id, visit.desk.store.version, query, brand)
        except BilanError as error:
            messages.problem(error, visit.lang)
            return
        for picture in shown:
            with st.container(border=True):
                st.image(picture, width="stretch")
