"""Personal data of other people in what a client would read: addresses, telephone numbers, handles (layer 6)."""

import re
from collections.abc import Iterator
from typing import Literal

Kind = Literal["mail", "phone", "handle"]

_LINK = re.compile(r"https?://\S+")
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
# French numbers with one separator throughout, and numbers that begin with a country's code: no date and no amount.
_PHONE = re.compile(
    r"(?<![\w.,+\-])(?:0[1-9](?P<gap>[ .\-\u00a0\u202f]?)\d{2}(?:(?P=gap)\d{2}){3}"
    r"|(?:\+|00)\d{1,3}(?:[ .\-\u00a0\u202f]?\(?\d{1,4}\)?){2,6})(?![\w])"
)
_HANDLE = re.compile(r"(?<![\w@./])@([\w.]{2,40}\w)")
_FEWEST_DIGITS = 9


def personal(text: str, own: frozenset[str] = frozenset()) -> Iterator[tuple[Kind, str]]:
    """Each find with its kind; `own` are the handles, folded and without @, that may be named."""
    if not any(sign in text for sign in "@+0"):
        return
    left = _LINK.sub(" ", text)
    for found in _MAIL.finditer(left):
        yield "mail", found[0]
    left = _MAIL.sub(" ", left)
    for found in _PHONE.finditer(left):
        if sum(letter.isdigit() for letter in found[0]) >= _FEWEST_DIGITS:
            yield "phone", found[0]
    for found in _HANDLE.finditer(left):
        if found[1].casefold() not in own:
            yield "handle", found[0]
