"""LinkedIn, X, TikTok and YouTube as they export: description rows, newest first, without years, in zips."""

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

from sample_data import demo_words
from sample_data.demo_containers import Cell, Row, archive, headings, plain_csv, workbook, write
from sample_data.demo_world import END, PARIS, START, YOUTUBE_END, Day, Post

_LINKEDIN_METRICS = headings(
    """
    Date | Impressions (organic) | Impressions (sponsored) | Impressions (total) | Unique impressions (organic) |
    Clicks (organic) | Clicks (sponsored) | Clicks (total) | Reactions (organic) | Reactions (sponsored) |
    Reactions (total) | Comments (organic) | Comments (sponsored) | Comments (total) | Reposts (organic) |
    Reposts (sponsored) | Reposts (total) | Engagement rate (organic) | Engagement rate (sponsored) |
    Engagement rate (total)
    """
)
_LINKEDIN_POSTS = headings(
    """
    Post title | Post link | Post type | Campaign name | Posted by | Created date | Campaign start date |
    Campaign end date | Audience | Impressions | Views | Offsite Views | Clicks | Click through rate (CTR) | Likes |
    Comments | Reposts | Follows | Engagement rate | Content Type
    """
)
_X_POSTS = headings(
    """
    Post id | Date | Post text | Post Link | Impressions | Likes | Engagements | Bookmarks | Shares | New follows |
    Replies | Reposts | Profile visits | Detail Expands | URL Clicks | Hashtag Clicks | Permalink Clicks
    """
)
_X_DAYS = headings(
    """
    Date | Impressions | Likes | Engagements | Bookmarks | Shares | New follows | Unfollows | Replies | Reposts |
    Profile visits | Create Post | Video views | Media views
    """
)
_YOUTUBE = headings(
    """
    Contenu | Titre de la vidéo | Heure de publication de la vidéo | Durée | Vues | Durée de visionnage (heures) |
    Abonnés | Impressions | Taux de clics par impression (%) | Durée moyenne d’une vue | J’aime |
    Commentaires ajoutés | Partages
    """
)
_FOLLOWER_SHEETS = {
    "Location": (
        "Valence Area, France",
        "Greater Lyon Area, France",
        "Grenoble, France",
        "Paris, France",
        "Geneva, Switzerland",
    ),
    "Job function": ("Sales", "Operations", "Marketing", "Business Development", "Education"),
    "Seniority": ("Senior", "Entry", "Director", "Owner", "CXO"),
    "Industry": ("Food and Beverage Manufacturing", "Retail", "Travel Arrangements", "Wellness and Fitness Services"),
    "Company size": ("1-10", "11-50", "51-200", "201-500", "1001-5000"),
}
_ALSO_REPLIES_EVERY = 6
_X_EPOCH = 1288834974657
_CHARTED = 10


def write_linkedin(folder: Path, posts: Sequence[Post], days: Sequence[Day]) -> None:
    parts = ((START, dt.date(2026, 3, 31), 1775123871204), (dt.date(2026, 4, 1), END, 1793610412877))
    for first, last, moment in parts:
        metrics: list[Row] = [_LINKEDIN_METRICS, *(_linkedin_day(day) for day in days if first <= day.day <= last)]
        about_days = (
            "Aggregated engagement metrics for your organic and sponsored posts over time. Date indicates when your "
            "posts were viewed by LinkedIn members. Data is delayed by up to 2 days. All dates and times are in UTC."
        )
        about_posts = (
            "Engagement metrics for individual posts. Created date indicates when your post was created. "
            "All dates and times are in UTC."
        )
        made = [_linkedin_post(post) for post in reversed(posts) if first <= post.published.date() <= last]
        sheets = [("Metrics", [[about_days], *metrics]), ("All posts", [[about_posts], _LINKEDIN_POSTS, *made])]
        write(folder / f"{demo_words.SLUG}_content_{moment}.xlsx", workbook(sheets))
        write(folder / f"{demo_words.SLUG}_followers_{moment + 60_211}.xlsx", _linkedin_followers(days, first, last))


def _linkedin_day(day: Day) -> Row:
    reactions = round(day.interactions * 0.8)
    comments, reposts = round(day.interactions * 0.08), round(day.interactions * 0.12)
    rate = (day.clicks + reactions + comments + reposts) / day.views if day.views else 0.0
    row: list[Cell] = [f"{day.day:%m/%d/%Y}", day.views, 0, day.views, day.reach]
    for count in (day.clicks, reactions, comments, reposts):
        row += [count, 0, count]
    return [*row, rate, 0, rate]


