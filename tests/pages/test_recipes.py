"""The page of kinds of report: a shipped one is copied, one's own is changed, and both are offered for a report."""

import pytest
from streamlit.testing.v1 import AppTest

from reporting.actions.reports import recipe_list
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Recipe
from reporting.ui.visit import shared_desk
from tests.pages.conftest import Open


def sound(app: AppTest) -> AppTest:
    assert [error.value for error in app.exception] == []
    return app


def ours() -> list[Recipe]:
    return [one for one in recipe_list(shared_desk()) if one.id not in load_catalog().recipes]


def press(app: AppTest, key: str) -> AppTest:
    return sound(app.button(key=key).click().run())


@pytest.mark.usefixtures("home")
def test_a_copy_is_made_changed_and_deleted(open_page: Open) -> None:
    app = sound(open_page("recipes"))
    app.text_input(key="recipe_en_0").set_value("Board *report*")
    app.text_input(key="recipe_fr_0").set_value("Rapport du conseil")
    app.checkbox(key="recipe_on_platforms_0").uncheck()
    app.multiselect(key="recipe_metrics_kpis_0").set_value(["posts", "engagements"])
    app.button_group(key="recipe_readers_0").set_value("internal")
    app = press(app.run(), "recipe_upward_goals_0")
    app = press(app, "recipe_keep")
    (made,) = ours()
    shipped = [one for one in load_catalog().recipes["monthly"].sheets if one.kind != "platforms"]
    assert [one.kind for one in made.sheets] == ["cover", "goals", "summary", *(one.kind for one in shipped[3:])]
    assert next(one for one in made.sheets if one.kind == "kpis").metrics == ("posts", "engagements")
    assert (made.id, made.label.fr, made.readers) == ("board_report", "Rapport du conseil", "internal")
    assert "Board *report* (ours)" in app.selectbox[0].options
    app.text_input(key="recipe_en_1").set_value("Board")
    app = press(app.run(), "recipe_keep")
    assert [(one.id, one.label.en) for one in ours()] == [("board_report", "Board")]
    press(app, "recipe_delete")
    assert ours() == []


@pytest.mark.usefixtures("home")
def test_nothing_is_kept_of_a_report_without_sheets_and_the_reason_is_said(open_page: Open) -> None:
    app = sound(open_page("recipes", lang="fr"))
    app.selectbox[0].set_value("raw_data")
    app = sound(app.run())
    for box in app.checkbox:
        box.uncheck()
    app = press(app.run(), "recipe_keep")
    assert "Un rapport sans feuille ne peut pas être conservé" in " ".join(one.value for one in app.error)
    assert ours() == []


@pytest.mark.usefixtures("stocked")
def test_a_report_for_the_team_is_another_file(open_page: Open) -> None:
    app = sound(open_page("export", period="2026-10"))
    assert "internal" not in " ".join(one.value for one in app.caption)
    app.default_timeout = 200  # the figures are gathered anew
    app.button_group(key="report_readers_monthly").set_value("internal")
    assert "internal" in " ".join(one.value for one in sound(app.run()).caption)
