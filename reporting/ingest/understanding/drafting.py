"""What a person says about an unknown table, as a format of the installation; and what is still open (layer 2, pure).

Order of day and month, time zone, unit and scale are the person's to say. What the cells prove is proposed; nothing is
filled in here.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reporting.catalog.fingerprint import fingerprint
from reporting.catalog.folding import fold
from reporting.catalog.format import (
    ACCOUNT_TARGETS,
    CellType,
    DateOrder,
    Derived,
    DeriveRule,
    DurationUnit,
    Format,
    FormatColumn,
    Scale,
)
from reporting.catalog.model import Catalog, Table
from reporting.catalog.words import Words
from reporting.errors import Sentence, say
from reporting.ingest.understanding.guide import type_of
from reporting.ingest.understanding.looks import Look
from reporting.ingest.understanding.propose import ColumnProposal

LEFT_OUT = Words("Left out when the format was made.", "Laissée de côté à la création du format.")
WHOLE_LINK = r"(\S+)"
CURRENCY = "currency"
PLATFORM = ACCOUNT_TARGETS[2]
WORDED = ("mention", "plan_item")
"""Ids that a row without one can take from its words; a post that was edited would become another one."""
_CODE = re.compile(r"[A-Z]{3}")
_ID_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of a column read, as far as its type asks: see FormatColumn. None is not said yet."""

    order: DateOrder | None = None
    zone: str | None = None
    scale: Scale | None = None
    unit: DurationUnit | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with what it means; `to` None leaves it out."""

    heading: str
    to: str | None = None
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that makes a format. constants: canonical column -> value of every row; left: patterns of odd rows."""

    title: str
    platforms: tuple[str, ...]
    table: str
    language: str
    columns: tuple[Column, ...]
    source: str
    constants: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()


LEVELS = ("search_term", "keyword", "ad", "ad_group", "campaign")
"""From the finest on: what an ad table has of them says of what its rows are."""

TOLD: tuple[tuple[str, DeriveRule, tuple[str, ...]], ...] = (
    ("sentiment", "polarity", ("sentiment_given",)),
    ("answered", "has_value", ("replied_at", "reply_text")),
    ("replies_timed", "has_column", ("replied_at",)),
)
"""What the columns of a table of comments and reviews tell by being there."""


def orders(look: Look, type_: CellType) -> tuple[DateOrder, ...]:
    """The orders that the cells allow; one alone is proven."""
    match look.kind:
        case "named":
            return ("named",)
        case "yearless":
            return ("yearless",)
        case "date" | "moment" if look.iso:
            return ("ymd",)
        case "date" | "moment" if look.over_12 == (True, False):
            return ("dmy",)
        case "date" | "moment" if look.over_12 == (False, True):
            return ("mdy",)
        case _:
            return ("dmy", "mdy", "ymd") if type_ == "datetime" else ("dmy", "mdy", "ymd", "named", "yearless")


def proven(look: Look, type_: CellType) -> Reading:
    """What needs no asking: the cells themselves say it."""
    if type_ in ("date", "datetime"):
        allowed = orders(look, type_)
        zone = "UTC" if type_ == "datetime" and look.utc else None
        return Reading(order=allowed[0] if len(allowed) == 1 else None, zone=zone)
    if type_ == "duration" and look.kind == "clock":
        return Reading(unit="clock")
    if type_ == "percent" and look.kind == "percent":
        return Reading(scale="text")
    return Reading()


def known_values(target: str, look: Look, catalog: Catalog) -> dict[str, str]:
    """The texts of a choice that any format knows, with what they mean there."""
    known = _names_of_platforms(catalog) if target == PLATFORM else {}
    known |= {
        text: value
        for format_ in catalog.formats.values()
        for column in format_.columns
        if column.to == target
        for text, value in column.values.items()
    }
    known |= {fold(value): value for value in set(known.values())}
    return {fold(text): known[fold(text)] for text in look.choices if fold(text) in known}


def _names_of_platforms(catalog: Catalog) -> dict[str, str]:
    return {fold(text): id_ for id_, known in catalog.theme.platforms.items() for text in (id_, known.label)}


