"""What figures are made of, by account and day: many goals are read from the same cells (layer 4).

A figure of any accounts and days is put together from cells as `kinds` puts it together from accounts, so both agree.
Medians and changes between known levels can't be: they depend on the rows and on the days before.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reporting.catalog.model import Catalog
from reporting.metrics.compile import bound
from reporting.metrics.engine import Engine
from reporting.metrics.kinds import Ingredient
from reporting.metrics.model import MetricQuery, Statement
from reporting.metrics.rows import in_any_window, parameters, whose
from reporting.metrics.shape import Shape, shape
from reporting.metrics.steps import Step, clauses, select_list, table_steps

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """One row an account and day (and format, of posts): arrays of one length.

    days        as ordinals
    values      ingredient -> sum of the day, or its level; NaN is not provided
    imports     ids of the imports whose rows lie in the cell
    """

    accounts: NDArray[np.int64]
    platforms: NDArray[np.object_]
    days: NDArray[np.int64]
    media_types: NDArray[np.object_]
    values: Mapping[str, Numbers]
    imports: tuple[tuple[int, ...], ...] = ()

    def only(self, wanted: NDArray[np.bool_]) -> "Cells":
        return Cells(
            self.accounts[wanted],
            self.platforms[wanted],
            self.days[wanted],
            self.media_types[wanted],
            {name: values[wanted] for name, values in self.values.items()},
            tuple(ids for ids, keep in zip(self.imports, wanted, strict=True) if keep) if self.imports else (),
        )

    def between(self, first: dt.date, last: dt.date) -> "Cells":
        return self.only((self.days >= first.toordinal()) & (self.days <= last.toordinal()))


def cells(query: MetricQuery, engine: Engine, catalog: Catalog) -> dict[str, Cells]:
    """By table, the cells of everything that the metrics of the query are made of: one statement a table.

    The query's own `by` is not looked at. Raises QueryError for metrics that can't be asked by day.
    """
    wide = "media_type" in catalog.tables[_first_table(query, catalog)].columns
    asked = shape(replace(query, by=("account", "day", "media_type") if wide else ("account", "day")), catalog)
    return {table: _cells(engine, _statement(asked, table), _names(asked, table)) for table in asked.tables}


def imports_by_cell(query: MetricQuery, engine: Engine, catalog: Catalog, table: str) -> Cells:
    """The imports whose rows lie in each cell of the query's period."""
    asked = shape(query, catalog)
    media = "media_type" if "media_type" in catalog.tables[table].columns else "cast(null as varchar)"
    inner = clauses(
        ("select account_id, report_day, " + media + " as media_type, unnest(import_ids) as import_id",),
        f"current_{table}",
        (*whose(query, catalog.tables[table].columns), f"({in_any_window(table, asked.shown)})"),
    )
    step = Step("seen", "one row per row and import", inner)
    text = "\n".join(
        (
            f"-- imports behind the days of {table}",
            "with",
            step.text,
            "select account_id, account.platform, report_day, media_type, list_sort(list(distinct import_id))",
            "from seen join account on account.id = seen.account_id",
            "group by all",
            "",
        )
    )
    rows = engine.fetch(bound(text, parameters(query, asked.shown)))
    made = _arrays(rows, ())
    return replace(made, imports=tuple(tuple(row[4]) for row in rows))


def _first_table(query: MetricQuery, catalog: Catalog) -> str:
    asked = shape(replace(query, by=()), catalog)
    return asked.supported[0].tables[0]


def _names(asked: Shape, table: str) -> tuple[str, ...]:
    return tuple(part.name for part in _parts(asked, table))


def _parts(asked: Shape, table: str) -> Iterator[Ingredient]:
    """Steps between levels are left out: a step belongs to the days around it, not to a cell."""
    yield from asked.added(table)
    yield from (part for part in asked.levels(table) if part.roll == "last")


def _statement(asked: Shape, table: str) -> Statement:
    """Of the days of the table; `<table>_days` holds both sums and levels of a day."""
    rows, days, *_ = table_steps(asked, table)
    splits = [name for name in ("media_type",) if name in asked.splits and name in asked.catalog.tables[table].columns]
    columns = ["account_id", "account.platform", "report_day", *(splits or ["cast(null as varchar) as media_type"])]
    columns += _names(asked, table)
    lines = (*select_list(columns), f"from {table}_days", f"join account on account.id = {table}_days.account_id")
    text = "\n".join((f"-- cells of {table}", "with", f"{rows.text},\n{days.text}", *lines, ""))
    return bound(text, parameters(asked.query, asked.shown))


def _cells(engine: Engine, statement: Statement, names: tuple[str, ...]) -> Cells:
    return _arrays(engine.fetch(statement), names)


def _arrays(rows: Sequence[tuple[object, ...]], names: tuple[str, ...]) -> Cells:
    columns: list[Sequence[object]] = list(zip(*rows, strict=True)) if rows else [()] * (4 + len(names))
    accounts, platforms, days, media = columns[:4]
    return Cells(
        np.array(accounts, dtype=np.int64),
        np.array(platforms, dtype=object),
        np.array([day.toordinal() if isinstance(day, dt.date) else 0 for day in days], dtype=np.int64),
        np.array(media, dtype=object),
        {name: np.array(values, dtype=float) for name, values in zip(names, columns[4:], strict=False)},
    )
