"""What a client's posts are about, as a team names it: content pillars and campaigns (layer 3)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, get_args

import duckdb

from reporting.periods import Period, parse
from reporting.warehouse.audit import stored_time

LabelKind = Literal["pillar", "campaign"]
LABEL_KINDS: tuple[LabelKind, ...] = get_args(LabelKind)

_LABELS = """
    select id, client_id, kind, name, words, period_key
    from content_label
    where $client is null or client_id = $client
    order by client_id, kind desc, lower(name), id
"""
_SCOPES = {"pillar": "pillars", "campaign": "campaigns"}


@dataclass(frozen=True, slots=True)
class ContentLabel:
    """A post is of it if it holds one of its words, and was published in the period, where there is one."""

    id: int
    client_id: int
    kind: LabelKind
    name: str
    words: tuple[str, ...] = ()
    period: Period | None = None


def labels(cur: duckdb.DuckDBPyConnection, client_id: int | None = None) -> list[ContentLabel]:
    """Pillars, then campaigns, by name."""
    rows = cur.execute(_LABELS, {"client": client_id}).fetchall()
    return [
        ContentLabel(id_, client, kind, name, tuple(words), parse(key) if key else None)
        for id_, client, kind, name, words, key in rows
    ]


def add_label(cur: duckdb.DuckDBPyConnection, label: ContentLabel, person: str) -> int:
    """Its number is given here."""
    made = cur.execute(
        "insert into content_label (client_id, kind, name, words, period_key, period_from, period_to, made_at, person)"
        " values ($client, $kind, $name, $words, $key, $from, $to, $at, $person) returning id",
        _values(label)
        | {
            "client": label.client_id,
            "kind": label.kind,
            "at": stored_time(dt.datetime.now(dt.UTC)),
            "person": person,
        },
    ).fetchone()
    return int(made[0]) if made else 0


def change_label(cur: duckdb.DuckDBPyConnection, label: ContentLabel, called: str) -> None:
    """Its name, words and days; goals that are about it (it was `called` so) go on being about it."""
    cur.execute(
        "update content_label set name = $name, words = $words, period_key = $key, period_from = $from,"
        " period_to = $to where id = $id",
        _values(label) | {"id": label.id},
    )
    if called != label.name:
        column = _SCOPES[label.kind]
        cur.execute(
            f"update goal set {column} = list_transform({column}, lambda one: if(one = $old, $new, one))"  # noqa: S608 -- our own columns
            f" where client_id = $client and list_contains({column}, $old)",
            {"client": label.client_id, "old": called, "new": label.name},
        )


def drop_label(cur: duckdb.DuckDBPyConnection, label_id: int) -> None:
    cur.execute("delete from content_label where id = $id", {"id": label_id})


def _values(label: ContentLabel) -> dict[str, Any]:
    period = label.period
    return {
        "name": label.name,
        "words": list(label.words),
        "key": period.key if period else None,
        "from": period.start if period else None,
        "to": period.end if period else None,
    }
