"""What the example client knows of others and of its audience: LinkedIn's competitors, TikTok's make-up."""

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

from sample_data.demo_containers import Row, headings, plain_csv, workbook, write
from sample_data.demo_world import Day, Post

_SEED = "cairn-et-sel 2026 market"
_OWN = "Cairn & Sel"
_HEADINGS = headings("Page | Total des abonnés | Nouveaux abonnés | Total des engagements des posts | Total des posts")
_MONTHS = ((2025, 10, 31), (2026, 9, 30), (2026, 10, 31))
_START = dt.date(2025, 10, 1)

# Page: followers in October 2025, a month's growth, posts a month, engagements a post.
_RIVALS = {
    "Maison Larzac": (5_180, 0.014, 13, 62),
    "Sel & Sentiers": (3_940, 0.021, 9, 88),
    "Les Thés du Vercors": (2_260, 0.009, 6, 41),
    "Grand Tour Provisions": (11_900, 0.006, 17, 37),
    "Bivouac Épicerie": (1_420, 0.032, 4, 54),
}
_GENDERS = (("Female", "0.57"), ("Male", "0.42"), ("Other", "0.01"))
_TERRITORIES = (("FR", "0.861"), ("BE", "0.048"), ("CH", "0.041"), ("CA", "0.016"), ("MA", "0.009"))


def write_rivals(folder: Path, posts: Sequence[Post], days: Sequence[Day], followers: int) -> None:
    """LinkedIn's export of each month; the own page is one of the rows, and nothing marks it."""
    for year, month, last in _MONTHS:
        first = dt.date(year, month, 1)
        end = dt.date(year, month, last)
        rows: list[Row] = [(f"{first.month}/1/{year}", f"{month}/{last}/{year}"), _HEADINGS]
        rows += [_own(posts, days, followers, (first, end)), *_others(first)]
        moment = int(dt.datetime(end.year, end.month, end.day, 9, tzinfo=dt.UTC).timestamp()) * 1000 + 172_800_000
        write(folder / f"{_OWN}_competitor_analytics_{moment}.xlsx", workbook([("CONCURRENTS", rows)]))


def _own(posts: Sequence[Post], days: Sequence[Day], followers: int, months: tuple[dt.date, dt.date]) -> Row:
    first, end = months
    mine = [post for post in posts if first <= post.day <= end]
    gained = sum(day.gained - day.lost for day in days if first <= day.day <= end)
    stands = followers + sum(day.gained - day.lost for day in days if day.day <= end)
    return (_OWN, stands, gained, sum(post.reactions_comments_shares for post in mine), len(mine))


def _others(first: dt.date) -> list[Row]:
    rng = random.Random(f"{_SEED} {first}")
    months = (first.year - _START.year) * 12 + first.month - _START.month
    rows: list[Row] = []
    for name, (followers, growth, monthly, liked) in _RIVALS.items():
        stands = round(followers * (1 + growth) ** months)
        gained = round(stands * growth * rng.uniform(0.6, 1.3))
        published = max(1, round(monthly * rng.uniform(0.75, 1.25)))
        rows.append((name, stands, gained, round(published * liked * rng.uniform(0.8, 1.25)), published))
    return rows


def write_audience(folder: Path) -> None:
    genders = plain_csv(("Gender", "Distribution"), _GENDERS, bom=True, quoted=True)
    territories = plain_csv(("Top territories", "Distribution"), _TERRITORIES, bom=True, quoted=True)
    write(folder / "FollowerGender.csv", genders)
    write(folder / "FollowerTopTerritories.csv", territories)
