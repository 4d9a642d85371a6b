"""Two exports that changed, mended on the page in both languages; figures counted by hand in these files."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reporting.actions.desk import at_desk
from reporting.language import Language, translator
from reporting.settings import Settings
from tests.browser.driving import Person, server

pytestmark = pytest.mark.browser

LINK = "https://www.linkedin.com/feed/update/urn:li:activity:720470348000000000{}"
RENAMED = (
    "Date,Impressions,Likes,Engagements,New follows,Unfollowed accounts\n"
    '"Wed, Oct 7, 2026",200,3,4,5,6\n"Thu, Oct 8, 2026",250,3,4,5,9\n'
)
FLIPPED = "Post link,Created date,Impressions,Clicks\n" + "".join(
    f"{LINK.format(n)},{day},{seen},1\n" for n, (day, seen) in enumerate([("03/10/2026", 40), ("14/10/2026", 2)])
)
SAID = {
    "en": (
        "X now calls “Unfollows” “Unfollowed accounts”",
        "LinkedIn used to write “Created date” as month/day. Here 1 date, such as 14/10/2026, can only be day/month",
        (
            "2 rows · Oct 7, 2026 – Oct 8, 2026 · Impressions 450",
            "2 rows · Oct 3, 2026 – Oct 14, 2026 · Impressions 42",
        ),
    ),
    "fr": (
        "X appelle désormais «\u00a0Unfollows\u00a0» «\u00a0Unfollowed accounts\u00a0»",
        "LinkedIn écrivait «\u00a0Created date\u00a0» en mois/jour. Ici, 1 date, comme 14/10/2026",
        (
            "2 lignes · 7 oct. 2026 – 8 oct. 2026 · Impressions 450",
            "2 lignes · 3 oct. 2026 – 14 oct. 2026 · Impressions 42",
        ),
    ),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_renamed_heading_and_a_flipped_order_are_mended_with_a_click_each(
    lang: Language, page: Page, tmp_path: Path
) -> None:
    for name, words in (("days.csv", RENAMED), ("posts.csv", FLIPPED)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    home = tmp_path / "home"
    with server(home) as address:
        person = Person(page, address)
        person.opens("")
        person.speaks(lang)
        person.opens("upload")
        person.drops([tmp_path / "days.csv", tmp_path / "posts.csv"])
        renamed, flipped, effects = SAID[lang]
        _mend(person, "mend/days.csv//0/x_overview", renamed, effects[0])
        _mend(person, "mend/posts.csv//0/linkedin_page_posts", flipped, effects[1])
        _take_in(person)
        expect(page.get_by_text(translator(lang)("See how it went")).first).to_be_visible()
        person.opens("health")
        assert "Unfollowed accounts" in page.get_by_test_id("stMain").inner_text()
    with at_desk(Settings(home=home)) as desk, desk.store.read() as cur:
        days = cur.execute("select day, impressions, lost_followers from current_account_day order by day").fetchall()
        posts = cur.execute("select published_on, impressions from current_post order by published_on").fetchall()
    assert days == [(dt.date(2026, 10, 7), 200, 6), (dt.date(2026, 10, 8), 250, 9)]
    assert posts == [(dt.date(2026, 10, 3), 40), (dt.date(2026, 10, 14), 2)]


def _mend(person: Person, key: str, said: str, effect: str) -> None:
    person.clicks(key)
    dialog = person.page.get_by_role("dialog")
    expect(dialog.get_by_text(said).first).to_be_visible()
    expect(dialog.get_by_text(effect)).to_be_visible()
    person.clicks("mend_yes")
    expect(dialog).to_have_count(0)
    expect(person.widget(key)).to_have_count(0)


def _take_in(person: Person) -> None:
    questions = person.page.locator("[class*='st-key-give-']")
    while questions.count():
        person.page.locator("[class*='st-key-answer_of-'] input").first.click()
        person.page.keyboard.type("acme")
        person.page.keyboard.press("Enter")
        person.waits()
        person.presses(questions.first.get_by_role("button"))
        person.waits()
    person.chooses_new("upload_client", "Acme")
    person.clicks("take_in")
