"""Files and folders as they are typed, to uploads (layer 8)."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reporting.actions.reading import Upload, is_junk
from reporting.errors import FileError, say
from reporting.ingest.model import Answers


def uploads(paths: Sequence[Path], answers: Answers) -> list[Upload]:
    """Each file once, in the order given; those of a folder by name. Raises FileError for a path that is not there.

    A file is called by its name, in a folder by its path below it: where the exports lie on this machine is nobody's
    business. Where that would give two files one name, the path as it was typed tells them apart.
    """
    found: dict[Path, Upload] = {}
    taken: set[str] = set()
    for path in paths:
        for file in _files(path):
            short = file.relative_to(path if path.is_dir() else path.parent).as_posix()
            name = str(file) if short in taken else short
            if file.resolve() not in found:
                found[file.resolve()] = Upload(file, name, answers)
                taken.add(name)
    return list(found.values())


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not is_junk(name))
            yield from (Path(folder, name) for name in sorted(names) if not is_junk(name))
    elif path.exists():
        yield path
    else:
        raise FileError(
            say("There is no such file or folder."), where=str(path), todo=say("Correct the path."), code="NO_FILE"
        )
