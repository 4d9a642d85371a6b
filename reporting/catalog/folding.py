"""How headings, sheet names and titles are compared, whatever the platform did to their spelling (layer 1)."""

import functools
import unicodedata

_QUOTES = str.maketrans(
    dict.fromkeys("\u2019\u2018\u02bc\u2032\uff07", "'") | dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')
)


@functools.lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, no accents, straight quotes, no soft hyphens or zero-width marks, single plain spaces."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_QUOTES))
    kept = "".join(
        char for char in decomposed if unicodedata.category(char) not in {"Mn", "Cf", "Cc"} or char.isspace()
    )
    return " ".join(kept.casefold().split())
