"""Objectives below the goals: how far the goals of each have come together, weighted and live (layer 6)."""

from collections.abc import Sequence
from itertools import groupby

from reporting.errors import say
from reporting.goals.model import Standing
from reporting.goals.objectives import objectives
from reporting.workbook.book import Book
from reporting.workbook.live import Placed
from reporting.workbook.page import Page
from reporting.workbook.reach import together
from reporting.workbook.styles import number_format

_SENTENCE, _SENTENCE_COLUMNS = 4, 9

Member = tuple[Standing, Placed, Placed]
"""A goal with the cells of its capped share and of its weight."""


def draw_objectives(book: Book, page: Page, row: int, drawn: Sequence[Member]) -> int:
    """Give back the next free row. Goals of one objective stand next to each other."""
    known = objectives([one for one, _, _ in drawn])
    if not known:
        return row - 1
    page.put(row, 1, say("Objectives"), "heading")
    page.height(row, 26)
    page.row(row + 1, [say("Objective"), say("Goals")], "header")
    page.put(row + 1, 3, say("Progress, weighted"), "header figure")
    page.put(row + 1, _SENTENCE, say("In words"), "header after")
    page.paint(row + 1, _SENTENCE_COLUMNS - 1, "header after", start=_SENTENCE + 1)
    page.height(row + 1, 34)
    groups = [list(group) for name, group in groupby(drawn, key=_name) if name]
    for at, (progress, group) in enumerate(zip(known, groups, strict=True), row + 2):
        live = together([share for _, share, _ in group], [weight for _, _, weight in group])
        names = [book.metric_label(one.goal.metric) for one in progress.standings]
        page.put(at, 1, progress.objective, "strong")
        page.put(at, 2, ", ".join(names), "label")
        page.put(at, 3, live, "figure", number_format("percent", book.lang))
        page.fit(at, at)
        page.paint(at, _SENTENCE_COLUMNS, "label after", start=_SENTENCE)
        page.wide(at, _SENTENCE_COLUMNS, progress.sentence, "label after", start=_SENTENCE)
    return row + 2 + len(known)


def _name(member: Member) -> str:
    return (member[0].goal.objective or "").casefold()
