"""The values that leave this package: what a file holds, table by table (layer 2)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reporting.errors import Sentence

Status = Literal["recognised", "unknown", "ambiguous", "refused", "duplicate"]
Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence with its weight."""

    level: Level
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class AccountFound:
    """An account as the file names it; id is what the platform calls it (or its handle where there is no id)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Total:
    """Control total of a canonical column over the rows that go in: sum (None if no row has a value), rows without."""

    sum: float | int | None
    missing: int


@dataclass(frozen=True, slots=True)
class RejectedCell:
    """Why a row would not go in: the cell as a spreadsheet names it (`F12`), the heading, what stood there."""

    row: int
    cell: str
    heading: str
    raw: str
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person (or a memory of earlier answers) says that the file can't.

    until   last day of a file whose dates have no year
    order   of day and month, where every date of the file could be read both ways
    """

    platform: str | None = None
    account: str | None = None
    format: str | None = None
    until: dt.date | None = None
    order: Literal["mdy", "dmy"] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can answer. proposal is what the file name suggests, never applied by itself."""

    about: Literal["platform", "account", "format", "until", "order"]
    sentence: Sentence
    choices: tuple[str, ...] = ()
    proposal: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One table found in a file. `rows` is a Parquet file of canonical rows, present when the table is recognised.

    Its columns: row_no INTEGER (row of the file as a spreadsheet counts), account VARCHAR (AccountFound.id or NULL),
    platform VARCHAR, then the canonical columns that the file provides, in their sql_type.
    code: of the refusal (ZIP_RATIO, NO_ROWS …), stable where its words may change.
    """

    file: str
    member: str | None
    sha256: str
    status: Status
    format: str | None = None
    platform: str | None = None
    table: str | None = None
    language: str | None = None
    records: int = 0
    rejected: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    accounts: tuple[AccountFound, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    totals: Mapping[str, Total] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()
    rejections: tuple[RejectedCell, ...] = ()
    rows: Path | None = None
    block: int = 0
    code: str = ""
