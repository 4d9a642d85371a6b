"""The invented activity of the example client: posts and days that agree (reach within views, followers from gains).

A post's views are spread over the days after it; an account's day is the sum of what its posts got that day and of a
quiet base. Everything is drawn from generators with fixed seeds, so that the files are the same wherever they are made.
"""

import datetime as dt
import math
import random
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, field

from sample_data import demo_words

START = dt.date(2025, 9, 1)
END = dt.date(2026, 10, 31)
YOUTUBE_END = dt.date(2026, 10, 23)  # the export was made too early: a gap that the report has to show
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
_SEED = "cairn-et-sel 2026"
_YEAR = 365
_SATURDAY = 5

_CAMPAIGNS = (
    (dt.date(2025, 12, 1), dt.date(2025, 12, 20), 1.55),
    (dt.date(2026, 4, 6), dt.date(2026, 4, 26), 1.4),
    (dt.date(2026, 10, 5), dt.date(2026, 10, 25), 1.5),
)
_SILENCE = (dt.date(2026, 2, 9), dt.date(2026, 2, 22))
_SEASON = (0.9, 0.82, 0.92, 1.0, 1.08, 1.18, 1.22, 1.15, 1.02, 1.0, 0.92, 1.1)
_WEEKDAY = (0.9, 0.92, 0.97, 1.03, 1.08, 1.12, 1.1)
_VIRAL = {"instagram": (dt.date(2026, 10, 8), 92_000), "tiktok": (dt.date(2026, 10, 9), 36_000)}


@dataclass(frozen=True, slots=True)
class Habits:
    """How an account publishes and how it is received; `growth` is the factor over a year."""

    per_week: float
    views: float
    growth: float
    spread: float
    fading: float
    reach: float
    engagement: float
    hours: tuple[int, ...]
    media: dict[str, tuple[float, float]] = field(default_factory=dict)  # share of posts, factor of views


HABITS = {
    "facebook": Habits(
        3.6,
        2600,
        0.93,
        0.5,
        0.5,
        0.74,
        0.034,
        (8, 12, 12, 18, 19),
        {"photo": (0.34, 1.0), "reel": (0.2, 2.2), "video": (0.1, 1.3), "link": (0.26, 0.42), "text": (0.1, 0.6)},
    ),
    "instagram": Habits(
        4.0,
        4300,
        1.42,
        0.5,
        0.5,
        0.7,
        0.058,
        (7, 12, 18, 19, 20, 21),
        {"reel": (0.38, 2.1), "carousel": (0.34, 1.15), "photo": (0.28, 0.75)},
    ),
    "stories": Habits(4.6, 950, 1.3, 0.25, 0.2, 0.93, 0.02, (8, 12, 17, 20), {"story": (1.0, 1.0)}),
    "linkedin": Habits(
        2.0,
        1900,
        1.28,
        0.5,
        0.6,
        0.62,
        0.041,
        (8, 9, 9, 11, 17),
        {"photo": (0.34, 1.0), "document": (0.2, 1.6), "video": (0.14, 1.2), "link": (0.2, 0.55), "text": (0.12, 0.9)},
    ),
    "x": Habits(
        5.2,
        820,
        0.78,
        0.6,
        0.35,
        0.8,
        0.021,
        (8, 9, 12, 13, 18, 22, 23),
        {"photo": (0.4, 1.2), "link": (0.3, 0.6), "text": (0.3, 0.9)},
    ),
    "tiktok": Habits(2.2, 3400, 1.6, 0.85, 0.62, 0.8, 0.066, (12, 18, 19, 20, 21), {"reel": (1.0, 1.0)}),
    "youtube": Habits(
        1.4, 1700, 1.35, 0.6, 0.93, 0.7, 0.045, (11, 17, 18), {"short": (0.55, 1.5), "video": (0.45, 0.8)}
    ),
}


@dataclass(frozen=True, slots=True)
class Post:
    """One publication; figures are lifetime values on the last day that was observed, `daily` its views by day."""

    number: int
    published: dt.datetime
    media: str
    caption: str
    title: str
    language: str
    seconds: int
    daily: dict[dt.date, int]
    views: int
    reach: int
    likes: int
    comments: int
    shares: int
    saves: int
    link_clicks: int
    other_clicks: int
    follows: int

    @property
    def day(self) -> dt.date:
        return self.published.astimezone(PARIS).date()

    @property
    def reactions_comments_shares(self) -> int:
        return self.likes + self.comments + self.shares


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an account."""

    day: dt.date
    views: int
    reach: int
    interactions: int
    clicks: int
    visits: int
    gained: int
    lost: int


def days(start: dt.date = START, end: dt.date = END) -> Iterator[dt.date]:
    return (start + dt.timedelta(days=number) for number in range((end - start).days + 1))


def climate(day: dt.date, growth: float) -> float:
    """What a day is worth beside an ordinary one: growth over the year, season, campaigns, the silence of February."""
    value: float = growth ** ((day - START).days / _YEAR) * _SEASON[day.month - 1]
    for first, last, factor in _CAMPAIGNS:
        if first <= day <= last:
            value *= factor
    return value * 0.55 if _is_silent(day) else value


def _is_silent(day: dt.date) -> bool:
    return _SILENCE[0] <= day <= _SILENCE[1]


def posts(platform: str, end: dt.date = END) -> list[Post]:
    """The account's publications, oldest first."""
    rng = random.Random(f"{_SEED} posts {platform}")
    habits = HABITS[platform]
    made: list[Post] = []
    for monday in days():
        if monday.weekday() != 0:
            continue
        wanted = habits.per_week * (1.35 if climate(monday, 1) > 1.3 else 1.0)  # noqa: PLR2004 -- a campaign week
        for moment in sorted(_moments(rng, monday, wanted, habits.hours)):
            if not _is_silent(moment.date()) and moment.date() <= end:
                made.append(_post(rng, platform, len(made), moment, end))
    return made


