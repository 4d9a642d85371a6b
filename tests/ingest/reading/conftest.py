"""Reading a few bytes in this process, with the connection that the child has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from reporting.errors import UnreadableError
from reporting.ingest.grid import Grid
from reporting.ingest.reading.grids import Tables, read_grids
from reporting.ingest.reading.workbench import connect
from reporting.settings import Limits

Row = tuple[int, tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class Bench:
    """`tables(data)` reads bytes; `rows(grid)` are all its cells in order."""

    con: duckdb.DuckDBPyConnection
    folder: Path

    def tables(self, data: bytes, limits: Limits | None = None, name: str = "export") -> Tables:
        path = self.folder / "upload"
        path.write_bytes(data)
        return read_grids(path, name, self.con, limits or Limits())

    def grid(self, data: bytes, limits: Limits | None = None) -> Grid:
        (grid,) = self.tables(data, limits)
        assert isinstance(grid, Grid)
        return grid

    def rows(self, grid: Grid) -> list[Row]:
        names = ", ".join(f"c{n}" for n in range(1, grid.width + 1))
        found = self.con.execute(f"select row_no, {names} from {grid.relation} order by row_no").fetchall()
        return [(row_no, tuple(cells)) for row_no, *cells in found]

    def read(self, data: bytes | str, limits: Limits | None = None) -> list[Row]:
        return self.rows(self.grid(data.encode() if isinstance(data, str) else data, limits))

    def cells(self, data: bytes | str) -> list[tuple[str | None, ...]]:
        return [cells for _, cells in self.read(data)]

    def code(self, data: bytes | str, limits: Limits | None = None) -> str:
        with pytest.raises(UnreadableError) as refusal:
            self.tables(data.encode() if isinstance(data, str) else data, limits)
        return refusal.value.code


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("bench")
    con = connect(folder / "work", readable=(folder / "upload",), limits=Limits())
    yield Bench(con, folder)
    con.close()
