"""Empty installations and empty clients (layer 8): what would stand here, and the next step with its button."""

import streamlit as st

from reporting.actions import demo
from reporting.ui.navigation import link
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.model import Client


def show(visit: Visit) -> None:
    """The first page of an installation that knows no client."""
    t = visit.t
    st.title(t("From a folder of exports to the month’s report"), anchor=False)
    st.markdown(
        t(
            "Bilan reads the export files of your networks as they come, judges your goals, "
            "and writes the report that goes to your client. Nothing leaves this machine."
        )
    )
    steps = (
        (
            "upload_file",
            t("Drop the exports"),
            t("Facebook, Instagram, LinkedIn, X, TikTok, YouTube: recognised by content, in French or English."),
        ),
        (
            "insights",
            t("See how it went"),
            t("Against last month, last year and your goals; every figure can be followed to the row of its file."),
        ),
        (
            "table_view",
            t("Send the report"),
            t("An Excel workbook in your client’s language and colours, with charts, definitions and sources."),
        ),
    )
    cards = st.grid(3, min_column_width=240, border=True)
    for icon, title, words in steps:
        with cards.cell():
            st.markdown(f"#### :primary[:material/{icon}:] {title}")
            st.caption(words)
    _first_step(visit)


def _first_step(visit: Visit) -> None:
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center"):
        wanted = st.button(
            t("Load the example client"), type="primary", icon=":material/play_arrow:", key="load_example"
        )
        link("upload", t("Import my own exports"))
    st.caption(t("The example is invented: fourteen months of six networks. You can take it out again."))
    if wanted:
        _load_example(visit)


def _load_example(visit: Visit) -> None:
    bar = st.progress(0.0, visit.t("Reading the example files…"))

    def advance(done: int, total: int, name: str) -> None:
        bar.progress(done / max(total, 1), f"{done} / {total} · {md_escape(name)}")

    demo.load_demo(visit.desk, advance)
    st.rerun()


def nothing_yet(visit: Visit, client: Client) -> None:
    """A client without any figures."""
    st.title(visit.t("{client} has no figures yet", client=md_escape(client.name)), anchor=False)
    st.markdown(visit.t("Import export files for this client: figures, goals and the report follow from them."))
    link("upload", visit.t("Import exports"))
