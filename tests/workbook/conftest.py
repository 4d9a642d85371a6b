"""Reports made by hand: small tables whose figures are known without our code."""

import datetime as dt
import io
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reporting.access.people import local_person
from reporting.actions.demo import load_demo
from reporting.actions.desk import Desk
from reporting.catalog import Catalog, load_catalog
from reporting.errors import say
from reporting.insights.model import Finding
from reporting.language import Language
from reporting.periods import Period, month
from reporting.settings import Settings
from reporting.warehouse.model import Brand, Client, Import
from reporting.warehouse.store import Store
from reporting.workbook.build import build
from reporting.workbook.model import (
    Cell,
    ControlTotal,
    DataColumn,
    DataTable,
    Figure,
    Freshness,
    RankedPost,
    ReportInput,
    Window,
)
from reporting.workbook.trend_model import Course
from tests.workbook.standings import goal_standings

ROOT = Path(__file__).parents[2]
OCTOBER = month(2026, 10)
WINDOWS = (Window("period", OCTOBER), Window("previous", month(2026, 9)), Window("last_year", month(2025, 10)))
MONTHS = tuple(month(2025 + (9 + at) // 12, (9 + at) % 12 + 1) for at in range(13))
ACCOUNTS = {1: ("instagram", "Maison Clément"), 2: ("facebook", "Maison Clément"), 3: ("x", "@clement")}
MEDIA = {"photo": {"en": "Photo", "fr": "Photo"}, "video": {"en": "Video", "fr": "Vidéo"}}


def logo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (320, 120), "#E4B04A").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="session")
def definitions() -> Catalog:
    return load_catalog()


def posts(count: int = 90, platforms: tuple[str, ...] = ("instagram", "facebook", "x")) -> list[dict[str, Any]]:
    """A post every few days over thirteen months, with holes: no reach on X, an unknown now and then, stories none."""
    made = []
    accounts = [number for number, (platform, _) in ACCOUNTS.items() if platform in platforms]
    for at in range(count):
        account = accounts[at % len(accounts)]
        platform, name = ACCOUNTS[account]
        engagements = None if at % 17 == 5 else 20 + (at * 37) % 211
        reach = None if platform == "x" or at % 13 == 4 else 800 + (at * 97) % 4001
        made.append(
            {
                "day": dt.date(2025, 10, 1) + dt.timedelta(days=int(at * 395 / count)),
                "platform": platform,
                "account": account,
                "account_name": name,
                "media_type": "video" if at % 4 == 0 else "photo",
                "text": f"Publication {at} – été à Saint-Émilion",
                "link": f"https://example.com/p/{at}",
                "posts": 1,
                "engagements": engagements,
                "post_reach": reach,
                "watch_time": 3600.5 * at if at % 4 == 0 else None,
            }
        )
    return made


def days(platforms: tuple[str, ...] = ("instagram", "facebook", "x")) -> list[dict[str, Any]]:
    """A row an account and day; X has no followers, Instagram misses the last five days of October 2026."""
    made = []
    for account, (platform, name) in ACCOUNTS.items():
        for at in range(395 + 7 if platform in platforms else 0):
            day = dt.date(2025, 9, 24) + dt.timedelta(days=at)
            level = (
                None
                if platform == "x" or (platform == "instagram" and day > dt.date(2026, 10, 26))
                else 10_000 * account + 3 * at
            )
            made.append(
                {
                    "day": day,
                    "platform": platform,
                    "account": account,
                    "account_name": name,
                    "impressions": 500 + (at * 31) % 97,
                    "followers": level,
                    "net_follower_flow": 2 if platform == "x" else None,
                }
            )
    return made


def _inside(rows: list[dict[str, Any]], period: Period, platform: str | None) -> list[dict[str, Any]]:
    return [row for row in rows if row["day"] in period and platform in {None, row["platform"]}]


def _sum(rows: list[dict[str, Any]], column: str) -> float | None:
    known = [row[column] for row in rows if row[column] is not None]
    return sum(known) if known else None


