"""Bytes → Grids: what a file is, and the reader for it (layer 2)."""

from pathlib import Path

import duckdb

from reporting.errors import UnreadableError, say
from reporting.ingest.csvfile import read_csv
from reporting.ingest.grid import Grid, UnreadableMember
from reporting.ingest.kinds import HEAD_BYTES, kind_of
from reporting.ingest.sheets import read_workbook
from reporting.ingest.workbench import Workbench, workbench
from reporting.settings import Limits


def read_grids(
    path: Path, name: str, con: duckdb.DuckDBPyConnection, limits: Limits
) -> list[Grid | UnreadableMember]:
    """Every table of a file: one Grid for a text file, one for each filled sheet, those of each member of a zip.

    Runs in the reading child, on its connection (workbench.connect); scratch goes to its temporary folder.
    Raises UnreadableError, with the file's name as place, if nothing can be read.
    """
    try:
        return _read(workbench(con, limits), path)
    except UnreadableError as error:
        error.where = error.where or name
        raise


def _read(bench: Workbench, path: Path) -> list[Grid | UnreadableMember]:
    size = path.stat().st_size
    if size > bench.limits.file_bytes:
        raise UnreadableError(
            say("The file has {size} MB; at most {limit} MB are read.", size=size >> 20, limit=bench.limits.file_bytes >> 20),
            todo=say("Export a shorter period, or ask the administrator to raise the limit file_bytes."),
            code="FILE_TOO_LARGE",
        )
    with path.open("rb") as file:
        kind = kind_of(file.read(HEAD_BYTES))
    if kind in ("zip", "ole"):
        return read_workbook(bench, path, "xlsx" if kind == "zip" else "xls")
    return [read_csv(bench, path, None)]
