"""A backup is the whole installation, checked; it goes into empty places only."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from reporting.catalog.model import Catalog
from reporting.errors import BilanError
from reporting.settings import Settings
from reporting.warehouse import content, originals
from reporting.warehouse.backup import MANIFEST, backup, restore
from reporting.warehouse.store import Store
from tests.stocking import stock


@pytest.fixture
def stocked(store: Store) -> Store:
    """One import, whose original is there, and a format of the installation's own."""
    upload = store.settings.work / "a.csv"
    upload.write_text("bytes")
    stock(store, "Acme", "post", [{"post": "p1", "reach": 5}], file="a.csv")
    sha256 = originals.sha256_of(upload)
    originals.keep(store.settings.originals, upload, sha256)
    with store.write() as cur:
        cur.execute('update "import" set sha256 = $sha256', {"sha256": sha256})
    store.settings.formats.mkdir()
    (store.settings.formats / "own.toml").write_text("# ours")
    store.settings.recipes.mkdir()
    (store.settings.recipes / "ours.toml").write_text("# ours too")
    return store


def contents(store: Store) -> dict[str, content.Content]:
    with store.read() as cur:
        return {name: content.content(cur, name) for name in content.tables(cur)}


def test_what_is_restored_is_what_was_there(stocked: Store, tmp_path: Path, catalog: Catalog) -> None:
    before = contents(stocked)
    manifest = backup(stocked, tmp_path / "saved")
    assert manifest.tables["observed_post"] == 1
    settings = replace(stocked.settings, home=tmp_path / "new" / "home")
    restore(settings, tmp_path / "saved")
    restored = Store.open(settings, catalog)
    assert contents(restored) == before
    restored.close()
    assert [path.name for path in settings.formats.iterdir()] == ["own.toml"]
    assert [path.name for path in settings.recipes.iterdir()] == ["ours.toml"]
    (original,) = (path for path in settings.originals.rglob("*") if path.is_file())
    assert original.read_text() == "bytes"


def test_a_backup_while_others_write_is_one_moment(stocked: Store, tmp_path: Path, catalog: Catalog) -> None:
    """Each writer adds to two tables in one transaction: a copy in the middle would hold one without the other."""
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            with stocked.write() as cur:
                cur.execute("insert into preference values ('a', 'b', 'c')")
                cur.execute("insert into audit (made_at, person, action, object, details) select now(), '', '', '', ''")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        manifests = [backup(stocked, tmp_path / f"saved-{at}") for at in range(3)]
    finally:
        done.set()
        writer.join()
    assert all(manifest.tables["preference"] == manifest.tables["audit"] for manifest in manifests)
    settings = replace(stocked.settings, home=tmp_path / "home-2")
    restore(settings, tmp_path / "saved-2")
    restored = Store.open(settings, catalog)
    assert contents(restored)["preference"].rows == manifests[2].tables["preference"]
    restored.close()


def test_neither_writes_over_anything(stocked: Store, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    with pytest.raises(BilanError) as refused:
        backup(stocked, full)
    assert refused.value.code == "FOLDER_NOT_EMPTY"
    backup(stocked, tmp_path / "saved")
    with pytest.raises(BilanError) as refused:
        restore(replace(stocked.settings, home=full), tmp_path / "saved")
    assert refused.value.code == "FOLDER_NOT_EMPTY"
    assert [path.name for path in full.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("part", ["bilan.duckdb", "formats/own.toml", MANIFEST])
def test_a_backup_that_is_not_whole_is_refused_and_nothing_is_made(stocked: Store, tmp_path: Path, part: str) -> None:
    backup(stocked, tmp_path / "saved")
    damaged = tmp_path / "saved" / part
    damaged.write_bytes(damaged.read_bytes() + b"x")
    settings = Settings(home=tmp_path / "new")
    with pytest.raises(BilanError) as refused:
        restore(settings, tmp_path / "saved")
    assert refused.value.code == "BACKUP_DAMAGED"
    assert refused.value.where == str(damaged)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "saved"]


def test_a_backup_without_one_of_its_originals_fails_and_leaves_nothing(stocked: Store, tmp_path: Path) -> None:
    (original,) = (path for path in stocked.settings.originals.rglob("*") if path.is_file())
    original.unlink()
    with pytest.raises(BilanError) as refused:
        backup(stocked, tmp_path / "saved")
    assert refused.value.code == "ORIGINAL_LOST"
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
