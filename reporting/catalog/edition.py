"""Which edition of a format this is: whether it reads files as it did (layer 1)."""

import dataclasses
import hashlib
import json

from reporting.catalog.format import Format

WORDS = ("title", "source", "notes", "unlisted", "shared", "local", "amended_by")
"""Parts of a format that people read, or that say whose it is: no cell depends on them."""


def edition(format_: Format) -> str:
    """The same for definitions that read every file alike, as far as the definition decides it."""
    parts = {name: value for name, value in dataclasses.asdict(format_).items() if name not in WORDS}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
