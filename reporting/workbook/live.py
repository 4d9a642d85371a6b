"""Formulas that carry their value: what Excel will compute, and the same computed here for the cache (layer 6).

Formulas are made of names, cell references and our own words only; a text from outside never enters one.
"""

import datetime as dt
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reporting.numbers import NOT_PROVIDED
from reporting.periods import Period
from reporting.workbook.model import Cell, DataTable

MISSING = f'"{NOT_PROVIDED}"'
_HALF = 0.5
Number = float | int
Value = Number | str


@dataclass(frozen=True, slots=True)
class Live:
    """A formula without its `=`, and the value to cache. array: it works on whole columns (Excel's {=…})."""

    text: str
    value: Value
    array: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From a cell to a cell, both holding dates, and the days that they hold now."""

    start: str
    end: str
    period: Period


@dataclass(frozen=True, slots=True)
class Where:
    """Only rows whose column equals the cell `ref`, now `value`: a word of ours or a number, never a text from outside,
    in which Excel would read operators and wildcards."""

    column: str
    ref: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell that stands somewhere: how formulas call it, and its value now."""

    ref: str
    value: Value | None


def number(value: Value | None) -> Number | None:
    return None if value is None or isinstance(value, str) else value


def divided(over: Placed, under: Placed) -> Live:
    """One cell over another; a dash where either is missing or the lower one is zero."""
    top, bottom = number(over.value), number(under.value)
    value = NOT_PROVIDED if top is None or bottom is None or bottom == 0 else top / bottom
    return Live(f"IFERROR({over.ref}/{under.ref},{MISSING})", value)


def scaled(cell: Placed, by: Placed) -> Live:
    """A cell divided by a number of days, in weeks: posts per week."""
    top, days = number(cell.value), number(by.value)
    value = NOT_PROVIDED if top is None or not days else top / (days / 7)
    return Live(f"IFERROR({cell.ref}/({by.ref}/7),{MISSING})", value)


def change(now: Placed, before: Placed, *, rate: bool) -> Live:
    """The relative change; of rates the difference in percentage points."""
    new, old = number(now.value), number(before.value)
    if rate:
        value: Value = NOT_PROVIDED if new is None or old is None else 100 * (new - old)
        return Live(f"IFERROR(100*({now.ref}-{before.ref}),{MISSING})", value)
    value = NOT_PROVIDED if new is None or not old else (new - old) / abs(old)
    return Live(f"IFERROR(({now.ref}-{before.ref})/ABS({before.ref}),{MISSING})", value)


def agrees(pairs: Sequence[tuple[Placed, Placed]]) -> Live:
    """A tick if each formula's cell holds what the database gave, a cross if one does not."""
    tests = ",".join(_same(live.ref, stored.ref) for live, stored in pairs)
    fits = all(_equal(live.value, stored.value) for live, stored in pairs)
    return Live(f'IF(AND({tests}),"✓","✗")', "✓" if fits else "✗")


def added(name: str, values: Sequence[tuple[str, Value | None]], where: tuple[Where, ...]) -> Live:
    """The sum of a named column of values by account, on one platform or all; a dash where none is a number."""
    wanted = [value for platform, value in values if all(platform == condition.value for condition in where)]
    known = [value for value in map(number, wanted) if value is not None]
    if where:
        criteria = ",".join(f"levels.{condition.column},{condition.ref}" for condition in where)
        text = f'IF(COUNTIFS({name},">-1E+99",{criteria})=0,{MISSING},SUMIFS({name},{criteria}))'
    else:
        text = f"IF(COUNT({name})=0,{MISSING},SUM({name}))"
    return Live(text, _total(known) if known else NOT_PROVIDED)


def _same(live: str, stored: str) -> str:
    close = f"ABS({live}-{stored})<=0.000000001*MAX(1,ABS({stored}))"
    return f"IF(AND(ISNUMBER({live}),ISNUMBER({stored})),{close},{live}={stored})"


