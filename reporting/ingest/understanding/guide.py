"""What an unknown heading may mean (layer 2, pure): every heading that any definition knows, compared with it.

Proposals only. A heading that is word for word one of a known format's is `certain` as far as its cells agree; anything
that is merely like one has to be taken by a person.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from reporting.catalog.folding import fold
from reporting.catalog.format import ACCOUNT_TARGETS, BLOCK, CellType, FormatColumn
from reporting.catalog.model import Catalog
from reporting.catalog.words import Words
from reporting.ingest.understanding.looks import Kind, Look
from reporting.language import LANGUAGES

SHOWN = 5
"""Proposals for a column."""

_WORTH = 40
"""Below this score a proposal is noise."""

_LIKE = 62
_CANDIDATES = 40
_LONGEST = 90
_MARKS = re.compile(r"[^\w%]+")
_FILLERS = frozenset(
    """
    total totals the of number n no nb a by per in on at for and and/or all my
    nombre de du des la le les l d en par sur total totale totaux
    anzahl der die das des von gesamt insgesamt
    numero del de los las el la por en total totales
    di dei delle il lo i gli totale totali
    dos das do da o os as por
    s sec secs seconds secondes sekunden hours heures stunden utc ø
    """.split()  # noqa: SIM905 -- a list that is read as one
)

_SHORT = {"avg": "average", "imps": "impressions", "imp": "impressions", "moy": "moyenne", "nouv": "nouveaux"}

# How far cells of a kind can be what a canonical type holds; what is not named does not fit.
_FITS: Mapping[CellType, Mapping[Kind, float]] = {
    "id": {"id": 1, "whole": 0.8, "text": 0.75, "link": 0.3},
    "text": {"text": 1, "link": 0.35, "id": 0.5, "flag": 0.5, "whole": 0.35, "named": 0.2, "clock": 0.2},
    "link": {"link": 1},
    "choice": {"text": 1, "flag": 0.4},
    "count": {"whole": 1, "id": 0.3, "decimal": 0.5},
    "number": {"whole": 0.9, "decimal": 1},
    "percent": {"percent": 1, "decimal": 0.9, "whole": 0.6},
    "money": {"money": 1, "decimal": 0.95, "whole": 0.8},
    "duration": {"clock": 1, "whole": 0.9, "decimal": 0.9},
    "date": {"date": 1, "named": 1, "yearless": 1, "moment": 0.6, "whole": 0.15},
    "datetime": {"moment": 1, "date": 0.6, "named": 0.4},
    "flag": {"flag": 1, "whole": 0.4},
    "clock": {"clock": 1, "moment": 0.9},
}
_UNFIT = 0.45
_HARDLY = 0.2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A canonical column that a heading may mean.

    score     of 100
    certain   a known heading, word for word, over cells of its kind
    like      the known heading; source the format that has it, None for a general word or the column's own label
    """

    to: str
    score: float
    certain: bool
    like: str
    source: Words | None = None


@dataclass(slots=True)
class _Known:
    """A folded heading: its targets, each with the format that has it (None: a general word), tables and languages."""

    text: str
    targets: dict[str, Words | None] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)


