"""Ads, plans and hours straight into a store: small facts whose figures are known without our code."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reporting.access.people import local_person
from reporting.actions.desk import Desk
from reporting.catalog.model import Catalog
from reporting.metrics import ads
from reporting.metrics.engine import DuckDBEngine
from reporting.periods import Period, month
from reporting.settings import Settings
from reporting.warehouse.store import Store
from tests.stocking import a_client, stock

CLIENT = "Acme & Co"
OCTOBER, SEPTEMBER = month(2026, 10), month(2026, 9)
WINDOWS = {"period": OCTOBER, "previous": SEPTEMBER}
YEAR_BEFORE = dt.date(2025, 10, 1)
HOSTILE = '=HYPERLINK("http://x.example";"x")'
Row = Mapping[str, Any]


@contextmanager
def filled(home: Path, catalog: Catalog) -> Iterator[tuple[Desk, int]]:
    """An installation with all of it, for tests that only read; and the client's number."""
    settings = Settings(home=home, person="tester")
    store = Store.open(settings, catalog)
    try:
        yield Desk(store, settings, local_person("tester")), fill(store)
    finally:
        store.close()


def october(day: int) -> dt.date:
    return dt.date(2026, 10, day)


def ad(day: dt.date, spend: float | None, **rest: Any) -> Row:
    """A day of a campaign, in euros."""
    usual = {"grain": "campaign", "level": "campaign", "campaign": "One", "currency": "EUR", "account": "Acme"}
    return {"day": day, "spend": spend, **usual, **rest}


def by_ad(day: dt.date, spend: float, **rest: Any) -> Row:
    return ad(day, spend, grain="campaign_ad", level="ad", ad="An ad", **rest)


def of_period(first: dt.date, last: dt.date, spend: float, **rest: Any) -> Row:
    row = {key: value for key, value in ad(first, spend, **rest).items() if key != "day"}
    return {"period_from": first, "period_to": last, **row}


def put(store: Store, table: str, rows: Sequence[Row], *, platform: str = "meta_ads", file: str = "ads.csv") -> int:
    """One export; gives back the client's number."""
    stock(store, CLIENT, table, rows, platform=platform, file=file)
    return a_client(store, CLIENT).id


def groups(desk: Desk, client: int, windows: Mapping[str, Period] = WINDOWS) -> dict[tuple[Any, ...], dict[str, Any]]:
    """By platform, currency and span."""
    asked = ads.groups(desk.catalog, client, windows, ("platform", "currency", "unstated"))
    found = asked.found(DuckDBEngine(desk.store))
    return {(row["platform"], row["currency"], row["span"]): row for row in found}


def now(desk: Desk, client: int, platform: str = "meta_ads", currency: str | None = "EUR") -> dict[str, Any]:
    return groups(desk, client)[platform, currency, "period"]


def campaigns(first: dt.date, platform: str) -> list[dict[str, Any]]:
    """Four weeks of three campaigns; cells that a platform leaves empty are empty."""
    made = []
    for at in range(28 * 3):
        day = first + dt.timedelta(days=at // 3)
        sold = at % 4 if at % 3 else None
        own: dict[str, Any] = {"clicks": 3 + at % 9, "conversions": sold}
        if platform == "meta_ads":
            own = {"clicks": 30 + at % 9, "link_clicks": 3 + at % 7, "purchases": sold}
        value = None if sold is None else sold * 41.5
        name = (HOSTILE, "Été – 20 %", "@handle")[at % 3]
        made.append(
            dict(ad(day, 5 + at * 1.37, campaign=name))
            | own
            | {"impressions": 400 + at * 13, "conversion_value": value}
        )
    return made


def fill(store: Store) -> int:
    """Three months of ads in two currencies, said twice, of plans, posts and hours; names that would be formulas."""
    for at, first in enumerate((october(1), SEPTEMBER.start, YEAR_BEFORE)):
        for platform in ("meta_ads", "google_ads"):
            put(store, "ad_day", campaigns(first, platform), platform=platform, file=f"{platform}{at}.csv")
        again = [by_ad(first + dt.timedelta(days=day), 90.0) for day in range(28)]
        put(store, "ad_day", again, platform="meta_ads", file=f"again{at}.csv")
        posts = [
            {
                "post": f"{at}-{n}",
                "published_on": first + dt.timedelta(days=n * 2),
                "account": "Acme",
                "media_type": "reel" if n % 2 else "photo",
                "likes": 10 + n,
            }
            for n in range(14)
        ]
        put(store, "post", posts, platform="facebook", file=f"posts{at}.csv")
        plans = [
            {"plan_item": f"{at}-{n}", "planned_on": first + dt.timedelta(days=n * 3), "plan_status": "planned"}
            | {"account": "Acme", "caption": HOSTILE}
            for n in range(8)
        ]
        put(store, "plan_item", plans, platform="facebook", file=f"plan{at}.csv")
        hours = [
            {"day": first + dt.timedelta(days=n), "clock_start": f"{8 + n % 12:02d}:30:00", "account": "Acme"}
            | {"person": ("Zoé Personne", HOSTILE)[n % 2], "task": ("Reels", "Rapports")[n % 2]}
            | {"worked_seconds": 3600.0 * (1 + n % 3)}
            for n in range(20)
        ]
        put(store, "time_entry", hours, platform="toggl", file=f"hours{at}.csv")
    for span in (OCTOBER, SEPTEMBER):
        whole = [of_period(span.start, span.end, 333.25, impressions=20_000, clicks=90)]
        put(store, "ad_period", whole, platform="pinterest_ads", file=f"pinterest{span.key}.csv")
    swiss = [ad(october(2), 12.5, currency="CHF", clicks=4)]
    return put(store, "ad_day", swiss, platform="linkedin_ads", file="li.csv")
