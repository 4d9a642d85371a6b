"""Every cell of a small table as text, read in the child as any upload is: for files that hold no facts (layer 2)."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from reporting.errors import UnreadableError, say
from reporting.ingest.child.sandbox import run_in_child
from reporting.ingest.grid import Grid, UnreadableMember
from reporting.ingest.inspect import our_fault
from reporting.ingest.reading.grids import read_grids
from reporting.ingest.reading.workbench import connect
from reporting.settings import Limits

MOST_ROWS = 6_000
SMALL = Limits(
    file_bytes=10_000_000,
    unpacked_bytes=100_000_000,
    part_bytes=50_000_000,
    zip_depth=1,
    sheets=20,
    rows=MOST_ROWS,
    columns=200,
    cells=400_000,
    field_chars=10_000,
    parse_seconds=60,
    parse_memory_bytes=1_500_000_000,
)


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Its filled rows, each with the number that a spreadsheet shows; an empty cell is None."""

    member: str | None
    kind: str
    rows: tuple[tuple[int, tuple[str | None, ...]], ...]


def read_plain(path: Path, name: str, work: Path, limits: Limits = SMALL) -> list[PlainTable]:
    """Each table of the file. Raises UnreadableError if there is none that can be read, or it is too large."""
    work.mkdir(parents=True, exist_ok=True)
    try:
        return run_in_child(plain_here, path, name, work, limits, limits=limits)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def plain_here(path: Path, name: str, work: Path, limits: Limits) -> list[PlainTable]:
    """The same in this process, without its protection: what the child runs."""
    try:
        con = connect(work, readable=(path,), limits=limits)
    except OSError:
        raise _not_there(name) from None
    try:
        tables = read_grids(path, name, con, limits)
        found = [_plain(con, one) for one in tables if isinstance(one, Grid)]
        refused = next((one.error for one in tables if isinstance(one, UnreadableMember)), None)
        if not found and refused:
            raise refused
    except (duckdb.Error, LookupError, ValueError) as fault:
        raise our_fault(fault, name) from None
    except OSError:
        raise _not_there(name) from None
    finally:
        con.close()
    return found


def _plain(con: duckdb.DuckDBPyConnection, grid: Grid) -> PlainTable:
    names = ", ".join(f"c{at}" for at in range(1, grid.width + 1))
    rows = con.execute(f"select row_no, {names} from {grid.relation} order by row_no").fetchall()  # noqa: S608 -- our own names
    return PlainTable(grid.member, grid.kind, tuple((row_no, tuple(cells)) for row_no, *cells in rows))


def _not_there(name: str) -> UnreadableError:
    return UnreadableError(
        say("The file can’t be opened."), where=name, todo=say("See that it is there and that Bilan may read it.")
    )
