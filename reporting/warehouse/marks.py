"""What happened on a day of a client, in a person's words (layer 3)."""

import datetime as dt
from dataclasses import dataclass

import duckdb

from reporting.periods import Period
from reporting.warehouse.audit import given_time, stored_time

_MARKS = """
    select id, client_id, day, words, made_at, person
    from mark
    where ($client is null or client_id = $client) and ($id is null or id = $id)
      and ($first is null or day between $first and $last)
    order by day, id
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dated note; `by` and `at` are given when it is stored."""

    id: int
    client_id: int
    day: dt.date
    text: str
    by: str = ""
    at: dt.datetime | None = None


def marks(
    cur: duckdb.DuckDBPyConnection,
    client_id: int | None = None,
    period: Period | None = None,
    mark_id: int | None = None,
) -> list[Mark]:
    """In order of their days."""
    rows = cur.execute(
        _MARKS,
        {
            "client": client_id,
            "id": mark_id,
            "first": period.start if period else None,
            "last": period.end if period else None,
        },
    ).fetchall()
    return [Mark(id_, client, day, words, person, given_time(at)) for id_, client, day, words, at, person in rows]


def add_mark(cur: duckdb.DuckDBPyConnection, mark: Mark, person: str, at: dt.datetime) -> int:
    made = cur.execute(
        "insert into mark (client_id, day, words, made_at, person) values ($client, $day, $words, $at, $person)"
        " returning id",
        {"client": mark.client_id, "day": mark.day, "words": mark.text, "at": stored_time(at), "person": person},
    ).fetchone()
    return int(made[0]) if made else 0


def drop_mark(cur: duckdb.DuckDBPyConnection, mark_id: int) -> None:
    cur.execute("delete from mark where id = $id", {"id": mark_id})
