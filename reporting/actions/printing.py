"""A report on paper: its PDF, and pictures of its first pages (layer 7)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report
from reporting.actions.worker import in_worker
from reporting.catalog.model import Catalog
from reporting.printing.office import Office, find, to_pdf
from reporting.printing.pages import faces, fonts_of, for_print, language_of, page_count, pictures

KEPT = 40
_FOLDER = "prints"


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF as bytes, the name to save it under, how many pages it has; fonts for which others had to stand in."""

    file_name: str
    data: bytes
    pages: int
    missing: tuple[str, ...] = ()


@action("reports.read")
def can_print(desk: Desk) -> bool:
    """Whether this machine has what a PDF needs."""
    return find(desk.settings.office) is not None


@action("reports.read")
def print_report(desk: Desk, query: ReportQuery) -> Printed:
    """Built and printed. Raises ConflictError, QueryError; BilanError where LibreOffice is not there or fails."""
    made = build_report(desk, query)
    return print_workbook(desk, made.file_name, made.data)


@action("reports.read")
def print_workbook(desk: Desk, file_name: str, workbook: bytes) -> Printed:
    """The PDF of a workbook that was built here; the same bytes are printed once. Raises BilanError."""
    pdf = in_worker(lambda _: _pdf_of(desk, workbook), None)
    return Printed(f"{Path(file_name).stem}.pdf", pdf, page_count(pdf), _missing(desk.catalog, workbook, pdf))


def _missing(catalog: Catalog, workbook: bytes, pdf: bytes) -> tuple[str, ...]:
    """Fonts of the workbook that this machine has not, nor one of the same measure."""
    printed = [face.replace(" ", "") for face in faces(pdf)]
    known = catalog.theme.fonts

    def there(font: str) -> bool:
        names = (font, *(known[font].twins if font in known else ()))
        return any(face.startswith(name.replace(" ", "")) for face in printed for name in names)

    return tuple(font for font in fonts_of(workbook) if not there(font))


def _pdf_of(desk: Desk, workbook: bytes) -> bytes:
    """From what was printed since the start, else printed now. Raises BilanError."""
    folder = desk.settings.work / _FOLDER
    kept = folder / f"{hashlib.sha256(workbook).hexdigest()}.pdf"
    if kept.exists():
        return kept.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    office = Office(find(desk.settings.office), folder, desk.settings.office_seconds)
    pdf = to_pdf(office, for_print(workbook), language_of(workbook))
    coming = kept.with_suffix(".coming")
    coming.write_bytes(pdf)
    coming.replace(kept)
    _keep_few(folder)
    return pdf


def page_pictures(desk: Desk, workbook: bytes, *, most: int, width: int) -> list[bytes]:
    """The first pages as PNG. Raises BilanError."""
    return pictures(_pdf_of(desk, workbook), most=most, width=width)


def _keep_few(folder: Path) -> None:
    """The newest only: the folder is emptied at the next start anyway."""
    kept = sorted(folder.glob("*.pdf"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[KEPT:]:
        path.unlink(missing_ok=True)
