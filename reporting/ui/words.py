"""Text on its way to the screen (layer 8): a person's or a file's words never become Markdown."""

import re
from dataclasses import dataclass

from reporting.catalog.words import Words
from reporting.language import Language

_BREAK = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")  # fixed spaces are not breaks
_TURNS = re.compile("[\u202d\u202e]")  # what comes after them would be read from right to left
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LINK = re.compile(r"(?i)(www)(?=\.)|(https?)(?=:)|(mailto|xmpp)(?=:)")
_JOINER = "\u2060"  # WORD JOINER: has no width, and keeps `www.`, `http:` and `:smile:` from being recognised


def md_escape(text: str) -> str:
    """The same text, letter by letter, wherever Streamlit reads Markdown: one line, no link, icon, colour or HTML.

    What would turn the letters around is left out.
    """
    flat = _BREAK.sub(" ", _TURNS.sub("", text)).strip(" ")
    parted = _LINK.sub(lambda found: found.group(0) + _JOINER, flat)
    escaped = _PUNCTUATION.sub(r"\\\1", parted)
    return escaped.replace("\\:", "\\:" + _JOINER).replace("\\@", "\\@" + _JOINER)


@dataclass(frozen=True, slots=True)
class Lowered:
    """A name inside a sentence, as a field of it: `engagements`."""

    words: Words

    def spoken(self, lang: Language) -> str:
        name = self.words[lang]
        return name[:1].lower() + name[1:]


def capital(text: str) -> str:
    """The first letter as a capital: a period or a name that begins a sentence."""
    return text[:1].upper() + text[1:]
