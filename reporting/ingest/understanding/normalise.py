"""A recognised table to canonical rows: one view of typed rows with their faults, one COPY to Parquet (layer 2).

No row passes through Python. The view has, for each raw row: row_no, extra, the raw cells, `account`, `account_name`,
the canonical columns as v_<column>, and `fault`: NULL, or the number of the cell that keeps the row out.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from reporting.catalog.format import ACCOUNT_TARGETS, BASE, Derived, Format
from reporting.catalog.model import Catalog
from reporting.ingest.understanding.days import EARLIEST
from reporting.ingest.understanding.derive import derived_sql
from reporting.ingest.understanding.shapes import Cell, Source
from reporting.ingest.understanding.sqltext import day_literal, is_missing, quoted
from reporting.ingest.understanding.values import FORGIVEN, Manner, Value, value_of

BEYOND = 0
"""The fault of a row with cells beyond the last heading; a cell's own fault is its number from 1."""

NO_KEY = 1000
"""A key column without a value: NO_KEY + the number of the key."""

_PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the statements of one table need. account, platform: what a person answered or the format knows."""

    catalog: Catalog
    format: Format
    source: Source
    manner: Manner
    view: str
    today: dt.date
    account: str | None = None
    platform: str | None = None

    @property
    def key(self) -> tuple[str, ...]:
        return self.catalog.tables[self.format.table].key

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.source.cells

    @property
    def many_platforms(self) -> bool:
        """Each row says of which network it is."""
        return any(cell.to == "platform" for cell in self.cells)

    @property
    def row_key(self) -> tuple[str, ...]:
        """Names, in the view, of what tells its rows from each other."""
        whose = ("account", "platform") if self.many_platforms else ("account",)
        return (*whose, *(f"v_{name}" for name in self.present_key))

    @property
    def values(self) -> dict[str, str]:
        """Canonical column -> SQL type, in the order of the table, of what the rows will have."""
        given = {c.to for c in self.cells} | set(self.source.constants)
        for derived in self.format.derived:
            if _sources(derived, given):
                given.add(derived.to)
        columns = self.catalog.tables[self.format.table].columns
        return {name: self.catalog.columns[name].sql_type for name in columns if name in given}

    @property
    def present_key(self) -> tuple[str, ...]:
        return tuple(name for name in self.key if name in self.values)


def counted_from(con: duckdb.DuckDBPyConnection, source: Source, manner: Manner) -> dt.date | None:
    """The day that the context gives from which days are counted; None where the file doesn't give it."""
    cell = next((cell for cell in source.cells if cell.to == BASE), None)
    if cell is None:
        return None
    value = value_of(cell.name, cell.column, manner, "", "")
    row = con.execute(f"select {value.sql} from ({source.sql}) limit 1").fetchone()  # noqa: S608 -- our own column
    return row[0] if row else None


