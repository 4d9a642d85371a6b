"""Faults that every kind of definition can have: a name that does not exist, a text left untranslated (layer 1)."""

import difflib
import re
from collections.abc import Iterable, Iterator

from reporting.catalog.words import Words

_ENOUGH_TO_DIFFER = 3
_WORD = re.compile(r"[^\W\d_]{3,}")


def unknown(names: Iterable[str], known: Iterable[str], place: str, what: str) -> Iterator[str]:
    """A fault for every name that is not known, with the nearest that is."""
    known = list(known)
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            yield f"{place}: no {what} {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")


def untranslated(words: Words, place: str) -> Iterator[str]:
    """A text of three words or more that is the same in both languages was forgotten; "Impressions" was not."""
    if words.en == words.fr and len(_WORD.findall(words.en)) >= _ENOUGH_TO_DIFFER:
        yield f"{place}: the French is the English: {words.en!r}"
