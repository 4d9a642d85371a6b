"""The first lines of a sheet: its title in A1, what it is about, and how it prints (layer 6)."""

from openpyxl.worksheet.page import PageMargins

from reporting.errors import Sentence, say
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.page import Page
from reporting.workbook.safe import brand_line, footer_text

_PAPER_A4 = 9
_MARGINS = PageMargins(left=0.5, right=0.5, top=0.55, bottom=0.7, header=0.3, footer=0.35)


def head(page: Page, title: Sentence, about: Sentence | str, columns: int) -> None:
    """Title in A1, and below it one line that says what the sheet holds."""
    page.put(1, 1, title, "title")
    page.height(1, 32)
    page.put(2, 1, about, "subtitle")
    page.wide(2, columns, about, "subtitle")


def prepare(book: Book, page: Page, *, color: str) -> None:
    """Landscape, one page wide, first row repeated, client and page number in the footer, A1 in view and active."""
    sheet = page.sheet
    sheet.sheet_properties.tabColor = color.removeprefix("#")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _PAPER_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = _MARGINS
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = "1:1"
    _draw_edges(book, page)


def _draw_edges(book: Book, page: Page) -> None:
    """Whose report and which page, and the brand’s lines; the lower one stands where else the sheet’s name is."""
    header, footer, brand = page.sheet.oddHeader, page.sheet.oddFooter, book.report.client.brand
    own = {name: _line(book, text) for name, text in (("header", brand.header), ("footer", brand.footer))}
    header.left.text = own["header"] or None
    header.right.text = footer_text(page.sheet.title) if own["footer"] else None
    footer.left.text = footer_text(book.report.client.name)
    footer.center.text = own["footer"] or footer_text(page.sheet.title)
    footer.right.text = book.words(say("Page {page} of {pages}", page="&P", pages="&N"))
    for part in (header.left, header.right, footer.left, footer.center, footer.right):
        part.size = 9
        part.color = page.colors.muted.removeprefix("#")


def _line(book: Book, text: str) -> str:
    """A line of the brand's, with the client and the period where it names them."""
    report = book.report
    filled = text.replace("{client}", report.client.name).replace("{period}", period_text(report.period, report.lang))
    return brand_line(filled)
