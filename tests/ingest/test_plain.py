"""Small tables for other ends than facts: read in the child, as any upload is."""

from pathlib import Path

import pytest

from reporting.errors import UnreadableError
from reporting.ingest.plain import SMALL, PlainTable, read_plain
from tests.ingest.reading.hostile import REFUSED


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_container_that_harms_is_refused_as_any_upload_is(tmp_path: Path, name: str) -> None:
    make, code = REFUSED[name]
    (tmp_path / "upload").write_bytes(make())
    with pytest.raises(UnreadableError) as refused:
        read_plain(tmp_path / "upload", f"{name}.xlsx", tmp_path / "work")
    assert refused.value.code == code
    assert not (tmp_path / "work").exists()


def test_cells_are_text_with_the_rows_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("a;b\r\n\r\né;\r\n".encode("cp1252"))
    assert read_plain(tmp_path / "a.csv", "a.csv", tmp_path / "work") == [
        PlainTable(None, "csv", ((1, ("a", "b")), (3, ("é", None))))
    ]


def test_what_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        read_plain(tmp_path / "nowhere.csv", "nowhere.csv", tmp_path / "work")
    (tmp_path / "large.csv").write_bytes(b"a,b\n" * (SMALL.file_bytes // 4 + 1))
    with pytest.raises(UnreadableError) as refused:
        read_plain(tmp_path / "large.csv", "large.csv", tmp_path / "work")
    assert refused.value.code == "FILE_TOO_LARGE"
