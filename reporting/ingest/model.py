"""The values that leave this package: what a file holds, table by table (layer 2)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reporting.errors import Sentence

Status = Literal["recognised", "unknown", "ambiguous", "refused", "duplicate"]
Level = Literal["info", "warning", "error"]
DriftKind = Literal["gone", "renamed", "new", "values", "unreadable", "order"]


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
class Part:
    """What of a table is of one account (None: rows that name none).

    rows are those that go in, first and last their days, totals their sums; records and rejected are rows of the file.
    """

    platform: str | None
    account: str | None
    rows: int
    records: int
    rejected: int
    first: dt.date | None
    last: dt.date | None
    totals: Mapping[str, Total]


@dataclass(frozen=True, slots=True)
class Stated:
    """A row in which the file speaks of itself: a line of totals, or a footer, which has no sums.

    label is its text, as it stands there; sums are of canonical columns that may be added up.
    """

    row: int
    label: str
    sums: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RejectedCell:
    """Why a row would not go in: the cell as a spreadsheet names it (`F12`), the heading, what stood there.

    account is that of the row, where it names one.
    """

    row: int
    cell: str
    heading: str
    raw: str
    reason: Sentence
    account: str | None = None


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


MUST_BE_ANSWERED = frozenset({"platform", "format", "order"})
"""What a question may be about that nobody guesses; account and last day have an answer that is safe, and is said."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One way in which a table is no longer what its format says; what a person may confirm or correct.

    kind      gone: a needed heading is not there and none is like it; renamed: a known one is gone and a new one is
              like it; new: a heading without a meaning; values: texts that the column doesn't list; unreadable: most
              cells can't be read; order: dates that contradict the order of day and month
    format    what the table is, or what it nearly is
    target    canonical column that it is about; None for a new heading that is like nothing
    old, new  the heading as the format knows it, and as it stands in the file
    language  of the headings beside it
    needed    the table is not recognised without it
    examples  cells of the column; of `values` the texts that are not listed, the most frequent first
    score     of the proposal, from 0 to 1
    """

    kind: DriftKind
    format: str
    sentence: Sentence
    target: str | None = None
    old: str | None = None
    new: str | None = None
    language: str = "en"
    needed: bool = False
    examples: tuple[str, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """One table found in a file. `rows` is a Parquet file of canonical rows, present when the table is recognised.

    Its columns: row_no INTEGER (row of the file as a spreadsheet counts), account VARCHAR (AccountFound.id or NULL),
    platform VARCHAR, then the canonical columns that the file provides, in their sql_type.
    headings  of the table, as they stand there; nearest: the format that an unknown table nearly is
    code        of the refusal (ZIP_RATIO, NO_ROWS …), stable where its words may change
    kept        how many rows that is; stated: what the file says of itself, for comparison
    definition  edition of the format as it was when the file was read
    parts     the same by account: the rows of several clients in one file can be told apart
    partial   only some of the parts are meant; everything else here is of these alone
    answers   those with which it was read
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
    headings: tuple[str, ...] = ()
    nearest: str | None = None
    drifts: tuple[Drift, ...] = ()
    code: str = ""
    kept: int = 0
    stated: tuple[Stated, ...] = ()
    definition: str | None = None

    parts: tuple[Part, ...] = ()
    partial: bool = False
    answers: Answers = field(default_factory=Answers)

    @property
    def changed(self) -> bool:
        """The export is not as its format knows it; headings more than before are no change."""
        return any(drift.kind != "new" for drift in self.drifts)
