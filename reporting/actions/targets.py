"""Targets by file: a template to fill in, what a file would change, and taking it (layer 7)."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reporting.actions.desk import Desk
from reporting.actions.door import Change, action, change
from reporting.actions.goals import known_things, rewrite_goals, write_goals
from reporting.errors import ConflictError, Sentence, UnreadableError, say
from reporting.goals.faults import About, Known, about, faults_by_field, tidied
from reporting.goals.model import Goal
from reporting.goals.scoping import goal_of
from reporting.goals.target_columns import Header, header_of
from reporting.goals.target_rows import RowReading, Vocabulary, goal_in, merged, vocabulary
from reporting.ingest.plain import PlainTable, read_plain
from reporting.language import Language, text
from reporting.warehouse.clients import accounts, clients
from reporting.warehouse.goals import goal_rows
from reporting.warehouse.labels import labels
from reporting.warehouse.model import Client
from reporting.warehouse.store import Cursor
from reporting.workbook.targets import TargetBook, target_book

NAME_CHARS = 200


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A row that can be taken: the goal as it will be; before: as it is set now, None if it is new."""

    row: int
    goal: Goal
    before: Goal | None = None

    @property
    def state(self) -> Literal["new", "changed", "same"]:
        if self.before is None:
            return "new"
        return "same" if self.goal == self.before else "changed"


@dataclass(frozen=True, slots=True)
class TargetProblem:
    """A cell for which its row stays out: where it stands (F7), its heading, what is in it, and why."""

    cell: str
    heading: str
    raw: str
    reason: Sentence


@dataclass(frozen=True, slots=True)
class TargetFile:
    """What a file says: rows that can be taken, problems of those that can't, and headings that mean nothing here."""

    name: str
    rows: tuple[TargetRow, ...]
    problems: tuple[TargetProblem, ...]
    unknown: tuple[str, ...] = ()

    def in_state(self, state: Literal["new", "changed", "same"]) -> tuple[TargetRow, ...]:
        return tuple(row for row in self.rows if row.state == state)


@action("reports.read")
def template(desk: Desk, client_id: int | None, lang: Language, *, filled: bool = False) -> bytes:
    """An Excel workbook to fill in, for one client or for all; filled: with the goals that are set."""
    with desk.store.read() as cur:
        whose = [one for one in clients(cur) if client_id is None or one.id == client_id]
        goals = [goal_of(row) for row in goal_rows(cur, client_id)] if filled else []
        book = TargetBook(lang, desk.catalog, tuple(whose), tuple(accounts(cur)), tuple(labels(cur)), tuple(goals))
    return target_book(book)


@action("goals.write")
def read_targets(desk: Desk, path: Path, name: str, client_id: int | None = None) -> TargetFile:
    """What a file of targets would change; nothing is changed. client_id: whose rows are that name no client.

    Raises UnreadableError for a file that can't be read or has no targets in it.
    """
    tables = read_plain(path, name, desk.settings.work / f"targets-{secrets.token_hex(8)}")
    table, header = _table_of(tables, name)
    with desk.store.read() as cur:
        held = _Held.of(cur, desk, client_id)
    return _read(table, header, held, name)


@action("goals.write")
def take_targets(desk: Desk, file: TargetFile) -> list[Goal]:
    """Set what is new and change what differs, all in one transaction; rows with problems stay out.

    Raises ConflictError if a goal was changed, set or removed since the file was read; nothing is taken then.
    """
    name = file.name[:NAME_CHARS]
    reason = text(say("file {name}", name=name), desk.settings.language)
    new, edited = file.in_state("new"), file.in_state("changed")
    with change(desk, "goal.import", name, new=len(new), changed=len(edited), rejected=len(file.problems)) as made:
        _refuse_stale(made, edited)
        changed = rewrite_goals(made, desk, [row.goal for row in edited], reason) if edited else []
        return [*changed, *write_goals(made, desk, [row.goal for row in new], reason)]


