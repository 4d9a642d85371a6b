"""Delimited text → a Grid, through DuckDB's own reader (layer 2).

A regular file is read where it lies. A file whose quotes or line ends are irregular is first written anew by the csv
module, field by field as a spreadsheet reads it, and then takes the same way.
"""

import csv
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import duckdb

from reporting.errors import UnreadableError, say
from reporting.ingest.grid import Grid
from reporting.ingest.reading.damage import unwrapped
from reporting.ingest.reading.delimiter import fields_up_to, head_records, read_head
from reporting.ingest.reading.layout import Layout, layout, with_blanks_filled
from reporting.ingest.reading.misread import read_back
from reporting.ingest.reading.refusals import (
    empty_file,
    field_too_long,
    too_many_columns,
    too_many_rows,
    unclosed_quote,
)
from reporting.ingest.reading.text import Text, as_utf8, chunks, open_text
from reporting.ingest.reading.workbench import Workbench, column_names, grid_of
from reporting.settings import Limits

_HEAD_BYTES = 262_144
_SPARE_COLUMNS = 2
_USUAL_RECORD = 2_000_000
_LONGEST_RECORD = 16_000_000
_FIRST_END = re.compile(rb"\A[^\r\n]*\r\n")


@dataclass(frozen=True, slots=True)
class _Table:
    """A regular text file: where, the bytes and the lines before its first row, the widest row of its head."""

    path: Path
    start: int
    skip: int
    delimiter: str
    width: int
    layout: Layout


def read_csv(bench: Workbench, path: Path, member: str | None) -> Grid:
    text = unwrapped(bench, read_back(bench, as_utf8(bench, path)))
    table = _table(text)
    _refuse_size(table, bench.limits)
    if not _is_plain(table):
        table = _written_anew(bench, table)
    if len(table.layout.blanks):
        table = _filled(bench, table)
    relation = _load(bench, table)
    _check_records(bench, relation, table)
    grid = grid_of(bench, relation, member, "csv", longest=table.layout.longest)
    return replace(grid, delimiter=table.delimiter, encoding=text.encoding, notices=(*text.notices, *grid.notices))


def _table(text: Text) -> _Table:
    with text.path.open("rb") as file:
        file.seek(text.start)
        raw = file.read(_HEAD_BYTES)
        whole = not file.read(1)
    head = read_head(raw.decode(errors="ignore"), whole=whole)
    widths = [len(record) for record in head_records(head.text, head.delimiter, whole=whole)]
    start = text.start + head.sep_line
    found = layout(chunks(text.path, start), head.delimiter)
    return _Table(text.path, start, int(head.sep_line > 0), head.delimiter, max(widths, default=1), found)


def _is_plain(table: _Table) -> bool:
    """DuckDB reads it right as it lies. It takes the file's first line end, in a field or not, for that of all rows."""
    found = table.layout
    if not found.regular or found.open_record or found.line_end == "mixed":
        return False
    return found.line_end == "\n" or _FIRST_END.search(b"".join(itertools.islice(chunks(table.path), 1))) is not None


def _check_records(bench: Workbench, relation: str, table: _Table) -> None:
    """Two independent counts of the records must agree, or rows were joined or split; then empty rows may go."""
    empty = f"coalesce({', '.join(column_names(bench, relation))}) is null"
    counted = f"select count(*), count(*) filter ({empty}) from {relation}"  # noqa: S608 -- our own names
    rows, without = bench.con.execute(counted).fetchall()[0]
    if rows != table.layout.records:
        raise UnreadableError(
            say("The rows can’t be told apart: {first} or {second}?", first=rows, second=table.layout.records),
            todo=say("Save the file in a spreadsheet as “CSV UTF-8” and drop that file here."),
            code="ROWS_UNCERTAIN",
        )
    if without:
        bench.con.execute(f"delete from {relation} where {empty}")  # noqa: S608 -- our own names


