"""Competition and audience in a real spreadsheet program: recalculated, they say the same; hostile names stay words."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report
from reporting.language import Language
from tests.market import HOSTILE, OCTOBER, fill
from tests.workbook.test_office import as_libreoffice_writes, converted, formulas, same, values

SHEETS: dict[Language, set[str]] = {
    "en": {"Competition", "Audience – Make-up"},
    "fr": {"Concurrence", "Audience – Composition"},
}


@pytest.mark.office
@as_libreoffice_writes
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_recalculated_values_are_the_cached_ones(desk: Desk, lang: Language, saved: Callable[[bytes], Path]) -> None:
    data = build_report(desk, ReportQuery(fill(desk.store), OCTOBER, lang)).data
    source = saved(data)
    cached, computed = values(source), values(converted(source, "xlsx"))
    places = {place for place in formulas(data) if place[0] in SHEETS[lang]}
    assert {place[0] for place in places} == SHEETS[lang]
    assert len(places) > 90
    assert {at: (cached[at], computed.get(at)) for at in places if not same(cached[at], computed.get(at))} == {}
    checks = {value for (sheet, _), value in computed.items() if sheet in SHEETS[lang] and value in {"✓", "✗"}}
    assert checks == {"✓"}


def test_names_of_pages_and_groups_are_words_whatever_they_look_like(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_report(desk, ReportQuery(fill(desk.store), OCTOBER, "en")).data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if HOSTILE in str(cell.value)]
    assert {cell.parent.title for cell in cells} >= {"Competition", "Audience – Make-up"}
    assert {cell.data_type for cell in cells} == {"s"}
    assert {bool(cell.quotePrefix) for cell in cells if str(cell.value).startswith("=")} == {True}
