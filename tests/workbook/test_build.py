"""The workbook read back with another library, without recalculation."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from reporting.catalog import Catalog
from reporting.language import Language
from reporting.numbers import NOT_PROVIDED
from reporting.periods import month
from reporting.workbook.build import build, plan
from reporting.workbook.model import Figure, ReportInput, Window
from tests.workbook.conftest import OCTOBER, WINDOWS, make_report

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMES: dict[Language, list[str]] = {
    "en": ["Cover", "Summary", "Goals", "KPIs", "Platforms", "Content", "Audience", "Definitions", "Sources",
           "Data – Posts", "Data – Accounts by day", "Data – Levels", "Goal data"],
    "fr": ["Couverture", "Synthèse", "Objectifs", "Indicateurs", "Plateformes", "Contenus", "Audience", "Définitions",
           "Sources", "Données – Publications", "Données – Comptes par jour", "Données – Niveaux",
           "Données des objectifs"],
}  # fmt: skip


def rows(data: bytes, sheet: str) -> list[list[Any]]:
    """Cached values as python-calamine reads them."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()


def cells(data: bytes) -> Iterator[tuple[str, Element]]:
    """Every cell of every sheet as it stands in the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield from (
                    (name, cell) for cell in defusedxml.ElementTree.fromstring(archive.read(name)).iter(f"{MAIN}c")
                )


def figures_of(data: bytes, sheet: str) -> dict[str, list[Any]]:
    return {str(row[0]): row[1:] for row in rows(data, sheet) if row[0] != ""}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_sheets_are_named_in_the_language_and_open_at_their_first_cell(definitions: Catalog, lang: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(make_report(definitions, lang))))
    assert book.sheetnames == NAMES[lang]
    assert [sheet.sheet_view.selection[-1].activeCell for sheet in book if not sheet.freeze_panes] == ["A1"] * 2
    assert book.active.title == NAMES[lang][0]
    assert [sheet.sheet_view.tabSelected for sheet in book].count(True) == 1


def days(value: Any) -> Any:
    """A duration as the number that the cell holds."""
    return value / dt.timedelta(days=1) if isinstance(value, dt.timedelta) else value


def test_key_figures_are_those_counted_by_hand(report: ReportInput, built: bytes) -> None:
    found = figures_of(built, "KPIs")
    shown = [figure for figure in report.figures if figure.platform is None]
    assert len(shown) == 10
    for figure in shown:
        metric = report.metric(figure.metric)
        scale = 86_400 if metric.unit == "seconds" else 1
        line = found[metric.label["en"]]
        values = [days(value) for value in (line[0], line[1], line[3])]
        expected = [NOT_PROVIDED if value is None else value / scale for value in figure.values]
        assert values == pytest.approx(expected), figure.metric


def test_changes_are_relative_for_amounts_and_points_for_rates(built: bytes) -> None:
    found = figures_of(built, "KPIs")
    now, before, change = found["Engagements"][:3]
    assert change == pytest.approx((now - before) / before)
    now, before, change = found["Engagement rate by reach"][:3]
    assert change == pytest.approx(100 * (now - before))


def test_every_platform_has_its_own_figures_and_says_what_is_not_provided(report: ReportInput, built: bytes) -> None:
    block: dict[str, dict[str, Any]] = {}
    platform = ""
    for row in rows(built, "Platforms"):
        platform = row[0] if row[0] in {"Facebook", "Instagram", "X"} and row[-1] == "Check" else platform
        if platform and row[0]:
            block.setdefault(platform, {})[row[0]] = row[1]
    expected = {figure.platform: figure.values[0] for figure in report.figures if figure.metric == "engagements"}
    assert {name.lower(): values["Engagements"] for name, values in block.items()} == {
        platform: value for platform, value in expected.items() if platform
    }
    assert "Post reach (added over posts)" not in block["X"]
    assert any(str(key).startswith("Not provided by the platform") for key in block["X"])


def test_the_self_check_says_that_formulas_and_database_agree(built: bytes) -> None:
    assert rows(built, "KPIs")[2][0] == "✓ The formulas agree with the database."


def test_the_self_check_finds_a_figure_that_is_not_the_databases(report: ReportInput) -> None:
    now, *before = report.figures[0].values
    wrong = replace(report.figures[0], values=((now or 0) + 1, *before))
    broken = replace(report, figures=(wrong, *report.figures[1:]))
    assert rows(build(broken), "KPIs")[2][0] == "✗ Formulas that no longer agree with the database: 1"


def test_a_comparison_that_the_database_refuses_is_a_dash_even_where_rows_exist(report: ReportInput) -> None:
    at = next(i for i, f in enumerate(report.figures) if f.metric == "engagements" and f.platform is None)
    refused = replace(report.figures[at], values=(report.figures[at].values[0], None, None))
    found = figures_of(
        build(replace(report, figures=(*report.figures[:at], refused, *report.figures[at + 1 :]))), "KPIs"
    )
    assert found["Engagements"][1:5] == [NOT_PROVIDED] * 4


ALLOWED = [
    r"IF\(COUNTIFS\({name},\"<>\",{criteria}\)=0,\"–\",SUMIFS\({name},{criteria}\)\)",
    r"IFERROR\(\(IF\(COUNTIFS\({name},\"<>\",{criteria}\)=0,\"–\",SUMIFS\({name},{criteria}\)\)\)/86400,\"–\"\)",
    r"COUNTIFS\({name},\"<>\",{criteria}\)",
    r"IFERROR\({ref}/{ref},\"–\"\)",
    r"IFERROR\(\(IFERROR\({ref}/{ref},\"–\"\)\)/86400,\"–\"\)",
    r"IFERROR\({ref}/\({ref}/7\),\"–\"\)",
    r"IFERROR\(100\*\({ref}-{ref}\),\"–\"\)",
    r"IFERROR\(\({ref}-{ref}\)/ABS\({ref}\),\"–\"\)",
    r"IFERROR\({ref}-{ref},\"–\"\)",
    r"IF\({ref}={ref},\"–\",IFERROR\({ref}-{ref},\"–\"\)\)",
    r"IF\({ref}=0,\"–\",SUMIFS\({name},account_day\.day,{ref},account_day\.account,{ref}\)\)",
    r"IFERROR\(MEDIAN\(IF\({product},{name}\)\),\"–\"\)",
    r"SUMPRODUCT\(MAX\({product}\*account_day\.day\)\)",
    r"IF\({latest}>0,{latest},MIN\(IF\({product},account_day\.day\)\)\)",
    r"IF\(COUNT\({name}\)=0,\"–\",SUM\({name}\)\)",
    r"IF\(COUNTIFS\({name},\">-1E\+99\",levels\.platform,{ref}\)=0,\"–\",SUMIFS\({name},levels\.platform,{ref}\)\)",
    r"IF\(ISNUMBER\({ref}\),{ref},IF\(COUNTIFS\({name},\"<>\",{criteria}\)=0,\"–\",SUMIFS\({name},{criteria}\)\)\)",
    r"IF\(AND\({same}(,{same})*\),\"✓\",\"✗\"\)",
    r"IF\({count}(\+{count})*=0,\"✓ [^\"]*\",\"✗ [^\"]*\"&\({count}(\+{count})*\)\)",
    r"IF\({ref}<8,\"[^\"&=]*\",\"[^\"&=]*\"\)",
    r"({name}-{name}|{ref}-{ref})\+1",
    r"IFERROR\(IF\({way}<=0,IF\({ref}-{ref}>=0,1,0\),{way}/{way}\),\"–\"\)",
    r"IFERROR\(IF\({ref}-{ref}<=0,1,MAX\({ref},0\)/{ref}\),\"–\"\)",
    r"IF\(COUNT\({ref}(,{ref})*\)=0,\"–\",SUM\({ref}(,{ref})*\)\)",
    r"IFERROR\(MIN\(1,0\+{ref}\),\"–\"\)",
    r"IFERROR\(SUMPRODUCT\({ref}:{ref},{ref}:{ref}\)/SUMPRODUCT\(ISNUMBER\({ref}:{ref}\)\*{ref}:{ref}\),\"–\"\)",
    r"IFERROR\(IF\(COUNTIFS\({name},\">-1E\+99\",levels\.platform,{ref}\)=0,\"–\",SUMIFS\({name},levels\.platform,{ref}\)\)-{ref},\"–\"\)",
    r"{ref}",
]
PARTS = {
    "{way}": r"({ref}|\({ref}-{ref}\))",
    "{latest}": r"MAX\({product}\*account_day\.day\)",
    "{count}": r"COUNTIF\({ref}:{ref},\"✗\"\)",
    "{same}": r"IF\(AND\(ISNUMBER\({ref}\),ISNUMBER\({ref}\)\),"
    r"ABS\({ref}-{ref}\)<=0\.000000001\*MAX\(1,ABS\({ref}\)\),{ref}={ref}\)",
    "{product}": r"\({name}[<>]=?{bound}\)(\*\({name}[<>=]+{bound}\)|\*ISNUMBER\({name}\)|\*\({name}={ref}\))*",
    "{criteria}": r"{name},\">=\"&{bound},{name},\"<=\"&{bound}(,{name},{ref})*",
    "{bound}": r"({name}(-\d)?|\$A\d+|EOMONTH\(\$A\d+,0\)|{ref})",
    "{name}": r"[a-z_]+(\.[a-z_]+)+",
    "{ref}": r"(('[^']*'!)?\$[A-Z]+\$?\d+)",
}


def allowed() -> re.Pattern[str]:
    text = "|".join(f"(?:{pattern})" for pattern in ALLOWED)
    for name, pattern in PARTS.items():
        text = text.replace(name, pattern)
    return re.compile(text)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_formula_is_one_of_ours_and_has_its_value(definitions: Catalog, lang: Language) -> None:
    pattern = allowed()
    found = [(cell, cell.find(f"{MAIN}f")) for _, cell in cells(build(make_report(definitions, lang)))]
    formulas = [(cell, formula) for cell, formula in found if formula is not None]
    assert len(formulas) > 250
    assert [formula.text for _, formula in formulas if not pattern.fullmatch(formula.text or "")] == []
    assert [cell.get("r") for cell, _ in formulas if not (cell.findtext(f"{MAIN}v") or "")] == []


def test_no_cell_is_an_error(built: bytes) -> None:
    assert [cell.get("r") for _, cell in cells(built) if cell.get("t") == "e"] == []


def test_dates_are_dates_and_numbers_numbers(built: bytes) -> None:
    header, first, *_ = rows(built, "Data – Posts")
    assert header[:4] == ["Day", "Platform", "Account no.", "Account"]
    assert first[0] == dt.date(2025, 10, 1)
    assert [type(value) for value in first[7:10]] == [float, float, float]


def test_missing_stays_empty_in_the_data(built: bytes) -> None:
    lines = rows(built, "Data – Posts")
    reach = lines[0].index("Post reach (added over posts)")
    assert {line[reach] for line in lines[1:] if line[1] == "X"} == {""}


def test_every_chart_and_picture_is_described_and_every_chart_has_titles_and_visible_axes(built: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(built)) as archive:
        drawings = [
            archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/drawing")
        ]
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    described = [text for drawing in drawings for text in re.findall(r'<(?:\w+:)?cNvPr [^>]*?descr="([^"]*)"', drawing)]
    assert len(charts) == 9
    assert len(described) == len(charts) + 1
    assert all(len(text) > 10 for text in described)
    for chart in charts:
        assert chart.count("<title>") == 3
        assert chart.count('<delete val="0" />') == 2
        assert re.search(r"<numCache>.*<v>[\d.]+</v>", chart)


def test_pages_print_one_wide_with_client_and_page_number(built: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(built))
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, True)
        assert sheet.oddFooter.left.text == "Maison Clément"
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert sheet.print_title_rows
        assert sheet.sheet_properties.tabColor is not None
    assert book.properties.title == "Maison Clément – Performance report – October 2026"
    assert (book.properties.creator, book.properties.language) == ("Ada", "en")


def test_tables_are_real_tables_with_filters_and_frozen_headers(built: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(built))
    posts = book["Data – Posts"]
    assert dict(posts.tables.items()) == {"data_post": "A1:O91"}
    assert posts.freeze_panes == "C2"
    assert book["KPIs"].auto_filter.ref == "A5:G15"
    assert not [sheet.title for sheet in book if sheet.title.startswith("Data") and sheet.merged_cells.ranges]
    assert {"period.start", "period.end", "post.engagements", "self_check"} <= set(book.defined_names)


@pytest.mark.parametrize("platform", ["facebook", "x"])
def test_one_platform_gives_a_whole_report(definitions: Catalog, platform: str) -> None:
    data = build(make_report(definitions, platforms=(platform,)))
    assert rows(data, "KPIs")[2][0] == "✓ The formulas agree with the database."
    assert not re.search("Side by side", str(rows(data, "Platforms")))


def test_without_comparison_there_are_no_columns_for_it(definitions: Catalog) -> None:
    data = build(make_report(definitions, windows=WINDOWS[:1]))
    assert rows(data, "KPIs")[4][:3] == ["Metric", "October 2026", "What it counts"]


def empty(definitions: Catalog) -> ReportInput:
    report = make_report(definitions)
    nothing = tuple(Figure(f.metric, f.platform, (None,) * 3) for f in report.figures)
    return replace(
        report,
        data=(),
        figures=nothing,
        standings=(),
        findings=(),
        top=(),
        bottom=(),
        freshness=(),
        imports=(),
        controls=(),
    )


def test_without_data_the_report_says_what_is_left_out_and_why(definitions: Catalog) -> None:
    report = empty(definitions)
    data = build(report)
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["Cover", "Sources"]
    said = {row[0] for row in rows(data, "Sources")}
    left_out = {f"{sheet.name}: {sheet.left_out}" for sheet in plan(report).sheets if sheet.left_out}
    assert len(left_out) == len(plan(report).sheets) - 2
    assert left_out <= said
    assert [sheet.kind for sheet in plan(report).sheets if sheet.left_out is None] == ["cover", "sources"]


def test_the_plan_names_the_sheets_that_are_built(report: ReportInput) -> None:
    planned = plan(report)
    titles = [title for sheet in planned.sheets if sheet.left_out is None for title in sheet.titles]
    assert titles == CalamineWorkbook.from_filelike(io.BytesIO(build(report))).sheet_names
    assert planned.file_name == "Maison-Clément_2026-10_v1-draft.xlsx"


def test_an_unfinished_period_says_so_and_compares_like_with_like(definitions: Catalog) -> None:
    until = dt.date(2026, 10, 15)
    windows = (
        Window("period", OCTOBER.until(until)),
        Window("previous", month(2026, 9).first_days(15)),
        Window("last_year", month(2025, 10).first_days(15)),
    )
    report = replace(make_report(definitions, windows=windows), until=until)
    data = build(report)
    assert rows(data, "KPIs")[2][0] == "✓ The formulas agree with the database."
    assert "every comparison covers the same number of days" in str(rows(data, "Cover"))
