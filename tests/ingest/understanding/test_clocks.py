"""Lengths of time written as a clock: what two numbers mean is the format's word, never guessed for a cell."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.catalog.format import DurationUnit, FormatColumn
from reporting.ingest.understanding.values import Manner, value_of

Value = Callable[[str, str], object]


def seconds(value: Value, unit: DurationUnit, text: str) -> object:
    column = FormatColumn(to="worked_seconds", type="duration", unit=unit)
    return value(value_of("x", column, Manner(), "", "").sql, text)


@settings(max_examples=40, deadline=None)
@given(hours=st.integers(0, 900), minutes=st.integers(0, 59), rest=st.integers(0, 59))
def test_three_numbers_are_hours_minutes_seconds_in_either_unit(
    value: Value, hours: int, minutes: int, rest: int
) -> None:
    text = f"{hours:02d}:{minutes:02d}:{rest:02d}"
    assert seconds(value, "clock", text) == hours * 3600 + minutes * 60 + rest
    assert seconds(value, "hours_clock", text) == hours * 3600 + minutes * 60 + rest


def test_two_numbers_are_minutes_of_a_video_but_hours_of_work(value: Value) -> None:
    assert seconds(value, "clock", "02:30") == 150
    assert seconds(value, "hours_clock", "02:30") == 9000


def test_what_is_no_clock_reads_as_none(value: Value) -> None:
    assert [seconds(value, "hours_clock", text) for text in ("2.5", "2h30", "", ":30", "1:2:3:4")] == [None] * 5
