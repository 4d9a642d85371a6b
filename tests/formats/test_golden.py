"""Expected rows are written once, and again only when a person says so."""

import shutil
from pathlib import Path

import pytest

from reporting.catalog.model import Catalog
from reporting.errors import ConflictError, NotRecognisedError
from reporting.ingest.golden import SUFFIX, write_expected

SAMPLE = Path(__file__).parents[2] / "sample_data" / "tiktok_follower_gender" / "FollowerGender.csv"


def copied(tmp_path: Path, format_id: str) -> Path:
    folder = tmp_path / format_id
    folder.mkdir()
    shutil.copy(SAMPLE, folder)
    return folder


def test_expected_rows_are_written_beside_the_sample(tmp_path: Path, catalog: Catalog) -> None:
    (written,) = write_expected(copied(tmp_path, "tiktok_follower_gender"), catalog)
    assert written.name == SAMPLE.name + SUFFIX
    assert written.read_text(encoding="utf-8") == SAMPLE.with_name(written.name).read_text(encoding="utf-8")


def test_expected_rows_are_not_overwritten_without_force(tmp_path: Path, catalog: Catalog) -> None:
    folder = copied(tmp_path, "tiktok_follower_gender")
    (written,) = write_expected(folder, catalog)
    written.write_text("read by a person", encoding="utf-8")
    with pytest.raises(ConflictError):
        write_expected(folder, catalog)
    assert written.read_text(encoding="utf-8") == "read by a person"
    write_expected(folder, catalog, force=True)
    assert written.read_text(encoding="utf-8").startswith("member,language,row_no")


def test_a_sample_of_another_format_is_refused_and_nothing_is_written(tmp_path: Path, catalog: Catalog) -> None:
    folder = copied(tmp_path, "tiktok_viewers")
    with pytest.raises(NotRecognisedError):
        write_expected(folder, catalog)
    assert [path.name for path in folder.iterdir()] == [SAMPLE.name]
