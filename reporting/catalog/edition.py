"""Whether a format reads as it did (layer 1)."""

import dataclasses
import hashlib
import json

from reporting.catalog.model import Format

WORDS = ("title", "source", "notes", "local")
"""Parts of a format that people read and no cell depends on."""


def edition(format_: Format) -> str:
    """The same for definitions that read every file alike, as far as the definition decides it."""
    parts = {name: value for name, value in dataclasses.asdict(format_).items() if name not in WORDS}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
