"""Targets by file (layer 8): the template, what a file would change, and taking it."""

import secrets
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pandas as pd
import streamlit as st

from reporting.actions import targets
from reporting.actions.targets import TargetFile, TargetRow
from reporting.errors import BilanError
from reporting.language import text
from reporting.periods import period_text
from reporting.ui import messages
from reporting.ui.goal_dialogs import done
from reporting.ui.goal_words import metric_of, scope_text, target_text
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import capital, md_escape

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def targets_dialog(visit: Visit, view: View) -> None:
    t = visit.t
    st.markdown(t("Download the template, fill it in, drop it here. You see what would change before anything does."))
    with st.container(horizontal=True, vertical_alignment="center"):
        filled = st.toggle(t("with the goals that are set"), key="targets_filled")
        st.download_button(
            t("Download the template"),
            _template(view.client.id, visit.desk.store.version, visit, filled=filled),
            file_name=f"{t('targets')}.xlsx",
            mime=_EXCEL,
            icon=":material/download:",
            key="targets_template",
            on_click="ignore",
        )
    given = st.file_uploader(t("File of targets"), ["xlsx", "xls", "csv", "xml"], key="targets_file")
    if given is None:
        return
    try:
        with st.spinner(t("Reading the file"), show_time=True):
            file = _read(visit, view, given.name, given)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    _preview(visit, file)
    _take(visit, file)


def _template(client_id: int, version: int, visit: Visit, *, filled: bool) -> bytes:
    """Kept for the session until the store changes."""
    key = (client_id, version, visit.lang, filled)
    kept = st.session_state.get("bilan_targets_template")
    if kept is None or kept[0] != key:
        kept = (key, targets.template(visit.desk, client_id, visit.lang, filled=filled))
        st.session_state["bilan_targets_template"] = kept
    return bytes(kept[1])


def _read(visit: Visit, view: View, name: str, content: BytesIO) -> TargetFile:
    path = visit.desk.settings.work / f"targets-{secrets.token_hex(8)}{Path(name).suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.getvalue())
    try:
        return targets.read_targets(visit.desk, path, name, view.client.id)
    finally:
        path.unlink(missing_ok=True)


def _preview(visit: Visit, file: TargetFile) -> None:
    """How many rows are new, changed, the same, or have problems; then each of them."""
    t = visit.t
    new, changed, same = (file.in_state(state) for state in ("new", "changed", "same"))
    counts = [
        t("{n} new", n=len(new)),
        t("{n} changed", n=len(changed)),
        t("{n} the same", n=len(same)),
        t("{n} {n:problem|problems}", n=len(file.problems)),
    ]
    st.markdown(f"**{md_escape(file.name)}** — {' · '.join(counts)}")
    if file.unknown:
        st.caption(md_escape(t("Headings that mean nothing here: {names}.", names=list(file.unknown))))
    if file.problems:
        _problems(visit, file)
    if new or changed:
        _rows(visit, [*new, *changed])


def _problems(visit: Visit, file: TargetFile) -> None:
    t = visit.t
    st.markdown(f":orange[:material/warning:] {t('These rows stay out until the cells are mended.')}")
    rows = [
        {
            t("Cell"): one.cell,
            t("Heading"): one.heading,
            t("What is there"): one.raw,
            t("What is wrong"): text(one.reason, visit.lang),
        }
        for one in file.problems
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="targets_problems")


def _rows(visit: Visit, rows: Sequence[TargetRow]) -> None:
    t = visit.t
    states = {"new": t("new"), "changed": t("changed"), "same": t("the same")}
    shown = [
        {
            t("Row"): row.row,
            t("State"): states[row.state],
            t("Goal"): metric_of(visit, row.goal).label[visit.lang],
            t("About"): scope_text(visit, row.goal),
            t("Period"): capital(period_text(row.goal.period, visit.lang)),
            t("Target before"): target_text(visit, row.before) if row.before else "",
            t("Target"): target_text(visit, row.goal),
            t("Owner"): row.goal.owner or "",
        }
        for row in rows
    ]
    st.dataframe(pd.DataFrame(shown), hide_index=True, key="targets_rows")


def _take(visit: Visit, file: TargetFile) -> None:
    t = visit.t
    n = len(file.in_state("new")) + len(file.in_state("changed"))
    if not n:
        st.caption(t("Nothing in this file would change a goal."))
        return
    if st.button(t("Take {n} {n:target|targets}", n=n), type="primary", icon=":material/check:", key="take_targets"):
        try:
            targets.take_targets(visit.desk, file)
        except BilanError as error:
            messages.problem(error, visit.lang)
            return
        done(t("{n} {n:target is|targets are} taken.", n=n))
