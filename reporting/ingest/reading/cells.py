"""Rows of cells → a table of text in DuckDB, batch by batch through Arrow (layer 2)."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from pyarrow import compute

from reporting.ingest.reading.refusals import too_many_cells, too_many_columns, too_many_rows
from reporting.ingest.reading.workbench import Workbench

_BATCH = 8_192
_BATCHES = "batches"
_EXACT = 2**53
_MINUTE, _HOUR = 60, 3600


def _number(value: float) -> str:
    """Whole numbers without a point as long as a float holds them; beyond, the exponent shows that digits are lost."""
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)


def _duration(value: dt.timedelta) -> str:
    seconds = value.days * 86_400 + value.seconds
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
    return f"{sign}{seconds // _HOUR}:{seconds // _MINUTE % _MINUTE:02d}:{seconds % _MINUTE:02d}{fraction}"


_TEXTS: Mapping[type, Callable[..., str | None]] = {
    str: lambda value: value or None,
    float: _number,
    int: str,
    bool: lambda value: "true" if value else "false",
    dt.datetime: dt.datetime.isoformat,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
    dt.timedelta: _duration,
    type(None): lambda value: value,
}


def _column_text(column: Sequence[object]) -> pa.Array:
    """Text of one column; the whole numbers of a column that holds nothing else are turned in one go."""
    if set(map(type, column)) == {float}:
        numbers = np.array(column, np.float64)
        if ((np.abs(numbers) < _EXACT) & (numbers == np.trunc(numbers))).all():
            return pa.array(numbers.astype(np.int64)).cast(pa.string())
    return pa.array([_TEXTS[type(value)](value) for value in column], pa.string())


@dataclass(slots=True)
class Collector:
    """Takes rows in order and keeps them as Arrow batches of text; rows without a filled cell only count."""

    bench: Workbench
    last_row: int = 0
    cells: int = 0
    longest: int = 0
    numbers: list[int] = field(default_factory=list)
    rows: list[Sequence[object]] = field(default_factory=list)
    batches: list[list[pa.Array]] = field(default_factory=list)

    def add(self, row_no: int, row: Sequence[object]) -> None:
        self.last_row = row_no
        self.numbers.append(row_no)
        self.rows.append(row)
        if len(self.rows) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        limits = self.bench.limits
        width = max(map(len, self.rows))
        padded = (row if len(row) == width else [*row, *[None] * (width - len(row))] for row in self.rows)
        texts = [_column_text(column) for column in zip(*padded, strict=True)]
        while texts and texts[-1].null_count == len(texts[-1]):
            texts.pop()
        self.cells += len(texts) * len(self.rows)
        if len(texts) > limits.columns:
            raise too_many_columns(len(texts), limits.columns)
        if self.last_row > limits.rows:
            raise too_many_rows(self.last_row, limits.rows)
        if self.cells > limits.cells:
            raise too_many_cells(limits.cells)
        self.longest = max([self.longest, *(compute.max(compute.utf8_length(text)).as_py() or 0 for text in texts)])
        if texts:
            self.batches.append([pa.array(self.numbers, pa.int32()), *texts])
        self.numbers, self.rows = [], []

    def relation(self) -> str | None:
        """The table with all rows that have a filled cell; None if there is none."""
        if self.rows:
            self._flush()
        if not self.batches:
            return None
        width = max(map(len, self.batches))
        names = ["row_no", *(f"c{n}" for n in range(1, width))]
        table = pa.concat_tables(pa.table(_padded(batch, width), names=names) for batch in self.batches)
        self.batches = []
        relation = self.bench.new_relation()
        con = self.bench.con
        con.register(_BATCHES, table)
        con.execute(
            f"create table {relation} as select {', '.join(names)} from {_BATCHES} "  # noqa: S608 -- our own names
            f"where coalesce({', '.join(names[1:])}) is not null"
        )
        con.unregister(_BATCHES)
        return relation


def _padded(batch: list[pa.Array], width: int) -> list[pa.Array]:
    return [*batch, *(pa.nulls(len(batch[0]), pa.string()) for _ in range(width - len(batch)))]
