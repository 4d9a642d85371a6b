"""The common table expressions of one table of facts, from stored rows to figures of accounts (layer 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.metrics.kinds import Ingredient
from reporting.metrics.model import By
from reporting.metrics.rows import conditions, in_any_window, in_window, value_sql, whose
from reporting.metrics.shape import NEEDS, Shape
from reporting.metrics.windows import Window

SPLIT_SQL: dict[str, str] = {
    "day": "report_day",
    "week": "cast(date_trunc('week', report_day) as date)",
    "month": "cast(date_trunc('month', report_day) as date)",
    "weekday": "extract(isodow from report_day)",
}
ZONE_SQL = "(select timezone from client where id = $client_id)"
HOUR_SQL = f"extract(hour from published_at at time zone 'UTC' at time zone {ZONE_SQL})"
"""Hour of publication in the client's report zone; days are already in it (report_day)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A common table expression: its name, its grain as a comment, its lines."""

    name: str
    grain: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        body = "\n".join(f"  {line}" for line in self.lines)
        return f"-- {self.grain}\n{self.name} as (\n{body}\n)"


def table_steps(asked: Shape, table: str) -> list[Step]:
    steps = [_rows(asked, table), _days(asked, table)]
    if asked.steps(table):
        steps.append(_stepped(asked, table))
    if asked.added(table):
        steps.append(_accounts(asked, table))
    if asked.levels(table):
        steps.append(_levels(asked, table))
    return steps


def grain(*names: str) -> str:
    return " and ".join(names)


def select_list(columns: Sequence[str]) -> tuple[str, ...]:
    *most, last = columns
    return ("select", *(f"  {column}," for column in most), f"  {last}")


def clauses(
    select: tuple[str, ...], source: str, where: tuple[str, ...] = (), group: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """One clause a line."""
    rules = (f"{'where' if at == 0 else '  and'} {rule}" for at, rule in enumerate(where))
    return (*select, f"from {source}", *rules, *((f"group by {', '.join(group)}",) if group else ()))


def _rows(asked: Shape, table: str) -> Step:
    values = asked.values(table)
    rules = [conditions(value.metric) for value in values if not value.counts]
    common = tuple(rule for rule in rules[0] if all(rule in other for other in rules))
    columns = ["account_id", "report_day"]
    columns += [f"{HOUR_SQL} as hour" if name == "hour" else name for name in _row_splits(asked, table)]
    columns += [f"{value_sql(value, common)} as {value.name}" for value in values]
    columns += [f"{name} as {table}__{name}" for name in asked.watched(table)]
    days = in_any_window(table, asked.shown, before=bool(asked.steps(table)))
    where = (*whose(asked.query, asked.catalog.tables[table].columns), f"({days})", *common)
    return Step(
        f"{table}_rows", f"one row per row of {table}", clauses(select_list(columns), f"current_{table}", where)
    )


def _row_splits(asked: Shape, table: str) -> tuple[str, ...]:
    known = asked.catalog.tables[table].columns
    splits = tuple(str(by) for by in asked.splits if by in NEEDS and NEEDS[by] in known)
    return (*splits, *(("period_from",) if table == "account_period" else ()))


def _days(asked: Shape, table: str) -> Step:
    keys = ("account_id", "report_day", *_row_splits(asked, table))
    columns = [*keys, *(f"{part.daily} as {part.name}" for part in asked.ingredients(table))]
    columns += [f"count({table}__{name}) as {table}__{name}" for name in asked.watched(table)]
    lines = clauses(select_list(columns), f"{table}_rows", group=keys)
    return Step(f"{table}_days", f"one row per {grain('account', 'day', *keys[2:])}", lines)


def _stepped(asked: Shape, table: str) -> Step:
    """Steps lead from one known level to the next: a day without a level is no step to nothing and back."""
    columns = ["account_id", "report_day", *(part.name for part in asked.levels(table) if part.roll == "last")]
    before = "over (partition by account_id order by report_day)"
    for part in asked.steps(table):
        day = f"case when {part.name} is not null then report_day end"
        columns.append(f"{part.name} - lag({part.name} ignore nulls) {before} as {part.name}")
        columns.append(f"lag({day} ignore nulls) {before} as {part.name}_since")
    name = "one row per account and day, with the step since the last known level"
    return Step(f"{table}_steps", name, clauses(select_list(columns), f"{table}_days"))


def _accounts(asked: Shape, table: str) -> Step:
    columns = ["account_id", *_split_columns(asked.splits)]
    names = [*(part.name for part in asked.added(table)), *(f"{table}__{name}" for name in asked.watched(table))]
    for window in asked.shown:
        when = in_window(table, window)
        columns += [f"sum({name}) filter (where {when}) as {name}{window.suffix}" for name in names]
    return _per_account(asked, table, "accounts", asked.splits, columns)


def _levels(asked: Shape, table: str) -> Step:
    columns = ["account_id", *_split_columns(asked.level_splits)]
    for window in asked.shown:
        columns += [_level(part, in_window(table, window), window) for part in asked.levels(table)]
    return _per_account(asked, table, "levels", asked.level_splits, columns)


def _level(part: Ingredient, when: str, window: Window) -> str:
    name = f"{part.name}{window.suffix}"
    if part.roll == "last":
        return f"max_by({part.name}, report_day) filter (where {when} and {part.name} is not null) as {name}"
    return f"sum({part.name}) filter (where {when} and {part.name}_since >= ${window.name}_known_from) as {name}"


def _per_account(asked: Shape, table: str, name: str, splits: tuple[By, ...], columns: list[str]) -> Step:
    source = "steps" if name == "levels" and asked.steps(table) else "days"
    where = (in_any_window(table, asked.shown),) if asked.steps(table) else ()
    lines = clauses(select_list(columns), f"{table}_{source}", where, group=("account_id", *splits))
    return Step(f"{table}_{name}", f"one row per {grain('account', *splits)}", lines)


def _split_columns(splits: Iterable[By]) -> list[str]:
    return [f"{SPLIT_SQL[by]} as {by}" if by in SPLIT_SQL else by for by in splits]
