"""Who looks, in which language, at which installation: what every page starts from (layer 8)."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from reporting.actions.desk import Desk, open_desk
from reporting.language import Language, translator
from reporting.settings import from_environment


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of a page."""

    desk: Desk
    lang: Language

    @property
    def t(self) -> Callable[..., str]:
        return translator(self.lang)


@st.cache_resource(show_spinner=False, on_release=lambda desk: desk.store.close())
def shared_desk() -> Desk:
    """The one desk of this process: a DuckDB file has one owner. Raises BusyError, DefinitionError."""
    return open_desk(from_environment())