def canonical_values(target: str, catalog: Catalog) -> tuple[str, ...]:
    """What a choice can mean, as far as any format says."""
    if target == PLATFORM:
        return tuple(catalog.theme.platforms)
    found: set[str] = set()
    for format_ in catalog.formats.values():
        for column in format_.columns:
            found |= set(column.values.values()) if column.to == target else set()
        of_columns = [column.constants for column in format_.columns]
        of_blocks = [block.constants for block in format_.blocks]
        every = (format_.constants, *of_columns, *of_blocks)
        found |= {constants[target] for constants in every if target in constants}
    return tuple(sorted(found))


def taken_columns(columns: Sequence[ColumnProposal], catalog: Catalog) -> tuple[Column, ...]:
    """The proposals that need no asking, as a beginning."""
    return tuple(_taken(one, catalog) for one in columns if one.heading)


def _taken(one: ColumnProposal, catalog: Catalog) -> Column:
    heading = one.heading or ""
    if one.taken is None:
        return Column(heading)
    return Column(heading, one.taken.to, reading_of(one.taken.to, one.look, catalog))


def reading_of(target: str, look: Look, catalog: Catalog) -> Reading:
    type_ = type_of(target, catalog)
    if type_ == "choice":
        return Reading(values=known_values(target, look, catalog))
    return proven(look, type_)


def lacking(draft: Draft, catalog: Catalog) -> tuple[Sentence, ...]:
    """What has to be said before the format can be kept, in the order of the screen."""
    table = catalog.tables[draft.table]
    return (
        *_lacking_names(draft),
        *_lacking_keys(draft, table, catalog),
        *_lacking_currency(draft, table, catalog),
        *_lacking_readings(draft, catalog),
    )


def _lacking_names(draft: Draft) -> Iterator[Sentence]:
    if not draft.title.strip():
        yield say("Give the format a name.")
    elif not identifier(draft.title):
        yield say("The name needs at least one letter from a to z.")
    if not draft.platforms:
        yield say("Say which network the file is from, or which it can be from.")


def _lacking_keys(draft: Draft, table: Table, catalog: Catalog) -> Iterator[Sentence]:
    targets = [column.to for column in draft.columns if column.to]
    given = {*targets, *draft.constants}
    for key in _open_keys(draft, table, catalog):
        yield say("No column says “{column}”, without which rows can’t be told apart.", column=_label(key, catalog))
    moments = [name for name in table.columns if catalog.columns[name].type in ("date", "datetime")]
    if table.day not in table.key and not given & set(moments):
        yield say("No column says when: “{column}”.", column=_label(table.day, catalog))
    if not any(name not in table.key and name not in moments for name in targets if name in table.columns):
        yield say("No column has a figure or a text yet.")
    for name in sorted({name for name in targets if targets.count(name) > 1}):
        headings = [column.heading for column in draft.columns if column.to == name]
        yield say("“{column}” is said by several columns: {headings}.", column=_label(name, catalog), headings=headings)


def _open_keys(draft: Draft, table: Table, catalog: Catalog) -> list[str]:
    """Keys of the table that nothing fills."""
    given = {column.to for column in draft.columns} | set(draft.constants)
    derived = {one.to for one in _derived(draft, catalog)}
    return [key for key in table.key if key not in given | derived and key not in table.optional]


def needs_currency(targets: Collection[str], table: Table, catalog: Catalog) -> bool:
    """Amounts whose currency no column names."""
    money = any(type_of(name, catalog) == "money" for name in targets)
    return money and CURRENCY in table.columns and CURRENCY not in targets


def _lacking_currency(draft: Draft, table: Table, catalog: Catalog) -> Iterator[Sentence]:
    targets = [column.to for column in draft.columns if column.to]
    if needs_currency(targets, table, catalog) and not _CODE.fullmatch(draft.constants.get(CURRENCY, "")):
        yield say("Say in which currency the amounts are, as EUR or USD.")


def _lacking_readings(draft: Draft, catalog: Catalog) -> Iterator[Sentence]:
    for column in draft.columns:
        type_ = type_of(column.to, catalog) if column.to else None
        reading, heading = column.reading, column.heading
        if type_ in ("date", "datetime") and reading.order is None:
            yield say("“{heading}”: say in which order day and month stand.", heading=heading)
        if type_ == "datetime" and reading.zone is None:
            yield say("“{heading}”: say in which time zone the times are.", heading=heading)
        if type_ == "percent" and reading.scale is None:
            yield say("“{heading}”: say whether 5 means 5% or 0.05 does.", heading=heading)
        if type_ == "duration" and reading.unit is None:
            yield say("“{heading}”: say in which unit the durations are.", heading=heading)


