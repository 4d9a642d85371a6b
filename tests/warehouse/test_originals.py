"""Originals are named by their bytes, written whole, and checked when they are read."""

import hashlib
from pathlib import Path

import pytest

from reporting.errors import BilanError
from reporting.warehouse.originals import fetch, keep, place

BYTES = b"Post ID,Reach\n1,2\n"
SHA256 = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload.csv"
    path.write_bytes(BYTES)
    return path


def test_the_bytes_lie_under_their_hash(tmp_path: Path, upload: Path) -> None:
    kept = keep(tmp_path / "originals", upload, SHA256)
    assert kept == tmp_path / "originals" / SHA256[:2] / SHA256
    assert kept.read_bytes() == BYTES
    assert fetch(tmp_path / "originals", SHA256) == kept


def test_keeping_it_again_changes_nothing(tmp_path: Path, upload: Path) -> None:
    kept = keep(tmp_path / "originals", upload, SHA256)
    before = kept.stat().st_mtime_ns
    keep(tmp_path / "originals", upload, SHA256)
    assert kept.stat().st_mtime_ns == before
    assert [path.name for path in kept.parent.iterdir()] == [SHA256]


def test_a_damaged_original_is_put_right_by_the_same_file(tmp_path: Path, upload: Path) -> None:
    kept = keep(tmp_path / "originals", upload, SHA256)
    kept.write_bytes(b"torn")
    with pytest.raises(BilanError) as refused:
        fetch(tmp_path / "originals", SHA256)
    assert refused.value.code == "ORIGINAL_LOST"
    assert keep(tmp_path / "originals", upload, SHA256).read_bytes() == BYTES


def test_a_missing_original_is_named(tmp_path: Path) -> None:
    with pytest.raises(BilanError) as refused:
        fetch(tmp_path, SHA256)
    assert refused.value.where == str(place(tmp_path, SHA256))


def test_a_file_that_changes_while_it_is_taken_in_is_refused_and_leaves_nothing(tmp_path: Path, upload: Path) -> None:
    upload.write_bytes(b"something else")
    with pytest.raises(BilanError) as refused:
        keep(tmp_path / "originals", upload, SHA256)
    assert refused.value.code == "FILE_CHANGED"
    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []


def test_a_write_that_breaks_off_leaves_no_half_file(
    tmp_path: Path, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        keep(tmp_path / "originals", upload, SHA256)
    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []
