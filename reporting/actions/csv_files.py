"""CSV that people open in a spreadsheet (layer 7): UTF-8 that says so, in the separators of their language."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence

from reporting.language import Language
from reporting.workbook.safe import csv_text

BOM = "\ufeff"
"""Excel reads a CSV file as UTF-8 only if it begins with this."""

_SEPARATORS: Mapping[Language, str] = {"en": ",", "fr": ";"}
"""What Excel takes a CSV file apart by, in a French or an English system."""

Cell = str | int | float | dt.date | None


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]], lang: Language) -> bytes:
    """Numbers with the decimal sign of the language, days as 2026-10-31; a text is never a formula, None is empty."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=_SEPARATORS[lang])
    writer.writerow([csv_text(heading) for heading in headings])
    writer.writerows([_cell(value, lang) for value in row] for row in rows)
    return f"{BOM}{written.getvalue()}".encode()


def _cell(value: Cell, lang: Language) -> str | int | None:
    match value:
        case str():
            return csv_text(value)
        case float():
            plain = f"{value:.15g}"
            return plain.replace(".", ",") if lang == "fr" else plain
        case dt.date():
            return value.isoformat()
        case _:
            return value
