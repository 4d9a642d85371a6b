"""Logos are hostile until they are drawn anew: what may come in, what comes out, and how it is seen."""

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from reporting.actions import brands
from reporting.actions.desk import Desk
from reporting.errors import UnreadableError
from reporting.language import error_text
from reporting.workbook.logo import LOGO_BYTES, made_safe, needs_plate, plated

Color = tuple[int, ...]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 40">{}</svg>'
RECT = '<rect width="100" height="40" fill="#0000FF"/>'


def svg(inside: str) -> bytes:
    return SVG.format(inside).encode()


def png(size: tuple[int, int], color: str = "#C2357F", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", size, color).save(buffer, "PNG", **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def color_at(data: bytes, across: float, down: float) -> Color:
    picture = opened(data).convert("RGBA")
    pixel = picture.getpixel((int(across * picture.width), int(down * picture.height)))
    assert isinstance(pixel, tuple)
    return pixel


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as refused:
        made_safe(data)
    assert refused.value.code == "LOGO_REFUSED"
    return error_text(refused.value, "en")


def test_a_picture_keeps_its_pixels_and_nothing_else() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "secret place")
    data = png((200, 80), pnginfo=words) + b"<script>alert(1)</script>PK\x03\x04"
    made = made_safe(data).data
    assert (opened(made).size, color_at(made, 0.5, 0.5)) == ((200, 80), (0xC2, 0x35, 0x7F, 255))
    assert opened(made).info == {}
    assert made.endswith(b"IEND\xaeB`\x82")
    assert not [word for word in (b"secret", b"script", b"PK") if word in made]


def test_a_photograph_is_turned_as_its_camera_says_and_loses_what_else_it_says() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken at home"
    buffer = io.BytesIO()
    Image.new("RGB", (90, 30), "#FF0000").save(buffer, "JPEG", exif=exif)
    made = made_safe(buffer.getvalue()).data
    assert opened(made).size == (30, 90)
    assert b"home" not in made


def test_empty_space_is_cut_and_a_large_one_made_small() -> None:
    whole = Image.new("RGBA", (3_000, 2_000))
    whole.paste(Image.new("RGBA", (2_400, 200), "#112233"), (300, 900))
    buffer = io.BytesIO()
    whole.save(buffer, "PNG")
    assert opened(made_safe(buffer.getvalue()).data).size == (1_200, 100)


def test_a_picture_that_claims_to_be_huge_is_refused_before_it_is_unpacked() -> None:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    header = struct.pack("!IIBBBBB", 90_000, 90_000, 8, 6, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(b"\0" * 100)) + part(b"IEND", b"")
    assert refusal(bomb)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"GIF89a", "neither PNG, JPEG nor SVG"),
        (b"", "neither PNG, JPEG nor SVG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "damaged"),
        (png((300, 100))[:-40], "damaged"),
        (png((300, 100), "#00000000"), "Nothing can be seen"),
        (png((900, 30)), "more than 20 times"),
        (b"\x89PNG" + b"\0" * LOGO_BYTES, "larger than 5 MB"),
        (b"<html><body>login</body></html>", "not an SVG"),
        (svg("<text>Maison</text>"), "words are text"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "Nothing can be seen"),
        (b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + svg("<g>&b;</g>"), "defines entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("<g>&a;</g>"), "defines entities"),
        (svg('<g id="x"><use href="#x"/></g>' + RECT), "more parts"),
        (svg("<g>" * 150 + RECT + "</g>" * 150), "more parts"),
        (svg(RECT * 20_001), "more parts"),
        (
            svg(
                '<g id="a0"><rect width="1" height="1"/></g>'
                + "".join(f'<g id="a{n}">{f"<use href=&quot;#a{n - 1}&quot;/>" * 10}</g>' for n in range(1, 9)).replace(
                    "&quot;", '"'
                )
            ),
            "more parts",
        ),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>', "how large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e999 1"/>', "how large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>', "how large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90000 1"/>', "more than 20 times"),
        (b"<svg", "not well-formed"),
    ],
    ids=range(21),
)
def test_what_is_refused_says_why(data: bytes, why: str) -> None:
    assert why in refusal(data)


@pytest.mark.parametrize(
    ("inside", "gone"),
    [
        ("<script>alert(1)</script>", ("script",)),
        ('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', ("foreignObject",)),
        ('<image href="https://evil.example/x.png"/>', ("image",)),
        ('<g onclick="alert(1)"/>', ("onclick",)),
        ('<use href="other.svg#x"/>', ("href",)),
        ('<use xlink:href="//evil.example/x#y"/>', ("href",)),
        ('<rect width="1" height="1" fill="url(http://evil.example/#x)"/>', ("href",)),
        ("<style>@import 'http://evil.example/x.css';</style>", ("href",)),
        ('<filter id="f"><feGaussianBlur stdDeviation="99999"/></filter>', ("filter",)),
        ('<animate attributeName="fill" to="red"/>', ("animate",)),
        ('<a href="javascript:alert(1)"><rect width="1" height="1" fill="blue"/></a>', ()),
        ("<title>Our logo</title><metadata>by us</metadata>", ()),
    ],
)
def test_what_a_logo_does_not_need_is_left_out_and_named(inside: str, gone: tuple[str, ...]) -> None:
    made = made_safe(svg(inside + RECT))
    assert made.left_out == gone
    assert color_at(made.data, 0.9, 0.9) == (0, 0, 255, 255)