def _moments(rng: random.Random, monday: dt.date, wanted: float, hours: tuple[int, ...]) -> Iterator[dt.datetime]:
    count = int(wanted) + (rng.random() < wanted % 1)
    for weekday in rng.choices(range(7), weights=(3, 4, 4, 5, 4, 3, 3), k=count):
        yield dt.datetime.combine(
            monday + dt.timedelta(days=weekday), dt.time(rng.choice(hours), rng.randrange(60)), tzinfo=PARIS
        )


def _post(rng: random.Random, platform: str, number: int, moment: dt.datetime, end: dt.date) -> Post:
    habits = HABITS[platform]
    media = rng.choices(list(habits.media), weights=[share for share, _ in habits.media.values()])[0]
    day = moment.date()
    wanted = habits.views * climate(day, habits.growth) * habits.media[media][1] * math.exp(rng.gauss(0, habits.spread))
    viral = _VIRAL.get(platform)
    if viral and day == viral[0]:
        media, wanted = "reel", float(viral[1])
    daily = _spread(rng, wanted, day, habits.fading, end)
    return _received(rng, platform, number, (moment, media), daily)


def _received(
    rng: random.Random, platform: str, number: int, what: tuple[dt.datetime, str], daily: dict[dt.date, int]
) -> Post:
    """What a post that was published at a moment in some format got for its views."""
    moment, media = what
    habits = HABITS[platform]
    views = sum(daily.values())
    reach = round(views * habits.reach * rng.uniform(0.85, 1.12))
    lively = {"reel": 1.15, "carousel": 1.2, "link": 0.6, "document": 1.3}.get(media, 1.0)
    engaged = reach * habits.engagement * lively * math.exp(rng.gauss(0, 0.28))
    words = demo_words.caption(
        rng, {"short": "reel"}.get(media, media), tags=3 if platform in {"instagram", "tiktok"} else 0
    )
    return Post(
        number=number,
        published=moment.astimezone(dt.UTC).replace(second=rng.randrange(60)),
        media=media,
        caption=words.text,
        title=demo_words.title(rng, media),
        language=words.language,
        seconds=_seconds(rng, media),
        daily=daily,
        views=views,
        reach=min(reach, views),
        likes=round(engaged * 0.78),
        comments=round(engaged * 0.07 * rng.uniform(0.4, 1.7)),
        shares=round(engaged * 0.08 * rng.uniform(0.3, 1.8)),
        saves=round(engaged * 0.09 * rng.uniform(0.3, 1.9)),
        link_clicks=round(reach * (0.021 if media == "link" else 0.0025) * rng.uniform(0.6, 1.5)),
        other_clicks=round(reach * 0.018 * rng.uniform(0.6, 1.5)),
        follows=round(reach * 0.0011 * rng.uniform(0.2, 2.0)),
    )


def _seconds(rng: random.Random, media: str) -> int:
    return {"reel": rng.randrange(12, 75), "short": rng.randrange(18, 58), "video": rng.randrange(95, 900)}.get(
        media, 0
    )


def _spread(rng: random.Random, wanted: float, first: dt.date, fading: float, end: dt.date) -> dict[dt.date, int]:
    """Views day by day from the first, fading by a factor a day, as far as somebody has looked."""
    left, daily = wanted, {}
    for day in days(first, min(end, first + dt.timedelta(days=89))):
        share = left * (1 - fading) * rng.uniform(0.9, 1.1)
        daily[day] = round(share)
        left = max(0.0, left - share)
        if left < 1:
            break
    return daily


def account_days(platform: str, published: list[Post], *, start: int, end: dt.date = END) -> list[Day]:
    """The account day by day; `start` is its number of followers before the first day."""
    rng = random.Random(f"{_SEED} days {platform}")
    habits = HABITS[platform]
    from_posts: dict[dt.date, int] = {}
    for post in published:
        for day, seen in post.daily.items():
            from_posts[day] = from_posts.get(day, 0) + seen
    followers, made = start, []
    for day in days(START, end):
        quiet = habits.views * habits.per_week / 7 * 0.22 * climate(day, habits.growth) * _WEEKDAY[day.weekday()]
        views = from_posts.get(day, 0) + round(quiet * rng.uniform(0.85, 1.15))
        made.append(_day(rng, day, views, habits, followers))
        followers += made[-1].gained - made[-1].lost
    return made


def _day(rng: random.Random, day: dt.date, views: int, habits: Habits, followers: int) -> Day:
    reach = round(views * habits.reach * rng.uniform(0.86, 1.0))
    return Day(
        day=day,
        views=views,
        reach=reach,
        interactions=round(reach * habits.engagement * rng.uniform(0.8, 1.2)),
        clicks=round(reach * 0.006 * rng.uniform(0.6, 1.5)),
        visits=round(reach * 0.019 * rng.uniform(0.7, 1.3) * (1.15 if day.weekday() >= _SATURDAY else 1)),
        gained=round(followers * 0.0011 * rng.uniform(0.5, 1.5) + reach * 0.0009),
        lost=round(followers * 0.0004 * rng.uniform(0.4, 1.6)),
    )
