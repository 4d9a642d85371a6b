"""The list of imports, each one table of one file (layer 3)."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from reporting.catalog.words import Words
from reporting.errors import ConflictError, Sentence, say
from reporting.ingest.model import Answers, Found, RejectedCell
from reporting.warehouse.audit import given_time, stored_time
from reporting.warehouse.model import Import
from reporting.warehouse.sql import compose, quoted

AccountMap = Mapping[tuple[str, str | None], int]

# One import of the list; its columns stand in the order of the fields of Import.
IMPORT = (
    "select i.id, i.client_id, c.name, i.file, i.member, i.sha256, i.format, coalesce(i.platform, ''), i.fact,"
    " i.language, i.first_day, i.last_day, i.records, i.rejected, i.unknown_columns, i.made_at, i.person, i.undone,"
    " i.definition, i.kept"
    ' from "import" i join client c on c.id = i.client_id'
)

_INSERT = """
    insert into "import" (
        client_id, file, member, block, sha256, format, platform, fact, language, first_day, last_day, records,
        rejected,
        unknown_columns, partial, rule, definition, kept, made_at, person, answer_platform, answer_account,
        answer_format, answer_until, answer_order
    ) values (
        $client, $file, $member, $block, $sha256, $format, $platform, $fact, $language, $first, $last, $records,
        $rejected,
        $unknown, $partial, $rule, $definition, $kept, $at, $person, $answer_platform, $answer_account,
        $answer_format, $answer_until, $answer_order
    ) returning id
"""

# What of an import a mended format may read differently.
_READ = frozenset(
    {"format", "platform", "language", "first", "last", "records", "rejected", "unknown", "definition", "kept"}
)
_REFRESH = """
    update "import" set format = $format, platform = $platform, language = $language, first_day = $first,
        last_day = $last, records = $records, rejected = $rejected, unknown_columns = $unknown,
        definition = $definition, kept = $kept
    where id = $id
