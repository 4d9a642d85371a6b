"""Facebook and Instagram as Meta Business Suite exports them: content by quarter, daily figures, audience."""

import base64
import datetime as dt
import itertools
import random
import zoneinfo
from collections.abc import Callable, Sequence
from pathlib import Path

from sample_data import demo_words
from sample_data.demo_containers import Cell, Row, blocks_csv, headings, meta_csv, series_csv, write
from sample_data.demo_world import END, START, Day, Post

_PACIFIC = zoneinfo.ZoneInfo("America/Los_Angeles")
_QUARTERS = (
    START,
    dt.date(2025, 12, 1),
    dt.date(2026, 3, 1),
    dt.date(2026, 6, 1),
    dt.date(2026, 9, 1),
    END + dt.timedelta(days=1),
)
_PAGE_ID = "615500731182647"
_ACCOUNT_ID = "178414600273518"
_INSTAGRAM_EPOCH = 1314220021721
_RAGGED_EVERY = 9
_FAILED = 57

_FACEBOOK = headings(
    """
    Identifiant de la publication | ID de la Page | Nom de la page | Titre | Description | Durée (s) |
    Heure de publication | Type de légende | Permalien | Est un crosspostage | Est un partage |
    Type de publication | Langues | Libellés personnalisés | État du contenu financé |
    Commentaire des données | Date | Vues | Couverture | Réactions, commentaires et partages | Réactions |
    Commentaires | Partages | Total des clics | Clics sur un lien | Vues de vidéo de 3\u00a0secondes |
    Vues de vidéo d’une minute
    """
)
_INSTAGRAM = headings(
    """
    Post ID | Account ID | Account username | Account name | Description | Duration (sec) | Publish time |
    Permalink | Post type | Data comment | Date | Views | Reach | Likes | Shares | Follows | Comments | Saves
    """
)
_STORIES = headings(
    """
    Post ID | Account ID | Account username | Account name | Description | Duration (sec) | Publish time |
    Permalink | Post type | Data comment | Date | Views | Reach | Likes | Shares | Profile visits | Replies |
    Navigation | Sticker taps | Link clicks | Follows
    """
)
_POST_TYPES = {"photo": "Photos", "reel": "Reels", "video": "Vidéos", "link": "Liens", "text": "Texte"}
_AGES = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")


def write_facebook(folder: Path, posts: Sequence[Post], days: Sequence[Day]) -> None:
    _write_quarters(folder / "posts", posts, _FACEBOOK, _facebook_row, 1471103355820640)
    _write_days(folder / "days", days, ("Facebook visits", "Facebook link clicks"))
    write(
        folder / "days" / "Audience.csv", _audience((4.1, 15.9, 17.2, 9.8, 5.1, 2.4), (3.6, 11.7, 14.0, 8.9, 4.9, 2.4))
    )


def write_instagram(folder: Path, posts: Sequence[Post], stories: Sequence[Post], days: Sequence[Day]) -> None:
    _write_quarters(folder / "posts", posts, _INSTAGRAM, _instagram_row, 1187093362004310)
    _write_quarters(folder / "posts", stories, _STORIES, _story_row, 2240417765190030)
    _write_days(folder / "days", days, ("Instagram profile visits", "Instagram link clicks"))
    write(
        folder / "days" / "Audience.csv", _audience((9.8, 24.6, 15.1, 5.9, 2.0, 0.6), (7.1, 18.3, 11.0, 4.0, 1.2, 0.4))
    )


def _write_quarters(
    folder: Path, posts: Sequence[Post], heads: Sequence[str], row: Callable[[Post], Row], number: int
) -> None:
    for place, (first, after) in enumerate(itertools.pairwise(_QUARTERS)):
        last = after - dt.timedelta(days=1)
        rows = [row(post) for post in posts if first <= _pacific(post).date() <= last]
        write(folder / f"{first:%b-%d-%Y}_{last:%b-%d-%Y}_{number + 7 * place}.csv", meta_csv(heads, rows))


def _pacific(post: Post) -> dt.datetime:
    return post.published.astimezone(_PACIFIC)


