"""What a file says of itself: its own lines of totals, and footers such as “Showing top 500 results” (layer 2)."""

from dataclasses import replace

import duckdb

from reporting.ingest.model import Stated
from reporting.ingest.understanding.normalise import Plan, create_typed
from reporting.ingest.understanding.values import NUMERIC

LISTED = 50
_LABEL = 200


def stated(con: duckdb.DuckDBPyConnection, plan: Plan) -> tuple[Stated, ...]:
    """The lines that are not data by the format's own word, read as the data are; none where it knows no such line."""
    if not plan.source.said:
        return ()
    # Nobody has looked at these cells: none of them is known to be a plain number.
    apart = replace(
        plan,
        source=replace(plan.source, sql=plan.source.said, places="said"),
        manner=replace(plan.manner, plain=frozenset()),
        view=f"{plan.view}_said",
    )
    create_typed(con, apart)
    summed = [
        cell.to
        for cell in plan.cells
        if cell.column.type in NUMERIC and cell.to in plan.values and plan.catalog.columns[cell.to].aggregate == "sum"
    ]
    asked = ", ".join(["row_no", f"left(said, {_LABEL})", *(f"cast(v_{name} as double)" for name in summed)])
    rows = con.execute(f"select {asked} from {apart.view} order by row_no limit {LISTED}").fetchall()  # noqa: S608 -- canonical names
    return tuple(
        Stated(row_no, label, {name: sum_ for name, sum_ in zip(summed, sums, strict=True) if sum_ is not None})
        for row_no, label, *sums in rows
    )
