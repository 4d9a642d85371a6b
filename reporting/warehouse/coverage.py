"""Which days of which platform the imports cover, and when the last of them was made (layer 3)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

_COVERED = """
    select a.platform, i.fact, min(i.first_day), max(i.last_day), max(cast(i.made_at as date))
    from "import" i join (select distinct import_id, platform from import_account) a on a.import_id = i.id
    where i.client_id = $client and i.undone is null and i.last_day is not null
      and list_contains($platforms, a.platform)
    group by a.platform, i.fact
    order by a.platform, i.fact
"""


@dataclass(frozen=True, slots=True)
class Covered:
    """First and last day that rows of a table are about, for one platform, and the day of the newest import."""

    platform: str
    table: str
    first: dt.date
    last: dt.date
    imported: dt.date


def coverage(cur: duckdb.DuckDBPyConnection, client_id: int, platforms: Iterable[str]) -> tuple[Covered, ...]:
    """One for each of these platforms and table, of imports that still count. Days between may be missing."""
    asked = {"client": client_id, "platforms": list(platforms)}
    return tuple(Covered(*row) for row in cur.execute(_COVERED, asked).fetchall())
