"""One sheet being written: cells, widths, tables and how it prints (layer 6)."""

import datetime as dt
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from reporting.errors import Sentence
from reporting.language import Language, text
from reporting.numbers import NOT_PROVIDED
from reporting.workbook.live import Live, Placed, Value, serial
from reporting.workbook.package import Extras
from reporting.workbook.safe import is_armed, safe_link, safe_text
from reporting.workbook.styles import Palette, argb, date_format

Shown = Sentence | str | int | float | dt.date | Live | None

_POINTS_A_LINE = 1.36
_ROW_LIMIT = 400
_PIXELS, _MARGIN = 7, 5
_ROW_POINTS = 15.0
# A4 landscape less the margins of heads.py, in points; a little less high, for printers that differ.
_PRINTED_WIDTH, _PRINTED_HEIGHT = 770.0, 500.0
_AVERAGE_WIDTH = 0.95
"""Of a letter against a figure, in which Excel counts widths; a little more than measured, so that nothing is cut."""


@dataclass(slots=True)
class Page:
    """Writes into one worksheet. A Sentence is ours and is translated; a str is somebody's words and stays text."""

    sheet: Worksheet
    lang: Language
    colors: Palette
    extras: Extras = field(default_factory=Extras)
    widths: dict[int, float] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Shown, style: str, form: str | None = None) -> Placed:
        """Write one cell; None is the dash of "not provided". Gives back how formulas of other cells call it."""
        cell = self.sheet.cell(row, column)
        cell.style = f"Bilan {style}"
        held = self._write(cell, value)
        if form is not None and not isinstance(value, Sentence | str):
            cell.number_format = form
        elif isinstance(value, dt.date):
            cell.number_format = date_format(self.lang)
        return Placed(self.ref(row, column), held)

    def _write(self, cell: SheetCell, value: Shown) -> Value:
        match value:
            case Live():
                written = f"={value.text}"
                cell.value = ArrayFormula(cell.coordinate, written) if value.array else written
                self.extras.cached[cell.coordinate] = value.value
                return value.value
            case dt.date():
                cell.value = value
                return serial(value)
            case int() | float():
                cell.value = value
                return value
            case _:
                return self._write_text(cell, value)

    def _write_text(self, cell: SheetCell, value: Sentence | str | None) -> str:
        shown = NOT_PROVIDED if value is None else safe_text(text(value, self.lang))
        cell.value = shown
        cell.data_type = "s"
        cell.quotePrefix = value is not None and is_armed(shown)
        return shown

    def link(self, row: int, column: int, value: Shown, address: str | None) -> None:
        """A text that opens an address, or only the text where the address is none that may be opened."""
        target = safe_link(address)
        self.put(row, column, value, "link" if target else "label")
        if target:
            self.sheet.cell(row, column).hyperlink = target

    def ref(self, row: int, column: int) -> str:
        """The cell as formulas of any sheet call it."""
        return f"{quote_sheetname(self.sheet.title)}!${get_column_letter(column)}${row}"

    def row(self, row: int, values: Sequence[Shown], style: str, *, start: int = 1) -> None:
        for column, value in enumerate(values, start):
            self.put(row, column, value, style)

    def wide(self, row: int, columns: int, value: Shown, style: str, *, start: int = 1) -> None:
        """A sentence over several columns, with the height that it needs; only above or below tables."""
        self.put(row, start, value, style)
        if columns > 1:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=start, end_column=start + columns - 1)
        room = sum(self.widths.get(column, 9) for column in range(start, start + columns))
        self.grow(row, [(str(self.sheet.cell(row, start).value), room)], self.size(row, start))

    def size(self, row: int, column: int) -> float:
        return float(self.sheet.cell(row, column).font.size or 11)

    def grow(self, row: int, texts: Sequence[tuple[str, float]], size: float = 11) -> None:
        """Make the row as high as its longest text needs at the width it has."""
        lines = max(_lines(words, room * 11 / size) for words, room in texts)
        height = min(_ROW_LIMIT, math.ceil(lines * size * _POINTS_A_LINE) + 3)
        dimension = self.sheet.row_dimensions[row]
        dimension.height = max(dimension.height or 0, height)

    def fit(self, first: int, last: int) -> None:
        """Give rows of wrapped cells the height that their texts need."""
        for row in range(first, last + 1):
            cells = [(cell, self.widths.get(cell.column, 9)) for cell in self.sheet[row] if isinstance(cell.value, str)]
            texts = [(cell.value, room) for cell, room in cells if cell.alignment.wrap_text and cell.data_type == "s"]
            self.grow(row, texts or [("", 9)], 11)

    def columns(self, widths: Sequence[float]) -> None:
        for column, width in enumerate(widths, 1):
            self.widths[column] = width
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def centimetres(self, columns: int) -> float:
        """How wide the first columns are together: seven pixels a figure, five of margin a column, 96 to the inch."""
        pixels = sum(_PIXELS * self.widths.get(column, 9) + _MARGIN for column in range(1, columns + 1))
        return pixels / 96 * 2.54

    def keep_together(self, blocks: Sequence[tuple[int, int]], columns: int) -> None:
        """Put a page break before each block of rows (first, last) that would not end on the page that it begins on.

        The sheet prints its first `columns` as wide as the page, and repeats its first row.
        """
        scale = min(1.0, _PRINTED_WIDTH / (self.centimetres(columns) / 2.54 * 72))
        room, title = _PRINTED_HEIGHT / scale, self._points(1, 1)
        used, before = 0.0, 1
        for first, last in blocks:
            used += self._points(before, first - 1)
            if used + self._points(first, last) > room:
                self.sheet.row_breaks.append(Break(first - 1))
                used = title
            used += self._points(first, last)
            before = last + 1

    def _points(self, first: int, last: int) -> float:
        heights = (self.sheet.row_dimensions[row].height for row in range(first, last + 1))
        return sum(height or _ROW_POINTS for height in heights)

    def height(self, row: int, points: float) -> None:
        self.sheet.row_dimensions[row].height = points

    def paint(self, row: int, columns: int, style: str, *, start: int = 1) -> None:
        """A band of style without words."""
        for column in range(start, start + columns):
            self.sheet.cell(row, column).style = f"Bilan {style}"

    def color_when(self, cells: str, formula: str, color: str) -> None:
        """Conditional colour of words; the words and their symbol say the same."""
        rule = FormulaRule(formula=[formula], font=Font(color=argb(color), bold=True))
        self.sheet.conditional_formatting.add(cells, rule)

    def describe(self, description: Sentence) -> str:
        """Text for people who can't see the drawing that was added last."""
        words = safe_text(text(description, self.lang))
        self.extras.descriptions.append(words)
        return words


def _lines(words: str, room: float) -> int:
    return sum(max(1, math.ceil(_width(line) / max(room - 1, 1))) for line in words.split("\n")) or 1


def _width(line: str) -> float:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
    return _AVERAGE_WIDTH * len(line) + wide
