"""Rows as a Parquet file (layer 3)."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pyarrow as pa
from pyarrow import parquet

Kind = Literal["text", "day", "whole", "number"]
_TYPES: Mapping[Kind, pa.DataType] = {
    "text": pa.string(),
    "day": pa.date32(),
    "whole": pa.int64(),
    "number": pa.float64(),
}


def parquet_bytes(columns: Mapping[str, Kind], rows: Sequence[Sequence[Any]]) -> bytes:
    """None is null. The columns stand in the order in which they are given."""
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [pa.array(column, _TYPES[kind]) for column, kind in zip(values, columns.values(), strict=True)]
    target = io.BytesIO()
    parquet.write_table(pa.table(dict(zip(columns, arrays, strict=True))), target, compression="zstd")
    return target.getvalue()
