"""The kinds of report that this installation has made: list, keep, export, delete (layer 7)."""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.catalog.folding import fold
from reporting.catalog.load import RECIPES, load_catalog
from reporting.catalog.model import Catalog, Metric, Recipe
from reporting.catalog.own import SUFFIX, file_name, put, recipe_in, tried_recipe
from reporting.catalog.write import toml_of
from reporting.errors import ConflictError, DefinitionError, say

NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class OwnRecipe:
    """A file of the installation's recipes. faults: why it is set aside."""

    id: str
    text: str
    faults: tuple[str, ...] = ()


@action("reports.read")
def own_recipes(desk: Desk) -> list[OwnRecipe]:
    """By name."""
    aside = desk.catalog.set_aside
    return [
        OwnRecipe(path.stem, path.read_text("utf-8", "replace"), aside.get(f"{RECIPES}/{path.name}", ()))
        for path in sorted(desk.settings.recipes.glob(f"*{SUFFIX}"))
    ]


@action("reports.read")
def recipe_text(desk: Desk, recipe: Recipe) -> str:
    """The TOML that the loader reads back to an equal value."""
    del desk
    return toml_of(recipe)


@action("reports.read")
def sheet_choices(desk: Desk) -> dict[str, tuple[str, ...]]:
    """The metrics that each kind of sheet can show; a kind that isn't here shows what it shows by itself."""
    catalog = desk.catalog
    general = _metrics(catalog, lambda one: one.subject != "reputation")
    return {
        "summary": general,
        "kpis": general,
        "platforms": general,
        "content": _metrics(catalog, lambda one: one.table == "post" and one.kind == "sum"),
        "audience": _metrics(catalog, lambda one: one.subject == "audience"),
        "reputation": _metrics(catalog, lambda one: one.subject == "reputation"),
        "data": general,
    }


def _metrics(catalog: Catalog, fits: Callable[[Metric], bool]) -> tuple[str, ...]:
    return tuple(id_ for id_, metric in catalog.metrics.items() if fits(metric))


@action("reports.write")
def keep_recipe(desk: Desk, recipe: Recipe, *, over: bool = False) -> str:
    """Put a recipe among the own ones; in use from now on. Gives its id, which an empty one gets from its name.

    over: also where an own recipe has its place.

    Raises ConflictError for a recipe without names or sheets and for a place that is taken, DefinitionError with every
    fault: nothing is changed then.
    """
    named = _named(recipe)
    if not named.sheets:
        raise ConflictError(
            say("A report without sheets can’t be kept."), todo=say("Tick at least one sheet."), code="NO_SHEETS"
        )
    return _keep(desk, toml_of(named), over=over)


@action("reports.write")
def add_recipe(desk: Desk, text: str) -> str:
    """A definition that somebody else wrote. Gives its id; raises as keep_recipe does."""
    return _keep(desk, text, over=False)


@action("reports.write")
def remove_recipe(desk: Desk, id_: str) -> None:
    """Reports that were kept as issues stay as they are. Raises ConflictError for what is no own recipe."""
    path = desk.settings.recipes / f"{id_}{SUFFIX}"
    if id_ not in {one.id for one in own_recipes(desk)}:
        raise ConflictError(say("There is no own kind of report called {name}.", name=id_), code="NO_RECIPE")
    with change(desk, "recipe.remove", about=id_):
        path.unlink(missing_ok=True)
    desk.store.learn(load_catalog(desk.settings.formats))


def _named(recipe: Recipe) -> Recipe:
    """With an id for its name, where it has none."""
    names = {lang: recipe.label[lang].strip() for lang in ("en", "fr")}
    if not all(names.values()) or max(map(len, names.values())) > NAME_CHARS:
        raise ConflictError(
            say("The kind of report needs a name in both languages."),
            why=say("Reports go out in English and in French, with up to {n} characters.", n=NAME_CHARS),
            code="RECIPE_NAME",
        )
    id_ = recipe.id or "_".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold(names["en"])).split())
    id_ = id_ if id_[:1].isalpha() else f"report_{id_}".rstrip("_")
    return Recipe(id_, type(recipe.label)(**names), recipe.sheets, recipe.compare, recipe.readers)


def _keep(desk: Desk, text: str, *, over: bool) -> str:
    name = file_name(text)
    id_ = name.removesuffix(SUFFIX)
    own = {one.id for one in own_recipes(desk)}
    if (id_ in desk.catalog.recipes and id_ not in own) or (id_ in own and not over):
        raise ConflictError(
            say("There is already a kind of report called {name}.", name=id_),
            todo=say("Give this one another name."),
            code="RECIPE_NAME_TAKEN",
        )
    if faults := tried_recipe(name, text):
        raise DefinitionError(faults)
    if recipe_in(text) is None:
        raise DefinitionError((f"{name}: not a recipe",))
    with change(desk, "recipe.keep", about=id_):
        put(desk.settings.recipes, name, text)
    desk.store.learn(load_catalog(desk.settings.formats))
    return id_
