"""Eight small exports of five platforms as a person would have downloaded them, and what is in them, counted by hand.

Days are in Europe/Paris. A post of the evening of 31 October in California is a post of November in Paris.
"""

import base64
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from sample_data.demo_containers import Row, archive, headings, meta_csv, plain_csv, series_csv, workbook, write

_PARIS, _PACIFIC = ZoneInfo("Europe/Paris"), ZoneInfo("America/Los_Angeles")
FILES = (
    "Sep-01-2026_Oct-31-2026_1000000000000001.csv",
    "Views.csv",
    "Sep-01-2026_Oct-31-2026_1000000000000002.csv",
    "Sep-01-2026_Oct-31-2026_1000000000000003.csv",
    "atelier-test_content_1793610412877.xlsx",
    "atelier-test_followers_1793610473088.xlsx",
    "account_analytics_content_2026-09-01_2026-10-31.csv",
    "Overview_2026-10-31_1793610988_ateliertest.zip",
)

# Facebook: two posts in October (1000 + 5000 views), one in September, one that is already November in Paris.
_FACEBOOK = (
    ("10001", (2026, 9, 20, 11, 0), "Photos", 900, 700, 35, 10, 5, 20, 6),
    ("10002", (2026, 10, 5, 9, 0), "Photos", 1000, 800, 40, 15, 5, 30, 10),
    ("10003", (2026, 10, 12, 12, 30), "Reels", 5000, 4100, 250, 40, 20, 90, 0),
    ("10004", (2026, 11, 1, 0, 30), "Photos", 7000, 6000, 500, 60, 40, 80, 8),
)
# Instagram: two in October (2000 + 8000 views), one in September.
_INSTAGRAM = (
    ("20001", (2026, 9, 11, 18, 0), "IG image", 1500, 1200, 90, 4, 2, 6, 10),
    ("20002", (2026, 10, 8, 19, 0), "IG reel", 8000, 6200, 480, 30, 12, 22, 60),
    ("20003", (2026, 10, 20, 7, 45), "IG carousel", 2000, 1700, 130, 8, 3, 11, 24),
)
_STORIES = (
    ("21001", (2026, 10, 9, 8, 0), 400, 380, 6, 1, 5, 2),
    ("21002", (2026, 10, 21, 17, 0), 300, 290, 4, 0, 3, 1),
)
# LinkedIn, days: 100 impressions a day in October, 80 in September; two posts in October.
_LINKEDIN = (
    ("Notre bilan matières", (2026, 10, 6, 9, 0), 1400, 60, 44, 6, 4),
    ("Nous recrutons", (2026, 10, 22, 8, 30), 600, 25, 12, 2, 1),
)
# X: two posts and an answer, which is not a post of ours to be counted.
_X = (
    ("Il neige au col", (2026, 10, 3, 13, 0), 500, 12, 30, 3, 2, 4),
    ("@quelquun merci !", (2026, 10, 4, 13, 0), 90, 1, 3, 0, 1, 0),
    ("Sur le blog", (2026, 10, 27, 9, 0), 700, 15, 41, 2, 5, 6),
)
# TikTok: two videos in October (3000 + 900 views).
_TIKTOK = (
    ("Le bruit du vent", (2026, 10, 9, 20, 0), 210, 12, 18, 3000),
    ("Trente secondes", (2026, 10, 24, 18, 0), 60, 3, 4, 900),
)

ROWS = 4 + 61 + 3 + 2 + (61 + 2) + 61 + 3 + (61 + 2)

# October 2026, counted in the tables above: by hand, not by the program.
OCTOBER = {
    "posts": 2 + 2 + 2 + 2 + 2,  # without stories and without the answer on X
    "post_reach": (800 + 4100) + (6200 + 1700) + (380 + 290),
    "post_displays": (1000 + 5000) + (8000 + 2000) + (400 + 300) + (1400 + 600) + (500 + 700) + (3000 + 900),
    "engagements": (60 + 310) + (592 + 173) + (7 + 4) + (114 + 40) + (30 + 41) + (240 + 67),
    "comments": (15 + 40) + (22 + 11) + (6 + 2) + (3 + 2) + (12 + 3),
    "link_clicks": 10 + 0 + 4 + 6,
    "impressions": 31 * 100,
    "video_views": 31 * 50 + 496,  # 1 + 2 + … + 31
}
SEPTEMBER = {"posts": 2, "post_reach": 700 + 1200, "engagements": 50 + 110, "impressions": 30 * 80, "link_clicks": 6}
RATE_BY_REACH = (370 + 765 + 11) / (4900 + 7900 + 670)
BY_PLATFORM = {
    "Facebook": {"posts": 2, "post_reach": 4900, "engagements": 370, "post_views": 6000, "link_clicks": 10},
    "Instagram": {"posts": 2, "post_reach": 8570, "engagements": 776, "post_views": 10700},
    "LinkedIn": {"posts": 2, "post_impressions": 2000, "engagements": 154},
    "X": {"posts": 2, "post_impressions": 1200, "engagements": 71, "link_clicks": 10},
    "TikTok": {"posts": 2, "engagements": 307, "post_views": 3900},
}


