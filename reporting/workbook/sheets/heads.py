"""The first lines of a sheet: its title in A1, what it is about, and how it prints (layer 6)."""

from openpyxl.worksheet.page import PageMargins

from reporting.errors import Sentence, say
from reporting.workbook.book import Book
from reporting.workbook.page import Page
from reporting.workbook.safe import footer_text

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
    footer = sheet.oddFooter
    footer.left.text = footer_text(book.report.client.name)
    footer.center.text = footer_text(sheet.title)
    footer.right.text = book.words(say("Page {page} of {pages}", page="&P", pages="&N"))
    for part in (footer.left, footer.center, footer.right):
        part.size = 9
        part.color = page.colors.muted.removeprefix("#")
