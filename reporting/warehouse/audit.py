"""Who did what: one line in the transaction of the change itself (layer 3)."""

import datetime as dt
import json
from collections.abc import Mapping

import duckdb


def note(
    cur: duckdb.DuckDBPyConnection,
    *,
    person: str,
    action: str,
    about: str,
    details: Mapping[str, object],
    at: dt.datetime | None = None,
) -> None:
    """Cell values of uploads don't belong in `details`: ids, counts and names of clients do."""
    cur.execute(
        "insert into audit (made_at, person, action, object, details)"
        " values ($at, $person, $action, $object, $details)",
        {
            "at": stored_time(at or dt.datetime.now(dt.UTC)),
            "person": person,
            "action": action,
            "object": about,
            "details": json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
        },
    )


def stored_time(moment: dt.datetime) -> dt.datetime:
    """Moments are stored in UTC, without their zone."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def given_time(stored: dt.datetime) -> dt.datetime:
    return stored.replace(tzinfo=dt.UTC)
