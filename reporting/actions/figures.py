"""Figures: ask, see the SQL behind them, rank posts, know which days are covered (layer 7)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.language import Language, text
from reporting.metrics.compile import compile_query
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import MetricQuery, Result, Statement
from reporting.metrics.ranking import Ranking, ranked
from reporting.metrics.run import run
from reporting.periods import Period
from reporting.warehouse.coverage import coverage

Coverage = Mapping[str, tuple[dt.date, dt.date, dt.date]]


@action("reports.read")
def figures(desk: Desk, query: MetricQuery) -> Result:
    """The figures of a query, with their notes, samples and imports. Raises QueryError."""
    return run(query, DuckDBEngine(desk.store), desk.catalog)


@action("reports.read")
def statement(desk: Desk, query: MetricQuery) -> Statement:
    """The SQL of a query without running it. Raises QueryError."""
    return compile_query(query, desk.catalog)


@action("reports.read")
def covered(desk: Desk, client_id: int, platforms: tuple[str, ...] = ()) -> Coverage:
    """By platform: first day, last day, day of the newest import. Platforms without data are absent."""
    with desk.store.read() as cur:
        known = coverage(cur, client_id, platforms or desk.catalog.networks)
    spans: dict[str, tuple[dt.date, dt.date, dt.date]] = {}
    for one in known:
        first, last, imported = spans.get(one.platform, (one.first, one.last, one.imported))
        spans[one.platform] = (min(first, one.first), max(last, one.last), max(imported, one.imported))
    return spans


@action("reports.read")
def ranked_posts(  # noqa: PLR0917 -- in the order of the question: whose, when, by what, where, how many
    desk: Desk,
    client_id: int,
    period: Period,
    metric: str = "engagements",
    platforms: tuple[str, ...] = (),
    limit: int | None = 10,
    *,
    worst: bool = False,
    media_types: tuple[str, ...] = (),
) -> Result:
    """Posts of the period, best first (or worst first), each with its place among its account's posts of 90 days."""
    query = MetricQuery((metric,), client_id, period, platforms=platforms, media_types=media_types, limit=limit)
    return ranked(Ranking(query, worst), DuckDBEngine(desk.store), desk.catalog)


@action("reports.read")
def figures_as_json(desk: Desk, query: MetricQuery, lang: Language = "en") -> dict[str, Any]:
    """What `query --json` prints: columns, rows, sql, imports, notes. A figure that is not provided is null."""
    result = figures(desk, query)
    return {
        "columns": [{"name": column.name, "unit": column.unit} for column in result.columns],
        "rows": [[cell.isoformat() if isinstance(cell, dt.date) else cell for cell in row] for row in result.rows],
        "sql": result.statement.text,
        "imports": list(result.imports),
        "notes": [text(note, lang) for note in result.notes],
    }
