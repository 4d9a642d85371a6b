"""A sample's cells, to be spoilt and written again: what a person does to an export before sending it."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import python_calamine

from reporting.catalog.folding import fold
from reporting.catalog.format import Format, FormatColumn

Cells = list[list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet or text file; name is None for text."""

    name: str | None
    cells: Cells


def sheets(path: Path) -> list[Sheet]:
    """Every sheet of a workbook, or the one of a text file (of a zip: its first member that isn't Apple's)."""
    data = path.read_bytes()
    if path.suffix in {".xls", ".xlsx"} and not data.startswith(b"<?xml"):
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return [
            Sheet(name, [[_text(c) for c in row] for row in book.get_sheet_by_name(name).to_python()])
            for name in book.sheet_names
        ]
    if path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read(next(name for name in archive.namelist() if not name.startswith("__MACOSX")))
    return [Sheet(None, text_cells(data))]


def text_cells(data: bytes) -> Cells:
    csv.field_size_limit(1_000_000)  # one for the whole process, and the readers under test narrow it
    text = _decoded(data)
    lines = text.splitlines(keepends=True)
    tabbed = any("\t" in line for line in lines[:8])
    delimiter = "\t" if tabbed else next((mark for mark in ";" if mark in lines[1]), ",")
    kept = "".join(lines[1:] if lines[0].startswith("sep=") else lines)
    return list(csv.reader(io.StringIO(kept, newline=""), delimiter=delimiter))


def _decoded(data: bytes) -> str:
    """Some platforms still write the Windows code page of Western Europe."""
    if data[:2] == b"\xff\xfe":
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def write(found: list[Sheet], folder: Path, stem: str = "spoilt") -> Path:
    """A workbook if the sheets have names, else a plain CSV; `stem` is its name."""
    if found[0].name is None:
        path = folder / f"{stem}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(found[0].cells)
        return path
    path = folder / f"{stem}.xlsx"
    book = openpyxl.Workbook(write_only=True)
    for sheet in found:
        made = book.create_sheet(sheet.name)
        for row in sheet.cells:
            made.append([cell or None for cell in row])
    book.save(path)
    return path


def renamed(found: list[Sheet], wanted: Callable[[str], bool]) -> list[Sheet]:
    """The same sheets, with every cell that is a wanted heading replaced."""
    return [
        Sheet(sheet.name, [["Zzyzx" if wanted(cell) else cell for cell in row] for row in sheet.cells])
        for sheet in found
    ]


def mirrored(sheet: Sheet) -> Sheet:
    """The columns in the opposite order; shorter rows are filled up first."""
    width = max(len(row) for row in sheet.cells)
    return Sheet(sheet.name, [[*row, *[""] * (width - len(row))][::-1] for row in sheet.cells])


def headings_of(format_: Format, target: str) -> set[str]:
    return {heading for column in format_.columns if column.to == target for heading in _headings(column)}


def is_heading_of(format_: Format, target: str, cell: str) -> bool:
    patterns = [p for c in format_.columns if c.to == target and c.pattern for ps in c.headings.values() for p in ps]
    return fold(cell) in headings_of(format_, target) or any(re.fullmatch(p, fold(cell)) for p in patterns)


def _headings(column: FormatColumn) -> set[str]:
    return {fold(heading) for headings in column.headings.values() for heading in headings}


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
