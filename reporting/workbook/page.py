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
from reporting.workbook.styles import Palette, argb, date_format, readable

Shown = Sentence | str | int | float | dt.date | Live | None

_LEADING = 1.33
_BODY_SIZE = 11.0
_BOLD = 0.94
_ROW_LIMIT = 400
_PIXELS, _MARGIN = 7, 5
_ROW_POINTS = 15.0
# A4 landscape less the margins of heads.py, in points; a little less high, for printers that differ.
_PRINTED_WIDTH, _PRINTED_HEIGHT = 770.0, 500.0
_AVERAGE_WIDTH = 0.92
"""Of a letter against a figure, in which Excel counts widths; a little more than measured, so that nothing is cut."""


@dataclass(slots=True)
class Page:
    """Writes into one worksheet. A Sentence is ours and is translated; a str is somebody's words and stays text.

    exact    whatever the brand likes: figures that are compared with those of files
    spread   cells that stand over several columns
    """

    sheet: Worksheet
    lang: Language
    colors: Palette
    extras: Extras = field(default_factory=Extras)
    widths: dict[int, float] = field(default_factory=dict)
    exact: bool = False
    spread: set[str] = field(default_factory=set)

    def put(self, row: int, column: int, value: Shown, style: str, form: str | None = None) -> Placed:
        """Write one cell; None is the dash of "not provided". Gives back how formulas of other cells call it."""
        cell = self.sheet.cell(row, column)
        cell.style = f"Bilan {style}"
        held = self._write(cell, value)
        if form is not None and not isinstance(value, Sentence | str):
            cell.number_format = self._house(form)
        elif isinstance(value, dt.date):
            cell.number_format = self._house(date_format(self.lang))
        return Placed(self.ref(row, column), held)

    def _house(self, form: str) -> str:
        return form if self.exact else self.colors.forms.get(form, form)

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
        cell = self.sheet.cell(row, start)
        self.spread.add(cell.coordinate)
        self._grow(row, _points_needed(cell, self._room(cell, room)))

    def tall(self, row: int, columns: int, value: Shown, style: str, *, start: int) -> int:
        """A sentence over several columns, a row a line, so that rows beside it stay low. Gives the next free row."""
        self.put(row, start, value, style)
        cell = self.sheet.cell(row, start)
        room = self._room(cell, sum(self.widths.get(column, 9) for column in range(start, start + columns)))
        lines, points = _lines(cell, room), _points_needed(cell, room)
        last = row + lines - 1
        self.sheet.merge_cells(start_row=row, end_row=last, start_column=start, end_column=start + columns - 1)
        self.spread.add(cell.coordinate)
        for at in range(row, last + 1):
            self._grow(at, math.ceil(points / lines))
        return last + 1

    def fit(self, first: int, last: int) -> None:
        """Give rows of wrapped cells the height that their texts need; those over several columns have it already."""
        for row in range(first, last + 1):
            alone = (cell for cell in self.sheet[row] if cell.coordinate not in self.spread)
            wrapped = (cell for cell in alone if cell.alignment.wrap_text and cell.data_type == "s")
            needed = (_points_needed(cell, self._room(cell, self.widths.get(cell.column, 9))) for cell in wrapped)
            self._grow(row, max(needed, default=_ROW_POINTS))

    def _room(self, cell: SheetCell, width: float) -> float:
        """How much text in the cell's font goes into a width."""
        return width / self.colors.widths.get(str(cell.font.name), 1.0)

    def _grow(self, row: int, points: float) -> None:
        dimension = self.sheet.row_dimensions[row]
        dimension.height = max(dimension.height or _ROW_POINTS, min(_ROW_LIMIT, points))

    def columns(self, widths: Sequence[float], *, first: int = 1) -> None:
        for column, width in enumerate(widths, first):
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
            if first > 1 and used + self._points(first, last) > room:
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

    def ink(self, row: int, column: int, color: str, size: float | None = None) -> None:
        """Words of one cell in another colour, such as a status or a platform's name."""
        cell = self.sheet.cell(row, column)
        font = cell.font
        cell.font = Font(name=font.name, size=size or font.size, bold=font.bold, color=argb(color))

    def color_when(self, cells: str, formula: str, color: str) -> None:
        """Conditional colour of words, mended where it can't be read; the words and their symbol say the same."""
        first = self.sheet[cells.partition(":")[0]].fill
        paper = f"#{first.fgColor.rgb[-6:]}" if first.fill_type == "solid" else "#FFFFFF"
        rule = FormulaRule(formula=[formula], font=Font(color=argb(readable(color, paper)), bold=True))
        self.sheet.conditional_formatting.add(cells, rule)

    def describe(self, description: Sentence) -> str:
        """Text for people who can't see the drawing that was added last."""
        words = safe_text(text(description, self.lang))
        self.extras.descriptions.append(words)
        return words


def _points_needed(cell: SheetCell, room: float) -> float:
    """The height of a wrapped text in a column `room` figures wide, in its own font."""
    return float(math.ceil(_lines(cell, room) * _size(cell) * _LEADING) + 3)


def _lines(cell: SheetCell, room: float) -> int:
    letters = room * _BODY_SIZE / _size(cell) * (_BOLD if cell.font.bold else 1) - cell.alignment.indent - 1
    return sum(max(1, math.ceil(_width(line) / max(letters, 1))) for line in str(cell.value).split("\n"))


def _size(cell: SheetCell) -> float:
    return float(cell.font.size or _BODY_SIZE)


def _width(line: str) -> float:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
    return _AVERAGE_WIDTH * len(line) + wide
