"""Which dialog of the goals page is open (layer 8). It is kept in the session, so that a run doesn't close it."""

from collections.abc import Callable

import streamlit as st

from reporting.ui.visit import Visit

_OPEN = "bilan_goal_dialog"
_SAID = "bilan_goal_said"


def ask(name: str, number: int = 0) -> None:
    """Before the next run: open the dialog of that name, about the goal of that number."""
    st.session_state[_OPEN] = (name, number)


def asked() -> tuple[str, int]:
    """What is open, and about which goal; an empty name is nothing."""
    name, number = st.session_state.get(_OPEN, ("", 0))
    return str(name), int(number)


def close() -> None:
    st.session_state.pop(_OPEN, None)


def opened(title: str, body: Callable[[], None]) -> None:
    """Draw the open dialog."""
    st.dialog(title, width="large", on_dismiss=close)(body)()


def done(said: str) -> None:
    """Close the dialog, and say on the page what was done."""
    close()
    st.session_state[_SAID] = said
    st.rerun()


def say_what_was_done(visit: Visit) -> None:
    """Once."""
    del visit
    said = st.session_state.pop(_SAID, "")
    if said:
        st.toast(said, icon=":material/check:")
