"""A file that no format knows, looked at in a child process: what the mapping screen starts from (layer 2)."""

from pathlib import Path

import duckdb

from reporting.catalog.model import Catalog
from reporting.errors import FileError, UnreadableError, say
from reporting.ingest.child.sandbox import run_in_child
from reporting.ingest.grid import Grid
from reporting.ingest.model import Found
from reporting.ingest.reading.grids import read_grids
from reporting.ingest.reading.workbench import connect
from reporting.ingest.understanding.sketch import Sketch, sketch
from reporting.settings import Limits


def sketch_file(  # noqa: PLR0917 -- what run_in_child passes on
    path: Path, name: str, member: str | None, header: int | None, catalog: Catalog, limits: Limits, work: Path
) -> Sketch:
    """The table of that member (or sheet). Raises FileError if there is none that can be read."""
    work.mkdir(parents=True, exist_ok=True)
    return run_in_child(sketch_here, path, name, member, header, catalog, limits, work, limits=limits)


def sketch_here(  # noqa: PLR0917 -- what run_in_child passes on
    path: Path, name: str, member: str | None, header: int | None, catalog: Catalog, limits: Limits, work: Path
) -> Sketch:
    """The same in this process, without its protection: what the child runs."""
    con = connect(work, readable=(path,), limits=limits)
    try:
        for grid in read_grids(path, name, con, limits):
            if isinstance(grid, Grid) and grid.member == member and grid.head:
                return sketch(con, grid, catalog, header)
    except duckdb.Error as fault:
        raise UnreadableError(say("The table could not be looked at."), where=name, code="NO_SKETCH") from fault
    finally:
        con.close()
    raise FileError(
        say("There is no table to map in this file."),
        where=" / ".join(part for part in (name, member) if part),
        todo=say("Export it again, or choose another sheet."),
        code="NO_TABLE",
    )


def first_rows(found: Found, limit: int) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """The names and the first normalised rows of a table, in the order of the file."""
    if found.rows is None:
        return (), []
    with duckdb.connect() as con:
        relation = con.read_parquet(str(found.rows)).order("row_no").limit(limit)
        return tuple(relation.columns), relation.fetchall()