"""

_DETAILS = ("rejected", "import_account", "import_total", "import_stated")

# Whole columns as lists: fifty thousand cells go in at once, not one by one.
_ADD_REJECTED = """
    insert into rejected
    select $id, unnest($rows), unnest($cells), unnest($headings), unnest($raws), unnest($reasons), unnest($fields)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written down of an import besides what the file says."""

    client_id: int
    person: str
    at: dt.datetime
    answers: Answers
    rule: int | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """What it takes to do an import again: its original, the block of it, the answers, and where its rows went.

    partial: the file has accounts of others too, whose rows are not this import's.
    """

    entry: Import
    block: int
    partial: bool
    answers: Answers
    accounts: AccountMap


def imports(cur: duckdb.DuckDBPyConnection, client_id: int | None = None) -> list[Import]:
    """Newest first, those that were taken back included."""
    rows = cur.execute(
        f"{IMPORT} where $client is null or i.client_id = $client order by i.id desc", {"client": client_id}
    ).fetchall()
    return [import_of(row) for row in rows]


def import_with(cur: duckdb.DuckDBPyConnection, import_id: int) -> Import:
    """Raises ConflictError for a number that is not there."""
    row = cur.execute(f"{IMPORT} where i.id = $id", {"id": import_id}).fetchone()
    if row is None:
        raise ConflictError(
            say("There is no import with the number {id}.", id=import_id),
            todo=say("The list of imports has the numbers."),
            code="NO_IMPORT",
        )
    return import_of(row)


def add_import(cur: duckdb.DuckDBPyConnection, found: Found, entry: Entry, accounts: AccountMap) -> int:
    """Write the import down, its rejected cells and its accounts; the facts are added by `facts`."""
    row = cur.execute(
        _INSERT,
        _found_values(found) | _entry_values(entry),
    ).fetchone()
    import_id = int(row[0]) if row else 0
    _add_details(cur, import_id, found, accounts)
    return import_id


def refresh_import(cur: duckdb.DuckDBPyConnection, import_id: int, found: Found, accounts: AccountMap) -> None:
    """Write down anew what the file says: who took it in, when and with which answers stays."""
    cur.execute(
        _REFRESH, {name: value for name, value in _found_values(found).items() if name in _READ} | {"id": import_id}
    )
    for table in _DETAILS:
        cur.execute(compose("delete from {table} where import_id = $id", table=quoted(table)), {"id": import_id})
    _add_details(cur, import_id, found, accounts)


def _add_details(cur: duckdb.DuckDBPyConnection, import_id: int, found: Found, accounts: AccountMap) -> None:
    for (platform, external_id), account in accounts.items():
        cur.execute(
            "insert into import_account values ($id, $platform, $external, $account)",
            {"id": import_id, "platform": platform, "external": external_id, "account": account},
        )
    if found.rejections:
        cur.execute(_ADD_REJECTED, _rejected_values(import_id, found.rejections))
    for name, total in found.totals.items():
        cur.execute(
            "insert into import_total values ($id, $name, $sum, $missing)",
            {"id": import_id, "name": name, "sum": total.sum, "missing": total.missing},
        )
    for line in found.stated:
        parts: list[tuple[str | None, float | None]] = [*line.sums.items()] or [(None, None)]
        for column, value in parts:
            cur.execute(
                "insert into import_stated values ($id, $row, $label, $name, $sum)",
                {"id": import_id, "row": line.row, "label": line.label, "name": column, "sum": value},
            )


def mark_undone(cur: duckdb.DuckDBPyConnection, import_id: int, person: str) -> None:
    cur.execute(
        'update "import" set undone = $at, undone_by = $person where id = $id',
        {"id": import_id, "person": person, "at": stored_time(dt.datetime.now(dt.UTC))},
    )


def rejections(cur: duckdb.DuckDBPyConnection, import_id: int, limit: int | None = None) -> list[RejectedCell]:
    """The cells for which rows of an import stayed out, the first `limit` of them."""
    rows = cur.execute(
        "select row_no, cell, heading, raw, reason, fields from rejected where import_id = $id"
        " order by row_no, cell limit $limit",
        {"id": import_id, "limit": limit},
    ).fetchall()
    return [
        RejectedCell(row_no, cell, heading, raw, _read_again(reason, fields))
        for row_no, cell, heading, raw, reason, fields in rows
    ]


def answers(cur: duckdb.DuckDBPyConnection, import_id: int) -> Answers:
    """What a person answered about the file."""
    row = cur.execute(
        "select answer_platform, answer_account, answer_format, answer_until, answer_order"
        ' from "import" where id = $id',
        {"id": import_id},
    ).fetchone()
    return Answers(*row) if row else Answers()


def replays(cur: duckdb.DuckDBPyConnection, only: Sequence[int] | None = None) -> list[Replay]:
    """Every import that counts, or those of these numbers, in the order in which they were made."""
    rows = cur.execute(
        'select id, block, partial from "import"'
        " where undone is null and ($only is null or list_contains($only, id)) order by id",
        {"only": None if only is None else list(only)},
    ).fetchall()
    return [
        Replay(import_with(cur, number), block, bool(partial), answers(cur, number), account_map(cur, number))
        for number, block, partial in rows
    ]


def account_map(cur: duckdb.DuckDBPyConnection, import_id: int) -> AccountMap:
    rows = cur.execute(
        "select platform, external_id, account_id from import_account where import_id = $id", {"id": import_id}
    ).fetchall()
    return {(platform, external_id): account for platform, external_id, account in rows}


def _found_values(found: Found) -> dict[str, Any]:
    return {
        "file": found.file,
        "member": found.member,
        "block": found.block,
        "sha256": found.sha256,
        "format": found.format,
        "platform": found.platform,
        "fact": found.table,
        "language": found.language,
        "first": found.first,
        "last": found.last,
        "records": found.records,
        "rejected": found.rejected,
        "unknown": list(found.unknown_columns),
        "partial": found.partial,
        "definition": found.definition,
        "kept": found.kept,
    }


def _entry_values(entry: Entry) -> dict[str, Any]:
    return {
        "client": entry.client_id,
        "at": stored_time(entry.at),
        "person": entry.person,
        "rule": entry.rule,
        "answer_platform": entry.answers.platform,
        "answer_account": entry.answers.account,
        "answer_format": entry.answers.format,
        "answer_until": entry.answers.until,
        "answer_order": entry.answers.order,
    }


def _rejected_values(import_id: int, cells: Sequence[RejectedCell]) -> dict[str, Any]:
    return {
        "id": import_id,
        "rows": [cell.row for cell in cells],
        "cells": [cell.cell for cell in cells],
        "headings": [cell.heading for cell in cells],
        "raws": [cell.raw for cell in cells],
        "reasons": [cell.reason.msgid for cell in cells],
        "fields": [_written(cell.reason) for cell in cells],
    }


def _written(reason: Sentence) -> str:
    """The fields of a sentence as JSON; words in two languages and days stay what they are."""

    def plain(value: object) -> object:
        if isinstance(value, Words):
            return {"en": value.en, "fr": value.fr}
        return {"day": value.isoformat()} if isinstance(value, dt.date) else str(value)

    return json.dumps(dict(reason.fields), ensure_ascii=False, default=plain)


def _read_again(msgid: str, fields: str) -> Sentence:
    return Sentence(msgid, tuple((name, _whole(value)) for name, value in json.loads(fields).items()))


def _whole(value: Any) -> object:
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return dt.date.fromisoformat(value["day"]) if "day" in value else Words(**value)
    return value


def import_of(row: Sequence[Any]) -> Import:
    """From a row of IMPORT."""
    values: dict[str, Any] = dict(zip(Import.__slots__, row, strict=True))
    values["unknown_columns"] = tuple(values["unknown_columns"])
    values["at"] = given_time(values["at"])
    values["undone"] = given_time(values["undone"]) if values["undone"] else None
    return Import(**values)
