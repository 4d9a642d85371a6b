"""Numbers and periods as they are written, against readings by hand; what can be read in two ways is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.errors import Sentence
from reporting.goals.target_columns import COLUMNS, header_of
from reporting.goals.written import listed, number_of, period_of
from reporting.language import Language
from reporting.numbers import value_text
from reporting.periods import FIRST_YEAR, Period, month, period_text, quarter, week_of, year


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("2026-10", "2026-10"),
        ("oct. 2026", "2026-10"),
        ("Octobre 2026", "2026-10"),
        ("OCT 2026", "2026-10"),
        ("october-2026", "2026-10"),
        ("févr. 2026", "2026-02"),
        ("Feb 2026", "2026-02"),
        ("avr. 2026", "2026-04"),
        ("mai 2026", "2026-05"),
        ("juin 2026", "2026-06"),
        ("juil. 2026", "2026-07"),
        ("août\u00a02026", "2026-08"),
        ("sept. 2026", "2026-09"),
        ("10/2026", "2026-10"),
        ("2026/1", "2026-01"),
        ("T4 2026", "2026-Q4"),
        ("Q4 2026", "2026-Q4"),
        ("q4-2026", "2026-Q4"),
        ("2026 T4", "2026-Q4"),
        ("4e trimestre 2026", "2026-Q4"),
        ("S44 2026", "2026-W44"),
        ("semaine 44 2026", "2026-W44"),
        ("2026-w44", "2026-W44"),
        ("2026", "2026"),
        ("2026-10-01T00:00:00", "2026-10"),
        ("2026-10-01", "2026-10"),
        ("2026-10-05..2026-10-18", "2026-10-05..2026-10-18"),
        ("du 2026-10-05 au 2026-10-18", "2026-10-05..2026-10-18"),
        ("2026-10-05 – 2026-10-18", "2026-10-05..2026-10-18"),
    ],
)
def test_periods_are_read_as_people_write_them(written: str, key: str) -> None:
    found = period_of(written)
    assert isinstance(found, Period)
    assert found.key == key


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "jui 2026",
        "ma 2026",
        "oct 26",
        "13/2026",
        "2026-13",
        "2026-10-15",
        "2026-10-15T09:00:00",
        "2026-10-15..2026-10-01",
        "1/10/2026",
        "T5 2026",
        "S60 2026",
        "0001",
        "9999-12",
        "=2026",
    ],
)
def test_what_is_no_period_or_could_be_two_is_refused(written: str) -> None:
    assert isinstance(period_of(written), Sentence)


@given(st.dates(dt.date(FIRST_YEAR, 1, 8), dt.date(2199, 12, 31)), st.sampled_from(["en", "fr"]))
def test_what_the_template_writes_is_read_back(day: dt.date, lang: Language) -> None:
    for period in (month(day.year, day.month), quarter(day.year, (day.month + 2) // 3), year(day.year)):
        assert period_of(period_text(period, lang)) == period
    for period in (week_of(day), Period(day, day + dt.timedelta(days=3))):
        assert period_of(period.key) == period


EN: Language = "en"
FR: Language = "fr"
NO = None


@pytest.mark.parametrize(
    ("written", "lang", "value"),
    [
        ("1200", NO, 1200),
        ("1 200", NO, 1200),
        ("1\u202f200,5", NO, 1200.5),
        ("1'200", NO, 1200),
        ("1,200.5", NO, 1200.5),
        ("1.200,5", NO, 1200.5),
        ("1,234,567", NO, 1_234_567),
        ("1.234.567", NO, 1_234_567),
        ("1,200", EN, 1200),
        ("1,200", FR, 1.2),
        ("1.200", EN, 1.2),
        ("0,045", NO, 0.045),
        ("0.045", FR, 0.045),
        ("12,5", NO, 12.5),
        ("1234.567", FR, 1234.567),
        ("4,5 %", NO, 0.045),
        ("4.5%", NO, 0.045),
        ("120\u00a0%", NO, 1.2),
        ("1e5", NO, 100_000),
        ("−5", NO, -5),
    ],
)
def test_numbers_are_read_with_french_and_english_separators(written: str, lang: Language | None, value: float) -> None:
    assert number_of(written, lang, share=True) == pytest.approx(value)


@pytest.mark.parametrize(
    ("written", "lang"),
    [
        ("1,200", NO),
        ("1.200", NO),
        ("1.200", FR),
        ("abc", EN),
        ("", EN),
        ("12,34,567", EN),
        ("1,2.3", EN),
        ("1.2,3.4", EN),
        ("nan", EN),
        ("inf", EN),
        ("--5", EN),
        ("0x10", EN),
        ("٣", EN),
        ("=1+1", EN),
        ("5 k", EN),
        ("%", EN),
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused(written: str, lang: Language | None) -> None:
    assert isinstance(number_of(written, lang, share=True), Sentence)


def test_a_percent_sign_is_for_rates_and_a_sheets_own_number_has_a_point() -> None:
    assert isinstance(number_of("4 %", EN), Sentence)
    assert isinstance(number_of("1.234", FR), Sentence)
    assert number_of("1.234", FR, pointed=True) == 1.234
    assert isinstance(number_of("1.200", FR, pointed=True), Sentence)


@given(st.integers(0, 10**9), st.sampled_from(["en", "fr"]))
def test_numbers_as_the_pages_write_them_are_read_back(value: int, lang: Language) -> None:
    assert number_of(value_text(value, "count", lang), lang) == value


def test_lists_are_cut_at_commas_semicolons_and_lines() -> None:
    assert listed(" a, b ;c\nd,, ") == ("a", "b", "c", "d")
    assert listed(None) == ()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_heading_means_its_column_in_both_languages(lang: Language) -> None:
    headings = [column.headings[lang][0].upper() for column in COLUMNS]
    header = header_of([(1, ["Plan 2026"]), (3, [*headings, "Extra"])])
    assert header is not None
    assert (header.row, header.lang, header.unknown, header.twice, header.lacking) == (3, lang, ("Extra",), (), ())
    assert header.places == {column.name: at for at, column in enumerate(COLUMNS)}


def test_a_heading_twice_and_headings_of_no_language_are_told() -> None:
    header = header_of([(1, ["client", "target", "Cible"])])
    assert header is not None
    assert (header.twice, [column.name for column in header.lacking]) == (("Cible",), ["metric", "kind", "period"])
    neutral = header_of([(1, ["client", "metric", "kind", "period", "target", "note"])])
    assert neutral is not None
    assert header_of([(1, ["a", "b"]), (2, [None, "target"])]) is None
