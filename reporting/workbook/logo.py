"""Logos: hostile bytes in, a small plain PNG out; and how one is seen on a colour (layer 6)."""

import io
from dataclasses import dataclass

from PIL import Image as Picture
from PIL import ImageOps, UnidentifiedImageError

from reporting.errors import Sentence, UnreadableError, say
from reporting.workbook.styles import contrast
from reporting.workbook.svg import BOX, LONGEST_SIDES, drawn

WHITE = "#FFFFFF"
LOGO_BYTES = 5_000_000
_PIXELS = 40_000_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SEEN = 2.0
_HIDDEN_SHARE = 0.25
_MOSTLY = 0.5
_SOLID = 128
_SAMPLE = (48, 48)
_PLATES = (WHITE, "#1B232D")


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG that we wrote, and what was left out of the drawing that it was made from."""

    data: bytes
    left_out: tuple[str, ...] = ()


def made_safe(data: bytes) -> Logo:
    """A logo from any file: PNG, JPEG or SVG, drawn anew as a PNG of at most 1,200 × 600. Raises UnreadableError.

    To be called in the reading child: its bounds are part of what makes this safe.
    """
    if len(data) > LOGO_BYTES:
        raise _refused(say("It is larger than {n} MB.", n=LOGO_BYTES // 1_000_000))
    if data.startswith((_PNG, _JPEG)):
        return Logo(_redrawn(data))
    if b"<svg" in data[:4096].lower() or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        picture, left_out = drawn(data)
        return Logo(_redrawn(picture), left_out)
    raise _refused(say("It is neither PNG, JPEG nor SVG."))


def _redrawn(data: bytes) -> bytes:
    """Only its pixels: no metadata, no second picture, nothing behind its end."""
    try:
        with Picture.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            _check_size(*picture.size)
            plain = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Picture.DecompressionBombError) as error:
        raise _refused(say("The picture is damaged or not whole.")) from error
    return _as_png(_shown(plain))


def _check_size(width: int, height: int) -> None:
    if not 0 < width * height <= _PIXELS:
        raise _refused(say("It has more than {n} million pixels.", n=_PIXELS // 1_000_000))


def _shown(picture: Picture.Image) -> Picture.Image:
    """Without the empty space around it, and no larger than is needed in print."""
    box = picture.getchannel("A").point(lambda alpha: 255 if alpha > _SOLID // 8 else 0).getbbox()
    if box is None:
        raise _refused(say("Nothing can be seen on it."))
    cut = picture.crop(box)
    if max(cut.width / cut.height, cut.height / cut.width) > LONGEST_SIDES:
        raise _refused(say("It is more than {n} times as long as it is wide.", n=int(LONGEST_SIDES)))
    cut.thumbnail(BOX, Picture.Resampling.LANCZOS)
    return cut


def _as_png(picture: Picture.Image) -> bytes:
    opaque = picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] == 255  # noqa: PLR2004 -- fully opaque
    buffer = io.BytesIO()
    (picture.convert("RGB") if opaque else picture).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def logo_size(logo: bytes | None) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG that is whole and of a sane size, else None."""
    if logo is None:
        return None
    try:
        with Picture.open(io.BytesIO(logo), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if not 0 < width * height <= _PIXELS:
                return None
            picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return None
    return width, height


def needs_plate(logo: bytes, background: str) -> str | None:
    """The colour of the plate that the logo has to stand on to be seen on this background; None if it is seen."""
    with Picture.open(io.BytesIO(logo), formats=("PNG", "JPEG")) as picture:
        small = picture.convert("RGBA").resize(_SAMPLE)
    pixels = [pixel[:3] for pixel in _pixels(small) if pixel[3] >= _SOLID]
    if len(pixels) == _SAMPLE[0] * _SAMPLE[1] or _hidden(pixels, background) <= _HIDDEN_SHARE:
        return None
    # Most logos are drawn for white paper.
    return _PLATES[0] if _hidden(pixels, _PLATES[0]) <= _MOSTLY else _PLATES[1]


def _pixels(picture: Picture.Image) -> list[tuple[int, int, int, int]]:
    raw = picture.tobytes()
    return [(raw[at], raw[at + 1], raw[at + 2], raw[at + 3]) for at in range(0, len(raw), 4)]


def _hidden(pixels: list[tuple[int, int, int]], background: str) -> float:
    """The share of a logo's ink that is hardly seen on the background."""
    inks: dict[str, int] = {}
    for red, green, blue in pixels:
        ink = f"#{red:02X}{green:02X}{blue:02X}"
        inks[ink] = inks.get(ink, 0) + 1
    return sum(count for ink, count in inks.items() if contrast(ink, background) < _SEEN) / max(1, len(pixels))


def plated(logo: bytes, background: str) -> bytes:
    """The logo as it can be put on the background: as it is, or on a plate of white or ink."""
    plate = needs_plate(logo, background)
    if plate is None:
        return logo
    with Picture.open(io.BytesIO(logo), formats=("PNG", "JPEG")) as picture:
        ink = picture.convert("RGBA")
    margin = max(4, round(0.12 * min(ink.size)))
    whole = Picture.new("RGBA", (ink.width + 2 * margin, ink.height + 2 * margin), plate)
    whole.alpha_composite(ink, (margin, margin))
    return _as_png(whole)


def _refused(why: Sentence) -> UnreadableError:
    return UnreadableError(
        say("This file can’t be used as a logo."), why=why, todo=say("Upload a PNG, JPEG or SVG."), code="LOGO_REFUSED"
    )
