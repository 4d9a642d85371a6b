"""`make bench`: what Bilan takes, beside the plainest thing that does the same; ratios are printed, never judged.

REPORTING_BENCH_POSTS, REPORTING_BENCH_FILES and REPORTING_BENCH_STORED make it smaller (a million posts imported, a
thousand small files, ten million posts stored). `python -m bench NAME…` runs some of it: imports, folders, sheet,
large (a gigabyte), overview, goals, workbooks.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.exports import write_posts, write_sheet
from bench.measure import Measured, run

IMPORTED = int(os.environ.get("REPORTING_BENCH_POSTS", "1000000"))
LARGE = 4_300_000
SHEET_ROWS = 200_000
STORED = int(os.environ.get("REPORTING_BENCH_STORED", "10000000"))
REPORTED = 20_000
FILES = int(os.environ.get("REPORTING_BENCH_FILES", "1000"))
_MEGA = 1_000_000


def main(*names: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in names or _PARTS:
            _PARTS[name](Path(folder))


def _large(folder: Path) -> None:
    """A file of a gigabyte, and what memory it takes."""
    export = folder / "Jan-01-2024_Aug-31-2026_1000000000000002.csv"
    write_posts(export, LARGE)
    print(f"\nImport of {LARGE:,} posts ({export.stat().st_size / _MEGA:,.0f} MB)")
    raw = _case(
        "DuckDB reads the file, nothing understood", "rivals.raw_read", str(export), str(_home(folder, "raw large"))
    )
    ours = _case("Bilan imports it", "ours.import_posts", str(export), str(_home(folder, "large")))
    print(f"  {ours.total / raw.total:.1f} times the raw read; {ours.facts['rows']:,} rows went in")
    export.unlink()


def _sheet(folder: Path) -> None:
    export = folder / "posts.xlsx"
    write_sheet(export, SHEET_ROWS)
    print(f"\nImport of a sheet of {SHEET_ROWS:,} rows ({export.stat().st_size / _MEGA:,.0f} MB)")
    raw = _case("calamine reads it, nothing understood", "rivals.raw_sheet", str(export))
    ours = _case("Bilan imports it", "ours.import_posts", str(export), str(_home(folder, "sheet")))
    print(f"  {ours.total / raw.total:.1f} times the raw read; {ours.facts['rows']:,} rows went in")


def _imports(folder: Path) -> None:
    export = folder / "Jan-01-2024_Aug-31-2026_1000000000000001.csv"
    write_posts(export, IMPORTED)
    print(f"\nImport of {IMPORTED:,} posts ({export.stat().st_size / _MEGA:,.0f} MB)")
    raw = _case("DuckDB reads the file, nothing understood", "rivals.raw_read", str(export), str(_home(folder, "raw")))
    ours = _case("Bilan imports it", "ours.import_posts", str(export), str(_home(folder, "ours")))
    pandas = _case(
        "pandas script, the same normalisation", "rivals.pandas_script", str(export), str(_home(folder, "pandas"))
    )
    print(
        f"  {ours.total / raw.total:.1f} times the raw read; {pandas.total / ours.total:.1f} times quicker than pandas"
    )


def _folders(folder: Path) -> None:
    print(f"\nA folder of {FILES:,} small files of six networks")
    ours = _case("Bilan takes it in", "ours.import_folder", str(FILES), str(_home(folder, "files")))
    rival = _case("pandas script reads it as text", "rivals.pandas_folder", str(FILES), str(_home(folder, "frames")))
    count, tables = ours.facts["files"], ours.facts["imports"]
    print(f"  {count / ours.total:.1f} files a second ({tables:,} tables); pandas {count / rival.total:.1f}")
    took = run("within.folder", str(FILES // 10), str(_home(folder, "within"))).seconds
    for step in ("reading", "storing"):
        print(
            f"  {1 - took[f'{step}, in DuckDB'] / took[step]:8.0%}    of the processor time of {step} is outside DuckDB"
        )


def _overview(folder: Path) -> None:
    print(f"\nOverview of a month on {STORED:,} stored posts")
    took = run("ours.overview", str(STORED), str(_home(folder, "overview")))
    scan, tiles, page = (took.seconds[step] for step in ("scan", "tiles", "page"))
    print(f"  {scan:8.2f} s  one full scan of the same columns")
    print(f"  {tiles:8.2f} s  the eight tiles with both comparisons, one statement: {tiles / scan:.1f} scans")
    print(f"  {page:8.2f} s  everything that the page asks, nothing remembered: {page / scan:.1f} scans")
    print(f"            peak memory {took.peak / _MEGA:,.0f} MB, of which DuckDB may take 2,000")


def _goals(folder: Path) -> None:
    page = run("judging.page", str(STORED), str(_home(folder, "goals")))
    cells, judged = page.seconds["cells"], page.seconds["page"]
    print(f"\n{page.facts['goals']} goals of a client with {STORED:,} posts, judged with odds")
    print(f"  {cells:8.2f} s  one plain aggregation by account, day and format")
    print(f"  {judged:8.2f} s  judged: {judged / cells:.1f} aggregations   peak {page.peak / _MEGA:,.0f} MB")
    many = run("judging.many", "20", str(_home(folder, "portfolio")))
    cells, judged, goals = many.seconds["cells"], many.seconds["portfolio"], many.facts["goals"]
    print(f"  {goals:,} goals of 20 clients: {judged:.2f} s, {judged / cells:.1f} times the plain aggregations,")
    print(f"  {1000 * judged / goals:.1f} ms a goal, forecast included")


def _workbooks(folder: Path) -> None:
    _workbook(folder, "the example client", run("ours.workbook", str(_home(folder, "book"))))
    large = run("ours.large_workbook", str(REPORTED), str(_home(folder, "large book")))
    _workbook(folder, f"eight networks with {REPORTED:,} posts", large)


def _workbook(folder: Path, whose: str, ours: Measured) -> None:
    cells = ours.facts["cells"]
    print(f"\nWorkbook of {whose} ({cells:,} cells, {ours.facts['bytes'] / 1000:,.0f} kB)")
    print(f"  {ours.seconds['report']:8.2f} s  Bilan, figures and charts included   peak {ours.peak / _MEGA:,.0f} MB")
    raw = _case(
        "openpyxl writes as many plain cells", "rivals.raw_workbook", str(cells), str(_home(folder, f"plain {cells}"))
    )
    print(f"  {ours.seconds['report'] / raw.total:.1f} times the raw writing")


def _case(title: str, *arguments: str) -> Measured:
    took = run(*arguments)
    print(f"  {took.total:8.2f} s  {title:<45} peak {took.peak / _MEGA:,.0f} MB")
    return took


def _home(folder: Path, name: str) -> Path:
    home = folder / name
    home.mkdir()
    return home


_PARTS: dict[str, Callable[[Path], None]] = {
    "imports": _imports,
    "folders": _folders,
    "sheet": _sheet,
    "large": _large,
    "overview": _overview,
    "goals": _goals,
    "workbooks": _workbooks,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
