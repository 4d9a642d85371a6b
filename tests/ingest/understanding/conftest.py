"""Small exports as text, read in this process; values of single cells through DuckDB itself."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl
import pytest

from reporting.catalog.model import Catalog
from reporting.ingest.inspect import inspect_here
from reporting.ingest.model import Answers, Found
from reporting.settings import Limits

TODAY = dt.date(2026, 11, 22)
NO_ANSWERS = Answers()


@dataclass(frozen=True)
class Read:
    """One table found, and its canonical rows in the order of the file."""

    found: Found
    rows: list[dict[str, object]]

    def column(self, name: str) -> list[object]:
        return [row[name] for row in self.rows]

    @property
    def said(self) -> str:
        return " ".join(notice.sentence.msgid for notice in self.found.notices)

    @property
    def reasons(self) -> Mapping[str, str]:
        return {cell.cell: cell.reason.msgid for cell in self.found.rejections}


type_reader = Callable[..., list[Read]]


@pytest.fixture
def read_all(tmp_path: Path, catalog: Catalog) -> type_reader:
    def read(text: str, name: str = "file.csv", answers: Answers = NO_ANSWERS, today: dt.date = TODAY) -> list[Read]:
        path = tmp_path / "given"
        path.write_bytes(text.encode())
        founds = inspect_here(path, name, catalog, answers, Limits(), tmp_path / "work", today)
        return [Read(found, rows_of(found)) for found in founds]

    return read


@pytest.fixture
def read(read_all: type_reader) -> Callable[..., Read]:
    def one(text: str, name: str = "file.csv", answers: Answers = NO_ANSWERS, today: dt.date = TODAY) -> Read:
        (found,) = read_all(text, name, answers, today)
        return found

    return one


def rows_of(found: Found) -> list[dict[str, object]]:
    if found.rows is None:
        return []
    with duckdb.connect() as con:
        relation = con.read_parquet(str(found.rows)).order("row_no")
        return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


@pytest.fixture(scope="session")
def value() -> Iterator[Callable[[str, str], object]]:
    """The value of an expression over a cell x."""
    with duckdb.connect() as con:

        def evaluate(expression: str, text: str) -> object:
            row = con.execute(f"select {expression} from (select $text as x)", {"text": text}).fetchone()
            return row[0] if row else None

        yield evaluate


@pytest.fixture(scope="session")
def look_up() -> Iterator[Callable[[Callable[..., str], str], object]]:
    """The value that a query of (raw, v) gives for a text."""
    with duckdb.connect() as con:

        def evaluate(query: Callable[..., str], text: str, *args: object) -> object:
            row = con.execute(query("select $text as raw", *args), {"text": text}).fetchone()
            return row[1] if row else None

        yield evaluate


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def write(**sheets: list[list[str]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return path

    return write
