"""Run a query: two statements, the figures and the imports behind them (layer 4)."""

from reporting.catalog.model import Catalog
from reporting.metrics.compile import compiled, provenance
from reporting.metrics.engine import Engine
from reporting.metrics.model import MetricQuery, Result
from reporting.metrics.notes import notes, platforms_of


def run(query: MetricQuery, engine: Engine, catalog: Catalog) -> Result:
    """Figures, units, notes, samples, and the imports whose rows were read.

    Shape: one row per group of `by` that has any row in one of the periods; one row where `by` is empty.
    Raises: QueryError for what can't be asked.
    """
    made = compiled(query, catalog)
    rows = engine.fetch(made.statement)
    imports = engine.fetch(provenance(query, catalog))
    width = len(made.columns)
    shown = tuple(tuple(row[:width]) for row in rows)
    behind = {name: tuple(row[width + at] for row in rows) for at, name in enumerate(made.behind)}
    by_name = {column.name: tuple(row[at] for row in shown) for at, column in enumerate(made.columns)}
    given_by = {
        plan.metric.id: platforms_of(behind[f"{plan.metric.id}__platforms"])
        for plan in made.shape.supported
        if f"{plan.metric.id}__platforms" in behind
    }
    counted = {plan.metric.id: behind[plan.sample] for plan in made.shape.supported if plan.sample}
    return Result(
        columns=made.columns,
        rows=shown,
        statement=made.statement,
        imports=tuple(int(row[0]) for row in imports),
        notes=notes(made, behind, by_name),
        compared={window.name: window.period for window in made.shape.shown[1:] if window.name != "now"},
        given_by=given_by,
        samples={id_: tuple(int(n or 0) for n in counts) for id_, counts in counted.items()},
    )
