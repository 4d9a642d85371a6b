"""Which days of which platform the imports cover, and when the last of them was made (layer 3)."""

import datetime as dt
from dataclasses import dataclass

import duckdb

_COVERED = """
    select platform, fact, min(first_day), max(last_day), max(cast(made_at as date))
    from "import"
    where client_id = $client and undone is null and platform is not null and last_day is not null
    group by platform, fact
    order by platform, fact
"""


@dataclass(frozen=True, slots=True)
class Covered:
    """First and last day that rows of a table are about, for one platform, and the day of the newest import."""

    platform: str
    table: str
    first: dt.date
    last: dt.date
    imported: dt.date


def coverage(cur: duckdb.DuckDBPyConnection, client_id: int) -> tuple[Covered, ...]:
    """One for each platform and table, of imports that still count. Days between may be missing."""
    return tuple(Covered(*row) for row in cur.execute(_COVERED, {"client": client_id}).fetchall())
