"""The trends of the key figures: each draws the figures of its own months, and a worksheet keeps its order."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reporting.actions.desk import Desk
from reporting.actions.figures import figures
from reporting.actions.gathering import Gathering, ReportQuery
from reporting.catalog import Catalog
from reporting.language import Language
from reporting.metrics.model import MetricQuery
from reporting.periods import Period, week_of
from reporting.workbook.build import build
from reporting.workbook.styles import cell_value
from reporting.workbook.trend_model import Course
from tests.workbook.conftest import MONTHS, OCTOBER, make_report
from tests.workbook.test_office import as_libreoffice_writes, converted

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
TITLES: dict[Language, str] = {"en": "KPIs", "fr": "Indicateurs"}


def sheet_xml(data: bytes, title: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = defusedxml.ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        at = [sheet.get("name") for sheet in sheets].index(title) + 1
        root: Element = defusedxml.ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{at}.xml"))
    return root


def drawn(data: bytes, title: str = "KPIs") -> dict[str, str]:
    """By cell the range that its sparkline shows."""
    lines = sheet_xml(data, title).iter(f"{X14}sparkline")
    return {str(one.findtext(f"{XM}sqref")): str(one.findtext(f"{XM}f")) for one in lines}


def sheet_of(data: bytes, title: str = "KPIs") -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)[title]


def shown(sheet: Worksheet, cells: str) -> list[Any]:
    name, _, area = cells.partition("!")
    assert name == f"'{sheet.title}'"
    return [number(cell.value) for cell in sheet[area][0]]


def number(value: Any) -> Any:
    """Durations as parts of a day, which openpyxl reads as time."""
    return value / dt.timedelta(days=1) if isinstance(value, dt.timedelta) else value


def by_metric(data: bytes, title: str = "KPIs") -> dict[str, list[Any]]:
    sheet = sheet_of(data, title)
    return {str(sheet.cell(sheet[at].row, 1).value): shown(sheet, cells) for at, cells in drawn(data, title).items()}


def test_each_shows_the_figures_of_the_months_as_the_query_gives_them(example: Desk) -> None:
    report = Gathering(example, ReportQuery(1, OCTOBER, "en")).report()
    data = build(report)
    found, sheet = by_metric(data), sheet_of(data)
    metrics = report.sheet("kpis").metrics
    query = MetricQuery(metrics, 1, Period(MONTHS[0].start, OCTOBER.end), by=("month",))
    rows = {row["month"]: row for row in figures(example, query).records()}
    own = {str(row[0].value): number(row[1].value) for row in sheet.iter_rows(min_row=6, max_col=2)}
    assert len(found) > 20
    for metric in (report.metric(id_) for id_ in metrics):
        values = found[metric.label["en"]]
        for month, value in zip(report.course.steps, values, strict=True):
            given = rows[month.start][metric.id]
            assert value is None or value == pytest.approx(cell_value(given, metric.unit), abs=1e-8), (metric.id, month)
        assert values[-1] == pytest.approx(own[metric.label["en"]])
        assert values.count(None) == report.course.values[metric.id].count(None)


def test_it_stands_last_in_a_sheet_of_the_right_order(built: bytes) -> None:
    names = [child.tag.removeprefix(MAIN) for child in sheet_xml(built, "KPIs")]
    order = ["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells"]
    order += ["conditionalFormatting", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks"]
    order += ["drawing", "tableParts", "extLst"]
    assert [name for name in order if name in names] == list(dict.fromkeys(names))
    assert names[-1] == "extLst"
    assert names.count("extLst") == 1
    groups = list(sheet_xml(built, "KPIs").iter(f"{X14}sparklineGroup"))
    assert groups
    assert {(one.get("displayEmptyCellsAs"), one.get("last"), one.get("displayHidden")) for one in groups} == {
        ("gap", "1", "1")
    }


def with_values(catalog: Catalog, *values: float | None) -> bytes:
    report = make_report(catalog)
    return build(replace(report, course=Course(MONTHS[-len(values) :], {"engagements": values})))


def test_an_unknown_month_is_an_empty_cell_and_zero_is_zero(definitions: Catalog) -> None:
    assert by_metric(with_values(definitions, 4, None, 0, 7))["Engagements"] == [4, None, 0, 7]


def test_two_values_are_no_trend(definitions: Catalog) -> None:
    data = with_values(definitions, 4, None, 7)
    sheet = sheet_of(data)
    row = next(cell.row for cell in sheet["A"] if cell.value == "Engagements")
    assert drawn(data) == {}
    assert sheet.cell(row, 8).value == "–"
    assert "extLst" not in [child.tag.removeprefix(MAIN) for child in sheet_xml(data, "KPIs")]


def test_bars_begin_at_zero_unless_one_is_below(definitions: Catalog) -> None:
    for values, start in (((4, 5, 6), "0"), ((4, -5, 6), None)):
        (group,) = sheet_xml(with_values(definitions, *values), "KPIs").iter(f"{X14}sparklineGroup")
        assert group.get("manualMin") == start


@pytest.mark.parametrize(
    ("lang", "heading"),
    [("en", "Trend by month, October 2025 to October 2026"), ("fr", "Tendance par mois : octobre 2025 à octobre 2026")],
)
def test_the_heading_says_which_months(definitions: Catalog, lang: Language, heading: str) -> None:
    sheet = sheet_of(build(make_report(definitions, lang)), TITLES[lang])
    assert str(sheet["H5"].value).replace("\xa0", " ") == heading
    assert sheet.print_area.endswith(f"$H${sheet.print_area.rpartition('$')[2]}")


def test_weeks_are_told_by_their_days(definitions: Catalog) -> None:
    weeks = tuple(week_of(OCTOBER.start.replace(day=day)) for day in (5, 12, 19))
    course = Course(weeks, {"engagements": (1, 2, 3)})
    sheet = sheet_of(build(replace(make_report(definitions), course=course)))
    assert "by week" in str(sheet["H5"].value)


def test_a_report_without_a_course_has_no_column_for_it(definitions: Catalog) -> None:
    sheet = sheet_of(build(replace(make_report(definitions), course=Course())))
    assert sheet["H5"].value is None
    assert "$G$" in sheet.print_area


@pytest.mark.office
@as_libreoffice_writes
def test_libreoffice_reads_and_keeps_them(built: bytes, saved: Callable[[bytes], Path]) -> None:
    kept = drawn(converted(saved(built), "xlsx").read_bytes())
    assert {at: cells.replace("$", "").replace("'", "") for at, cells in kept.items()} == {
        at: cells.replace("$", "").replace("'", "") for at, cells in drawn(built).items()
    }