def _equal(live: Value | None, stored: Value | None) -> bool:
    one, other = number(live), number(stored)
    if one is not None and other is not None:
        return abs(one - other) <= 1e-9 * max(1, abs(other))
    return live == stored


Rows = Sequence[tuple[Cell, ...]]


@dataclass(slots=True)
class Ledger:
    """The Data tables as formulas see them: names for columns, and the rows to compute the cache from."""

    tables: Mapping[str, DataTable]
    _parts: dict[tuple[str, tuple[tuple[str, Cell], ...], Period | None], Rows] = field(default_factory=dict)

    def has(self, table: str, column: str) -> bool:
        return table in self.tables and self.tables[table].has(column) and bool(self.tables[table].rows)

    def total(self, table: str, column: str, span: Span, where: tuple[Where, ...] = ()) -> Live:
        """The sum over the rows in the span; a dash where none of them has a value."""
        name, criteria = f"{table}.{column}", _criteria(table, span, where)
        known = self._known(table, column, span, where)
        text = f'IF(COUNTIFS({name},"<>",{criteria})=0,{MISSING},SUMIFS({name},{criteria}))'
        return Live(text, _total(known) if known else NOT_PROVIDED)

    def count(self, table: str, column: str, span: Span, where: tuple[Where, ...] = ()) -> Live:
        """The number of rows in the span that have a value."""
        known = self._known(table, column, span, where)
        return Live(f'COUNTIFS({table}.{column},"<>",{_criteria(table, span, where)})', len(known))

    def mean(self, table: str, column: str, span: Span, where: tuple[Where, ...] = ()) -> Live:
        known = self._known(table, column, span, where)
        text = f"IFERROR(AVERAGEIFS({table}.{column},{_criteria(table, span, where)}),{MISSING})"
        return Live(text, math.fsum(known) / len(known) if known else NOT_PROVIDED)

    def median(self, table: str, column: str, span: Span, where: tuple[Where, ...] = (), part: float = _HALF) -> Live:
        """The value that so large a part of the rows does not exceed."""
        known = self._known(table, column, span, where)
        tests = _product(table, column, where, f"({table}.day>={span.start})", f"({table}.day<={span.end})")
        rows = f"IF({tests},{table}.{column})"
        text = f"MEDIAN({rows})" if part == _HALF else f"PERCENTILE({rows},{part:g})"
        return Live(f"IFERROR({text},{MISSING})", quantile(known, part) if known else NOT_PROVIDED, array=True)

    def last_day(self, table: str, column: str, span: Span, where: tuple[Where, ...]) -> Live:
        """The last day of the span on which the column has a value, as Excel counts days; 0 if there is none."""
        days = self._days(table, column, where, span.period.start, span.period.end)
        tests = _product(table, column, where, f"({table}.day>={span.start})", f"({table}.day<={span.end})")
        return Live(f"SUMPRODUCT(MAX({tests}*{table}.day))", max(days, default=0))

    def first_day(self, table: str, column: str, span: Span, back: int, where: tuple[Where, ...]) -> Live:
        """The last day with a value in the `back` days before the span, else the first in it; 0 without any."""
        first = span.period.start
        earlier = self._days(table, column, where, first - dt.timedelta(days=back), first - dt.timedelta(days=1))
        inside = self._days(table, column, where, first, span.period.end)
        before = _product(table, column, where, f"({table}.day>={span.start}-{back})", f"({table}.day<{span.start})")
        within = _product(table, column, where, f"({table}.day>={span.start})", f"({table}.day<={span.end})")
        latest = f"MAX({before}*{table}.day)"
        text = f"IF({latest}>0,{latest},MIN(IF({within},{table}.day)))"
        return Live(text, max(earlier, default=min(inside, default=0)), array=True)

    def value_on(self, table: str, column: str, day: Placed, where: tuple[Where, ...]) -> Live:
        """The value on one day; a dash where that day is 0."""
        name = f"{table}.{column}"
        criteria = ",".join([f"{table}.day,{day.ref}", *(_criterion(table, w) for w in where)])
        known = [value for at, value in self._dated(table, column, where) if at == day.value]
        text = f"IF({day.ref}=0,{MISSING},SUMIFS({name},{criteria}))"
        return Live(text, _total(known) if known else NOT_PROVIDED)

    def _known(self, table: str, column: str, span: Span, where: tuple[Where, ...]) -> list[Number]:
        rows = self._rows(table, where, span.period)
        at = self.tables[table].index(column)
        return [value for row in rows if isinstance(value := row[at], int | float)]

    def owners(self, table: str, column: str, where: tuple[Where, ...]) -> int:
        """How many accounts have a value: people of several accounts are never added or averaged together."""
        at, account = self.tables[table].index(column), self.tables[table].index("account")
        return len({row[account] for row in self._rows(table, where, None) if row[at] is not None})

    def _days(self, table: str, column: str, where: tuple[Where, ...], first: dt.date, last: dt.date) -> list[int]:
        return [day for day, _ in self._dated(table, column, where) if serial(first) <= day <= serial(last)]

    def _dated(self, table: str, column: str, where: tuple[Where, ...]) -> list[tuple[int, Number]]:
        at, day = self.tables[table].index(column), self.tables[table].index("day")
        rows = self._rows(table, where, None)
        return [(serial(row[day]), value) for row in rows if isinstance(value := row[at], int | float)]

    def _rows(self, table: str, where: tuple[Where, ...], period: Period | None) -> Rows:
        """The rows under a condition, kept: every metric of a block asks for the same ones."""
        key = (table, tuple((condition.column, condition.value) for condition in where), period)
        if key not in self._parts:
            self._parts[key] = self._found(table, where, period)
        return self._parts[key]

    def _found(self, table: str, where: tuple[Where, ...], period: Period | None) -> Rows:
        known = self.tables[table]
        if period is not None:
            day = known.index("day")
            rows = self._rows(table, where, None)
            return [row for row in rows if isinstance(at := row[day], dt.date) and period.start <= at <= period.end]
        if not where:
            return known.rows
        column = known.index(where[-1].column)
        return [row for row in self._rows(table, where[:-1], None) if row[column] == where[-1].value]


