"""Does it add up? The totals of a file beside the figures (layer 8)."""

import pandas as pd
import streamlit as st

from reporting.actions.reconciling import Line, Reconciled
from reporting.language import text
from reporting.numbers import value_text
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape


def reconciliation(done: Reconciled, visit: Visit) -> None:
    """The verdict in a sentence, each column with its reasons, and what the export says of itself."""
    t = visit.t
    if done.adds_up:
        said = t("It adds up: every difference has its reason.") if _differs(done) else t("It adds up, to the unit.")
        st.markdown(f":green[:material/check_circle:] {said}")
    else:
        st.markdown(f":red[:material/error:] **{t('Something does not add up, and no reason is known.')}**")
    for sentence in done.unexplained:
        st.markdown(f":red[:material/error:] {md_escape(text(sentence, visit.lang))}")
    for sentence in done.reasons:
        st.markdown(f":gray[:material/info:] {md_escape(text(sentence, visit.lang))}")
    if done.lines:
        st.dataframe(pd.DataFrame([_row(line, visit) for line in done.lines]), hide_index=True)
    for note in done.notes:
        st.caption(md_escape(note[visit.lang]))


def _differs(done: Reconciled) -> bool:
    return bool(done.reasons) or any(line.reasons for line in done.lines)


def _row(line: Line, visit: Visit) -> dict[str, str]:
    t, column = visit.t, visit.desk.catalog.columns[line.column]
    metric = visit.desk.catalog.metrics[line.metric].label[visit.lang] if line.metric else ""
    unit = column.unit or "number"
    sentences = [text(sentence, visit.lang) for sentence in (*line.unexplained, *line.reasons)]
    return {
        "": "✕" if line.unexplained else ("≠" if line.reasons else "✓"),
        t("Column"): column.label[visit.lang],
        t("Line of totals"): value_text(line.own, unit, visit.lang),
        t("Rows of the file"): value_text(line.file, unit, visit.lang),
        t("Stored"): value_text(line.stored, unit, visit.lang),
        t("Shown"): value_text(line.figure, unit, visit.lang),
        t("As"): metric,
        t("Why it differs"): " ".join(sentences),
    }
