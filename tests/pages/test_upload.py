"""A drop of many files: read and taken in as jobs, summed up, and confirmed with one click."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reporting.actions import importing
from reporting.actions.reading import Upload
from reporting.ui.visit import shared_desk
from tests.drops import Post, export
from tests.pages.conftest import Open

Files = dict[str, bytes]
pytestmark = pytest.mark.usefixtures("home")


def settled(app: AppTest) -> AppTest:
    """The page as it is once no job runs any more."""
    for _ in range(600):
        assert [error.value for error in app.exception] == []
        if not [button for button in app.button if button.key == "stop_job"]:
            return app
        time.sleep(0.1)
        app.run()
    raise AssertionError("the job never ended")


def drop(app: AppTest, files: Files) -> AppTest:
    app.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files.items()])
    return settled(app.run())


def press(app: AppTest, key: str) -> AppTest:
    (button,) = [button for button in app.button if button.key == key]
    assert not button.disabled
    return settled(button.click().run())


def said(app: AppTest) -> str:
    words = [str(one.value) for kind in (app.markdown, app.success, app.warning, app.caption) for one in kind]
    return "\n".join(words).replace("\\", "").replace("\u2060", "")


def taken() -> list[tuple[str, str, int]]:
    return sorted((one.file, one.client, one.records) for one in importing.history(shared_desk()) if not one.undone)


def known(account: str, client: str) -> None:
    """An account that was imported before."""
    path = Path(shared_desk().settings.work / f"{account}.csv")
    path.write_bytes(export([Post(account, 90_000 + len(account))]))
    importing.take_in(shared_desk(), client, [Upload(path, path.name)])


def test_one_click_takes_in_what_is_clear_and_only_the_doubtful_is_open(open_page: Open) -> None:
    app = open_page("upload")
    known("acme", "Acme")
    known("other", "Other")
    same = export([Post("acme", 1)])
    files = {
        "drop/a.csv": same,
        "drop/again/a.csv": same,
        "drop/b.csv": export([Post("other", 2), Post("other", 3)]),
        "drop/c.csv": export([Post("acme", 4, reach="many"), Post("acme", 5)]),
        "drop/d.csv": export([Post("nobody", 6)]),
        "drop/e.csv": b"\x89PNG\r\n\x1a\n",
        "drop/Thumbs.db": b"junk",
    }
    app = drop(app, files)
    assert "**2** clear" in said(app)
    assert "**2** to be looked at" in said(app)
    assert "**1** already there" in said(app)
    assert "**1** refused" in said(app)
    opened = {one.label.split("**")[1].replace("\\", "") for one in app.expander}
    assert opened == {"drop/c.csv", "drop/d.csv", "drop/e.csv"}
    app = press(app, "take_in")
    assert taken()[1:3] == [("drop/a.csv", "Acme", 1), ("drop/b.csv", "Other", 2)]
    assert {one.label.split("**")[1].replace("\\", "") for one in app.expander} == opened


def test_what_nobody_owns_goes_to_the_client_that_is_named(open_page: Open) -> None:
    app = open_page("upload")
    known("zero", "Nouveau")
    app = drop(app, {"a.csv": export([Post("one", 1)]), "b.csv": export([Post("two", 2)])})
    assert [button.disabled for button in app.button if button.key == "take_in"] == [True]
    app.selectbox(key="upload_client").set_value("Nouveau").run()
    app = press(app, "take_in")
    assert taken()[:2] == [("a.csv", "Nouveau", 1), ("b.csv", "Nouveau", 1)]
    assert "2 tables taken in, 2 rows." in said(app)


def test_rows_that_cannot_go_in_keep_their_file_waiting_until_that_is_agreed(open_page: Open) -> None:
    app = open_page("upload")
    known("acme", "Acme")
    app = drop(app, {"c.csv": export([Post("acme", 4, reach="many"), Post("acme", 5)])})
    assert "**1** to be looked at" in said(app)
    app = settled(app.checkbox(key="accept_rejections").check().run())
    press(app, "take_in")
    assert taken()[-1] == ("c.csv", "Acme", 2)


def test_the_first_file_of_a_new_client_goes_in_without_its_bad_rows(open_page: Open) -> None:
    """Both a client and a word about the rows are missing: one was waiting for the other."""
    app = open_page("upload")
    known("zero", "Nouveau")
    app = drop(app, {"c.csv": export([Post("one", 4, reach="many"), Post("one", 5)])})
    app.selectbox(key="upload_client").set_value("Nouveau").run()
    assert [button.disabled for button in app.button if button.key == "take_in"] == [True]
    app = settled(app.checkbox(key="accept_rejections").check().run())
    press(app, "take_in")
    assert taken()[0] == ("c.csv", "Nouveau", 2)


def test_two_files_of_one_name_with_other_content_are_both_kept(open_page: Open) -> None:
    app = open_page("upload")
    known("acme", "Acme")
    app.file_uploader[0].set_value(
        [(name, export([Post("acme", n)]), "text/csv") for n, name in enumerate(["a.csv"] * 2)]
    )
    press(settled(app.run()), "take_in")
    assert [file for file, _, _ in taken() if file.startswith("a")] == ["a (2).csv", "a.csv", "acme.csv"]


def test_what_was_imported_before_is_said_before_the_click(open_page: Open) -> None:
    app = open_page("upload")
    known("acme", "Acme")
    app = drop(app, {"a.csv": export([Post("one", 1)])})
    app.selectbox(key="upload_client").set_value("Acme").run()
    app = press(app, "take_in")
    app = drop(app, {"renamed.csv": export([Post("one", 1)])})
    assert "**1** already there" in said(app)
    assert [button.disabled for button in app.button if button.key == "take_in"] == [True]


def test_accounts_of_several_clients_in_one_file_go_each_to_theirs_and_the_rest_is_asked(open_page: Open) -> None:
    app = open_page("upload")
    known("acme", "Acme")
    known("other", "Other")
    known("fourth", "Third Ltd")
    app = drop(app, {"all.csv": export([Post("acme", 1), Post("other", 2), Post("third", 3), Post("acme", 4)])})
    app.selectbox(key="upload_client").set_value("Third Ltd").run()
    press(app, "take_in")
    assert [one for one in taken() if one[0] == "all.csv"] == [
        ("all.csv", "Acme", 2),
        ("all.csv", "Other", 1),
        ("all.csv", "Third Ltd", 1),
    ]


def test_a_stopped_reading_keeps_what_was_read_and_goes_on_when_asked(open_page: Open) -> None:
    app = open_page("upload")
    known("acme", "Acme")
    app.file_uploader[0].set_value([(f"{n:02}.csv", export([Post("acme", n)]), "text/csv") for n in range(12)])
    app.run()
    app.button(key="stop_job").click().run()
    app = settled(app)
    waits = [str(one.value) for one in app.markdown if "not read yet" in str(one.value)]
    assert len(waits) == 1
    app = press(app, "read_on")
    assert "**12** clear" in said(app)


def test_a_stopped_import_leaves_whole_files_and_a_basket_with_the_rest(open_page: Open) -> None:
    app = open_page("upload")
    known("acme", "Acme")
    app = drop(app, {f"{n:02}.csv": export([Post("acme", n)]) for n in range(12)})
    (button,) = [button for button in app.button if button.key == "take_in"]
    app = button.click().run()
    app.button(key="stop_job").click().run()
    app = settled(app)
    went = [file for file, _, _ in taken() if file != "acme.csv"]
    assert 0 < len(went) < 12
    assert f"**{12 - len(went)}** clear" in said(app)
    press(app, "take_in")
    assert len(taken()) == 13


def test_another_window_can_go_on_with_what_waits(open_page: Open) -> None:
    app = open_page("upload")
    known("acme", "Acme")
    drop(app, {"a.csv": export([Post("acme", 1)])})
    other = open_page("upload")
    assert "In another window 1 file waits." in said(other)
    other = press(other, "take_up/0")
    press(other, "take_in")
    assert taken()[0] == ("a.csv", "Acme", 1)


def test_a_zip_with_a_stranger_in_it_goes_in_as_it_is_when_that_is_wanted(open_page: Open) -> None:
    app = open_page("upload")
    known("acme", "Acme")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("a/posts.csv", export([Post("acme", 1)]))
        zipped.writestr("a/notes.csv", "a,b\n1,2\n")
    app = drop(app, {"all.zip": archive.getvalue()})
    assert "**1** to be looked at" in said(app)
    app = press(app, "agree/all.zip")
    app = press(app, "take_in")
    assert ("all.zip", "Acme", 1) in taken()
    assert "stayed out" in said(app)
