"""Lines in which a file speaks of itself, read as they stand there and kept apart from the rows."""

import datetime as dt
from collections.abc import Callable

from reporting.ingest.model import Stated
from tests.ingest.understanding.conftest import Read

Reader = Callable[..., Read]


def test_a_line_of_totals_is_read_as_the_rows_are(read: Reader) -> None:
    """Hours of watching become seconds; the average and the percentage of the line say nothing of a sum."""
    found = read(
        "Date,Views,Watch time (hours),Average view duration\nTotal,601,19.75,0:01:58\n"
        "2026-10-30,311,10.5,0:02:01\n2026-10-31,290,9.25,0:01:55\n"
    ).found
    assert found.stated == (Stated(2, "Total", {"views": 601.0, "watch_seconds": 71100.0}),)
    assert (found.records, found.kept, found.totals["views"].sum) == (2, 2, 601)


def test_a_line_of_totals_that_cannot_be_read_states_nothing(read: Reader) -> None:
    found = read("Date,Views,Watch time (hours)\nTotal, --,many\n2026-10-30,311,10.5\n").found
    assert found.stated == (Stated(2, "Total", {}),)
    assert found.rejected == 0


def test_a_footer_is_kept_word_for_word(read: Reader) -> None:
    found = read(
        "Content,Video title,Video publish time,Views\nTotal,,,120\n"
        'aaaaaaaaaa1,One,"Oct 1, 2026",100\nShowing top 500 results,,,\n'
    ).found
    assert found.stated == (Stated(2, "Total", {"views": 120.0}), Stated(4, "Showing top 500 results"))


def test_marks_of_thousands_are_read_as_in_the_rows(read: Reader) -> None:
    found = read(
        'Datum;Aufrufe\nGesamt;"1.601"\n2026-10-30;"1.311"\n2026-10-31;290\n2026-10-29;"12.345.678"\n',
        "Gesamtwerte.csv",
    ).found
    assert [line.sums for line in found.stated] == [{"views": 1601.0}]


def test_a_file_without_such_lines_states_nothing(read: Reader) -> None:
    found = read("Date,Views\n2026-10-30,311\n", "Totals.csv").found
    assert found.stated == ()
    assert found.first == dt.date(2026, 10, 30)
