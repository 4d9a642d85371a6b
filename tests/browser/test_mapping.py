"""A file that no format knows, made known in the browser and taken in; figures against those counted by hand."""

from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, expect

from reporting.language import Language, translator
from tests.browser.driving import Person, server

pytestmark = pytest.mark.browser

# Six posts and a total; the fourth has no likes, the sixth no number where its impressions belong.
EXPORT = """Suivi Instagram – agence;;;;;
Compte;Date du post;Adresse;Nb d'impressions;J’aime reçus;Taux d'interaction
atelier;31/10/2026;https://www.instagram.com/p/A1/;1 204;12;4,5
atelier;05/10/2026;https://www.instagram.com/p/A2/;900;31;3,25
atelier;06/10/2026;https://www.instagram.com/p/A3/;2 050;44;1,75
atelier;07/10/2026;https://www.instagram.com/p/A4/;311;n/a;2,5
atelier;08/10/2026;https://www.instagram.com/p/A5/;78;3;12,5
atelier;09/10/2026;https://www.instagram.com/p/A6/;beaucoup;9;1
Total;;;4 543;99;
"""
BY_HAND = {"posts": 5, "impressions": 1204 + 900 + 2050 + 311 + 78, "likes": 12 + 31 + 44 + 3, "likes_known": 4}
RATES = [0.0175, 0.025, 0.0325, 0.045, 0.125]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_unknown_file_is_made_known_and_taken_in(lang: Language, page: Page, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first, second = _exports(tmp_path)
    with server(home) as address:
        person = Person(page, address)
        person.opens("")
        person.speaks(lang)
        _map(person, first, lang)
        _take_in(person)
        _next_month_is_known(person, second, lang)
        _stays_while_in_use(person, lang)
    assert [path.name for path in (home / "formats").iterdir()] == ["suivi.toml"]
    _check(home)


def _exports(folder: Path) -> tuple[Path, Path]:
    """Two files of the same tool: the second is of another month."""
    first, second = folder / "suivi octobre.csv", folder / "suivi novembre.csv"
    first.write_text(EXPORT, encoding="utf-8")
    second.write_text(EXPORT.replace("/10/2026", "/09/2026").replace("31/09", "30/09"), encoding="utf-8")
    return first, second


def _map(person: Person, path: Path, lang: Language) -> None:
    t = translator(lang)
    person.opens("upload")
    person.drops([path])
    _opened(person, "map-suivi")
    person.presses(person.page.locator("[class*='st-key-map-suivi']").get_by_role("button"))
    person.waits()
    expect(person.page.get_by_role("heading", name=t("What is this file?"))).to_be_visible()
    expect(person.widget("map_save").get_by_role("button")).to_be_disabled()
    person.clicks("map_take_all")
    person.chooses("map_scale/5/2/post", t("5 means 5%"))
    person.writes("map_title/suivi octobre.csv", "Suivi")
    told = person.page.get_by_test_id("stMain").inner_text()
    assert t("{n} {n:row|rows} read", n=6) in told
    assert t("{n} left out", n=1) in told
    person.clicks("map_save")


def _opened(person: Person, key: str) -> None:
    """The block of the only file, so that what is in it can be seen."""
    inside = person.page.locator(f"[class*='st-key-{key}']").first
    if not inside.is_visible():
        person.page.get_by_test_id("stExpander").first.locator("summary").click()
    expect(inside).to_be_visible()


def _take_in(person: Person) -> None:
    expect(person.widget("take_in")).to_be_visible()
    person.chooses_new("upload_client", "Atelier Test")
    person.presses(person.widget("accept_rejections").locator("label").first)
    person.waits()
    person.clicks("take_in")


def _next_month_is_known(person: Person, path: Path, lang: Language) -> None:
    """Recognised at once, by its headings, and its account by the first file; it is not taken in."""
    t = translator(lang)
    person.opens("upload")
    person.drops([path])
    told = person.page.get_by_test_id("stMain").inner_text()
    assert t("{count} {count:row goes|rows go} to {client}.", count=6, client="Atelier Test") in told


def _stays_while_in_use(person: Person, lang: Language) -> None:
    t = translator(lang)
    person.opens("mapping")
    person.page.get_by_test_id("stExpander").first.locator("summary").click()
    person.clicks("delete/suivi")
    person.clicks("delete_yes")
    expect(person.page.get_by_text(t("Take these imports back first, under History."))).to_be_visible()


def _check(home: Path) -> None:
    with duckdb.connect(home / "bilan.duckdb", read_only=True) as con:
        sql = "select count(*), sum(impressions), sum(likes), count(likes) from current_post"
        assert con.execute(sql).fetchone() == tuple(BY_HAND.values())
        rates = con.execute("select engagement_rate_given from current_post order by 1").fetchall()
    assert [rate for (rate,) in rates] == pytest.approx(RATES)
