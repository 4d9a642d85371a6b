"""Reports that were kept as they were (layer 3): a row of each, and its workbook in a folder beside the store.

A row is only ever added, or marked as approved; the bytes of a workbook are never written again.
"""

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from reporting.catalog.model import Readers
from reporting.errors import BilanError, ConflictError, Sentence, say
from reporting.language import Language, as_language
from reporting.periods import Period, parse
from reporting.warehouse import snapshot as snapshots
from reporting.warehouse.audit import given_time, stored_time
from reporting.warehouse.originals import place, sha256_of
from reporting.warehouse.snapshot import Snapshot

Status = Literal["draft", "approved"]

_ISSUE = (
    "select i.id, i.client_id, c.name, i.period_key, i.recipe, i.lang, i.readers, i.number, i.made_at, i.made_by,"
    " i.file, i.sha256, i.approved_at, i.approved_by, i.approved_file, i.approved_sha256, i.content"
    " from report_issue i join client c on c.id = i.client_id"
)
_ADD = """
    insert into report_issue (
        client_id, period_key, recipe, lang, readers, number, made_at, made_by, file, sha256, content
    ) values ($client, $period, $recipe, $lang, $readers, $number, $at, $person, $file, $sha256, $content)
    returning id
"""
_APPROVE = """
    update report_issue
    set approved_at = $at, approved_by = $person, approved_file = $file, approved_sha256 = $sha256
    where id = $id
"""


@dataclass(frozen=True, slots=True)
class Series:
    """Issues that follow each other: of one client and period, by one recipe, for the same readers."""

    client_id: int
    period: Period
    recipe: str
    readers: Readers


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved an issue and when, and the workbook that says so."""

    at: dt.datetime
    by: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A report as it was kept; number is its version among those of the client and period for the same readers."""

    id: int
    series: Series
    client: str
    lang: Language
    number: int
    at: dt.datetime
    by: str
    file: str
    sha256: str
    snapshot: Snapshot
    approval: Approval | None = None

    @property
    def status(self) -> Status:
        return "approved" if self.approval else "draft"

    @property
    def version(self) -> str:
        return f"v{self.number}"

    @property
    def opens(self) -> tuple[str, str]:
        """Name and sha256 of the workbook that it is now."""
        return (self.approval.file, self.approval.sha256) if self.approval else (self.file, self.sha256)


def issues(cur: duckdb.DuckDBPyConnection, client_id: int | None = None, period: Period | None = None) -> list[Issue]:
    """Newest first."""
    rows = cur.execute(
        f"{_ISSUE} where ($client is null or i.client_id = $client) and ($period is null or i.period_key = $period)"
        " order by i.id desc",
        {"client": client_id, "period": period.key if period else None},
    ).fetchall()
    return [_issue(row) for row in rows]


def issue_with(cur: duckdb.DuckDBPyConnection, issue_id: int) -> Issue:
    """Raises ConflictError for a number that is not there."""
    row = cur.execute(f"{_ISSUE} where i.id = $id", {"id": issue_id}).fetchone()
    if row is None:
        raise ConflictError(
            say("There is no report issue with the number {id}.", id=issue_id),
            todo=say("`issues list` has the numbers."),
            code="NO_ISSUE",
        )
    return _issue(row)


def next_number(cur: duckdb.DuckDBPyConnection, series: Series) -> int:
    """The version that the next issue will be: no two reports of one period for the same readers share one."""
    row = cur.execute(
        "select coalesce(max(number), 0) + 1 from report_issue"
        " where client_id = $client and period_key = $period and readers = $readers",
        {"client": series.client_id, "period": series.period.key, "readers": series.readers},
    ).fetchone()
    return int(row[0]) if row else 1


def last_issue(cur: duckdb.DuckDBPyConnection, series: Series) -> Issue | None:
    """The one that the next is held against: the last that was approved, else the last that was kept."""
    known = [one for one in issues(cur, series.client_id, series.period) if one.series == series]
    return next((one for one in known if one.approval), known[0] if known else None)


def add_issue(cur: duckdb.DuckDBPyConnection, issue: Issue) -> int:
    """Write it down; its own id is not looked at."""
    row = cur.execute(
        _ADD,
        {
            "client": issue.series.client_id,
            "period": issue.series.period.key,
            "recipe": issue.series.recipe,
            "lang": issue.lang,
            "readers": issue.series.readers,
            "number": issue.number,
            "at": stored_time(issue.at),
            "person": issue.by,
            "file": issue.file,
            "sha256": issue.sha256,
            "content": snapshots.written(issue.snapshot),
        },
    ).fetchone()
    return int(row[0]) if row else 0


def mark_approved(cur: duckdb.DuckDBPyConnection, issue_id: int, approval: Approval) -> None:
    cur.execute(
        _APPROVE,
        {
            "id": issue_id,
            "at": stored_time(approval.at),
            "person": approval.by,
            "file": approval.file,
            "sha256": approval.sha256,
        },
    )


def _issue(row: tuple[Any, ...]) -> Issue:
    id_, client_id, client, period, recipe, lang, readers, number, at, by, file, sha256, *approved, content = row
    approval = Approval(given_time(approved[0]), *approved[1:]) if approved[0] else None
    series = Series(client_id, parse(period), recipe, readers)
    told = snapshots.read(content)
    return Issue(id_, series, client, as_language(lang), number, given_time(at), by, file, sha256, told, approval)


def keep_workbook(folder: Path, data: bytes) -> str:
    """Put the bytes there under their sha256, whole or not at all; gives the hash."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = place(folder, sha256)
    if target.exists() and sha256_of(target) == sha256:
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".coming-")
    coming = Path(name)
    try:
        with os.fdopen(handle, "wb") as into:
            into.write(data)
            into.flush()
            os.fsync(into.fileno())
        coming.replace(target)
    finally:
        coming.unlink(missing_ok=True)
    return sha256


def workbook(folder: Path, sha256: str) -> bytes:
    """The bytes with this hash. Raises BilanError if they are gone or are not what was kept."""
    path = place(folder, sha256)
    if path.exists():
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
    raise BilanError(
        say("The workbook of a report issue is damaged.")
        if path.exists()
        else say("The workbook of a report issue is missing."),
        where=str(path),
        todo=say("Put it back from a backup; its name is the sha256 of its bytes."),
        code="ISSUE_LOST",
    )


def kept_hashes(cur: duckdb.DuckDBPyConnection) -> list[str]:
    """Of every workbook that some issue needs."""
    rows = cur.execute(
        "select sha256 from report_issue"
        " union select approved_sha256 from report_issue where approved_sha256 is not null order by 1"
    ).fetchall()
    return [str(sha256) for (sha256,) in rows]


def lost_workbooks(cur: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[Sentence]:
    """What a look at every issue finds: workbooks that are gone or changed."""
    for one in issues(cur):
        hashes = [one.sha256, *([one.approval.sha256] if one.approval else [])]
        if any(not (path := place(folder, sha)).exists() or sha256_of(path) != sha for sha in hashes):
            yield say("The workbook of report issue {id} ({file}) is not what was kept.", id=str(one.id), file=one.file)
