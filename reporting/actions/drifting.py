"""Exports that have changed: what a person says about each finding, kept as an amendment of the format (layer 7)."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.actions.own_formats import change_own
from reporting.actions.reading import Upload
from reporting.catalog import repair
from reporting.catalog.amend import joined
from reporting.catalog.format import Amendment, Format
from reporting.catalog.model import Catalog
from reporting.catalog.own import amendments, file_name, tried
from reporting.catalog.repair import Mend, Spot
from reporting.catalog.write import toml_of
from reporting.errors import ConflictError, DefinitionError, say
from reporting.ingest.inspect import inspect_file
from reporting.ingest.model import Drift, Found
from reporting.ingest.understanding.recognise import claims_header
from reporting.warehouse import sightings
from reporting.warehouse.examples import examples
from reporting.warehouse.store import Cursor

Changes = Mapping[str, str | None]
_NUMBERS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """What is said about one finding.

    heading    the heading of the file that it is about; target: what it means, None: it is left out
    meanings   of new values: the text in the file -> the value that it counts as
    """

    drift: Drift
    heading: str | None = None
    target: str | None = None
    meanings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """A file as it would be read with the choices: nothing is written. faults: why they don't fit."""

    found: Found | None = None
    faults: tuple[str, ...] = ()


def proposed(found: Found) -> tuple[Choice, ...]:
    """What is confirmed by one click: each renamed heading as what it is like, and an order that the dates prove."""
    renamed = [Choice(drift, drift.new, drift.target) for drift in found.drifts if drift.kind == "renamed"]
    turned = [Choice(drift, drift.new, drift.target) for drift in found.drifts if drift.kind == "order"]
    closed = [Choice(drift, drift.new) for drift in found.drifts if drift.kind == "new" and drift.needed]
    return (*renamed, *turned, *closed)


@action("imports.write")
def known_examples(desk: Desk, found: Found) -> dict[str, tuple[str, ...]]:
    """For each column that a finding is about, values that earlier files of the format had there."""
    targets = {drift.target for drift in found.drifts if drift.target}
    format_id = found.format or found.nearest
    if format_id is None:
        return {}
    with desk.store.read() as cur:
        return {target: examples(cur, desk.catalog, format_id, target) for target in targets}


@action("formats.write")
def preview(desk: Desk, upload: Upload, found: Found, choices: Sequence[Choice]) -> Effect:
    """Read the file as if the choices were kept; nothing is stored."""
    _, changes = _changes(desk, found, choices)
    catalog, faults = tried(desk.settings.formats, changes)
    if faults:
        return Effect(faults=tuple(fault for every in faults.values() for fault in every))
    with tempfile.TemporaryDirectory(prefix="bilan-") as work:
        read = inspect_file(
            upload.path,
            upload.name,
            catalog=catalog,
            answers=upload.answers,
            limits=desk.settings.limits,
            work=Path(work),
        )
    wanted = found.format or found.nearest
    mine = [one for one in read if one.member == found.member and wanted in (one.format, one.nearest)]
    return Effect(replace(mine[0], rows=None) if mine else None)


@action("formats.write")
def accept(desk: Desk, found: Found, choices: Sequence[Choice]) -> tuple[Mend, ...]:
    """Keep the choices: from now on such files are known, in the old form and in the new one.

    Raises ConflictError where a file that was seen before would become another format, DefinitionError where the
    choices don't fit the definitions. Nothing is changed then.
    """
    added, changes = _changes(desk, found, choices)
    if not added:
        raise ConflictError(say("There is nothing to keep: no finding was answered."), code="NOTHING_CHOSEN")
    catalog, faults = tried(desk.settings.formats, changes)
    if faults:
        raise DefinitionError(tuple(fault for every in faults.values() for fault in every))
    _refuse_claims(desk, catalog)

    def keep_orders(cur: Cursor) -> None:
        for format_id, order in _opened_orders(desk.catalog, catalog):
            sightings.keep_order(cur, format_id, order)

    change_own(desk, changes, "format.repair", ", ".join(sorted({one.amends for one in added})), keep_orders)
    return tuple(mend for amendment in added for mend in repair.mends(amendment))


@action("imports.write")
def mends(desk: Desk) -> list[Mend]:
    """Everything that the amendments of this installation say, by file."""
    return [mend for amendment in amendments(desk.settings.formats).values() for mend in repair.mends(amendment)]