def create_typed(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    for cell in plan.cells:
        words = _value(plan, cell, f"({plan.source.sql})").words
        if words is not None:
            con.execute(f"set variable {_words(plan, cell)} = ({_map(words)})")
    con.execute(f"create or replace temp view {plan.view} as {typed_sql(plan)}")


def _map(words: str) -> str:
    """A map of the texts of a column to what they mean, empty where none is known."""
    return f"""
with found as materialized ({words})
select coalesce(map_from_entries(list((raw, v))), cast(map([], []) as map(varchar, varchar)))
from found
where v is not null"""  # noqa: S608 -- words of the catalog, quoted


def typed_sql(plan: Plan) -> str:
    """The view's query: raw cells, their values, derived values on top of each other, faults."""
    raw = list(dict.fromkeys(cell.name for cell in plan.cells))
    helping = [name for name in ("beyond" if plan.source.beyond else "", plan.source.places) if name]
    kept = ["row_no", "extra", *raw, *helping]
    values, joins = _values(plan)
    first = [*(f"s.{name}" for name in kept), *(f"{sql} as {name}" for name, sql in values.items())]
    layers = [f"select {', '.join(first)}\nfrom source s{joins}"]
    names = list(values)
    for derived in plan.format.derived:
        target = _name(derived.to)
        expression = _derived(derived, names)
        if expression is None:
            continue
        others = [name for name in names if name != target]
        layers.append(f"select {', '.join(kept + others)}, {expression} as {target}\nfrom layer_{len(layers)}")
        names = [*others, target]
    layers.append(f"select {', '.join(kept + names)}, {_fault(plan, names)} as fault\nfrom layer_{len(layers)}")
    ctes = [f"source as not materialized ({plan.source.sql})"]
    ctes += [f"layer_{n} as not materialized (\n{text})" for n, text in enumerate(layers, start=1)]
    return f"with {','.join(ctes)}\nselect {', '.join(kept + names)}, fault from layer_{len(layers)}"


def write_rows(con: duckdb.DuckDBPyConnection, plan: Plan, path: str, *, merge: str | None = None) -> None:
    """Write the rows that go in. merge: a table of row numbers that stay out because they contradict each other."""
    measured = [f'cast({_name(name)} as {sql_type}) as "{name}"' for name, sql_type in plan.values.items()]
    platform = _platform(plan)
    account = f"cast({_account(plan)} as varchar) as account"
    if merge is None:
        taken = ", ".join(["cast(row_no as integer) as row_no", account, f"{platform} as platform", *measured])
        query = f"select {taken} from {plan.view} where fault is null"  # noqa: S608 -- names of the catalog
    else:
        query = _merged(plan, measured, f"{account}, {platform} as platform", merge)
    con.execute(f"copy ({query}) to {quoted(path)} (format parquet, compression snappy, dictionary_size_limit 1000)")


def _merged(plan: Plan, measured: Sequence[str], head: str, out: str) -> str:
    """Rows of one key as one row, with what each of them knows; row_no is the first's."""
    keys = {f'"{name}"' for name in plan.present_key}
    names = [text.rsplit(" as ", maxsplit=1)[1] for text in measured]
    picked = [name if name in keys else f"{_together(plan, name)} as {name}" for name in names]
    first = "coalesce(min(row_no) filter (where not extra), min(row_no))"
    return f"""
select cast({first} as integer) as row_no, account, platform, {", ".join(picked)}
from (select row_no, extra, {head}, {", ".join(measured)} from {plan.view}
  where fault is null and row_no not in (select row_no from {out}))
group by account, platform, {", ".join(sorted(keys))}
order by row_no"""  # noqa: S608 -- names of the catalog


def _together(plan: Plan, name: str) -> str:
    """One value of the rows of one key: parts are added up where that may be; else all must say the same."""
    if not plan.catalog.tables[plan.format.table].adds:
        return f"any_value({name} order by row_no)"
    if plan.catalog.columns[name.strip('"')].aggregate == "sum":
        return f"sum({name})"
    return f"case when count(distinct {name}) = 1 then any_value({name}) end"


def _platform(plan: Plan) -> str:
    answered = "cast(null as varchar)" if plan.platform is None else quoted(plan.platform)
    return f"coalesce(platform, {answered})" if plan.many_platforms else answered


def _account(plan: Plan) -> str:
    return "account" if plan.account is None else f"coalesce(account, {quoted(plan.account)})"


def _name(to: str) -> str:
    return to if to in ACCOUNT_TARGETS else f"v_{to}"


def _values(plan: Plan) -> tuple[dict[str, str], str]:
    """SQL of each target's value, and the joins to the distinct texts of columns that are read by look-up."""
    values = dict.fromkeys(ACCOUNT_TARGETS, "cast(null as varchar)")
    joins = ""
    for to, literal in plan.source.constants.items():
        if to in plan.catalog.columns:
            values[_name(to)] = f"cast({quoted(literal)} as {plan.catalog.columns[to].sql_type})"
    for n, cell in enumerate(plan.cells):
        value = _value(plan, cell, "source")
        sql = value.sql
        if value.lookup is not None:
            joins += f"\nleft join ({value.lookup}) j{n} on j{n}.raw = s.{cell.name}"
            sql = f"j{n}.v"
        values[_name(cell.to)] = sql
    return values, joins


def _value(plan: Plan, cell: Cell, source: str) -> Value:
    raws = f"select distinct {cell.name} as raw from {source} where {cell.name} is not null"  # noqa: S608 -- our own column
    return value_of(cell.name, cell.column, plan.manner, raws, _words(plan, cell))


def _words(plan: Plan, cell: Cell) -> str:
    return f"{plan.view}_{cell.name}"


def _derived(derived: Derived, names: Sequence[str]) -> str | None:
    """The rule over the columns that the file has; None if it has none of its sources."""
    target = _name(derived.to)
    sources = _sources(derived, [name.removeprefix("v_") for name in names])
    if not sources:
        return None
    rule = derived_sql(derived, [_name(source) for source in sources])
    return f"coalesce({rule}, {target})" if target in names else rule


def _sources(derived: Derived, known: Collection[str]) -> list[str]:
    """Which of the known columns the rule works on; none where it can't work."""
    sources = [source for source in derived.source if source in known]
    match derived.by:
        case "difference":
            return sources if len(sources) == len(derived.source) else []
        case "nearest_year":
            return [*sources[:1], derived.to] if sources and derived.to in known else []
        case _:
            return sources


def _fault(plan: Plan, names: Sequence[str]) -> str:
    """The first thing that keeps a row out: cells beyond the headings, an unreadable cell, a key without a value.

    CASE and coalesce stop at the first answer, `and` doesn't: the dear tests stand behind the cheap ones.
    """
    tests = [f"case when beyond is not null then {BEYOND} end"] if plan.source.beyond else []
    for number, cell in enumerate(plan.cells, start=1):
        value = _name(cell.to)
        if cell.to == "platform":
            absent = "true" if plan.platform is None else "false"
            other = cell.column.otherwise
            unlisted = "false" if other in plan.format.platforms else f"{value} = {quoted(other)}"
            tests.append(f"case when {value} is null and {absent} or {unlisted} then {number} end")
            continue
        tests += [f"case when {test} then {number} end" for test in _limits(plan, cell, value)]
        never = cell.column.type in FORGIVEN or cell.to in ACCOUNT_TARGETS or cell.name in plan.manner.plain
        if not never:
            missing = f"when {cell.name} is null then null when {is_missing(cell.name)} then null"
            tests.append(f"case when {value} is not null then null {missing} else {number} end")
    optional = plan.catalog.tables[plan.format.table].optional
    for number, name in enumerate(plan.present_key):
        if name not in optional and _name(name) in names:
            tests.append(f"case when {_name(name)} is null then {NO_KEY + number} end")
    return f"coalesce({', '.join([*tests, 'cast(null as integer)'])})"


def _limits(plan: Plan, cell: Cell, value: str) -> list[str]:
    """Values that no platform can mean: days before there was anything or after tomorrow, fewer than no people."""
    if cell.column.type in ("date", "datetime"):
        latest = plan.today + dt.timedelta(days=1 if cell.column.type == "date" else 2)
        return [f"{value} not between {day_literal(EARLIEST)} and {day_literal(latest)}"]
    if cell.name not in plan.manner.plain and is_never_negative(cell, plan.catalog):
        return [f"{value} < 0"]
    return []


def is_never_negative(cell: Cell, catalog: Catalog) -> bool:
    """Durations and numbers of people; counts can be negative: reactions taken back, followers lost."""
    column = catalog.columns.get(cell.to)
    return cell.column.type == "duration" or (column is not None and column.unit == _PEOPLE)
