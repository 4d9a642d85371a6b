"""Writing a report, making those of all clients, and changing what is in them, as a visitor does it."""

import shutil
import time
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reporting.actions.authoring import passage_list
from reporting.actions.clients import client_list
from reporting.periods import month
from reporting.ui.visit import shared_desk
from tests.pages.conftest import CLIENT, Open


@pytest.fixture
def own(home: Path, filled: Path) -> Path:
    """The full installation, to change."""
    shutil.copytree(filled, home)
    return home


def clean(app: AppTest) -> None:
    assert [str(one.value) for one in app.exception] == []
    assert [str(one.value) for one in app.error] == []


@pytest.mark.usefixtures("own")
def test_a_headline_is_kept_and_shown_again(open_page: Open) -> None:
    app = open_page("commentary")
    clean(app)
    (field,) = (one for one in app.text_input if one.label == "Headline")
    field.set_value("A month of *two* halves").run()
    app.button(key="author_save").click().run()
    clean(app)
    (field,) = (one for one in app.text_input if one.label == "Headline")
    assert field.value == "A month of *two* halves"
    desk = shared_desk()
    (client,) = (one for one in client_list(desk) if one.name == CLIENT)
    assert [one.words for one in passage_list(desk, client.id, month(2026, 10))] == ["A month of *two* halves"]


@pytest.mark.usefixtures("own")
def test_all_clients_become_one_zip(open_page: Open) -> None:
    app = open_page("all_clients")
    clean(app)
    app.button(key="batch_start").click().run()
    until = time.monotonic() + 120
    while not app.get("download_button") and time.monotonic() < until:
        time.sleep(1)
        app.run()
    clean(app)
    made, path = app.session_state["bilan_batch"].made
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [one.file_name for one in made.made] != []
    assert CLIENT in set(app.dataframe[0].value.iloc[:, 0])


@pytest.mark.usefixtures("stocked")
def test_what_is_in_a_report_of_another_language_is_told_in_that_language_alone(open_page: Open) -> None:
    app = open_page("export", period="2026-10")
    (language,) = (one for one in app.button_group if one.label == "Language of the report")
    language.set_value("fr").run()
    clean(app)
    sheets = [one.value for one in app.markdown if ":material/check:" in one.value]
    assert any(" de plus" in one for one in sheets)
    assert not any(" more" in one for one in sheets)