def _rate(rows: list[dict[str, Any]], over: str, under: str) -> float | None:
    known = [(row[over], row[under]) for row in rows if row[over] is not None and row[under] is not None]
    return sum(top for top, _ in known) / sum(base for _, base in known) if known else None


def _last(rows: list[dict[str, Any]]) -> float | None:
    known = {row["account"]: row["followers"] for row in rows if row["followers"] is not None}
    return sum(known.values()) if known else None


def _growth(rows: list[dict[str, Any]], period: Period, platform: str | None) -> float | None:
    """By hand: the levels grow by 3 a day; X has none and its flow is 2 a day."""
    total = None
    for name, _ in ACCOUNTS.values():
        mine = [row for row in _inside(rows, period, platform) if row["platform"] == name]
        known = [row for row in mine if row["followers"] is not None]
        if known:
            total = (total or 0) + 3 * ((known[-1]["day"] - period.start).days + 1)
        elif mine:
            total = (total or 0) + 2 * len(mine)
    return total


def figures(
    post_rows: list[dict[str, Any]], day_rows: list[dict[str, Any]], windows: tuple[Window, ...]
) -> list[Figure]:
    platforms: list[str | None] = [None, *sorted({row["platform"] for row in [*post_rows, *day_rows]})]
    made: dict[str, Callable[[Period, str | None], float | None]] = {
        "posts": lambda p, n: _sum(_inside(post_rows, p, n), "posts"),
        "posts_per_week": lambda p, n: (_sum(_inside(post_rows, p, n), "posts") or 0) * 7 / p.days or None,
        "engagements": lambda p, n: _sum(_inside(post_rows, p, n), "engagements"),
        "post_reach": lambda p, n: _sum(_inside(post_rows, p, n), "post_reach"),
        "watch_time": lambda p, n: _sum(_inside(post_rows, p, n), "watch_time"),
        "engagement_rate_reach": lambda p, n: _rate(_inside(post_rows, p, n), "engagements", "post_reach"),
        "median_engagements": lambda p, n: _median(_inside(post_rows, p, n)),
        "impressions": lambda p, n: _sum(_inside(day_rows, p, n), "impressions"),
        "followers": lambda p, n: _last(_inside(day_rows, p, n)),
        "net_follower_growth": lambda p, n: _growth(day_rows, p, n),
    }
    return [
        Figure(metric, platform, tuple(value(window.period, platform) for window in windows))
        for metric, value in made.items()
        for platform in platforms
    ]


def course(post_rows: list[dict[str, Any]], day_rows: list[dict[str, Any]]) -> Course:
    found = figures(post_rows, day_rows, tuple(Window("period", one) for one in MONTHS))
    return Course(MONTHS, {one.metric: one.values for one in found if one.platform is None})


def _median(rows: list[dict[str, Any]]) -> float | None:
    known = [row["engagements"] for row in rows if row["engagements"] is not None]
    return statistics.median(known) if known else None


def tables(
    catalog: Catalog, lang: Language, post_rows: list[dict[str, Any]], day_rows: list[dict[str, Any]]
) -> tuple[DataTable, ...]:
    label = {platform.id: platform.label for platform in catalog.theme.platforms.values()}

    def both(row: dict[str, Any], shown: str) -> Cell:
        known = row["engagements"] is not None and row["post_reach"] is not None
        return row[shown] if known else None

    def known(metric: str) -> DataColumn:
        return DataColumn(metric, catalog.metrics[metric].label[lang], catalog.metrics[metric].unit)

    post_columns = [
        DataColumn("day", "Day"),
        DataColumn("platform", "Platform"),
        DataColumn("account", "Account no."),
        DataColumn("account_name", "Account"),
        DataColumn("media_type", "Format"),
        DataColumn("text", "Text"),
        DataColumn("link", "Link"),
        *(
            DataColumn(m, catalog.metrics[m].label[lang], catalog.metrics[m].unit)
            for m in ("posts", "engagements", "post_reach", "watch_time")
        ),
        DataColumn("posts_per_week", "Posts per week (row)", "count"),
        DataColumn("median_engagements", "Median engagements (row)", "count"),
        DataColumn("engagement_rate_reach.over", "Engagements where reach is known", "count"),
        DataColumn("engagement_rate_reach.under", "Reach where engagements are known", "count"),
    ]
    post_data = tuple(
        (
            row["day"], label[row["platform"]], row["account"], row["account_name"],
            MEDIA[row["media_type"]][lang], row["text"], row["link"],
            row["posts"], row["engagements"], row["post_reach"], row["watch_time"], row["posts"], row["engagements"],
            both(row, "engagements"), both(row, "post_reach"),
        )
        for row in post_rows
    )  # fmt: skip
    day_columns = ["impressions", "followers", "net_follower_flow"]
    day_data = tuple(
        (row["day"], label[row["platform"]], row["account"], row["account_name"], *(row[name] for name in day_columns))
        for row in day_rows
    )
    columns = (*post_columns[:4], *(DataColumn(m, catalog.metrics[m].label[lang], "count") for m in day_columns))
    return DataTable("post", tuple(post_columns), post_data), DataTable("account_day", columns, day_data)


