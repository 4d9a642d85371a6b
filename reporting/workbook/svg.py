"""A logo drawn in SVG, made safe: only shapes and their colours stay, in a size that we chose (layer 6).

Nothing is kept that could run, read another file, reach another machine or grow: what is allowed is listed, all else is
left out. It is parsed and drawn in the reading child, because a drawing library may still end its process.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, tostring

import resvg_py
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reporting.errors import Sentence, UnreadableError, say

MOST_ELEMENTS = 20_000
MOST_DRAWN = 50_000
DEEPEST = 100
LONGEST_SIDES = 20.0
BOX = (1_200, 600)

_SPACE = "http://www.w3.org/2000/svg"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_ELEMENTS = frozenset(
    """
    svg g a defs symbol use path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath
    mask style switch
    """.split()  # noqa: SIM905 -- a list that is read as one
)
_WORDS = frozenset({"text", "tspan", "textPath", "tref"})
# Of these people need not be told: they draw nothing.
_SILENT = frozenset({"title", "desc", "metadata"})
_ATTRIBUTES = frozenset(
    """
    id class d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height points transform viewBox style fill fill-opacity
    fill-rule clip-path clip-rule mask opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-dasharray stroke-dashoffset stop-color stop-opacity offset gradientUnits gradientTransform
    spreadMethod clipPathUnits maskUnits maskContentUnits color display visibility preserveAspectRatio paint-order
    mix-blend-mode isolation
    """.split()  # noqa: SIM905 -- the same
)
_ADDRESS = re.compile(r"url\s*\(([^)]*)\)?", re.IGNORECASE)
_AT_RULE = re.compile(r"@[^;{]*(?:;|\{[^}]*\}|$)")
_FLOAT = re.compile(r"[-+]?[0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\+?([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*(?:px|pt|mm|cm|in|pc)?\s*", re.IGNORECASE)


@dataclass(slots=True)
class _Cleaner:
    """Walks through a drawing and keeps what is allowed; `gone` is what was left out, as people may know it."""

    gone: dict[str, None]
    seen: int = 0

    def clean(self, element: Element, depth: int = 0) -> Element | None:
        self.seen += 1
        if self.seen > MOST_ELEMENTS or depth > DEEPEST:
            raise _refused(say("It has more parts than a logo needs."))
        name = _name(element)
        if name in _WORDS:
            raise _refused(
                say("Its words are text, which looks different on every machine."),
                say("Export it with text converted to outlines, or as PNG."),
            )
        if name not in _ELEMENTS:
            if _in_svg(element) and name not in _SILENT:
                self.gone[name] = None
            return None
        kept = Element(f"{{{_SPACE}}}{'g' if name == 'a' else name}", dict(self._attributes(element, name)))
        if name == "style":
            kept.text = self._without_addresses("".join(element.itertext()))
            return kept
        kept.extend([child for child in [self.clean(one, depth + 1) for one in element] if child is not None])
        return kept

    def _attributes(self, element: Element, name: str) -> Iterator[tuple[str, str]]:
        for key, value in element.attrib.items():
            if key in _HREF:
                if value.strip().startswith("#"):
                    yield "href", value.strip()
                elif name != "a":
                    self.gone["href"] = None
            elif key in _ATTRIBUTES:
                yield key, self._without_addresses(value)
            elif key.lower().startswith("on"):
                self.gone[key] = None

    def _without_addresses(self, value: str) -> str:
        plain = value.replace("\\", "")
        found = _AT_RULE.sub("", _ADDRESS.sub(_inside, plain))
        if found != plain:
            self.gone["href"] = None
        return found


def _inside(found: re.Match[str]) -> str:
    """An address within the drawing stays; any other is nothing."""
    return found[0] if found[1].strip(" \t\r\n\f'\"").startswith("#") else "none"


def drawn(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The picture as PNG, and what was left out. Raises UnreadableError."""
    cleaner = _Cleaner({})
    root = cleaner.clean(_parsed(data))
    if root is None or _name(root) != "svg":
        raise _refused(say("It is not an SVG drawing."))
    _hold_growth(root)
    width, height = _fitted(*_size(root))
    root.set("width", str(width))
    root.set("height", str(height))
    picture = resvg_py.svg_to_bytes(svg_string=tostring(root, encoding="unicode"), skip_system_fonts=True)
    return bytes(picture), tuple(cleaner.gone)


def _parsed(data: bytes) -> Element:
    """A DOCTYPE as drawing programs write it may stand there; entities and what lies elsewhere may not."""
    try:
        return fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise _refused(
            say("It is not well-formed, or defines entities."), say("Export it as plain SVG, or as PNG.")
        ) from error


def _size(root: Element) -> tuple[float, float]:
    """Width and height of the drawing; a viewBox is made for one that has none."""
    box = [float(part) for part in _FLOAT.findall(root.get("viewBox", ""))]
    if len(box) == 4:  # noqa: PLR2004 -- x, y, width, height
        width, height = box[2:]
    else:
        width, height = (_length(root.get(side)) for side in ("width", "height"))
        root.set("viewBox", f"0 0 {width} {height}")
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise _refused(say("It doesn’t say how large it is."))
    return width, height


def _length(value: str | None) -> float:
    found = _NUMBER.fullmatch(value or "")
    return float(found[1]) if found else 0.0


def _fitted(width: float, height: float) -> tuple[int, int]:
    if max(width / height, height / width) > LONGEST_SIDES:
        raise _refused(say("It is more than {n} times as long as it is wide.", n=int(LONGEST_SIDES)))
    scale = min(BOX[0] / width, BOX[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _hold_growth(root: Element) -> None:
    """A part that is used by parts that are used is drawn again and again: refused before it is."""
    parts = {part.get("id"): part for part in root.iter() if part.get("id")}
    costs: dict[int, int] = {}
    if _cost(root, parts, costs, frozenset()) > MOST_DRAWN:
        raise _refused(say("It has more parts than a logo needs."))


def _cost(part: Element, parts: dict[str | None, Element], costs: dict[int, int], above: frozenset[int]) -> int:
    """How many parts are drawn for it; one that uses itself is drawn endlessly."""
    here = id(part)
    if here in above or len(above) > 2 * DEEPEST:
        return MOST_DRAWN + 1
    if here not in costs:
        inside = above | {here}
        target = parts.get(part.get("href", "").removeprefix("#"))
        below = [*part, *([target] if target is not None else [])]
        costs[here] = min(MOST_DRAWN + 1, 1 + sum(_cost(one, parts, costs, inside) for one in below))
    return costs[here]


def _name(element: Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2]


def _in_svg(element: Element) -> bool:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.startswith(f"{{{_SPACE}}}") or "}" not in tag


def _refused(why: Sentence, todo: Sentence | None = None) -> UnreadableError:
    return UnreadableError(
        say("This SVG can’t be used as a logo."), why=why, todo=todo or say("Upload it as PNG."), code="LOGO_REFUSED"
    )
