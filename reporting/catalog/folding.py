"""How headings, sheet names and titles are compared, whatever the platform did to their spelling (layer 1)."""

import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u2032\uff07", "'"))


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes, no soft hyphens or zero-width marks, single plain spaces."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    kept = "".join(
        char for char in decomposed if unicodedata.category(char) not in {"Mn", "Cf", "Cc"} or char.isspace()
    )
    return " ".join(kept.casefold().split())
