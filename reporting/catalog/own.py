"""The definitions that an installation makes itself: their files, and trying a change before it counts (layer 1)."""

import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from reporting.catalog.folding import fold
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.errors import DefinitionError

SUFFIX = ".toml"


def file_name(text: str) -> str:
    """Where a definition belongs: under its id, an amendment under that of the format. Raises DefinitionError."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError((f"not valid TOML: {error}",)) from error
    name = table.get("id") or table.get("amends")
    if not isinstance(name, str) or not (safe := re.sub(r"[^a-z0-9_]+", "_", fold(name)).strip("_")):
        raise DefinitionError(("id: missing",))
    return safe + ("" if "id" in table else "_amended") + SUFFIX


def tried(folder: Path, changed: Mapping[str, str | None]) -> tuple[Catalog, dict[str, tuple[str, ...]]]:
    """The catalog with these files changed (None: gone), and what would be set aside that is in use now."""
    before = load_catalog(folder)
    with tempfile.TemporaryDirectory(prefix="bilan-") as scratch:
        copy = Path(scratch)
        for path in folder.glob(f"*{SUFFIX}"):
            if path.name not in changed:
                shutil.copyfile(path, copy / path.name)
        for name, text in changed.items():
            if text is not None:
                (copy / name).write_text(text, encoding="utf-8")
        after = load_catalog(copy)
    new = {name: faults for name, faults in after.set_aside.items() if name in changed or name not in before.set_aside}
    return after, {name: tuple(fault.replace(f"{copy}/", "") for fault in faults) for name, faults in new.items()}


def put(folder: Path, name: str, text: str) -> None:
    """Whole or not at all, whatever happens meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}.new"
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / name)
