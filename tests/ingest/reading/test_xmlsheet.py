"""XML Spreadsheet 2003, the .xls that is text."""

import pytest

from reporting.ingest.grid import Grid
from reporting.settings import Limits
from tests.ingest.reading.conftest import Bench

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
NS = b'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def book(*sheets: bytes, head: bytes = HEAD) -> bytes:
    parts = (
        b'<Worksheet ss:Name="S%d"><Table>%s</Table></Worksheet>' % (n, rows) for n, rows in enumerate(sheets, start=1)
    )
    return head + b"<Workbook " + NS + b">" + b"".join(parts) + b"</Workbook>"


def row(*cells: bytes, index: int = 0) -> bytes:
    data = b"".join(b'<Cell><Data ss:Type="String">%s</Data></Cell>' % cell for cell in cells)
    return b"<Row%s>%s</Row>" % (b' ss:Index="%d"' % index if index else b"", data)


def test_sheets_rows_and_cells(bench: Bench) -> None:
    tables = bench.tables(book(row(b"Date", b"R &amp; D") + row(b"2017-01-01", "été".encode()), row(b"only")))
    assert [(table.member, bench.rows(table)) for table in tables if isinstance(table, Grid)] == [
        ("S1", [(1, ("Date", "R & D")), (2, ("2017-01-01", "été"))]),
        ("S2", [(1, ("only",))]),
    ]


def test_index_and_merges_skip_rows_and_cells(bench: Bench) -> None:
    cells = (
        b'<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">5</Data></Cell>'
        b'<Cell ss:MergeAcross="1"><Data ss:Type="String">wide</Data></Cell>'
        b'<Cell><Data ss:Type="Number">7</Data></Cell></Row>'
    )
    assert bench.read(book(cells + row(b"next"))) == [(3, (None, "5", "wide", None, "7")), (4, ("next", *[None] * 4))]


def test_invalid_bytes_are_shown_and_said(bench: Bench) -> None:
    grid = bench.grid(book(row(b"caf\xe9 ok", b"a\x0bb", b"c&#x1F;d", b"e&#10;f")))
    assert bench.rows(grid) == [(1, ("caf� ok", "a�b", "c�d", "e\nf"))]
    assert [dict(notice.sentence.fields) for notice in grid.notices] == [{"count": 3}]


def test_a_declared_encoding_is_believed(bench: Bench) -> None:
    head = b'<?xml version="1.0" encoding="ISO-8859-1"?>'
    assert bench.read(book(row("été".encode("latin-1")), head=head)) == [(1, ("été",))]


def test_rich_text_and_prefixed_names(bench: Bench) -> None:
    data = book(b'<ss:Row><ss:Cell><ss:Data ss:Type="String"><B>bold</B> and plain</ss:Data></ss:Cell></ss:Row>')
    assert bench.read(data) == [(1, ("bold and plain",))]


def test_a_comment_is_not_the_value_of_its_cell(bench: Bench) -> None:
    commented = (
        b'<Row><Cell><Data ss:Type="Number">5</Data><Comment><ss:Data>checked by Ada</ss:Data></Comment></Cell>'
        b"<Cell><Comment><ss:Data>only a remark</ss:Data></Comment></Cell></Row><Data>stray</Data>"
    )
    assert bench.read(book(commented)) == [(1, ("5",))]


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (book(row(b"x", index=900_000_000)), Limits(), "TOO_MANY_ROWS"),
        (book(b'<Row><Cell ss:Index="900000000"><Data>x</Data></Cell></Row>'), Limits(), "TOO_MANY_COLUMNS"),
        (book(*[row(b"x")] * 60), Limits(), "TOO_MANY_SHEETS"),
        (book(), Limits(), "EMPTY_FILE"),
        (book(row(b"")), Limits(), "EMPTY_FILE"),
        (book(row(b"x"))[:-30], Limits(), "CORRUPT_XML"),
        (book(row(b"x" * 2_000)), Limits(field_chars=1_000), "FIELD_TOO_LONG"),
    ],
)
def test_limits_and_damage(bench: Bench, data: bytes, limits: Limits, code: str) -> None:
    assert bench.code(data, limits) == code
