"""Saving: formulas with values, drawings with a description, data rows written straight, the same bytes each time.

openpyxl writes a formula without a value, a chart without alternative text, a zip with the time of day, rows cell by
cell, and no sparklines. Its writer classes are extended here at those five points; nothing of it is patched (layer 6).
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reporting.workbook.live import Value, serial
from reporting.workbook.model import Cell
from reporting.workbook.safe import safe_text
from reporting.workbook.sparklines import Sparklines, extension

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every part: a zip can't say "none"."""


@dataclass(frozen=True, slots=True)
class RawRows:
    """Rows written without openpyxl's cells, below the header: a style number and rows of plain values."""

    first: int
    rows: Sequence[tuple[Cell, ...]]
    styles: Sequence[int]


@dataclass(slots=True)
class Extras:
    """What a sheet holds beyond what openpyxl knows: values of formulas, descriptions, raw rows, sparklines."""

    cached: dict[str, Value] = field(default_factory=dict)
    descriptions: list[str] = field(default_factory=list)
    raw: RawRows | None = None
    sparklines: Sparklines | None = None


def save(workbook: Workbook, extras: Mapping[str, Extras]) -> bytes:
    """The workbook's bytes; `extras` by sheet title. Equal workbooks give equal bytes."""
    buffer = io.BytesIO()
    archive = _TimelessZip(buffer, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6)
    _ReportWriter(workbook, archive, extras).save()
    return buffer.getvalue()


class _TimelessZip(zipfile.ZipFile):
    """A zip whose parts carry no time of day."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        part = zipfile.ZipInfo(str(zinfo_or_arcname), date_time=EPOCH)
        part.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(part, data, *args, **kwargs)


class _Drawing(SpreadsheetDrawing):  # type: ignore[misc]  # openpyxl is untyped
    """A drawing whose charts and pictures are described for people who can't see them."""

    __elements__ = SpreadsheetDrawing.__elements__  # openpyxl's metaclass does not hand them down

    def __init__(self, descriptions: Sequence[str]) -> None:
        super().__init__()
        self._descriptions = descriptions

    def _chart_frame(self, idx: int) -> Any:
        frame = super()._chart_frame(idx)
        frame.nvGraphicFramePr.cNvPr.descr = self._descriptions[idx - 1]
        return frame

    def _picture_frame(self, idx: int) -> Any:
        frame = super()._picture_frame(idx)
        frame.nvPicPr.cNvPr.descr = self._descriptions[idx - 1]
        return frame


class _SheetWriter(WorksheetWriter):  # type: ignore[misc]  # openpyxl is untyped
    """Writes `<f>` and `<v>` both, and the true extent of a sheet with raw rows."""

    def __init__(self, sheet: Worksheet, extras: Extras) -> None:
        super().__init__(sheet)
        self._extras = extras

    def write_dimensions(self) -> None:
        raw = self._extras.raw
        if raw is None:
            super().write_dimensions()
            return
        last = f"{get_column_letter(len(raw.styles))}{raw.first + len(raw.rows) - 1}"
        self.xf.send(SheetDimension(f"A1:{last}").to_tree())

    def write_row(self, xf: Any, row: list[SheetCell], row_idx: int) -> None:
        cached = self._extras.cached
        if not any(cell.coordinate in cached for cell in row):
            super().write_row(xf, row, row_idx)
            return
        height = dict(self.ws.row_dimensions.get(row_idx, {}))
        with xf.element("row", {"r": str(row_idx), **height}):
            for cell in row:
                xf.write(_formula(cell, cached[cell.coordinate]) if cell.coordinate in cached else _plain(cell))


def _formula(cell: SheetCell, value: Value) -> Element:
    kind = {"t": "str"} if isinstance(value, str) else {}
    element = Element("c", {"r": cell.coordinate, "s": str(cell.style_id), **kind})
    written = cell.value
    if isinstance(written, ArrayFormula):
        formula = SubElement(element, "f", dict(written))
        formula.text = written.text.removeprefix("=")
    else:
        formula = SubElement(element, "f")
        formula.text = str(written).removeprefix("=")
    SubElement(element, "v").text = value if isinstance(value, str) else repr(value)
    return element


def _plain(cell: SheetCell) -> Element:
    """A cell without formula of a row that has one: text, number, date or only a style."""
    element = Element("c", {"r": cell.coordinate, "s": str(cell.style_id)})
    if isinstance(cell.value, str):
        element.set("t", "inlineStr")
        text = SubElement(SubElement(element, "is"), "t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        text.text = cell.value
    elif cell.value is not None:
        SubElement(element, "v").text = repr(_serial_number(cell.value))
    if cell.hyperlink:
        cell.parent._hyperlinks.append(cell.hyperlink)  # noqa: SLF001 -- where openpyxl's own writer puts it
    return element


def _serial_number(value: Any) -> Any:
    return serial(value) if isinstance(value, dt.date) else value


class _ReportWriter(ExcelWriter):  # type: ignore[misc]  # openpyxl is untyped
    def __init__(self, workbook: Workbook, archive: zipfile.ZipFile, extras: Mapping[str, Extras]) -> None:
        super().__init__(workbook, archive)
        self._extras = extras

    def write_worksheet(self, ws: Worksheet) -> None:
        extras = self._extras.get(ws.title, Extras())
        ws._drawing = _Drawing(extras.descriptions)  # noqa: SLF001 -- as openpyxl's own method does
        ws._drawing.charts = ws._charts  # noqa: SLF001 -- the same
        ws._drawing.images = ws._images  # noqa: SLF001 -- the same
        writer = _SheetWriter(ws, extras)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001 -- the same
        written = Path(writer.out).read_bytes()
        if extras.raw is not None:
            head, tail = written.split(b"</sheetData>")
            written = b"".join([head, *_raw_rows(extras.raw), b"</sheetData>", tail])
        if extras.sparklines is not None:
            # Extensions stand last in a worksheet, and openpyxl writes none.
            head = written.removesuffix(b"</worksheet>")
            written = b"".join([head, extension(extras.sparklines).encode(), b"</worksheet>"])
        self._archive.writestr(ws.path[1:], written)
        self.manifest.append(ws)
        writer.cleanup()


def _raw_rows(raw: RawRows) -> Iterator[bytes]:
    columns = [(get_column_letter(at), style) for at, style in enumerate(raw.styles, 1)]
    for at, row in enumerate(raw.rows, raw.first):
        cells = (_raw_cell(f'<c r="{name}{at}" s="{style}"', v) for (name, style), v in zip(columns, row, strict=True))
        yield f'<row r="{at}">{"".join(cells)}</row>'.encode()


def _raw_cell(start: str, value: Cell) -> str:
    match value:
        case None:
            return ""
        case str():
            body = escape(safe_text(value))
            return f'{start} t="inlineStr"><is><t xml:space="preserve">{body}</t></is></c>'
        case dt.date():
            return f"{start}><v>{serial(value)}</v></c>"
        case _:
            return f"{start}><v>{value!r}</v></c>"
