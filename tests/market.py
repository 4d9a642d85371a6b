"""Tracked pages and audiences straight into a store: small facts whose figures are known without our code."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from reporting.periods import month
from reporting.warehouse.store import Store
from tests.stocking import a_client, stock

CLIENT = "Cairn & Sel"
OCTOBER, SEPTEMBER = month(2026, 10), month(2026, 9)
HOSTILE = '=HYPERLINK("http://x.example";"x")'
Row = Mapping[str, Any]


def october(day: int) -> dt.date:
    return dt.date(2026, 10, day)


def page(name: str, first: dt.date, last: dt.date, **figures: Any) -> Row:
    return {"account": "cairn-et-sel", "rival": name, "period_from": first, "period_to": last, **figures}


def exports(store: Store, rows: Sequence[Row], file: str = "competitors.xlsx") -> int:
    stock(store, CLIENT, "rival_period", rows, platform="linkedin", file=file)
    return a_client(store, CLIENT).id


def rival_posts(store: Store, rows: Sequence[Row]) -> int:
    stock(store, CLIENT, "rival_post", rows, platform="instagram", file="rival_posts.csv")
    return a_client(store, CLIENT).id


def audience(store: Store, dimension: str, groups: Mapping[str, float], at: dt.date, **rest: Any) -> None:
    """Shares below 1, else people."""
    rows = [
        {
            "account": "cairn-et-sel",
            "group": "followers",
            "dimension": dimension,
            "label": label,
            "share" if value <= 1 else "people": value,
            **rest,
        }
        for label, value in groups.items()
    ]
    moment = dt.datetime.combine(at, dt.time(9), dt.UTC)
    stock(store, CLIENT, "audience", rows, platform="linkedin", file=f"{dimension}-{at}-{len(rows)}.csv", at=moment)


def fill(store: Store) -> int:
    """Four pages in October and September, whole months; posts of three pages on another network; two make-ups."""
    whole = (OCTOBER.start, OCTOBER.end)
    before = (SEPTEMBER.start, SEPTEMBER.end)
    now = [
        page("Cairn & Sel", *whole, followers=3_365, new_followers=101, posts_published=12, engagements=1_196),
        page("Maison Larzac", *whole, followers=6_120, new_followers=-7, posts_published=14, engagements=986),
        page(HOSTILE, *whole, followers=5_056, new_followers=120, posts_published=0, engagements=0),
        page("Bivouac", *whole, followers=None, new_followers=44, posts_published=3, engagements=None),
    ]
    exports(store, now)
    then = [
        page("Cairn & Sel", *before, followers=3_264, new_followers=80, posts_published=9, engagements=600),
        page("Maison Larzac", *before, followers=6_127, new_followers=10, posts_published=11, engagements=900),
        page(HOSTILE, *before, followers=4_936, new_followers=100, posts_published=5, engagements=500),
    ]
    exports(store, then, "competitors_before.xlsx")
    rival_posts(store, [post for at in range(40) for post in _post(at)])
    audience(store, "seniority", {"Senior": 60, "Entry": 30, "CXO": 10}, dt.date(2026, 11, 2))
    audience(store, "country", {"FR": 0.8, "BE": 0.1, HOSTILE: 0.05}, dt.date(2026, 11, 2), observed_on=october(31))
    return a_client(store, CLIENT).id


def _post(at: int) -> list[Row]:
    """One a day from 3 September on; a post of "Sentiers" has no shares."""
    name = ("Cairn et Sel", "Larzac", "Sentiers")[at % 3]
    return [
        {
            "account": "cairnetsel",
            "rival": name,
            "post": f"p{at}",
            "published_on": dt.date(2026, 9, 3) + dt.timedelta(days=at),
            "likes": 10 + at,
            "comments": at % 4,
            "shares": None if name == "Sentiers" and at == 38 else at % 3,
            "caption": f"=Post {at}",
        }
    ]
