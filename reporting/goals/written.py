"""Numbers and periods as people write them in a spreadsheet, in French or English; none is guessed (layer 5, pure)."""

import contextlib
import re
from collections.abc import Callable

from reporting.catalog.folding import fold
from reporting.errors import QueryError, Sentence, say
from reporting.language import Language
from reporting.periods import Period, parse

MONTHS = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
_FEWEST_LETTERS = 3
_DAY = re.compile(r"(\d{4}-\d{2})-(\d{2})(?:[t ]00:00(?::00)?)?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NAMED = re.compile(r"([a-z]+)\.?[\s-]*(\d{4})", re.ASCII)

_Found = re.Match[str]
_PERIODS: tuple[tuple[re.Pattern[str], Callable[[_Found], str]], ...] = (
    (re.compile(r"[qt](?:rimestre)?\s*([1-4])[\s/-]*(\d{4})", re.ASCII), lambda found: f"{found[2]}-Q{found[1]}"),
    (re.compile(r"(\d{4})[\s/-]*[qt]\s*([1-4])", re.ASCII), lambda found: f"{found[1]}-Q{found[2]}"),
    (
        re.compile(r"([1-4])(?:er|e|eme|st|nd|rd|th)? (?:trimestre|quarter) (\d{4})", re.ASCII),
        lambda found: f"{found[2]}-Q{found[1]}",
    ),
    (
        re.compile(r"(?:w|s|week|sem\.?|semaine)\s*(\d{1,2})[\s/-]+(\d{4})", re.ASCII),
        lambda found: f"{found[2]}-W{int(found[1]):02d}",
    ),
    (re.compile(r"(\d{4})[\s/-]*[ws]\s*(\d{1,2})", re.ASCII), lambda found: f"{found[1]}-W{int(found[2]):02d}"),
    (re.compile(r"(\d{1,2})[/.](\d{4})", re.ASCII), lambda found: f"{found[2]}-{int(found[1]):02d}"),
    (re.compile(r"(\d{4})[/.](\d{1,2})", re.ASCII), lambda found: f"{found[1]}-{int(found[2]):02d}"),
)


def period_of(written: str) -> Period | Sentence:
    """`2026-10`, `oct. 2026`, `octobre 2026`, `T4 2026`, `Q4 2026`, `S44 2026`, `2026`, a date that begins a month."""
    text = fold(written)
    day = _DAY.fullmatch(text)
    if day and day[2] != "01":
        return say("“{text}” is one day: write a month as 2026-10.", text=written)
    key = day[1] if day else _key(text)
    with contextlib.suppress(QueryError):
        return parse(key)
    return say("“{text}” is not a period: write 2026-10, Q4 2026, 2026-W44, 2026 or two dates.", text=written)


def _key(text: str) -> str:
    dates = _ISO.findall(text)
    if len(dates) == len(("from", "to")):
        return f"{dates[0]}..{dates[1]}"
    named = _NAMED.fullmatch(text)
    if named and (number := _month(named[1])):
        return f"{named[2]}-{number:02d}"
    for pattern, key in _PERIODS:
        if found := pattern.fullmatch(text):
            return key(found)
    return text.upper()


def _month(name: str) -> int | None:
    """Of a name or the beginning of one; a beginning that two months share is none."""
    if len(name) < _FEWEST_LETTERS:
        return None
    meant = {at for at, names in enumerate(MONTHS, 1) if any(month.startswith(name) for month in names)}
    return meant.pop() if len(meant) == 1 else None


def number_of(written: str, lang: Language | None, *, share: bool = False, pointed: bool = False) -> float | Sentence:
    """`1 200`, `1,200.5`, `1.200,5`, `4,5 %`; refused where two readings are possible and nothing tells which is meant.

    lang      of the headings: in English a comma stands between thousands, in French before the decimals
    share     whether a percent sign makes sense
    pointed   a spreadsheet's own number, which has a point before its decimals
    """
    text = re.sub(r"[\s'’_]", "", written)
    percent = text.endswith("%")
    if percent and not share:
        return say("“{text}” is a percentage, and this is not a rate.", text=written)
    text = text.removesuffix("%").replace("−", "-")
    plain = _plain(text, "en" if pointed and "," not in text and not text.endswith("0") else lang)
    if plain is None:
        return say("“{text}” can be read in two ways: write it without thousands separators.", text=written)
    try:
        value = float(plain)
    except ValueError:
        return say("“{text}” is not a number.", text=written)
    if not re.fullmatch(r"[+-]?\d+\.?\d*(?:e[+-]?\d+)?", plain, re.ASCII | re.IGNORECASE):
        return say("“{text}” is not a number.", text=written)
    return value / 100 if percent else value


def _plain(text: str, lang: Language | None) -> str | None:
    """With a point before the decimals and nothing between thousands; None if it can't be told."""
    marks = [char for char in text if char in ",."]
    if not marks:
        return text
    if len(set(marks)) > 1:
        whole, _, rest = text.rpartition(marks[-1])
        return f"{whole.replace(marks[0], '')}.{rest}" if _grouped(whole, marks[0]) else text
    if len(marks) > 1:
        return text.replace(marks[0], "") if _grouped(text, marks[0]) else text
    if not _grouped(text, marks[0]) or text.lstrip("+-").startswith("0"):
        return text.replace(",", ".")
    readings = {("en", ","): text.replace(",", ""), ("en", "."): text, ("fr", ","): text.replace(",", ".")}
    return readings.get((lang or "", marks[0]))


def _grouped(text: str, mark: str) -> bool:
    return re.fullmatch(rf"[+-]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", text, re.ASCII) is not None


def listed(written: str | None) -> tuple[str, ...]:
    """Names with a comma, a semicolon or a line between them."""
    return tuple(part.strip() for part in re.split(r"[,;\n]", written or "") if part.strip())
