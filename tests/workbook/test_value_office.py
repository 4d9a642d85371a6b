"""Ads, plans and hours in a real spreadsheet program: recalculated, they say the same; hostile names stay words."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report
from reporting.catalog import Catalog
from reporting.language import Language
from reporting.periods import Comparison
from reporting.workbook.sheets.measured import money_format
from tests.value import HOSTILE, OCTOBER, filled
from tests.workbook.test_office import as_libreoffice_writes, converted, formulas, same, values

SHEETS: dict[Language, set[str]] = {
    "en": {"Ads and value", "Work and time"},
    "fr": {"Publicité et valeur", "Travail et temps"},
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, definitions: Catalog) -> Iterator[tuple[Desk, int]]:
    with filled(tmp_path_factory.mktemp("value"), definitions) as both:
        yield both


def built(held: tuple[Desk, int], lang: Language = "en", compare: tuple[Comparison, ...] | None = None) -> bytes:
    desk, client = held
    return build_report(desk, ReportQuery(client, OCTOBER, lang, compare=compare, readers="internal")).data


@pytest.mark.office
@as_libreoffice_writes
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_recalculated_values_are_the_cached_ones(
    held: tuple[Desk, int], lang: Language, saved: Callable[[bytes], Path]
) -> None:
    data = built(held, lang)
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


def test_names_from_exports_are_words_whatever_they_look_like(held: tuple[Desk, int]) -> None:
    data = built(held)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if HOSTILE in str(cell.value)]
    assert {cell.parent.title for cell in cells} >= {"Ads and value", "Work and time"}
    assert {cell.data_type for cell in cells} == {"s"}
    assert {bool(cell.quotePrefix) for cell in cells if str(cell.value).startswith("=")} == {True}


@pytest.mark.parametrize("compare", [(), ("previous",), ("year",)])
def test_whatever_is_compared_the_formulas_agree_and_nothing_is_written_over(
    held: tuple[Desk, int], compare: tuple[Comparison, ...], saved: Callable[[bytes], Path]
) -> None:
    cells = values(saved(built(held, compare=compare)))
    assert str(cells["KPIs", "A3"]).startswith("✓")
    campaign = next(at for at, value in cells.items() if value == "@handle" and at[0] == "Ads and value")
    row = int(campaign[1][1:])
    shown = [cells.get(("Ads and value", f"{column}{row}")) for column in "BCDEFG"]
    assert [isinstance(value, float | int) for value in shown[:5]] == [True] * 5
    assert shown[5] in {"Meta Ads (EUR)", "Google Ads (EUR)"}


@pytest.mark.parametrize("currency", ['A"B', "=1+", "€", "eur", "EURO", ""])
def test_a_currency_that_is_none_makes_no_number_format(currency: str) -> None:
    assert money_format(currency, "en") == money_format(None, "fr") == '#,##0.00;"−"#,##0.00;0.00'


def test_amounts_carry_their_currency_as_the_language_writes_it() -> None:
    assert money_format("EUR", "en").startswith('"€"#,##0.00;')
    assert money_format("EUR", "fr").startswith('#,##0.00"\u00a0€";')
    assert money_format("CHF", "en", "0").startswith('#,##0"\u00a0CHF";')
