"""Format definitions against the tables, and against each other (layer 1)."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reporting.catalog.check_words import unknown, untranslated
from reporting.catalog.folding import fold
from reporting.catalog.format import ACCOUNT_TARGETS, BASE, BLOCK, Context, Format, FormatColumn
from reporting.catalog.model import Catalog, Column

READS_AS = {"text": {"text", "id", "link"}, "choice": {"choice", "text"}, "link": {"link"}}
"""Cell types that a canonical type takes, where it is not just its own."""
LANGUAGE = re.compile(r"[a-z]{2}")
HEADLESS_SHAPES = frozenset({"labels", "matrix"})
NAME_GROUPS = frozenset({"account", "account_name", "from", "to", "until"})
EXTRACTS = frozenset({"post_from_link", "account_from_link", "extract"})
NEEDED_ATTRIBUTE = {"date": "order", "datetime": "zone", "percent": "scale", "duration": "unit"}


def check_formats(catalog: Catalog) -> Iterator[str]:
    """Every fault of every format, then every pair that can't be told apart."""
    for id_, format_ in catalog.formats.items():
        place = f"formats/{id_}.toml"
        yield from untranslated(format_.title, f"{place}: title")
        yield from (fault for note in format_.notes for fault in untranslated(note, f"{place}: notes"))
        if format_.table not in catalog.tables:
            yield from unknown([format_.table], catalog.tables, f"{place}: table", "table")
            continue
        yield from _targets(catalog, format_, place)
        yield from _columns(catalog, format_, place)
        yield from _context(catalog, format_, place)
        yield from _recognition(format_, place)
        yield from _expressions(format_, place)
    for one, other in combinations(catalog.formats.values(), 2):
        if _same_claim(one, other):
            yield f"formats/{one.id}.toml and formats/{other.id}.toml: the same headings, and nothing tells them apart"


def _targets(catalog: Catalog, format_: Format, place: str) -> Iterator[str]:
    """Every canonical column that is filled exists in the format's table."""
    if format_.columns_from:
        yield from unknown([format_.columns_from], catalog.formats, f"{place}: columns_from", "format")
    known = (*catalog.tables[format_.table].columns, *ACCOUNT_TARGETS)
    in_columns = known if format_.shape != "series" else (*known, BLOCK)
    for column in (*format_.columns, *format_.preamble):
        yield from unknown([column.to] if column.to else [], in_columns, f"{place}: column", "column of the table")
        yield from unknown(column.constants, known, f"{place}: column {column.to}.constants", "column of the table")
    yield from unknown(format_.unnamed, known, f"{place}: unnamed", "column of the table")
    for derived in format_.derived:
        yield from unknown(
            [derived.to, *derived.source], known, f"{place}: derived {derived.to}", "column of the table"
        )
    for block in format_.blocks:
        yield from unknown(block.constants, known, f"{place}: block {block.to}.constants", "column of the table")
        if block.to and format_.shape == "series":
            yield from unknown([block.to], known, f"{place}: block", "column of the table")
        if (block.to is None) == (block.drop is None):
            yield f"{place}: block {_headings(block.titles)}: either `to` or `drop`"
    yield from unknown(format_.constants, known, f"{place}: constants", "column of the table")
    dropped = [heading for column in format_.columns if column.drop for heading in claims(column)]
    yield from unknown((c.to for c in format_.conditions), (*known, *dropped), f"{place}: condition", "target")


def _columns(catalog: Catalog, format_: Format, place: str) -> Iterator[str]:
    """A column goes somewhere or says why not; its cells read as what it fills; nothing is listed twice."""
    seen: dict[str, FormatColumn] = {}
    for column in (*format_.columns, *format_.preamble):
        where = f"{place}: column {column.to or _headings(column.headings)}"
        if (column.to is None) == (column.drop is None):
            yield f"{where}: either `to` or `drop`"
        if column.drop is not None:
            yield from untranslated(column.drop, f"{where}.drop")
        if column.to and column.to in catalog.columns:
            yield from _cells(column, catalog.columns[column.to], where)
        yield from _attributes(column, where)
        if not column.headings and format_.shape not in HEADLESS_SHAPES:
            yield f"{where}: no heading"
        if (column.place is None) == (format_.shape == "headless"):
            yield f"{where}: `place` goes with the shape headless, and only with it"
        if column.to == "platform":
            given = [*column.values.values(), *column.constants.values()]
            yield from unknown(given, format_.platforms, f"{where}.values", "platform of the format")
        yield from _heading_clashes(column, seen, where, twins=format_.shape == "twins")


def _context(catalog: Catalog, format_: Format, place: str) -> Iterator[str]:
    known = (*catalog.tables[format_.table].columns, *ACCOUNT_TARGETS, BASE)
    for context in format_.context:
        where = f"{place}: context {context.to}"
        yield from unknown([context.to], known, f"{place}: context", "column of the table")
        if context.to in catalog.columns:
            yield from _cells(context, catalog.columns[context.to], where)
        if context.type == "date" and context.order is None:
            yield f"{where}: a date needs order"
        yield from (
            f"{where}: {pattern!r} has no group"
            for pattern in context.patterns
            if _compiles(pattern) and not re.compile(pattern).groups
        )


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _cells(column: FormatColumn | Context, canonical: Column, where: str) -> Iterator[str]:
    if column.type not in READS_AS.get(canonical.type, {canonical.type}):
        yield f"{where}: cells read as {column.type}, but {canonical.id} is {canonical.type}"


