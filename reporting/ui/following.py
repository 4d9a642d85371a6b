"""A job on the page that started it (layer 8): where it is, and a way to stop it."""

from typing import Any

import streamlit as st

from reporting.actions.jobs import Job
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_SECONDS = 0.5


@st.fragment(run_every=_SECONDS)
def follow(visit: Visit, job: Job[Any], words: str) -> None:
    """Drawn anew by itself; the whole page runs again once the job has ended."""
    if not job.running:
        st.rerun()
    t, at = visit.t, job.at
    with st.container(border=True, gap="small"):
        count = t("{done} of {total}", done=at.done, total=at.total)
        st.progress(at.done / max(at.total, 1), f"**{words}** {count} · {md_escape(at.name)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                t("Stop"), icon=":material/stop_circle:", key="stop_job", disabled=job.stopping, on_click=job.stop
            )
            if job.stopping:
                st.caption(t("Stopping after this file…"))
            else:
                st.caption(t("You can leave this page: the work goes on. After a stop, what is done stays whole."))
