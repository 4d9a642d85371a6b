"""The rows behind a report as files (layer 8)."""

import streamlit as st

from reporting.actions import data_files
from reporting.actions.gathering import ReportQuery
from reporting.ui.visit import Visit


def rows(visit: Visit, query: ReportQuery) -> None:
    """Made when it is clicked."""
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            t("Download the rows"),
            lambda: data_files.data_files(visit.desk, query).data,
            f"{query.period.key}_data.zip",
            "application/zip",
            icon=":material/table_rows:",
            on_click="ignore",
            key="download_rows",
        )
        st.caption(t("CSV for a spreadsheet and Parquet for programs, with a list of the columns."))
