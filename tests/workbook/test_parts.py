"""The same report gives the same bytes; what the day of making changes is known part by part."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from reporting.catalog import Catalog
from reporting.language import Language
from reporting.warehouse.model import Brand
from reporting.workbook.build import build
from reporting.workbook.logo import logo_size
from reporting.workbook.model import ReportInput
from tests.workbook.conftest import ROOT, logo, make_report

VOLATILE = {"docProps/core.xml", "xl/worksheets/sheet1.xml"}
"""When it was made stands in the document's properties and on the cover, and nowhere else."""


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_report_gives_the_same_bytes(report: ReportInput) -> None:
    assert build(report) == build(report)


def test_only_the_volatile_parts_know_when_it_was_made(report: ReportInput) -> None:
    one = parts(build(report))
    other = parts(build(replace(report, generated_at=report.generated_at + dt.timedelta(days=1))))
    assert {name for name in one if one[name] != other[name]} == VOLATILE


def listing(data: bytes) -> str:
    """The workbook as people can read and compare it: every cell with its style, formula and format."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    lines = []
    for sheet in book:
        lines.append(f"== {sheet.title} {sheet.dimensions} freeze={sheet.freeze_panes} print={sheet.print_area}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    shown = values[sheet.title][cell.coordinate].value
                    formula = f" ={getattr(cell.value, 'text', cell.value)}" if cell.data_type == "f" else ""
                    lines.append(f"{cell.coordinate} [{cell.style}|{cell.number_format}] {shown!r}{formula}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_small_report_is_the_golden_one(definitions: Catalog, lang: Language, request: pytest.FixtureRequest) -> None:
    """`pytest tests/metrics tests/workbook --update-golden` writes it anew; then read the difference."""
    small = make_report(definitions, lang, platforms=("instagram",), count=14)
    days = small.data[1]
    small = replace(small, data=(small.data[0], replace(days, rows=days.rows[::30])), figures=small.figures[:4])
    path = ROOT / "tests" / "golden" / "workbook" / f"small_{lang}.txt"
    found = listing(build(small))
    if request.config.getoption("--update-golden", default=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found)
    assert found == path.read_text()


@pytest.mark.parametrize("broken", [b"", b"GIF89a", logo()[:60], b"\x89PNG\r\n\x1a\n" + b"\0" * 50, None])
def test_only_whole_pictures_have_a_size(broken: bytes | None) -> None:
    assert logo_size(broken) is None
    assert logo_size(logo()) == (320, 120)


def test_a_logo_that_cannot_be_read_is_left_out(definitions: Catalog) -> None:
    data = build(make_report(definitions, brand=Brand(logo=b"GIF89a")))
    assert not [name for name in parts(data) if name.startswith("xl/media")]
