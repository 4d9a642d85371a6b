"""Data: the tidy tables that the formulas read, each an Excel table with a name for every column (layer 6)."""

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from reporting.errors import Sentence, say
from reporting.workbook.book import Book
from reporting.workbook.model import DataColumn, DataTable, ReportInput
from reporting.workbook.package import RawRows
from reporting.workbook.page import Page
from reporting.workbook.safe import safe_text
from reporting.workbook.sheets import levels
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.styles import date_format

_WIDTHS = {"day": 13, "platform": 12, "account": 10, "account_name": 24, "media_type": 14, "text": 60, "link": 40}
_MEASURE_WIDTH = 15
SHORT = {"mention": say("Data – Reviews and mentions")}
"""Titles of tables whose own name is too long for a sheet."""
_SAMPLE = 1_000_000  # a cell far below, written only to learn the number that openpyxl gives to a style


def tables(report: ReportInput) -> tuple[DataTable, ...]:
    return tuple(table for table in report.data if table.rows)


def _names(report: ReportInput) -> tuple[Sentence, ...]:
    titles = [
        SHORT.get(table.id, say("Data – {table}", table=report.catalog.tables[table.id].label[report.lang]))
        for table in tables(report)
    ]
    return (*titles, say("Data – Levels")) if levels.accounts(report) else tuple(titles)


def _contents(report: ReportInput) -> tuple[Sentence, ...]:
    return tuple(
        say(
            "{table}: {rows} {rows:row|rows}",
            table=report.catalog.tables[table.id].label[report.lang],
            rows=len(table.rows),
        )
        for table in tables(report)
    )


def _left_out(report: ReportInput) -> Sentence | None:
    if tables(report):
        return None
    return say("No post and no day of an account lies in the period or in the ones that it is compared with.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    shown = tables(book.report)
    for table, key in zip(shown, kinds, strict=False):
        draw_table(book, book.pages[key], table)
    if len(kinds) > len(shown):
        levels.draw(book, book.pages[kinds[-1]])


def draw_table(book: Book, page: Page, table: DataTable) -> None:
    """An Excel table from A1 on; each column gets the name that formulas call it by."""
    last = 1 + len(table.rows)
    page.columns([_WIDTHS.get(column.id, _MEASURE_WIDTH) for column in table.columns])
    headings = _headings(table.columns)
    for at, (column, heading) in enumerate(zip(table.columns, headings, strict=True), 1):
        page.put(1, at, heading, "data header")
        letter = get_column_letter(at)
        book.define(f"{table.id}.{column.id}", f"{page.ref(2, at)}:${letter}${last}")
    page.height(1, 44)
    page.extras.raw = RawRows(2, table.rows, [_style_number(page, column) for column in table.columns])
    page.sheet.freeze_panes = "C2"
    _add_table(page, table, headings, last)


def _headings(columns: tuple[DataColumn, ...]) -> list[str]:
    """Texts as an Excel table needs them: none empty, none twice (whatever its case)."""
    taken: set[str] = set()
    headings = []
    for column in columns:
        base = safe_text(column.label) or column.id
        heading, count = base, 2
        while heading.casefold() in taken:
            heading, count = f"{base} ({count})", count + 1
        taken.add(heading.casefold())
        headings.append(heading)
    return headings


def _style_number(page: Page, column: DataColumn) -> int:
    cell = page.sheet.cell(_SAMPLE, 1)
    cell.style = "Bilan data"
    if column.form is not None:
        cell.number_format = column.form
    elif column.id == "day":
        cell.number_format = date_format(page.lang)
    elif column.unit == "percent":
        cell.number_format = "0.00%"
    elif column.unit is not None:
        cell.number_format = "#,##0.##"
    elif column.id != "account":
        cell.quotePrefix = True
    number = int(cell.style_id)
    del page.sheet._cells[_SAMPLE, 1]  # noqa: SLF001 -- openpyxl has no way to take a cell back
    return number


def _add_table(page: Page, table: DataTable, headings: list[str], last: int) -> None:
    excel = Table(displayName=f"data_{table.id}", ref=f"A1:{get_column_letter(len(headings))}{last}")
    excel.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    excel._initialise_columns()  # noqa: SLF001 -- else openpyxl reads the header through a cell per row
    for column, heading in zip(excel.tableColumns, headings, strict=True):
        column.name = heading
    page.sheet.add_table(excel)


KIND = SheetKind(_names, _contents, _left_out, _draw)
