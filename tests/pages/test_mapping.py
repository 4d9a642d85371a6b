"""The mapping screen and the list of own formats, as a visitor runs them."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reporting.actions import importing
from reporting.actions.reading import Upload
from reporting.ui.basket import Basket, _shelf
from reporting.ui.mapping_state import Mapped
from reporting.ui.visit import shared_desk
from tests.actions.test_mapping import EXPORT
from tests.pages.conftest import ROOT, Open

HOSTILE = "Vues <b>x</b> [lien](http://evil.example) :sun: $y$"


@pytest.fixture
def mapped(home: Path, open_page: Open) -> AppTest:
    """The mapping page in French, with a file of the session's basket that no format knows."""
    return _with(home, open_page, EXPORT)


def _with(home: Path, open_page: Open, export: str) -> AppTest:
    app = open_page("mapping", "fr")
    path = home / "rapport.csv"
    path.write_text(export, encoding="utf-8")
    waiting = Basket(home / "basket")
    waiting.uploads["rapport.csv"] = Upload(path, "rapport.csv")
    waiting.founds["rapport.csv"] = importing.inspect(shared_desk(), [waiting.uploads["rapport.csv"]])
    desk = shared_desk()
    app.session_state["bilan_basket"] = "window"
    _shelf(desk.settings.home, desk.person.name)["window"] = waiting
    app.session_state["bilan_mapping"] = Mapped("rapport.csv", None)
    return app.run()


def said(app: AppTest) -> str:
    assert [error.value for error in app.exception] == []
    words = " ".join(str(one.value) for kind in (app.title, app.subheader, app.markdown, app.caption) for one in kind)
    return words.replace("\\", "").replace("\u2060", "")


def test_proposals_are_taken_by_a_click_and_the_format_is_kept(mapped: AppTest, home: Path) -> None:
    assert "Qu’est-ce que ce fichier" in said(mapped)
    assert mapped.button(key="map_save").disabled is False  # account, day and link were known word for word
    assert "2\u202f104" not in _totals(mapped)
    mapped.button(key="map_take_all").click().run()
    assert "3 lignes lues · 1 écartée" in said(mapped)
    assert "2\u202f104" in _totals(mapped)
    mapped.text_input(key="map_title/rapport.csv").set_value("Rapport hebdo").run()
    mapped.button(key="map_save").click().run()
    assert [error.value for error in mapped.exception] == []
    assert (home / "formats" / "rapport_hebdo.toml").exists()
    (found,) = importing.inspect(shared_desk(), [Upload(home / "rapport.csv", "rapport.csv")])
    assert (found.status, found.format) == ("recognised", "rapport_hebdo")


def _totals(app: AppTest) -> str:
    return " ".join(frame.value.to_string() for frame in app.dataframe)


def test_what_is_open_is_listed_and_nothing_can_be_kept(home: Path, open_page: Open) -> None:
    app = _with(home, open_page, "Date;Vues\n01/02/2026;5\n03/02/2026;6\n")
    assert "dites dans quel ordre viennent le jour et le mois" in said(app)
    assert "Dites de quel réseau vient le fichier" in said(app)
    assert app.button(key="map_save").disabled is True


def test_another_row_can_be_the_headings(mapped: AppTest) -> None:
    mapped.selectbox(key="map_header").set_value(1).run()
    assert "Rapport hebdomadaire" in said(mapped)
    mapped.selectbox(key="map_header").set_value(2).run()
    assert "Date du post" in said(mapped)


def test_another_kind_of_rows_begins_anew(mapped: AppTest) -> None:
    mapped.selectbox(key="map_table/2").set_value("account_day").run()
    assert "Aucune colonne ne dit « Jour »".replace(" »", "\u00a0»").replace("« ", "«\u00a0") in said(mapped)


def test_hostile_headings_are_shown_letter_by_letter(home: Path, open_page: Open) -> None:
    app = _with(home, open_page, f"Date;{HOSTILE};Impressions\n2026-10-01;5;1\n")
    raw = [str(one.value) for kind in (app.markdown, app.caption) for one in kind]
    assert [error.value for error in app.exception] == []
    assert [words for words in raw if "<b>x</b>" in words or "](http" in words] == []


def test_a_change_is_checked_and_a_deletion_asked_about(mapped: AppTest, home: Path) -> None:
    mapped.button(key="map_save").click().run()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    app.switch_page("pages/data/mapping.py").run()
    (area,) = app.text_area
    area.set_value(str(area.value).replace('to = "permalink"', 'to = "permalnk"')).run()
    app.button(key="keep/rapport").click().run()
    assert "did you mean 'permalink'?" in " ".join(str(error.value) for error in app.error).replace("\\", "")
    app.button(key="delete/rapport").click().run()
    assert [one.key for one in app.button if str(one.key).startswith("delete_")] == ["delete_yes", "delete_no"]
    assert [path.name for path in (home / "formats").glob("*.toml")] == ["rapport.toml"]


def test_without_a_file_the_page_says_where_to_begin(home: Path, open_page: Open) -> None:
    app = open_page("mapping", "en")
    assert "None yet. A file that nobody knows can be made known from the import page." in said(app)
    assert not (home / "formats").exists()


def test_a_large_file_is_read_when_asked(mapped: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporting.ui.mapping_screen.AT_ONCE", 10)
    mapped.button(key="map_take_all").click().run()
    assert mapped.button(key="map_save").disabled is True
    mapped.button(key="map_try").click().run()
    assert "3 lignes lues" in said(mapped)
    assert mapped.button(key="map_save").disabled is False
    mapped.button(key="map_save").click().run()
    assert [error.value for error in mapped.exception] == []
