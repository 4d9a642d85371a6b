"""What was imported before of the very same bytes (layer 3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from reporting.ingest.model import Found
from reporting.warehouse.imports import IMPORT, import_of
from reporting.warehouse.model import Import
from reporting.warehouse.parting import Pair, pair, part_of
from reporting.warehouse.sql import compose

_SAME = """
    with entry as ({imports})
    select i.block, i.partial, a.accounts, e.*
    from entry e
    join "import" i on i.id = e.id
    left join (
        select import_id, list({{'platform': platform, 'account': external_id}}) as accounts
        from import_account group by import_id
    ) a on a.import_id = i.id
    order by e.id
"""
_OF_THESE_BYTES = " where i.undone is null and i.sha256 in (select unnest($hashes::varchar[]))"
_ANY = f'select i.id from "import" i {_OF_THESE_BYTES} limit 1'  # noqa: S608 -- literals of ours


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import that counts; partial: only the rows of `accounts` went in."""

    entry: Import
    block: int
    partial: bool
    accounts: frozenset[Pair]


def earlier(cur: duckdb.DuckDBPyConnection, hashes: Collection[str]) -> list[Earlier]:
    """Every import of files with these bytes, the first one first."""
    given = {"hashes": list(hashes)}
    if not cur.execute(_ANY, given).fetchall():
        return []  # most files are new, and this is asked in a fraction of the time
    rows = cur.execute(compose(_SAME, imports=IMPORT + _OF_THESE_BYTES), given).fetchall()
    return [
        Earlier(
            import_of(entry),
            block,
            bool(partial),
            frozenset((one["platform"], one["account"]) for one in accounts or ()),
        )
        for block, partial, accounts, *entry in rows
    ]


def still_out(found: Found, before: Sequence[Earlier], client_id: int | None) -> tuple[Found | None, Import | None]:
    """What of the table is not in yet (None: nothing), and the import that the rest came with.

    client_id    whose imports count; None: anybody's
    """
    same = [one for one in before if _is_of(one, found) and client_id in (None, one.entry.client_id)]
    for one in same:
        if not one.partial:
            return None, one.entry
    taken = {where for one in same for where in one.accounts}
    out = [pair(part) for part in found.parts if pair(part) not in taken]
    if len(out) == len(found.parts):
        return found, None
    return (part_of(found, out) if out else None), same[0].entry


def _is_of(one: Earlier, found: Found) -> bool:
    entry = one.entry
    return (entry.sha256, entry.member, one.block, entry.format) == (
        found.sha256,
        found.member,
        found.block,
        found.format,
    )