def _linkedin_post(post: Post) -> Row:
    moment = int(post.published.timestamp() * 1000)
    link = f"https://www.linkedin.com/feed/update/urn:li:activity:{(moment << 22) | (post.number * 7919 % (1 << 22))}"
    clicks = post.link_clicks + post.other_clicks
    engaged = clicks + post.likes + post.comments + post.shares
    views: Cell = round(post.views * 0.42) if post.media == "video" else ""
    kind = {"video": "Video", "document": "Document"}.get(post.media, "")
    return [
        *(
            post.caption,
            link,
            "Organic",
            "",
            "Atelier Cairn & Sel",
            f"{post.published:%m/%d/%Y}",
            "",
            "",
            "All followers",
        ),
        *(post.views, views, 0 if views else "", clicks, clicks / post.views, post.likes, post.comments, post.shares),
        *(post.follows, engaged / post.views, kind),
    ]


def _linkedin_followers(days: Sequence[Day], first: dt.date, last: dt.date) -> bytes:
    heads = headings("Date | Sponsored followers | Organic followers | Auto-invited followers | Total followers")
    rows: list[Row] = [heads]
    for day in days:
        if first <= day.day <= last:
            invited = day.day.day % 9 // 8
            rows.append((f"{day.day:%m/%d/%Y}", 0, day.gained - day.lost, invited, day.gained - day.lost + invited))
    sheets: list[tuple[str, Sequence[Row]]] = [("New followers", rows)]
    rng = random.Random(f"linkedin followers {last}")
    for name, labels in _FOLLOWER_SHEETS.items():
        counts = sorted((rng.randrange(90, 1600) for _ in labels), reverse=True)
        sheets.append((name, [(name, "Total followers"), *zip(labels, counts, strict=True)]))
    return workbook(sheets)


def write_x(folder: Path, posts: Sequence[Post], days: Sequence[Day]) -> None:
    starts = (START, dt.date(2026, 1, 1), dt.date(2026, 5, 1), dt.date(2026, 8, 1))
    ends = (*(start - dt.timedelta(days=1) for start in starts[1:]), END)
    for first, last in zip(starts, ends, strict=True):
        made = [_x_post(post) for post in reversed(posts) if first <= post.day <= last]
        write(folder / f"account_analytics_content_{first}_{last}.csv", plain_csv(_X_POSTS, made))
    for name, first, last in (
        ("account_overview_analytics.csv", START, dt.date(2026, 4, 30)),
        ("account_overview_analytics (1).csv", dt.date(2026, 5, 1), END),
    ):
        made = [_x_day(day, posts) for day in reversed(days) if first <= day.day <= last]
        write(folder / name, plain_csv(_X_DAYS, made))


def _x_post(post: Post) -> Row:
    number = ((int(post.published.timestamp() * 1000) - _X_EPOCH) << 22) | (post.number * 7919 % (1 << 22))
    answer = post.number % _ALSO_REPLIES_EVERY == 0
    text = f"@refugedelajasse {post.caption}" if answer else post.caption
    seen = round(post.views * 0.15) if answer else post.views
    likes, replies, reposts, saves = (round(count * seen / post.views) for count in _x_parts(post))
    visits, opened = round(seen * 0.004), round(seen * 0.011)
    shares, links = round(reposts * 0.4), round(post.link_clicks * seen / post.views)
    engaged = likes + replies + reposts + saves + visits + opened + shares + links
    return [
        *(number, f"{post.day:%a, %b} {post.day.day}, {post.day.year}", text),
        *(f"https://x.com/{demo_words.HANDLE}/status/{number}", seen, likes, engaged, saves, shares),
        *(round(post.follows * 0.5), replies, reposts, visits, opened, links, 0, 0),
    ]


def _x_parts(post: Post) -> tuple[int, int, int, int]:
    return post.likes, post.comments, post.shares, post.saves


def _x_day(day: Day, posts: Sequence[Post]) -> Row:
    likes, reposts = round(day.interactions * 0.62), round(day.interactions * 0.11)
    replies, saves = round(day.interactions * 0.09), round(day.interactions * 0.07)
    made = sum(post.day == day.day for post in posts)
    return [
        *(f"{day.day:%a, %b} {day.day.day}, {day.day.year}", day.views, likes, day.interactions + day.visits, saves),
        *(round(reposts * 0.4), day.gained, day.lost, replies, reposts, day.visits, made, 0, round(day.views * 0.3)),
    ]


def write_tiktok(folder: Path, posts: Sequence[Post], days: Sequence[Day], start: int) -> None:
    """Two downloads that overlap, each at most a year long; the dates in them have no year."""
    for first, last, moment in (
        (START, dt.date(2026, 3, 31), 1775124004),
        (END - dt.timedelta(days=364), END, 1793610988),
    ):
        shown = [day for day in days if first <= day.day <= last]
        before = start + sum(day.gained - day.lost for day in days if day.day < first)
        members = {
            "Overview.csv": _tiktok_overview(shown),
            "Content.csv": _tiktok_content([post for post in posts if first <= post.day <= last], last),
            "Viewers.csv": _tiktok_viewers(shown),
            "FollowerHistory.csv": _tiktok_followers(shown, before),
        }
        write(folder / f"Overview_{last}_{moment}_{demo_words.HANDLE}.zip", archive(members))


