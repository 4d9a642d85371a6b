"""What an unknown table may be: table, network, and the meaning of each column (layer 2, pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reporting.catalog.folding import fold
from reporting.catalog.model import Catalog, Table
from reporting.ingest.understanding.guide import SHOWN, Guide, Proposal
from reporting.ingest.understanding.looks import Look
from reporting.ingest.understanding.sketch import Sketch

COMPARED = 600
"""Columns whose headings are compared by likeness; in a wider table the others have to be known word for word."""

_CLOSE = 70
_EVERY = 30
_RARE = 0.2
_COVERED = 1.5
_ADDRESSES: Mapping[str, tuple[str, ...]] = {"x": ("x.com", "twitter.com", "twitter"), "youtube": ("youtu.be",)}
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """proposals: the best first; taken: the one that needs no asking, None where there is none."""

    place: int
    heading: str | None
    look: Look
    proposals: tuple[Proposal, ...]
    taken: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A sketch with what it may be. tables and platforms: the likeliest first; columns: for the table chosen."""

    sketch: Sketch
    tables: tuple[str, ...]
    platforms: tuple[str, ...]
    table: str
    columns: tuple[ColumnProposal, ...]
    language: str | None


def outline(sketch: Sketch, catalog: Catalog, name: str, table: str | None = None) -> Outline:
    """table: the one that a person has chosen; else the likeliest."""
    guide = Guide(catalog)
    ranked = _tables(guide, sketch, catalog)
    chosen = table if table is not None and table in catalog.tables else ranked[0]
    return Outline(
        sketch=sketch,
        tables=ranked,
        platforms=_platforms(sketch, catalog, name),
        table=chosen,
        columns=_columns(guide, sketch, chosen),
        language=next(iter(guide.languages(h for h in sketch.headings if h)), None),
    )


def _columns(guide: Guide, sketch: Sketch, table: str) -> tuple[ColumnProposal, ...]:
    """A meaning is taken without asking for one column only: where two claim it, for the first."""
    found: list[ColumnProposal] = []
    taken: set[str] = set()
    for place, (heading, look) in enumerate(zip(sketch.headings, sketch.looks, strict=True)):
        proposals = _proposed(guide, heading, look, table, place)
        sure = next((one for one in proposals[:1] if one.certain and one.to not in taken), None)
        taken |= {sure.to} if sure else set()
        found.append(ColumnProposal(place, heading, look, proposals, sure))
    return tuple(found)


def _proposed(guide: Guide, heading: str | None, look: Look, table: str | None, place: int) -> tuple[Proposal, ...]:
    if heading is None or (place >= COMPARED and not guide.knows(heading)):
        return ()
    return guide.proposals(heading, look, table, SHOWN if table else _EVERY)


def _tables(guide: Guide, sketch: Sketch, catalog: Catalog) -> tuple[str, ...]:
    """By how many columns each could take, whether its keys could be filled, and how usual it is."""
    best: dict[str, list[float]] = {id_: [] for id_ in catalog.tables}
    seen: dict[str, set[str]] = {id_: set() for id_ in catalog.tables}
    for place, (heading, look) in enumerate(zip(sketch.headings[:COMPARED], sketch.looks, strict=False)):
        every = _proposed(guide, heading, look, None, place)
        for id_, table in catalog.tables.items():
            fitting = [one for one in every if one.to in table.columns]
            if fitting and fitting[0].score >= _CLOSE:
                best[id_].append(fitting[0].score)
                seen[id_] |= {one.to for one in fitting if one.score >= _CLOSE}
    usual = _usual(catalog)
    count = max(sum(1 for heading in sketch.headings if heading), 1)

    def weight(id_: str) -> tuple[float, float]:
        table, filled = catalog.tables[id_], _COVERED * sum(best[id_]) / (100 * count)
        return filled + _keyed(table, seen[id_]) + usual[id_] + _shape(table, sketch), usual[id_]

    return tuple(sorted(catalog.tables, key=weight, reverse=True))


def _usual(catalog: Catalog) -> dict[str, float]:
    """Tables that many formats fill before those of one special export."""
    counts = {id_: sum(1 for one in catalog.formats.values() if one.table == id_) for id_ in catalog.tables}
    most = max(counts.values(), default=1) or 1
    return {id_: _RARE * count / most for id_, count in counts.items()}


def _keyed(table: Table, seen: set[str]) -> float:
    """The share of its keys that a heading names; a post can also be named by its link."""
    keys = [key for key in table.key if key not in (*table.optional, *SAID)]
    found = [key for key in keys if key in seen or (key == "post" and "permalink" in seen)]
    return len(found) / len(keys) if keys else 0.0


SAID = ("group", "dimension", "level")
"""Keys that hold for the whole file, and are said once."""


def _shape(table: Table, sketch: Sketch) -> float:
    """Posts have links and long texts; figures by day have one row a day and neither."""
    kinds = [look.kind for look in sketch.looks]
    links = "link" in kinds
    dates = [look for look in sketch.looks if look.kind in ("date", "named", "yearless")]
    daily = any(look.distinct >= 0.9 * look.filled > 0 for look in dates[:1])
    if table.key == ("post",):
        return 0.5 if links else -0.1
    if table.key == (table.day,):
        return 0.4 if daily and not links and "text" not in kinds else -_RARE
    return -_RARE if dates or links else 0.2


def _platforms(sketch: Sketch, catalog: Catalog, name: str) -> tuple[str, ...]:
    """Those whose address stands in a link, then those that the name, the sheet or a heading tells."""
    links = " ".join(text for look in sketch.looks if look.kind == "link" for text in look.examples).casefold()
    words = fold(" ".join([name, sketch.member or "", *(h or "" for h in sketch.headings)]))
    found = {id_: _told(id_, platform.label, links, words) for id_, platform in catalog.theme.platforms.items()}
    return tuple(sorted((id_ for id_, weight in found.items() if weight), key=lambda id_: -found[id_]))


def _told(id_: str, label: str, links: str, words: str) -> int:
    names = [fold(text) for text in (label, id_) if len(text) >= _SHORTEST_NAME] + list(_ADDRESSES.get(id_, ()))
    if any(re.search(rf"//(?:[\w-]+\.)*{re.escape(text)}", links) for text in (*names, f"{id_}.com")):
        return 2
    return 1 if any(re.search(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])", words) for text in names) else 0
