"""Cell types: from the text of a cell to its value, as SQL (layer 2).

A value is NULL where the cell says nothing or can't be read; which of the two is told apart later (`normalise`), so
that a bad cell rejects its row and a missing one doesn't. Nothing is filled or guessed.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.catalog.folding import fold
from reporting.catalog.format import CellType, FormatColumn
from reporting.ingest.understanding import days
from reporting.ingest.understanding.days import Order
from reporting.ingest.understanding.numerals import DECIMALS, DIGITS, Marks, decimal, whole_number
from reporting.ingest.understanding.sqltext import (
    MISSING,
    NO,
    SHEET_ERRORS,
    YES,
    folded,
    is_missing,
    listed,
    matches,
    quoted,
    trimmed,
)

NUMERIC: tuple[CellType, ...] = ("count", "number", "percent", "money", "duration")
FORGIVEN: tuple[CellType, ...] = ("text", "link", "choice")
"""Types whose cells never reject a row."""

CURRENCY_SIGNS = "€$£¥"
DAMAGED_ID = r"\s*'?\d(?:[.,]\d+)?[eE]\+?\d+\s*"
CLOCK = r"\d{1,5}:\d{2}(?::\d{2})?"
CONTROLS = r"[\x00-\x08\x0B-\x1F\x{FFFE}\x{FFFF}]"
LINK = r"(?i:https?)://[^\s]+"
_SECONDS = {"seconds": "", "minutes": " * 60", "hours": " * 3600", "milliseconds": " / 1000"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How the cells of one table read, once its file has been looked at.

    plain    columns whose every cell is a plain number (or id): they need a cast only
    until    for a column of dates without year, the last day that it can hold
    base     the day from which days are counted that stand as numbers
    """

    marks: Marks = field(default_factory=Marks)
    order: Order | None = None
    plain: frozenset[str] = frozenset()
    until: Mapping[str, dt.date] = field(default_factory=dict)
    base: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """SQL of a value. What is dear to read is read once for each distinct text of the column, in one of two ways.

    lookup   a query of (raw, v), joined on the text: for dates in words, of which a column can hold thousands
    words    a query of (raw, v) for the texts that the format lists, put into a map that `sql` looks into
    """

    sql: str = ""
    lookup: str | None = None
    words: str | None = None


def value_of(name: str, column: FormatColumn, manner: Manner, raws: str, words: str) -> Value:
    """How the raw column `name` reads. `raws` is a query of its distinct texts, as `raw`; `words` names its map."""
    known = f"getvariable({quoted(words)})[{name}]"
    match column.type:
        case "date":
            return _date(name, column, manner, raws)
        case "flag":
            return Value(f"cast({known} as boolean)", words=_listed(_flag_words(column), raws))
        case "choice":
            other = f"case when {name} is not null then coalesce({known}, {quoted(column.otherwise)}) end"
            return Value(
                f"nullif({other}, '')", words=_listed({"": (*MISSING, *SHEET_ERRORS), **_spellings(column)}, raws)
            )
        case "text" if column.values:
            return Value(f"coalesce({known}, {_clean(name)})", words=_listed(_spellings(column), raws))
        case "number" if column.values:
            number = f"try_cast({known} as double)"
            return Value(
                f"coalesce({number}, {_direct(name, column, manner)})", words=_listed(_spellings(column), raws)
            )
        case _:
            return Value(_direct(name, column, manner))


def _direct(x: str, column: FormatColumn, manner: Manner) -> str:
    """Types whose every cell is read by itself."""
    match column.type:
        case "count":
            return _count(x, manner)
        case "datetime":
            return days.moment(x, _order(column, manner), column.zone)
        case "id":
            return _id(x, manner)
        case "link":
            return _link(x)
        case "text":
            return _clean(x)
        case _:
            return _amount(x, column, manner)


def _count(x: str, manner: Manner) -> str:
    if x in manner.plain:
        return f"try_cast({x} as bigint)"
    digits = f"case when {matches(x, DIGITS)} then try_cast({x} as bigint) end"
    return f"coalesce({digits}, {whole_number(x, manner.marks.counts)})"


