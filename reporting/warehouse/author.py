"""What the author of a report wrote, by client and period (layer 3)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb

from reporting.warehouse.audit import given_time, stored_time

PassageKind = Literal["headline", "finding", "decision", "risk", "step", "need", "goal"]
_PASSAGES = """
    select kind, place, words, about, stood_en, stood_fr, hidden, owner, due, effect, goal_id, made_at, person
    from passage
    where client_id = $client and period_key = $period and removed_at is null
    order by place, id
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the author's text, in the order of `place` among its kind.

    headline    in place of the computed one
    finding     about: the finding's key, "" for one of the author's own; words: "" leaves its sentence as it is
    decision, risk, need    asked for, feared, needed from the client
    step        an action: owner, due, effect expected, the goal that it serves
    goal        a comment on the goal
    stood_en, stood_fr      the sentence that the author saw when writing about a finding
    """

    kind: PassageKind
    words: str
    place: int = 0
    about: str = ""
    stood_en: str = ""
    stood_fr: str = ""
    hidden: bool = False
    owner: str = ""
    due: dt.date | None = None
    effect: str = ""
    goal: int | None = None
    at: dt.datetime | None = None
    by: str = ""


def passages(cur: duckdb.DuckDBPyConnection, client_id: int, period_key: str) -> list[Passage]:
    """In order of their places."""
    rows = cur.execute(_PASSAGES, {"client": client_id, "period": period_key}).fetchall()
    return [
        Passage(kind, words, place, about, en, fr, hidden, owner, due, effect, goal, given_time(at), person)
        for kind, place, words, about, en, fr, hidden, owner, due, effect, goal, at, person in rows
    ]


def replace_passages(
    cur: duckdb.DuckDBPyConnection, client_id: int, period_key: str, given: Sequence[Passage], person: str
) -> None:
    """These, and no others; those before stay in the table, marked as removed."""
    now = stored_time(dt.datetime.now(dt.UTC))
    cur.execute(
        "update passage set removed_at = $at where client_id = $client and period_key = $period and removed_at is null",
        {"client": client_id, "period": period_key, "at": now},
    )
    for one in given:
        cur.execute(
            "insert into passage (client_id, period_key, kind, place, words, about, stood_en, stood_fr, hidden, owner,"
            " due, effect, goal_id, made_at, person) values ($client, $period, $kind, $place, $words, $about, $en, $fr,"
            " $hidden, $owner, $due, $effect, $goal, $at, $person)",
            {
                "client": client_id,
                "period": period_key,
                "kind": one.kind,
                "place": one.place,
                "words": one.words,
                "about": one.about,
                "en": one.stood_en,
                "fr": one.stood_fr,
                "hidden": one.hidden,
                "owner": one.owner,
                "due": one.due,
                "effect": one.effect,
                "goal": one.goal,
                "at": now,
                "person": person,
            },
        )
