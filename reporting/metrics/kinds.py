"""Metric kinds: what each needs from the rows, and how its figure is made of it (layer 4). The list is closed.

A figure is built in three steps, each a common table expression:

    <table>_rows       one row per stored row: the value of each sum metric, null where it is not provided
    <table>_days       one row per account and day (and split): the ingredients, added up
    <table>_accounts   one row per account and group: the ingredients of each period
    <table>_levels     the same for levels: the last known value, and the steps between known values

The figure of a group is then a sum over its accounts, or a quotient of two such sums: never a mean of ratios. Medians
are the exception: they are taken over the rows themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from reporting.catalog.model import Catalog, Metric, MetricKind
from reporting.errors import QueryError, say

Roll = Literal["sum", "last", "steps"]
"""How an ingredient's days become one value of a period: added, the last known one, or the steps between known ones."""

DAYS_BEFORE = 7
"""A level known at most so many days before the period is its level at the start; an older one says another period."""


@dataclass(frozen=True, slots=True)
class Value:
    """A column of <table>_rows: the value of a metric in one row or, as `counts`, whether the row counts for it."""

    metric: Metric
    table: str
    counts: bool = False

    @property
    def name(self) -> str:
        return f"{self.metric.id}__counts" if self.counts else self.metric.id


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A column of <table>_days (`daily`: its SQL over rows) and, for each period, of <table>_accounts or _levels."""

    name: str
    table: str
    daily: str
    roll: Roll = "sum"


@dataclass(frozen=True, slots=True)
class Plan:
    """How one metric is computed.

    figure      SQL over the accounts of a group, for the suffix of a period; None for a median
    median      SQL of the value and of the condition that a median is taken over, row by row
    known       the ingredient that tells whether an account has a figure
    sample      the ingredient that counts what stands behind it
    """

    metric: Metric
    values: tuple[Value, ...]
    ingredients: tuple[Ingredient, ...]
    figure: Callable[[str], str] | None
    known: str
    sample: str | None = None
    median: tuple[str, str | None] | None = None
    tables: tuple[str, ...] = ()

    @property
    def is_level(self) -> bool:
        """Its own figure is a level or a difference of levels: it has no split by format, post, hour or weekday."""
        return self.metric.kind in {"last", "change"}


def plan(metric: Metric, catalog: Catalog) -> Plan:
    return KINDS[metric.kind](metric, catalog)


def only_on(metric: Metric, aggregate: str, condition: str | None = None) -> str:
    """The aggregate over the accounts of the platforms where the metric means something."""
    names = ", ".join(f"'{name}'" for name in metric.platforms)
    conditions = [part for part in (f"account.platform in ({names})" if names else None, condition) if part]
    return f"{aggregate} filter (where {' and '.join(conditions)})" if conditions else aggregate


def table_of(metric: Metric) -> str:
    """The table of a metric that reads one itself. Raises QueryError for a definition without it."""
    if metric.table is None:
        raise QueryError(
            say("The definition of the metric {metric} names no table.", metric=metric.id),
            todo=say("Correct it in catalog/metrics."),
        )
    return metric.table


def _own(metric: Metric) -> Value:
    return Value(metric, table_of(metric))


def _added(metric: Metric) -> Ingredient:
    return Ingredient(metric.id, table_of(metric), f"sum({metric.id})")


def _sum(metric: Metric, _: Catalog) -> Plan:
    """Also of distinct: its part is the key of the table, and a row is one key, so counting them is adding ones."""

    def figure(suffix: str) -> str:
        return only_on(metric, f"sum({metric.id}{suffix})")

    return Plan(metric, (_own(metric),), (_added(metric),), figure, metric.id, tables=(table_of(metric),))


def _per_week(metric: Metric, _: Catalog) -> Plan:
    """`{days}` stands for the days of the period or bucket; compile.py knows them."""

    def figure(suffix: str) -> str:
        return f"{only_on(metric, f'sum({metric.id}{suffix})')} * 7.0 / {{days{suffix}}}"

    return Plan(metric, (_own(metric),), (_added(metric),), figure, metric.id, tables=(table_of(metric),))


def _last(metric: Metric, catalog: Catalog) -> Plan:
    table = table_of(metric)
    people = any(catalog.columns[name].aggregate == "never" for part in metric.parts for name in part)

    def figure(suffix: str) -> str:
        total = only_on(metric, f"sum({metric.id}{suffix})")
        return _of_one_account(metric, metric.id + suffix, total) if people else total

    level = Ingredient(metric.id, table, f"max({metric.id})", "last")
    return Plan(metric, (_own(metric),), (level,), figure, metric.id, tables=(table,))


def _daily_mean(metric: Metric, _: Catalog) -> Plan:
    table, total, days = table_of(metric), f"{metric.id}__sum", f"{metric.id}__n"

    def figure(suffix: str) -> str:
        quotient = f"{only_on(metric, f'sum({total}{suffix})')} / nullif({only_on(metric, f'sum({days}{suffix})')}, 0)"
        return _of_one_account(metric, total + suffix, quotient)

    parts = (Ingredient(total, table, f"sum({metric.id})"), Ingredient(days, table, f"count({metric.id})"))
    return Plan(metric, (_own(metric),), parts, figure, total, sample=days, tables=(table,))


def _of_one_account(metric: Metric, column: str, figure: str) -> str:
    """People of several accounts overlap: there is a figure only where one account has values."""
    return f"case when {only_on(metric, f'count({column})')} = 1 then {figure} end"


def _ratio(metric: Metric, catalog: Catalog) -> Plan:
    over, under = (catalog.metrics[id_ or ""] for id_ in (metric.over, metric.under))
    return _per_level(metric, over, under) if under.kind == "last" else _quotient(metric, over, under)


def _quotient(metric: Metric, over: Metric, under: Metric) -> Plan:
    """Sum over sum, both only of the rows where both are known."""
    table, top, base, n = table_of(over), f"{metric.id}__over", f"{metric.id}__under", f"{metric.id}__n"

    def figure(suffix: str) -> str:
        return f"{only_on(metric, f'sum({top}{suffix})')} / nullif({only_on(metric, f'sum({base}{suffix})')}, 0)"

    ingredients = (
        Ingredient(top, table, f"sum({over.id}) filter (where {under.id} is not null)"),
        Ingredient(base, table, f"sum({under.id}) filter (where {over.id} is not null)"),
        Ingredient(n, table, f"count(*) filter (where {over.id} is not null and {under.id} is not null)"),
        Ingredient(f"{metric.id}__of", table, f"count({under.id})" if under.kind == "distinct" else "count(*)"),
    )
    return Plan(metric, (_own(over), _own(under)), ingredients, figure, top, sample=n, tables=(table,))


def _per_level(metric: Metric, over: Metric, level: Metric) -> Plan:
    """A sum over a level: only of the accounts where both are known."""

    def figure(suffix: str) -> str:
        top, base = over.id + suffix, level.id + suffix
        total = only_on(metric, f"sum({top})", f"{base} is not null")
        return f"{total} / nullif({only_on(metric, f'sum({base})', f'{top} is not null')}, 0)"

    ingredients = (_added(over), Ingredient(level.id, table_of(level), f"max({level.id})", "last"))
    tables = (table_of(over), table_of(level))
    return Plan(metric, (_own(over), _own(level)), ingredients, figure, over.id, tables=tables)


def _median(metric: Metric, catalog: Catalog) -> Plan:
    """Of a value of the rows, or of a quotient of two."""
    made_of = [catalog.metrics[id_] for id_ in (metric.over, metric.under) if id_]
    table, n = table_of(made_of[0]), f"{metric.id}__n"
    sql = " / ".join((made_of[0].id, *(f"nullif({under.id}, 0)" for under in made_of[1:])))
    flag = Value(metric, table, counts=True) if metric.picks else None
    counted = f"count({sql})" + (f" filter (where {flag.name})" if flag else "")
    return Plan(
        metric,
        (*(_own(part) for part in made_of), *((flag,) if flag else ())),
        (Ingredient(n, table, counted),),
        None,
        n,
        sample=n,
        median=(sql, flag.name if flag else None),
        tables=(table,),
    )


def _change(metric: Metric, catalog: Catalog) -> Plan:
    """Steps between known levels, added: end less start. The flow stands in for accounts without two known levels."""
    table, step, flow = table_of(metric), f"{metric.id}__step", catalog.metrics[metric.flow] if metric.flow else None

    def figure(suffix: str) -> str:
        if metric.relative:
            end, change = metric.id + suffix, step + suffix
            start = only_on(metric, f"sum({end} - {change})")
            return f"{only_on(metric, f'sum({change})')} / nullif({start}, 0)"
        return only_on(metric, f"sum(coalesce({step}{suffix}, {flow.id}{suffix}))" if flow else f"sum({step}{suffix})")

    level = f"max({metric.id})"
    ingredients = (
        Ingredient(step, table, level, "steps"),
        *((Ingredient(metric.id, table, level, "last"),) if metric.relative else ()),
        *((_added(flow),) if flow else ()),
    )
    values = (_own(metric), *((_own(flow),) if flow else ()))
    return Plan(metric, values, ingredients, figure, step, tables=(table,))


KINDS: Mapping[MetricKind, Callable[[Metric, Catalog], Plan]] = {
    "sum": _sum,
    "distinct": _sum,
    "per_week": _per_week,
    "last": _last,
    "daily_mean": _daily_mean,
    "ratio": _ratio,
    "median": _median,
    "change": _change,
}
