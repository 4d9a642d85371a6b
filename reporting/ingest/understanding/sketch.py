"""A table that no format knows, as far as it shows by itself: header row, rows that are no data, looks (layer 2).

Runs in the reading child; the outcome is plain values, small whatever the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from reporting.catalog.folding import fold
from reporting.catalog.model import Catalog
from reporting.ingest.grid import Grid
from reporting.ingest.understanding.blocks import HEADER_WITHIN, Block, Row, filled
from reporting.ingest.understanding.guide import Guide
from reporting.ingest.understanding.looks import Look, looks_of
from reporting.ingest.understanding.sqltext import folded

SHOWN_COLUMNS = 30
"""Columns of the first rows that are shown as they stand."""

_SHOWN_ROWS = 20
_CELL_CHARS = 120
_ODD_ROWS = 12
_DATA = re.compile(r"[-+]?[\d.,\s\u00a0\u202f/:%€$£-]+|https?://.*", re.IGNORECASE)
_TOTALS = (
    r"(?:grand |sub ?)?totals?(?: general| generale| geral)?|totale?s?|totaux|ensemble|gesamt(?:summe)?|summe"
    r"|somme|suma|soma|somma|insgesamt|total general"
)


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row below the header that is probably no data, with the pattern that would leave it out in later files too."""

    row: int
    text: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """headers: rows that could be the header, the likeliest first; header: the one that the rest is about."""

    member: str | None
    width: int
    rows: int
    head: tuple[Row, ...]
    headers: tuple[int, ...]
    header: int
    headings: tuple[str | None, ...]
    looks: tuple[Look, ...]
    odd: tuple[OddRow, ...]


def sketch(con: duckdb.DuckDBPyConnection, grid: Grid, catalog: Catalog, header: int | None = None) -> Sketch:
    """header: the row that a person says it is, where it is one of the first rows."""
    guide = Guide(catalog)
    rows = {row[0]: row for row in grid.head[:HEADER_WITHIN]}
    ranked = sorted(rows, key=lambda row_no: (-_score(guide, grid, row_no), row_no))
    taken = header if header in rows else ranked[0]
    block = Block(grid, rows[taken])
    return Sketch(
        member=grid.member,
        width=grid.width,
        rows=_count(con, block),
        head=tuple((row_no, _short(cells)) for row_no, cells in grid.head[:_SHOWN_ROWS]),
        headers=tuple(ranked),
        header=taken,
        headings=tuple(_heading(cell) for cell in block.header[1][: block.width]),
        looks=looks_of(con, block),
        odd=_odd(con, block),
    )


def _score(guide: Guide, grid: Grid, row_no: int) -> float:
    """Many different words, some of them known headings, above cells that are figures and dates."""
    cells = [cell for row, found in grid.head if row == row_no for cell in found if filled(cell)]
    if not cells:
        return 0.0
    words = [cell for cell in cells if cell and not _DATA.fullmatch(cell.strip())]
    below = [cell for row, found in grid.head if row > row_no for cell in found if filled(cell)]
    data_below = sum(1 for cell in below if cell and _DATA.fullmatch(cell.strip())) / max(len(below), 1)
    known = sum(1 for cell in cells if cell and guide.knows(cell)) / len(cells)
    different = len({fold(cell) for cell in words}) / len(cells)
    return len(words) / grid.width + different + 1.5 * known + data_below - (len(cells) == 1 < grid.width)


def _heading(cell: str | None) -> str | None:
    return cell.strip() if cell is not None and filled(cell) else None


def _short(cells: Sequence[str | None]) -> tuple[str | None, ...]:
    return tuple(cell[:_CELL_CHARS] if cell else cell for cell in cells[:SHOWN_COLUMNS])


def _count(con: duckdb.DuckDBPyConnection, block: Block) -> int:
    row = con.execute(f"select count(*) from {block.grid.relation} where {block.where}").fetchone()  # noqa: S608 -- our own relation
    return int(row[0]) if row else 0


def _odd(con: duckdb.DuckDBPyConnection, block: Block) -> tuple[OddRow, ...]:
    """Rows that say "Total" first, and rows of one cell in a table of several columns."""
    rest = [f"c{n} is null" for n in range(2, block.width + 1)]
    alone = f"({' and '.join(rest)})" if len(rest) > 1 else "false"
    sql = f"""
select row_no, left(c1, 200)
from {block.grid.relation}
where {block.where} and c1 is not null and length(c1) <= 200
  and ({alone} or regexp_full_match({folded("left(c1, 40)")}, '{_TOTALS}'))
order by row_no
limit {_ODD_ROWS}"""  # noqa: S608 -- our own relation and pattern
    return tuple(OddRow(row_no, text.strip(), pattern_of(text)) for row_no, text in con.execute(sql).fetchall())


def pattern_of(text: str) -> str:
    """An expression for the folded text whose numbers may differ next time."""
    escaped = re.escape(fold(text)).replace("\\ ", " ")
    return re.sub(r"\d+", lambda _: r"\d+", escaped)
