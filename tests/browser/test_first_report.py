"""From an empty installation to a report whose figures equal those counted by hand: a real browser, both languages."""

from pathlib import Path
from typing import Any

import pytest
import python_calamine
from playwright.sync_api import Page, expect

from reporting.catalog.load import load_catalog
from reporting.language import LANGUAGES, Language, translator
from tests.browser import exports
from tests.browser.driving import Person, server

pytestmark = pytest.mark.browser

CLIENT = "Atelier Test"
Row = list[Any]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_eight_files_become_a_goal_and_a_report(lang: Language, page: Page, tmp_path: Path) -> None:
    paths = exports.write_files(tmp_path / "exports")
    with server(tmp_path / "home") as address:
        person = Person(page, address)
        person.opens("")
        person.speaks(lang)
        expect(person.widget("load_example")).to_be_visible()  # an empty installation says what it is for
        _import(person, paths, lang)
        _set_goal(person, lang)
        report = _download(person, lang, tmp_path)
    _check(report, lang)


def _import(person: Person, paths: list[Path], lang: Language) -> None:
    t = translator(lang)
    person.opens("upload")
    person.drops(paths)
    _answer(person)
    person.chooses_new("upload_client", CLIENT)
    person.clicks("take_in")
    expect(person.page.get_by_text(t("See how it went")).first).to_be_visible()
    told = t("{n} {n:table|tables} taken in, {rows} rows.", n=10, rows=exports.ROWS)  # eight files, ten tables
    assert told in person.page.get_by_test_id("stMain").inner_text()


def _answer(person: Person) -> None:
    """Every open question, one after the other; a proposal from the file's name is right, and needs the click."""
    questions = person.page.locator("[class*='st-key-give-']")
    while questions.count():
        classes = (questions.first.get_attribute("class") or "").split()
        key = next(name for name in classes if name.startswith("st-key-give-")).removeprefix("st-key-give-")
        field = f"answer_of-{key}"
        if key.startswith("platform-"):
            person.chooses(field, "Facebook")
        elif key.startswith("until-"):
            person.dates(field, "20261031")
        elif not person.widget(field).locator("input").first.input_value():
            person.chooses_new(field, CLIENT)
        person.clicks(f"give-{key}")
        assert key not in questions.evaluate_all("all => all.map(one => one.className).join()")


def _set_goal(person: Person, lang: Language) -> None:
    catalog = load_catalog()
    label = catalog.metrics["post_reach"].label[lang]
    person.opens("goals")
    person.clicks("new_goal")
    person.chooses("goal_metric", label)
    person.writes("goal_target_people", "13000")
    person.clicks("set_goal")
    expect(person.page.get_by_text(label, exact=False).first).to_be_visible()


def _in_the_words_of(person: Person, lang: Language) -> None:
    """What is chosen on the page is shown in its language, whatever it was before."""
    person.speaks(lang)
    shown = person.widget("report_recipe").locator("input").first
    expect(shown).to_have_value(load_catalog().recipes["monthly"].label[lang])


def _download(person: Person, lang: Language, folder: Path) -> Path:
    person.opens("export?period=2026-10")
    _in_the_words_of(person, next(one for one in LANGUAGES if one != lang))
    _in_the_words_of(person, lang)
    person.page.get_by_role("radio", name={"en": "English", "fr": "Français"}[lang]).last.click()
    person.waits()
    person.clicks("prepare")
    with person.page.expect_download() as download:
        person.presses(person.widget("download").get_by_role("button"))
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def _check(report: Path, lang: Language) -> None:
    """Read back without recalculation, by another library than the one that wrote it."""
    book = python_calamine.CalamineWorkbook.from_path(report)
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    labels = {name: metric.label[lang] for name, metric in load_catalog().metrics.items()}
    told = next(found for found in rows.values() if _figures(found, labels, exports.OCTOBER) is not None)
    assert _figures(told, labels, exports.OCTOBER) == exports.OCTOBER
    assert _figures(told, labels, exports.SEPTEMBER, place=2) == exports.SEPTEMBER
    (rate,) = (row[1] for row in told if row and row[0] == labels["engagement_rate_reach"])
    assert rate == pytest.approx(exports.RATE_BY_REACH, rel=1e-12)
    for platform, expected in exports.BY_PLATFORM.items():
        block = next(block for found in rows.values() if (block := _block(found, platform)))
        assert _figures(block, labels, expected) == expected
    goal = next(row for found in rows.values() for row in found if row[:1] == [labels["post_reach"]] and 13000 in row)
    assert exports.OCTOBER["post_reach"] in goal


def _figures(rows: list[Row], labels: dict[str, str], wanted: dict[str, int], place: int = 1) -> dict[str, Any] | None:
    """The wanted figures of a sheet that has them all, from a column beside their labels, in the first table of it."""
    told = {str(row[0]): row[place] for row in reversed(rows) if len(row) > place}
    return {name: told[labels[name]] for name in wanted} if all(labels[name] in told for name in wanted) else None


def _block(rows: list[Row], platform: str) -> list[Row]:
    """The rows under a platform's name, up to the next blank row, where a block of figures stands."""
    starts = [
        at for at, row in enumerate(rows) if row and row[0] == platform and len([cell for cell in row if cell]) > 6
    ]
    if not starts:
        return []
    below = rows[starts[0] + 1 :]
    end = next((at for at, row in enumerate(below) if not any(row)), len(below))
    return below[:end]