def _refuse_size(table: _Table, limits: Limits) -> None:
    found = table.layout
    if found.records == len(found.blanks):
        raise empty_file()
    if found.records > limits.rows:
        raise too_many_rows(found.records, limits.rows)
    if table.width > limits.columns:
        raise too_many_columns(table.width, limits.columns)
    if found.longest > _LONGEST_RECORD:
        raise field_too_long(limits.field_chars)


def _load(bench: Workbench, table: _Table) -> str:
    """Rows longer than any in the head are met with more columns; strict mode refuses, never cuts."""
    most = bench.limits.columns + 1
    columns = min(table.width + _SPARE_COLUMNS, most)
    while True:
        relation = bench.new_relation()
        try:
            _create(bench, table, relation, columns)
        except duckdb.InvalidInputException as error:
            if "Expected Number of Columns" not in str(error):
                raise
            if columns == most:
                raise too_many_columns(columns + 1, bench.limits.columns) from None
            columns = min(columns * 2, most)
        else:
            return relation


def _create(bench: Workbench, table: _Table, relation: str, columns: int) -> None:
    """DuckDB 2.0 joins rows when it is told that lines end in CRLF; left to itself, it reads them right."""
    names = ", ".join(f"c{n}" for n in range(1, columns + 1))
    types = ", ".join(f"c{n}: 'VARCHAR'" for n in range(1, columns + 1))
    longest = max(_USUAL_RECORD, table.layout.longest + 2)
    buffer = f", buffer_size = {4 * longest}" if longest > _USUAL_RECORD else ""
    line_end = r", new_line = '\n'" if table.layout.line_end == "\n" else ""
    statement = f"""
        create table {relation} as
        select cast(row_number() over () as integer) as row_no, {names}
        from read_csv($path, columns = {{{types}}}, auto_detect = false, header = false, delim = $delimiter,
            quote = '"', escape = '"', skip = {table.skip}, null_padding = true, strict_mode = true,
            parallel = false, max_line_size = {longest}{buffer}{line_end})
    """  # noqa: S608 -- names and numbers are ours; the path and the delimiter are bound
    bench.con.execute(statement, {"path": str(table.path), "delimiter": table.delimiter})


def _filled(bench: Workbench, table: _Table) -> _Table:
    out = bench.new_path(".csv")
    with out.open("wb") as file:
        file.writelines(with_blanks_filled(chunks(table.path, table.start), table.layout.blanks, table.delimiter))
    return replace(table, path=out, start=0, skip=0)


def _written_anew(bench: Workbench, table: _Table) -> _Table:
    out = bench.new_path(".csv")
    most = bench.limits.field_chars
    with (
        fields_up_to(most),
        open_text(table.path, table.start) as source,
        out.open("w", encoding="utf-8", newline="") as target,
    ):
        _copy(source, target, table.delimiter, most)
    return replace(table, path=out, start=0, skip=0, layout=layout(chunks(out), table.delimiter))


def _copy(source: TextIO, target: TextIO, delimiter: str, field_chars: int) -> None:
    """Raises UnreadableError where a quoted field runs over line ends without being closed as it should."""
    lines: list[str] = []
    reader = csv.reader(_remembered(itertools.chain(source, ["\n"]), lines), delimiter=delimiter)
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    row = 0
    try:
        for row, record in enumerate(reader, start=1):
            if len(lines) > 1 and not _well_quoted(lines, delimiter):
                raise unclosed_quote(row)
            lines.clear()
            writer.writerow(record)
    except csv.Error as error:
        raise unclosed_quote(row + 1) if len(lines) > 1 else field_too_long(field_chars) from error


def _remembered(lines: Iterator[str], seen: list[str]) -> Iterator[str]:
    for line in lines:
        seen.append(line)
        yield line


def _well_quoted(lines: list[str], delimiter: str) -> bool:
    try:
        return sum(1 for _ in csv.reader(lines, delimiter=delimiter, strict=True)) == 1
    except csv.Error:
        return False
