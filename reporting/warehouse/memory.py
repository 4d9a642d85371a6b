"""What a person answered for files that look the same, to be offered again to the same client (layer 3)."""

import datetime as dt
import re
from typing import Literal

import duckdb

from reporting.warehouse.audit import stored_time

About = Literal["platform", "account"]
_DIGITS = re.compile(r"\d+")


def pattern(file: str) -> str:
    """Two names that differ only in digits (dates, counters, ids) and case are alike; the folder counts."""
    return _DIGITS.sub("#", file.replace("\\", "/").casefold())


def remember(
    cur: duckdb.DuckDBPyConnection, client_id: int, about: About, *, format_: str, file: str, answer: str, person: str
) -> None:
    """The last answer is the one that counts."""
    asked = {"client": client_id, "about": about, "format": format_, "pattern": pattern(file)}
    cur.execute(
        "delete from question_memory where client_id = $client and about = $about and format = $format"
        " and pattern = $pattern",
        asked,
    )
    cur.execute(
        "insert into question_memory values ($client, $about, $format, $pattern, $answer, $at, $person)",
        asked | {"answer": answer, "person": person, "at": stored_time(dt.datetime.now(dt.UTC))},
    )


def remembered(cur: duckdb.DuckDBPyConnection, client_id: int, about: About, *, format_: str, file: str) -> str | None:
    row = cur.execute(
        "select answer from question_memory where client_id = $client and about = $about and format = $format"
        " and pattern = $pattern",
        {"client": client_id, "about": about, "format": format_, "pattern": pattern(file)},
    ).fetchone()
    return str(row[0]) if row else None
