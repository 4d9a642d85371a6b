"""Query + catalog -> one SQL statement (layer 4). Pure: no store, no clock; the same query gives the same text.

Values are bound by $name; names in the text are ids of the catalog. The SQL keeps to what other engines know too.
"""

import re
from dataclasses import dataclass

from reporting.catalog.model import Catalog
from reporting.metrics.kinds import Plan, Value, only_on
from reporting.metrics.model import By, MetricQuery, ResultColumn, Statement
from reporting.metrics.rows import BREAK, in_any_window, in_window, parameters, read_columns, value_sql, whose
from reporting.metrics.shape import Break, Shape, shape
from reporting.metrics.steps import SPLIT_SQL, Step, clauses, grain, select_list, table_steps
from reporting.metrics.windows import Window

BUCKET_END = {"day": "{first}", "week": "{first} + 6", "month": "cast({first} + interval 1 month as date) - 1"}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement, the columns that people see, and those behind them that become notes and samples."""

    shape: Shape
    statement: Statement
    columns: tuple[ResultColumn, ...]
    behind: tuple[str, ...]


def compile_query(query: MetricQuery, catalog: Catalog) -> Statement:
    """The SQL of a query. Raises QueryError for what can't be asked."""
    return compiled(query, catalog).statement


def compiled(query: MetricQuery, catalog: Catalog) -> Compiled:
    asked = shape(query, catalog)
    steps = [step for table in asked.tables for step in table_steps(asked, table)]
    steps += [_keys(asked), _figures(asked), *(_medians(asked, table) for table in asked.median_tables)]
    shown, behind = _shown(asked), _behind(asked)
    text = "\n".join((_heading(asked), "with", ",\n".join(step.text for step in steps), *_select(asked, shown, behind)))
    return Compiled(asked, bound(text, parameters(query, asked.shown)), shown, behind)


def provenance(query: MetricQuery, catalog: Catalog) -> Statement:
    """The imports whose rows lie under the figures: every row read that has a value for one of them."""
    asked = shape(query, catalog)
    select = ("select distinct unnest(import_ids) as import_id",)
    parts = ["\n".join(clauses(select, f"current_{table}", _imports_where(asked, table))) for table in asked.tables]
    text = "-- imports behind: " + ", ".join(query.metrics) + "\n" + "\nunion\n".join(parts) + "\norder by import_id\n"
    return bound(text, parameters(query, asked.shown))


def bound(text: str, values: dict[str, object]) -> Statement:
    """Only what the text names is bound: DuckDB refuses a surplus parameter."""
    names = set(re.findall(r"\$([a-z][a-z0-9_]*)", text))
    return Statement(text, {name: value for name, value in values.items() if name in names})


def _heading(asked: Shape) -> str:
    lines = [f"-- {plan.metric.id}: {plan.metric.kind}, {plan.metric.basis}" for plan in asked.plans]
    return "\n".join((*lines, f"-- one row per {grain(*asked.query.by)}" if asked.query.by else "-- one row"))


def _sources(asked: Shape) -> tuple[tuple[str, tuple[By, ...]], ...]:
    """The steps that hold figures of accounts, with their splits."""
    added = [(f"{table}_accounts", asked.splits) for table in asked.tables if asked.added(table)]
    levels = [(f"{table}_levels", asked.level_splits) for table in asked.tables if asked.levels(table)]
    return (*added, *levels)


def _keys(asked: Shape) -> Step:
    names = ", ".join(("account_id", *asked.splits))
    whole = [name for name, splits in _sources(asked) if splits == asked.splits]
    lines = "\nunion\n".join(f"select {names}\nfrom {name}" for name in whole)
    return Step("keys", f"one row per {grain('account', *asked.splits)} that has any row", tuple(lines.split("\n")))


def _figures(asked: Shape) -> Step:
    groups = [_group(by) for by in asked.query.by]
    columns = list(groups)
    for plan in asked.supported:
        columns += [_figure(asked, plan, window) for window in asked.shown if plan.figure]
    columns += [sql for _, sql in _behind_sql(asked)]
    lines = [*select_list(columns), "from keys", "join account on account.id = keys.account_id"]
    for name, splits in _sources(asked):
        same = (f"{name}.{by} is not distinct from keys.{by}" for by in splits)
        lines += _left_join(name, [f"{name}.account_id = keys.account_id", *same])
    if groups:
        lines.append("group by " + ", ".join(group.split(" as ")[0] for group in groups))
    return Step("figures", "one row per group of the result", tuple(lines))


