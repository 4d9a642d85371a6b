"""The foot of a report page (layer 8): data up to which day, what is missing, how it was computed."""

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from reporting.language import date_text, text
from reporting.metrics.model import Result
from reporting.periods import Period
from reporting.ui import memo
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape


def foot(visit: Visit, view: View, results: Sequence[Result]) -> None:
    """`results` are what the page was computed from."""
    st.caption(" · ".join(_freshness(visit, view)))
    notes = dict.fromkeys(note for result in results for note in result.notes)
    if notes:
        st.caption(":material/info: " + " · ".join(md_escape(text(note, visit.lang)) for note in notes))
    _how(visit, view, results)


def _freshness(visit: Visit, view: View) -> Iterable[str]:
    t, platforms = visit.t, visit.desk.catalog.theme.platforms
    yield t("Data up to {day}", day=view.last_day)
    for name in view.shown:
        first, last = view.coverage[name]
        label = platforms[name].label
        if last < view.period.start or first > view.period.end:
            yield t("{network}: no data in this period", network=label)
        elif last < _due(view.period, view) or first > view.period.start:
            yield t(
                "{network}: data from {first} to {last} only",
                network=label,
                first=date_text(max(first, view.period.start), visit.lang, "day"),
                last=date_text(min(last, view.period.end), visit.lang, "day"),
            )


def _due(period: Period, view: View) -> dt.date:
    """The day up to which every network should have data."""
    return min(period.end, view.last_day)


@st.fragment
def _how(visit: Visit, view: View, results: Sequence[Result]) -> None:
    """Read only when it is opened: definition, SQL and files."""
    t = visit.t
    with st.expander(
        t("How is this computed?"), on_change="rerun", key="how_computed", icon=":material/function:"
    ) as opened:
        if not opened.open:
            return
        metrics = dict.fromkeys(column.metric for result in results for column in result.columns if column.metric)
        shown = [visit.desk.catalog.metrics[name] for name in metrics if name]
        definitions, statement, listed = st.tabs([t("Definitions"), t("SQL"), t("Files")])
        with definitions:
            for metric in shown:
                st.markdown(f"**{md_escape(metric.label[visit.lang])}** — {md_escape(metric.meaning[visit.lang])}")
        with statement:
            for result in results:
                st.code(result.statement.text, language="sql", wrap_lines=False, height=320)
                st.json({name: str(value) for name, value in result.statement.params.items()}, expanded=False)
        with listed:
            files(visit, view, {number for result in results for number in result.imports})


def files(visit: Visit, view: View, numbers: set[int]) -> None:
    """The files of these imports."""
    t, formats = visit.t, visit.desk.catalog.formats
    rows = [
        {
            t("File"): entry.file,
            t("What it is"): formats[entry.format].title[visit.lang] if entry.format in formats else entry.format,
            t("From"): entry.first,
            t("To"): entry.last,
            t("Imported"): entry.at.date(),
        }
        for entry in memo.imports(view.client.id, view.version)
        if entry.id in numbers
    ]
    st.caption(t("{n} {n:file|files} behind these figures", n=len(rows)))
    st.dataframe(pd.DataFrame(rows), hide_index=True)
