"""Where the tables of a grid lie: header row, title, first and last row (layer 2)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from reporting.catalog.folding import fold
from reporting.catalog.format import CellType, Format, FormatColumn
from reporting.ingest.grid import Grid
from reporting.ingest.understanding.sqltext import folded, letters, listed, matches

HEADER_WITHIN = 15
"""A header stands among the first rows; what is below is data."""

_TITLES_READ = 200
_REMARK = re.compile(r"#(?:\s.*)?", re.DOTALL)
_LONGEST_TITLE = 120
_LINES_READ = 1000

_LOOKS: Mapping[CellType, re.Pattern[str]] = {
    "date": re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"),
    "datetime": re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[ T]+\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?"),
    "link": re.compile(r"(?i:https?)://\S+"),
    "text": re.compile(r"(?s)(?![-+\d.,:%\s]*$).+"),
}
"""What tells the columns of a table without headings from each other."""

Row = tuple[int, tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a grid: rows after `header` up to `last` (None: to the end). title is None where it has none."""

    grid: Grid
    header: Row
    above: tuple[Row, ...] = ()
    title: str | None = None
    last: int | None = None
    number: int = 0

    @property
    def width(self) -> int:
        """Columns up to the last heading."""
        return max((n for n, cell in enumerate(self.header[1], start=1) if filled(cell)), default=0)

    @property
    def headings(self) -> tuple[str, ...]:
        """The cells of its header that say something."""
        return tuple(cell.strip() for cell in self.header[1] if cell is not None and filled(cell))

    @property
    def where(self) -> str:
        """Its data rows, as SQL."""
        end = "" if self.last is None else f" and row_no <= {self.last}"
        return f"row_no > {self.header[0]}{end}"


def filled(cell: str | None) -> bool:
    return cell is not None and cell.strip() != ""


def header_blocks(grid: Grid) -> list[Block]:
    """Every row that could be the header of the grid's first table; lines of remarks (#) are none and don't count.

    A file that ends among its remarks has nothing else: then they are what there is to show.
    """
    rows = grid.head
    places = [n for n, (_, cells) in enumerate(rows) if not is_remark(cells)] or range(len(rows))
    return [Block(grid, rows[n], above=rows[:n]) for n in places[:HEADER_WITHIN]]


def is_remark(cells: tuple[str | None, ...]) -> bool:
    """A line for people: `#`, a space, words; `#summer` is a value."""
    return _REMARK.fullmatch(cells[0] or "") is not None


def _remark(x: str) -> str:
    return f"coalesce({matches(x, f'(?s){_REMARK.pattern}')}, false)"


def titled_blocks(con: duckdb.DuckDBPyConnection, grid: Grid, titles: Iterable[str]) -> list[Block]:
    """The tables under their titles, where the grid is made of such tables: each title is a row of one cell.

    A title is one of `titles` (folded) or, in a file that has one of those, any such row after a blank one.
    """
    starts = _title_rows(con, grid, frozenset(titles))
    if not starts:
        return []
    ends = [row - 1 for row, _ in starts[1:]]
    headers = _rows_after(con, grid, [row for row, _ in starts])
    return [
        Block(grid, headers[row], title=title, last=end, number=number)
        for number, ((row, title), end) in enumerate(zip(starts, [*ends, None], strict=True))
        if row in headers and (end is None or headers[row][0] <= end)
    ]


def later_headers(con: duckdb.DuckDBPyConnection, block: Block) -> list[tuple[Row, tuple[Row, ...]]]:
    """Rows under a blank row or under lines of remarks (#), below the header of a block, with the remarks above them.

    Each could be the header of another table.
    """
    grid = block.grid
    gaps = f"select max(row_no) - min(row_no) + 1 - count(*) from {grid.relation}"  # noqa: S608 -- our own relation
    row = con.execute(gaps).fetchone()
    if not row or not row[0]:
        return []
    sql = f"""
select row_no
from (
  select row_no, lag(row_no) over (order by row_no) as before, {_remark("c1")} as remark,
    {_remark("lag(c1) over (order by row_no)")} as after_remark
  from {grid.relation}
)
where (remark or after_remark or row_no > before + 1) and {block.where}
order by row_no
limit {_TITLES_READ}"""  # noqa: S608 -- our own relation and numbers
    rows = rows_at(con, grid, [number for (number,) in con.execute(sql).fetchall()])
    return _under_remarks(rows)


