"""A brand in the workbook: fonts, formats, lines on the pages, and everything still readable."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reporting.catalog import Catalog
from reporting.language import text
from reporting.warehouse.model import Brand
from reporting.workbook.build import build
from reporting.workbook.mending import mended
from reporting.workbook.safe import BRAND_LINE_UNITS, brand_line
from reporting.workbook.styles import READABLE, contrast, palette, register
from tests.workbook.conftest import logo, make_report

COLORS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")
HEADER_UNITS = 255
EXACT, ROUNDED = '0.00%;"−"0.00%;0.00%', '0.0%;"−"0.0%;0.0%'
COUNT = '#,##0;"−"#,##0;0'


def drawn(catalog: Catalog, **brand: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(build(make_report(catalog, brand=Brand(**brand)))))  # type: ignore[arg-type]  # fields of a brand


def cell_beside(book: openpyxl.Workbook, sheet: str, words: str, column: int) -> openpyxl.cell.Cell:
    row = next(cell.row for cell in book[sheet]["A"] if cell.value == words)
    return book[sheet].cell(row, column)


@settings(max_examples=60)
@given(COLORS, COLORS)
def test_every_style_can_be_read_in_any_brand(definitions: Catalog, color: str, accent: str) -> None:
    workbook = Workbook()
    register(workbook, palette(definitions.theme, Brand(color, accent)))
    for style in workbook._named_styles:
        ink = style.font.color.rgb[2:] if style.font.color and isinstance(style.font.color.rgb, str) else "000000"
        filled = style.fill.fill_type == "solid"
        paper = style.fill.start_color.rgb[2:] if filled else "FFFFFF"
        assert contrast(f"#{ink}", f"#{paper}") >= READABLE, style.name


@settings(max_examples=60)
@given(COLORS)
def test_what_is_mended_is_said_and_nothing_else(definitions: Catalog, color: str) -> None:
    said = [text(one, "en") for one in mended(definitions.theme, Brand(color))]
    pale = contrast(color, "#FFFFFF") < READABLE
    assert any("too pale for words on white" in one for one in said) == pale
    assert any("are black" in one for one in said) == (contrast(color, "#000000") > contrast(color, "#FFFFFF"))


def test_a_brand_that_can_be_read_is_used_as_it_is(definitions: Catalog) -> None:
    assert mended(definitions.theme, Brand("#1F4D3A", logo=logo())) == []


def test_titles_text_and_charts_wear_the_fonts_and_columns_keep_their_measure(definitions: Catalog) -> None:
    data = build(make_report(definitions, brand=Brand(heading="Georgia", body="Verdana")))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert (book["KPIs"]["A1"].font.name, cell_beside(book, "KPIs", "Engagements", 2).font.name) == (
        "Georgia",
        "Verdana",
    )
    fonts = {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert fonts == {"Georgia", "Verdana"}
    assert next(style for style in book._named_styles if style.name == "Normal").font.name == "Calibri"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert {face for chart in charts for face in re.findall(r'latin typeface="(.*?)"', chart)} == {"Verdana"}


def test_a_wide_font_gets_higher_rows(definitions: Catalog) -> None:
    heights = []
    for font in ("Calibri", "Verdana"):
        book = drawn(definitions, body=font, heading=font)
        heights.append(sum(dimension.height or 15 for dimension in book["Definitions"].row_dimensions.values()))
    assert heights[1] > 1.1 * heights[0]


@pytest.mark.parametrize(
    ("brand", "written"),
    [
        ({}, (EXACT, COUNT, '"▲ +"#,##0.0%', "[$-409]d mmm yyyy")),
        ({"numbers": "rounded"}, (ROUNDED, COUNT, '"▲ +"#,##0%', "[$-409]d mmm yyyy")),
        (
            {"numbers": "short", "dates": "figures"},
            (ROUNDED, '[>=999950]0.0,,"\u00a0M";[>=10000]0.0,"\u00a0k";#,##0', '"▲ +"#,##0%', "mm-dd-yy"),
        ),
        ({"dates": "iso"}, (EXACT, COUNT, '"▲ +"#,##0.0%', "yyyy-mm-dd")),
    ],
    ids=["usual", "rounded", "short", "iso"],
)
def test_figures_and_dates_are_written_as_the_brand_likes_and_stay_numbers(
    definitions: Catalog, brand: dict[str, object], written: tuple[str, ...]
) -> None:
    book = drawn(definitions, **brand)
    cells = [
        cell_beside(book, "KPIs", "Engagement rate by reach", 2),
        cell_beside(book, "KPIs", "Engagements", 2),
        cell_beside(book, "KPIs", "Engagements", 4),
        cell_beside(book, "Cover", "Generated on", 2),
    ]
    formats = [cell.number_format for cell in cells]
    formats[2] = formats[2].partition(";")[0]
    assert tuple(formats) == written
    assert {cell.data_type for cell in cells[:3]} == {"f"}


def test_sources_stay_exact_whatever_the_brand_likes(definitions: Catalog) -> None:
    book = drawn(definitions, numbers="short")
    formats = {cell.number_format for row in book["Sources"].iter_rows() for cell in row if cell.value == 16_000}
    assert formats == {'#,##0;"−"#,##0;0'}


def test_the_lines_stand_on_every_page_with_client_and_period(definitions: Catalog) -> None:
    book = drawn(definitions, header="For {client}, {period}", footer="9 & Sons", company="Agence Bleue", logo=logo())
    for sheet in book:
        assert sheet.oddHeader.left.text == "For Maison Clément, October 2026"
        assert sheet.oddHeader.right.text == sheet.title
        assert sheet.oddFooter.center.text == "9 && Sons"
        assert sheet.oddFooter.right.text == "Page &P of &N"
    assert cell_beside(book, "Cover", "Prepared by", 2).value == "Ada, Agence Bleue"


def test_without_lines_the_pages_are_as_they_come(definitions: Catalog) -> None:
    book = drawn(definitions)
    assert all(sheet.oddHeader.left.text is None for sheet in book)
    assert all(sheet.oddFooter.center.text == sheet.title for sheet in book)


@given(st.text())
def test_a_line_is_short_and_has_no_code_of_its_own(line: str) -> None:
    made = brand_line(line)
    assert len(made.encode("utf-16-le")) <= 2 * BRAND_LINE_UNITS
    assert "&" not in made.replace("&&", "")


@pytest.mark.parametrize("line", ["&" * 200, "&D &T &Z&F", "9" * 200, "😀" * 200, "\x00\x0b\n=1+1"])
def test_hostile_lines_stay_text_of_a_length_that_excel_takes(definitions: Catalog, line: str) -> None:
    report = make_report(definitions, brand=Brand(header=line, footer=line))
    data = build(replace(report, client=replace(report.client, name="&A&B 9" * 20)))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    for part in (found for sheet in sheets for found in re.findall(r"<odd(?:Header|Footer)>(.*?)</odd", sheet)):
        plain = part.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("_x000D_", "")
        assert len(plain.encode("utf-16-le")) // 2 <= HEADER_UNITS
        codes = re.findall(r"&([A-Z])(?![0-9A-F]{6})", plain.replace("&&", ""))
        assert set(codes) <= {"L", "C", "R", "P", "N"}


def test_the_logo_is_described_and_stands_at_the_right(definitions: Catalog) -> None:
    report = make_report(definitions, brand=Brand(logo=logo()))
    with zipfile.ZipFile(io.BytesIO(build(report))) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert f'descr="Logo of {report.client.name}"' in drawing
    assert int(re.findall(r"<(?:xdr:)?col>(\d+)<", drawing)[0]) >= 3
    sizes = [int(number) for number in re.findall(r'ext cx="(\d+)" cy="\d+"', drawing)]
    assert sizes[0] == pytest.approx(250 * 9_525, rel=0.02)


def test_the_same_brand_gives_the_same_bytes(definitions: Catalog) -> None:
    report = make_report(definitions, brand=Brand("#FFD400", logo=logo(), heading="Georgia", numbers="short"))
    assert build(report) == build(report)
