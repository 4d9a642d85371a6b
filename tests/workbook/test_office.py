"""The workbook in a real spreadsheet program: recalculated, it says the same; printed, it is whole."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reporting.catalog import Catalog
from reporting.language import Language
from reporting.workbook.build import build
from reporting.workbook.styles import SYMBOLS
from tests.tools import soffice
from tests.workbook.conftest import make_report, posts
from tests.workbook.standings import eight


def as_libreoffice_writes(test: Callable[..., None]) -> Callable[..., None]:
    """The file that it saves has extensions, and days of a chart as words, which openpyxl warns about."""
    for warning in (".*extension is not supported", "Unable to read chart"):
        test = pytest.mark.filterwarnings(f"ignore:{warning}:UserWarning")(test)
    return test


ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def converted(source: Path, kind: str) -> Path:
    """The file after LibreOffice has opened it, computed it anew and saved it as another kind."""
    profile, folder = source.parent / "profile", source.parent / kind
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    where = ["--convert-to", kind, "--outdir", str(folder), str(source)]
    command = [str(soffice()), f"-env:UserInstallation={profile.as_uri()}", "--headless", *where]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{source.stem}.{kind}"


def values(path: Path) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def same(one: Any, other: Any) -> bool:
    """Numbers to the ninth digit, all else exactly."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == pytest.approx(other, rel=1e-9)
    return bool(one == other)


def formulas(data: bytes) -> set[tuple[str, str]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


@pytest.mark.office
@as_libreoffice_writes
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_recalculated_values_are_the_cached_ones(
    definitions: Catalog, lang: Language, saved: Callable[[bytes], Path]
) -> None:
    data = build(make_report(definitions, lang))
    source = saved(data)
    cached, computed = values(source), values(converted(source, "xlsx"))
    places = formulas(data)
    assert len(places) > 250
    assert {at: (cached[at], computed.get(at)) for at in places if not same(cached[at], computed.get(at))} == {}


@pytest.mark.office
@as_libreoffice_writes
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_goals_of_every_kind_recalculated_are_the_cached_ones_and_keep_their_colours(
    definitions: Catalog, lang: Language, saved: Callable[[bytes], Path]
) -> None:
    data = build(replace(make_report(definitions, lang), standings=eight(posts())))
    source = saved(data)
    opened = converted(source, "xlsx")
    cached, computed = values(source), values(opened)
    goals = "Goals" if lang == "en" else "Objectifs"
    places = {place for place in formulas(data) if place[0] == goals}
    assert len(places) > 40
    assert {at: (cached[at], computed.get(at)) for at in places if not same(cached[at], computed.get(at))} == {}
    assert not [at for at, value in computed.items() if str(value).startswith(("#", "Err:"))]
    sheet = openpyxl.load_workbook(opened)[goals]
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    colors = {rule.dxf.font.color.rgb[2:].upper() for rule in rules}
    light = definitions.theme.light
    assert colors == {light[status][1:].upper() for status in SYMBOLS}


@pytest.mark.office
@as_libreoffice_writes
def test_the_self_check_turns_when_somebody_breaks_a_figure(
    definitions: Catalog, saved: Callable[[bytes], Path]
) -> None:
    source = saved(build(make_report(definitions)))
    book = openpyxl.load_workbook(source)
    row = next(cell.row for cell in book["KPIs"]["A"] if cell.value == "Engagements")
    book["KPIs"].cell(row, 2).value = 1
    book.save(source)
    computed = values(converted(source, "xlsx"))
    assert computed["KPIs", "A3"] == "✗ Formulas that no longer agree with the database: 1"


@pytest.mark.office
def test_it_prints(definitions: Catalog, saved: Callable[[bytes], Path]) -> None:
    report = make_report(definitions, "fr", count=30)
    days = report.data[1]
    source = saved(build(replace(report, data=(report.data[0], replace(days, rows=days.rows[::40])))))
    assert converted(source, "pdf").read_bytes().startswith(b"%PDF")
