"""Delimited text → a Grid, through DuckDB's own reader (layer 2).

A regular file is read where it lies. A file whose quotes or line ends are irregular is first written anew by the csv
module, field by field as a spreadsheet reads it, and then takes the same way.
"""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import duckdb
import numpy as np
import pyarrow as pa

from reporting.ingest.damage import unwrapped
from reporting.ingest.delimiter import head_records, read_head
from reporting.ingest.grid import Grid
from reporting.ingest.layout import Layout, Positions, layout
from reporting.ingest.refusals import empty_file, field_too_long, too_many_columns, too_many_rows, unclosed_quote
from reporting.ingest.text import Text, as_utf8, chunks
from reporting.ingest.workbench import Workbench, grid_of
from reporting.settings import Limits

_HEAD_BYTES = 262_144
_SPARE_COLUMNS = 2
_USUAL_RECORD = 2_000_000
_LONGEST_RECORD = 16_000_000
_SHIFTS = "shifts"


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
    text = unwrapped(bench, as_utf8(bench, path))
    table = _table(text)
    _refuse_size(table, bench.limits)
    if not (table.layout.regular and table.layout.one_line_end) or table.layout.open_record:
        table = _written_anew(bench, table)
    relation = _load(bench, table)
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
    """Rows longer than any in the head are met with more columns; in strict mode DuckDB refuses instead of cutting them."""
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
    """A record's row number: its place among the records that DuckDB returns, plus the blank ones before it."""
    names = ", ".join(f"c{n}" for n in range(1, columns + 1))
    types = ", ".join(f"c{n}: 'VARCHAR'" for n in range(1, columns + 1))
    blanks = table.layout.blanks
    shifted = f"asof left join {_SHIFTS} on place >= start" if len(blanks) else ""
    longest = max(_USUAL_RECORD, table.layout.longest + 2)
    buffer = f", buffer_size = {4 * longest}" if longest > _USUAL_RECORD else ""
    statement = f"""
        create table {relation} as
        with record as (
            select row_number() over () as place, {names}
            from read_csv($path, columns = {{{types}}}, auto_detect = false, header = false, delim = $delimiter, quote = '"',
                escape = '"', skip = {table.skip}, null_padding = true, parallel = false, strict_mode = true,
                max_line_size = {longest}{buffer})
        )
        select cast(place + {"coalesce(shift, 0)" if shifted else "0"} as integer) as row_no, {names}
        from record {shifted}
        where coalesce({names}) is not null
    """  # noqa: S608 -- names and numbers are ours; the path and the delimiter are bound
    if shifted:
        bench.con.register(_SHIFTS, _shifts(blanks))
    try:
        bench.con.execute(statement, {"path": str(table.path), "delimiter": table.delimiter})
    finally:
        if shifted:
            bench.con.unregister(_SHIFTS)


def _shifts(blanks: Positions) -> pa.Table:
    """From the `start`-th record that isn't blank on, `shift` blank ones lie before it."""
    count = np.arange(1, len(blanks) + 1)
    start = blanks - count + 1
    last = np.append(start[1:] != start[:-1], True)
    return pa.table({"start": start[last], "shift": count[last]})


def _written_anew(bench: Workbench, table: _Table) -> _Table:
    out = bench.new_path(".csv")
    with table.path.open("rb") as raw, out.open("w", encoding="utf-8", newline="") as target:
        raw.seek(table.start)
        source = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        _copy(source, target, table.delimiter, bench.limits.field_chars)
    return replace(table, path=out, start=0, skip=0, layout=layout(chunks(out), table.delimiter))


def _copy(source: TextIO, target: TextIO, delimiter: str, field_chars: int) -> None:
    """Raises UnreadableError where a quoted field runs over line ends without being closed as it should."""
    csv.field_size_limit(field_chars)
    lines: list[str] = []
    reader = csv.reader(_remembered(itertools.chain(source, ["\n"]), lines), delimiter=delimiter)
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
    try:
        for row, record in enumerate(reader, start=1):
            if len(lines) > 1 and not _well_quoted(lines, delimiter):
                raise unclosed_quote(row)
            lines.clear()
            writer.writerow(record)
    except csv.Error as error:
        raise field_too_long(field_chars) from error


def _remembered(lines: Iterator[str], seen: list[str]) -> Iterator[str]:
    for line in lines:
        seen.append(line)
        yield line


def _well_quoted(lines: list[str], delimiter: str) -> bool:
    try:
        return sum(1 for _ in csv.reader(lines, delimiter=delimiter, strict=True)) == 1
    except csv.Error:
        return False
