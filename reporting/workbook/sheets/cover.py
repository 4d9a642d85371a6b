"""Cover: whose report, which period, how fresh, what is inside (layer 6)."""

import io

from openpyxl.drawing.image import Image
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from PIL import Image as Picture
from PIL import UnidentifiedImageError

from reporting.errors import Sentence, say
from reporting.language import date_text
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.live import Span
from reporting.workbook.model import ReportInput, WindowId
from reporting.workbook.page import Page, Shown
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.stamp import STATUS
from reporting.workbook.styles import date_format

_WIDTHS = (36, 24, 22, 22, 22)
_LISTED = 8
_STATUS = say("Status of the report")
_LOGO_BOX = (240, 84)
_LOGO_PIXELS = 40_000_000

WINDOWS: dict[WindowId, Sentence] = {
    "period": say("Period of this report"),
    "previous": say("Compared with the period before"),
    "last_year": say("Compared with the year before"),
}
LANGUAGES = {"en": say("English"), "fr": say("French")}


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    page.columns(_WIDTHS)
    _draw_band(book, page)
    row = _draw_periods(book, page, 7)
    row = _draw_facts(book, page, row + 1)
    row = _draw_freshness(book, page, row + 1)
    _draw_contents(book, page, row + 1)
    _draw_logo(page, report.client.brand.logo)
    page.sheet.page_setup.fitToHeight = 1


def _draw_band(book: Book, page: Page) -> None:
    """Brand colour over the whole width: A1 says whose report it is."""
    report = book.report
    for row, height in ((1, 40), (2, 26), (3, 22), (4, 8)):
        page.paint(row, len(_WIDTHS), "band")
        page.height(row, height)
    for row, words, style in (
        (1, report.client.name, "band title"),
        (2, say("Performance report – {period}", period=period_text(report.period, report.lang)), "band subtitle"),
        (3, say("Social media, all figures from the platforms’ own exports"), "band"),
    ):
        page.put(row, 1, words, style)


def _draw_periods(book: Book, page: Page, row: int) -> int:
    """The days that formulas take as bounds, as real dates with names."""
    page.row(row, [say("Periods"), say("Name"), say("First day"), say("Last day"), say("Days")], "header")
    for at, window in enumerate(book.report.windows, row + 1):
        period = window.period
        page.put(at, 1, WINDOWS[window.id], "strong")
        page.put(at, 2, period_text(period, book.lang), "label")
        start = page.put(at, 3, period.start, "label", date_format(book.lang))
        end = page.put(at, 4, period.end, "label", date_format(book.lang))
        page.put(at, 5, period.days, "label", "0")
        book.define(f"{window.id}.start", start.ref)
        book.define(f"{window.id}.end", end.ref)
        book.spans.append(Span(f"{window.id}.start", f"{window.id}.end", period))
    last = row + len(book.report.windows)
    page.fit(row + 1, last)
    return last + 1


def _draw_facts(book: Book, page: Page, row: int) -> int:
    report = book.report
    facts: list[tuple[Sentence, Shown]] = [
        (say("Prepared for"), report.client.name),
        (say("Prepared by"), report.prepared_by),
        (say("Version"), report.version),
        (_STATUS, say("Draft, not approved yet")),
        (say("Generated on"), report.generated_at.date()),
        (say("Language"), LANGUAGES[report.lang]),
        (say("Days are counted in"), report.client.timezone),
    ]
    if report.until is not None and report.until < report.period.end:
        facts.insert(0, (say("Unfinished period"), _unfinished(report)))
    page.row(row, [say("About this report"), *[""] * 4], "header")
    for at, (name, value) in enumerate(facts, row + 1):
        page.put(at, 1, name, "strong")
        page.paint(at, 4, "label", start=2)
        page.wide(at, 4, value, "label", start=2)
        if name is _STATUS:
            book.define(STATUS, page.ref(at, 2))
    return row + len(facts) + 1


def _unfinished(report: ReportInput) -> Sentence:
    last = report.windows[0].period.end
    return say(
        "Data go up to {day}: every comparison covers the same number of days.", day=date_text(last, report.lang)
    )


def _draw_freshness(book: Book, page: Page, row: int) -> int:
    headings = [say("Platform"), say("Data from"), say("Data up to"), say("Last import"), say("Days missing")]
    page.row(row, headings, "header")
    for at, fresh in enumerate(book.report.freshness, row + 1):
        values = (book.platform_label(fresh.platform), fresh.first, fresh.last, fresh.imported, fresh.missing_days)
        page.put(at, 1, values[0], "strong")
        for column, value in enumerate(values[1:], 2):
            page.put(at, column, value, "label")
    if not book.report.freshness:
        page.wide(row + 1, len(_WIDTHS), say("No data yet for this period."), "note")
    return row + 1 + max(1, len(book.report.freshness))


def _draw_contents(book: Book, page: Page, row: int) -> None:
    page.row(row, [say("In this workbook"), *[""] * 4], "header")
    for at, (title, shown) in enumerate(book.contents, row + 1):
        page.put(at, 1, title, "link")
        place = f"{quote_sheetname(title)}!A1"
        page.sheet.cell(at, 1).hyperlink = Hyperlink(ref=f"A{at}", location=place, display=title)
        page.paint(at, 4, "label", start=2)
        page.wide(at, 4, _listed(shown), "label", start=2)


def _listed(shown: tuple[str, ...]) -> Sentence | str:
    """All of a short list; the beginning of a long one and how many follow."""
    if len(shown) <= _LISTED:
        return " · ".join(shown)
    return say("{shown} · and {count} more", shown=" · ".join(shown[: _LISTED - 2]), count=len(shown) - _LISTED + 2)


def _draw_logo(page: Page, logo: bytes | None) -> None:
    """The client's logo at the right end of the band; a picture that can't be read is left out."""
    size = logo_size(logo)
    if logo is None or size is None:
        return
    picture = Image(io.BytesIO(logo))
    scale = min(_LOGO_BOX[0] / size[0], _LOGO_BOX[1] / size[1])
    picture.width, picture.height = size[0] * scale, size[1] * scale
    page.sheet.add_image(picture, "D1")
    page.describe(say("Logo of the client"))


def logo_size(logo: bytes | None) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG that is whole and of a sane size, else None."""
    if logo is None:
        return None
    try:
        with Picture.open(io.BytesIO(logo), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if not 0 < width * height <= _LOGO_PIXELS:
                return None
            picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return None
    return width, height


KIND = SheetKind(
    lambda _report: (say("Cover"),),
    lambda _report: (say("Client, period, freshness of each source"),),
    lambda _report: None,
    _draw,
)