def write_files(folder: Path) -> list[Path]:
    """Make the eight files; returns their paths."""
    contents = (
        _facebook(),
        series_csv(
            "Views", [(f"{day}T00:00:00", _views(day)) for day in _days(dt.date(2026, 9, 1), dt.date(2026, 10, 31))]
        ),
        _instagram(),
        _stories(),
        _linkedin_content(),
        _linkedin_followers(),
        _x(),
        _tiktok(),
    )
    paths = [folder / name for name in FILES]
    for path, data in zip(paths, contents, strict=True):
        write(path, data)
    return paths


def _views(day: dt.date) -> int:
    return (200 if day.month == 10 else 100) + day.day


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]


def _moment(parts: Sequence[int]) -> dt.datetime:
    year, month, day, hour, minute = parts
    return dt.datetime(year, month, day, hour, minute, tzinfo=_PARIS)


def _pacific(parts: Sequence[int]) -> str:
    return f"{_moment(parts).astimezone(_PACIFIC):%m/%d/%Y %H:%M}"


def _milliseconds(parts: Sequence[int]) -> int:
    return int(_moment(parts).timestamp()) * 1000


def _facebook() -> bytes:
    heads = headings(
        """
        Identifiant de la publication | ID de la Page | Nom de la page | Titre | Description | Durée (s) |
        Heure de publication | Permalien | Est un crosspostage | Est un partage | Type de publication | Date | Vues |
        Couverture | Réactions, commentaires et partages | Réactions | Commentaires | Partages | Total des clics |
        Clics sur un lien
        """
    )
    rows: list[Row] = [
        (
            *(post, "615500000000001", "Atelier Test", "", f"Publication {post}\n« suite »", 0, _pacific(at)),
            *(f"https://www.facebook.com/ateliertest/posts/{post}", 0, 0, kind, "Global", views, reach),
            *(likes + comments + shares, likes, comments, shares, clicks, links),
        )
        for post, at, kind, views, reach, likes, comments, shares, clicks, links in _FACEBOOK
    ]
    return meta_csv(heads, rows)


def _instagram_link(at: Sequence[int]) -> str:
    number = (_milliseconds(at) - 1314220021721) << 23
    return (
        "https://www.instagram.com/p/" + base64.urlsafe_b64encode(number.to_bytes(9, "big")).decode().lstrip("A") + "/"
    )


def _instagram() -> bytes:
    heads = headings(
        """
        Post ID | Account ID | Account username | Account name | Description | Duration (sec) | Publish time |
        Permalink | Post type | Data comment | Date | Views | Reach | Likes | Shares | Follows | Comments | Saves
        """
    )
    rows: list[Row] = [
        (
            *(
                post,
                "178410000000002",
                "ateliertest",
                "Atelier Test",
                f"Post {post}",
                0,
                _pacific(at),
                _instagram_link(at),
            ),
            *(kind, "", "Lifetime", views, reach, likes, shares, follows, comments, saves),
        )
        for post, at, kind, views, reach, likes, shares, follows, comments, saves in _INSTAGRAM
    ]
    return meta_csv(heads, rows)


def _stories() -> bytes:
    heads = headings(
        """
        Post ID | Account ID | Account username | Account name | Description | Duration (sec) | Publish time |
        Permalink | Post type | Data comment | Date | Views | Reach | Likes | Shares | Profile visits | Replies
        """
    )
    rows: list[Row] = [
        (
            *(post, "178410000000002", "ateliertest", "Atelier Test", "", 0, _pacific(at)),
            f"https://www.instagram.com/stories/ateliertest/{(_milliseconds(at) - 1314220021721) << 23}",
            *("IG story", "", "Lifetime", views, reach, likes, shares, visits, replies),
        )
        for post, at, views, reach, likes, shares, visits, replies in _STORIES
    ]
    return meta_csv(heads, rows)


