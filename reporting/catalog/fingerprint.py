"""A header row as a short name: the same headings, however they are spelt and ordered, give the same one (layer 1)."""

import hashlib
from collections.abc import Iterable

from reporting.catalog.folding import fold

_DIGITS = 16


def fingerprint(headings: Iterable[str | None]) -> str:
    """Of the headings of a table; empty ones don't count."""
    folded = sorted(text for heading in headings if heading and (text := fold(heading)))
    return hashlib.sha256("\n".join(folded).encode()).hexdigest()[:_DIGITS]
