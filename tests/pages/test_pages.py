"""Every page, empty and full, in both languages."""

import pytest
from streamlit.testing.v1 import AppTest

from reporting.language import LANGUAGES, Language
from reporting.ui.navigation import PAGES
from tests.pages.conftest import HOSTILE, ROOT, Open

ADDRESSES = [entry.address for entry in PAGES]
WELCOME = {"en": "From a folder of exports to the month’s report", "fr": "D’un dossier d’exports au bilan du mois"}
USEFUL_WHEN_EMPTY = ("upload", "rules", "mapping", "recipes", "brand", "all_clients")
TITLES = {
    "overview": ("October 2026", "Octobre 2026"),
    "channels": ("Posts engage best on", "C’est sur"),
    "content": ("engagements on", "engagements, soit"),
    "goals": ("October 2026", "Octobre 2026"),
    "portfolio": ("goals", "objectif"),
    "export": ("The report of", "Le rapport de"),
    "commentary": ("What the report says: October 2026", "Ce que dit le rapport\u00a0: octobre 2026"),
    "recipes": ("What a report holds is yours to choose", "Le contenu d’un rapport, à votre choix"),
    "brand": ("How the reports of", "L’apparence des rapports de"),
    "all_clients": ("The reports of all clients", "Les rapports de tous les clients"),
    "upload": ("Import exports", "Importer des exports"),
    "rules": ("Whose files are they?", "À qui sont les fichiers\u202f?"),
    "history": ("What was taken in", "Ce qui a été importé"),
    "health": ("No format has changed", "Aucun format n’a changé"),
    "coverage": ("week is", "semaine"),
    "replay": ("Every import was read as", "Chaque import a été lu comme"),
    "mapping": ("Own formats", "Formats maison"),
}
# Without a client there is the agency's brand.
EMPTY_TITLES = TITLES | {"brand": ("How every report looks", "L’apparence de tous les rapports")}


def title(app: AppTest) -> str:
    assert [error.value for error in app.exception] == []
    (one,) = app.title
    return str(one.value).replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.usefixtures("home")
def test_an_empty_installation_says_what_it_is_for(address: str, lang: Language, open_page: Open) -> None:
    shown = title(open_page(address, lang))
    assert shown == (EMPTY_TITLES[address][lang == "fr"] if address in USEFUL_WHEN_EMPTY else WELCOME[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.usefixtures("stocked")
def test_a_full_installation_shows_every_page(address: str, lang: Language, open_page: Open) -> None:
    """And no word of a file or a person is read as Markdown."""
    app = open_page(address, lang)
    assert TITLES[address][lang == "fr"] in title(app)
    said = [str(element.value) for kind in (app.title, app.subheader, app.markdown, app.caption) for element in kind]
    assert [words for words in said if HOSTILE in words or "*_*" in words or "<posts>" in words] == []


@pytest.mark.usefixtures("stocked")
def test_the_filters_stand_in_the_address_and_come_from_it(open_page: Open) -> None:
    app = open_page("overview", period="2026-09", platforms="x")
    assert app.query_params["period"] == "2026-09"
    assert app.query_params["platforms"] == "x"
    assert "September 2026" in title(app)


@pytest.mark.usefixtures("stocked")
def test_another_language_is_remembered_for_the_next_visit(open_page: Open) -> None:
    app = open_page("overview", "en")
    del app.query_params["lang"]
    app.sidebar.button_group[0].set_value("fr").run()
    assert "Octobre 2026" in title(app)
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "Octobre 2026" in title(again)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.usefixtures("stocked")
def test_what_is_chosen_outlasts_another_language(address: str, open_page: Open) -> None:
    """A browser is sent the choice in the words of the new language, and sends those back."""
    app = open_page(address, "en")
    del app.query_params["lang"]
    for key in [box.key for box in app.selectbox if box.key and box.options]:
        app.selectbox(key=key).select_index(len(app.selectbox(key=key).options) - 1).run()
    before = {box.key: app.session_state[box.key] for box in app.selectbox if box.key}
    app.sidebar.button_group[0].set_value("fr").run()
    assert [str(one.value) for one in app.exception] == []
    assert {key: app.session_state[key] for key in before} == before
    sent = [box.proto for box in app.selectbox if box.key and box.value is not None]
    assert [box.label for box in sent if not box.set_value or box.raw_value not in box.options] == []


@pytest.mark.usefixtures("home")
def test_a_page_alone_shows_nothing() -> None:
    app = AppTest.from_file(str(ROOT / "pages/report/overview.py"), default_timeout=60).run()
    assert [error.value for error in app.error] == ["This page opens from the start page of Bilan."]
    assert len(app.main) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.usefixtures("only_web")
def test_a_client_with_web_and_reviews_alone_breaks_no_page(address: str, lang: Language, open_page: Open) -> None:
    """Its figures are none of a social network: no tile, chart or filter may take them for one."""
    app = open_page(address, lang)
    assert title(app)
    said = " ".join(str(element.value) for kind in (app.title, app.subheader, app.metric) for element in kind)
    assert "nan" not in said.casefold().split()
    chosen = [str(option) for box in app.multiselect for option in box.options]
    assert [option for option in chosen if "Trustpilot" in option or "Analytics" in option] == []
