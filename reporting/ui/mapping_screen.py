"""The screen that makes an unknown table known (layer 8)."""

import datetime as dt

import streamlit as st

from reporting.actions import mapping
from reporting.actions.reading import Upload
from reporting.errors import BilanError
from reporting.ingest.understanding.drafting import Draft, lacking
from reporting.ingest.understanding.propose import Outline
from reporting.ui import mapping_table, messages
from reporting.ui.mapping_columns import columns_form
from reporting.ui.mapping_preview import missing, preview_block
from reporting.ui.mapping_state import Mapped
from reporting.ui.visit import Visit

AT_ONCE = 20_000_000
"""Bytes of a file that is read anew after each change on the screen."""


def mapping_screen(visit: Visit, work: Mapped, upload: Upload) -> bool:
    """Whether the format was kept in this run."""
    try:
        with st.spinner(visit.t("Reading the file…")):
            seen = work.outline(visit, upload, mapping_table.header_row(work.seen), None)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return False
    with st.container(border=True):
        st.subheader(visit.t("The first rows"), anchor=False)
        mapping_table.first_rows(visit, seen)
    draft = _draft(visit, work, upload, seen)
    with st.container(border=True):
        st.subheader(visit.t("What it becomes"), anchor=False)
        good = _shown(visit, work, upload, draft)
        label = visit.t("Keep this format")
        if st.button(label, type="primary", icon=":material/check:", disabled=not good, key="map_save"):
            return _kept(visit, draft)
    return False


def _draft(visit: Visit, work: Mapped, upload: Upload, seen: Outline) -> Draft:
    with st.container(border=True):
        named = mapping_table.named(visit, seen, work.file)
        seen = work.outline(visit, upload, None, mapping_table.table_choice(visit, seen))
        left = mapping_table.left_rows(visit, seen)
    st.subheader(visit.t("What the columns mean"), anchor=False)
    columns = columns_form(visit, seen)
    return Draft(
        title=named.title,
        platforms=named.platforms,
        table=seen.table,
        language=seen.language or visit.lang,
        columns=columns,
        source=f"headings of one file, mapped with Bilan in {dt.datetime.now(dt.UTC):%Y-%m}",
        constants=mapping_table.constants(visit, seen, columns),
        left=left,
    )


def _shown(visit: Visit, work: Mapped, upload: Upload, draft: Draft) -> bool:
    """What is still open, or what the file becomes; whether it may be kept."""
    open_points = lacking(draft, visit.desk.catalog)
    if open_points:
        missing(visit, open_points)
        return False
    if not (work.tried_with(draft) or upload.path.stat().st_size < AT_ONCE):
        st.markdown(visit.t("Everything is said. The file is large: it is read when you ask for it."))
        if not st.button(visit.t("Read the file with this"), icon=":material/play_arrow:", key="map_try"):
            return False
    try:
        with st.spinner(visit.t("Reading the file…")):
            tried = work.preview(visit, upload, draft)
        return preview_block(visit, tried)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return False


def _kept(visit: Visit, draft: Draft) -> bool:
    try:
        mapping.save(visit.desk, draft)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return False
    return True