def _amount(x: str, column: FormatColumn, manner: Manner) -> str:
    if column.type == "duration" and column.unit == "clock":
        return _clock(x)
    also = {"percent": "%", "money": CURRENCY_SIGNS}.get(column.type, "")
    if column.type == "money" and x not in manner.plain:
        x = without_dollar_names(x)
    if x in manner.plain:
        number = f"try_cast({x} as double)"
    else:
        number = decimal(x, manner.marks.decimals, also)
        if manner.marks.decimals == "dot":
            number = f"coalesce(case when {matches(x, DECIMALS)} then try_cast({x} as double) end, {number})"
    if column.type == "duration":
        return f"({number}{_SECONDS[column.unit or 'seconds']})"
    if column.type != "percent":
        return number
    if column.scale == "points":
        return f"({number} / 100)"
    return number if x in manner.plain else f"({number} / case when contains({x}, '%') then 100 else 1 end)"


def without_dollar_names(x: str) -> str:
    """US$135.81 is an amount whose sign names its country."""
    return rf"regexp_replace({x}, '^\s*(?:US|CA|A|AU|NZ|HK|SG|MX|R)\$', '$')"


def _clock(x: str) -> str:
    """`H:MM:SS` or `M:SS` in seconds."""
    t = trimmed(x)
    parts = [f"try_cast(split_part({t}, ':', {n}) as double)" for n in (-1, -2)]
    hours = f"coalesce(try_cast(nullif(split_part({t}, ':', -3), '') as double), 0)"
    return f"case when {matches(t, CLOCK)} then {parts[0]} + 60 * {parts[1]} + 3600 * {hours} end"


def _date(x: str, column: FormatColumn, manner: Manner, raws: str) -> Value:
    if column.part in days.ENDS:
        return Value(days.day(days.range_end(x, column.part), _order(column, manner)))
    match column.order:
        case "named":
            return Value(lookup=days.named_days(raws))
        case "yearless":
            until = manner.until.get(x)
            return Value(lookup=days.yearless_days(raws, until) if until else days.named_days(raws))
        case "nth":
            return Value(days.nth_day(x, manner.base))
        case _:
            return Value(days.day(x, _order(column, manner)))


def _order(column: FormatColumn, manner: Manner) -> str | None:
    return manner.order if column.order == "auto" else column.order


def _flag_words(column: FormatColumn) -> dict[str, tuple[str, ...]]:
    own = _spellings(column)
    return {"true": (*YES, *own.get("true", ())), "false": (*NO, *own.get("false", ()))}


def _spellings(column: FormatColumn) -> dict[str, tuple[str, ...]]:
    """Canonical value -> the folded texts that mean it."""
    found: dict[str, tuple[str, ...]] = {}
    for text, value in column.values.items():
        found[value] = (*found.get(value, ()), fold(text))
    return found


def _listed(spellings: Mapping[str, tuple[str, ...]], raws: str) -> str:
    cases = " ".join(f"when text in {listed(texts)} then {quoted(value)}" for value, texts in spellings.items())
    return (
        f"select raw, case {cases} end as v"  # noqa: S608 -- words of ours and of the catalog, quoted
        f" from (select raw, {folded('raw')} as text from ({raws}))"
    )


def _clean(x: str) -> str:
    bad = quoted(CONTROLS)
    return f"case when regexp_matches({x}, {bad}) then regexp_replace({x}, {bad}, '', 'g') else {x} end"


def _link(x: str) -> str:
    """An address that a browser opens; anything else (javascript:, file:, a bare name) is dropped."""
    t = trimmed(x)
    return f"case when {matches(x, LINK)} then {x} when {matches(t, LINK)} then {t} end"


def _id(x: str, manner: Manner) -> str:
    """An id as text. In scientific notation it has lost digits; an apostrophe before it is a spreadsheet's."""
    if x in manner.plain:
        return x
    t = trimmed(x, "'")
    unwrapped = rf"regexp_replace(regexp_replace({t}, '^=\"(.*)\"$', '\1'), '^(\d+)\.0$', '\1')"
    lost = f"{matches(x, DAMAGED_ID)} or {is_missing(x)}"
    return f"case when {matches(x, DIGITS)} then {x} when {lost} then null else {unwrapped} end"
