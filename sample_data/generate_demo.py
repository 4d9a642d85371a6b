"""Make the example client's files anew: `python -m sample_data.generate_demo [FOLDER]`, by default sample_data/demo.

The files are exports as platforms give them, with invented activity from 1 September 2025 to 31 October 2026. demo.toml
beside them says what a person would answer while importing them, and the goals that were set.
"""

import shutil
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from sample_data import demo_market, demo_meta, demo_others, demo_value, demo_voices
from sample_data.demo_containers import write
from sample_data.demo_world import YOUTUBE_END, Day, Post, account_days, posts

FOLDER = Path(__file__).parent / "demo"
PLATFORMS = ("facebook", "instagram", "linkedin", "x", "tiktok", "youtube", "voices")
_FOLLOWERS = {
    "facebook": 18_400,
    "instagram": 12_250,
    "linkedin": 2_310,
    "x": 4_020,
    "tiktok": 21_000,
    "youtube": 3_150,
}
_PINE, _SALT, _SUN = (31, 77, 58), (246, 243, 235), (217, 130, 43)


def generate(folder: Path) -> None:
    for platform in PLATFORMS:
        shutil.rmtree(folder / platform, ignore_errors=True)
    demo_meta.write_facebook(folder / "facebook", *_account("facebook"))
    published, days = _account("instagram")
    demo_meta.write_instagram(folder / "instagram", published, posts("stories"), days)
    demo_others.write_linkedin(folder / "linkedin", *_account("linkedin"))
    demo_others.write_x(folder / "x", *_account("x"))
    demo_others.write_tiktok(folder / "tiktok", *_account("tiktok"), _FOLLOWERS["tiktok"])
    channel = posts("youtube", YOUTUBE_END)
    channel_days = account_days("youtube", channel, start=_FOLLOWERS["youtube"], end=YOUTUBE_END)
    demo_others.write_youtube(folder / "youtube", channel, channel_days)
    _write_value(folder)
    _write_market(folder)
    demo_voices.write_voices(folder / "voices")
    _draw_logo(folder / "logo.png")


def _write_value(folder: Path) -> None:
    for name in ("ads", "calendar", "hours"):
        shutil.rmtree(folder / name, ignore_errors=True)
    demo_value.write_ads(folder / "ads")
    for platform in ("facebook", "instagram", "linkedin"):
        demo_value.write_calendar(folder / "calendar", platform, _account(platform)[0])
    demo_value.write_hours(folder / "hours")


def _write_market(folder: Path) -> None:
    for name in ("competitors", "audience"):
        shutil.rmtree(folder / name, ignore_errors=True)
    demo_market.write_rivals(folder / "competitors", *_account("linkedin"), _FOLLOWERS["linkedin"])
    demo_market.write_audience(folder / "audience")


def _account(platform: str) -> tuple[list[Post], list[Day]]:
    published = posts(platform)
    return published, account_days(platform, published, start=_FOLLOWERS[platform])


def _draw_logo(path: Path) -> None:
    """A cairn of three stones on a green disc."""
    picture = Image.new("RGB", (256, 256), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((4, 4, 252, 252), fill=_PINE)
    pen.ellipse((56, 158, 200, 206), fill=_SALT)
    pen.ellipse((76, 112, 180, 152), fill=_SALT)
    pen.ellipse((96, 76, 160, 106), fill=_SALT)
    pen.ellipse((114, 44, 142, 70), fill=_SUN)
    write(path, b"")
    picture.save(path, optimize=True)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
