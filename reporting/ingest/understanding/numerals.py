"""Numbers as people and platforms write them, as SQL (layer 2).

The decimal mark is decided for a whole file, from what its numbers show: `4.5`, `1,234.5` and `1,234,567` speak for the
point, `4,5`, `1.234,5` and `1.234.567` for the comma; `1.234` and `1,234` alone say nothing.
"""

from dataclasses import dataclass
from typing import Literal

from reporting.ingest.understanding.sqltext import SPACES, matches, quoted, trimmed

Mark = Literal["dot", "comma", "unknown", "both"]

_SIGN = "[-+\u2212]?"
_SPACED = rf"\d{{1,3}}(?:[ {SPACES}]\d{{3}})+"
_WHOLE = rf"\d+|{_SPACED}"
_TINY = r"(?:[eE]-\d{1,2})?"
"""How programs write 0.00005; a large exponent is a number that has lost its digits."""

_READ = {
    "dot": rf"{_SIGN}(?:{_WHOLE}|[1-9]\d{{0,2}}(?:,\d{{3}})+)(?:\.\d+)?{_TINY}",
    "comma": rf"{_SIGN}(?:{_WHOLE}|[1-9]\d{{0,2}}(?:\.\d{{3}})+)(?:,\d+)?",
}
_STRIP = {"dot": ("\u2212, +'" + SPACES, "-"), "comma": ("\u2212,. +'" + SPACES, "-.")}
DIGITS = r"-?\d{1,18}"
DECIMALS = rf"-?\d{{1,15}}(?:\.\d{{1,18}})?{_TINY}"
GROUPED = r"-?[1-9]\d{0,2}(?:[.,]\d{3})+"


def _clear(point: str, comma: str) -> str:
    """What can only be a number whose decimal mark is `point`."""
    grouped = rf"[1-9]\d{{0,2}}(?:{comma}\d{{3}})"
    return (
        rf"{_SIGN}(?:\d+{point}(?:\d{{1,2}}|\d{{4,}})|0+{point}\d+|\d{{4,}}{point}\d+|{_SPACED}{point}\d+"
        rf"|{grouped}+{point}\d+|{grouped}{{2,}})"
    )


CLEAR = {"dot": _clear(r"\.", ","), "comma": _clear(",", r"\.")}


@dataclass(frozen=True, slots=True)
class Marks:
    """The decimal mark of a file, for its counts and for its other numbers.

    They differ where only the delimiter speaks: `1.234` in a file with semicolons is a count of 1234, but may be a rate
    of 1.234.
    """

    counts: Mark = "dot"
    decimals: Mark = "dot"


def decided(dots: int, commas: int, *, semicolons: bool, english: bool) -> Marks:
    """From the cells that speak for each mark; without any, from the file's delimiter and language."""
    if dots and commas:
        return Marks("both", "both")
    if dots or commas:
        mark: Mark = "dot" if dots else "comma"
        return Marks(mark, mark)
    if semicolons:
        return Marks("comma", "unknown")
    return Marks() if english else Marks("unknown", "unknown")


def plain(x: str, mark: Mark, *, whole: bool, also: str = "") -> str:
    """The number in x as a text that a cast reads (`-1234.5`), NULL where it is none or could be two."""
    t = trimmed(x, also)
    if mark in ("dot", "comma"):
        return f"case when {matches(t, _READ[mark])} then {_stripped(t, mark)} end"
    safe = f"{_SIGN}(?:{_WHOLE})|{CLEAR['dot']}"
    if whole and mark == "unknown":
        safe += rf"|{_SIGN}[1-9]\d{{0,2}},\d{{3}}"
    return (
        f"case when {matches(t, safe)} then {_stripped(t, 'dot')} "
        f"when {matches(t, CLEAR['comma'])} then {_stripped(t, 'comma')} end"
    )


def whole_number(x: str, mark: Mark) -> str:
    """A count; `424.0` is 424, `424.6` is none."""
    return rf"try_cast(regexp_extract({plain(x, mark, whole=True)}, '^(-?\d+)(\.0*)?$', 1) as bigint)"


def decimal(x: str, mark: Mark, also: str = "") -> str:
    return f"try_cast({plain(x, mark, whole=False, also=also)} as double)"


def _stripped(t: str, mark: str) -> str:
    out, into = _STRIP[mark]
    return f"translate({t}, {quoted(out)}, {quoted(into)})"
