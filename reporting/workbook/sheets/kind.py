"""What every kind of sheet says about itself (layer 6)."""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.errors import Sentence
from reporting.workbook.book import Book
from reporting.workbook.model import ReportInput


@dataclass(frozen=True, slots=True)
class SheetKind:
    """names: titles of its worksheets. contents: what they show. left_out: why there is nothing to say, or None."""

    names: Callable[[ReportInput], tuple[Sentence, ...]]
    contents: Callable[[ReportInput], tuple[Sentence | str, ...]]
    left_out: Callable[[ReportInput], Sentence | None]
    draw: Callable[[Book, tuple[str, ...]], None]
