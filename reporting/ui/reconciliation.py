"""Does it add up? The totals of a file beside the figures (layer 8)."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from reporting.actions.reconciling import Line, Reconciled
from reporting.errors import Sentence
from reporting.language import text
from reporting.numbers import value_text
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_WRONG = ":red[:material/error:]"
_KNOWN = ":gray[:material/info:]"


def reconciliation(done: Reconciled, visit: Visit) -> None:
    """The verdict in a sentence, each column with its reasons, and what the export says of itself."""
    t = visit.t
    if done.adds_up:
        said = t("It adds up: every difference has its reason.") if _differs(done) else t("It adds up, to the unit.")
        st.markdown(f":green[:material/check_circle:] {said}")
    else:
        st.markdown(f":red[:material/error:] **{t('Something does not add up, and no reason is known.')}**")
    for sentence in done.unexplained:
        st.markdown(f"{_WRONG} {md_escape(text(sentence, visit.lang))}")
    for sentence in done.reasons:
        st.markdown(f"{_KNOWN} {md_escape(text(sentence, visit.lang))}")
    if done.lines:
        table = pd.DataFrame([_row(line, visit) for line in done.lines])
        st.dataframe(table, hide_index=True, column_config={"": st.column_config.TextColumn(width=40)})
    for mark, sentences in (
        (_WRONG, [(line, one) for line in done.lines for one in line.unexplained]),
        (_KNOWN, [(line, one) for line in done.lines for one in line.reasons]),
    ):
        _said(mark, sentences, visit)
    for note in done.notes:
        st.caption(md_escape(note[visit.lang]))


def _said(mark: str, sentences: Sequence[tuple[Line, Sentence]], visit: Visit) -> None:
    """What is true of several columns is said once."""
    about: dict[Sentence, list[str]] = {}
    for line, sentence in sentences:
        about.setdefault(sentence, []).append(visit.desk.catalog.columns[line.column].label[visit.lang])
    for sentence, columns in about.items():
        st.markdown(f"{mark} **{md_escape(', '.join(columns))}** — {md_escape(text(sentence, visit.lang))}")


def _differs(done: Reconciled) -> bool:
    return bool(done.reasons) or any(line.reasons for line in done.lines)


def _row(line: Line, visit: Visit) -> dict[str, str]:
    t, column = visit.t, visit.desk.catalog.columns[line.column]
    metric = visit.desk.catalog.metrics[line.metric].label[visit.lang] if line.metric else ""
    unit = column.unit or "number"
    return {
        "": "✕" if line.unexplained else ("≠" if line.reasons else "✓"),
        t("Column"): column.label[visit.lang],
        t("Line of totals"): value_text(line.own, unit, visit.lang),
        t("Rows of the file"): value_text(line.file, unit, visit.lang),
        t("Stored"): value_text(line.stored, unit, visit.lang),
        t("Shown"): value_text(line.figure, unit, visit.lang),
        t("As"): metric,
    }
