"""The definitions that an installation makes itself: their files, and trying a change before it counts (layer 1)."""

import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reporting.catalog.folding import fold
from reporting.catalog.format import Amendment
from reporting.catalog.load import RECIPES, load_catalog
from reporting.catalog.model import Catalog, Recipe
from reporting.catalog.reader import Reader
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
        copy = Path(scratch) / folder.name
        copy.mkdir()
        for path in folder.glob(f"*{SUFFIX}"):
            if path.name not in changed:
                shutil.copyfile(path, copy / path.name)
        for name, text in changed.items():
            if text is not None:
                (copy / name).write_text(text, encoding="utf-8")
        after = load_catalog(copy)
    new = {name: faults for name, faults in after.set_aside.items() if name in changed or name not in before.set_aside}
    return after, {name: tuple(fault.replace(f"{copy}/", "") for fault in faults) for name, faults in new.items()}


def tried_recipe(name: str, text: str) -> tuple[str, ...]:
    """The faults for which a recipe of this file name would be set aside; beside what is shipped."""
    with tempfile.TemporaryDirectory(prefix="bilan-") as scratch:
        put(Path(scratch) / RECIPES, name, text)
        after = load_catalog(Path(scratch) / "formats")
    return after.set_aside.get(f"{RECIPES}/{name}", ())


def recipe_in(text: str) -> Recipe | None:
    """The recipe that a text is, if it is one."""
    try:
        recipe: Recipe | None = Reader("", []).read(Recipe, tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return None
    return recipe


def amendments(folder: Path) -> dict[str, Amendment]:
    """What the installation's files add to other formats, by file; those that can't be read are set aside elsewhere."""
    found = {path.name: _table(path) for path in sorted(folder.glob(f"*{SUFFIX}"))}
    return {
        name: amendment
        for name, table in found.items()
        if "amends" in table and (amendment := Reader(name, []).read(Amendment, table)) is not None
    }


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def put(folder: Path, name: str, text: str) -> None:
    """Whole or not at all, whatever happens meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}.new"
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / name)
