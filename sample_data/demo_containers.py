"""Containers in which platforms hand out tables: text in their encodings, workbooks, zips. Same rows, same bytes."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

Cell = str | int | float
Row = Sequence[Cell]
_MOMENT = (2026, 11, 2, 9, 0, 0)
_BOM = "\ufeff"


def headings(text: str) -> tuple[str, ...]:
    """Headings as one text, separated by bars."""
    return tuple(head.strip() for head in text.split("|"))


def meta_csv(heads: Sequence[str], rows: Sequence[Row]) -> bytes:
    """UTF-8 with BOM, line feeds; a heading is quoted if it holds a space or a comma."""
    first = ",".join(f'"{head}"' if {" ", ",", "\u00a0"} & set(head) else head for head in heads)
    return f"{_BOM}{first}\n{_lines(rows, csv.QUOTE_MINIMAL)}".encode()


def plain_csv(
    heads: Sequence[str], rows: Sequence[Row], *, bom: bool = False, quoted: bool = False, end: str = "\n"
) -> bytes:
    text = _lines([heads, *rows], csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, end)
    return f"{_BOM if bom else ''}{text}".encode()


def series_csv(title: str, days: Sequence[tuple[str, int]]) -> bytes:
    """Meta's daily figures: UTF-16 little endian with BOM, `sep=`, a title, then one row a day."""
    text = f'sep=,\n"{title}"\n{_lines([("Date", "Primary"), *days], csv.QUOTE_ALL)}\n'
    return f"{_BOM}{text}".encode("utf-16-le")


def blocks_csv(blocks: Sequence[tuple[str, Sequence[Row]]]) -> bytes:
    """Meta's audience: several titled tables one after the other, in UTF-16."""
    text = "sep=,\n" + "\n".join(f'"{title}"\n{_lines(rows, csv.QUOTE_ALL)}' for title, rows in blocks)
    return f"{_BOM}{text}\n".encode("utf-16-le")


def workbook(sheets: Sequence[tuple[str, Sequence[Row]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return _same_bytes(made.getvalue())


def archive(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name, data in members.items():
            zipped.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _lines(rows: Sequence[Row], quoting: int, end: str = "\n") -> str:
    text = io.StringIO()
    csv.writer(text, quoting=quoting, lineterminator=end).writerows(rows)  # type: ignore[arg-type]  # one of csv's constants
    return text.getvalue()


def _same_bytes(book: bytes) -> bytes:
    """A workbook without the moment of its making: zip dates fixed, document properties left out of comparison."""
    with zipfile.ZipFile(io.BytesIO(book)) as zipped:
        members = {info.filename: zipped.read(info) for info in zipped.infolist()}
    members["docProps/core.xml"] = (
        b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp='
        b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    )
    return archive(members)
