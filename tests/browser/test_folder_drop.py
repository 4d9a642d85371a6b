"""A folder of many files dropped in a real browser: stopped, gone on with, and confirmed with one click."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reporting.language import Language, translator
from tests.browser.driving import PATIENCE, ROOT, Person, server
from tests.drops import Post, write

pytestmark = pytest.mark.browser

CLEAR = 40


def reporting(home: Path, *words: object) -> str:
    """The command line on the home, while no app has it."""
    done = subprocess.run(
        [sys.executable, "-m", "reporting", "--home", str(home), *map(str, words)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ},
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_folder_is_stopped_gone_on_with_and_taken_in_with_one_click(
    lang: Language, page: Page, tmp_path: Path
) -> None:
    t, home, drop = translator(lang), tmp_path / "home", tmp_path / "drop"
    for name in ("acme", "other"):
        reporting(home, "import", write(tmp_path / f"{name}.csv", [Post(name, 900)]), "--client", name.title())
    for number in range(CLEAR):
        owner = "acme" if number % 2 else "other"
        write(drop / owner / f"{number:02}.csv", [Post(owner, number), Post(owner, number + 100)])
    write(drop / "again" / "copy.csv", [Post("acme", 1), Post("acme", 101)])
    write(drop / "new.csv", [Post("nobody", 800)])
    with server(home) as address:
        person = Person(page, address)
        person.opens("upload")
        person.speaks(lang)
        page.get_by_text(t("A whole folder")).click()
        person.waits()
        page.locator("input[type=file]").set_input_files(str(drop))
        _stop(person)
        expect(person.widget("read_on")).to_be_visible()
        person.clicks("read_on")
        main = page.get_by_test_id("stMain")
        expect(main.get_by_text(re.compile(rf"{CLEAR} {t('clear')}"))).to_be_visible()
        expect(main.get_by_text(re.compile(rf"1 {t('already there')}"))).to_be_visible()
        assert main.get_by_test_id("stExpander").count() == 1  # only the doubtful one is open
        person.presses(person.widget("take_in").get_by_role("button"))
        _stop(person)
        expect(main.get_by_text(t("See how it went")).first).to_be_visible()
        person.clicks("take_in")
        expect(main.get_by_text(t("See how it went")).first).to_be_visible()
        expect(main.get_by_test_id("stExpander")).to_have_count(1)
    files = [entry["file"] for entry in json.loads(reporting(home, "imports", "--json"))]
    assert len(files) == len(set(files)) == CLEAR + 2
    assert json.loads(reporting(home, "verify", "--json"))["differences"] == []


def _stop(person: Person) -> None:
    """While the job runs."""
    button = person.widget("stop_job").get_by_role("button")
    expect(button).to_be_visible()
    button.click(timeout=PATIENCE)
    person.waits()
