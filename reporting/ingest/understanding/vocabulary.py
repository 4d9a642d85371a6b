"""What the headings of a file mean to a format (layer 2, pure)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.catalog.folding import fold
from reporting.catalog.format import Format, FormatColumn


@dataclass(frozen=True, slots=True)
class Bound:
    """A heading of the file with the column of the format that it names.

    place    column of the grid from 0; of a file of pairs, the row of the label
    groups   what a pattern found in the heading: (canonical column, text)
    """

    place: int
    heading: str
    column: FormatColumn
    languages: frozenset[str]
    groups: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """All headings of a header row, read by one format."""

    bound: tuple[Bound, ...]
    unknown: tuple[str, ...]

    @property
    def targets(self) -> frozenset[str]:
        return frozenset(b.column.to for b in self.bound if b.column.to)

    def language(self) -> str | None:
        """The language that most headings are in; in a tie one that says what English doesn't, then English."""
        found = sorted({lang for b in self.bound for lang in b.languages})
        if not found:
            return None

        def weight(lang: str) -> tuple[int, bool, bool]:
            own = [b.languages for b in self.bound if lang in b.languages]
            return len(own), any("en" not in languages for languages in own), lang == "en"

        return max(found, key=weight)


class Vocabulary:
    """The headings of a format, folded once."""

    def __init__(self, fmt: Format) -> None:
        self.format = fmt
        self._plain: dict[str, dict[int, set[str]]] = {}
        self._patterns: list[tuple[re.Pattern[str], int, str]] = []
        for number, column in enumerate(fmt.columns):
            for lang, texts in column.headings.items():
                for text in texts:
                    self._learn(number, lang, text, pattern=column.pattern)
        self.never = frozenset(map(fold, fmt.never))
        self.sheets = frozenset(map(fold, fmt.sheets))
        self.titles = {fold(text): block for block in fmt.blocks for texts in block.titles.values() for text in texts}

    def _learn(self, number: int, lang: str, text: str, *, pattern: bool) -> None:
        if pattern:
            self._patterns.append((re.compile(text), number, lang))
        else:
            self._plain.setdefault(fold(text), {}).setdefault(number, set()).add(lang)

    def read(self, headings: Iterable[tuple[int, str | None]]) -> Meaning:
        """The meaning of headings with their places; empty ones are passed over."""
        bound: list[Bound] = []
        unknown: list[str] = []
        for place, heading in headings:
            if heading is None or not heading.strip():
                found = self._named(place, "") if heading is not None or place == 0 else []
                bound.extend(found)
                continue
            found = self._named(place, heading)
            bound.extend(found)
            if not found:
                unknown.append(heading.strip())
        return Meaning(tuple(bound), tuple(unknown))

    def _named(self, place: int, heading: str) -> list[Bound]:
        text = fold(heading)
        columns = self.format.columns
        if text in self._plain:
            known = self._plain[text].items()
            return [Bound(place, heading.strip(), columns[n], frozenset(langs)) for n, langs in known]
        for pattern, number, lang in self._patterns:
            found = pattern.fullmatch(text)
            if found:
                groups = tuple((name, value) for name, value in found.groupdict().items() if value)
                return [Bound(place, heading.strip(), columns[number], frozenset((lang,)), groups)]
        return []

    def heading_of(self, target: str) -> str:
        """A heading that would name the target, for messages."""
        for column in self.format.columns:
            if column.to == target:
                texts = column.headings.get("en") or next(iter(column.headings.values()), ())
                return texts[0] if texts and not column.pattern else target
        return target


def places(cells: Sequence[str | None], start: int = 0) -> list[tuple[int, str | None]]:
    return list(enumerate(cells, start))
