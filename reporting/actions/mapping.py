"""A file that no format knows: what it may be, a draft tried on it, and the draft kept as a format (layer 7)."""

import secrets
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.actions.own_formats import keep
from reporting.actions.reading import Upload
from reporting.catalog.check import check
from reporting.catalog.format import Format
from reporting.catalog.model import Catalog
from reporting.catalog.write import toml_of
from reporting.errors import ConflictError, say
from reporting.ingest.inspect import inspect_file
from reporting.ingest.model import Found
from reporting.ingest.outline import first_rows, sketch_file
from reporting.ingest.understanding.drafting import Draft, format_of, identifier, lacking
from reporting.ingest.understanding.propose import Outline, outline
from reporting.settings import Settings

SHOWN_ROWS = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft on its file: what the table would be (records, rejections, totals, days, accounts), and its first rows.

    faults    what the loader has against the draft; then nothing was read
    """

    found: Found | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    faults: tuple[str, ...] = ()


def outline_of(
    settings: Settings, catalog: Catalog, upload: Upload, member: str | None = None, header: int | None = None
) -> Outline:
    """The same without a store. Raises FileError where the file has no such table."""
    with tempfile.TemporaryDirectory(prefix="bilan-") as work:
        found = sketch_file(upload.path, upload.name, member, header, catalog, settings.limits, Path(work))
    return outline(found, catalog, upload.name)


@action("formats.write")
def table_outline(desk: Desk, upload: Upload, member: str | None = None, header: int | None = None) -> Outline:
    """What the table of that member shows by itself. header: the row that a person says the headings stand in."""
    return outline_of(desk.settings, desk.catalog, upload, member, header)


@action("formats.write")
def table_chosen(desk: Desk, seen: Outline, name: str, table: str) -> Outline:
    """The same sketch with proposals for another table."""
    return outline(seen.sketch, desk.catalog, name, table)


@action("formats.write")
def preview(desk: Desk, upload: Upload, member: str | None, draft: Draft) -> Preview:
    """Read the file with the draft as if it were kept; nothing is stored."""
    catalog, made = _with_draft(desk.catalog, draft)
    faults = tuple(fault for fault in check(catalog) if f"formats/{made.id}.toml" in fault)
    if faults:
        return Preview(faults=faults)
    with tempfile.TemporaryDirectory(prefix="bilan-") as work:
        founds = inspect_file(
            upload.path,
            upload.name,
            catalog=catalog,
            answers=replace(upload.answers, format=made.id),
            limits=desk.settings.limits,
            work=Path(work),
        )
        mine = [found for found in founds if found.member == member] or founds
        found = next((one for one in mine if one.format == made.id), mine[0])
        columns, rows = first_rows(found, SHOWN_ROWS)
    return Preview(replace(found, rows=None), columns, tuple(rows))


def _with_draft(catalog: Catalog, draft: Draft) -> tuple[Catalog, Format]:
    """Under an id that no other format has, whatever the draft is called."""
    made = replace(format_of(draft, catalog), id=f"draft_{secrets.token_hex(4)}")
    return replace(catalog, formats={**catalog.formats, made.id: made}), made


@action("formats.write")
def save(desk: Desk, draft: Draft) -> str:
    """Keep the draft as a format of this installation, in use from now on; its id. Raises ConflictError with every
    open point, DefinitionError with what the loader has against it: nothing is kept then.
    """
    open_points = lacking(draft, desk.catalog)
    if open_points:
        raise ConflictError(
            say("The format can’t be kept yet."),
            why=say("{reasons}", reasons=list(open_points)),
            todo=say("Say what is open and keep it again."),
            code="FORMAT_OPEN",
        )
    id_ = identifier(draft.title)
    if id_ in desk.catalog.formats:
        raise ConflictError(
            say("There is already a format called {name}.", name=id_),
            todo=say("Give this one another name."),
            code="FORMAT_NAME",
        )
    keep(desk, toml_of(format_of(draft, desk.catalog)))
    return id_
