"""Recipes of an installation: read beside its formats, and set aside with their faults when they don't fit."""

from pathlib import Path

import pytest

from reporting.catalog.load import HERE, load_catalog
from reporting.catalog.own import tried
from reporting.settings import Settings

OURS = """id = "ours"
label = { en = "Ours", fr = "Le nôtre" }

[[sheet]]
kind = "kpis"
metrics = ["engagements"]
"""


def written(home: Path, text: str, name: str = "ours.toml") -> Path:
    """The folder of the formats, which need not be there."""
    settings = Settings(home=home)
    settings.recipes.mkdir(exist_ok=True)
    (settings.recipes / name).write_text(text, encoding="utf-8")
    return settings.formats


def test_a_recipe_of_the_installation_stands_beside_those_that_are_shipped(tmp_path: Path) -> None:
    catalog = load_catalog(written(tmp_path, OURS))
    assert catalog.recipes.keys() == {*load_catalog().recipes, "ours"}
    assert [(sheet.kind, sheet.metrics) for sheet in catalog.recipes["ours"].sheets] == [("kpis", ("engagements",))]
    assert catalog.set_aside == {}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"kpis"', '"figures"', "figures"),
        ('"engagements"', '"applause"', "applause"),
        ('id = "ours"', 'id = "monthly"', "defined twice"),
        ('id = "ours"', 'id = "other"', "must be the file's name 'ours'"),
        ("label =", "lable =", "lable"),
        ("[[sheet]]", "[[sheet", "not valid TOML"),
        ("[[sheet]]\n", '[[sheet]]\nkind = "kpis"\n\n[[sheet]]\n', "listed twice"),
    ],
)
def test_a_recipe_with_a_fault_is_set_aside_and_the_others_are_in_use(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    written(tmp_path, OURS.replace('"ours"', '"good"'), "good.toml")
    catalog = load_catalog(written(tmp_path, OURS.replace(old, new)))
    assert fault in " ".join(catalog.set_aside["recipes/ours.toml"])
    assert catalog.recipes.keys() == {*load_catalog().recipes, "good"}


def test_a_shipped_recipe_can_be_copied_under_another_name(tmp_path: Path) -> None:
    for path in (HERE / "recipes").glob("*.toml"):
        text = path.read_text("utf-8").replace(f'id = "{path.stem}"', f'id = "our_{path.stem}"')
        written(tmp_path, text, f"our_{path.stem}.toml")
    catalog = load_catalog(Settings(home=tmp_path).formats)
    assert (len(catalog.recipes), catalog.set_aside) == (10, {})


def test_trying_a_format_leaves_the_recipes_alone(tmp_path: Path) -> None:
    formats = written(tmp_path, OURS.replace('"kpis"', '"figures"'))
    _, faults = tried(formats, {})
    assert faults == {}
