"""Recipes that a team makes: a copy of one of ours, in use at once, checked by the loader that checks ours."""

import tomllib
from dataclasses import replace

import pytest

from reporting.access.people import Person
from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.recipes import own_recipes, recipe_text, remove_recipe, save_recipe
from reporting.actions.reports import preview_report, recipe_list
from reporting.catalog.load import load_catalog
from reporting.catalog.model import SheetRecipe
from reporting.errors import ConflictError, DefinitionError, NotAllowedError
from reporting.periods import month
from reporting.warehouse.store import Store
from tests.stocking import a_client


def test_a_copy_is_in_use_at_once_and_comes_back_after_a_restart(desk: Desk, store: Store) -> None:
    monthly = desk.catalog.recipes["monthly"]
    wanted = (SheetRecipe("kpis", ("posts", "post_reach")), SheetRecipe("cover"), SheetRecipe("sources"))
    kept = save_recipe(desk, replace(monthly, sheets=wanted, compare=("year",), readers="internal"), "Bilan d’été")
    assert (kept.id, kept.label["fr"]) == ("bilan_d_ete", "Bilan d’été")
    assert kept in recipe_list(desk)
    assert load_catalog(desk.settings.formats).recipes[kept.id] == kept
    planned = preview_report(desk, ReportQuery(a_client(store, "Acme").id, month(2026, 10), "en", kept.id))
    assert [sheet.kind for sheet in planned.sheets] == ["kpis", "cover", "sources"]


def test_every_recipe_of_ours_is_written_as_it_is_read(desk: Desk) -> None:
    for recipe in recipe_list(desk):
        table = tomllib.loads(recipe_text(desk, recipe.id))
        assert [sheet["kind"] for sheet in table["sheet"]] == [sheet.kind for sheet in recipe.sheets]
        copy = save_recipe(desk, recipe, f"{recipe.id} copy")
        assert (copy.sheets, copy.compare, copy.readers) == (recipe.sheets, recipe.compare, recipe.readers)


def test_the_same_name_replaces_ours_of_the_team_alone(desk: Desk) -> None:
    monthly = desk.catalog.recipes["monthly"]
    save_recipe(desk, monthly, "Team")
    save_recipe(desk, replace(monthly, readers="internal"), "team")
    assert own_recipes(desk) == ("team",)
    assert desk.catalog.recipes["team"].readers == "internal"
    with pytest.raises(ConflictError):
        save_recipe(desk, monthly, "Monthly")
    remove_recipe(desk, "team")
    assert "team" not in desk.catalog.recipes
    with pytest.raises(ConflictError):
        remove_recipe(desk, "monthly")


@pytest.mark.parametrize("name", ["", " ", "../../etc", "…", "x" * 61])
def test_a_name_that_is_none_writes_nothing(desk: Desk, name: str) -> None:
    monthly = desk.catalog.recipes["monthly"]
    if name == "../../etc":
        assert save_recipe(desk, monthly, name).id == "etc"
        assert [path.name for path in desk.settings.home.rglob("*etc*")] == ["etc.toml"]
        return
    with pytest.raises(ConflictError):
        save_recipe(desk, monthly, name)
    assert own_recipes(desk) == ()


def test_what_the_loader_refuses_is_not_kept(desk: Desk) -> None:
    monthly = desk.catalog.recipes["monthly"]
    twice = replace(monthly, sheets=(SheetRecipe("kpis", ("posts",)), SheetRecipe("kpis", ("no_such_metric",))))
    with pytest.raises(DefinitionError) as refused:
        save_recipe(desk, twice, "Broken")
    assert len(refused.value.faults) == 2
    assert own_recipes(desk) == ()


def test_changing_needs_its_permission(desk: Desk) -> None:
    reader = Desk(desk.store, desk.settings, Person("reader", frozenset({"reports.read"})))
    with pytest.raises(NotAllowedError):
        save_recipe(reader, desk.catalog.recipes["monthly"], "Mine")