def _figure(asked: Shape, plan: Plan, window: Window) -> str:
    sql = plan.figure(window.suffix) if plan.figure else "null"
    days = _days_of(asked, window) if plan.metric.kind == "per_week" else ""
    return f"{sql.replace(f'{{days{window.suffix}}}', days)} as {plan.metric.id}{window.suffix}"


def _days_of(asked: Shape, window: Window) -> str:
    """Days of the period; of a bucket, its days inside the period."""
    bucket = next((by for by in asked.splits if by in BUCKET_END), None)
    if bucket is None:
        return str(window.period.days)
    last = BUCKET_END[bucket].format(first=f"keys.{bucket}")
    return f"min(date_diff('day', greatest(keys.{bucket}, $now_from), least({last}, $now_to)) + 1)"


def _medians(asked: Shape, table: str) -> Step:
    groups = [_median_group(by) for by in asked.query.by]
    columns = list(groups)
    for plan in asked.medians(table):
        columns += [_median(plan, in_window(table, window), window.suffix) for window in asked.shown]
    lines = [*select_list(columns), f"from {table}_rows", f"join account on account.id = {table}_rows.account_id"]
    if groups:
        lines.append("group by " + ", ".join(group.rsplit(" as ", 1)[0] for group in groups))
    return Step(_medians_of(asked, table), "one row per group of the result, over the rows themselves", tuple(lines))


def _medians_of(asked: Shape, table: str) -> str:
    """The step's name: plain where there is only one."""
    return "medians" if len(asked.median_tables) == 1 else f"{table}_medians"


def _median(plan: Plan, when: str, suffix: str) -> str:
    value, flag = plan.median or ("null", None)
    middle = plan.metric.quantile == 0.5  # noqa: PLR2004 -- the half
    taken = f"median({value})" if middle else f"quantile_cont({value}, {plan.metric.quantile:g})"
    aggregate = only_on(plan.metric, taken, " and ".join(part for part in (when, flag) if part))
    return f"{aggregate} as {plan.metric.id}{suffix}"


def _left_join(name: str, matches: list[str]) -> list[str]:
    return [f"left join {name}", *(f"  {'on' if at == 0 else 'and'} {match}" for at, match in enumerate(matches))]


def _select(asked: Shape, shown: tuple[ResultColumn, ...], behind: tuple[str, ...]) -> list[str]:
    columns = [_shown_sql(asked, column) for column in shown] + [f"figures.{name}" for name in behind]
    lines = [*select_list(columns), "from figures"]
    for table in asked.median_tables:
        name = _medians_of(asked, table)
        matches = [f"{name}.{by} is not distinct from figures.{by}" for by in asked.query.by] or ["true"]
        lines += _left_join(name, matches)
    if asked.query.by:
        lines.append("order by " + ", ".join(_order(asked.query)))
    if asked.query.limit is not None:
        lines.append("limit $row_limit")
    return [*lines, ""]


def _order(query: MetricQuery) -> list[str]:
    first = [query.order_by] if query.order_by in query.metrics else []
    rest = sorted(query.by, key=lambda by: by != query.order_by)
    return [*(f"{name} desc nulls last" for name in first), *(f"{name} nulls last" for name in rest)]


def _shown(asked: Shape) -> tuple[ResultColumn, ...]:
    figures = [
        ResultColumn(f"{plan.metric.id}{window.suffix}", plan.metric.unit, plan.metric.id)
        for plan in asked.plans
        for window in asked.shown
    ]
    return (*(ResultColumn(by) for by in asked.query.by), *figures)


