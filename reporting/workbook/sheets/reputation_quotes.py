"""The worst items and how they were handled, and kind words worth quoting, made safe for the readers (layer 6)."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.private import masked
from reporting.workbook.reputation_model import Item
from reporting.workbook.safe import safe_link
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.reputation_words import handled, kind_label, verdict

_WIDTHS = (62, 13, 15, 13, 12, 22, 46, 10)
_COLUMNS = len(_WIDTHS)
_FIRST = 4
_EXCERPT = 320
_PUBLIC = "press"
"""The source whose links lead to nobody in private."""


def quoted(report: ReportInput) -> int:
    """How many items are quoted."""
    voices = report.reputation.voices if report.reputation else None
    return len(voices.worst) + len(voices.kindest) if voices else 0


def draw(book: Book, page: Page) -> None:
    voices = book.report.reputation.voices if book.report.reputation else None
    if voices is None:
        return
    linked = any(_link(book, item) for item in (*voices.worst, *voices.kindest))
    columns = _COLUMNS if linked else _COLUMNS - 1
    page.columns(_WIDTHS[:columns])
    title = say("Voices – {period}", period=period_text(book.report.period, book.lang))
    head(page, title, _about(book.report), columns)
    row, blocks = _FIRST, []
    shown, every = len(voices.worst), voices.bad or 0
    worst = say("Worst items, and how they were handled ({shown} of {all})", shown=shown, all=every)
    for heading, items in ((worst, voices.worst), (say("Kind words worth quoting"), voices.kindest)):
        if items:
            after = _draw_table(book, page, row, heading, items)
            blocks.append((row, after - 1))
            row = after + 1
    page.keep_together(blocks, columns)
    page.sheet.freeze_panes = "B4"
    page.sheet.print_area = f"A1:{get_column_letter(columns)}{row}"


def _about(report: ReportInput) -> Sentence:
    if report.readers == "internal":
        return say(
            "Internal version: quotes as they were written. Low are ratings of at most two stars, or negative ones."
        )
    return say(
        "Low are ratings of at most two stars, or negative sentiments without a rating. "
        "Addresses, numbers, account names and names after a greeting are left out of the quotes."
    )


def _draw_table(book: Book, page: Page, row: int, title: Sentence, items: Sequence[Item]) -> int:
    page.put(row, 1, title, "heading")
    page.height(row, 26)
    headings = (say("What was said"), say("Day"), say("Source"), say("Kind"), say("Verdict"), say("Handled"))
    page.row(row + 1, [*headings, say("What was answered"), say("Link")][: len(page.widths)], "header")
    for at, item in enumerate(items, row + 2):
        _draw_item(book, page, at, item)
    return row + 2 + len(items)


def _draw_item(book: Book, page: Page, row: int, item: Item) -> None:
    page.put(row, 1, _words(book, item.said) or say("A rating without words"), "label")
    page.put(row, 2, item.day, "label")
    page.put(row, 3, book.platform_label(item.platform), "strong")
    page.ink(row, 3, page.colors.platform(item.platform))
    page.put(row, 4, kind_label(item.kind), "label")
    page.put(row, 5, verdict(item), "label")
    page.put(row, 6, handled(item), "label")
    page.put(row, 7, _words(book, item.reply), "label")
    if len(page.widths) == _COLUMNS:
        link = _link(book, item)
        page.link(row, _COLUMNS, say("Open") if link else say("Not shown"), link)
    page.fit(row, row)


def _link(book: Book, item: Item) -> str | None:
    """The address of an item, which names its author on most networks, only where its readers may know."""
    may = book.report.readers == "internal" or item.platform == _PUBLIC
    return item.link if may and safe_link(item.link) else None


def _words(book: Book, words: str | None) -> str | None:
    """What may be shown: masked first, so that a cut never leaves half of a number or an address."""
    if words is None:
        return None
    reputation = book.report.reputation
    own = reputation.own if reputation else ()
    shown = words if book.report.readers == "internal" else masked(words, book.lang, own)
    line = " ".join(shown.split())
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT].rsplit(' ', 1)[0]}…"
