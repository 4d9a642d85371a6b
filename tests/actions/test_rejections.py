"""Rows that stayed out: all on the list and in the file, and nothing in it that a spreadsheet calculates."""

import csv
import io
from pathlib import Path

import pytest

from reporting.actions import importing, rejections
from reporting.actions.desk import Desk
from reporting.actions.reading import Upload
from reporting.errors import ConflictError
from reporting.ingest.model import Answers
from reporting.ingest.understanding.rejections import LISTED
from reporting.language import text

HOSTILE = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", " =1", "|cmd", "\uff1d1")


def take_in(desk: Desk, folder: Path, views: list[str]) -> int:
    path = folder / "Totals.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Date", "Views"])
        writer.writerow(["2026-10-31", 5])
        writer.writerows(["2026-10-30", view] for view in views)
    (receipt,) = importing.take_in(desk, "Acme", [Upload(path, path.name, Answers(account="acme"))])
    assert receipt.found.status == "recognised"
    return receipt.import_id or 0


def read_back(written: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_the_file_has_cell_heading_content_and_reason(desk: Desk, tmp_path: Path) -> None:
    number = take_in(desk, tmp_path, ["many", 'a;b,c "d"'])
    written = rejections.rejections_as_csv(desk, number, "en")
    assert written.startswith(b"\xef\xbb\xbf")
    assert read_back(written, ",") == [
        ["Row", "Cell", "Column", "Stands there", "Why not"],
        ["3", "B3", "Views", "many", "“many” is not a number."],
        ["4", "B4", "Views", 'a;b,c "d"', '“a;b,c "d"” is not a number.'],
    ]
    french = read_back(rejections.rejections_as_csv(desk, number, "fr"), ";")
    assert french[1] == ["3", "B3", "Views", "many", "«\u00a0many\u00a0» n’est pas un nombre."]


def test_no_cell_of_the_file_begins_as_a_formula(desk: Desk, tmp_path: Path) -> None:
    number = take_in(desk, tmp_path, list(HOSTILE))
    rows = read_back(rejections.rejections_as_csv(desk, number, "en"), ",")[1:]
    assert len(rows) == len(HOSTILE)
    assert [row[3] for row in rows] == [f"'{raw}" for raw in HOSTILE]


def test_more_than_a_screen_of_rows_are_all_there(desk: Desk, tmp_path: Path) -> None:
    number = take_in(desk, tmp_path, [f"x{n}" for n in range(1200)])
    assert len(rejections.rejections(desk, number, 500)) == 500
    rows = read_back(rejections.rejections_as_csv(desk, number, "en"), ",")[1:]
    assert [row[3] for row in rows] == [f"x{n}" for n in range(1200)]
    assert rejections.kept(desk, number) is None


def test_beyond_the_bound_the_list_says_what_it_lacks(desk: Desk, tmp_path: Path) -> None:
    number = take_in(desk, tmp_path, ["many"] * (LISTED + 7))
    assert len(rejections.rejections(desk, number)) == LISTED
    lacking = rejections.kept(desk, number)
    assert lacking is not None
    assert text(lacking, "en") == "Of 50,007 rows that stayed out, the first 50,000 are kept one by one."


def test_a_reason_that_names_a_column_names_it_in_either_language(desk: Desk, tmp_path: Path) -> None:
    """The fields of a sentence are stored: words in two languages come back as such."""
    path = tmp_path / "Totals.csv"
    others = "".join(f"2026-10-{day:02},{day}\n" for day in range(1, 20))
    path.write_text(f"Date,Views\n2026-10-30,1\n2026-10-30,2\n,3\n{others}")
    (receipt,) = importing.take_in(desk, "Acme", [Upload(path, path.name, Answers(account="acme"))])
    cells = {cell.cell: cell.reason for cell in rejections.rejections(desk, receipt.import_id or 0)}
    assert text(cells["A4"], "en") == "There is no value for “Day”, without which the row can’t be told from others."
    assert "Jour" in text(cells["A4"], "fr")
    assert text(cells["A2"], "en").startswith("The row has the same Day as row 3")
    assert "Jour" in text(cells["A2"], "fr")


def test_a_number_that_is_not_in_the_list_is_refused(desk: Desk) -> None:
    with pytest.raises(ConflictError):
        rejections.rejections_as_csv(desk, 9, "en")
