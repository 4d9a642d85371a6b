"""Samples with something wrong: in their bytes, in a part of their container, or in their cells.

A mutant is given by its sample and a number, always the same one: mutant(path, 17) is what a failure names.
"""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tests.formats.sheets import Cells, sheets, write

Dice = random.Random
ODD_BYTES = (
    b"\x00", b"\xff", b'"', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3", b"<", b"&",
    b"<!DOCTYPE x>", b"PK\x03\x04", b"sep=;", b"9" * 40, b"-", b"\xe2\x80\xae", b"<c r='XFD1048576'><v>1</v></c>",
)  # fmt: skip
ODD_CELLS = (
    "", " ", "-", "--", "N/A", "NaN", "inf", "0", "-1", "1e400", "9" * 18, "9" * 40, "1,234", "1.234", "1.234,5",
    "1 234,5", "12%", "< 1%", "18,9K", "=1+1", "@SUM(A1)", "'0012", "true", "null", "31/02/2026", "13/13/2026",
    "02/03/2026", "2026-10-31", "0001-01-01", "9999-12-31", "46298", "Feb 30, 2026", "29 février", "25:61", "1:02:03",
    "\u202e", "e\u0301", "\U0001f468\u200d\U0001f469", "\ufeff", "\u00a0", "\u2028", "\uffff", "\x0b", "\x85", 'a"b',
    "line\nbreak", "x" * 5_000, "1.80E+16", "Total", "Grand total", "javascript:alert(1)", "https://x.com/a/status/1",
)  # fmt: skip


def mutant(path: Path, number: int, folder: Path) -> bytes:
    """`folder` is for scratch."""
    dice = random.Random(f"{path.parent.name}/{path.name}:{number}")  # noqa: S311 -- reproducible, not secret
    kinds: list[Callable[[Path, Dice, Path], bytes]] = [_of_bytes, _of_cells, _of_cells]
    if path.suffix in (".xlsx", ".zip"):
        kinds += [_of_parts, _of_parts]
    return dice.choice(kinds)(path, dice, folder)


def _of_bytes(path: Path, dice: Dice, _: Path) -> bytes:
    return _spoilt(path.read_bytes(), dice)


def _spoilt(original: bytes, dice: Dice) -> bytes:
    data = bytearray(original)
    for _ in range(dice.choice((1, 1, 1, 2, 5, 20))):
        at = dice.randrange(len(data) + 1)
        end = min(len(data), at + dice.choice((1, 2, 8, 64, 500)))
        match dice.randrange(6):
            case 0:
                data[at:at] = dice.choice(ODD_BYTES)
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end]
            case 3:
                data[at:end] = bytes(dice.randrange(256) for _ in range(end - at))
            case 4:
                del data[at if dice.randrange(4) == 0 else len(data) :]
            case _:
                if at < len(data):
                    data[at] ^= 1 << dice.randrange(8)
    return bytes(data)


def _of_parts(path: Path, dice: Dice, _: Path) -> bytes:
    """A member lost, renamed, put in twice or spoilt, in a container that is whole."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]
    at = dice.randrange(len(parts))
    name, data = parts[at]
    match dice.randrange(8):
        case 0:
            del parts[at]
        case 1:
            parts[at] = (dice.choice(("../x.csv", "x/" + name, name.upper(), "é.csv", name + ".zip")), data)
        case 2:
            parts.append(("copy of " + name, data))
        case 3:
            parts.append(("in.zip", path.read_bytes()))
        case _:
            parts[at] = (name, _spoilt(data, dice))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for part, content in parts:
            archive.writestr(zipfile.ZipInfo(part), content)
    return buffer.getvalue()


def _of_cells(path: Path, dice: Dice, folder: Path) -> bytes:
    found = sheets(path)
    for _ in range(dice.choice((1, 1, 2, 4, 12))):
        sheet = dice.choice(found)
        if sheet.cells:
            dice.choice(CHANGES)(sheet.cells, dice)
    if found[0].name is not None:
        for sheet in found:
            sheet.cells[:] = [[ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row] for row in sheet.cells]
    return write(found, folder).read_bytes()


def _place(cells: Cells, dice: Dice) -> tuple[int, int]:
    """More often one of the first rows: headings are what is understood."""
    row = dice.randrange(min(len(cells), dice.choice((3, len(cells)))))
    return row, dice.randrange(max(1, len(cells[row])))


def _replace(cells: Cells, dice: Dice) -> None:
    row, column = _place(cells, dice)
    cells[row][column : column + 1] = [dice.choice(ODD_CELLS)]


def _touch(cells: Cells, dice: Dice) -> None:
    """A character in, out or doubled."""
    row, column = _place(cells, dice)
    text = cells[row][column] if column < len(cells[row]) else ""
    at = dice.randrange(len(text) + 1)
    cells[row][column : column + 1] = [
        text[:at] + dice.choice(("", text[at : at + 1] * 2, *ODD_CELLS)) + text[at + 1 :]
    ]


def _drop_cell(cells: Cells, dice: Dice) -> None:
    row, column = _place(cells, dice)
    del cells[row][column : column + 1]


def _insert_cell(cells: Cells, dice: Dice) -> None:
    row, column = _place(cells, dice)
    cells[row].insert(column, dice.choice(ODD_CELLS))


def _swap_cells(cells: Cells, dice: Dice) -> None:
    (row, column), (other, place) = _place(cells, dice), _place(cells, dice)
    if column < len(cells[row]) and place < len(cells[other]):
        cells[row][column], cells[other][place] = cells[other][place], cells[row][column]


def _drop_row(cells: Cells, dice: Dice) -> None:
    if len(cells) > 1:
        del cells[_place(cells, dice)[0]]


def _repeat_row(cells: Cells, dice: Dice) -> None:
    row, _ = _place(cells, dice)
    cells.insert(dice.randrange(len(cells) + 1), list(cells[row]))


def _drop_column(cells: Cells, dice: Dice) -> None:
    _, column = _place(cells, dice)
    for row in cells:
        del row[column : column + 1]


def _repeat_column(cells: Cells, dice: Dice) -> None:
    _, column = _place(cells, dice)
    for row in cells:
        row[column:column] = row[column : column + 1]


def _shuffle_rows(cells: Cells, dice: Dice) -> None:
    dice.shuffle(cells)


def _fill_column(cells: Cells, dice: Dice) -> None:
    """A whole column of one kind: another type under the same heading."""
    (_, column), value = _place(cells, dice), dice.choice(ODD_CELLS)
    for row in cells[1:]:
        if column < len(row):
            row[column] = value


def _blank_rows(cells: Cells, dice: Dice) -> None:
    at = dice.randrange(len(cells) + 1)
    cells[at:at] = [[] for _ in range(dice.choice((1, 3, 30)))]


CHANGES: tuple[Callable[[Cells, Dice], None], ...] = (
    _replace, _replace, _replace, _touch, _touch, _drop_cell, _insert_cell, _swap_cells, _drop_row, _repeat_row,
    _drop_column, _repeat_column, _shuffle_rows, _fill_column, _blank_rows,
)  # fmt: skip