@action("formats.write")
def undo(desk: Desk, mend: Mend) -> None:
    """Take back what was said. Raises ConflictError while imports count that could not be read without it."""
    for name, amendment in amendments(desk.settings.formats).items():
        if amendment.amends == mend.format and mend in repair.mends(amendment):
            rest = repair.without(amendment, mend)
            changes = {name: toml_of(rest) if rest else None}
            _refuse_rested_on(desk, tried(desk.settings.formats, changes)[0], mend)
            change_own(desk, changes, "format.undo_repair", mend.format)
            return
    raise ConflictError(say("This is not among the repairs of the format any more."), code="NO_REPAIR")


def _changes(desk: Desk, found: Found, choices: Sequence[Choice]) -> tuple[list[Amendment], Changes]:
    """What the choices add, and the files with it, each merged with what is there."""
    added = list(_added(desk.catalog, found, choices))
    known = amendments(desk.settings.formats)
    files: dict[str, Amendment] = {}
    for amendment in added:
        name = file_name(toml_of(amendment))
        before = files.get(name) or known.get(name)
        files[name] = joined(before, amendment) if before else amendment
    return added, {name: toml_of(amendment) for name, amendment in files.items()}


def _added(catalog: Catalog, found: Found, choices: Sequence[Choice]) -> Iterable[Amendment]:
    source = f"mapped by hand from a file of {dt.datetime.now(dt.UTC).date().isoformat()}"
    for choice in choices:
        drift = choice.drift
        spot = Spot(drift.format, choice.heading or drift.new or "", drift.language, source)
        match drift.kind:
            case "order":
                yield repair.either_order(catalog, spot)
            case "values":
                yield repair.valued(catalog, spot, choice.meanings)
            case _ if choice.target is None:
                yield repair.left_out(catalog, spot)
            case _:
                yield repair.named(catalog, spot, choice.target, drift.old)
    if found.format is None and found.nearest and choices:
        yield repair.sealed(Amendment(found.nearest, source), found.headings)


def _refuse_claims(desk: Desk, catalog: Catalog) -> None:
    """Headings that were seen as one format must not become another's too."""
    changed = [fmt for id_, fmt in catalog.formats.items() if fmt != desk.catalog.formats.get(id_)]
    with desk.store.read() as cur:
        seen = sightings.headers(cur)
    for headings, format_id in seen:
        taken = [fmt for fmt in changed if fmt.id != format_id and _is_new_claim(desk.catalog, fmt, headings)]
        if taken:
            titles = [catalog.formats[id_].title for id_ in (taken[0].id, format_id) if id_ in catalog.formats]
            raise ConflictError(
                say("With this, files of another format could be taken for this one: {formats}.", formats=titles),
                why=say(
                    "Such files were seen before. Their headings are: {headings}.", headings=list(headings)[:_NUMBERS]
                ),
                todo=say("Choose another column, or leave it out. Nothing was changed."),
                code="REPAIR_CLAIMS",
            )


def _is_new_claim(before: Catalog, fmt: Format, headings: Sequence[str]) -> bool:
    known = before.formats.get(fmt.id)
    return claims_header(fmt, headings) and not (known and claims_header(known, headings))


def _opened_orders(before: Catalog, after: Catalog) -> Iterable[tuple[str, str]]:
    """Formats whose order of day and month was fixed and is open now, with the order that they had."""
    for id_, fmt in before.formats.items():
        for old, new in zip(fmt.columns, after.formats[id_].columns, strict=False):
            if old.to == new.to and old.order in ("mdy", "dmy") and new.order == "auto":
                yield id_, old.order


def _refuse_rested_on(desk: Desk, after: Catalog, mend: Mend) -> None:
    """A rebuild reads every original again: what imports need to be read has to stay."""
    found: list[int] = []
    with desk.store.read() as cur:
        for fmt in after.formats.values():
            if mend.format not in _line(after, fmt.id):
                continue
            if mend.kind == "order":
                order = next((c.order for c in fmt.columns if c.to == mend.to and c.order in ("mdy", "dmy")), None)
                found += sightings.answered_otherwise(cur, fmt.id, order) if order else []
            elif (mend.kind == "left_out" and fmt.closed) or mend.to in (*fmt.needs, *fmt.needs_one):
                found += sightings.rested_on(cur, fmt.id, mend.text)
    if found:
        numbers = [str(number) for number in found[:_NUMBERS]]
        raise ConflictError(
            say("{n} {n:import was|imports were} read with this.", n=len(found)),
            why=say("Without it they could not be made again from their originals: {numbers}.", numbers=numbers),
            todo=say("Take these imports back first, under History."),
            code="REPAIR_USED",
        )


def _line(catalog: Catalog, format_id: str) -> list[str]:
    """The format, and those that it has its columns from."""
    base = catalog.formats[format_id].columns_from if format_id in catalog.formats else None
    return [format_id, *(_line(catalog, base) if base else [])]
