"""The page of brands: fields that inherit, what is saved and what is said; names of clients stay text."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reporting.actions import brands, clients
from reporting.actions.desk import at_desk
from reporting.settings import Settings
from reporting.ui.visit import shared_desk
from reporting.warehouse.model import Client, Kit
from tests.pages.conftest import HOSTILE, Open


@pytest.fixture
def branded(home: Path) -> Path:
    """An agency with a colour, and a client without one."""
    with at_desk(Settings(home=home)) as desk:
        clients.save_client(desk, Client(0, HOSTILE, "fr", "Europe/Paris"))
        brands.save_brand(desk, None, Kit(color="#FFD400", company="Agence *Bleue*"))
    return home


def said(app: AppTest) -> str:
    assert [error.value for error in app.exception] == []
    return " ".join(caption.value for caption in app.caption)


def toggle(app: AppTest, label: str) -> AppTest:
    next(one for one in app.toggle if one.label == f"**{label}**").set_value(not _on(app, label))
    return app.run()


def _on(app: AppTest, label: str) -> bool:
    return bool(next(one.value for one in app.toggle if one.label == f"**{label}**"))


@pytest.mark.usefixtures("branded")
@pytest.mark.parametrize(
    ("lang", "title", "inherited", "pale"),
    [
        ("en", "How the reports of ", "from the agency: \\#FFD400", "too pale for words on white (1\\.4"),
        ("fr", "L’apparence des rapports de ", "de l’agence\u00a0: \\#FFD400", "trop clair pour du texte"),
    ],
)
def test_a_client_shows_what_it_has_from_the_agency_and_what_is_mended(
    open_page: Open, lang: str, title: str, inherited: str, pale: str
) -> None:
    app = open_page("brand", lang=lang, client="1")
    words = said(app).replace("\\:\u2060", ":")
    assert app.title[0].value.startswith(title)
    assert "\\<b\\>ici\\</b\\>" in app.title[0].value.replace("\\/", "/")
    assert inherited in words
    assert pale in words.replace("\\(", "(")
    assert "Agence \\*Bleue\\*" in words


@pytest.mark.usefixtures("branded")
def test_a_choice_is_saved_and_taken_back(open_page: Open) -> None:
    app = open_page("brand", client="1")
    assert app.button(key="save_brand").disabled
    toggle(app, "Font of titles")
    next(box for box in app.selectbox if box.label == "Font of titles").set_value("Georgia")
    app.run()
    toggle(app, "At the foot of each printed page")
    next(box for box in app.text_input if box.label == "At the foot of each printed page").set_value("Confidential")
    app.run()
    app.button(key="save_brand").click().run()
    said(app)
    assert brands.brand(shared_desk(), 1).own == Kit(heading="Georgia", footer="Confidential")
    assert app.button(key="save_brand").disabled
    app.button(key="reset_brand").click().run()
    assert brands.brand(shared_desk(), 1).own == Kit()
    assert not _on(app, "Font of titles")


@pytest.mark.usefixtures("branded")
def test_the_language_of_a_client_is_changed_here(open_page: Open) -> None:
    app = open_page("brand", client="1")
    next(one for one in app.segmented_control if one.label == "Language of the reports").set_value("en").run()
    app.button(key="save_brand").click().run()
    said(app)
    (client,) = clients.client_list(shared_desk())
    assert (client.language, brands.brand(shared_desk(), 1).own) == ("en", Kit())


@pytest.mark.usefixtures("home")
def test_an_empty_installation_can_choose_the_agencys_brand(open_page: Open) -> None:
    app = open_page("brand")
    said(app)
    assert app.title[0].value == "How every report looks"
    toggle(app, "Dates")
    app.radio[0].set_value("iso").run()
    app.button(key="save_brand").click().run()
    assert brands.brand(shared_desk(), None).own == Kit(dates="iso")
