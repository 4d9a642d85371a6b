"""Sources: the files behind the figures, what is missing, the platforms' own totals, what was left out (layer 6)."""

from collections.abc import Mapping, Sequence

from reporting.errors import Sentence, say
from reporting.goals.model import StatusWord
from reporting.workbook.book import Book, stretch
from reporting.workbook.lint.model import LEVELS, RULES, SYMBOLS, Level, Remark
from reporting.workbook.live import change
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.styles import change_format, number_format

_COUNTS = (7, 8, 9)
_INKS: Mapping[Level, StatusWord] = {"error": "missed", "warning": "at_risk", "note": "no_data"}
_WIDTHS = (34, 20, 12, 24, 14, 14, 11, 11, 11, 14, 14, 20)


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    return (
        say("{count} imported {count:file|files}", count=len(report.imports)),
        say("what is missing, and what was left out"),
    )


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page = book.pages[kinds[0]]
    page.columns(_WIDTHS)
    title, about = say("Sources"), say("The exports that these figures rest on; each can be followed to its rows.")
    head(page, title, about, len(_WIDTHS))
    row = _draw_files(book, page, 4)
    row = _draw_gaps(book, page, row + 1)
    row = _draw_controls(book, page, row + 1)
    row = _draw_left_out(book, page, row + 1)
    _draw_notes(book, page, row + 1)


def _draw_files(book: Book, page: Page, row: int) -> int:
    page.put(row, 1, say("Files"), "heading")
    page.height(row, 26)
    if not book.report.imports:
        page.wide(row + 1, len(_WIDTHS), say("No imported file lies behind this period yet."), "note")
        return row + 2
    headings = [
        say("File"),
        say("Sheet or member"),
        say("Platform"),
        say("Format"),
        say("First day"),
        say("Last day"),
        say("Rows read"),
        say("Rows kept"),
        say("Rows rejected"),
        say("Imported on"),
        say("Imported by"),
        say("SHA-256 (beginning)"),
    ]
    for column, heading in enumerate(headings, 1):
        page.put(row + 1, column, heading, _heading_style(column))
    page.height(row + 1, 34)
    for at, one in enumerate(book.report.imports, row + 2):
        known = book.report.catalog.formats.get(one.format)
        words = (
            one.file,
            one.member,
            book.platform_label(one.platform),
            known.title[book.lang] if known else one.format,
        )
        page.row(at, (*words, one.first, one.last), "label")
        for column, count in enumerate((one.records + one.rejected, one.records, one.rejected), 7):
            page.put(at, column, count, "figure", "#,##0")
        page.row(at, (one.at.date(), one.by, one.sha256[:16]), "label after", start=10)
        page.fit(at, at)
    page.sheet.freeze_panes = f"B{row + 2}"
    page.sheet.auto_filter.ref = f"A{row + 1}:L{row + 1 + len(book.report.imports)}"
    return row + 2 + len(book.report.imports)


def _heading_style(column: int) -> str:
    if column in _COUNTS:
        return "header figure"
    return "header after" if column > max(_COUNTS) else "header"


def _draw_gaps(book: Book, page: Page, row: int) -> int:
    page.put(row, 1, say("What is missing"), "heading")
    page.height(row, 26)
    at = row + 1
    for fresh in book.report.freshness:
        for sentence in _gaps(book, fresh.platform):
            page.wide(at, len(_WIDTHS), sentence, "note")
            at += 1
    if not book.report.freshness:
        page.wide(at, len(_WIDTHS), say("Everything: no file of this client has been imported."), "note")
        at += 1
    elif at == row + 1:
        page.wide(at, len(_WIDTHS), say("Nothing: every platform has data for every day of the period."), "note")
        at += 1
    return at


def _gaps(book: Book, platform: str) -> list[Sentence]:
    fresh = next(one for one in book.report.freshness if one.platform == platform)
    name, found = book.platform_label(platform), []
    if fresh.last < book.report.period.end:
        found.append(say("{platform}: data end on {day}, before the period does.", platform=name, day=fresh.last))
    if fresh.first > book.report.period.start:
        found.append(say("{platform}: data begin on {day}, after the period does.", platform=name, day=fresh.first))
    if fresh.missing_days:
        found.append(
            say(
                "{platform}: {days} {days:day|days} of the period without a daily row.",
                platform=name,
                days=fresh.missing_days,
            )
        )
    return found


def _draw_controls(book: Book, page: Page, row: int) -> int:
    """Totals that the platform states for whole periods, against the sums of our rows."""
    if not book.report.controls:
        return row - 1
    page.put(row, 1, say("The platforms’ own totals against ours"), "heading")
    page.height(row, 26)
    headings = [say("Figure"), say("Account"), say("Platform"), say("Days covered")]
    page.row(row + 1, headings, "header")
    for column, heading in enumerate((say("Stated"), say("Recomputed"), say("Difference")), 5):
        page.put(row + 1, column, heading, "header figure")
    form = number_format("count", book.lang)
    for at, one in enumerate(book.report.controls, row + 2):
        page.put(at, 1, book.report.catalog.columns[one.column].label[book.lang], "strong")
        page.put(at, 2, one.account, "label")
        page.put(at, 3, book.platform_label(one.platform), "label")
        page.put(at, 4, stretch(one.period, book.lang), "label")
        stated = page.put(at, 5, one.stated, "figure", form)
        ours = page.put(at, 6, one.ours, "figure", form)
        page.put(at, 7, change(ours, stated, rate=False), "figure", change_format("count", book.lang))
        page.fit(at, at)
    return row + 2 + len(book.report.controls)


def _draw_left_out(book: Book, page: Page, row: int) -> int:
    page.put(row, 1, say("Sheets left out"), "heading")
    page.height(row, 26)
    if not book.left_out:
        page.wide(row + 1, len(_WIDTHS), say("None."), "note")
        return row + 2
    for at, (name, reason) in enumerate(book.left_out, row + 1):
        page.wide(at, len(_WIDTHS), say("{sheet}: {reason}", sheet=name, reason=reason), "note")
    return row + 1 + len(book.left_out)


def _draw_notes(book: Book, page: Page, row: int) -> None:
    if not book.report.notes:
        return
    page.put(row, 1, say("Caveats"), "heading")
    page.height(row, 26)
    for at, note in enumerate(book.report.notes, row + 1):
        page.wide(at, len(_WIDTHS), note, "note")


def draw_remarks(book: Book, page: Page, remarks: Sequence[Remark]) -> None:
    """What the linter found, below all that it looked at."""
    row = page.sheet.max_row + 2
    page.put(row, 1, say("Checks before the report leaves"), "heading")
    page.height(row, 26)
    names = [book.words(name) for name in RULES.values()]
    page.wide(row + 1, len(_WIDTHS), say("{n} rules: {rules}.", n=len(names), rules=names), "note")
    if not remarks:
        page.put(row + 2, 1, say("✓ Nothing to mend."), "strong")
        page.ink(row + 2, 1, page.colors.good)
    for at, one in enumerate(remarks, row + 2):
        page.put(at, 1, f"{SYMBOLS[one.level]} {book.words(LEVELS[one.level])}", "strong")
        page.ink(at, 1, page.colors.statuses[_INKS[one.level]])
        words = say("{where}: {what} {how}", where=one.where, what=one.what, how=one.how)
        page.paint(at, len(_WIDTHS) - 1, "label", start=2)
        page.wide(at, len(_WIDTHS) - 1, words, "label", start=2)


KIND = SheetKind(lambda _report: (say("Sources"),), _contents, lambda _report: None, _draw)
