"""Headings of a file that are no longer those of its format: gone, renamed, new (layer 2).

Nothing of it is applied. A heading that is not confirmed has no meaning, and its figures are missing, not zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from reporting.catalog.format import Format
from reporting.catalog.model import Catalog, Metric
from reporting.catalog.words import Words
from reporting.errors import Sentence, say
from reporting.ingest.model import Drift, Notice
from reporting.ingest.understanding.likeness import KINDS, Likeness, Newcomer
from reporting.ingest.understanding.looks import Look, looks_of
from reporting.ingest.understanding.recognise import Fit, Recognition, contradicted_by

CERTAIN_NEEDED = 0.4
"""For a needed heading the likeliest is proposed: the cells and the place are enough, a person looks at it anyway."""

CERTAIN_USUAL = 0.75
"""Files of one format rarely have all its columns: only a name that is nearly the same says that one was renamed."""

CLOSED_KNOWS = 3
"""A format of few, common headings is not claimed for a table with another heading unless it knows as many others."""

NEW_LISTED = 40


@dataclass(frozen=True, slots=True)
class Near:
    """The format that an unknown table would be if its headings were mended, and what it would take."""

    fit: Fit
    drifts: tuple[Drift, ...]


def nearly(con: duckdb.DuckDBPyConnection, recognition: Recognition, catalog: Catalog) -> Near | None:
    """The one that has the fewest headings gone without another in their place, and leaves the fewest unknown."""
    fits = [fit for fit in recognition.nearest if _is_mendable(fit) and not contradicted_by(con, fit)]
    return min((Near(fit, heading_drifts(con, fit, catalog)) for fit in fits), key=_distance, default=None)


def _distance(near: Near) -> tuple[int, int, int, bool]:
    gone = sum(1 for drift in near.drifts if drift.kind == "gone")
    fit = near.fit
    return gone + len(fit.meaning.unknown), len(fit.lacks) + len(fit.against), -fit.weight, not fit.format.sheets


def _is_mendable(fit: Fit) -> bool:
    """Most of what it needs is there, most of its headings are known, and nothing else forbids the format."""
    needed = len(fit.format.needs) + bool(fit.format.needs_one)
    unknown = set(fit.meaning.unknown)
    if fit.unmet or not {column.to for column in fit.format.columns}.issuperset(fit.lacks):
        return False
    if fit.format.closed and len(unknown) > max(1, len(fit.lacks)):
        return False
    known = fit.weight >= max(len(unknown), CLOSED_KNOWS if fit.format.closed and not fit.lacks else 0)
    return known and len(fit.lacks) < max(needed, 2) and all(heading in unknown for heading in fit.against)


def heading_drifts(con: duckdb.DuckDBPyConnection, fit: Fit, catalog: Catalog) -> tuple[Drift, ...]:
    """What became of the headings of one table, needed ones first."""
    fmt = fit.format
    if fit.titled is not None or not (fit.lacks or fit.meaning.unknown):
        return ()
    new = _newcomers(con, fit)
    pairs = _paired(Likeness(catalog, fmt, fit.meaning.bound), new, fit)
    told = _Telling(catalog, fit)
    found = [told.renamed(pairs[target], target) for target in fit.lacks if target in pairs]
    told_of = {drift.old for drift in found}
    gone = [told.gone(target) for target in fit.lacks if target not in pairs]
    found += [drift for drift in gone if drift.old not in told_of]
    found += [told.renamed(pair, target) for target, pair in pairs.items() if target not in fit.lacks]
    taken = {one.heading for one, _ in pairs.values()}
    found += [told.new(one) for one in new[:NEW_LISTED] if one.heading not in taken]
    return tuple(found)


def notices(drifts: Iterable[Drift]) -> tuple[Notice, ...]:
    """New headings are listed with the table; the others are said one by one."""
    return tuple(
        Notice("error" if drift.needed or drift.kind == "order" else "warning", drift.sentence)
        for drift in drifts
        if drift.kind != "new"
    )


def _paired(like: Likeness, new: Sequence[Newcomer], fit: Fit) -> dict[str, tuple[Newcomer, float]]:
    """Each absent target with the heading that is most like it; no heading stands for two."""
    absent = dict.fromkeys((*fit.lacks, *(c.to for c in fit.format.columns if c.to and _may_be_absent(fit, c.to))))
    scores = sorted(
        ((like.score(one, target), target, one) for target in absent for one in new),
        key=lambda scored: (scored[1] not in fit.lacks, -scored[0], scored[2].place),
    )
    pairs: dict[str, tuple[Newcomer, float]] = {}
    taken: set[str] = set()
    for score, target, one in scores:
        enough = score >= (CERTAIN_NEEDED if target in fit.lacks else CERTAIN_USUAL)
        if enough and target not in pairs and one.heading not in taken:
            pairs[target] = (one, score)
            taken.add(one.heading)
    return pairs


def _may_be_absent(fit: Fit, target: str) -> bool:
    derived = {rule.to for rule in fit.format.derived}
    return target not in fit.meaning.targets and target not in derived


def _newcomers(con: duckdb.DuckDBPyConnection, fit: Fit) -> list[Newcomer]:
    """Headings without a meaning, with the look of their cells; of one that stands there twice, the first."""
    unknown = set(fit.meaning.unknown)
    found: dict[str, Newcomer] = {}
    for place, heading, look in _columns(con, fit):
        if heading in unknown and heading not in found:
            found[heading] = Newcomer(place, heading, look)
    return list(found.values())


def _columns(con: duckdb.DuckDBPyConnection, fit: Fit) -> list[tuple[int, str, Look]]:
    """Place, heading and look; of a file of pairs the label and its one value, which says too little for a look."""
    if fit.shape == "pairs":
        rows = [(row_no, cells) for row_no, cells in fit.block.grid.head if len(cells) > 1]
        pairs = [(row_no, cells[0].strip(), cells[1]) for row_no, cells in rows if cells[0] and cells[1]]
        return [(row_no, heading, Look(row_no, examples=(value,))) for row_no, heading, value in pairs]
    looks = looks_of(con, fit.block)
    headings = zip(fit.block.header[1], looks, strict=False)
    return [(look.place, heading.strip(), look) for heading, look in headings if heading is not None]


class _Telling:
    """The findings with their sentences, for one table."""

    def __init__(self, catalog: Catalog, fit: Fit) -> None:
        self.catalog = catalog
        self.fit = fit
        self.language = fit.meaning.language() or "en"

    def renamed(self, pair: tuple[Newcomer, float], target: str) -> Drift:
        one, score = pair
        old = former(self.fit.format, target, self.language)
        what = say(
            "{network} now calls “{old}” “{new}”, it seems: the values look alike ({kind}).",
            network=network_of(self.catalog, self.fit.format),
            old=old,
            new=one.heading,
            kind=KINDS[one.look.kind],
        )
        return Drift(
            "renamed",
            self.fit.format.id,
            say("{what} {so}", what=what, so=self._so(target)),
            target,
            old,
            one.heading,
            self.language,
            target in self.fit.lacks,
            one.look.examples,
            round(score, 2),
        )

    def gone(self, target: str) -> Drift:
        old = former(self.fit.format, target, self.language)
        sentence = say(
            "“{old}” is not there any more, and no new heading is like it. {network} may have taken it out of this "
            "export.",
            old=old,
            network=network_of(self.catalog, self.fit.format),
        )
        return Drift("gone", self.fit.format.id, sentence, target, old, language=self.language, needed=True)

    def new(self, one: Newcomer) -> Drift:
        sentence = say(
            "“{new}” is a new heading: it has no meaning here yet ({kind}).", new=one.heading, kind=KINDS[one.look.kind]
        )
        needed = one.heading in self.fit.against
        return Drift(
            "new",
            self.fit.format.id,
            sentence,
            new=one.heading,
            language=self.language,
            needed=needed,
            examples=one.look.examples,
        )

    def _so(self, target: str) -> Sentence:
        """What it means until a person has confirmed it."""
        if target in self.fit.lacks:
            return say("Until somebody confirms it, the file is not taken in.")
        metrics = metrics_of(self.catalog, self.fit.format, target)
        if metrics:
            return say("Until somebody confirms it, it is missing from: {metrics}.", metrics=metrics)
        return say("Until somebody confirms it, it has no value.")


def network_of(catalog: Catalog, fmt: Format) -> object:
    """As people call it; of a format of several networks its own name."""
    known = catalog.theme.platforms.get(fmt.platform or "")
    return known.label if known else fmt.title


def former(fmt: Format, target: str, language: str) -> str:
    """The heading that the target had: in the language of the file, else in English, else any."""
    texts: Mapping[str, tuple[str, ...]] = {}
    for column in fmt.columns:
        if column.to == target and not column.pattern:
            texts = {**column.headings, **texts}
    for lang in (language, "en", *texts):
        if texts.get(lang):
            return texts[lang][0]
    return target


def metrics_of(catalog: Catalog, fmt: Format, target: str) -> list[Words]:
    """The metrics that are made of the column, directly."""
    return [
        metric.label
        for metric in catalog.metrics.values()
        if metric.table in (None, fmt.table)
        and target in {*metric.whole, *(name for parts in _parts(metric) for part in parts for name in part)}
    ]


def _parts(metric: Metric) -> list[tuple[tuple[str, ...], ...]]:
    return [metric.parts, *metric.parts_on.values()]
