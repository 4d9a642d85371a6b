"""The whole workbook for people who see little or nothing, who print it grey, or who read it with a program.

Whatever sheets the report of the example client has, they are held to this; a new sheet needs no line here.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import defusedxml.ElementTree
import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reporting.actions.clients import client_list
from reporting.actions.desk import Desk
from reporting.actions.gathering import Gathering, ReportQuery
from reporting.catalog.model import Readers
from reporting.language import Language
from reporting.periods import month
from reporting.warehouse.model import Brand
from reporting.workbook.build import build
from reporting.workbook.styles import READABLE, contrast

WHITE = "#FFFFFF"
STRIPE = "#D9D9D9"
"""The darker rows of the Excel tables: the style TableStyleLight1 on its theme."""
DATA_STYLES = ("Bilan figure", "Bilan estimate", "Bilan data")
HEADINGS = ("Bilan header", "Bilan data header")
PROSE = (
    "title",
    "subtitle",
    "note",
    "sentence",
    "headline",
    "band",
    "tile",
    "heading",
    "check line",
    "label",
    "strong",
)
SPREAD_DOWN = "Bilan sentence"
"""Prose that may stand over several rows too: of the summary, where goals beside it keep a row of one line each."""
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
INK = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
VERSIONS: dict[str, tuple[Language, Readers, Brand | None]] = {
    "as it is": ("en", "client", None),
    "in French, in pale colours": ("fr", "client", Brand("#FFE066", "#9BE7FF")),
    "for the team, in greys": ("en", "internal", Brand("#8A8A8A", "#777777")),
}


@pytest.fixture(scope="module", params=["as it is", "in French, in pale colours", "for the team, in greys"])
def made(request: pytest.FixtureRequest, example: Desk) -> tuple[bytes, Language]:
    """In both languages, in colours that text can't be read in, and for both kinds of readers."""
    lang, readers, brand = VERSIONS[request.param]
    client = client_list(example)[0]
    report = Gathering(example, ReportQuery(client.id, month(2026, 10), lang, readers=readers)).report()
    return build(replace(report, client=replace(client, brand=brand)) if brand else report), lang


@pytest.fixture(scope="module")
def book(made: tuple[bytes, Language]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made[0]))


def parts(data: bytes, prefix: str) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith(prefix) and name.endswith(".xml"):
                yield name, defusedxml.ElementTree.fromstring(archive.read(name))