def make_report(
    catalog: Catalog,
    lang: Language = "en",
    *,
    name: str = "Maison Clément",
    platforms: tuple[str, ...] = ("instagram", "facebook", "x"),
    windows: tuple[Window, ...] = WINDOWS,
    brand: Brand | None = None,
    count: int = 90,
) -> ReportInput:
    post_rows, day_rows = posts(count, platforms), days(platforms)
    ranked = sorted(
        (r for r in post_rows if r["day"] in OCTOBER and r["engagements"] is not None), key=lambda r: -r["engagements"]
    )
    top = tuple(
        RankedPost(
            r["platform"], r["account_name"], r["day"], r["media_type"], r["text"], r["link"], r["engagements"], 0.9
        )
        for r in ranked
    )
    return ReportInput(
        client=Client(1, name, lang, "Europe/Paris", brand or Brand("#1F4D3A", "#B3641B", logo())),
        lang=lang,
        catalog=catalog,
        recipe=catalog.recipes["monthly"],
        period=OCTOBER,
        windows=windows,
        generated_at=dt.datetime(2026, 11, 3, 9, 30, tzinfo=dt.UTC),
        prepared_by="Ada",
        version="v1",
        data=tables(catalog, lang, post_rows, day_rows),
        figures=tuple(figures(post_rows, day_rows, windows)),
        standings=goal_standings(post_rows),
        findings=(
            Finding(say("Engagements rose in the month."), "strong", 28, 3.0, "engagements", good=True),
            Finding(say("Reach fell on Facebook."), "indicative", 9, 2.0, "post_reach", "facebook", good=False),
        ),
        top=top[:5],
        bottom=top[-2:],
        freshness=tuple(
            Freshness(p, dt.date(2025, 9, 24), OCTOBER.end, dt.date(2026, 11, 2), 5 if p == "instagram" else 0)
            for p in platforms
        ),
        imports=(
            Import(
                1, 1, name, "publications_2026-10.csv", None, "ab" * 32, "x_content", "x", "post", "fr",
                OCTOBER.start, OCTOBER.end, 30, 1, (), dt.datetime(2026, 11, 2, 8, 0, tzinfo=dt.UTC), "Ada",
            ),
        ),
        controls=(ControlTotal("x", "@clement", "impressions", OCTOBER, 16_000, 15_900),),
        changes=catalog.changes[:1],
        months=MONTHS,
        days=Period(dt.date(2025, 10, 1), OCTOBER.end),
        course=course(post_rows, day_rows),
    )  # fmt: skip


@pytest.fixture(scope="session")
def report(definitions: Catalog) -> ReportInput:
    return make_report(definitions)


@pytest.fixture(scope="session")
def built(report: ReportInput) -> bytes:
    return build(report)


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes, name: str = "report.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture(scope="session")
def example(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The example client, with everything that a report can show; for tests that only read."""
    settings = Settings(home=tmp_path_factory.mktemp("example"), person="tester")
    store = Store.open(settings, catalog)
    desk = Desk(store, settings, local_person("tester"))
    load_demo(desk)
    yield desk
    store.close()
