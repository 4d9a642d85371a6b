"""The example client’s files are what the generator makes, small, and each has exactly one entry in demo.toml."""

import tomllib
import zipfile
from collections import Counter
from pathlib import Path

from sample_data.generate_demo import FOLDER, generate

MOST_BYTES = 3_000_000


def _contents(path: Path) -> dict[str, bytes] | bytes:
    """A zip (a workbook is one) by member: how it is packed may differ between machines, what is in it may not."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_files_are_made_by_the_generator(tmp_path: Path) -> None:
    generate(tmp_path)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(FOLDER) for path in FOLDER.rglob("*") if path.is_file()}
    assert kept - made == {Path("demo.toml")}
    assert made - kept == set()
    drawn = {Path("logo.png")}
    assert [path for path in made - drawn if _contents(tmp_path / path) != _contents(FOLDER / path)] == []


def test_every_file_is_imported_once_and_all_are_small() -> None:
    entries = tomllib.loads((FOLDER / "demo.toml").read_text())["import"]
    matched = Counter(path for entry in entries for path in FOLDER.glob(entry["files"]))
    files = {path for path in FOLDER.rglob("*") if path.is_file()} - {FOLDER / "demo.toml", FOLDER / "logo.png"}
    assert matched == Counter(dict.fromkeys(files, 1))
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
