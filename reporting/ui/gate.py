"""The guard at the head of every page (layer 8)."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from reporting.errors import NotAllowedError
from reporting.language import as_language
from reporting.ui import messages
from reporting.ui.visit import Visit

_OPENED = "bilan_visit"


@contextmanager
def opened(visit: Visit) -> Iterator[None]:
    """What app.py runs a page in. Outside of it no page shows anything."""
    st.session_state[_OPENED] = visit
    try:
        yield
    finally:
        st.session_state.pop(_OPENED, None)


def require(permission: str) -> Visit:
    """The visit, if the page was reached through app.py and the person may see it; else the page ends here."""
    visit = st.session_state.get(_OPENED)
    if not isinstance(visit, Visit):
        messages.not_through_the_door(as_language(st.context.locale))
        st.stop()
    try:
        visit.desk.person.require(permission)
    except NotAllowedError as error:
        messages.problem(error, visit.lang)
        st.stop()
    return visit
