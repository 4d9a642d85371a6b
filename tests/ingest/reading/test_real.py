"""Real exports beside the checkout: all are read; their rows counted by the csv module and openpyxl agree."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from reporting.ingest.grid import Grid
from reporting.ingest.reading.grids import read_grids
from reporting.ingest.reading.workbench import connect
from reporting.settings import Limits

FOLDER = Path(__file__).parents[4] / "shared" / "real_exports"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file() and path.suffix != ".md") if FOLDER.is_dir() else []
pytestmark = [pytest.mark.real, pytest.mark.skipif(not FILES, reason="the real exports aren't beside this checkout")]

Rows = list[tuple[int, tuple[str | None, ...]]]


def read(path: Path, work: Path) -> dict[str | None, Rows]:
    con = connect(work, readable=(path,), limits=Limits())
    found: dict[str | None, Rows] = {}
    for grid in read_grids(path, path.name, con, Limits()):
        assert isinstance(grid, Grid)
        names = ", ".join(f"c{n}" for n in range(1, grid.width + 1))
        rows = con.execute(f"select row_no, {names} from {grid.relation} order by row_no").fetchall()
        found[grid.member] = [(row_no, tuple(cells)) for row_no, *cells in rows]
        assert len(rows) == grid.rows
    con.close()
    return found


def by_csv_module(path: Path) -> Rows:
    """Records with a filled cell, at their number; a `sep=` line doesn't count."""
    data = path.read_bytes()
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")
    first, _, rest = text.partition("\n")
    if first.startswith("sep="):
        text = rest
    delimiter = ";" if first.count(";") > first.count(",") else ","
    csv.field_size_limit(10_000_000)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [(n, [cell or None for cell in record]) for n, record in enumerate(records, start=1)]
    width = max(n for _, cells in rows for n, cell in enumerate(cells, start=1) if cell)
    return [(n, tuple([*cells, *[None] * width][:width])) for n, cells in rows if any(cells)]


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".csv"], ids=lambda path: path.name)
def test_every_cell_of_every_csv_is_what_the_csv_module_reads(path: Path, tmp_path: Path) -> None:
    assert read(path, tmp_path) == {None: by_csv_module(path)}


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".xlsx"], ids=lambda path: path.name)
def test_every_sheet_has_the_filled_rows_that_openpyxl_sees(path: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    expected = {}
    for sheet in book.worksheets:
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
        filled = [n for n, row in rows if any(value not in (None, "") for value in row)]
        if filled:
            expected[sheet.title] = filled
    assert {member: [row_no for row_no, _ in rows] for member, rows in read(path, tmp_path).items()} == expected


def test_the_true_xls_holds_what_its_resaved_xlsx_holds(tmp_path: Path) -> None:
    (old,) = [path for path in FILES if path.suffix == ".xls"]
    assert read(old, tmp_path) == read(old.with_suffix(".xlsx"), tmp_path)
