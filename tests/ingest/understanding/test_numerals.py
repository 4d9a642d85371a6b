"""Numbers as six countries write them, and what may not be read as one."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.ingest.understanding.numerals import Mark, Marks, decided, decimal, whole_number

FEW = settings(max_examples=40, deadline=None)
Value = Callable[[str, str], object]
WAYS = {
    "en": (",", "."),
    "fr": ("\u202f", ","),
    "fr-nbsp": ("\u00a0", ","),
    "de": (".", ","),
    "sv": (" ", ","),
    "plain": ("", "."),
}


def written(number: int, cents: int | None, way: str) -> str:
    """A number in the way of a country, digit by digit; the oracle of these tests."""
    thousands, mark = WAYS[way]
    digits = str(abs(number))
    groups: list[str] = []
    while digits:
        digits, group = digits[:-3], digits[-3:]
        groups.insert(0, group)
    text = ("-" if number < 0 else "") + thousands.join(groups)
    return text if cents is None else f"{text}{mark}{cents:02d}"


def mark_of(way: str) -> Mark:
    return "comma" if WAYS[way][1] == "," else "dot"


@FEW
@given(number=st.integers(-(10**12), 10**12), way=st.sampled_from(sorted(WAYS)))
def test_a_count_reads_the_same_in_every_country(value: Value, number: int, way: str) -> None:
    assert value(whole_number("x", mark_of(way)), written(number, None, way)) == number


@FEW
@given(number=st.integers(0, 10**9), cents=st.integers(0, 99), way=st.sampled_from(sorted(WAYS)))
def test_a_decimal_reads_the_same_in_every_country(value: Value, number: int, cents: int, way: str) -> None:
    assert value(decimal("x", mark_of(way)), written(number, cents, way)) == float(f"{number}.{cents:02d}")


@FEW
@given(number=st.integers(1, 999), rest=st.integers(0, 999))
def test_three_digits_after_a_mark_are_never_guessed(value: Value, number: int, rest: int) -> None:
    for mark in (".", ","):
        text = f"{number}{mark}{rest:03d}"
        assert value(decimal("x", "unknown"), text) is None
        assert value(decimal("x", "both"), text) is None
        assert value(whole_number("x", "both"), text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("424.0", 424),
        ("0", 0),
        ("-28", -28),
        ("\u221228", -28),
        (" 12 ", 12),
        ("1,234", 1234),
        ("1,234,567", 1234567),
        ("424.6", None),
        ("1.234", None),
        ("12,34", None),
        ("1e3", None),
        ("1_000", None),
        ("0x1F", None),
        ("nan", None),
        ("inf", None),
        ("1234567890123456789012345", None),
        ("18,9K", None),
        ("twelve", None),
        ("", None),
    ],
)
def test_a_count_in_an_english_file(value: Value, text: str, expected: int | None) -> None:
    assert value(whole_number("x", "dot"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0.07692307978868484", 0.07692307978868484), ("9.5e-05", 9.5e-05), (".5", None), ("1e400", None)],
)
def test_a_rate_keeps_what_the_program_wrote(value: Value, text: str, expected: float | None) -> None:
    assert value(decimal("x", "dot"), text) == expected


def test_the_mark_is_decided_by_evidence_and_contradiction_decides_nothing() -> None:
    assert decided(3, 0, semicolons=True, english=False) == Marks("dot", "dot")
    assert decided(0, 1, semicolons=False, english=True) == Marks("comma", "comma")
    assert decided(1, 1, semicolons=False, english=True) == Marks("both", "both")
    assert decided(0, 0, semicolons=False, english=True) == Marks("dot", "dot")
    assert decided(0, 0, semicolons=True, english=False) == Marks("comma", "unknown")
    assert decided(0, 0, semicolons=False, english=False) == Marks("unknown", "unknown")
