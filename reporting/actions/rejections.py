"""The rows of an import that stayed out: on the screen, and as a file (layer 7)."""

import csv
import io
from collections.abc import Mapping

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.errors import Sentence, say
from reporting.ingest.model import RejectedCell
from reporting.ingest.understanding.rejections import LISTED
from reporting.language import Language, text, translator
from reporting.warehouse import imports
from reporting.workbook.safe import csv_text

BOM = "\ufeff"
"""Excel reads a CSV file as UTF-8 only if it begins with this."""

_SEPARATORS: Mapping[Language, str] = {"en": ",", "fr": ";"}
"""What Excel takes a CSV file apart by, in a French or an English system."""


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
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=_SEPARATORS[lang])
    writer.writerow([t("Row"), t("Cell"), t("Column"), t("Stands there"), t("Why not")])
    writer.writerows(
        [
            [cell.row, cell.cell, csv_text(cell.heading), csv_text(cell.raw), csv_text(text(cell.reason, lang))]
            for cell in cells
        ]
    )
    return f"{BOM}{written.getvalue()}".encode()
