"""Changes: each figure that is another than in the issue before, and what made it so (layer 6)."""

from collections.abc import Sequence

from reporting.errors import Sentence, say
from reporting.language import date_text
from reporting.workbook.book import Book
from reporting.workbook.issue_model import Difference, Since, parted, unseen_words
from reporting.workbook.live import change
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.styles import cell_value, change_format, number_format

_WIDTHS = (38, 16, 20, 15, 15, 15, 78)
_HEADER = 4
_FIGURES = (4, 5, 6)
NO_CAUSE = say("No import and no definition of the figure differs: the cause isn’t known.")


def since(report: ReportInput) -> Since | None:
    return report.issue.since if report.issue else None


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    before = since(report)
    count = len(parted(before.differences, report.lang)[0]) if before else 0
    return (say("{n} {n:figure|figures} changed since {version}", n=count, version=before.version if before else ""),)


def _left_out(report: ReportInput) -> Sentence | None:
    return None if since(report) else say("This is the first issue of this report.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, before = book.pages[kinds[0]], since(book.report)
    if before is None:
        return
    page.columns(_WIDTHS)
    head(page, say("What changed since {version}", version=before.version), _about(book, before), len(_WIDTHS))
    row = _draw_table(book, page, before)
    _draw_sources(page, before, row + 1)


def _about(book: Book, before: Since) -> Sentence:
    day = date_text(before.at, book.lang)
    if before.approved:
        return say(
            "Held against {version}, approved on {day}: every figure that is another now.",
            version=before.version,
            day=day,
        )
    return say(
        "Held against {version}, a draft of {day}: every figure that is another now.", version=before.version, day=day
    )


def _draw_table(book: Book, page: Page, before: Since) -> int:
    seen, unseen = parted(before.differences, book.lang)
    if not seen:
        page.wide(_HEADER, len(_WIDTHS), say("✓ No figure and no goal has changed."), "sentence")
        return _draw_unseen(page, unseen, _HEADER + 1)
    headings = (
        say("Figure"),
        say("Platform"),
        say("Period"),
        say("Was"),
        say("Is now"),
        say("Change"),
        say("What made it so"),
    )
    for column, heading in enumerate(headings, 1):
        style = "header figure" if column in _FIGURES else "header after" if column == len(headings) else "header"
        page.put(_HEADER, column, heading, style)
    for row, one in enumerate(seen, _HEADER + 1):
        _draw_line(book, page, row, one)
    last = _HEADER + len(seen)
    page.sheet.auto_filter.ref = f"A{_HEADER}:G{last}"
    page.sheet.freeze_panes = f"B{_HEADER + 1}"
    page.sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    return _draw_unseen(page, unseen, last + 1)


def _draw_unseen(page: Page, unseen: Sequence[Difference], row: int) -> int:
    if not unseen:
        return row
    page.wide(row, len(_WIDTHS), unseen_words(unseen), "note")
    return row + 1


def _draw_line(book: Book, page: Page, row: int, one: Difference) -> None:
    values = tuple(None if value is None else cell_value(value, one.unit) for value in (one.before, one.now))
    largest = max((abs(value) for value in (one.before, one.now) if value is not None), default=0)
    form = number_format(one.unit, book.lang, largest=largest)
    page.put(row, 1, one.what, "strong")
    page.put(row, 2, one.where or say("All platforms"), "label")
    page.put(row, 3, one.when, "label")
    was, is_ = (page.put(row, column, value, "figure", form) for column, value in zip((4, 5), values, strict=True))
    page.put(row, 6, change(is_, was, rate=one.unit == "percent"), "figure", change_format(one.unit, book.lang))
    causes = one.causes or (NO_CAUSE,)
    page.put(row, 7, "\n".join(book.words(cause) for cause in causes), "label after")
    page.fit(row, row)


def _draw_sources(page: Page, before: Since, row: int) -> None:
    """The files too: one may have come without moving a figure."""
    page.put(row, 1, say("Files since then"), "heading")
    page.height(row, 26)
    for at, sentence in enumerate(before.sources or (say("None came, none was taken back."),), row + 1):
        page.wide(at, len(_WIDTHS), sentence, "note")


KIND = SheetKind(lambda _report: (say("Changes"),), _contents, _left_out, _draw)
