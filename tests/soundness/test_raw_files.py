"""Figures of the example client against a count of its raw files with nothing but the standard library."""

import csv
import datetime as dt
import re
import statistics
import unicodedata
import zoneinfo
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from reporting.access.people import local_person
from reporting.actions.desk import Desk
from reporting.actions.figures import figures
from reporting.actions.importing import take_in
from reporting.actions.labels import label_filters, save_label
from reporting.actions.reading import Upload
from reporting.catalog.model import Catalog
from reporting.metrics.model import MetricQuery
from reporting.periods import parse
from reporting.settings import Settings
from reporting.warehouse.clients import client_named
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.store import Store

DEMO = Path(__file__).parents[2] / "sample_data" / "demo"
FILES = (*sorted((DEMO / "instagram/posts").glob("Sep-01-2026*.csv")), *sorted((DEMO / "x").glob("*_2026-08-01_*.csv")))
PARIS, PACIFIC = zoneinfo.ZoneInfo("Europe/Paris"), zoneinfo.ZoneInfo("America/Los_Angeles")
EPOCH_OF_X = 1288834974657


def rows_of(folder: str) -> Iterator[Mapping[str, str]]:
    for path in FILES:
        if folder in path.parts:
            with path.open(encoding="utf-8-sig", newline="") as file:
                yield from csv.DictReader(file)


def instagram_of_october() -> list[Mapping[str, str]]:
    """Publish times are US Pacific; the month is that of Paris."""
    times = "%m/%d/%Y %H:%M"
    return [
        row
        for row in rows_of("instagram")
        if (dt.datetime.strptime(row["Publish time"], times).replace(tzinfo=PACIFIC).astimezone(PARIS)).month == 10
    ]


def x_of_october() -> list[Mapping[str, str]]:
    """The time is in the id; a text that begins with @ is a reply."""
    return [
        row
        for row in rows_of("x")
        if dt.datetime.fromtimestamp(((int(row["Post id"]) >> 22) + EPOCH_OF_X) / 1000, PARIS).month == 10
        and not row["Post text"].startswith("@")
    ]


def number(row: Mapping[str, str], heading: str) -> int:
    return int(row.get(heading) or 0)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Iterator[Desk]:
    settings = Settings(home=tmp_path_factory.mktemp("raw"), person="tester")
    store = Store.open(settings, catalog)
    desk = Desk(store, settings, local_person("tester"))
    receipts = take_in(desk, "Cairn", [Upload(path, path.name) for path in FILES])
    assert [(receipt.found.status, receipt.found.rejected) for receipt in receipts] == [("recognised", 0)] * len(FILES)
    yield desk
    store.close()


def client_of(desk: Desk) -> int:
    with desk.store.read() as cur:
        client = client_named(cur, "Cairn")
    assert client is not None
    return client.id


def ask(desk: Desk, platform: str, *metrics: str) -> tuple[object, ...]:
    (row,) = figures(desk, MetricQuery(metrics, client_of(desk), parse("2026-10"), platforms=(platform,))).rows
    return row


def test_instagram_is_what_its_files_say(desk: Desk) -> None:
    rows = instagram_of_october()
    posts = [row for row in rows if "Saves" in row]
    engaged = [sum(number(row, name) for name in ("Likes", "Comments", "Shares", "Saves")) for row in rows]
    reach = sum(number(row, "Reach") for row in rows)
    assert len(posts) > 5
    assert len(rows) > len(posts)
    assert ask(
        desk,
        "instagram",
        "posts",
        "stories",
        "post_reach",
        "post_views",
        "engagements",
        "saves",
        "engagement_rate_reach",
    ) == (
        len(posts),
        len(rows) - len(posts),
        reach,
        sum(number(row, "Views") for row in rows),
        sum(engaged),
        sum(number(row, "Saves") for row in posts),
        pytest.approx(sum(engaged) / reach, rel=1e-12),
    )


def test_a_pillar_is_what_a_search_in_its_files_finds(desk: Desk) -> None:
    """Its words by hand, in every spelling that the captions have."""
    spelled = re.compile(r"(?i)(?<!\w)(for[eê]t|for[eê]ts|pois\s+chiches)(?!\w)")
    rows = [row for row in instagram_of_october() if spelled.search(unicodedata.normalize("NFC", row["Description"]))]
    assert 3 <= len(rows) < len(instagram_of_october()) / 2
    client = client_of(desk)
    label = ContentLabel(0, client, "pillar", "Nature", ("#Foret", "FORÊTS", "pois  chiches"))
    save_label(desk, label)
    query = MetricQuery(
        ("post_reach", "saves"),
        client,
        parse("2026-10"),
        platforms=("instagram",),
        labels=label_filters(desk, client, ["nature"]),
    )
    assert figures(desk, query).rows == (
        (sum(number(row, "Reach") for row in rows), sum(number(row, "Saves") for row in rows)),
    )


def test_x_is_what_its_files_say_without_replies(desk: Desk) -> None:
    rows = x_of_october()
    engaged = [number(row, "Engagements") for row in rows]
    shown = sum(number(row, "Impressions") for row in rows)
    assert len(rows) > 5
    assert ask(
        desk,
        "x",
        "posts",
        "post_impressions",
        "engagements",
        "median_engagements",
        "engagement_rate_impressions",
        "click_rate",
    ) == (
        len(rows),
        shown,
        sum(engaged),
        statistics.median(engaged),
        pytest.approx(sum(engaged) / shown, rel=1e-12),
        pytest.approx(sum(number(row, "URL Clicks") for row in rows) / shown, rel=1e-12),
    )
