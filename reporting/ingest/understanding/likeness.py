"""How much a new heading is like one that is gone: its words, what its cells are, where it stands (layer 2, pure)."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from reporting.catalog.folding import fold
from reporting.catalog.format import CellType, Format
from reporting.catalog.model import Catalog
from reporting.errors import Sentence, say
from reporting.ingest.understanding.guide import bare, can_be, fits
from reporting.ingest.understanding.looks import Kind, Look
from reporting.ingest.understanding.vocabulary import Bound

BY_NAME, BY_CELLS, BY_PLACE = 0.6, 0.2, 0.2
"""What the three signs weigh; the place and the cells of two neighbours are alike often, names are not."""

ELSEWHERE = 0.95
"""A name that another format has for the same figure says a little less than one of this format's own."""

SAME_WORDS = 0.95
"""“Like count” for “Likes”."""

KINDS: Mapping[Kind | None, Sentence] = {
    "whole": say("whole numbers"),
    "decimal": say("numbers"),
    "percent": say("percentages"),
    "money": say("amounts of money"),
    "clock": say("durations"),
    "date": say("dates"),
    "named": say("dates"),
    "yearless": say("dates"),
    "moment": say("dates with a time"),
    "link": say("links"),
    "id": say("long numbers"),
    "flag": say("yes or no"),
    "text": say("text"),
    None: say("empty cells"),
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A heading of the file that means nothing to the format, and what its cells look like."""

    place: int
    heading: str
    look: Look


class Likeness:
    """What headings a format could mean by others, beside those of a file that it knows."""

    def __init__(self, catalog: Catalog, fmt: Format, bound: Sequence[Bound]) -> None:
        self._types: dict[str, set[CellType]] = {}
        self._places: dict[str, int] = {}
        for n, column in enumerate(fmt.columns):
            if column.to:
                self._types.setdefault(column.to, set()).add(column.type)
                self._places.setdefault(column.to, n)
        self._names: dict[str, dict[str, float]] = {target: {} for target in self._types}
        for target in self._types & catalog.synonyms.keys():
            self._learn(target, catalog.synonyms[target].headings, ELSEWHERE)
        for other in (*(one for one in catalog.formats.values() if one.id != fmt.id), fmt):
            for column in other.columns:
                if column.to in self._types and not column.pattern:
                    self._learn(column.to, column.headings, 1.0 if other is fmt else ELSEWHERE)
        self._known = sorted((b.place, fmt.columns.index(b.column)) for b in bound)

    def _learn(self, target: str, headings: Mapping[str, Sequence[str]], said: float) -> None:
        self._names[target].update({fold(text): said for texts in headings.values() for text in texts})

    def score(self, new: Newcomer, target: str) -> float:
        """From 0 to 1; 0 where the cells can't be the target's."""
        types = [type_ for type_ in self._types[target] if can_be(new.look, type_)]
        if not types:
            return 0.0
        cells = max(fits(new.look, type_) for type_ in types)
        name = self._name(fold(new.heading), target)
        return BY_NAME * name + BY_CELLS * cells + BY_PLACE * self._place(new.place, target)

    def _name(self, text: str, target: str) -> float:
        """The nearest of all names that any format has for the target."""
        return max((_alike(text, name) * said for name, said in self._names[target].items()), default=0.0)

    def _place(self, place: int, target: str) -> float:
        """Whether the known neighbours in the file are those of the target in the format: 1, a half, or 0."""
        at = self._places[target]
        before = [column for other, column in self._known if other < place]
        after = [column for other, column in self._known if other > place]
        return ((not before or before[-1] < at) + (not after or after[0] > at)) / 2


def _alike(one: str, other: str) -> float:
    if _stem(one) == _stem(other):
        return SAME_WORDS
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100


@functools.lru_cache(maxsize=20_000)
def _stem(name: str) -> str:
    """Its words in the singular, without those that only say that something is counted."""
    words = [word.removesuffix("s") for word in bare(name).split()]
    return " ".join(word for word in words if word != "count")
