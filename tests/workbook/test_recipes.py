"""Each recipe that is shipped gives a whole workbook, in both languages."""

import io
from dataclasses import replace
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

from reporting.catalog import Catalog
from reporting.catalog.model import SheetId
from reporting.language import Language
from reporting.workbook.build import KINDS, build, plan
from tests.workbook.conftest import ROOT, make_report
from tests.workbook.test_build import MAIN, cells, rows

RECIPES = sorted(path.stem for path in Path(ROOT / "reporting" / "catalog" / "recipes").glob("*.toml"))


def test_the_sheets_that_a_recipe_may_name_are_those_that_can_be_drawn() -> None:
    """Data of goals and what changed since the last issue come by themselves."""
    assert {*get_args(SheetId), "goal_data", "changes"} == set(KINDS)


def test_the_recipes_are_those_that_people_need(definitions: Catalog) -> None:
    assert sorted(definitions.recipes) == RECIPES == ["campaign", "monthly", "one_page", "quarterly", "raw_data"]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_gives_a_workbook_that_agrees_with_the_database(
    definitions: Catalog, recipe: str, lang: Language
) -> None:
    report = replace(make_report(definitions, lang, count=30), recipe=definitions.recipes[recipe])
    data = build(report)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == [title for sheet in plan(report).sheets if not sheet.left_out for title in sheet.titles]
    assert len(book.sheetnames) >= 5
    assert [cell.get("r") for _, cell in cells(data) if cell.get("t") == "e"] == []
    assert [
        cell.get("r") for _, cell in cells(data) if cell.find(f"{MAIN}f") is not None and not cell.findtext(f"{MAIN}v")
    ] == []
    kpis = {"en": "KPIs", "fr": "Indicateurs"}[lang]
    if kpis in book.sheetnames:
        assert rows(data, kpis)[2][0].startswith("✓")


def test_the_summary_of_one_page_has_its_tiles_and_the_raw_data_no_figures(definitions: Catalog) -> None:
    report = make_report(definitions, count=30)
    one = build(replace(report, recipe=definitions.recipes["one_page"]))
    assert "Engagements" in {row[0] for row in rows(one, "Summary")}
    raw = openpyxl.load_workbook(io.BytesIO(build(replace(report, recipe=definitions.recipes["raw_data"]))))
    assert not {"KPIs", "Summary", "Goals"} & set(raw.sheetnames)


def test_a_sheet_left_out_for_its_recipe_says_so(definitions: Catalog) -> None:
    monthly = definitions.recipes["monthly"]
    bare = replace(
        monthly, sheets=tuple(replace(one, metrics=()) if one.kind == "reputation" else one for one in monthly.sheets)
    )
    told = {}
    for recipe in (monthly, bare):
        planned = plan(replace(make_report(definitions, count=30), recipe=recipe))
        told[recipe is bare] = next(sheet.left_out or "" for sheet in planned.sheets if sheet.kind == "reputation")
    assert "imported files" in told[False]
    assert told[True].startswith("This kind of report does not count the metric")
