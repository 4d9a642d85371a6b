"""Workbooks: every cell as text, as the file holds it, at the row that a spreadsheet shows."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from reporting.ingest.grid import Grid
from tests.ingest.reading.conftest import Bench
from tests.ingest.reading.hostile import cell, xlsx, zipped


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def book_of(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return saved(book)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (424, "424"),
        (424.0, "424"),
        (-3, "-3"),
        (0.07692307978868484, "0.07692307978868484"),
        (9_007_199_254_740_991, "9007199254740991"),
        (1e300, "1e+300"),
        (dt.date(2026, 10, 31), "2026-10-31"),
        (dt.datetime(2026, 10, 31, 23, 59, 58), "2026-10-31T23:59:58"),  # noqa: DTZ001 -- cells have no zone
        (dt.time(7, 5), "07:05:00"),
        (dt.timedelta(hours=30, seconds=5), "30:00:05"),
        (True, "true"),
        (False, "false"),
        ("  spaces stay ", "  spaces stay "),
        ("=1+1 as text", "=1+1 as text"),
        ("1797", "1797"),
        ("line\nbreak 😀", "line\nbreak 😀"),
    ],
)
def test_a_cell_becomes_its_faithful_text(bench: Bench, value: object, text: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "head"
    cell = sheet["A2"]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    assert bench.cells(saved(book)) == [("head",), (text,)]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("0.30000000000000004", "0.30000000000000004"),
        ("1.2345678901234568E+17", "1.2345678901234568e+17"),
        ("17841400000000000", "1.78414e+16"),
        ("178414000000000", "178414000000000"),
    ],
)
def test_a_number_that_lost_digits_shows_its_exponent(bench: Bench, stored: str, text: str) -> None:
    assert bench.cells(xlsx(cell("A1", stored))) == [(text,)]


def test_rows_and_columns_keep_their_place(bench: Bench) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["B3"] = "x"
    book.worksheets[0]["D7"] = 5
    assert bench.read(saved(book)) == [(3, (None, "x", None, None)), (7, (None, None, None, "5"))]


def test_a_used_range_of_nothing_is_cut(bench: Bench) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"] = "a", "b"
    bold = openpyxl.styles.Font(bold=True)
    sheet["XFD1"].font = bold
    sheet["A1000"].font = bold
    sheet["A1000"] = ""
    grid = bench.grid(saved(book))
    assert (grid.rows, grid.width) == (1, 2)


def test_empty_sheets_are_left_out_and_sheets_keep_their_names(bench: Bench) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Vues d’ensemble"
    book.worksheets[0]["A1"] = 1
    book.create_sheet("Empty")
    book.create_sheet("All posts")["A1"] = 2
    assert [table.member for table in bench.tables(saved(book))] == ["Vues d’ensemble", "All posts"]


def test_error_cells_are_empty_with_a_word(bench: Bench) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c></row>'
    grid = bench.grid(xlsx(rows))
    assert bench.rows(grid) == [(1, ("1",))]
    assert [dict(notice.sentence.fields) for notice in grid.notices] == [{"count": 1}]


def test_a_formula_with_its_result_is_its_result(bench: Bench) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
        '<c r="C1" t="str"><f>A1&amp;"x"</f><v>2x</v></c></row>'
    )
    assert bench.read(xlsx(rows)) == [(1, ("2", None, "2x"))]


def test_a_formula_without_a_result_is_refused_for_its_sheet_only(bench: Bench) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 5
    book.create_sheet("Sums")["A1"] = "=SUM(1,2)"
    tables = bench.tables(saved(book))
    assert [isinstance(table, Grid) for table in tables] == [True, False]


def test_a_workbook_in_a_zip_is_named_after_both(bench: Bench) -> None:
    assert bench.grid(zipped({"june/posts.xlsx": book_of(("a", 1))})).member == "june/posts.xlsx/Sheet"


def test_many_rows_go_in_by_batches(bench: Bench) -> None:
    grid = bench.grid(book_of(("id", "n"), *((f"post {n}", n) for n in range(9_000))))
    assert (grid.rows, grid.width, grid.head[1]) == (9_001, 2, (2, ("post 0", "0")))
    found = bench.con.execute(f"select sum(c2::int), max(row_no) from {grid.relation} where row_no > 1").fetchone()
    assert found == (40_495_500, 9_001)


def test_a_workbook_with_any_name_is_a_workbook(bench: Bench, tmp_path: Path) -> None:
    (grid,) = bench.tables(book_of(("a", 1)), name=str(tmp_path / "Posts.csv"))
    assert isinstance(grid, Grid)
    assert grid.kind == "xlsx"
