"""The bytes of every imported file, named by their sha256 (layer 3)."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from reporting.errors import BilanError, FileError, say

_CHUNK = 1 << 20
_COMING = ".coming-"


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place(originals: Path, sha256: str) -> Path:
    return originals / sha256[:2] / sha256


def keep(originals: Path, path: Path, sha256: str) -> Path:
    """Copy the file in under its hash, whole or not at all; once it is there it is never written again.

    Raises FileError if the bytes are not those that were read.
    """
    target = place(originals, sha256)
    if target.exists() and sha256_of(target) == sha256:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_COMING)
    coming = Path(name)
    try:
        with os.fdopen(handle, "wb") as into, path.open("rb") as source:
            shutil.copyfileobj(source, into, _CHUNK)
            into.flush()
            os.fsync(into.fileno())
        if sha256_of(coming) != sha256:
            raise FileError(
                say("The file changed while it was being read."),
                where=path.name,
                todo=say("Close the program that writes it and import it again. Nothing was imported."),
                code="FILE_CHANGED",
            )
        coming.replace(target)
    finally:
        coming.unlink(missing_ok=True)
    _settle(target.parent)
    return target


def drop_unfinished(originals: Path) -> None:
    """Copies that a killed process left half made."""
    for path in originals.glob(f"*/{_COMING}*"):
        path.unlink()


def fetch(originals: Path, sha256: str) -> Path:
    """The original with this hash, its bytes checked. Raises BilanError if it is gone or damaged."""
    path = place(originals, sha256)
    if path.exists() and sha256_of(path) == sha256:
        return path
    raise BilanError(
        say("An original file is damaged.") if path.exists() else say("An original file is missing."),
        where=str(path),
        todo=say("Put it back from a backup; its name is the sha256 of its bytes."),
        code="ORIGINAL_LOST",
    )


def _settle(folder: Path) -> None:
    """The new name itself survives a power cut only once the folder is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
