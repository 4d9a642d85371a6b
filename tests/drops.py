"""Small exports of Instagram posts in which every value is chosen by the test, for drops of many files.

write(folder / "Acme" / "october.csv", [Post("acme", 1, reach=100), Post("acme", 2, reach=250)])
"""

import csv
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HEADINGS = (
    "Post ID",
    "Account ID",
    "Account username",
    "Account name",
    "Description",
    "Publish time",
    "Permalink",
    "Post type",
    "Date",
    "Views",
    "Reach",
    "Likes",
    "Shares",
    "Comments",
    "Saves",
    "Follows",
)


@dataclass(frozen=True)
class Post:
    """account is its handle; its id on the platform is made from it. reach may be a word: then the row is rejected."""

    account: str
    number: int
    reach: int | str = 100
    views: int = 200


def export(posts: Sequence[Post]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for post in posts:
        writer.writerow(
            [
                18010000000000000 + post.number,
                account_id(post.account),
                post.account,
                post.account.title(),
                f"Publication {post.number}",
                f"10/{1 + post.number % 28:02d}/2026 11:15",
                f"https://www.instagram.com/p/DPWAAA{post.number:05d}/",
                "IG image",
                "Lifetime",
                post.views,
                post.reach,
                10,
                2,
                1,
                3,
                "",
            ]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def account_id(handle: str) -> str:
    return str(17841400000000000 + zlib.crc32(handle.encode()))


def write(path: Path, posts: Sequence[Post]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(export(posts))
    return path
