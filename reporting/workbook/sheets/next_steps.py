"""Next steps: what will be done by whom and when, for which goal, and what is needed from the client (layer 6)."""

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.warehouse.author import Passage
from reporting.workbook.book import Book
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.sheets.goal_data import goal_name
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind

_WIDTHS = (6, 58, 22, 16, 40, 36)
_COLUMNS = len(_WIDTHS)


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    steps, needs = len(report.author.steps), len(report.author.needs)
    return (
        *((say("{n} {n:step|steps}", n=steps),) if steps else ()),
        *((say("{n} {n:thing|things} needed from the client", n=needs),) if needs else ()),
    )


def _left_out(report: ReportInput) -> Sentence | None:
    if report.author.steps or report.author.needs:
        return None
    return say("No next step has been written for this period.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page = book.pages[kinds[0]]
    page.columns(_WIDTHS)
    head(page, say("Next steps"), say("What will be done, by whom and when, and what it is for."), _COLUMNS)
    row = _draw_steps(book, page, 4)
    last = _draw_needs(book, page, row)
    page.sheet.freeze_panes = "A5" if book.report.author.steps else None
    page.sheet.print_area = f"A1:{get_column_letter(_COLUMNS)}{last}"


def _draw_steps(book: Book, page: Page, row: int) -> int:
    """Gives the next free row."""
    steps = book.report.author.steps
    if not steps:
        return row
    heads = (say("No."), say("Action"), say("Owner"), say("Until"), say("Expected effect"), say("Goal that it serves"))
    page.row(row, heads, "header")
    page.height(row, 24)
    for at, step in enumerate(steps, 1):
        _draw_step(book, page, row + at, at, step)
    page.fit(row + 1, row + len(steps))
    return row + 2 + len(steps)


def _draw_step(book: Book, page: Page, row: int, number: int, step: Passage) -> None:
    page.put(row, 1, number, "label")
    page.put(row, 2, step.words, "strong")
    page.put(row, 3, step.owner or None, "label")
    page.put(row, 4, step.due, "label")
    page.put(row, 5, step.effect or None, "label")
    page.put(row, 6, _goal(book, step), "label")


def _goal(book: Book, step: Passage) -> str | None:
    served = next((one for one in book.report.standings if one.goal.id == step.goal), None)
    return goal_name(book.report, served) if served else None


def _draw_needs(book: Book, page: Page, row: int) -> int:
    """Gives the last row."""
    needs = book.report.author.needs
    if not needs:
        return row - 1
    page.put(row, 1, say("What we need from you"), "heading")
    page.height(row, 28)
    for at, need in enumerate(needs, row + 1):
        page.put(at, 1, at - row, "label")
        page.wide(at, _COLUMNS - 1, need, "label", start=2)
    return row + len(needs)


KIND = SheetKind(lambda _report: (say("Next steps"),), _contents, _left_out, _draw)