def _attributes(column: FormatColumn, where: str) -> Iterator[str]:
    """Order of a date, zone of a date-time, scale of a percent, unit of a duration: stated, never guessed."""
    needed = NEEDED_ATTRIBUTE.get(column.type) if column.to else None
    if needed and getattr(column, needed) is None:
        yield f"{where}: a {column.type} needs {needed}"
    if column.zone:
        try:
            ZoneInfo(column.zone)
        except (ZoneInfoNotFoundError, ValueError):
            yield f"{where}: no time zone {column.zone!r}"
    for value in column.values:
        if value != fold(value):
            yield f"{where}.values: {value!r} must be written folded, {fold(value)!r}"


def _heading_clashes(column: FormatColumn, seen: dict[str, FormatColumn], where: str, *, twins: bool) -> Iterator[str]:
    for language, headings in column.headings.items():
        if not LANGUAGE.fullmatch(language):
            yield f"{where}: {language!r} is not a language such as fr"
        if len({fold(heading) for heading in headings}) < len(headings):
            yield f"{where}: the same heading twice in {language}"
    for heading in claims(column):
        other = seen.setdefault(heading, column)
        if other is not column and not twins and other.part == column.part and "platform" not in (column.to, other.to):
            yield f"{where}: {heading!r} is also claimed by {other.to or 'a dropped column'}"


def _recognition(format_: Format, place: str) -> Iterator[str]:
    """What a file must have can be found in it: needed targets are columns of the format."""
    mapped = {column.to for column in format_.columns} | {context.to for context in format_.context}
    yield from unknown(
        (*format_.needs, *format_.needs_one), (m for m in mapped if m), f"{place}: needs", "mapped target"
    )
    if not format_.platforms:
        yield f"{place}: platforms: at least one"
    if not format_.needs and not format_.blocks:
        yield f"{place}: needs: at least one target, or a block with a title"
    listed = {heading for column in format_.columns for heading in claims(column)}
    yield from (f"{place}: needs_heading: {h!r} is no column's" for h in format_.needs_heading if fold(h) not in listed)
    for sheet in format_.sheets:
        if sheet != fold(sheet):
            yield f"{place}: sheets: {sheet!r} must be written folded, {fold(sheet)!r}"
    own = {heading for column in format_.columns if column.to in format_.needs for heading in claims(column)}
    yield from (f"{place}: never: {h!r} is also needed" for h in format_.never if fold(h) in own)


def _expressions(format_: Format, place: str) -> Iterator[str]:
    """Every regular expression compiles; those of the file name only use the groups that mean something."""
    patterns = [h for c in (*format_.columns, *format_.preamble) if c.pattern for h in _raw(c)]
    arguments = [d.argument for d in format_.derived if d.argument and d.by in EXTRACTS]
    contexts = [pattern for context in format_.context for pattern in context.patterns]
    for text in (*format_.names, *format_.totals, *format_.footers, *patterns, *arguments, *contexts):
        try:
            re.compile(text)
        except re.error as error:
            yield f"{place}: {text!r} is not a regular expression: {error}"
    for text in format_.names:
        groups = re.findall(r"\(\?P<(\w+)>", text)
        yield from unknown(groups, NAME_GROUPS, f"{place}: names", "group")


def _same_claim(one: Format, other: Format) -> bool:
    """Both need headings of which each one's could be the other's, and sheet, condition or `never` don't decide."""
    if not set(one.platforms) & set(other.platforms) or one.shape != other.shape or one.blocks or other.blocks:
        return False
    if one.sheets and other.sheets and not set(one.sheets) & set(other.sheets):
        return False
    if one.conditions or other.conditions or _excluded(one, other) or _excluded(other, one):
        return False
    return _covers(one, other) and _covers(other, one)


def _excluded(one: Format, other: Format) -> bool:
    return bool({fold(heading) for heading in one.never} & {h for c in other.columns for h in claims(c)})


def _covers(one: Format, other: Format) -> bool:
    """Every needed target of `one` could be read from a heading that `other` needs too."""
    theirs = {heading for target in other.needs for heading in _needed(other, target)}
    return all(_needed(one, target) & theirs for target in one.needs)


def _needed(format_: Format, target: str) -> set[str]:
    return {heading for column in format_.columns if column.to == target for heading in claims(column)}


def claims(column: FormatColumn) -> set[str]:
    """The folded headings (or expressions over them) that a column answers to."""
    return set(_raw(column)) if column.pattern else {fold(heading) for heading in _raw(column)}


def _raw(column: FormatColumn) -> Iterable[str]:
    return [heading for headings in column.headings.values() for heading in headings]


def _headings(headings: object) -> str:
    return str(next(iter(headings.values()), ("?",))[0]) if isinstance(headings, dict) and headings else "?"
