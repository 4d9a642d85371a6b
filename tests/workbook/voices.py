"""Comments, reviews and mentions in a store, for tests of the E-reputation sheets."""

import datetime as dt
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.gathering import Gathering, ReportQuery
from reporting.catalog.model import Readers
from reporting.language import Language
from reporting.periods import Period, month
from reporting.warehouse.store import Store
from reporting.workbook.model import ReportInput
from tests.stocking import a_client, stock

OCTOBER = month(2026, 10)
CLIENT = "Maison Verdier"
LOUD = dt.date(2026, 10, 14)
PRIVATE = "Appelez-moi au 06 12 34 56 78 ou à jo.martin@example.org, @jo_martin, https://example.com/jo"
START = dt.date(2026, 8, 20)


def play(at: int, day: dt.date) -> dict[str, Any]:
    """A review of the app; one in five is open, one in seven has a clock that runs behind."""
    sent = dt.datetime.combine(day, dt.time(8 + at % 12, 0))
    replied = None if at % 5 == 0 else sent + dt.timedelta(minutes=-30 if at % 7 == 3 else 37 * (at % 11) ** 2 + 5)
    return {
        "mention": f"gp:{at}",
        "published_at": sent,
        "published_on": day,
        "kind": "review",
        "rating": float(1 + at * 3 % 5),
        "title": "Avis" if at % 4 == 0 else None,
        "text": f"{PRIVATE} ({at})" if at % 2 else None,
        "permalink": f"https://play.google.com/r/{at}",
        "answered": replied is not None,
        "replies_timed": True,
        "replied_at": replied,
        "reply_text": "Bonjour Jeanne, merci." if replied else None,
    }


def shop(at: int, day: dt.date) -> dict[str, Any]:
    """A review of the shop: days only, and no moments of replies."""
    answered = at % 3 != 0
    return {
        "mention": f"shop:{at}",
        "published_on": day,
        "kind": "review",
        "rating": 5.0 if at % 4 else 1.5,
        "text": f"Accueil charmant, et des bougies qui sentent bon le bois, vraiment ({at}).",
        "answered": answered,
        "reply_text": "Merci" if answered else None,
    }


def found(at: int, day: dt.date) -> dict[str, Any]:
    """A mention on X: the file tells a sentiment now and then, and never whether there was a reply."""
    verdict = ("positive", "neutral", "negative", "mixed", None)[at * 7 % 5]
    return {
        "mention": f"x:{at}",
        "published_on": day,
        "kind": "mention",
        "text": f"Vu chez @verdier, avec @jo_martin, numéro {at}",
        "permalink": f"https://x.com/jo_martin/status/{at}",
        "sentiment": verdict,
        "sentiment_given": verdict,
        "engagements": at % 13,
        "tags": "prix; livraison" if at % 3 == 0 else "prix",
    }


def fill(store: Store, *, loud: int = 20) -> int:
    """Two months and a half of voices; on one day of October there are `loud` mentions more. Gives back the client."""
    days = [START + dt.timedelta(days=at) for at in range((OCTOBER.end - START).days + 1)]
    calls = [found(at, day) for at, day in enumerate([*days, *days, *[LOUD] * loud])]
    kinds = {
        "google_play": [play(at, day) for at, day in enumerate(days)],
        "google_reviews": [shop(at, day) for at, day in enumerate(days[::2])],
        "x": calls,
    }
    for platform, rows in kinds.items():
        stock(store, CLIENT, "mention", rows, platform=platform, file=f"{platform}.csv", account="verdier")
    return a_client(store, CLIENT).id


def gathered(
    desk: Desk, client: int, lang: Language = "en", *, readers: Readers | None = None, period: Period = OCTOBER
) -> ReportInput:
    return Gathering(desk, ReportQuery(client, period, lang, readers=readers)).report()
