"""Cover: whose report, which period, how fresh, what is inside (layer 6)."""

import io

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Alignment
from openpyxl.utils import quote_sheetname
from openpyxl.utils.units import EMU_to_cm, cm_to_EMU, pixels_to_EMU
from openpyxl.worksheet.hyperlink import Hyperlink

from reporting.errors import Sentence, say
from reporting.language import date_text
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.live import Span
from reporting.workbook.logo import logo_size, plated
from reporting.workbook.model import ReportInput, WindowId
from reporting.workbook.page import Page, Shown
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.stamp import STATUS
from reporting.workbook.styles import date_format

_WIDTHS = (36, 24, 22, 22, 22)
_LISTED = 8
_STATUS = say("Status of the report")
_BAND = (40, 26, 22, 8)
_BAND_PIXELS = sum(_BAND) * 96 / 72
_LOGO_BOX = (250, 100)
_LOGO_EDGE = 0.4

WINDOWS: dict[WindowId, Sentence] = {
    "period": say("Period of this report"),
    "previous": say("Compared with the period before"),
    "last_year": say("Compared with the year before"),
}
LANGUAGES = {"en": say("English"), "fr": say("French")}


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page = book.pages[kinds[0]]
    page.columns(_WIDTHS)
    _draw_band(book, page)
    row = _draw_periods(book, page, 7)
    row = _draw_facts(book, page, row + 1)
    row = _draw_freshness(book, page, row + 1)
    _draw_contents(book, page, row + 1)
    _draw_logo(book, page)
    page.sheet.page_setup.fitToHeight = 1


def _draw_band(book: Book, page: Page) -> None:
    """Brand colour over the whole width: A1 says whose report it is."""
    report = book.report
    for row, height in enumerate(_BAND, 1):
        page.paint(row, len(_WIDTHS), "band")
        page.height(row, height)
    for row, words, style in (
        (1, report.client.name, "band title"),
        (2, say("Performance report – {period}", period=period_text(report.period, report.lang)), "band subtitle"),
        (3, say("Social media, all figures from the platforms’ own exports"), "band"),
    ):
        page.put(row, 1, words, style)
        if report.client.brand.logo:
            # A long name becomes smaller instead of running behind the logo.
            page.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
            page.sheet.cell(row, 1).alignment = Alignment(vertical="center", shrink_to_fit=True)


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
        (say("Prepared by"), _maker(report)),
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


def _maker(report: ReportInput) -> Sentence | str:
    company = report.client.brand.company
    return say("{person}, {company}", person=report.prepared_by, company=company) if company else report.prepared_by


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


def _draw_logo(book: Book, page: Page) -> None:
    """The logo at the right end of the band, on a plate where the band would hide it; an unreadable one is left out."""
    logo = book.report.client.brand.logo
    if logo is None or logo_size(logo) is None:
        return
    shown = plated(logo, page.colors.brand)
    width, height = logo_size(shown) or (1, 1)
    scale = min(_LOGO_BOX[0] / width, _LOGO_BOX[1] / height)
    picture = Image(io.BytesIO(shown))
    size = XDRPositiveSize2D(pixels_to_EMU(round(width * scale)), pixels_to_EMU(round(height * scale)))
    across = page.centimetres(len(_WIDTHS)) - _LOGO_EDGE - EMU_to_cm(size.width)
    column = next(at for at in range(len(_WIDTHS)) if page.centimetres(at + 1) > across)
    row, down = 0, pixels_to_EMU(round((_BAND_PIXELS - height * scale) / 2))
    picture.anchor = OneCellAnchor(
        _from=AnchorMarker(col=column, colOff=cm_to_EMU(across - page.centimetres(column)), row=row, rowOff=down),
        ext=size,
    )
    page.sheet.add_image(picture)
    page.describe(say("Logo of {client}", client=book.report.client.name))


KIND = SheetKind(
    lambda _report: (say("Cover"),),
    lambda _report: (say("Client, period, freshness of each source"),),
    lambda _report: None,
    _draw,
)
