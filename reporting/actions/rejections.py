"""The rows of an import that stayed out: on the screen, and as a file (layer 7)."""

from reporting.actions.csv_files import csv_bytes
from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.errors import Sentence, say
from reporting.ingest.model import RejectedCell
from reporting.ingest.understanding.rejections import LISTED
from reporting.language import Language, text, translator
from reporting.warehouse import imports


@action("reports.read")
def kept(desk: Desk, import_id: int) -> Sentence | None:
    """What the list lacks of the rows that stayed out, if it is not all of them."""
    with desk.store.read() as cur:
        entry = imports.import_with(cur, import_id)
    if entry.rejected <= LISTED:
        return None
    return say("Of {all} rows that stayed out, the first {kept} are kept one by one.", all=entry.rejected, kept=LISTED)


@action("reports.read")
def rejections(desk: Desk, import_id: int, limit: int | None = None) -> list[RejectedCell]:
    """The cells for which rows of the import stayed out, in the order of the file."""
    with desk.store.read() as cur:
        return imports.rejections(cur, import_id, limit)


@action("reports.read")
def rejections_as_csv(desk: Desk, import_id: int, lang: Language) -> bytes:
    """Every one of them up to LISTED. Raises ConflictError for a number that is not there."""
    t = translator(lang)
    with desk.store.read() as cur:
        imports.import_with(cur, import_id)
        cells = imports.rejections(cur, import_id)
    headings = [t("Row"), t("Cell"), t("Column"), t("Stands there"), t("Why not")]
    rows = [(cell.row, cell.cell, cell.heading, cell.raw, text(cell.reason, lang)) for cell in cells]
    return csv_bytes(headings, rows, lang)