def test_no_file_of_the_machine_is_drawn(tmp_path: Path) -> None:
    """Not as a picture, a fill, a used part: everything that is drawn stays blue."""
    near = tmp_path / "near.png"
    near.write_bytes(png((100, 40), "#FF0000"))
    drawing = tmp_path / "near.svg"
    drawing.write_bytes(svg('<rect id="x" width="100" height="40" fill="red"/>'))
    inside = (
        f'{RECT}<image width="100" height="40" href="{near}"/><image width="100" height="40" href="{near.as_uri()}"/>'
        f'<use href="{drawing.as_uri()}#x"/><rect width="100" height="40" fill="url({drawing.as_uri()}#x)"/>'
    )
    made = made_safe(svg(inside))
    assert opened(made.data).convert("RGB").getcolors() == [(1_200 * 480, (0, 0, 255))]


def test_a_drawing_keeps_its_shapes_styles_and_gradients() -> None:
    inside = """<style>.a{fill:#00FF00}</style>
    <defs><linearGradient id="g">
    <stop offset="0" stop-color="#F00"/><stop offset="1" stop-color="#F00"/></linearGradient>
    <g id="half"><rect width="50" height="20" fill="url(#g)"/></g></defs>
    <use xlink:href="#half"/><rect class="a" x="50" y="20" width="50" height="20"/>"""
    made = made_safe(svg(inside))
    assert made.left_out == ()
    assert opened(made.data).size == (1_200, 480)
    assert [color_at(made.data, *at)[:3] for at in ((0.2, 0.2), (0.8, 0.8))] == [(255, 0, 0), (0, 255, 0)]
    assert color_at(made.data, 0.8, 0.2)[3] == 0


def test_a_drawing_from_a_drawing_program_may_name_its_document_type() -> None:
    head = (
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
        b' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert made_safe(head + svg(RECT)).left_out == ()


def test_a_size_of_its_own_does_not_count() -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="50000">%s</svg>'
    assert opened(made_safe(data % b'<rect width="100000" height="50000"/>').data).size == (1_200, 600)


def test_what_takes_too_long_is_ended_and_the_next_logo_is_drawn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brands, "_LOGO_SECONDS", 1)
    line = f'<path d="M0 0 {"L50 20 L0 0 " * 190_000}" stroke="red" stroke-width="30" fill="none"/>'
    with pytest.raises(UnreadableError) as refused:
        brands.clean_logo(desk, svg(line))
    assert "more than a logo may take" in error_text(refused.value, "en")
    monkeypatch.undo()
    assert brands.clean_logo(desk, svg(RECT)).left_out == ()


def test_changed_bytes_are_a_logo_or_a_refusal(desk: Desk) -> None:
    good = [svg(RECT), png((60, 30))]
    dice = random.Random(7)  # noqa: S311 -- the same mutants each time
    for at in range(30):
        data = bytearray(good[at % 2])
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        assert _outcome(desk, bytes(data)) in {"PNG", "LOGO_REFUSED"}


def _outcome(desk: Desk, data: bytes) -> str | None:
    try:
        return opened(brands.clean_logo(desk, data).data).format
    except UnreadableError as error:
        return error.code


@given(st.integers(20, 900), st.integers(20, 900))
def test_whatever_its_shape_it_fits_in_the_box_and_keeps_its_proportions(width: int, height: int) -> None:
    if max(width / height, height / width) > 20:
        return
    made = opened(made_safe(png((width, height))).data)
    assert made.width <= 1_200
    assert made.height <= 600
    assert made.width / made.height == pytest.approx(width / height, rel=0.06)


def ring(color: str) -> bytes:
    """A transparent picture with something of a colour in it."""
    picture = Image.new("RGBA", (200, 100))
    picture.paste(Image.new("RGBA", (100, 50), color), (50, 25))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("ink", "background", "plate"),
    [
        ("#FFFFFF", "#FFFFFF", "#1B232D"),
        ("#1F4D3A", "#1F4D3A", "#FFFFFF"),
        ("#FFFFFF", "#1F4D3A", None),
        ("#000000", "#FFD400", None),
    ],
)
def test_a_logo_that_its_background_would_hide_gets_a_plate(ink: str, background: str, plate: str | None) -> None:
    assert needs_plate(ring(ink), background) == plate
    shown = plated(ring(ink), background)
    corner = color_at(shown, 0, 0)
    assert corner[3] == (0 if plate is None else 255)
    assert plate is None or f"#{corner[0]:02X}{corner[1]:02X}{corner[2]:02X}" == plate


def test_a_picture_without_transparent_parts_stands_as_it_is() -> None:
    assert needs_plate(png((50, 50), "#1F4D3A"), "#1F4D3A") is None