def _yearless(day: dt.date) -> str:
    return f"{day:%B} {day.day}"


def _tiktok(text: str, rows: Sequence[Row]) -> bytes:
    return plain_csv(headings(text), rows, bom=True, quoted=True)


def _tiktok_overview(days: Sequence[Day]) -> bytes:
    rows = [
        (
            *(_yearless(day.day), day.views, day.visits, round(day.interactions * 0.83)),
            *(round(day.interactions * 0.06), round(day.interactions * 0.11)),
        )
        for day in days
    ]
    return _tiktok("Date | Video Views | Profile Views | Likes | Comments | Shares", rows)


def _tiktok_content(posts: Sequence[Post], last: dt.date) -> bytes:
    heads = "Time | Video title | Video link | Post time | Total likes | Total comments | Total shares | Total views"
    rows = [
        (
            *(_yearless(last), post.caption, f"https://www.tiktok.com/@{demo_words.HANDLE}/video/{_tiktok_id(post)}"),
            *(_yearless(post.day), post.likes, post.comments, post.shares),
            sum(seen for day, seen in post.daily.items() if day <= last),
        )
        for post in reversed(posts)
    ]
    return _tiktok(heads, rows)


def _tiktok_id(post: Post) -> int:
    return (int(post.published.timestamp()) << 32) | (post.number * 104_729 % (1 << 32))


def _tiktok_viewers(days: Sequence[Day]) -> bytes:
    rows: list[Row] = []
    for number, day in enumerate(days):
        fresh: Cell = round(day.reach * 0.71) if number else "undefined"
        back: Cell = day.reach - round(day.reach * 0.71) if number else "undefined"
        rows.append((_yearless(day.day), day.reach, fresh, back))
    return _tiktok("Date | Total Viewers | New Viewers | Returning Viewers", rows)


def _tiktok_followers(days: Sequence[Day], before: int) -> bytes:
    rows: list[Row] = []
    level = before
    for number, day in enumerate(days):
        level += day.gained - day.lost
        rows.append((_yearless(day.day), level, day.gained - day.lost if number else "undefined"))
    return _tiktok("Date | Followers | Difference in followers from previous day", rows)


def write_youtube(folder: Path, posts: Sequence[Post], days: Sequence[Day]) -> None:
    """The whole life of the channel so far in one zip; made before the end of October was there."""
    rows = [_youtube_row(post) for post in sorted(posts, key=lambda post: -post.views)]
    total: Row = [
        *("Total", "", "", "", sum(post.views for post in posts), round(sum(float(row[5]) for row in rows), 4)),
        *(sum(int(row[6]) for row in rows), sum(int(row[7]) for row in rows), 5.12, "0:01:12"),
        *(sum(int(row[at]) for row in rows) for at in (10, 11, 12)),
    ]
    daily = [(day.day.isoformat(), day.views) for day in days]
    members = {
        "Données du tableau.csv": plain_csv(_YOUTUBE, [total, *rows]),
        "Totaux.csv": plain_csv(("Date", "Vues"), daily),
        "Données du graphique.csv": _youtube_chart(posts),
    }
    write(folder / f"Contenu {START}_{YOUTUBE_END} {demo_words.CLIENT}.zip", archive(members))


def _youtube_id(post: Post) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    rng = random.Random(f"youtube {post.number}")
    return "".join(rng.choice(letters) for _ in range(11))


def _youtube_day(post: Post) -> str:
    day = post.published.astimezone(PARIS).date()
    return f"{day:%b} {day.day}, {day.year}"


def _youtube_row(post: Post) -> Row:
    share = 0.72 if post.media == "short" else 0.38
    shown = round(post.views * (1.4 if post.media == "short" else 9.0))
    return [
        *(_youtube_id(post), post.title, _youtube_day(post), post.seconds, post.views),
        *(
            round(post.views * post.seconds * share / 3600, 4),
            post.follows,
            shown,
            round(2.4 + post.number % 50 / 10, 2),
        ),
        *(str(dt.timedelta(seconds=round(post.seconds * share))), post.likes, post.comments, post.shares),
    ]


def _youtube_chart(posts: Sequence[Post]) -> bytes:
    heads = ("Date", "Contenu", "Titre de la vidéo", "Heure de publication de la vidéo", "Durée", "Vues")
    ticked = sorted(posts, key=lambda post: -post.views)[:_CHARTED]
    rows = [
        (day.isoformat(), _youtube_id(post), post.title, _youtube_day(post), post.seconds, seen)
        for post in ticked
        for day, seen in sorted(post.daily.items())
    ]
    return plain_csv(heads, sorted(rows))
