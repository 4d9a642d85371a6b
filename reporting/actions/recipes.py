"""Recipes of this installation: which sheets a report has, in which order, with which metrics (layer 7)."""

import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.catalog.folding import fold
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog, Recipe
from reporting.catalog.own import SUFFIX, put
from reporting.catalog.words import Words
from reporting.catalog.write import toml_of
from reporting.errors import ConflictError, DefinitionError, say

NAME_CHARS = 60


@action("reports.read")
def own_recipes(desk: Desk) -> tuple[str, ...]:
    """The ids of those that the installation has made, whether they fit or not."""
    return tuple(path.stem for path in sorted(desk.settings.recipes.glob(f"*{SUFFIX}")))


@action("reports.read")
def recipe_text(desk: Desk, recipe_id: str) -> str:
    """Its definition, to be sent to somebody or kept beside the program's own."""
    return toml_of(desk.catalog.recipes[recipe_id])


@action("reports.write")
def save_recipe(desk: Desk, recipe: Recipe, name: str) -> Recipe:
    """Keep it under this name, in both languages; in use from now on. One of the same name is replaced.

    Raises ConflictError for a name that is none or one of the program's own, DefinitionError with every fault.
    """
    words = " ".join(name.split())
    id_ = re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_")
    if not id_ or len(words) > NAME_CHARS:
        raise ConflictError(
            say("A recipe needs a name of at most {most} characters, with a letter or a digit.", most=NAME_CHARS),
            code="RECIPE_NAME",
        )
    if id_ in desk.catalog.recipes and id_ not in own_recipes(desk):
        raise ConflictError(
            say("“{name}” is a recipe of the program.", name=words),
            todo=say("Choose another name."),
            code="RECIPE_NAME",
        )
    kept = replace(recipe, id=id_, label=Words(words, words))
    _keep(desk, id_, toml_of(kept), "recipe.keep")
    return kept


@action("reports.write")
def remove_recipe(desk: Desk, recipe_id: str) -> None:
    """Raises ConflictError for one that is not the installation's own."""
    if recipe_id not in own_recipes(desk):
        raise ConflictError(say("{name} is no recipe of this installation.", name=recipe_id), code="NO_RECIPE")
    _keep(desk, recipe_id, None, "recipe.remove")


def _keep(desk: Desk, id_: str, text: str | None, verb: str) -> None:
    """Tried with the loader first; then the file and its audit line together. None: gone."""
    place = f"{id_}{SUFFIX}"
    faults = _tried(desk, place, text).set_aside.get(f"recipes/{place}", ())
    if faults:
        raise DefinitionError(faults)
    with change(desk, verb, about=id_):
        if text is None:
            (desk.settings.recipes / place).unlink(missing_ok=True)
        else:
            put(desk.settings.recipes, place, text)
    desk.store.learn(load_catalog(desk.settings.formats))


def _tried(desk: Desk, place: str, text: str | None) -> Catalog:
    """The catalog as it would be: own formats and recipes side by side, as they lie in the home."""
    with tempfile.TemporaryDirectory(prefix="bilan-") as scratch:
        formats, recipes = Path(scratch) / desk.settings.formats.name, Path(scratch) / desk.settings.recipes.name
        for folder, copy in ((desk.settings.formats, formats), (desk.settings.recipes, recipes)):
            copy.mkdir()
            for path in folder.glob(f"*{SUFFIX}"):
                if (copy, path.name) != (recipes, place):
                    shutil.copyfile(path, copy / path.name)
        if text is not None:
            (recipes / place).write_text(text, encoding="utf-8")
        return load_catalog(formats)
