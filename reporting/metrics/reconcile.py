"""The totals of an import's file beside what is counted for the same accounts and days, and why they differ (layer 4).

For each column that may be added up, in this order:

    own line    what the file itself states in a line of totals: counted by nobody here
    file        the sum of its rows, counted when the file was read, before anything was stored
    stored      the sum of its observations in the store
    figure      what a query gives for the same accounts and days: the metric that shows just this column, else the sum
                of the current rows

From stored to figure the parts add up exactly: values that another file gives for the same rows, rows that are counted
on other days, rows of other files, rows that the metric leaves out. What is left after that has no reason.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting.catalog.model import Catalog, Metric, Table
from reporting.metrics.engine import Engine
from reporting.metrics.model import MetricQuery, Statement
from reporting.metrics.rows import conditions
from reporting.metrics.run import run
from reporting.periods import Period
from reporting.warehouse.fact_sql import FactSql
from reporting.warehouse.model import Import

ROUNDING = 0.001
"""Shares, durations and money are rounded row by row by platforms; whole numbers are not."""

_PARTS = """
-- one row: each column's parts, from the observations of one import to the current rows of its accounts and days
with mine as (
    select {names}, report_day, {columns} from {observed} where import_id = $id
),
-- one row per current row of these accounts
shown as (
    select {names}, report_day, import_ids, report_day between $first and $last as inside, {columns}, {kept}
    from {current} where client_id = $client and account_id in (select account_id from mine)
),
joined as (
    select m.account_id is not null as ours, coalesce(c.inside, false) as inside, c.import_ids, {pairs}
    from mine m full join shown c on {same}
)
select count(*) filter (where ours),
    list_sort(list_distinct(coalesce(flatten(list(import_ids) filter (where ours)), []))),
    list_sort(list_distinct(coalesce(flatten(list(import_ids) filter (where not ours and inside)), []))),
    {sums}
from joined
"""

_SUMS = """
    sum(m_{n}) filter (where ours),
    sum(c_{n}) filter (where inside),
    coalesce(sum(coalesce(c_{n}, 0) - coalesce(m_{n}, 0)) filter (where ours and inside), 0),
    count(*) filter (where ours and inside and c_{n} is distinct from m_{n}),
    coalesce(-sum(m_{n}) filter (where ours and not inside), 0),
    count(*) filter (where ours and not inside and m_{n} is not null),
    coalesce(sum(c_{n}) filter (where inside and not ours), 0),
    count(*) filter (where inside and not ours and c_{n} is not null),
    coalesce(-sum(c_{n}) filter (where inside and not k_{n}), 0),
    count(*) filter (where inside and not k_{n} and c_{n} is not null)"""


_WIDTH = 10
"""Values of one column in _SUMS."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An import, those of its columns that may be added up, the days of its rows, and the accounts that they are of."""

    entry: Import
    names: Sequence[str]
    days: tuple[dt.date, dt.date]
    accounts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Part:
    """How much rows of one sort add to (or take from) the figure, and how many they are."""

    sum: float
    rows: int


@dataclass(frozen=True, slots=True)
class Parts:
    """Of one column. metric: whose figure it is; None where it is the sum of the current rows."""

    column: str
    metric: str | None
    stored: float | None
    figure: float | None
    newer: Part
    elsewhere: Part
    others: Part
    left_out: Part

    @property
    def rest(self) -> float:
        """What no part explains."""
        known = sum(part.sum for part in (self.newer, self.elsewhere, self.others, self.left_out))
        return (self.figure or 0) - (self.stored or 0) - known


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of an import in the store, its columns, and the other imports whose values count in its rows or days."""

    rows: int
    columns: tuple[Parts, ...]
    newer: tuple[int, ...]
    others: tuple[int, ...]


def reconcile(engine: Engine, catalog: Catalog, subject: Subject) -> Counted:
    """One statement for what is stored and current, and those of the metrics."""
    entry, names = subject.entry, subject.names
    table = catalog.tables[entry.table]
    metrics = {name: found for name in names if (found := metric_of(catalog, table, name, entry.platform))}
    statement = _statement(table, subject, metrics)
    ((rows, own, others, *sums),) = engine.fetch(statement)
    figures = _figures(engine, catalog, subject, metrics)
    columns = []
    for at, name in enumerate(names):
        stored, current, *parts = sums[at * _WIDTH : (at + 1) * _WIDTH]
        metric = metrics[name].id if name in metrics else None
        known = [Part(float(parts[n]), int(parts[n + 1])) for n in range(0, len(parts), 2)]
        columns.append(Parts(name, metric, stored, figures[metric] if metric else current, *known))
    return Counted(rows, tuple(columns), _without(own, entry.id), _without(others, entry.id))


def metric_of(catalog: Catalog, table: Table, column: str, platform: str) -> Metric | None:
    """The metric that adds up this column of the table and no other, on this platform ("" is several in one file)."""
    return next(
        (
            metric
            for metric in catalog.metrics.values()
            if metric.kind == "sum"
            and metric.table == table.id
            and not metric.whole
            and metric.parts_on.get(platform, metric.parts) == ((column,),)
            and (platform or not metric.parts_on)
            and (not metric.platforms or platform in metric.platforms)
        ),
        None,
    )


def close(one: float | None, other: float | None, *, whole: bool) -> bool:
    """Whether two sums are the same, but for adding in another order."""
    if one is None or other is None:
        return one is other
    return one == other if whole else math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)


def _statement(table: Table, subject: Subject, metrics: Mapping[str, Metric]) -> Statement:
    names = subject.names
    rules = {name: " and ".join(conditions(metric)) for name, metric in metrics.items()}
    sql = FactSql(table).beside(
        _PARTS,
        columns=", ".join(f'"{name}"' for name in names) or "null as nothing",
        kept=", ".join(f"({rules.get(name) or 'true'}) as k_{n}" for n, name in enumerate(names)) or "true as k_0",
        pairs=", ".join(f'm."{name}" as m_{n}, c."{name}" as c_{n}, c.k_{n}' for n, name in enumerate(names))
        or "c.k_0",
        sums=",".join(_SUMS.format(n=n) for n in range(len(names))) or "null",
    )
    first, last = subject.days
    return Statement(sql, {"id": subject.entry.id, "client": subject.entry.client_id, "first": first, "last": last})


def _figures(
    engine: Engine, catalog: Catalog, subject: Subject, metrics: Mapping[str, Metric]
) -> dict[str, float | None]:
    """What the pages would show for these accounts and days."""
    ids = tuple(metric.id for metric in metrics.values())
    if not ids:
        return {}
    asked = MetricQuery(ids, subject.entry.client_id, Period(*subject.days), accounts=tuple(subject.accounts))
    result = run(asked, engine, catalog)
    return {id_: result.value(id_) if result.rows else None for id_ in ids}


def _without(imports: Sequence[int], own: int) -> tuple[int, ...]:
    return tuple(number for number in imports if number != own)
