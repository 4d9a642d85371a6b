"""Each limit, lowered by its environment variable, is reached and says so in its own words, in both languages."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from reporting.catalog.model import Catalog
from reporting.ingest.inspect import inspect_file
from reporting.ingest.reading.grids import Tables
from reporting.language import text
from reporting.settings import Limits, from_environment
from tests.hostile.model import book
from tests.ingest.reading.conftest import Bench
from tests.ingest.reading.hostile import CSV, nested, xlsx, zipped

Reached = tuple[int, Callable[[], bytes], str, str]


def _page(rows: int, cell: bytes = b"1") -> bytes:
    """HTML is what is slowest to read for its size."""
    return b"<table>" + b"<tr><td>%s</td><td>2</td><td>3</td></tr>" % cell * rows + b"</table>"


# limit -> (value, upload, code, the figure of the message as English writes it)
REACHED: Mapping[str, Reached] = {
    "file_bytes": (2_000_000, lambda: CSV * 100_000, "FILE_TOO_LARGE", "at most 1 MB"),
    "unpacked_bytes": (
        2_000_000,
        lambda: zipped({"a.csv": CSV * 100_000}, zipfile.ZIP_STORED),
        "ZIP_TOO_LARGE",
        "1 MB",
    ),
    "part_bytes": (2_000_000, lambda: zipped({"a.csv": CSV * 100_000}, zipfile.ZIP_STORED), "ZIP_TOO_LARGE", "1 MB"),
    "zip_ratio": (12, lambda: zipped({"a.csv": CSV * 300_000}), "ZIP_RATIO", "more than 12 times"),
    "zip_ratio_from_bytes": (100_000, lambda: zipped({"a.csv": b"0" * 1_000_000}), "ZIP_RATIO", "more than 150 times"),
    "zip_members": (3, lambda: zipped({f"{n}.csv": CSV for n in range(4)}), "TOO_MANY_PARTS", "at most 3"),
    "zip_depth": (1, lambda: nested(2), "ZIP_TOO_DEEP", "more than 1 level deep"),
    "sheets": (2, lambda: xlsx(sheets=3), "TOO_MANY_SHEETS", "at most 2"),
    "rows": (1_200, lambda: CSV * 1_000, "TOO_MANY_ROWS", "at most 1,200"),
    "columns": (3, lambda: b"a,b,c,d\n1,2,3,4\n", "TOO_MANY_COLUMNS", "at most 3"),
    "cells": (1_000, lambda: _page(400), "TOO_MANY_CELLS", "more than 1,000 cells"),
    "field_chars": (1_500, lambda: b"a,b\n1," + b"x" * 1_501, "FIELD_TOO_LONG", "longer than 1,500"),
    "parse_seconds": (1, lambda: _page(600_000), "PARSER_TIME", "longer than 1 seconds"),
    "parse_memory_bytes": (100_000_000, lambda: _page(1, b"x" * 80_000_000), "PARSER_MEMORY", "more than 95 MB"),
}
NAMED_WITH_ANOTHER = {"zip_ratio_from_bytes": "zip_ratio"}


def test_every_limit_is_here() -> None:
    assert REACHED.keys() == {field.name for field in fields(Limits)}


@pytest.mark.parametrize("name", REACHED)
def test_a_limit_that_is_reached_says_so(name: str, catalog: Catalog, tmp_path: Path) -> None:
    value, make, code, figure = REACHED[name]
    limits = from_environment({f"REPORTING_LIMIT_{name.upper()}": str(value)}).limits
    path = tmp_path / "upload"
    path.write_bytes(make())
    found = inspect_file(path, "posts.dat", catalog=catalog, limits=limits, work=tmp_path / "work")
    assert {table.code for table in found} == {code}
    english, french = (
        " ".join(text(notice.sentence, lang) for table in found for notice in table.notices) for lang in ("en", "fr")
    )
    named = NAMED_WITH_ANOTHER.get(name, name)
    assert figure in english
    assert [words for words in (english, french) if named not in words or "posts.dat" not in words] == []
    assert french != english


@pytest.mark.parametrize("limit", ["cells", "columns"])
def test_a_workbook_is_measured_before_it_is_opened(bench: Bench, limit: str) -> None:
    limits = from_environment({f"REPORTING_LIMIT_{limit.upper()}": "5"}).limits
    tables = bench.tables(book(Posts=[["a"] * 6, ["b"] * 6]), limits)
    assert codes(tables) == ["SHEET_TOO_LARGE"]


def codes(tables: Tables) -> list[str]:
    return [getattr(getattr(table, "error", None), "code", "read") for table in tables]


def test_files_are_counted_over_all_levels_of_a_zip(bench: Bench) -> None:
    inner = zipped({f"{n}.csv": CSV for n in range(3)})
    data = zipped({"a.zip": inner, "b.zip": inner})
    assert codes(bench.tables(data, Limits(zip_members=8))) == ["read"] * 6
    assert codes(bench.tables(data, Limits(zip_members=7))) == ["read"] * 3 + ["TOO_MANY_PARTS"]


def test_bytes_are_counted_over_all_levels_of_a_zip(bench: Bench) -> None:
    """Each level holds the same megabyte once more."""
    data = nested(3, CSV * 40_000)
    inside = len(CSV) * 40_000
    packed = sum(len(nested(level, CSV * 40_000)) for level in range(3))
    assert codes(bench.tables(data, Limits(unpacked_bytes=inside + packed))) == ["read"]
    assert codes(bench.tables(data, Limits(unpacked_bytes=inside + packed - 1))) == ["ZIP_TOO_LARGE"]


def test_a_zip_that_holds_many_of_itself_ends_at_the_limits(bench: Bench) -> None:
    """Six in six in six in six: 1,554 files."""
    data = CSV
    for level in range(4):
        data = zipped({f"{level}-{n}.{'zip' if level else 'csv'}": data for n in range(6)})
    found = codes(bench.tables(data, Limits(zip_members=40)))
    assert len(found) <= 40
    assert set(found) == {"read", "TOO_MANY_PARTS"}
