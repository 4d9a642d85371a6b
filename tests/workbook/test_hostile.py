"""Text from uploads and from people reaches cells only as text."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import defusedxml.ElementTree
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from reporting.catalog import Catalog
from reporting.errors import say
from reporting.goals.model import Goal, Standing
from reporting.workbook.build import build
from reporting.workbook.model import Cell, DataTable, ReportInput
from reporting.workbook.safe import safe_text
from tests.workbook.conftest import OCTOBER, make_report
from tests.workbook.test_build import MAIN, allowed, cells

CORPUS = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","x")',
    "==1",
    "+1+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "#REF!",
    "#N/A",
    "a\x00b\x0b",
    "a\ufffe\uffffb",
    "a\ud800b",
    "😀" * 20_000,
    "x" * 40_000,
    "</t></is></c><c r='A1'><f>1</f></c>",
    "&amp;<![CDATA[",
    "_x003D_1",
    "{=1}",
    "\u202e=1",
    "*",
    ">5",
]


def everywhere(report: ReportInput, text: str) -> ReportInput:
    """The text in every place that a file or a person fills."""

    def filled(table: DataTable) -> DataTable:
        places = [at for at, column in enumerate(table.columns) if column.id in {"account_name", "text", "link"}]
        lines: list[tuple[Cell, ...]] = [
            tuple(text if at in places else value for at, value in enumerate(row)) for row in table.rows
        ]
        return replace(table, rows=tuple(lines))

    goal = Goal(1, 1, "engagements", "reach_total", OCTOBER, 10, owner=text, note=text)
    standing = Standing(goal, 5, 6, 0.5, None, "behind", say("straight line"), say("Late."))
    return replace(
        report,
        client=replace(report.client, name=text),
        prepared_by=text,
        version=text,
        data=tuple(map(filled, report.data)),
        top=tuple(replace(post, text=text, link=text, account=text) for post in report.top),
        imports=tuple(replace(one, file=text, member=text, by=text, sha256=text) for one in report.imports),
        controls=tuple(replace(one, account=text) for one in report.controls),
        standings=(standing,),
        notes=(say("{sheet}: {reason}", sheet=text, reason=text),),
    )


def in_rows(report: ReportInput) -> ReportInput:
    """Each text of the corpus in a row of its own."""
    posts, days = report.data
    places = {at for at, column in enumerate(posts.columns) if column.id in {"account_name", "text", "link"}}
    lines = (
        tuple(text if at in places else value for at, value in enumerate(row))
        for text, row in zip(CORPUS, posts.rows, strict=False)
    )
    return replace(report, data=(replace(posts, rows=tuple(lines)), days))


def assert_only_text(data: bytes) -> None:
    pattern = allowed()
    formulas = [cell.findtext(f"{MAIN}f") for _, cell in cells(data)]
    assert [formula for formula in formulas if formula and not pattern.fullmatch(formula)] == []
    assert [cell.get("r") for _, cell in cells(data) if cell.get("t") == "e"] == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                defusedxml.ElementTree.fromstring(archive.read(name))


def test_hostile_text_of_an_upload_stays_text_in_the_data(definitions: Catalog) -> None:
    data = build(in_rows(make_report(definitions, count=30)))
    assert_only_text(data)
    shown = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Data – Posts").to_python()
    assert [row[3] for row in shown[1:]] == [safe_text(text).replace("_x005F_", "_") for text in CORPUS]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "#REF!\ufffe\x00\ud800</t></is><f>1</f>&", "😀" * 20_000])
def test_hostile_text_stays_text_everywhere(definitions: Catalog, text: str) -> None:
    assert_only_text(build(everywhere(make_report(definitions, count=20), text)))


def test_text_that_could_be_armed_is_quoted_where_it_stands(definitions: Catalog) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(everywhere(make_report(definitions, count=20), "=1+1"))))
    for sheet in book:
        armed: list[Any] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
        assert {(cell.data_type, cell.quotePrefix) for cell in armed} <= {("s", True), ("f", True)}
    assert book["Cover"]["A1"].quotePrefix


def test_no_link_leads_anywhere_but_to_the_web_or_inside(definitions: Catalog) -> None:
    report = make_report(definitions)
    links = ["javascript:alert(1)", "file:///etc/passwd", "\\\\evil\\share", "https://example.com/p"]
    top = tuple(replace(post, link=link) for post, link in zip(report.top, links, strict=False))
    with zipfile.ZipFile(io.BytesIO(build(replace(report, top=top, bottom=())))) as archive:
        rels = " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels"))
    assert "https://example.com/p" in rels
    assert not [bad for bad in ("javascript:", "file:", "evil") if bad in rels]


@pytest.mark.parametrize("name", ["A&B <C> 'D' [a]/b\\c:d*e?", "ﷺ" * 300, "  "])
def test_awkward_client_names_give_a_whole_workbook(definitions: Catalog, name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(make_report(definitions, name=name, count=20))))
    assert book["Cover"]["A1"].value == name
