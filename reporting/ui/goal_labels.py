"""Content pillars and campaigns of a client (layer 8): what its posts are about, known by words and days."""

import datetime as dt

import streamlit as st

from reporting.actions import labels
from reporting.errors import BilanError
from reporting.periods import Period, period_text
from reporting.ui import blocks, memo, messages
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import capital, md_escape
from reporting.warehouse.labels import ContentLabel, LabelKind

_FIELDS = ("name", "words", "days")


def label_dialog(visit: Visit, view: View) -> None:
    t = visit.t
    st.caption(
        t("A post belongs to a pillar or a campaign if its hashtags or its text hold one of the words as a whole.")
    )
    _new(visit, view)
    known = memo.labels(view.client.id, visit.desk.store.version)
    if not known:
        blocks.empty(t("There are no pillars and no campaigns yet."), "sell")
    for one in known:
        _row(visit, one)


def _new(visit: Visit, view: View) -> None:
    t = visit.t
    kinds: dict[LabelKind, str] = {"pillar": t("Pillar"), "campaign": t("Campaign")}
    with st.container(border=True):
        kind = st.segmented_control(
            t("Kind"), list(kinds), format_func=kinds.__getitem__, default="pillar", required=True, key="label_kind"
        )
        name = st.text_input(t("Name"), key="label_name")
        words = st.text_input(
            t("Words or hashtags, with commas between them"), key="label_words", placeholder="#rando, sentier"
        )
        period = _days(visit) if kind == "campaign" else None
        label = ContentLabel(0, view.client.id, kind, name, tuple(words.split(",")), period)
        if st.button(t("Add"), icon=":material/add:", type="primary", key="add_label", disabled=not name):
            _save(visit, label)


def _days(visit: Visit) -> Period | None:
    """Both or none."""
    chosen = st.date_input(
        visit.t("Days of the campaign (may stay empty)"),
        [],
        key="label_days",
        format="DD/MM/YYYY" if visit.lang == "fr" else "MM/DD/YYYY",
    )
    match chosen:
        case (dt.date() as first, dt.date() as last):
            return Period(first, last, "custom")
    return None


def _save(visit: Visit, label: ContentLabel) -> None:
    try:
        labels.save_label(visit.desk, label)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    for field in _FIELDS:
        st.session_state.pop(f"label_{field}", None)
    st.rerun()


def _row(visit: Visit, one: ContentLabel) -> None:
    t = visit.t
    kind = t("Pillar") if one.kind == "pillar" else t("Campaign")
    parts = [", ".join(one.words), capital(period_text(one.period, visit.lang)) if one.period else ""]
    said = " · ".join(md_escape(part) for part in parts if part)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":gray-badge[{kind}] **{md_escape(one.name)}** {said}")
        if st.button(t("Remove"), icon=":material/delete:", type="tertiary", key=f"remove_label_{one.id}"):
            try:
                labels.remove_label(visit.desk, one.id)
            except BilanError as error:
                messages.problem(error, visit.lang)
            else:
                st.rerun()