def filled(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_every_picture_and_chart_is_described_in_words(made: tuple[bytes, Language]) -> None:
    texts: list[str] = []
    for name, drawing in parts(made[0], "xl/drawings/drawing"):
        frames = [*drawing.iter(f"{DRAWN}graphicFrame"), *drawing.iter(f"{DRAWN}pic"), *drawing.iter(f"{DRAWN}sp")]
        assert frames, name
        own = [frame.find(f".//{DRAWN}cNvPr").get("descr") or "" for frame in frames]
        assert len(set(own)) == len(own), "two drawings of one sheet with the same description"
        texts += own
    assert len(texts) >= 8
    assert [text for text in texts if len(text.split()) < 3] == []


def test_every_chart_names_itself_and_its_axes(made: tuple[bytes, Language]) -> None:
    for name, chart in parts(made[0], "xl/charts/chart"):
        titles = ["".join(text.itertext()).strip() for text in chart.iter(f"{CHART}title")]
        axes = [axis for kind in ("catAx", "valAx", "dateAx") for axis in chart.iter(f"{CHART}{kind}")]
        assert len(titles) == 1 + len(axes), name
        assert all(titles), name


def test_every_sheet_has_a_name_that_says_what_it_holds_and_begins_with_a_title(book: openpyxl.Workbook) -> None:
    titles = [sheet.title for sheet in book]
    assert len({title.casefold() for title in titles}) == len(titles) > 8
    assert [title for title in titles if not re.search(r"[^\W\d_]{3}", title) or title != title.strip()] == []
    assert [title for title in titles if re.fullmatch(r"(?i)(sheet|feuille?|tabelle)\s?\d*", title)] == []
    assert [sheet.title for sheet in book if not isinstance(sheet["A1"].value, str)] == []
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == []


def test_every_figure_stands_under_a_heading_of_its_column(book: openpyxl.Workbook) -> None:
    assert [fault for sheet in book for fault in without_heading(sheet)] == []


def without_heading(sheet: Worksheet) -> Iterator[str]:
    named: set[int] = set()
    for row in sheet.iter_rows():
        for cell in row:
            if cell.style.startswith(HEADINGS):
                named |= {cell.column} if str(cell.value or "").strip() else set()
            elif cell.value is None or not cell.style.startswith(DATA_STYLES):
                continue
            elif cell.column not in named:
                yield f"{sheet.title}!{cell.coordinate}"


def test_tables_have_one_header_row_with_a_name_for_each_column(book: openpyxl.Workbook) -> None:
    tables = [(sheet, table) for sheet in book for table in sheet.tables.values()]
    assert tables
    for sheet, table in tables:
        header = [str(cell.value) for cell in sheet[table.ref][0]]
        assert table.headerRowCount == 1
        assert header == [column.name for column in table.tableColumns]
        assert len({name.casefold() for name in header}) == len(header)
        assert sheet.freeze_panes


def test_no_cell_of_data_is_merged(book: openpyxl.Workbook) -> None:
    faults = []
    for sheet in book:
        for area in sheet.merged_cells.ranges:
            first = sheet.cell(area.min_row, area.min_col)
            prose = first.style.removeprefix("Bilan ").startswith(PROSE) or first.style == "Normal"
            beside = sheet.cell(area.min_row, area.max_col + 1).style.startswith((*DATA_STYLES, *HEADINGS))
            one_row = area.min_row == area.max_row or first.style == SPREAD_DOWN
            if not one_row or not prose or beside or sheet.tables:
                faults.append(f"{sheet.title}!{area.coord} ({first.style})")
    assert faults == []


def test_words_can_be_read_in_every_cell(book: openpyxl.Workbook) -> None:
    poor = set()
    for sheet in book:
        striped = bool(sheet.tables)
        for cell in filled(sheet):
            ink = _color(cell.font.color) or "#000000"
            back = _color(cell.fill.start_color) if cell.fill.fill_type == "solid" else None
            for ground in (back,) if back else (WHITE, STRIPE) if striped else (WHITE,):
                if contrast(ink, ground) < READABLE:
                    poor.add((sheet.title, cell.style, ink, ground))
    assert poor == set()


def _color(color: Any) -> str | None:
    return f"#{color.rgb[2:]}" if color is not None and color.type == "rgb" else None


def test_words_can_be_read_where_a_condition_colours_them(book: openpyxl.Workbook) -> None:
    inks = {
        (sheet.title, _color(rule.dxf.font.color))
        for sheet in book
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.dxf is not None and rule.dxf.font is not None
    }
    assert inks
    assert {(sheet, ink) for sheet, ink in inks if ink is None or contrast(ink, WHITE) < READABLE} == set()


def test_words_can_be_read_in_every_chart(made: tuple[bytes, Language]) -> None:
    inks = set()
    for name, chart in parts(made[0], "xl/charts/chart"):
        for run in (*chart.iter(f"{INK}rPr"), *chart.iter(f"{INK}defRPr")):
            inks |= {(name, f"#{color.get('val')}") for color in run.iter(f"{INK}srgbClr")}
    assert len(inks) > 2
    assert {(name, ink) for name, ink in inks if contrast(ink, WHITE) < READABLE} == set()


def test_the_document_says_its_language_and_title(made: tuple[bytes, Language], book: openpyxl.Workbook) -> None:
    properties = book.properties
    assert properties.language == made[1]
    assert properties.title.startswith("Cairn & Sel – ")
    assert properties.creator
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert f"<dc:language>{made[1]}</dc:language>" in core
    assert "<dc:title>Cairn &amp; Sel" in core


def test_a_status_is_said_in_words_and_with_a_sign_not_by_its_colour_alone(book: openpyxl.Workbook) -> None:
    said = [str(cell.value) for sheet in book for cell in filled(sheet) if cell.style == "Bilan status"]
    assert said
    assert [text for text in said if not re.search(r"[^\W\d_]{3}", text) or text[0].isalnum()] == []