def _shown_sql(asked: Shape, column: ResultColumn) -> str:
    if column.metric is None:
        return f"figures.{column.name}"
    plan = next((plan for plan in asked.supported if plan.metric.id == column.metric), None)
    if plan is None:
        return f"cast(null as double) as {column.name}"
    source = f"{'figures' if plan.figure else _medians_of(asked, plan.tables[0])}.{column.name}"
    stops = [item.name for item in asked.broken if f"{item.metric.id}{item.window.suffix}" == column.name]
    if not stops:
        return source
    return f"case when not ({' or '.join(f'figures.{name}' for name in stops)}) then {source} end as {column.name}"


def _behind(asked: Shape) -> tuple[str, ...]:
    return tuple(name for name, _ in _behind_sql(asked))


def _behind_sql(asked: Shape) -> list[tuple[str, str]]:
    """Columns for samples (how many rows stand behind), for broken comparisons and for accounts in one period only."""
    columns = []
    for plan in asked.supported:
        names = [plan.sample, f"{plan.metric.id}__of"] if plan.metric.kind == "ratio" and plan.sample else [plan.sample]
        columns += [(name, f"{only_on(plan.metric, f'sum({name})')} as {name}") for name in names if name]
        if plan.metric.kind == "last" and asked.level_splits and "account" not in asked.query.by:
            columns.append((f"{plan.metric.id}__accounts", f"count({plan.known}) as {plan.metric.id}__accounts"))
        if "account" not in asked.query.by:
            columns += [_uneven(plan, window) for window in asked.shown[1:]]
    if not {"platform", "account"} & set(asked.query.by):
        columns += [(f"{plan.metric.id}__platforms", _given_by(plan)) for plan in asked.supported]
        columns.append(("every__platforms", "string_agg(distinct account.platform, ',') as every__platforms"))
    return columns + [(item.name, f"{_is_broken(item)} as {item.name}") for item in asked.broken]


def _given_by(plan: Plan) -> str:
    """The platforms that have a value: a count of rows is one from 1 on."""
    known = f"{plan.known} > 0" if plan.figure is None else f"{plan.known} is not null"
    if plan.metric.flow:
        known = f"coalesce({plan.known}, {plan.metric.flow}) is not null"
    names = only_on(plan.metric, "string_agg(distinct account.platform, ',')", known)
    return f"{names} as {plan.metric.id}__platforms"


def _uneven(plan: Plan, window: Window) -> tuple[str, str]:
    name = f"{plan.metric.id}{window.suffix}__uneven"
    differs = f"({plan.known} is null) <> ({plan.known}{window.suffix} is null)"
    return name, f"count(*) filter (where {differs}) as {name}"


def _is_broken(item: Break) -> str:
    sums = [
        f"coalesce(sum({table}__{column}{suffix}) filter (where account.platform = '{item.change.platform}'), 0)"
        for table, column in item.places
        for suffix in ("", item.window.suffix)
    ]
    return f"({' + '.join(sums)}) > 0"


def _imports_where(asked: Shape, table: str) -> tuple[str, ...]:
    """Rows without a value for any of the metrics are not behind them. A count of posts has a value in every row."""
    values = [value for value in asked.values(table) if not value.counts]
    counts = any(value.metric.kind in {"distinct", "per_week"} for value in values)
    known = () if counts else (_is_known(values),)
    days = in_any_window(table, asked.shown, before=bool(asked.steps(table)))
    return (*whose(asked.query, asked.catalog.tables[table].columns), f"({days})", *known)


def _is_known(values: list[Value]) -> str:
    """A row with a column of one of the plain figures, or with a value of one that is made of several columns."""
    made = [value for value in values if value.metric.own_columns]
    plain = [value for value in values if value not in made]
    tests = [f"coalesce({', '.join(read_columns(plain))}, null) is not null"] if plain else []
    tests += [f"({value_sql(value, ())}) is not null" for value in made]
    return tests[0] if len(tests) == 1 else f"({f'{BREAK}or '.join(tests)})"


def _group(by: By) -> str:
    match by:
        case "platform":
            return "account.platform as platform"
        case "account":
            return "keys.account_id as account"
        case _:
            return f"keys.{by} as {by}"


def _median_group(by: By) -> str:
    match by:
        case "platform":
            return "account.platform as platform"
        case "account":
            return "account_id as account"
        case _:
            return f"{SPLIT_SQL.get(by, by)} as {by}"
