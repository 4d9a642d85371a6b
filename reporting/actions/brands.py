"""Brands: how the reports of a client look, what it has from the agency, and a logo made safe (layer 7)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.actions.gathering import Gathering, ReportQuery
from reporting.actions.printing import page_pictures
from reporting.actions.worker import in_worker
from reporting.catalog.model import Catalog
from reporting.errors import ConflictError, Sentence, UnreadableError, say
from reporting.ingest.child.sandbox import run_in_child
from reporting.warehouse.brand import keep_kit, kit_of, worn
from reporting.warehouse.clients import client_with
from reporting.warehouse.model import DATE_STYLES, NUMBER_STYLES, Brand, Kit
from reporting.workbook.build import build
from reporting.workbook.logo import LOGO_BYTES, Logo, made_safe
from reporting.workbook.mending import mended

LINE_CHARS = 90
COMPANY_CHARS = 60
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_LOGO_SECONDS, _LOGO_MEMORY = 15, 700_000_000
_SHOWN = ("cover", "summary", "goals", "kpis")
_PAGES, _WIDTH = 4, 1_100


@dataclass(frozen=True, slots=True)
class Dressed:
    """A brand: what was chosen for it, what it has from the agency, and both together."""

    own: Kit
    agency: Kit

    @property
    def brand(self) -> Brand:
        return worn(self.own, self.agency)

    @property
    def inherited(self) -> Brand:
        """What holds where nothing is chosen."""
        return worn(Kit(), self.agency)


@action("reports.read")
def brand(desk: Desk, client_id: int | None) -> Dressed:
    """Of a client; None is the agency itself, which inherits nothing."""
    with desk.store.read() as cur:
        own = kit_of(cur, client_id)
        return Dressed(own, kit_of(cur, None) if client_id is not None else Kit())


@action("reports.read")
def fonts(desk: Desk) -> list[str]:
    """Those that spreadsheet programs have."""
    return list(desk.catalog.theme.fonts)


@action("clients.write")
def clean_logo(desk: Desk, data: bytes) -> Logo:
    """A logo from hostile bytes, drawn anew in a bounded child. Raises UnreadableError with what to do."""
    limits = replace(desk.settings.limits, parse_seconds=_LOGO_SECONDS, parse_memory_bytes=_LOGO_MEMORY)
    if len(data) > LOGO_BYTES:
        return made_safe(data[: LOGO_BYTES + 1])
    try:
        return run_in_child(made_safe, data, limits=limits)
    except UnreadableError as error:
        if error.code == "LOGO_REFUSED":
            raise
        raise UnreadableError(
            say("This file can’t be used as a logo."),
            why=say("Drawing it took more than a logo may take, or ended the program that drew it."),
            todo=say("Upload it as PNG."),
            code="LOGO_REFUSED",
        ) from error


@action("clients.write")
def save_brand(desk: Desk, client_id: int | None, kit: Kit) -> Dressed:
    """In the place of what was chosen before. Raises ConflictError with every reason at once."""
    lines: dict[str, Any] = {name: " ".join(value.split()) for name, value in _texts(kit)}
    wanted = replace(kit, **lines)
    faults = list(_faults(desk.catalog, wanted))
    if faults:
        raise ConflictError(
            say("The brand can’t be saved."),
            why=say("{reasons}", reasons=faults),
            todo=say("Correct it and save again."),
            code="BRAND_REFUSED",
        )
    about = "agency" if client_id is None else f"client {client_id}"
    with change(desk, "brand.save", about) as made:
        if client_id is not None:
            client_with(made.cur, client_id)
        before = kit_of(made.cur, client_id)
        made.details["changed"] = [f.name for f in fields(kit) if getattr(wanted, f.name) != getattr(before, f.name)]
        keep_kit(made.cur, client_id, wanted, desk.person.name)
    return brand(desk, client_id)


@action("reports.read")
def brand_notes(desk: Desk, wanted: Brand) -> list[Sentence]:
    """What a report mends of the brand so that everything can be read."""
    return mended(desk.catalog.theme, wanted)


@action("reports.read")
def brand_pages(desk: Desk, query: ReportQuery, wanted: Brand) -> list[bytes]:
    """The first printed pages of the client's own report in that brand, as PNG; nothing is kept.

    Raises QueryError, and BilanError where this machine can't print.
    """

    def work(_: object) -> list[bytes]:
        report = Gathering(desk, query).report()
        few = tuple(sheet for sheet in report.recipe.sheets if sheet.kind in _SHOWN)
        report = replace(report, client=replace(report.client, brand=wanted), recipe=replace(report.recipe, sheets=few))
        return page_pictures(desk, build(report), most=_PAGES, width=_WIDTH)

    return in_worker(work, None)


def _texts(kit: Kit) -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name in ("company", "header", "footer") if (value := getattr(kit, name)) is not None)


def _faults(catalog: Catalog, kit: Kit) -> Iterator[Sentence]:
    for color in (kit.color, kit.accent):
        if color is not None and not _COLOR.fullmatch(color):
            yield say("{color} is not a colour; #1F4E79 is one.", color=color)
    for font in (kit.heading, kit.body):
        if font is not None and font not in catalog.theme.fonts:
            yield say("{font} is not among the fonts that every spreadsheet program has.", font=font)
    for name, text in _texts(kit):
        most = COMPANY_CHARS if name == "company" else LINE_CHARS
        if len(text) > most or not text.isprintable():
            yield say("A line may have {most} letters and no special characters: {text}", most=most, text=text[:20])
    if kit.dates not in (None, *DATE_STYLES) or kit.numbers not in (None, *NUMBER_STYLES):
        yield say("There is no such way to write dates or numbers.")
