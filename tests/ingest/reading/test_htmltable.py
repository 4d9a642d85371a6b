"""HTML tables that were saved as .xls."""

from reporting.ingest.grid import Grid
from tests.ingest.reading.conftest import Bench


def test_a_table_is_read_with_a_warning(bench: Bench) -> None:
    (grid,) = bench.tables(
        "<html><head><style>td{}</style></head><body><p>Report</p><table><thead><tr><th>Date<th>Caption</tr></thead>"
        "<tr><td>2026-01-01</td><td>R &amp; D<br>été</td></tr><tr><td colspan=2>total</td></tr></table>".encode(),
        name="posts.xls",
    )
    assert isinstance(grid, Grid)
    assert bench.rows(grid) == [(1, ("Date", "Caption")), (2, ("2026-01-01", "R & D\nété")), (3, ("total", None))]
    assert (grid.kind, [notice.level for notice in grid.notices]) == ("html", ["warning"])


def test_a_western_encoding_is_guessed_as_in_any_text(bench: Bench) -> None:
    grid = bench.grid("<table><tr><td>été</td><td>à</td></tr></table>".encode("cp1252"))
    assert bench.rows(grid) == [(1, ("été", "à"))]


def test_several_tables_are_several_grids(bench: Bench) -> None:
    table = b"<table><tr><td>a</td><td>b</td></tr></table>"
    tables = bench.tables(b"<html>" + table * 2 + b"</html>")
    assert [(one.member, isinstance(one, Grid)) for one in tables] == [("table 1", True), ("table 2", True)]


def test_a_script_in_a_cell_is_no_text(bench: Bench) -> None:
    assert bench.read("<table><tr><td>a<script>alert(1)</script></td><td>b</td></tr></table>") == [(1, ("a", "b"))]
