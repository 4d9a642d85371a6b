"""What the linter found, above the download of a report (layer 8)."""

from collections.abc import Sequence

import streamlit as st

from reporting.language import text
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.workbook.lint.model import LEVELS, SYMBOLS, Level, Remark

_COLORS: dict[Level, str] = {"error": "red", "warning": "orange", "note": "gray"}


def show(visit: Visit, remarks: Sequence[Remark]) -> None:
    """One line in all, the findings below it; errors lie open, because they forbid an approval."""
    t = visit.t
    if not remarks:
        st.caption(f":green[:material/check:] {t('Checked: nothing to mend.')}")
        return
    counts = {level: sum(one.level == level for one in remarks) for level in LEVELS}
    title = t(
        "Checked: {errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, {notes} {notes:note|notes}",
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["note"],
    )
    with st.expander(title, expanded=counts["error"] > 0, icon=":material/fact_check:"):
        for one in remarks:
            st.markdown(_line(visit, one))


def _line(visit: Visit, one: Remark) -> str:
    where, what, how = (md_escape(text(part, visit.lang)) for part in (one.where, one.what, one.how))
    level = f":{_COLORS[one.level]}[{SYMBOLS[one.level]} **{visit.t('{level}', level=LEVELS[one.level])}**]"
    return f"{level} · **{where}**  \n{what}  \n:small[:gray[{how}]]"
