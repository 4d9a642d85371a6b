"""The whole installation into a folder and out of it: the store, the originals, its own formats and recipes (layer 3).

A backup is whole or not there: it is made beside its place, checked, and renamed. `manifest.json` says what is in it:
each file with its sha256, each table with its rows.
"""

import datetime as dt
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from reporting.errors import BilanError, say
from reporting.settings import Settings
from reporting.warehouse import content, schema
from reporting.warehouse.originals import fetch, place, sha256_of
from reporting.warehouse.report_issues import keep_workbook, kept_hashes, workbook
from reporting.warehouse.store import Store

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """files: path in the backup -> sha256; tables: name -> rows."""

    made_at: str
    schema: int
    duckdb: str
    files: dict[str, str]
    tables: dict[str, int]


def backup(store: Store, folder: Path) -> Manifest:
    """Copy everything under the writer lock, check the copy, and only then give it its name.

    Raises BilanError if something is in the folder already, or if the copy isn't what was copied.
    """
    _refuse_full(folder)
    with _beside(folder) as coming:
        settings = _at(store.settings, coming)
        with store.still() as cur:
            counts = _counts(cur)
            version = schema.version(cur)
            workbooks = kept_hashes(cur)
            hashes = [str(row[0]) for row in cur.execute('select distinct sha256 from "import"').fetchall()]
            shutil.copyfile(store.settings.database, settings.database)
        for sha256 in hashes:
            target = place(settings.originals, sha256)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(fetch(store.settings.originals, sha256), target)
        for sha256 in workbooks:
            keep_workbook(settings.issues, workbook(store.settings.issues, sha256))
        for own, copy in ((store.settings.formats, settings.formats), (store.settings.recipes, settings.recipes)):
            if own.is_dir():
                shutil.copytree(own, copy)
        manifest = Manifest(dt.datetime.now(dt.UTC).isoformat(), version, duckdb.__version__, _hashes(coming), counts)
        _check(coming, manifest)
        (coming / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), "utf-8")
        _to_disk(coming)
    return manifest


def restore(settings: Settings, folder: Path) -> Manifest:
    """Lay a backup out as a new installation. Raises BilanError if the home isn't empty or the backup isn't whole."""
    _refuse_full(settings.home)
    manifest = _manifest(folder)
    _check(folder, manifest)
    with _beside(settings.home) as coming:
        for name in manifest.files:
            target = coming / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, target)
        _check(coming, manifest)
        _to_disk(coming)
    return manifest


def _at(settings: Settings, home: Path) -> Settings:
    return Settings(home=home, threads=settings.threads, memory=settings.memory)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder that takes the place of `folder` at the end, or vanishes."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    coming = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-coming-"))
    try:
        yield coming
        if folder.is_dir():
            folder.rmdir()
        coming.replace(folder)
    finally:
        shutil.rmtree(coming, ignore_errors=True)


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BilanError(
            say("There is something in the folder already."),
            where=str(folder),
            why=say("Nothing is ever written over an installation or a backup."),
            todo=say("Choose a folder that is empty or not there yet."),
            code="FOLDER_NOT_EMPTY",
        )


def _manifest(folder: Path) -> Manifest:
    try:
        return Manifest(**json.loads((folder / MANIFEST).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        raise _damaged(folder / MANIFEST) from None


def _check(folder: Path, manifest: Manifest) -> None:
    for name, sha256 in manifest.files.items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != sha256:
            raise _damaged(path)
    database = _at(Settings(), folder).database
    try:
        with duckdb.connect(database, read_only=True) as con:
            counts = _counts(con)
    except duckdb.Error:
        raise _damaged(database) from None
    if counts != manifest.tables:
        raise _damaged(database)


def _damaged(path: Path) -> BilanError:
    return BilanError(
        say("The backup is not whole."),
        where=str(path),
        why=say("The file is missing, or is not what was written."),
        todo=say("Take another backup. Nothing was changed."),
        code="BACKUP_DAMAGED",
    )


def _counts(cur: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {table: content.content(cur, table).rows for table in content.tables(cur)}


def _hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in files}


def _to_disk(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