def _label(name: str, catalog: Catalog) -> Words:
    return catalog.columns[name].label


def identifier(title: str) -> str:
    """The id of a format, from its name: `reach_report_2`; empty where no letter is left."""
    words = re.sub(r"[^a-z0-9]+", "_", fold(title)).strip("_")
    return re.sub(r"^[0-9_]+", "", words)[:_ID_LENGTH].rstrip("_")


def format_of(draft: Draft, catalog: Catalog, id_: str | None = None) -> Format:
    """The draft as a definition. A later file has to have the same headings and no other: it is looked at anew else.

    A key that nothing fills yet is among what the format needs, so that the loader refuses it until it is.
    """
    columns = [_column(column, draft, catalog) for column in _named(_once(draft.columns))]
    targets = [column.to for column in columns if column.to]
    title = draft.title.strip()
    return Format(
        id=id_ or identifier(draft.title),
        title=Words(title, title),
        platforms=draft.platforms,
        table=draft.table,
        shape="rows",
        source=draft.source,
        needs=tuple(dict.fromkeys([*targets, *_open_keys(draft, catalog.tables[draft.table], catalog)])),
        columns=tuple(columns),
        closed=True,
        derived=tuple(_derived(draft, catalog)),
        constants=dict(draft.constants),
        footers=draft.left,
        fingerprints=(fingerprint(column.heading for column in draft.columns),),
        local=True,
    )


def _once(columns: Sequence[Column]) -> list[Column]:
    """A heading that stands there twice counts once, with the meaning that it was given."""
    found: dict[str, Column] = {}
    for column in columns:
        known = found.get(fold(column.heading))
        if known is None or (known.to is None and column.to is not None):
            found[fold(column.heading)] = column
    return list(found.values())


def _named(columns: Sequence[Column]) -> list[Column]:
    """Where no column has the account's id, its name is what tells it from others."""
    id_, name = ACCOUNT_TARGETS[:2]
    if any(column.to == id_ for column in columns):
        return list(columns)
    return [replace(column, to=id_) if column.to == name else column for column in columns]


def _column(column: Column, draft: Draft, catalog: Catalog) -> FormatColumn:
    headings = {draft.language: (column.heading,)}
    if column.to is None:
        return FormatColumn(headings=headings, drop=LEFT_OUT)
    type_, reading = type_of(column.to, catalog), column.reading
    return FormatColumn(
        to=column.to,
        type=type_,
        headings=headings,
        order=reading.order if type_ in ("date", "datetime") else None,
        zone=reading.zone if type_ == "datetime" else None,
        scale=reading.scale if type_ == "percent" else None,
        unit=reading.unit if type_ == "duration" else None,
        values=dict(reading.values) if type_ in ("choice", "text") else {},
    )


def _derived(draft: Draft, catalog: Catalog) -> Iterator[Derived]:
    """What no column says, but others tell: a row without an id is named by its link, a comment by its words."""
    table = catalog.tables[draft.table]
    targets = [column.to for column in draft.columns if column.to]
    open_ids = [key for key in table.key if key not in targets and catalog.columns[key].type == "id"]
    for key in open_ids:
        if "permalink" in targets:
            yield Derived(key, "extract", ("permalink",), _in_link(key, draft, catalog))
        elif key in WORDED:
            said = tuple(name for name in targets if name in table.columns and not catalog.columns[name].is_measure)
            yield from [Derived(key, "digest", said)] if said else []
    levels = tuple(name for name in LEVELS if name in targets)
    if "level" in table.key and "level" not in targets and levels:
        yield Derived("level", "finest", levels)
    for to, by, names in TOLD:
        sources = tuple(name for name in names if name in targets)
        if to in table.columns and to not in targets and sources:
            yield Derived(to, by, sources)


def _in_link(key: str, draft: Draft, catalog: Catalog) -> str:
    """How the network's other formats find the id in the link; else the link itself is the id."""
    known = [
        derived.argument
        for format_ in catalog.formats.values()
        if format_.platforms == draft.platforms
        for derived in format_.derived
        if derived.to == key and derived.by in ("extract", "post_from_link") and derived.source == ("permalink",)
    ]
    return next((argument for argument in known if argument), WHOLE_LINK)