@dataclass(frozen=True, slots=True)
class _Held:
    """What the rows of a file are held against, read once."""

    words: Vocabulary
    known: Known
    goals: dict[About, Goal]
    client: Client | None

    @classmethod
    def of(cls, cur: Cursor, desk: Desk, client_id: int | None) -> "_Held":
        known, every = known_things(cur, desk), clients(cur)
        goals = [goal_of(row) for row in goal_rows(cur)]
        return cls(
            vocabulary(desk.catalog, every, known.accounts, known.labels),
            known,
            {about(goal): goal for goal in goals},
            next((one for one in every if one.id == client_id), None),
        )


def _table_of(tables: Sequence[PlainTable], name: str) -> tuple[PlainTable, Header]:
    """The table with the most of the headings."""
    found = [(table, header) for table in tables if (header := header_of(table.rows))]
    if not found:
        raise UnreadableError(
            say("The file has no table of targets."),
            where=name,
            why=say("No row of it has the headings of the template."),
            todo=say("Download the template, fill it in, and drop it here. Nothing was changed."),
            code="NO_TARGETS",
        )
    table, header = max(found, key=lambda pair: len(pair[1].places))
    lacking = [
        column.headings["en"][0] if header.lang != "fr" else column.headings["fr"][0] for column in header.lacking
    ]
    if lacking or header.twice:
        raise UnreadableError(
            say("The headings of the targets don’t fit."),
            where=name,
            why=say("Missing: {names}.", names=lacking) if lacking else say("Twice: {names}.", names=header.twice),
            todo=say("Download the template, fill it in, and drop it here. Nothing was changed."),
            code="TARGET_HEADINGS",
        )
    return table, header


def _read(table: PlainTable, header: Header, held: _Held, name: str) -> TargetFile:
    rows: list[TargetRow] = []
    problems: list[TargetProblem] = []
    seen: dict[About, int] = {}
    for row_no, cells in table.rows:
        reading = RowReading(held.words, header, cells, table.kind in {"xlsx", "xls", "xml"})
        if row_no <= header.row or not any(reading.raw(column) for column in header.places):
            continue
        row = _row(reading, row_no, held, seen)
        rows += [row] if row else []
        problems += [_problem(reading, row_no, column, reason) for column, reason in reading.faults]
    return TargetFile(name, tuple(rows), tuple(problems), header.unknown)


def _row(reading: RowReading, row_no: int, held: _Held, seen: dict[About, int]) -> TargetRow | None:
    """None if something is wrong with it: the reading then knows what."""
    read = goal_in(reading, held.client)
    if read is None or reading.faults:
        return None
    goal = tidied(read, held.known.labels)
    before = held.goals.get(about(goal))
    if before is not None:
        goal = tidied(merged(goal, before, lambda column: bool(reading.raw(column))), held.known.labels)
    reading.faults += faults_by_field(goal, held.known)
    earlier = seen.setdefault(about(goal), row_no)
    if earlier != row_no:
        reading.faults.append(("metric", say("Row {row} of the file sets the same goal.", row=str(earlier))))
    return None if reading.faults else TargetRow(row_no, goal, before)


def _problem(reading: RowReading, row_no: int, column: str, reason: Sentence) -> TargetProblem:
    at = reading.header.places.get(column)
    place = f"{_letters(at)}{row_no}" if at is not None else str(row_no)
    return TargetProblem(place, reading.header.headings.get(column, ""), reading.raw(column), reason)


def _letters(at: int) -> str:
    """A, B … Z, AA: the column of a spreadsheet."""
    return "".join(reversed([*_digits(at)]))


def _digits(at: int) -> Iterator[str]:
    while at >= 0:
        yield chr(ord("A") + at % 26)
        at = at // 26 - 1


def _refuse_stale(made: Change, edited: Sequence[TargetRow]) -> None:
    there = {row.id: goal_of(row) for row in goal_rows(made.cur)}
    stale = [row for row in edited if row.before and there.get(row.goal.id) != row.before]
    if stale:
        raise ConflictError(
            say("Goals were changed since the file was read: rows {rows}.", rows=[str(row.row) for row in stale]),
            todo=say("Read the file again, look at it, then take it. Nothing was changed."),
            code="GOAL_CHANGED",
        )
