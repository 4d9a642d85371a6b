"""Pre-flight of an xlsx package: what would make a workbook reader abort or eat the memory is refused first (layer 2).

calamine keeps a sheet as a dense block from its first to its last cell: two far cells are enough to end the process.
"""

import collections
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from reporting.errors import UnreadableError, say
from reporting.ingest.reading.container import Budget, open_zip, unpack
from reporting.ingest.reading.refusals import has_entities, is_corrupt, too_many_rows, too_many_sheets
from reporting.settings import Limits

_WORKBOOK = "xl/workbook.xml"
_LONGEST_ROW = 32_000_000
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_PREFIX = rb"(?:\w+:)?"
_FILLED = re.compile(rb"<" + _PREFIX + rb"c\s(?:[^>]*?\s)?r\s*=\s*[\"']([^\"']*)[\"'][^>]*(?<!/)>")
_USUAL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*(?<!/)>')
_ANY_CELL = re.compile(rb"<" + _PREFIX + rb"c(?=[\s>])[^>]*(?<!/)>")
_ROW = re.compile(rb"<" + _PREFIX + rb"row\b")
_REFERENCE = re.compile(rb"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ERROR_CELL = re.compile(rb"<" + _PREFIX + rb"c\s[^>]*\bt\s*=\s*[\"']e[\"']")
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\s(?![^>]*\bt=\"str\")[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the pre-flight saw in a sheet: how many cells hold an error such as #REF!, or why it is not read."""

    errors: int = 0
    refusal: UnreadableError | None = None


@dataclass(slots=True)
class _Extent:
    rows: int = 0
    row: int = 0
    column: int = 0
    errors: int = 0
    empty_formulas: int = 0


def check_workbook(path: Path, limits: Limits, budget: Budget) -> dict[str, SheetFacts]:
    """Facts by sheet name. Raises UnreadableError if the package as a whole must not be opened."""
    with open_zip(path, limits) as archive:
        names = frozenset(archive.namelist())
        _refuse_type(names)
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels", ".vml")) and not _is_sheet(info.filename):
                with closing(unpack(archive, info, limits, budget, "xlsx")) as parts:
                    collections.deque(_without_dtd(parts), maxlen=0)
        facts = {}
        for sheet, part in _sheet_parts(archive, limits).items():
            if part in names:
                with closing(unpack(archive, archive.getinfo(part), limits, budget, "xlsx")) as parts:
                    facts[sheet] = _sheet_facts(parts, limits)
        return facts


def is_package(names: frozenset[str]) -> bool:
    return "[Content_Types].xml" in names or _WORKBOOK in names or "mimetype" in names


def _refuse_type(names: frozenset[str]) -> None:
    todo = say("Save it as an Excel workbook (.xlsx) or as CSV and drop that file here.")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise UnreadableError(
            say("This is a text document or a presentation, not a table."), todo=todo, code="WRONG_TYPE"
        )
    if "mimetype" in names or "xl/workbook.bin" in names:
        raise UnreadableError(say("This kind of workbook (.ods, .xlsb) isn’t read."), todo=todo, code="WRONG_TYPE")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableError(say("The workbook holds macros (programs)."), todo=todo, code="MACRO_FILE")
    if _WORKBOOK not in names:
        raise is_corrupt("xlsx")


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _without_dtd(parts: Iterator[bytes]) -> Iterator[bytes]:
    tail = b""
    for part in parts:
        if _DTD.search(tail + part) or b"\x00" in part:
            raise has_entities()
        tail = part[-16:]
        yield part


def _sheet_parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, str]:
    """Sheet name → name of its part."""
    try:
        book = fromstring(archive.read(_WORKBOOK), forbid_dtd=True)
        links = fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, KeyError) as error:
        raise is_corrupt("xlsx") from error
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    sheets = [element for element in book.iter() if element.tag.rpartition("}")[2] == "sheet"]
    if len(sheets) > limits.sheets:
        raise too_many_sheets(len(sheets), limits.sheets)
    found = {}
    for sheet in sheets:
        key = next((value for name, value in sheet.attrib.items() if name.rpartition("}")[2] == "id"), None)
        target = targets.get(key, "")
        found[str(sheet.get("name"))] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return found


def _sheet_facts(parts: Iterator[bytes], limits: Limits) -> SheetFacts:
    extent = _Extent()
    try:
        for rows in _whole_rows(_without_dtd(parts)):
            _measure(rows, extent)
            _refuse_extent(extent, limits)
    except UnreadableError as error:
        if error.code in ("SHEET_TOO_LARGE", "TOO_MANY_ROWS"):
            return SheetFacts(refusal=error)
        raise
    return SheetFacts(extent.errors, _formulas(extent.empty_formulas) if extent.empty_formulas else None)


def _whole_rows(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The XML cut after the end of a row, so that no cell is seen in two halves."""
    held = b""
    for part in parts:
        held += part
        cut = held.rfind(b"row>") + 4
        if cut > len(b"row>"):
            yield held[:cut]
            held = held[cut:]
        if len(held) > _LONGEST_ROW:
            raise is_corrupt("xlsx")
    yield held


def _measure(rows: bytes, extent: _Extent) -> None:
    extent.rows += len(_ROW.findall(rows))
    usual = _USUAL.findall(rows)
    cells = _extremes(usual)
    if (rows.count(b"<c") != len(usual) or b":c" in rows) and len(usual) != len(_ANY_CELL.findall(rows)):
        cells |= set(_FILLED.findall(rows))
    for cell in cells:
        match = _REFERENCE.fullmatch(cell)
        row, column = (int(match[2]), _column(match[1])) if match else (_MAX_ROW + 1, 0)
        if row > _MAX_ROW or column > _MAX_COLUMN:
            raise is_corrupt("xlsx")
        extent.row, extent.column = max(extent.row, row), max(extent.column, column)
    if b'"e"' in rows or b"'e'" in rows:
        extent.errors += len(_ERROR_CELL.findall(rows))
    if b"<f" in rows or b":f" in rows:
        extent.empty_formulas += len(_NO_VALUE.findall(rows))


def _extremes(usual: list[tuple[bytes, bytes]]) -> set[bytes]:
    """Each row once in the first column, each column once in the first row: that tells the extent and the faults."""
    letters, digits = map(set, zip(*usual, strict=True)) if usual else (set(), set())
    return {b"A" + row for row in digits} | {column + b"1" for column in letters}


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_extent(extent: _Extent, limits: Limits) -> None:
    if extent.row * extent.column > limits.cells or extent.column > limits.columns:
        raise UnreadableError(
            say(
                "The sheet has a filled cell far out: row {row}, column {column}.", row=extent.row, column=extent.column
            ),
            why=say(
                "At most {cells} cells and {columns} columns are read.", cells=limits.cells, columns=limits.columns
            ),
            todo=say("Delete the stray cells (Ctrl+End shows the last one), save, and drop the file here again."),
            code="SHEET_TOO_LARGE",
        )
    if extent.row > limits.rows or extent.rows > limits.rows:
        raise too_many_rows(max(extent.row, extent.rows), limits.rows)


def _formulas(count: int) -> UnreadableError:
    return UnreadableError(
        say("{count} {count:cell holds|cells hold} a formula without its result.", count=count),
        why=say("The workbook was written by a program that doesn’t calculate."),
        todo=say("Open it in a spreadsheet, save it, and drop it here again."),
        code="FORMULA_WITHOUT_VALUE",
    )
