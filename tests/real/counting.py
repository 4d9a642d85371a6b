"""Counts the real exports by other means than the program: plain csv, calamine and arithmetic."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import python_calamine

REAL = Path(__file__).parents[3] / "shared" / "real_exports"
MISSING = {"", "N/A", "undefined", "--", "-"}
NOT_DATA = {"Total", "Ge\u00adsamt", "Grand total"}
_KEYS = 4
"""A row without anything in its first cells describes the others."""
Rows = list[list[str]]


def rows(file: str, member: str | None = None, *, header: int = 1) -> tuple[list[str], Rows]:
    """Headings and data rows; `header` is the row of the headings. Totals, footnotes and blank rows are left out."""
    path = REAL / file
    table = _workbook(path, member or "") if path.suffix in {".xls", ".xlsx"} else _text(path)
    data = [row for row in table[header:] if len(row) > 1 and any(row[:_KEYS]) and not NOT_DATA & {row[0], row[-1]}]
    return table[header - 1], data


def total(
    file: str, heading: str, member: str | None = None, *, header: int = 1, read: Callable[[str], float] = float
) -> tuple[float, int]:
    """Sum of a column, and the rows without a value. Of two columns with one heading the first counts."""
    headings, data = rows(file, member, header=header)
    at = headings.index(heading)
    cells = [row[at].strip() if at < len(row) else "" for row in data]
    values = [read(cell) for cell in cells if cell not in MISSING]
    return sum(values), len(cells) - len(values)


def clock(cell: str) -> float:
    hours, minutes, seconds = cell.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)


def hours(cell: str) -> float:
    return float(cell) * 3600


def percent(cell: str) -> float:
    return float(cell.removesuffix("%")) / 100


def points(cell: str) -> float:
    return float(cell) / 100


def _workbook(path: Path, member: str) -> Rows:
    sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(member)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


def _text(path: Path) -> Rows:
    data = path.read_bytes()
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")
    lines = text.split("\n", 1)
    return list(csv.reader(io.StringIO(lines[1] if lines[0].startswith("sep=") else text, newline="")))
