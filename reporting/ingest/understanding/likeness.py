"""How much a new heading is like one that is gone: its words, what its cells are, where it stands (layer 2, pure)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from reporting.catalog.folding import fold
from reporting.catalog.format import CellType, Format
from reporting.catalog.model import Catalog
from reporting.errors import Sentence, say
from reporting.ingest.understanding.months import MONTHS
from reporting.ingest.understanding.sqltext import MISSING, SHEET_ERRORS
from reporting.ingest.understanding.vocabulary import Bound

CellKind = Literal["whole", "number", "date", "link", "words", "nothing"]

BY_NAME, BY_CELLS, BY_PLACE = 0.6, 0.2, 0.2
"""What the three signs weigh; the place and the cells of two neighbours are alike often, names are not."""

ELSEWHERE = 0.95
"""A name that another format has for the same figure says a little less than one of this format's own."""

_WHOLE = re.compile(r"[-+\u2212]?\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+|[-+\u2212]?\d+")
_NUMBER = re.compile(r"(?:[-+\u2212]|<\s*)?[$€£¥]?\d[\d.,\s\u00a0\u202f]*[%$€£¥]?|\d+:\d{2}(?::\d{2})?")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b.*|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b.*")
_WORDS_OF_DATES = frozenset(word for words in MONTHS for word in words)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_LONGEST_DATE = 40
_NO_VALUE = frozenset((*MISSING, *SHEET_ERRORS))

_READS: Mapping[CellType, frozenset[CellKind]] = {
    "count": frozenset({"whole"}),
    "number": frozenset({"whole", "number"}),
    "percent": frozenset({"whole", "number"}),
    "money": frozenset({"whole", "number"}),
    "duration": frozenset({"whole", "number"}),
    "date": frozenset({"date"}),
    "datetime": frozenset({"date"}),
    "link": frozenset({"link"}),
    "id": frozenset({"whole", "words"}),
    "text": frozenset({"words", "whole", "number", "date"}),
    "choice": frozenset({"words"}),
    "flag": frozenset({"words", "whole"}),
}
KINDS: Mapping[CellKind, Sentence] = {
    "whole": say("whole numbers"),
    "number": say("numbers"),
    "date": say("dates"),
    "link": say("links"),
    "words": say("text"),
    "nothing": say("empty cells"),
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A heading of the file that means nothing to the format, with some of its cells."""

    place: int
    heading: str
    kind: CellKind
    examples: tuple[str, ...]


def kind_of(cells: Iterable[str]) -> CellKind:
    """What all the cells are that say something."""
    said = [text for cell in cells if fold(text := cell.strip()) not in _NO_VALUE]
    if not said:
        return "nothing"
    if all(_WHOLE.fullmatch(text) for text in said):
        return "whole"
    if all(_NUMBER.fullmatch(text) for text in said):
        return "number"
    if all(_is_date(text) for text in said):
        return "date"
    return "link" if all(_LINK.fullmatch(text) for text in said) else "words"


def _is_date(text: str) -> bool:
    if _DATE.fullmatch(text):
        return True
    words = re.findall(r"[^\W\d_]+", fold(text))
    return len(text) <= _LONGEST_DATE and bool(re.search(r"\d", text)) and not _WORDS_OF_DATES.isdisjoint(words)


class Likeness:
    """What headings a format could mean by others, beside those of a file that it knows."""

    def __init__(self, catalog: Catalog, fmt: Format, bound: Sequence[Bound]) -> None:
        self._format = fmt
        self._kinds: dict[str, set[CellKind]] = {}
        self._places: dict[str, int] = {}
        for n, column in enumerate(fmt.columns):
            if column.to:
                self._kinds.setdefault(column.to, set()).update(_READS[column.type])
                self._places.setdefault(column.to, n)
        self._names: dict[str, dict[str, float]] = {}
        for other in (*catalog.formats.values(), fmt):
            for column in other.columns:
                if column.to in self._kinds and not column.pattern:
                    said = 1.0 if other is fmt else ELSEWHERE
                    names = {fold(text): said for texts in column.headings.values() for text in texts}
                    self._names.setdefault(column.to, {}).update(names)
        self._known = sorted((b.place, fmt.columns.index(b.column)) for b in bound)

    def score(self, new: Newcomer, target: str) -> float:
        """From 0 to 1; 0 where the cells can't be the target's."""
        if new.kind != "nothing" and new.kind not in self._kinds[target]:
            return 0.0
        cells = BY_CELLS if new.kind != "nothing" else 0.0
        return BY_NAME * self._name(fold(new.heading), target) + cells + BY_PLACE * self._place(new.place, target)

    def _name(self, text: str, target: str) -> float:
        """The nearest of all names that any format has for the target."""
        return max((_alike(text, name) * said for name, said in self._names.get(target, {}).items()), default=0.0)

    def _place(self, place: int, target: str) -> float:
        """Whether the known neighbours in the file are those of the target in the format: 1, a half, or 0."""
        at = self._places[target]
        before = [column for other, column in self._known if other < place]
        after = [column for other, column in self._known if other > place]
        return ((not before or before[-1] < at) + (not after or after[0] > at)) / 2


def _alike(one: str, other: str) -> float:
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100
