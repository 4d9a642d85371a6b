"""Mended definitions over files that were imported before: choose, look at what would change, do it."""

import streamlit as st

from reporting.actions import replaying
from reporting.errors import BilanError
from reporting.language import text
from reporting.ui import blocks, messages, replays, welcome
from reporting.ui.gate import require
from reporting.ui.navigation import link
from reporting.ui.words import md_escape

visit = require("store.maintain")
t = visit.t
SEEN, DONE = "replay_seen", "replay_done"

every = replaying.candidates(visit.desk)
if not every:
    welcome.show(visit)
    st.stop()

st.title(text(replays.headline(every), visit.lang), anchor=False)
if DONE in st.session_state:
    count = st.session_state.pop(DONE)
    st.success(t("{n} {n:import|imports} replayed.", n=count), icon=":material/check_circle:")
st.caption(
    t(
        "A definition that was mended reaches files that are here already when they are read again from their "
        "originals. Nothing counts before you have seen what would change."
    )
)
formats = sorted({one.entry.format for one in every})
titles = {id_: known.title[visit.lang] for id_ in formats if (known := visit.desk.catalog.formats.get(id_))}
changed = [one for one in every if one.changed]
asked = st.query_params.get("import", "")
of_format = st.query_params.get("format", "")
with st.container(horizontal=True, vertical_alignment="bottom"):
    client = st.selectbox(
        t("Client"), sorted({one.entry.client for one in every}), index=None, placeholder=t("all"), key="replay_client"
    )
    format_ = st.selectbox(
        t("Format"),
        formats,
        index=formats.index(of_format) if of_format in formats else None,
        format_func=lambda id_: titles.get(id_, id_),
        placeholder=t("all"),
        key="replay_format",
    )
    only_changed = st.toggle(t("Definition changed since"), value=bool(changed) and not asked, key="replay_changed")
    only_rejected = st.toggle(t("With rows left out"), key="replay_rejected")
shown = [
    one
    for one in every
    if client in {None, one.entry.client}
    and format_ in {None, one.entry.format}
    and (one.changed or not only_changed)
    and (one.entry.rejected or not only_rejected)
    and asked in {"", str(one.entry.id)}
]
if asked:
    link("replay", t("Show all imports"))
if not shown:
    blocks.empty(t("No import is like that."), "filter_alt_off")
    st.stop()
picked = st.dataframe(
    replays.candidate_table(shown, visit), hide_index=True, on_select="rerun", selection_mode="multi-row", key="replay_table"
)
chosen = [shown[at].entry.id for at in picked.selection.rows] or [one.entry.id for one in shown]
words = t("{n} {n:import|imports} chosen: tick rows to choose fewer.", n=len(chosen))
st.caption(words)

state = (tuple(chosen), visit.desk.store.version)


def advance(done: int, total: int, name: str) -> None:
    bar.progress(done / max(total, 1), f"{done} / {total} · {md_escape(name)}")


if st.button(t("See what would change"), icon=":material/visibility:", key="replay_preview"):
    bar = st.progress(0.0, t("Reading the originals…"))
    st.session_state.pop(SEEN, None)
    try:
        st.session_state[SEEN] = (state, replaying.preview(visit.desk, chosen, advance))
    except BilanError as error:
        messages.problem(error, visit.lang)
    bar.empty()

known, seen = st.session_state.get(SEEN, (None, None))
if seen is not None and known == state:
    replays.outcome(seen, visit)
    if seen.pairs and st.button(t("Let it count"), type="primary", icon=":material/replay:", key="replay_go"):
        bar = st.progress(0.0, t("Reading the originals…"))
        try:
            done = replaying.replay(visit.desk, chosen, advance)
        except BilanError as error:
            messages.problem(error, visit.lang)
        else:
            st.session_state.pop(SEEN)
            st.session_state[DONE] = len(done.pairs)
            st.rerun()
        bar.empty()
