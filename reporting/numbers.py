"""Units, and how a value of each is written for people in French and English (layer 0).

Stored values: counts are whole, percent is a fraction (0.045 is 4.5 %), seconds are seconds, money is in major units.
"""

from typing import Literal, get_args

import babel.numbers

from reporting.language import Language

Unit = Literal["count", "people", "percent", "seconds", "money", "number", "per_week"]
UNITS: tuple[Unit, ...] = get_args(Unit)
NOT_PROVIDED = "–"
NARROW = "\u202f"
FIXED = "\u00a0"

_SECONDS_IN_MINUTE = 60
_SECONDS_IN_HOUR = 3600
_HOURS_SHOWN_WHOLE = 100


def value_text(value: float | None, unit: Unit, lang: Language, *, short: bool = False) -> str:
    """A value as people read it: `412 380`, `4,59 %`, `2 h 10`; None is a dash, never 0. short is for tiles and axes."""
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
            return str(babel.numbers.format_decimal(round(value, 2), format="#,##0.##", locale=lang))


def count_text(value: float, lang: Language) -> str:
    return str(babel.numbers.format_decimal(round(value), format="#,##0", locale=lang))


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
    return f"{ratio}{NARROW if lang == 'fr' else ''}%"


def signed(value: float, lang: Language, pattern: str = "#,##0") -> str:
    """With its sign: + or a true minus (U+2212); nothing before a zero."""
    body = str(babel.numbers.format_decimal(abs(value), format=pattern, locale=lang))
    if not any(digit in body for digit in "123456789"):
        return body
    return f"{'+' if value > 0 else '−'}{body}"


def duration_text(seconds: float) -> str:
    """`2 h 10`, `4 min 32`, `47 s`; hours alone from 100 h."""
    whole = round(seconds)
    sign, whole = ("−", -whole) if whole < 0 else ("", whole)
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
    for limit, letter in ((1_000_000, "M"), (10_000, "k")):
        if abs(value) >= limit:
            scaled = value / (1_000 if letter == "k" else limit)
            return f"{babel.numbers.format_decimal(scaled, format='#,##0.#', locale=lang)}{FIXED}{letter}"
    return count_text(value, lang)


def _percent(value: float, lang: Language) -> str:
    body = babel.numbers.format_decimal(100 * value, format="#,##0.00", locale=lang)
    return f"{body}{FIXED if lang == 'fr' else ''}%"
