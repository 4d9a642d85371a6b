"""Ads, plans and hours in a real spreadsheet program: recalculated, they say the same; hostile names stay words."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report
from reporting.language import Language
from tests.value import HOSTILE, OCTOBER, fill
from tests.workbook.test_office import as_libreoffice_writes, converted, formulas, same, values

SHEETS: dict[Language, set[str]] = {
    "en": {"Ads and value", "Work and time"},
    "fr": {"Publicité et valeur", "Travail et temps"},
}


@pytest.mark.office
@as_libreoffice_writes
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_recalculated_values_are_the_cached_ones(desk: Desk, lang: Language, saved: Callable[[bytes], Path]) -> None:
    data = build_report(desk, ReportQuery(fill(desk.store), OCTOBER, lang, readers="internal")).data
    source = saved(data)
    cached, computed = values(source), values(converted(source, "xlsx"))
    places = {place for place in formulas(data) if place[0] in SHEETS[lang]}
    assert {place[0] for place in places} == SHEETS[lang]
    assert len(places) > 200
    assert {at: (cached[at], computed.get(at)) for at in places if not same(cached[at], computed.get(at))} == {}
    assert not [at for at, value in computed.items() if str(value).startswith(("#", "Err:"))]
    checks = {value for (sheet, _), value in computed.items() if sheet in SHEETS[lang] and value in {"✓", "✗"}}
    assert checks == {"✓"}
    kpis = {"en": "KPIs", "fr": "Indicateurs"}[lang]
    assert str(computed[kpis, "A3"]).startswith("✓")


def test_names_from_exports_are_words_whatever_they_look_like(desk: Desk) -> None:
    data = build_report(desk, ReportQuery(fill(desk.store), OCTOBER, "en", readers="internal")).data
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if HOSTILE in str(cell.value)]
    assert {cell.parent.title for cell in cells} >= {"Ads and value", "Work and time"}
    assert {cell.data_type for cell in cells} == {"s"}
    assert {bool(cell.quotePrefix) for cell in cells if str(cell.value).startswith("=")} == {True}
