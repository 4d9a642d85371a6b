"""A definition to be finished in an editor: what a file shows, with the open points as remarks (layer 7)."""

from dataclasses import dataclass

from reporting.catalog.model import Catalog
from reporting.catalog.write import toml_of
from reporting.errors import Sentence, say
from reporting.ingest.understanding.drafting import Draft, format_of, lacking, orders, taken_columns
from reporting.ingest.understanding.guide import type_of
from reporting.ingest.understanding.propose import ColumnProposal, Outline
from reporting.language import Language, text

SOURCE = "headings of one file, mapped with Bilan"


@dataclass(frozen=True, slots=True)
class Written:
    """The TOML, and what the loader will miss in it."""

    toml: str
    open_points: tuple[Sentence, ...]


def written_draft(seen: Outline, catalog: Catalog, title: str, lang: Language) -> Written:
    draft = draft_of(seen, catalog, title, lang)
    made = format_of(draft, catalog)
    open_points = lacking(draft, catalog)
    places = {heading: n for n, column in enumerate(made.columns) for heading in column.headings[draft.language]}
    remarks = {
        places[one.heading]: [text(said, lang) for said in _remarks(one, catalog)]
        for one in seen.columns
        if one.heading in places
    }
    head = [text(said, lang) for said in _head(seen, catalog)]
    if open_points:
        points = [f"- {text(point, lang)}" for point in open_points]
        head = [text(say("Still to be said, or the format is not used:"), lang), *points, *head]
    return Written(toml_of(made, head, remarks), open_points)


def draft_of(seen: Outline, catalog: Catalog, title: str, lang: Language) -> Draft:
    """What needs no asking. The network counts where the file points to a single one."""
    return Draft(
        title=title,
        platforms=seen.platforms if len(seen.platforms) == 1 else (),
        table=seen.table,
        language=seen.language or lang,
        columns=taken_columns(seen.columns, catalog),
        source=SOURCE,
        left=tuple(dict.fromkeys(row.pattern for row in seen.sketch.odd)),
    )


def _head(seen: Outline, catalog: Catalog) -> list[Sentence]:
    said = [
        say(
            "The rows seem to be “{table}”; next likely: {others}. Tables: {ids}.",
            table=catalog.tables[seen.table].label,
            others=[catalog.tables[id_].label for id_ in seen.tables[1:3]],
            ids=list(catalog.tables),
        )
    ]
    if len(seen.platforms) != 1:
        said.append(say("platforms: of {ids}.", ids=list(catalog.theme.platforms)))
    return said


def _remarks(one: ColumnProposal, catalog: Catalog) -> list[Sentence]:
    """Examples; what it may mean, where nobody has said it; how its cells may be read, where they don't tell."""
    said = [say("For instance: {examples}", examples=list(one.look.examples))] if one.look.examples else []
    if one.taken is None:
        said += [
            say(
                'Perhaps to = "{target}", type = "{type}", in the place of drop: like “{like}”.',
                target=proposal.to,
                type=type_of(proposal.to, catalog),
                like=proposal.like,
            )
            for proposal in one.proposals[:3]
        ]
        return said
    match type_of(one.taken.to, catalog):
        case "date" | "datetime" as type_ if len(orders(one.look, type_)) > 1:
            said.append(say("order: of {ids}.", ids=list(orders(one.look, type_))))
        case "percent":
            said.append(say("scale: points where 5 means 5%, fraction where 0.05 does, text where a % sign tells."))
        case "duration":
            said.append(say("unit: seconds, minutes, hours, milliseconds, or clock for 1:02:03."))
    if type_of(one.taken.to, catalog) == "datetime":
        said.append(say("zone: the time zone of the times, such as Europe/Paris."))
    return said
