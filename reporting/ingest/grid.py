"""A sheet of text cells inside the reading process's DuckDB (layer 2)."""

from dataclasses import dataclass

from reporting.errors import UnreadableError
from reporting.ingest.model import Notice


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells of one sheet or text file as text, unaltered but for decoding; empty cells are NULL.

    relation    DuckDB table: row_no INTEGER, c1 … c<width> VARCHAR
                row_no is the row that a spreadsheet shows, from 1: blank rows count but are absent;
                a `sep=` line is none, as in Excel
    width       of the widest row; cells beyond a header are kept
    head        the first rows (at most 60): (row_no, cells)
    kind        csv, xlsx, xls, xml, html
    delimiter   of a csv, else None
    """

    member: str | None
    relation: str
    width: int
    rows: int
    kind: str
    head: tuple[tuple[int, tuple[str | None, ...]], ...]
    delimiter: str | None = None
    encoding: str | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadableMember:
    """A member of a zip, or a sheet of a workbook, that can't be read; the others aren't lost for it."""

    member: str
    error: UnreadableError
