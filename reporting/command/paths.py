"""Files and folders as they are typed, to uploads (layer 8)."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reporting.actions.importing import Upload
from reporting.errors import FileError, say
from reporting.ingest.model import Answers

# What systems and spreadsheets leave beside files: never an export.
_JUNK_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r"})
_JUNK_STARTS = (".", "~$", "._")


def uploads(paths: Sequence[Path], answers: Answers) -> list[Upload]:
    """Each file once, in the order given; those of a folder by name. Raises FileError for a path that is not there."""
    found: dict[Path, Upload] = {}
    for path in paths:
        for file in _files(path):
            found.setdefault(file.resolve(), Upload(file, str(file), answers))
    return list(found.values())


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not _junk(name))
            yield from (Path(folder, name) for name in sorted(names) if not _junk(name))
    elif path.exists():
        yield path
    else:
        raise FileError(
            say("There is no such file or folder."), where=str(path), todo=say("Correct the path."), code="NO_FILE"
        )


def _junk(name: str) -> bool:
    return name.casefold() in _JUNK_NAMES or name.startswith(_JUNK_STARTS)
