"""Coverage, the details of an import, and a replay, as a person clicks through them."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reporting.actions import importing, replaying
from reporting.actions.desk import Desk, at_desk
from reporting.actions.reading import Upload
from reporting.ingest.model import Answers
from reporting.settings import Settings
from reporting.ui.visit import shared_desk
from tests.actions.test_replaying import FILE, MENDED, WRONG
from tests.pages.conftest import Open

HOSTILE = "shop *_* [x](http://evil.example).csv"


@pytest.fixture
def misread(home: Path, tmp_path: Path) -> Path:
    """An import that a wrong definition has read, of a file with a hostile name; then the definition was mended."""
    formats = home / "formats"
    formats.mkdir(parents=True)
    (formats / "shop_days.toml").write_text(WRONG)
    path = tmp_path / "shop.csv"
    path.write_text(FILE)
    with at_desk(Settings(home=home)) as desk:
        importing.take_in(desk, "Acme", [Upload(path, HOSTILE, Answers(account="shop"))])
    (formats / "shop_days.toml").write_text(MENDED)
    return home


def words(app: AppTest) -> str:
    assert [error.value for error in app.exception] == []
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.success, app.warning, app.code)
    return " ".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def views(desk: Desk) -> list[int]:
    with desk.store.read() as cur:
        return [number for (number,) in cur.execute("select views from current_account_day order by day").fetchall()]


@pytest.mark.usefixtures("misread")
def test_the_calendar_names_what_to_download_as_lines_to_be_copied(open_page: Open) -> None:
    """By the wrong definition the days are 10 January and 10 February: the 30 between them are missing."""
    app = open_page("coverage")
    assert "weeks are missing, all on Facebook" in words(app)
    (code,) = app.code
    assert str(code.value).splitlines()[0] == "Facebook, shop: Shop: days, from January 11, 2026 to February 9, 2026"


@pytest.mark.usefixtures("misread")
def test_an_account_shows_its_exports(open_page: Open) -> None:
    app = open_page("coverage")
    app.button_group[0].set_value(1).run()
    assert "Facebook, shop by week" in words(app)


@pytest.mark.usefixtures("misread")
def test_history_can_be_narrowed_to_imports_with_rows_left_out(open_page: Open) -> None:
    app = open_page("history")
    assert len(app.dataframe[0].value) == 1
    app.toggle(key="history_rejected").set_value(True).run()
    assert len(app.dataframe[0].value) == 1
    app.selectbox(key="history_format").set_value("shop_days").run()
    assert len(app.dataframe[0].value) == 1


def test_without_any_such_import_history_says_so(stocked: Path, open_page: Open) -> None:
    assert stocked.exists()
    app = open_page("history")
    app.toggle(key="history_rejected").set_value(True).run()
    assert "No import is like that." in words(app)


def test_a_replay_is_seen_before_it_counts(misread: Path, open_page: Open) -> None:
    app = open_page("replay", "fr")
    assert "1 import a été lu avec une définition qui a changé depuis" in words(app)
    app.button(key="replay_preview").click().run()
    before_and_after = app.dataframe[1].value.to_dict("records")
    assert {row["Quoi"]: (row["Avant"], row["Après"]) for row in before_and_after}["Vues"] == ("120", "125")
    app.button(key="replay_go").click().run()
    assert "1 import relu." in words(app)
    assert "Chaque import a été lu comme sa définition le dit aujourd’hui" in words(app)
    desk = shared_desk()
    assert views(desk) == [100, 20, 5]
    assert [one.changed for one in replaying.candidates(desk)] == [False]
    assert misread.exists()


@pytest.mark.usefixtures("misread")
def test_a_lost_original_is_said_and_nothing_is_offered(misread: Path, open_page: Open) -> None:
    for path in (misread / "originals").rglob("*"):
        if path.is_file():
            path.unlink()
    app = open_page("replay")
    app.button(key="replay_preview").click().run()
    assert [str(error.value).startswith("**1 original file is missing") for error in app.error] == [True]
    assert [button.key for button in app.button if button.key == "replay_go"] == []


@pytest.mark.usefixtures("misread")
@pytest.mark.parametrize(
    ("name", "value", "rows"), [("import", "1", 1), ("import", "9", 0), ("format", "shop_days", 1)]
)
def test_an_address_chooses_what_is_offered(open_page: Open, name: str, value: str, rows: int) -> None:
    app = open_page("replay", **{name: value})
    assert sum(len(frame.value) for frame in app.dataframe) == rows