def _linkedin_content() -> bytes:
    days = headings(
        """
        Date | Impressions (organic) | Impressions (sponsored) | Impressions (total) | Unique impressions (organic) |
        Clicks (organic) | Clicks (sponsored) | Clicks (total) | Reactions (organic) | Reactions (sponsored) |
        Reactions (total) | Comments (organic) | Comments (sponsored) | Comments (total) | Reposts (organic) |
        Reposts (sponsored) | Reposts (total) | Engagement rate (organic) | Engagement rate (sponsored) |
        Engagement rate (total)
        """
    )
    posts = headings(
        """
        Post title | Post link | Post type | Campaign name | Posted by | Created date | Campaign start date |
        Campaign end date | Audience | Impressions | Views | Offsite Views | Clicks | Click through rate (CTR) | Likes |
        Comments | Reposts | Follows | Engagement rate | Content Type
        """
    )
    daily: list[Row] = []
    for day in _days(dt.date(2026, 9, 1), dt.date(2026, 10, 31)):
        seen = 100 if day.month == 10 else 80
        daily.append((f"{day:%m/%d/%Y}", seen, 0, seen, seen // 2, 2, 0, 2, 3, 0, 3, 1, 0, 1, 0, 0, 0, 0.06, 0, 0.06))
    made: list[Row] = [
        (
            *(
                title,
                f"https://www.linkedin.com/feed/update/urn:li:activity:{_milliseconds(at) << 22}",
                "Organic",
                "",
                "A. Test",
            ),
            *(f"{_moment(at):%m/%d/%Y}", "", "", "All followers", seen, "", "", clicks, clicks / seen, likes, comments),
            *(reposts, 0, (clicks + likes + comments + reposts) / seen, ""),
        )
        for title, at, seen, clicks, likes, comments, reposts in _LINKEDIN
    ]
    return workbook([("Metrics", [["Aggregated engagement metrics."], days, *daily]), ("All posts", [posts, *made])])


def _linkedin_followers() -> bytes:
    heads = headings("Date | Sponsored followers | Organic followers | Auto-invited followers | Total followers")
    days = _days(dt.date(2026, 9, 1), dt.date(2026, 10, 31))
    rows: list[Row] = [heads, *((f"{day:%m/%d/%Y}", 0, 2, 1, 3) for day in days)]
    return workbook([("New followers", rows)])


def _x() -> bytes:
    heads = headings(
        """
        Post id | Date | Post text | Post Link | Impressions | Likes | Engagements | Bookmarks | Shares | New follows |
        Replies | Reposts | Profile visits | Detail Expands | URL Clicks | Hashtag Clicks | Permalink Clicks
        """
    )
    rows: list[Row] = []
    for text, at, seen, likes, engaged, replies, reposts, links in _X:
        post, day = (_milliseconds(at) - 1288834974657) << 22, _moment(at).date()
        rows.append((
            *(post, f"{day:%a, %b} {day.day}, {day.year}", text, f"https://x.com/ateliertest/status/{post}", seen),
            likes,
            *(engaged, 0, 0, 0, replies, reposts, 0, 0, links, 0, 0),
        ))  # fmt: skip
    return plain_csv(heads, rows)


def _tiktok() -> bytes:
    days = _days(dt.date(2026, 9, 1), dt.date(2026, 10, 31))
    overview: list[Row] = [(f"{day:%B} {day.day}", 50 + day.day, 3, 2, 0, 1) for day in days]
    videos: list[Row] = []
    for title, at, likes, comments, shares, views in _TIKTOK:
        link = f"https://www.tiktok.com/@ateliertest/video/{(_milliseconds(at) // 1000) << 32}"
        day = _moment(at).date()
        videos.append(("October 31", title, link, f"{day:%B} {day.day}", likes, comments, shares, views))
    content = headings(
        "Time | Video title | Video link | Post time | Total likes | Total comments | Total shares | Total views"
    )
    counts = headings("Date | Video Views | Profile Views | Likes | Comments | Shares")
    return archive({
        "Overview.csv": plain_csv(counts, overview, bom=True, quoted=True),
        "Content.csv": plain_csv(content, videos, bom=True, quoted=True),
    })  # fmt: skip
