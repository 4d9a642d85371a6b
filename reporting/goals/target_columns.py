"""The columns of a file of targets: what each is called in both languages, which row is the header (layer 5, pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reporting.catalog.folding import fold
from reporting.errors import Sentence, say
from reporting.language import LANGUAGES, Language

HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """name is the field; headings by language, the first of them is what the template says."""

    name: str
    headings: Mapping[Language, tuple[str, ...]]
    meaning: Sentence
    needed: bool = False


def _column(name: str, en: str, fr: str, meaning: Sentence, *, needed: bool = False) -> TargetColumn:
    headings: dict[Language, tuple[str, ...]] = {"en": tuple(en.split("|")), "fr": tuple(fr.split("|"))}
    return TargetColumn(name, headings, meaning, needed)


COLUMNS = (
    _column("client", "Client|Brand", "Client|Marque", say("The client’s name.")),
    _column(
        "metric",
        "Metric|Figure|KPI",
        "Indicateur|Chiffre|Métrique",
        say("The figure: choose it from the list, or write its id."),
        needed=True,
    ),
    _column(
        "kind",
        "Kind of goal|Kind|Goal kind",
        "Type d’objectif|Type|Genre d’objectif",
        say("What is asked of the figure: choose it from the list."),
        needed=True,
    ),
    _column(
        "platforms",
        "Networks|Platforms|Network|Platform|Scope",
        "Réseaux|Plateformes|Réseau|Plateforme|Périmètre",
        say("Only of these networks, separated by commas. Empty: all."),
    ),
    _column(
        "accounts",
        "Accounts|Account",
        "Comptes|Compte",
        say("Only of these accounts, by name, separated by commas. Empty: all."),
    ),
    _column(
        "media_types",
        "Post formats|Formats|Format|Media types|Media type",
        "Formats|Format|Formats de publication",
        say("Only of these formats (reel, story, photo…), for figures of posts. Empty: all."),
    ),
    _column(
        "pillars",
        "Content pillar|Content pillars|Pillar|Pillars",
        "Pilier de contenu|Piliers de contenu|Pilier|Piliers",
        say("Only of posts of this content pillar. Empty: all."),
    ),
    _column(
        "campaigns", "Campaign|Campaigns", "Campagne|Campagnes", say("Only of posts of this campaign. Empty: all.")
    ),
    _column(
        "period",
        "Period|Month",
        "Période|Mois",
        say("A month (2026-10, October 2026), a quarter (Q4 2026), a week (2026-W44), a year, or two dates."),
        needed=True,
    ),
    _column(
        "target",
        "Target",
        "Cible|Valeur cible",
        say("The figure to be reached; a rate as a percentage, 4.5 %."),
        needed=True,
    ),
    _column(
        "stretch",
        "Stretch|Stretch target",
        "Cible ambitieuse|Ambition",
        say("The ambitious figure beyond the target, if there is one."),
    ),
    _column(
        "baseline",
        "Baseline|Start",
        "Référence|Point de départ",
        say("The level that growth starts from, where it isn’t to be measured."),
    ),
    _column(
        "baseline_period",
        "Compared with|Baseline period",
        "Comparé à|Période de référence",
        say("The period that growth is measured against."),
    ),
    _column(
        "objective",
        "Objective",
        "Objectif commun|Objectif|Axe",
        say("A name that several goals share: their progress is shown together."),
    ),
    _column("weight", "Weight", "Poids", say("Its share of the objective, against the other goals. Empty: 1.")),
    _column("owner", "Owner", "Responsable", say("Who looks after it.")),
    _column("note", "Note|Notes|Comment", "Note|Notes|Commentaire|Remarque", say("Why this target.")),
)
BY_NAME: Mapping[str, TargetColumn] = {column.name: column for column in COLUMNS}
_NAMES = {
    fold(heading): column.name
    for column in COLUMNS
    for heading in (*column.headings["en"], *column.headings["fr"], column.name)
}
_ONLY: Mapping[Language, frozenset[str]] = {
    lang: frozenset(fold(heading) for column in COLUMNS for heading in column.headings[lang]) for lang in LANGUAGES
}


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands, from 0; lang is that of headings that only one language has, None where none tells.

    twice     columns that two headings mean; unknown: headings that mean none
    """

    row: int
    places: Mapping[str, int]
    headings: Mapping[str, str]
    lang: Language | None
    twice: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def lacking(self) -> tuple[TargetColumn, ...]:
        return tuple(column for column in COLUMNS if column.needed and column.name not in self.places)


def header_of(rows: Sequence[tuple[int, Sequence[str | None]]]) -> Header | None:
    """The row among the first that has most of the headings; None if no row has two of them."""
    headers = [_header(row_no, cells) for row_no, cells in rows[:HEADER_WITHIN]]
    best = max(headers, key=lambda one: (len(one.places), -one.row), default=None)
    return best if best and len(best.places) > 1 else None


def _header(row_no: int, cells: Sequence[str | None]) -> Header:
    places: dict[str, int] = {}
    headings: dict[str, str] = {}
    twice: list[str] = []
    unknown: list[str] = []
    for at, cell in enumerate(cells):
        text = (cell or "").strip().rstrip("*").strip()
        name = _NAMES.get(fold(text)) if text else None
        if name is None:
            unknown += [text] if text else []
        elif name in places:
            twice.append(text)
        else:
            places[name], headings[name] = at, text
    return Header(row_no, places, headings, _language(headings.values()), tuple(twice), tuple(unknown))


def _language(headings: Iterable[str]) -> Language | None:
    """The one language that has headings which the other doesn't have."""
    folded = {fold(heading) for heading in headings}
    english, french = folded & _ONLY["en"] - _ONLY["fr"], folded & _ONLY["fr"] - _ONLY["en"]
    if bool(english) == bool(french):
        return None
    return "en" if english else "fr"