def quantile(known: Sequence[Number], part: float) -> Number:
    """Between the two nearest values in proportion, as Excel and the database do."""
    if part == _HALF:
        return statistics.median(known)
    ordered = sorted(known)
    whole, rest = divmod((len(ordered) - 1) * part, 1)
    low, high = ordered[int(whole)], ordered[min(int(whole) + 1, len(ordered) - 1)]
    return low + rest * (high - low)


def serial(day: Cell) -> int:
    """A date as Excel counts it: days since 30 December 1899; anything else is 0."""
    return day.toordinal() - _EPOCH if isinstance(day, dt.date) else 0


_EPOCH = 693_594


def _criteria(table: str, span: Span, where: tuple[Where, ...]) -> str:
    days = f'{table}.day,">="&{span.start},{table}.day,"<="&{span.end}'
    return ",".join([days, *(_criterion(table, condition) for condition in where)])


def _product(table: str, column: str, where: tuple[Where, ...], *days: str) -> str:
    """1 for a row that counts, else 0, for formulas that work on whole columns."""
    tests = (f"({table}.{condition.column}={condition.ref})" for condition in where)
    return "*".join([*days, f"ISNUMBER({table}.{column})", *tests])


def _criterion(table: str, condition: Where) -> str:
    return f"{table}.{condition.column},{condition.ref}"


def _total(known: Sequence[Number]) -> Number:
    whole = all(isinstance(value, int) for value in known)
    return sum(known) if whole else math.fsum(known)
