"""Pages as a visitor runs them: app.py over a store of its own."""

import datetime as dt
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from reporting.actions import goals
from reporting.actions.desk import Desk, at_desk
from reporting.goals.model import Goal, Scope
from reporting.periods import month
from reporting.settings import Settings
from reporting.ui.navigation import PAGES
from reporting.ui.visit import shared_desk
from tests.stocking import Row, stock

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]
FIRST, LAST = dt.date(2026, 8, 1), dt.date(2026, 10, 31)
CLIENT = "Cairn & Sel *_*"
HOSTILE = "Fleur *de* sel :sun: <b>ici</b> [lien](http://evil.example)"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own for the pages."""
    _forget()
    _go_to(tmp_path / "home", monkeypatch)
    yield tmp_path / "home"
    _forget()


def _go_to(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTING_HOME", str(home))
    monkeypatch.chdir(ROOT)


def _forget() -> None:
    """Close the desk of the pages and empty every cache."""
    shared_desk.clear()
    st.cache_data.clear()


@pytest.fixture
def open_page() -> Open:
    """open_page("goals", lang="fr") runs app.py at that address, over `home` or `stocked`."""

    def run(address: str, lang: str = "en", **params: str) -> AppTest:
        assert "REPORTING_HOME" in os.environ, "the test needs `home` or `stocked`: pages would open ./data"
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in {"lang": lang, **params}.items():
            app.query_params[name] = value
        if address != "overview":
            app.run()
            app.switch_page(next(entry.path for entry in PAGES if entry.address == address))
        return app.run()

    return run


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three months of two networks, posts whose words are hostile, and goals."""
    home = tmp_path_factory.mktemp("pages") / "home"
    with at_desk(Settings(home=home)) as desk:
        for platform in ("facebook", "x"):
            days, posts = activity(platform, random.Random(platform))  # noqa: S311 -- invented figures
            stock(desk.store, CLIENT, "account_day", days, platform=platform, file=f"{platform}_days.csv")
            stock(desk.store, CLIENT, "post", posts, platform=platform, file=f"{platform} <posts>.csv")
        _goals(desk)
    return home


@pytest.fixture
def only_web(home: Path) -> Path:
    """A client that is on no social network: days of a site, and reviews."""
    days = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    with at_desk(Settings(home=home)) as desk:
        visits = [{"day": day, "sessions": 40, "views": 90, "account": "GA4 - cairn"} for day in days]
        stock(desk.store, CLIENT, "web_day", visits, platform="ga4", file="report.csv")
        reviews = [{"mention": str(n), "published_on": day, "rating": 4.0} for n, day in enumerate(days)]
        stock(desk.store, CLIENT, "mention", reviews, platform="trustpilot", file="reviews.csv")
    return home


@pytest.fixture
def stocked(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The full installation, open for all tests after one another: they look and change nothing but the language."""
    _go_to(filled, monkeypatch)
    return filled


def activity(platform: str, chance: random.Random) -> tuple[list[Row], list[Row]]:
    """Days and posts of three months; the same chance gives the same ones."""
    days: list[Row] = []
    posts: list[Row] = []
    for at in range((LAST - FIRST).days + 1):
        day = FIRST + dt.timedelta(days=at)
        seen = chance.randint(500, 900)
        days.append(
            {"account": f"{platform}-1", "day": day, "followers": 1000 + at, "impressions": seen, "reach": seen}
        )
        if at % 3 == 0:
            post: Row = {
                "account": f"{platform}-1",
                "post": f"{platform}{at}",
                "published_on": day,
                "media_type": "photo" if at % 2 else "video",
                "caption": HOSTILE,
                "permalink": f"https://{platform}.example/{at}",
                "impressions": chance.randint(200, 4000),
                "reactions": chance.randint(5, 90),
            }
            posts.append(post)
    return days, posts


def _goals(desk: Desk) -> None:
    october = month(2026, 10)
    goals.set_goal(desk, Goal(0, 1, "engagements", "reach_total", october, 1500.0))
    goals.set_goal(
        desk, Goal(0, 1, "followers", "reach_level", october, 2500.0, Scope(("x",)), owner="Inès", note=HOSTILE)
    )
    goals.set_goal(desk, Goal(0, 1, "median_engagement_rate", "keep_above", october, 0.02))
