"""Words in the reader's language: gettext catalogues (*.po, read at run time) and dates through Babel (layer 0)."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, Protocol, get_args, runtime_checkable

import babel
import babel.dates
import babel.numbers
from babel.messages.pofile import read_po

from reporting.errors import BilanError, Sentence, Shown

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CATALOGUES = Path(__file__).parent / "locale"


@runtime_checkable
class Spoken(Protocol):
    """A field value that writes itself in the reader's language: a label, a period, a figure with its unit."""

    def spoken(self, lang: Language) -> str: ...


def as_language(value: str | None, default: Language = "en") -> Language:
    """`fr-CA`, `FR` and `fr` are fr; anything unknown is the default."""
    code = (value or "").replace("_", "-").split("-", maxsplit=1)[0].lower()
    return next((known for known in LANGUAGES if known == code), default)


@functools.cache
def catalogue(lang: Language) -> Mapping[str, str]:
    """Every msgid of a language with its text. English msgids are their own text."""
    texts: dict[str, str] = {}
    for path in sorted((CATALOGUES / lang).glob("*.po")):
        with path.open("rb") as file:
            texts |= {str(m.id): str(m.string) for m in read_po(file, locale=lang) if m.id and m.string and not m.fuzzy}
    return texts


def translator(lang: Language) -> Callable[..., str]:
    """`t = translator("fr")`, then t("Import {n} files", n=3). Field values are written in the same language."""

    def translate(msgid: str, /, **fields: object) -> str:
        return text(Sentence(msgid, tuple(fields.items())), lang)

    return translate


def text(sentence: Sentence | str, lang: Language) -> str:
    """Render a sentence; a plain str is already somebody's words and stays as it is."""
    if isinstance(sentence, str):
        return sentence
    template = catalogue(lang).get(sentence.msgid, sentence.msgid)
    return template.format_map(
        {name: Shown(_field(value, lang), one=_is_one(value, lang)) for name, value in sentence.fields}
    )


def error_text(error: BilanError, lang: Language) -> str:
    """All sentences of an error as one paragraph."""
    return " ".join(text(sentence, lang) for sentence in error.sentences)


def date_text(day: dt.date, lang: Language, style: Literal["short", "medium", "long", "day"] = "long") -> str:
    """`31 octobre 2026`, `Oct 31, 2026`; day is without year: `31 oct.`, `Oct 31`."""
    if style == "day":
        return str(babel.dates.format_skeleton("MMMd", day, locale=lang))
    return str(babel.dates.format_date(day, format=style, locale=lang))


def territory(code: str, lang: Language) -> str | None:
    """What a country is called whose code (ISO 3166, two letters) it is."""
    name = babel.Locale.parse(lang).territories.get(code.upper()) if re.fullmatch("[A-Za-z]{2}", code) else None
    return str(name) if name else None


def _field(value: object, lang: Language) -> str:
    if isinstance(value, Sentence):
        return text(value, lang)
    if isinstance(value, Spoken):
        return value.spoken(lang)
    if isinstance(value, dt.date):
        return date_text(value, lang)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(babel.numbers.format_decimal(value, locale=lang)).replace("-", "\u2212")
    if isinstance(value, list | tuple):
        return ", ".join(_field(item, lang) for item in value)
    return str(value)


def _is_one(value: object, lang: Language) -> bool:
    """Whether a count takes the singular: 1 in English, 0 and 1 in French."""
    return isinstance(value, int) and babel.Locale.parse(lang).plural_form(abs(value)) == "one"
