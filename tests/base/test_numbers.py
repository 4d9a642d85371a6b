import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import numbers
from reporting.errors import Sentence
from reporting.language import Language, text
from reporting.numbers import UNITS, Amount, Difference, Unit

EN = {
    ("count", 412380): "412,380",
    ("people", 0): "0",
    ("count", -28): "−28",
    ("percent", 0.0459): "4.59%",
    ("percent", 0.0): "0.00%",
    ("percent", -0.00001): "0.00%",
    ("seconds", 47): "47\u00a0s",
    ("seconds", 272): "4\u00a0min\u00a032",
    ("seconds", 7800): "2\u00a0h\u00a010",
    ("seconds", 363600): "101\u00a0h",
    ("seconds", -60): "−1\u00a0min\u00a000",
    ("number", 1234.5): "1,234.5",
    ("per_week", 3.5): "3.5",
    ("money", 1999.999): "2,000",
}
FR = {
    ("count", 412380): "412\u202f380",
    ("count", -28): "−28",
    ("percent", 0.0459): "4,59\u00a0%",
    ("seconds", 7800): "2\u00a0h\u00a010",
    ("number", 1234.5): "1\u202f234,5",
}


@pytest.mark.parametrize(("unit", "value"), EN)
def test_values_in_english(unit: Unit, value: float) -> None:
    assert numbers.value_text(value, unit, "en") == EN[unit, value]


@pytest.mark.parametrize(("unit", "value"), FR)
def test_values_in_french(unit: Unit, value: float) -> None:
    assert numbers.value_text(value, unit, "fr") == FR[unit, value]


@pytest.mark.parametrize("unit", UNITS)
def test_not_provided_is_never_a_zero(unit: Unit) -> None:
    assert numbers.value_text(None, unit, "en") == "–"
    assert numbers.difference_text(None, 0, unit, "fr") == "–"
    assert numbers.difference_text(0, None, unit, "fr") == "–"


SHORT = {
    9_999: "9,999",
    10_000: "10\u00a0k",
    12_345: "12.3\u00a0k",
    999_949: "999.9\u00a0k",
    999_950: "1\u00a0M",
    -2_500_000: "−2.5\u00a0M",
}


@pytest.mark.parametrize("value", SHORT)
def test_short_values_for_tiles_and_axes(value: int) -> None:
    assert numbers.value_text(value, "count", "en", short=True) == SHORT[value]


DIFFERENCES = {
    ("count", 1084.0, 1000.0): ("+8.4%", "+8,4\u00a0%"),
    ("count", 916.0, 1000.0): ("−8.4%", "−8,4\u00a0%"),
    ("count", 1000.0, 1000.0): ("0.0%", "0,0\u00a0%"),
    ("count", 1000.0, 0.0): ("–", "–"),
    ("count", 10.0, -20.0): ("+150.0%", "+150,0\u00a0%"),
    ("percent", 0.0404, 0.0459): ("−0.55\u00a0pp", "−0,55\u00a0pt"),
    ("percent", 0.0404, 0.0): ("+4.04\u00a0pp", "+4,04\u00a0pt"),
}


@pytest.mark.parametrize(("unit", "now", "before"), DIFFERENCES)
def test_differences_are_relative_for_amounts_and_points_for_rates(unit: Unit, now: float, before: float) -> None:
    english, french = DIFFERENCES[unit, now, before]
    assert numbers.difference_text(now, before, unit, "en") == english
    assert numbers.difference_text(now, before, unit, "fr") == french


def test_amounts_and_differences_are_written_in_the_language_of_their_sentence() -> None:
    sentence = Sentence(
        "{now} ({change})", (("now", Amount(0.0404, "percent")), ("change", Difference(0.0404, 0.04, "percent")))
    )
    assert text(sentence, "en") == "4.04% (+0.04\u00a0pp)"
    assert text(sentence, "fr") == "4,04\u00a0% (+0,04\u00a0pt)"


@given(st.floats(-1e12, 1e12), st.sampled_from(UNITS), st.sampled_from(("en", "fr")), st.booleans())
def test_no_value_reads_as_a_negative_zero_or_breaks_the_line(
    value: float, unit: Unit, lang: Language, short: bool
) -> None:
    shown = numbers.value_text(value, unit, lang, short=short)
    assert " " not in shown
    assert "-" not in shown
    assert any(digit in shown for digit in "123456789") or "−" not in shown
