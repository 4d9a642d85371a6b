"""A few values that a column had in earlier files, to be held against those of a new one (layer 3)."""

import duckdb

from reporting.catalog.model import Catalog
from reporting.warehouse.fact_tables import fact
from reporting.warehouse.sql import compose, quoted

_LOOKED_AT = 200
_SHOWN = 4

_SQL = """
select cast(value as varchar)
from (
  -- the newest observations that have a value
  select f.{column} as value, f.import_id, f.row_no
  from {fact} f join "import" i on i.id = f.import_id
  where i.format = $format and i.undone is null and f.{column} is not null
  order by f.import_id desc, f.row_no
  limit $looked_at
)
group by value
order by max(import_id) desc, min(row_no)
limit $shown
"""


def examples(cur: duckdb.DuckDBPyConnection, catalog: Catalog, format_id: str, column: str) -> tuple[str, ...]:
    """As they are stored; nothing where no file of the format was ever taken in, or none had the column."""
    table = catalog.tables[catalog.formats[format_id].table]
    if column not in table.columns:
        return ()
    sql = compose(_SQL, column=quoted(column), fact=quoted(fact(table)))
    rows = cur.execute(sql, {"format": format_id, "looked_at": _LOOKED_AT, "shown": _SHOWN}).fetchall()
    return tuple(value for (value,) in rows)