def _under_remarks(rows: Iterable[Row]) -> list[tuple[Row, tuple[Row, ...]]]:
    found: list[tuple[Row, tuple[Row, ...]]] = []
    above: list[Row] = []
    for row in rows:
        if is_remark(row[1]):
            above.append(row)
        else:
            found.append((row, tuple(above)))
            above = []
    return found


def headless_block(fmt: Format, grid: Grid) -> Block | None:
    """All rows of a grid as a table whose columns are known by their place, if each first row reads so.

    A needed column is filled in every one of them, and what is filled looks like what the column holds.
    """
    columns = {column.place or 0: column for column in fmt.columns if column.type != "clock"}
    moments = {column.place for column in fmt.columns if column.type == "clock"}
    if grid.width > max(columns) or not grid.head:
        return None
    names = [_named(columns.get(place), place) for place in range(1, grid.width + 1)]
    for _, cells in grid.head:
        for place, column in columns.items():
            cell = cells[place - 1] if place <= len(cells) else None
            look = "datetime" if place in moments else column.type
            if not _looks_like(look, cell, needed=column.to in fmt.needs):
                return None
    return Block(grid, (0, tuple(names)))


def _named(column: FormatColumn | None, place: int) -> str:
    texts = [text for headings in column.headings.values() for text in headings] if column else []
    return texts[0] if texts else letters(place - 1)


def _looks_like(kind: CellType, cell: str | None, *, needed: bool) -> bool:
    if not filled(cell):
        return not needed
    pattern = _LOOKS.get(kind)
    return pattern is None or pattern.fullmatch((cell or "").strip()) is not None


def rows_at(con: duckdb.DuckDBPyConnection, grid: Grid, numbers: Iterable[int]) -> list[Row]:
    wanted = sorted(set(numbers))
    if not wanted:
        return []
    sql = f"select row_no, {columns(grid)} from {grid.relation} where list_contains($rows, row_no) order by row_no"  # noqa: S608 -- our own relation
    return [(row[0], tuple(row[1:])) for row in con.execute(sql, {"rows": wanted}).fetchall()]


def columns(grid: Grid) -> str:
    return ", ".join(f"c{n}" for n in range(1, grid.width + 1))


def _title_rows(con: duckdb.DuckDBPyConnection, grid: Grid, titles: frozenset[str]) -> list[tuple[int, str]]:
    rest = [f"c{n} is null" for n in range(2, grid.width + 1)]
    alone = " and ".join(["c1 is not null", *rest])
    if not titles or not _has_title(con, grid, alone, titles):
        return []
    known = f"{folded('c1')} in {listed(sorted(titles))}"
    sql = f"""
select row_no, c1
from (select row_no, c1, {alone} as alone, lag(row_no) over (order by row_no) as before from {grid.relation})
where alone and length(c1) <= {_LONGEST_TITLE} and (before is null or row_no > before + 1 or {known})
order by row_no
limit {_TITLES_READ}"""  # noqa: S608 -- titles of the catalog, quoted
    return [(row, title) for row, title in con.execute(sql).fetchall() if fold(title)]


def _has_title(con: duckdb.DuckDBPyConnection, grid: Grid, alone: str, titles: frozenset[str]) -> bool:
    sql = f"""
with lines as materialized (select c1 from {grid.relation} where {alone} limit {_LINES_READ})
select {folded("c1")} from lines where length(c1) <= {_LONGEST_TITLE}"""  # noqa: S608 -- our own relation
    return any(text in titles for (text,) in con.execute(sql).fetchall())


def _rows_after(con: duckdb.DuckDBPyConnection, grid: Grid, numbers: list[int]) -> dict[int, Row]:
    """The next filled row of each row, by the row's number."""
    sql = f"""
select t.row_no, min(g.row_no)
from unnest($rows) as t(row_no) join {grid.relation} g on g.row_no > t.row_no
group by t.row_no"""  # noqa: S608 -- our own relation
    following = dict(con.execute(sql, {"rows": numbers}).fetchall())
    rows = dict(rows_at(con, grid, following.values()))
    return {row: (after, rows[after]) for row, after in following.items()}
