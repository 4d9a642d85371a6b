"""Containers that are partly bad, odd or cut; those that are refused whole are in tests/hostile."""

import io
import zipfile

import pytest

from reporting.ingest.grid import Grid
from reporting.settings import Limits
from tests.ingest.reading.conftest import Bench
from tests.ingest.reading.hostile import CSV, cell, xlsx, zipped


def test_one_bad_member_does_not_lose_the_good_ones(bench: Bench) -> None:
    tables = bench.tables(
        zipped(
            {"good.csv": CSV, "bad.csv": b"a\x00b", "book.xlsx": xlsx(cell("XFD1048576") + cell("A1")), "more.csv": CSV}
        )
    )
    assert [(table.member, isinstance(table, Grid)) for table in tables] == [
        ("good.csv", True),
        ("bad.csv", False),
        ("book.xlsx/S1", False),
        ("more.csv", True),
    ]


def test_one_bad_sheet_does_not_lose_the_good_ones(bench: Bench) -> None:
    data = xlsx(sheets=3)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["xl/worksheets/sheet2.xml"] = files["xl/worksheets/sheet2.xml"].replace(b"A2", b"XFD1048576")
    assert [(table.member, isinstance(table, Grid)) for table in bench.tables(zipped(files))] == [
        ("S1", True),
        ("S2", False),
        ("S3", True),
    ]


def test_junk_and_folders_are_passed_over_in_silence(bench: Bench) -> None:
    grid = bench.grid(
        zipped({"__MACOSX/._data.csv": b"\x00\x05\x16\x07", "a/": b"", "a/data.csv": CSV, "a/.DS_Store": b"\x00"})
    )
    assert (grid.member, grid.rows, grid.notices) == ("a/data.csv", 2, ())


def test_members_that_are_no_tables_are_named_in_a_notice(bench: Bench) -> None:
    grid = bench.grid(zipped({"readme.txt": b"Hello,\nyou.\n", "logo.png": b"\x89PNG\r\n", "data.csv": CSV}))
    assert [dict(notice.sentence.fields) for notice in grid.notices] == [{"names": ("readme.txt", "logo.png")}]


def test_a_zip_in_a_zip_is_read_with_a_word(bench: Bench) -> None:
    grid = bench.grid(zipped({"inner.zip": zipped({"data.csv": CSV})}))
    assert (grid.member, [notice.level for notice in grid.notices]) == ("inner.zip/data.csv", ["info"])


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("été.csv".encode("cp437"), "été.csv"), ("été.csv".encode(), "été.csv"), (b"sub\\data.csv", "sub/data.csv")],
)
def test_member_names_of_other_systems(bench: Bench, raw: bytes, shown: str) -> None:
    """Written without the mark that says UTF-8."""
    plain = "n" * len(raw)
    assert bench.grid(zipped({plain: CSV}).replace(plain.encode(), raw)).member == shown


def test_a_lying_dimension_is_not_believed(bench: Bench) -> None:
    data = xlsx(prolog="")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    files["xl/worksheets/sheet1.xml"] = sheet.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert bench.grid(zipped(files)).rows == 2


def test_a_budget_for_all_members_together(bench: Bench) -> None:
    limits = Limits(unpacked_bytes=10_000)
    tables = bench.tables(zipped({f"{n}.csv": CSV * 200 for n in range(4)}, zipfile.ZIP_STORED), limits)
    assert [getattr(getattr(table, "error", None), "code", "read") for table in tables] == [
        "read",
        "read",
        "ZIP_TOO_LARGE",
        "ZIP_TOO_LARGE",
    ]


def test_a_workbook_cut_anywhere_is_refused(bench: Bench) -> None:
    whole = xlsx()
    assert {bench.code(whole[:size]) for size in range(4, len(whole), 61)} <= {"CORRUPT_XLSX", "CORRUPT_ZIP"}
