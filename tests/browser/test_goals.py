"""A goal set, planned by file, read and explained in the browser, in both languages; figures against those by hand."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from reporting.actions import goals, marks
from reporting.actions.desk import at_desk
from reporting.catalog.load import load_catalog
from reporting.language import Language, date_text, translator
from reporting.numbers import count_text
from reporting.settings import Settings
from reporting.warehouse.marks import Mark
from tests.browser.driving import Person, server
from tests.stocking import Row, stock
from tests.tools import chromium

pytestmark = pytest.mark.browser

CLIENT = "Atelier Test"
FIRST = dt.date(2026, 7, 1)
LAST = dt.date(2026, 10, 20)
EACH, OCTOBER_EACH = 40, 70
"""Reactions of each post: three months as usual, then a month that goes better."""

COUNTED = OCTOBER_EACH * len(range(1, 21, 2))
TARGET, FILED = 900, 25_000


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser.new_context(viewport={"width": 1280, "height": 1000}, accept_downloads=True).new_page()
        browser.close()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_goal_is_set_planned_by_file_and_explained(lang: Language, page: Page, tmp_path: Path) -> None:
    home = tmp_path / "home"
    _stocked(home)
    with server(home) as address:
        person = Person(page, address)
        person.opens("goals?period=2026-10")
        person.speaks(lang)
        _set(person, lang)
        _take_file(person, lang, tmp_path)
        _read_card(person, lang)
        _why(person, lang)
    with at_desk(Settings(home=home)) as desk:
        assert {one.metric: one.target for one in goals.goal_list(desk)} == {
            "engagements": TARGET,
            "impressions": FILED,
        }


def _stocked(home: Path) -> None:
    """Every second day a post, every day a thousand impressions, up to the 20th of October."""
    days = [FIRST + dt.timedelta(days=at) for at in range((LAST - FIRST).days + 1)]
    posts: list[Row] = [
        {
            "account": "atelier",
            "post": f"p{day}",
            "published_on": day,
            "media_type": "photo",
            "reactions": OCTOBER_EACH if day.month == LAST.month else EACH,
        }
        for day in days
        if day.day % 2
    ]
    with at_desk(Settings(home=home)) as desk:
        stock(desk.store, CLIENT, "post", posts, platform="facebook", file="posts.csv")
        seen = [{"account": "atelier", "day": day, "impressions": 1000} for day in days]
        stock(desk.store, CLIENT, "account_day", seen, platform="facebook", file="days.csv")
        marks.add_mark(desk, Mark(0, 1, dt.date(2026, 10, 5), "Salon du livre"))


def _set(person: Person, lang: Language) -> None:
    """What is realistic stands beside the form before anything is set."""
    label = load_catalog().metrics["engagements"].label[lang]
    person.clicks("new_goal")
    person.chooses("goal_metric", label)
    expect(person.widget("offer_realistic")).to_be_visible()
    person.writes("goal_target_count", str(TARGET))
    person.clicks("set_goal")
    expect(person.widget("about_1")).to_be_visible()


def _take_file(person: Person, lang: Language, folder: Path) -> None:
    """Without the client's name: the page is about one."""
    t, catalog = translator(lang), load_catalog()
    heads = {"en": "Figure;Kind;Period;Target", "fr": "Chiffre;Type;Période;Cible"}[lang]
    kind, label = catalog.goal_kinds["reach_total"].label[lang], catalog.metrics["impressions"].label[lang]
    path = folder / "plan.csv"
    path.write_text(f"{heads}\n{label};{kind};2026-10;{FILED}\n", encoding="utf-8")
    person.clicks("targets")
    with person.page.expect_download() as download:
        person.presses(person.widget("targets_template").get_by_role("button"))
    assert download.value.suggested_filename.endswith(".xlsx")
    person.page.locator("input[type=file]").set_input_files(str(path))
    expect(person.widget("take_targets")).to_be_visible()
    assert t("{n} new", n=1) in person.page.get_by_role("dialog").inner_text()
    person.clicks("take_targets")
    expect(person.widget("about_2")).to_be_visible()


def _read_card(person: Person, lang: Language) -> None:
    """What was counted by hand, up to the last day, and the note; the days left are an estimate."""
    t = translator(lang)
    told = person.page.get_by_test_id("stMain").inner_text()
    assert count_text(COUNTED, lang) in told
    assert t("Actual, to {day}", day=date_text(LAST, lang, "day")) in told
    assert t("Estimate for the end: {range}", range="").strip() in told
    assert "Salon du livre" in told
    assert count_text(FILED, lang) in told


def _why(person: Person, lang: Language) -> None:
    t = translator(lang)
    person.widget("about_1").get_by_text(t("Why?")).first.click()
    person.waits()
    told = person.page.get_by_test_id("stMain").inner_text()
    assert t("What it takes") in told
    assert t("Actual less expected, part by part; the parts add up to the whole.") in told
    expect(person.page.get_by_test_id("stVegaLiteChart")).to_have_count(3)  # two ways, and the parts of one difference
