"""The reader's language (layer 8): the address, else what the person chose before, else the browser."""

import streamlit as st

from reporting.actions import preferences
from reporting.actions.desk import Desk
from reporting.language import LANGUAGES, Language, as_language, translator

_NAMES = {"en": "English", "fr": "Français"}
_KEY = "language_choice"


def language(desk: Desk) -> Language:
    """Kept for the session once it is known; `?lang=fr` in a link wins over it."""
    asked = st.query_params.get("lang")
    if asked:
        st.session_state["lang"] = as_language(asked, desk.settings.language)
    if "lang" not in st.session_state:
        kept = preferences.language_of(desk)
        st.session_state["lang"] = as_language(kept or st.context.locale, desk.settings.language)
    return as_language(st.session_state["lang"])


def switch(desk: Desk, lang: Language) -> None:
    """Two names, each in its own language; the choice is remembered for the next visits."""
    st.session_state[_KEY] = lang
    st.segmented_control(
        translator(lang)("Language"),
        LANGUAGES,
        format_func=_NAMES.__getitem__,
        key=_KEY,
        required=True,
        label_visibility="collapsed",
        on_change=_chosen,
        args=(desk,),
    )


def _chosen(desk: Desk) -> None:
    lang = as_language(st.session_state[_KEY])
    st.session_state["lang"] = lang
    if "lang" in st.query_params:
        st.query_params["lang"] = lang
    preferences.remember_language(desk, lang)
    _keep_choices()


def _keep_choices() -> None:
    """A browser names a choice by its words. Set anew, it keeps its value and is shown in the words of the language."""
    for key, value in st.session_state.items():
        many = value if isinstance(value, list | tuple) else [value]
        if many and all(isinstance(one, str | int) and not isinstance(one, bool) for one in many):
            st.session_state[key] = value
