"""Each format's samples, changed as platforms change them: what is found, and that nothing is wrongly taken."""

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from reporting.catalog.folding import fold
from reporting.catalog.format import Format
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.ingest.golden import inspect_sample, sample_files
from reporting.ingest.model import Drift, Found
from reporting.ingest.understanding.vocabulary import Vocabulary
from tests.formats.sheets import Sheet, headings_of, sheets, write
from tests.formats.test_samples import ANOTHER_FORMAT, FOLDERS

FORMATS = load_catalog().formats
LINES = ("rows", "twins")
SURROUNDED = {
    "google_ads_card_devices", "google_ads_card_hours", "google_ads_card_keywords", "google_ads_card_weekdays",
    "search_console_discover_countries", "search_console_discover_days",
}  # fmt: skip
"""What these need stands around the table, and is lost where a sheet is written anew."""
FOLDERS_OF_LINES = [
    f for f in FOLDERS if FORMATS[f.name].shape in LINES and not FORMATS[f.name].preamble and f.name not in SURROUNDED
]
NOTHING_PROPOSED = {
    ("facebook_insights_page", "lost_followers"),
    ("facebook_insights_page", "new_followers"),
    ("meta_ads_periods", "period_from"),
    ("meta_ads_periods", "period_to"),
    ("search_console_days", "day"),
    ("search_console_splits", "position_given"),
}
"""A limit: hundreds of columns look alike, or several layouts lie equally near. The file is unknown, or the figures are
missing, with the new heading listed; only no meaning is proposed for it."""
ENOUGH = 4
"""With fewer headings known, a table is not said to be nearly a format."""
USUAL = 3


def first_of(folder: Path) -> Path:
    return next(path for path in sample_files(folder) if path.suffix != ".zip")


def spoilt(found: list[Sheet], change: Callable[[str], str]) -> list[Sheet]:
    """The sheets with their headings changed: cells of the first rows that are one."""
    return [Sheet(s.name, [[change(c) for c in row] for row in s.cells[:15]] + s.cells[15:]) for s in found]


@functools.cache
def _read(path: Path) -> list[Sheet]:
    return sheets(path)


def present(fmt: Format, path: Path, target: str) -> str | None:
    wanted = headings_of(fmt, target)
    rows = [row for sheet in _read(path) for row in sheet.cells[:15]]
    header = next((row for row in rows if sum(fold(cell) in known(fmt) for cell in row) > 1), [])
    return next((cell for cell in header if fold(cell) in wanted), None)


def known(fmt: Format) -> set[str]:
    return {heading for column in fmt.columns if column.to for heading in headings_of(fmt, column.to)}


def renaming(targets: Callable[[Format], list[str]], change: str) -> list[tuple[Path, str]]:
    """Each format with each target whose heading is no known one when it is changed."""
    return [
        (folder, target)
        for folder in FOLDERS_OF_LINES
        for target in targets(FORMATS[folder.name])
        if (heading := present(FORMATS[folder.name], first_of(folder), target))
        and Vocabulary(FORMATS[folder.name]).read([(0, change.format(heading))]).unknown
        and len(known_targets(FORMATS[folder.name], folder)) >= ENOUGH
        and (folder.name, target) not in ANOTHER_FORMAT | NOTHING_PROPOSED
    ]


def called(value: object) -> object:
    return getattr(value, "name", value)


def known_targets(fmt: Format, folder: Path) -> list[str]:
    targets = dict.fromkeys(column.to for column in fmt.columns if column.to)
    return [target for target in targets if present(fmt, first_of(folder), target)]


def needed(fmt: Format) -> list[str]:
    return list(fmt.needs)


def usual(fmt: Format) -> list[str]:
    """Counts that a file can be without, the first few of each format."""
    shared = [fold(h) for c in fmt.columns for texts in c.headings.values() for h in texts]
    counts = [c.to for c in fmt.columns if c.to and c.type == "count" and c.to not in (*fmt.needs, *fmt.needs_one)]
    return [to for to in dict.fromkeys(counts) if all(shared.count(h) == 1 for h in headings_of(fmt, to))][:USUAL]


def drifts_of(found: list[Found], format_id: str) -> list[Drift]:
    return [drift for table in found for drift in table.drifts if drift.format == format_id]


@pytest.mark.parametrize(
    ("folder", "target"), renaming(needed, "{} (new)"), ids=lambda value: getattr(value, "name", value)
)
def test_a_needed_heading_under_a_new_name_is_found_and_nothing_is_taken(
    folder: Path, target: str, catalog: Catalog, tmp_path: Path
) -> None:
    fmt = catalog.formats[folder.name]
    wanted = headings_of(fmt, target)
    path = write(spoilt(sheets(first_of(folder)), lambda c: f"{c} (new)" if fold(c) in wanted else c), tmp_path)
    found = inspect_sample(path, catalog, tmp_path)
    assert fmt.id not in {table.format for table in found}
    if "unknown" not in {table.status for table in found}:
        return  # without it the file is another format, or is refused: test_samples says which may be
    proposals = [d for d in drifts_of(found, fmt.id) if d.kind == "renamed"]
    assert [fold(d.new or "").removesuffix(" (new)") in wanted for d in proposals] == [True] * len(proposals)
    assert target in {d.target for d in proposals}


@pytest.mark.parametrize(
    ("folder", "target"), renaming(usual, "Total {}"), ids=lambda value: getattr(value, "name", value)
)
def test_a_usual_heading_under_a_new_name_is_found_and_its_figures_are_missing(
    folder: Path, target: str, catalog: Catalog, tmp_path: Path
) -> None:
    fmt = catalog.formats[folder.name]
    wanted = headings_of(fmt, target)
    path = write(spoilt(sheets(first_of(folder)), lambda c: f"Total {c}" if fold(c) in wanted else c), tmp_path)
    found = inspect_sample(path, catalog, tmp_path)
    mine = [table for table in found if table.format == fmt.id]
    assert mine
    assert {table.totals.get(target) for table in mine} == {None}
    assert target in {d.target for d in drifts_of(found, fmt.id) if d.kind == "renamed"}


@pytest.mark.parametrize("folder", FOLDERS_OF_LINES, ids=lambda folder: folder.name)
def test_a_new_column_is_listed_and_changes_no_figure(folder: Path, catalog: Catalog, tmp_path: Path) -> None:
    fmt = catalog.formats[folder.name]
    whole = [table for table in inspect_sample(first_of(folder), catalog, tmp_path) if table.format == fmt.id]
    wider = [_widened(fmt, sheet) for sheet in sheets(first_of(folder))]
    found = inspect_sample(write(wider, tmp_path), catalog, tmp_path)
    mine = [table for table in found if fmt.id in (table.format, table.nearest)]
    if fmt.closed:
        assert [table.status for table in mine if table.format == fmt.id] == []
        return
    assert [table.totals for table in mine] == [table.totals for table in whole]
    assert {"Zzyzx"} == {d.new for table in mine for d in table.drifts}


def _widened(fmt: Format, sheet: Sheet) -> Sheet:
    """With one column more at the right end."""
    width, header = max(len(row) for row in sheet.cells), _header(fmt, sheet)
    padded = [[*row, *[""] * (width - len(row))] for row in sheet.cells]
    return Sheet(
        sheet.name, [[*row, "Zzyzx" if at == header else "7" if row[0] else ""] for at, row in enumerate(padded)]
    )


def _header(fmt: Format, sheet: Sheet) -> int:
    """The first row with most of the headings that the format knows."""
    counts = [sum(fold(cell) in known(fmt) for cell in row) for row in sheet.cells[:15]]
    return counts.index(max(counts))
