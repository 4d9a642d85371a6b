"""What went wrong, or well, in words (layer 8): what, where, why, what to do."""

import logging
import secrets

import streamlit as st

from reporting.errors import BilanError
from reporting.ingest.model import Level, Notice
from reporting.language import Language, as_language, text, translator
from reporting.ui.words import md_escape

_LOG = logging.getLogger("bilan.pages")
_SYMBOL: dict[Level, str] = {
    "info": ":gray[:material/info:]",
    "warning": ":orange[:material/warning:]",
    "error": ":red[:material/error:]",
}


def problem(error: BilanError, lang: Language) -> None:
    """An error that a person can act on: the first sentence strong, the others below."""
    first, *others = (md_escape(text(sentence, lang)) for sentence in error.sentences)
    st.error("\n\n".join([f"**{first}**", " ".join(others)]).strip(), icon=":material/error:")


def notice(said: Notice, lang: Language) -> None:
    st.markdown(f"{_SYMBOL[said.level]} {md_escape(text(said.sentence, lang))}")


def not_through_the_door(lang: Language) -> None:
    t = translator(lang)
    st.error(t("This page opens from the start page of Bilan."), icon=":material/lock:")


def unforeseen(error: Exception) -> bool:
    """For what nobody caught: a BilanError is explained, anything else gets a reference to the log."""
    lang = as_language(st.session_state.get("lang") or st.context.locale)
    if isinstance(error, BilanError):
        problem(error, lang)
        return True
    reference = secrets.token_hex(4)
    _LOG.error("page failed, reference %s", reference, exc_info=error)
    t = translator(lang)
    st.error(
        f"**{t('This page could not be shown.')}**\n\n"
        + t("Nothing was changed. Reload the page; if it happens again, give the reference {code}.", code=reference),
        icon=":material/error:",
    )
    return True
