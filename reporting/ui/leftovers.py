"""What waits in other windows of the same person: a reload or a closed tab loses nothing (layer 8)."""

import streamlit as st

from reporting.ui.basket import Basket, left_behind, take_up
from reporting.ui.visit import Visit


def offer_leftovers(visit: Visit, own: Basket) -> None:
    """Only where nothing waits here: two baskets are not poured together."""
    if own.uploads:
        return
    t = visit.t
    for number, other in enumerate(left_behind(visit.desk)):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            job = other.job
            if job and job.running:
                words = t("In another window {done} of {total} files are done.", done=job.at.done, total=job.at.total)
            else:
                words = t("In another window {n} {n:file waits|files wait}.", n=len(other.uploads))
            st.markdown(f":material/tab: {words}")
            if st.button(t("Go on with them here"), key=f"take_up/{number}"):
                take_up(visit.desk, other)
                st.rerun()
