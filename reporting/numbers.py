"""Units, and how a value of each is written for people in French and English (layer 0).

Stored values: counts are whole, percent is a fraction (0.045 is 4.5 %), seconds are seconds, money is in major units.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import babel.numbers

from reporting.language import Language

Unit = Literal["count", "people", "percent", "seconds", "money", "number", "per_week"]
UNITS: tuple[Unit, ...] = get_args(Unit)
NOT_PROVIDED = "–"
FIXED = "\u00a0"
MINUS = "\u2212"

_SECONDS_IN_MINUTE = 60
_SECONDS_IN_HOUR = 3600
_HOURS_SHOWN_WHOLE = 100
_SHORT_FROM = 10_000
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as a field of a Sentence: it is written with its unit, in the language of the sentence."""

    value: float | None
    unit: Unit

    def spoken(self, lang: Language) -> str:
        return value_text(self.value, self.unit, lang)


@dataclass(frozen=True, slots=True)
class Difference:
    """A change as a field of a Sentence."""

    now: float | None
    before: float | None
    unit: Unit

    def spoken(self, lang: Language) -> str:
        return difference_text(self.now, self.before, self.unit, lang)


def value_text(value: float | None, unit: Unit, lang: Language, *, short: bool = False) -> str:
    """A value as people read it: `412 380`, `4,59 %`, `2 h 10`; None is a dash, never 0. short: tiles and axes."""
    if value is None:
        return NOT_PROVIDED
    match unit:
        case "count" | "people":
            return _short(value, lang) if short else count_text(value, lang)
        case "percent":
            return _percent(value, lang)
        case "seconds":
            return duration_text(value)
        case "money" | "number" | "per_week":
            return _decimal(value, "#,##0.##", lang)


def count_text(value: float, lang: Language) -> str:
    return _decimal(value, "#,##0", lang)


def difference_text(now: float | None, before: float | None, unit: Unit, lang: Language) -> str:
    """The change as people read it: relative for amounts (`+8,4 %`), percentage points for rates (`−0,55 pt`)."""
    if now is None or before is None:
        return NOT_PROVIDED
    if unit == "percent":
        points = signed(100 * (now - before), lang, "#,##0.00")
        return f"{points}{FIXED}{'pt' if lang == 'fr' else 'pp'}"
    if before == 0:
        return NOT_PROVIDED
    ratio = signed(100 * (now - before) / abs(before), lang, "#,##0.0")
    return f"{ratio}{FIXED if lang == 'fr' else ''}%"


def signed(value: float, lang: Language, pattern: str = "#,##0") -> str:
    """With its sign: + or a true minus (U+2212); nothing before what reads as zero."""
    body = _decimal(value, pattern, lang)
    return f"+{body}" if value > 0 and body.strip("0,.") else body


def duration_text(seconds: float) -> str:
    """`2 h 10`, `4 min 32`, `47 s`; hours alone from 100 h."""
    whole = round(seconds)
    sign, whole = (MINUS, -whole) if whole < 0 else ("", whole)
    hours, rest = divmod(whole, _SECONDS_IN_HOUR)
    minutes, left = divmod(rest, _SECONDS_IN_MINUTE)
    if hours >= _HOURS_SHOWN_WHOLE:
        return f"{sign}{hours}{FIXED}h"
    if hours:
        return f"{sign}{hours}{FIXED}h{FIXED}{minutes:02d}"
    if minutes:
        return f"{sign}{minutes}{FIXED}min{FIXED}{left:02d}"
    return f"{sign}{left}{FIXED}s"


def _short(value: float, lang: Language) -> str:
    if abs(value) < _SHORT_FROM:
        return count_text(value, lang)
    divisor, letter = (1_000, "k") if round(abs(value), -2) < _MILLION else (_MILLION, "M")
    return f"{_decimal(value / divisor, '#,##0.#', lang)}{FIXED}{letter}"


def _percent(value: float, lang: Language) -> str:
    return f"{_decimal(100 * value, '#,##0.00', lang)}{FIXED if lang == 'fr' else ''}%"


def _decimal(value: float, pattern: str, lang: Language) -> str:
    """Rounded half to even by the pattern; a true minus, and none before what reads as zero."""
    body = str(babel.numbers.format_decimal(value, format=pattern, locale=lang))
    return body.lstrip("-") if not body.strip("-0,.") else body.replace("-", MINUS)
