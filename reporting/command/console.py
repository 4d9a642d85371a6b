"""Results on stdout, progress and messages on stderr (layer 8)."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from reporting.errors import BilanError, Sentence
from reporting.language import Language, error_text, text
from reporting.numbers import NOT_PROVIDED


class Console:
    """Speaks one language; `document` is for programs, the rest for people."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self._stepping = False

    def result(self, line: str = "") -> None:
        sys.stdout.write(line + "\n")

    def news(self, line: str) -> None:
        """A result of work that goes on: whoever reads it reads it now."""
        self._clear()
        self.result(line)
        sys.stdout.flush()

    def document(self, value: object) -> None:
        """One JSON document, the same in every language but for its sentences."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Columns as wide as they need; figures to the right."""
        cells = [[NOT_PROVIDED if cell is None else str(cell) for cell in row] for row in rows]
        widths = [max(len(line[at]) for line in (heads, *cells)) for at in range(len(heads))]
        figures = [
            bool(rows) and all(isinstance(row[at], int | float | None) for row in rows) for at in range(len(heads))
        ]
        for line in (heads, *cells):
            parts = (
                cell.rjust(width) if right else cell.ljust(width)
                for cell, width, right in zip(line, widths, figures, strict=True)
            )
            self.result("  ".join(parts).rstrip())

    def text(self, sentence: Sentence) -> str:
        return text(sentence, self.lang)

    def say(self, sentence: Sentence) -> None:
        self._clear()
        sys.stderr.write(text(sentence, self.lang) + "\n")

    def fault(self, error: BilanError) -> None:
        self._clear()
        sys.stderr.write(error_text(error, self.lang) + "\n")

    def step(self, done: int, total: int, name: str) -> None:
        """Where the work is; only where somebody is watching."""
        if sys.stderr.isatty():
            self._clear()
            if done < total:
                sys.stderr.write(f"{done}/{total} {name}")
                sys.stderr.flush()
                self._stepping = True

    def _clear(self) -> None:
        if self._stepping:
            sys.stderr.write("\r\x1b[K")
            self._stepping = False
