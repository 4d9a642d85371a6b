"""A post that stands in the export of an all-in-one tool and in the network's own is one post."""

import csv
import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from reporting.access.people import local_person
from reporting.actions.desk import Desk
from reporting.actions.figures import figures
from reporting.actions.importing import take_in
from reporting.actions.reading import Upload
from reporting.catalog.model import Catalog
from reporting.metrics.model import MetricQuery
from reporting.periods import parse
from reporting.settings import Settings
from reporting.warehouse.clients import client_named
from reporting.warehouse.store import Store

TWEET = ((int(dt.datetime(2026, 10, 12, 10, tzinfo=dt.UTC).timestamp() * 1000) - 1288834974657) << 22) + 7
SHARE = (int(dt.datetime(2026, 10, 13, 10, tzinfo=dt.UTC).timestamp() * 1000) << 22) + 7
VIDEO = (int(dt.datetime(2026, 10, 14, 10, tzinfo=dt.UTC).timestamp()) << 32) + 7
SPROUT = [
    {
        "Network": "Instagram",
        "Post ID": "18068922089569001",
        "Profile": "acme",
        "Date": "10/10/2026 2:00 am",
        "Link": "https://www.instagram.com/p/DfICGcDgABN/",
        "Reactions": "1,041",
        "Comments": "7",
    },
    {
        "Network": "Facebook",
        "Post ID": "100000000000001_1276629304510001",
        "Profile": "Acme",
        "Date": "10/11/2026 2:00 am",
        "Link": "https://www.facebook.com/acme/posts/1276629304510001",
        "Reactions": "20",
        "Comments": "3",
    },
    {
        "Network": "X",
        "Post ID": str(TWEET),
        "Profile": "'@Acme",
        "Date": "10/12/2026 3:00 am",
        "Link": f"https://x.com/acme/status/{TWEET}",
        "Reactions": "30",
        "Comments": "4",
    },
    {
        "Network": "LinkedIn",
        "Post ID": str(SHARE),
        "Profile": "Acme",
        "Date": "10/13/2026 3:00 am",
        "Link": f"https://linkedin.com/feed/update/urn:li:share:{SHARE}",
        "Reactions": "40",
        "Comments": "5",
    },
    {
        "Network": "TikTok",
        "Post ID": str(VIDEO),
        "Profile": "'@acme",
        "Date": "10/14/2026 3:00 am",
        "Link": f"https://www.tiktok.com/@acme/video/{VIDEO}?utm_source=7",
        "Reactions": "50",
        "Comments": "6",
    },
]
OWN: Mapping[str, Sequence[Mapping[str, str]]] = {
    "instagram.csv": [
        {
            "Post ID": "18068922089569001",
            "Account ID": "17841400000000001",
            "Account username": "acme",
            "Account name": "Acme",
            "Publish time": "10/10/2026 02:00",
            "Permalink": "https://www.instagram.com/p/DfICGcDgABN/",
            "Post type": "IG image",
            "Date": "Lifetime",
            "Likes": "1041",
            "Comments": "7",
        },
    ],
    "facebook.csv": [
        {
            "Post ID": "1276629304510001",
            "Page ID": "100000000000001",
            "Page name": "Acme",
            "Publish time": "10/11/2026 02:00",
            "Permalink": "https://www.facebook.com/acme/posts/1276629304510001",
            "Date": "Lifetime",
            "Reactions": "20",
            "Comments": "3",
        },
    ],
    "x.csv": [
        {
            "Post id": str(TWEET),
            "Date": "Mon, Oct 12, 2026",
            "Post text": "Hello",
            "Post Link": f"https://x.com/acme/status/{TWEET}",
            "Impressions": "100",
            "Likes": "30",
            "Engagements": "40",
            "Replies": "4",
        },
    ],
    "acme_content_1793606400000.csv": [
        {
            "Post title": "Hello",
            "Post link": f"https://www.linkedin.com/feed/update/urn:li:activity:{SHARE + 4194304 * 900}",
            "Created date": "10/13/2026",
            "Impressions": "500",
            "Likes": "40",
            "Comments": "5",
        },
    ],
    "Content.csv": [
        {
            "Time": "October 31",
            "Video title": "Hello",
            "Video link": f"https://www.tiktok.com/@acme/video/{VIDEO}",
            "Post time": "October 14",
            "Total likes": "50",
            "Total comments": "6",
            "Total shares": "0",
            "Total views": "900",
        },
    ],
}


def written(folder: Path, name: str, rows: Sequence[Mapping[str, str]]) -> Upload:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return Upload(path, name)


@pytest.fixture
def desk(tmp_path: Path, catalog: Catalog) -> Iterator[Desk]:
    settings = Settings(home=tmp_path / "home", person="tester")
    store = Store.open(settings, catalog)
    yield Desk(store, settings, local_person("tester"))
    store.close()


def counted(desk: Desk) -> dict[object, tuple[object, ...]]:
    with desk.store.read() as cur:
        client = client_named(cur, "Acme")
    assert client is not None
    asked = MetricQuery(("posts", "reactions", "comments"), client.id, parse("2026-10"), by=("platform",))
    return {row[0]: row[1:] for row in figures(desk, asked).rows}


@pytest.mark.parametrize("order", list(itertools.permutations(("tool", "own"))), ids=" then ".join)
def test_posts_of_a_tool_and_of_the_networks_are_counted_once(
    desk: Desk, tmp_path: Path, order: tuple[str, ...]
) -> None:
    """One post on each network, whichever file comes first."""
    files = {
        "tool": [written(tmp_path, "Post Performance.csv", SPROUT)],
        "own": [written(tmp_path, name, rows) for name, rows in OWN.items()],
    }
    for source in order:
        receipts = take_in(desk, "Acme", files[source])
        assert [(r.found.status, r.found.rejected) for r in receipts] == [("recognised", 0)] * len(receipts)
    assert counted(desk) == {
        "facebook": (1, 20, 3),
        "instagram": (1, 1041, 7),
        "linkedin": (1, 40, 5),
        "tiktok": (1, 50, 6),
        "x": (1, 30, 4),
    }


def test_linkedin_posts_of_the_tool_alone_are_in_no_figure(desk: Desk, tmp_path: Path) -> None:
    """Their numbers are not those of LinkedIn's own export: counted, they would be counted twice once it comes."""
    take_in(desk, "Acme", [written(tmp_path, "Post Performance.csv", SPROUT)])
    assert "linkedin" not in counted(desk)
    assert counted(desk)["x"] == (1, 30, 4)
