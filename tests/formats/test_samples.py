"""Drop a sample into sample_data/<format id>/ and these tests exist for it (CONTRIBUTING, "Add a format")."""

import csv
import io
from pathlib import Path

import pytest

from reporting.catalog.folding import fold
from reporting.catalog.format import Format
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.ingest.golden import SUFFIX, inspect_sample, rows_text, sample_files
from reporting.ingest.model import Found
from reporting.language import text
from tests.formats.sheets import headings_of, mirrored, renamed, sheets, write

SAMPLES = Path(__file__).parents[2] / "sample_data"
FOLDERS = sorted(path for path in SAMPLES.iterdir() if path.is_dir() and path.name not in {"demo", "__pycache__"})
FILES = [path for folder in FOLDERS for path in sample_files(folder)]
FORMATS = load_catalog().formats
NEEDED = [(folder, target) for folder in FOLDERS if folder.name in FORMATS for target in FORMATS[folder.name].needs]
MOVABLE = [folder for folder in FOLDERS if FORMATS[folder.name].shape == "rows" and not FORMATS[folder.name].preamble]
ENOUGH_TO_BE_NEAR = 2
"""With one of two headings gone, the rest tells too little to say what the file was meant to be."""
ANOTHER_FORMAT = {("youtube_chart", "day"), ("search_console_discover_countries", "label")}
"""Without this heading the file is, rightly, another format or nearer to one: a chart by day without its days is the
table, clicks and impressions without their countries could be by page as well."""


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def first_of(folder: Path) -> Path:
    """The first sample that is not a zip."""
    return next(path for path in sample_files(folder) if path.suffix != ".zip")


def test_every_format_has_a_sample_and_every_folder_a_format() -> None:
    assert {folder.name for folder in FOLDERS} == FORMATS.keys()


def test_every_sample_has_expected_rows_and_none_is_left_over() -> None:
    beside = {path for folder in FOLDERS for path in folder.glob(f"*{SUFFIX}")}
    assert beside == {path.with_name(path.name + SUFFIX) for path in FILES}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_format_has_a_sample_in_each_language_of_its_readers(language: str) -> None:
    """Where the platform translates its headings: TikTok Studio doesn't."""
    known = {id_ for id_, format_ in FORMATS.items() if translated(format_, language) and format_.drop is None}
    assert {folder.name for folder in FOLDERS if language in languages(folder)} >= known


def languages(folder: Path) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in folder.glob(f"*{SUFFIX}")]
    return {row[1] for one in texts for row in list(csv.reader(io.StringIO(one, newline="")))[1:]}


def translated(format_: Format, language: str) -> bool:
    of_columns = any(language in column.headings for column in format_.columns)
    return of_columns or any(language in block.titles for block in format_.blocks)


def test_definitions_lie_in_the_order_of_their_ids() -> None:
    assert list(FORMATS) == sorted(FORMATS)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_sample_is_its_format_alone_and_gives_the_expected_rows(path: Path, catalog: Catalog, tmp_path: Path) -> None:
    """Every table of the file is one format's; those of the folder's format map or drop every heading."""
    found = inspect_sample(path, catalog, tmp_path)
    settings = catalog.formats[path.parent.name].drop is not None
    assert {table.status for table in found} == {"refused" if settings else "recognised"}
    mine = [table for table in found if table.format == path.parent.name]
    assert [(table.unknown_columns, table.rejections) for table in mine] == [((), ())] * len(mine)
    expected = path.with_name(path.name + SUFFIX).read_text(encoding="utf-8")
    assert rows_text(mine, path, catalog) == expected


@pytest.mark.parametrize(("folder", "target"), NEEDED, ids=lambda value: getattr(value, "name", value))
def test_without_a_needed_heading_it_is_another_thing(
    folder: Path, target: str, catalog: Catalog, tmp_path: Path
) -> None:
    format_ = catalog.formats[folder.name]
    wanted = headings_of(format_, target)
    spoilt = renamed(sheets(first_of(folder)), lambda cell: fold(cell) in wanted)
    path = write(spoilt, tmp_path)
    found = inspect_sample(path, catalog, tmp_path)
    assert format_.id not in {table.format for table in found}
    if len(format_.needs) > ENOUGH_TO_BE_NEAR and (format_.id, target) not in ANOTHER_FORMAT:
        assert any(_names_a_heading(table, format_, target) for table in found), [_said(table) for table in found]


@pytest.mark.parametrize("folder", MOVABLE, ids=lambda f: f.name)
def test_columns_in_another_order_give_the_same_rows(folder: Path, catalog: Catalog, tmp_path: Path) -> None:
    path = write([mirrored(sheet) for sheet in sheets(first_of(folder))], tmp_path, first_of(folder).stem)
    mine = [table for table in inspect_sample(path, catalog, tmp_path) if table.format == folder.name]
    expected = first_of(folder).with_name(first_of(folder).name + SUFFIX).read_text(encoding="utf-8")
    assert rows_text(mine, first_of(folder), catalog) == expected


def _said(found: Found) -> str:
    return " ".join(text(notice.sentence, "en") for notice in found.notices)


def _names_a_heading(found: Found, format_: Format, target: str) -> bool:
    said = fold(_said(found))
    return any(heading in said for heading in headings_of(format_, target))