class Guide:
    """Every heading of a catalog, ready to be compared with."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[str, _Known] = {}
        self._patterns: list[tuple[re.Pattern[str], str, Words, str]] = []
        for format_ in catalog.formats.values():
            for column in format_.columns:
                self._learn_column(column, format_.title, format_.table)
        for synonyms in catalog.synonyms.values():
            for lang, texts in synonyms.headings.items():
                self._learn(texts, lang, synonyms.id, None)
        for id_, known in catalog.columns.items():
            for lang in LANGUAGES:
                self._learn([known.label[lang]], lang, id_, None)
        self._found: dict[str, dict[str, float]] = {}
        self._bare = {key: bare(known.text) for key, known in self._known.items()}

    def _learn_column(self, column: FormatColumn, title: Words, table: str) -> None:
        if column.to is None or column.to == BLOCK:
            return
        for lang, texts in column.headings.items():
            if column.pattern:
                self._patterns += [(re.compile(text), column.to, title, table) for text in texts]
            else:
                self._learn(texts, lang, column.to, title, table)

    def _learn(
        self, texts: Iterable[str], lang: str, target: str, source: Words | None, table: str | None = None
    ) -> None:
        for text in texts:
            known = self._known.setdefault(fold(text), _Known(text))
            if known.targets.get(target) is None:
                known.targets[target] = source
            known.languages.add(lang)
            known.tables |= {table} if table else set()

    def knows(self, heading: str) -> bool:
        return fold(heading) in self._known

    def languages(self, headings: Iterable[str]) -> list[str]:
        """The languages of the headings that are known, the most frequent first."""
        counts: dict[str, int] = {}
        for heading in headings:
            for lang in self._known[fold(heading)].languages if self.knows(heading) else ():
                counts[lang] = counts.get(lang, 0) + 1
        return sorted(counts, key=lambda lang: (-counts[lang], lang))

    def proposals(self, heading: str, look: Look, table: str | None = None, shown: int = SHOWN) -> tuple[Proposal, ...]:
        """The best first, for the columns of the table, or for those of every table."""
        best: dict[str, Proposal] = {}
        for one in self._like(heading, table):
            weighed = self._weighed(one, look, table)
            if weighed and weighed.score >= _WORTH and (one.to not in best or best[one.to].score < weighed.score):
                best[one.to] = weighed
        return tuple(sorted(best.values(), key=lambda one: (-one.score, len(one.to), one.to))[:shown])

    def _like(self, heading: str, table: str | None) -> Iterator[Proposal]:
        """Word for word, by a format's expression, and by likeness."""
        text = fold(heading)
        if text in self._known:
            known = self._known[text]
            loss = 0 if table is None or table in known.tables else 2
            yield from (
                Proposal(to, 100 - loss - (2 if source is None else 0), True, known.text, source)
                for to, source in known.targets.items()
            )
        for pattern, to, title, _ in self._patterns:
            if pattern.fullmatch(text):
                yield Proposal(to, 96, True, heading, title)
        asked = bare(heading)
        if not asked:
            return
        for key, score in self._nearest(asked).items():
            known = self._known[key]
            yield from (Proposal(to, score * 0.93, False, known.text, source) for to, source in known.targets.items())

    def _nearest(self, asked: str) -> dict[str, float]:
        """Known headings with their likeness: the same words in any order, or some within the other for a little less.

        Of those that hold the words asked for, the one with the fewest others is nearest.
        """
        if asked in self._found:
            return self._found[asked]
        found: dict[str, float] = {}
        for scorer, weight in ((fuzz.token_sort_ratio, 1.0), (fuzz.WRatio, 0.94)):
            near = process.extract(asked, self._bare, scorer=scorer, limit=_CANDIDATES, score_cutoff=_LIKE / weight)
            for _, score, key in near:
                found[key] = max(found.get(key, 0.0), score * weight)
        self._found[asked] = {
            key: 0.7 * score + 0.3 * fuzz.token_sort_ratio(asked, self._bare[key]) for key, score in found.items()
        }
        return self._found[asked]

    def _weighed(self, one: Proposal, look: Look, table: str | None) -> Proposal | None:
        """With what the cells say; None for a column that the table does not have."""
        allowed = (*self._catalog.tables[table].columns, *ACCOUNT_TARGETS) if table else None
        if allowed is not None and one.to not in allowed:
            return None
        fit = fits(look, type_of(one.to, self._catalog))
        return replace(one, score=round(one.score * fit, 1), certain=one.certain and fit >= _AGREES)


def type_of(target: str, catalog: Catalog) -> CellType:
    """What the cells of a column with this target are read as."""
    return _OF_ACCOUNTS.get(target) or catalog.columns[target].type


_OF_ACCOUNTS: Mapping[str, CellType] = {"account": "id", "account_name": "text", "platform": "choice"}
_AGREES = 0.6


def fits(look: Look, type_: CellType) -> float:
    """How far the cells can be of this type; an empty column says nothing against any."""
    kind = look.kind
    return 0.9 if kind is None else _FITS[type_].get(kind, _UNFIT)


def can_be(look: Look, type_: CellType) -> bool:
    """Whether the cells could be of this type at all."""
    return look.kind is None or _FITS[type_].get(look.kind, 0) >= _HARDLY


def bare(heading: str) -> str:
    """The words that carry the meaning: no marks, no units, no "number of"."""
    every = [_SHORT.get(word, word) for word in _MARKS.sub(" ", fold(heading)).split()]
    return " ".join([word for word in every if word not in _FILLERS] or every)[:_LONGEST]
