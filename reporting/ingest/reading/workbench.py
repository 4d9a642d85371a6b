"""The locked-down DuckDB of the reading child, and what every reader needs at hand (layer 2)."""

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from reporting.ingest.grid import Grid
from reporting.ingest.model import Notice
from reporting.ingest.reading.refusals import empty_file, field_too_long
from reporting.settings import Limits

HEAD_ROWS = 60
# Over the whole process: asking DuckDB for the names that are taken costs milliseconds for each table.
_RELATIONS = itertools.count(1)


def connect(
    work: Path, *, readable: tuple[Path, ...] = (), limits: Limits, threads: int = 2
) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB that reaches nothing but the folder `work` (scratch, results) and the files `readable`."""
    work.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(
        config={
            "memory_limit": f"{limits.parse_memory_bytes * 6 // 10 // 1_000_000}MB",
            "threads": str(threads),
            "temp_directory": str(work.resolve()),
            "preserve_insertion_order": "true",
            "max_execution_time": str(limits.parse_seconds * 1000),
            "python_enable_replacements": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
        }
    )
    con.execute("set allowed_directories = $folders", {"folders": [f"{work.resolve()}/"]})
    con.execute("set allowed_paths = $paths", {"paths": [str(path.resolve()) for path in readable]})
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


@dataclass(frozen=True, slots=True)
class Workbench:
    """A connection, the limits, a scratch folder (the connection's temporary one), and names not used before."""

    con: duckdb.DuckDBPyConnection
    limits: Limits
    scratch: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def new_path(self, suffix: str) -> Path:
        return self.scratch / f"part-{os.getpid()}-{next(self.numbers)}{suffix}"

    def clear(self) -> None:
        for path in self.scratch.glob(f"part-{os.getpid()}-*"):
            path.unlink()

    def new_relation(self) -> str:
        """A table name that is free in this connection, even after an earlier file."""
        return f"grid_{next(_RELATIONS)}"


def workbench(con: duckdb.DuckDBPyConnection, limits: Limits) -> Workbench:
    # Fetched whole: a result that may have more rows keeps the connection from taking batches.
    ((folder,),) = con.execute("select current_setting('temp_directory')").fetchall()
    return Workbench(con, limits, Path(str(folder)))


def column_names(bench: Workbench, relation: str) -> list[str]:
    return [name for name, *_ in bench.con.execute(f"describe {relation}").fetchall() if name != "row_no"]


def grid_of(
    bench: Workbench,
    relation: str,
    member: str | None,
    kind: str,
    *,
    longest: int = 0,
    notices: tuple[Notice, ...] = (),
) -> Grid:
    """Describe a loaded table: cut to the columns in use; `longest` is an upper bound for the length of its cells."""
    columns = column_names(bench, relation)
    counts = ", ".join(f"count({name})" for name in columns)
    rows, *filled = _one(bench, f"select count(*), {counts} from {relation}")  # noqa: S608 -- our own names
    width = max((n for n, count in enumerate(filled, start=1) if count), default=0)
    if not width:
        raise empty_file()
    if longest > bench.limits.field_chars:
        _refuse_long_cells(bench, relation, columns[:width])
    names = ", ".join(columns[:width])
    head = bench.con.execute(
        f"select row_no, {names} from {relation} order by row_no limit {HEAD_ROWS}"  # noqa: S608 -- our own names
    ).fetchall()
    return Grid(
        member, relation, width, rows, kind, tuple((row_no, tuple(cells)) for row_no, *cells in head), notices=notices
    )


def _refuse_long_cells(bench: Workbench, relation: str, columns: list[str]) -> None:
    lengths = ", ".join(f"max(length({name}))" for name in columns)
    (longest,) = _one(bench, f"select greatest({lengths}) from {relation}")  # noqa: S608 -- our own names
    if longest > bench.limits.field_chars:
        raise field_too_long(bench.limits.field_chars)


def _one(bench: Workbench, statement: str) -> tuple[int, ...]:
    row = bench.con.execute(statement).fetchone()
    if row is None:
        raise AssertionError(statement)
    return tuple(row)
