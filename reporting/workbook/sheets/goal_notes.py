"""Below the goals: what expected, pace and forecast mean, and which actual figures are values (layer 6)."""

from collections.abc import Iterator, Sequence

from reporting.errors import Sentence, say
from reporting.goals.model import Standing
from reporting.language import text
from reporting.workbook.book import Book
from reporting.workbook.page import Page
from reporting.workbook.sheets.goal_data import estimate, goal_name

Judged = tuple[Standing, Sentence | None]
"""A goal, and why its actual figure is a value of the database; None for a formula."""


def draw_notes(book: Book, page: Page, row: int, columns: int, judged: Sequence[Judged]) -> int:
    """Give back the next free row."""
    for sentence in _notes(book, judged):
        page.wide(row, columns, sentence, "note")
        row += 1
    return row


def _notes(book: Book, judged: Sequence[Judged]) -> Iterator[Sentence]:
    standings = [one for one, _ in judged]
    methods = _each(book, [one.method for one in standings if one.expected is not None])
    if methods:
        yield say(
            "Expected: what would be there on the day that the goal is judged on ({methods}). Pace: actual against "
            "expected.",
            methods=methods,
        )
    estimates = [known.method for one in standings if (known := estimate(one))]
    if estimates:
        yield say(
            "Forecasts are estimates ({methods}): eight times in ten the figure should end between low and high.",
            methods=_each(book, estimates),
        )
    values = [
        text(say("{goal}: {why}", goal=goal_name(book.report, one), why=why), book.lang) for one, why in judged if why
    ]
    if values:
        yield say("Actual figures that are values of the database, not formulas – {values}.", values="; ".join(values))


def _each(book: Book, methods: Sequence[Sentence]) -> str:
    """Each method once."""
    return "; ".join(dict.fromkeys(book.words(method) for method in methods))
