"""Dates: never a day for a month, every language's names, the year of dates without one, zones over clock changes."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import babel.dates
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.ingest.understanding import days

FEW = settings(max_examples=40, deadline=None)
Value = Callable[[str, str], object]
Query = Callable[..., object]
SOME_DAY = st.dates(dt.date(2004, 1, 1), dt.date(2030, 12, 31))


@FEW
@given(day=SOME_DAY)
def test_day_and_month_are_never_swapped(value: Value, day: dt.date) -> None:
    us, eu = f"{day:%m/%d/%Y}", f"{day:%d/%m/%Y}"
    assert value(days.day("x", "mdy"), us) == day
    assert value(days.day("x", "dmy"), eu) == day
    assert value(days.day("x", "mdy"), eu) == (day.replace(day=day.month, month=day.day) if day.day <= 12 else None)
    assert value(days.day("x", "auto"), us) is None


@FEW
@given(day=SOME_DAY, order=st.sampled_from(["mdy", "dmy", "ymd", "auto"]))
def test_an_iso_date_reads_in_every_order(value: Value, day: dt.date, order: str) -> None:
    for text in (
        day.isoformat(),
        f"{day.isoformat()}T01:00:00",
        f"{day:%Y/%m/%d}",
        f"{day.year}-{day.month}-{day.day}",
    ):
        assert value(days.day("x", order), text) == day


@FEW
@given(
    day=SOME_DAY,
    lang=st.sampled_from(["en", "fr", "de", "es", "pt", "it", "id"]),
    style=st.sampled_from(["long", "medium", "full"]),
)
def test_dates_with_a_months_name_read_in_seven_languages(look_up: Query, day: dt.date, lang: str, style: str) -> None:
    text = babel.dates.format_date(day, format=style, locale=lang)
    if any(char.isalpha() for char in text):
        assert look_up(days.named_days, text) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon Feb 17 2025", dt.date(2025, 2, 17)),
        ("Sat, Aug 1, 2026", dt.date(2026, 8, 1)),
        ("Feb 19, 2026", dt.date(2026, 2, 19)),
        ("1er août 2025", dt.date(2025, 8, 1)),
        ("sáb., 1 de ago. de 2026", dt.date(2026, 8, 1)),
        ("17\u00a0févr. 2025", dt.date(2025, 2, 17)),
        ("Feb 30, 2025", None),
        ("Feb 2025", None),
        ("Brumaire 3, 2025", None),
        ("45962", dt.date(2025, 11, 1)),
    ],
)
def test_a_date_in_words(look_up: Query, text: str, expected: dt.date | None) -> None:
    assert look_up(days.named_days, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("February 28", dt.date(2025, 2, 28)),
        ("February 27", dt.date(2026, 2, 27)),
        ("12 April", dt.date(2025, 4, 12)),
        ("8 de marzo", dt.date(2025, 3, 8)),
        ("1 de maio", dt.date(2025, 5, 1)),
        ("8 Juli", dt.date(2025, 7, 8)),
        ("8. Juli", dt.date(2025, 7, 8)),
        ("1er août", dt.date(2025, 8, 1)),
        ("8 mars", dt.date(2025, 3, 8)),
        ("29 February", dt.date(2024, 2, 29)),
        ("31 April", None),
        ("May 5, 2020", dt.date(2020, 5, 5)),
    ],
)
def test_a_date_without_year_is_the_newest_up_to_the_last_day(
    look_up: Query, text: str, expected: dt.date | None
) -> None:
    assert look_up(days.yearless_days, text, dt.date(2026, 2, 27)) == expected


@FEW
@given(moment=st.datetimes(dt.datetime(2010, 1, 1), dt.datetime(2030, 12, 31)))  # noqa: DTZ001 -- a wall clock
def test_a_pacific_time_becomes_utc(value: Value, moment: dt.datetime) -> None:
    wall = moment.replace(second=0, microsecond=0)
    zone = ZoneInfo("America/Los_Angeles")
    as_utc = {wall.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC).replace(tzinfo=None) for fold in (0, 1)}
    if len(as_utc) == 1:
        assert value(days.moment("x", "mdy", zone.key), f"{wall:%m/%d/%Y %H:%M}") == as_utc.pop()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03/09/2025 01:59", dt.datetime(2025, 3, 9, 9, 59)),  # noqa: DTZ001 -- UTC as stored
        ("03/09/2025 02:30", dt.datetime(2025, 3, 9, 10, 30)),  # noqa: DTZ001 -- skipped hour: the winter offset
        ("03/09/2025 03:00", dt.datetime(2025, 3, 9, 10, 0)),  # noqa: DTZ001 -- UTC as stored
        ("11/02/2025 00:59", dt.datetime(2025, 11, 2, 7, 59)),  # noqa: DTZ001 -- UTC as stored
        ("11/02/2025 01:30", dt.datetime(2025, 11, 2, 9, 30)),  # noqa: DTZ001 -- repeated hour: the later
        ("11/02/2025 02:00", dt.datetime(2025, 11, 2, 10, 0)),  # noqa: DTZ001 -- UTC as stored
    ],
)
def test_the_hours_of_the_clock_change(value: Value, text: str, expected: dt.datetime) -> None:
    assert value(days.moment("x", "mdy", "America/Los_Angeles"), text) == expected


def test_both_ends_of_a_range(value: Value) -> None:
    text = "8/7/2023 - 8/5/2024"
    assert [value(days.range_end("x", part), text) for part in ("first", "last")] == ["8/7/2023", "8/5/2024"]


@pytest.mark.parametrize("end", ["", " UTC", " GMT", " +0000", " +00:00"])
def test_a_moment_in_utc_may_say_so(value: Value, end: str) -> None:
    expected = dt.datetime(2025, 11, 2, 14, 25, 33)  # noqa: DTZ001 -- UTC as stored
    assert value(days.moment("x", "ymd", "UTC"), f"2025-11-02 14:25:33{end}") == expected


def test_a_moment_of_another_zone_is_not_taken_as_utc(value: Value) -> None:
    assert value(days.moment("x", "ymd", "UTC"), "2025-11-02 14:25:33 +0200") is None