def _facebook_row(post: Post) -> Row:
    number = 122100400000000 + 7919 * post.number
    place = f"reel/{number}/" if post.media == "reel" else f"{demo_words.HANDLE}/posts/{number}"
    about: list[Cell] = [
        number,
        _PAGE_ID,
        demo_words.CLIENT,
        post.title if post.media in {"reel", "video"} else "",
        post.caption,
        post.seconds,
        f"{_pacific(post):%m/%d/%Y %H:%M}",
        "N/A",
        f"https://www.facebook.com/{place}",
        0,
        0,
        _POST_TYPES[post.media],
        "",
        "",
        "",
    ]
    if post.number == _FAILED:
        failed = f"An error occurred while computing metadata for content with ID {number}"
        return [*about, failed, "Global", *[""] * (len(_FACEBOOK) - len(about) - 2)]
    plays = post.views if post.seconds else 0
    figures: list[Cell] = [
        post.views,
        post.reach,
        post.reactions_comments_shares,
        post.likes,
        post.comments,
        post.shares,
        post.link_clicks + post.other_clicks,
        post.link_clicks,
    ]
    if not plays and post.number % _RAGGED_EVERY == 0:
        return [*about, "", "Global", *figures]  # Meta leaves out the last fields of some rows
    watched: list[Cell] = [round(plays * 0.46), round(plays * 0.11)] if plays else ["", ""]
    return [*about, "", "Global", *figures, *watched]


def _instagram_row(post: Post) -> Row:
    kind = {"reel": "IG reel", "carousel": "IG carousel", "photo": "IG image"}[post.media]
    return [
        17_980_000_000_000_000 + 104_729 * post.number,
        _ACCOUNT_ID,
        demo_words.HANDLE,
        demo_words.CLIENT,
        post.caption,
        post.seconds,
        f"{_pacific(post):%m/%d/%Y %H:%M}",
        f"https://www.instagram.com/{'reel' if post.media == 'reel' else 'p'}/{_shortcode(post)}/",
        kind,
        "",
        "Lifetime",
        post.views,
        post.reach,
        post.likes,
        post.shares,
        post.follows,
        post.comments,
        post.saves,
    ]


def _story_row(post: Post) -> Row:
    return [
        18_020_000_000_000_000 + 104_729 * post.number,
        _ACCOUNT_ID,
        demo_words.HANDLE,
        demo_words.CLIENT,
        post.caption,
        0,
        f"{_pacific(post):%m/%d/%Y %H:%M}",
        f"https://www.instagram.com/stories/{demo_words.HANDLE}/{_media_id(post)}",
        "IG story",
        "",
        "Lifetime",
        post.views,
        post.reach,
        round(post.likes * 0.6),
        round(post.shares * 0.5),
        round(post.reach * 0.012),
        post.comments,
        round(post.views * 0.9),
        post.saves,
        post.link_clicks,
        round(post.follows * 0.4),
    ]


def _media_id(post: Post) -> int:
    """Instagram's ids hold the moment of creation in milliseconds."""
    moment = int(post.published.timestamp() * 1000) - _INSTAGRAM_EPOCH
    return (moment << 23) | (post.number * 1009 % (1 << 23))


def _shortcode(post: Post) -> str:
    letters = base64.urlsafe_b64encode(_media_id(post).to_bytes(9, "big")).decode()
    return letters.lstrip("A")


def _write_days(folder: Path, days: Sequence[Day], titles: tuple[str, str]) -> None:
    visits, clicks = titles
    series: dict[str, tuple[str, list[tuple[dt.date, int]]]] = {
        "Views": ("Views", [(day.day, day.views) for day in days]),
        "Reach": ("Reach", [(day.day, day.reach) for day in days]),
        "Interactions": ("Content interactions", [(day.day, day.interactions) for day in days]),
        "Follows": ("Follows", [(day.day, day.gained) for day in days[:-2]]),  # this one often stops earlier
        "Visits": (visits, [(day.day, day.visits) for day in days]),
        "Link clicks": (clicks, [(day.day, day.clicks) for day in days]),
    }
    for name, (title, values) in series.items():
        write(folder / f"{name}.csv", series_csv(title, [(f"{day}T00:00:00", value) for day, value in values]))


def _audience(women: Sequence[float], men: Sequence[float]) -> bytes:
    rng = random.Random(f"audience {women}")
    cities = ("Valence", "Grenoble", "Lyon", "Die", "Marseille", "Paris", "Chambéry", "Montélimar")
    countries = ("France", "Belgique", "Suisse", "Canada", "Luxembourg")
    shares = sorted((round(rng.uniform(0.8, 7.5), 1) for _ in cities), reverse=True)
    return blocks_csv(
        [
            ("Age & gender", [("", "Women", "Men"), *zip(_AGES, women, men, strict=True)]),
            ("Top cities", [cities, shares]),
            ("Top countries", [countries, (84.2, 4.6, 3.9, 2.2, 0.7)]),
        ]
    )
