"""The expected rows beside a sample: `june.xlsx` and `june.xlsx.expected.csv` (layer 2).

The folder's name is the format's id. Rows are written in the order of the file, columns in the order of the table,
each value as DuckDB writes it, a missing value as nothing. A person reads them against the sample before committing.
"""

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from reporting.catalog.model import Catalog
from reporting.errors import ConflictError, NotRecognisedError, say
from reporting.ingest.inspect import inspect_here
from reporting.ingest.model import Answers, Found
from reporting.settings import Limits

SUFFIX = ".expected.csv"
SAMPLE_ANSWERS = Answers(until=dt.date(2026, 10, 31))
SAMPLE_DAY = dt.date(2026, 11, 2)
"""The day on which samples are taken in, and the last day of those whose dates have no year."""
OF_TABLE = ("member", "language")
OF_ROW = ("row_no", "account", "platform")


def write_expected(folder: Path, catalog: Catalog, *, force: bool = False) -> list[Path]:
    """Write the expected rows of every sample of a folder. Raises before anything is overwritten without `force`."""
    samples = sample_files(folder)
    written = [path.with_name(path.name + SUFFIX) for path in samples]
    kept = [path.name for path in written if path.exists()]
    if kept and not force:
        raise ConflictError(
            say("Expected rows are there already: {files}.", files=kept),
            todo=say("Look at them, and write them again with --force."),
        )
    texts = [expected_text(path, catalog) for path in samples]
    for path, text in zip(written, texts, strict=True):
        path.write_text(text, encoding="utf-8", newline="")
    return written


def sample_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.endswith(SUFFIX))


def expected_text(path: Path, catalog: Catalog) -> str:
    """The rows that a sample holds in the format of its folder. Raises NotRecognisedError where it holds none."""
    with tempfile.TemporaryDirectory() as work:
        return rows_text(inspect_sample(path, catalog, Path(work)), path, catalog)


def inspect_sample(path: Path, catalog: Catalog, work: Path) -> list[Found]:
    """What a sample holds on the samples' day; samples are ours, so no child process guards their reading."""
    return inspect_here(path, path.name, catalog, SAMPLE_ANSWERS, Limits(), work, SAMPLE_DAY)


def rows_text(founds: Sequence[Found], sample: Path, catalog: Catalog) -> str:
    """The canonical rows of the sample's own format among what was found, as CSV."""
    format_id = sample.parent.name
    mine = [found for found in founds if found.format == format_id and _as_it_should(found, catalog)]
    if not mine:
        raise NotRecognisedError(
            say("This sample is not recognised as {format}.", format=format_id),
            where=sample.name,
            why=say("It is {formats}.", formats=[found.format or found.status for found in founds]),
        )
    tables = [_rows(found) for found in mine if found.rows is not None]
    columns = catalog.tables[catalog.formats[format_id].table].columns
    present = [name for name in columns if any(name in names for names, _ in tables)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*OF_TABLE, *OF_ROW, *present))
    for found, (names, rows) in zip((found for found in mine if found.rows is not None), tables, strict=True):
        at = [names.index(name) if name in names else None for name in (*OF_ROW, *present)]
        writer.writerows([found.member or "", found.language or "", *_picked(row, at)] for row in rows)
    return out.getvalue()


def _as_it_should(found: Found, catalog: Catalog) -> bool:
    """It has rows, or it is a table without figures, which has none."""
    return found.rows is not None or catalog.formats[found.format or ""].drop is not None


def _picked(row: Sequence[str | None], at: Iterable[int | None]) -> list[str]:
    return ["" if index is None else row[index] or "" for index in at]


def _rows(found: Found) -> tuple[list[str], list[tuple[str | None, ...]]]:
    with duckdb.connect() as con:
        relation = con.read_parquet(str(found.rows))
        names = relation.columns
        relation = relation.order(", ".join(["row_no", *(f'"{name}"' for name in names)]))
        texts = ", ".join(f'cast("{name}" as varchar) as "{name}"' for name in names)
        return names, relation.project(texts).fetchall()
