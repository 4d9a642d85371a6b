"""Quotes without what tells who a private person is: addresses, numbers, account names, names greeted (layer 6).

Names elsewhere in a text are not recognised; who sends the report reads the quotes first.
"""

import re
import unicodedata
from collections.abc import Collection

from reporting.errors import Sentence, say
from reporting.language import Language, text

E_MAIL, PHONE, LINK, PERSON = say("[e-mail]"), say("[number]"), say("[link]"), say("[name]")

_E_MAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]++(?:@|\s?[(\[]at[)\]]\s?)"
    r"[\w-]+(?:(?:\.|\s?[(\[](?:dot|point)[)\]]\s?)[\w-]+)+",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:wa\.me|t\.me|fb\.com|instagram\.com|linkedin\.com)/\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@])@([\w.-]*\w)(?:@[\w-]+(?:\.[\w-]+)+)?")
_NUMBER = re.compile(r"(?<!\w)[+(]?\d(?:[\s./()-]{0,2}\d){6,}(?!\w)")
_NO_PHONE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,3}(?:\s\d{3})*\s000")
_NAMED = r"[^\W\d_a-zß-öø-ÿ][\w’'-]+"
_GREETED = re.compile(
    r"\b((?:bonjour|bonsoir|coucou|salut|hello|hi|hey|dear|chère?|merci|thanks|thank you)\s+"
    rf"(?:(?:m\.|mme|mlle|mr\.?|mrs\.?|ms\.?|madame|monsieur)\s+)?)((?-i:{_NAMED})(?:\s+(?-i:{_NAMED}))?)",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b((?:M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Madame|Monsieur)\s+)({_NAMED}(?:\s+{_NAMED})?)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def masked(words: str, lang: Language, own: Collection[str] = ()) -> str:
    """The words as others may read them. own: names of the client itself, which may stand."""
    names = {_folded(name) for name in own if name}
    plain = _INVISIBLE.sub("", _narrow(words))
    plain = _LINK.sub(_said(LINK, lang), plain)
    plain = _HANDLE.sub(lambda found: found[0] if _folded(found[1]) in names else _said(PERSON, lang), plain)
    plain = _E_MAIL.sub(_said(E_MAIL, lang), plain)
    plain = _NUMBER.sub(lambda found: found[0] if _NO_PHONE.fullmatch(found[0]) else _said(PHONE, lang), plain)
    for named in (_GREETED, _TITLED):
        plain = named.sub(lambda found: _unnamed(found, names, lang), plain)
    return plain


def _unnamed(found: re.Match[str], own: Collection[str], lang: Language) -> str:
    """The client's own name may stand, also where only its first word is taken for a name."""
    is_own = any(name.startswith(_folded(found[2])) for name in own)
    return found[0] if is_own else f"{found[1]}{_said(PERSON, lang)}"


def _said(sentence: Sentence, lang: Language) -> str:
    return text(sentence, lang)


def _narrow(words: str) -> str:
    """Wide and other forms of @, digits and dots as the plain ones."""
    return "".join(_plain(letter) for letter in words)


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    alike = unicodedata.normalize("NFKC", letter)
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    return alike if len(alike) == 1 and alike.isascii() else letter


def _folded(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name).casefold() if letter.isalnum())
