"""Does it add up? Each file's totals against the figures of the same accounts and days, with the reasons (layer 7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.catalog.model import Catalog
from reporting.catalog.words import Words
from reporting.errors import Sentence, say
from reporting.ingest.model import Stated, Total
from reporting.language import Language, text
from reporting.metrics.engine import DuckDBEngine, Within
from reporting.metrics.reconcile import ROUNDING, Counted, Parts, Subject, close, reconcile
from reporting.numbers import Amount
from reporting.warehouse import totals
from reporting.warehouse.imports import import_with, imports
from reporting.warehouse.model import Import
from reporting.warehouse.store import Cursor
from reporting.warehouse.totals import Span

DIFFERENCES = frozenset({"net_followers"})
"""Columns of gains less losses: what a file does not list can make their total smaller too."""


@dataclass(frozen=True, slots=True)
class Line:
    """A column of an import: what its file says, what is stored, what is counted, and why these differ.

    own       what the file states in its own line of totals
    figure    of the metric, or of the current rows where no metric shows just this column; None: it is not added up
    reasons   one for each difference; unexplained is what has none
    """

    column: str
    metric: str | None
    own: float | None
    file: float | None
    stored: float | None
    figure: float | None
    reasons: tuple[Sentence, ...]
    unexplained: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """An import and its columns. kept: rows that the file gave (None: not counted then); stored: rows that are there.

    notes   what the format says of itself: lists that are cut, figures that are not added up
    """

    entry: Import
    kept: int | None
    stored: int
    lines: tuple[Line, ...]
    reasons: tuple[Sentence, ...]
    unexplained: tuple[Sentence, ...]
    notes: tuple[Words, ...]

    @property
    def adds_up(self) -> bool:
        return not self.unexplained and not any(line.unexplained for line in self.lines)


@action("reports.read")
def reconciled(desk: Desk, import_id: int) -> Reconciled:
    """One import. Raises ConflictError for a number that is not there."""
    with desk.store.read() as cur:
        return _reconciled(desk, cur, import_with(cur, import_id))


@action("reports.read")
def all_reconciled(desk: Desk, client_id: int | None = None) -> list[Reconciled]:
    """Every import that counts, newest first."""
    with desk.store.read() as cur:
        return [_reconciled(desk, cur, entry) for entry in imports(cur, client_id) if not entry.undone]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an import before its columns are looked at."""

    entry: Import
    catalog: Catalog
    totals: dict[str, Total]
    said: tuple[Stated, ...]


def _reconciled(desk: Desk, cur: Cursor, entry: Import) -> Reconciled:
    known = _Known(entry, desk.catalog, totals.totals(cur, entry.id), totals.stated(cur, entry.id))
    format_ = desk.catalog.formats.get(entry.format)
    notes = format_.notes if format_ else ()
    if entry.undone:
        gone = say("It was taken back on {day}: nothing of it counts.", day=entry.undone.date())
        return Reconciled(entry, entry.kept, 0, (), (gone,), (), notes)
    table = desk.catalog.tables[entry.table]
    span = totals.span(cur, table, entry.id)
    counted = _counted(cur, known, span)
    lines = [_line(known, parts, counted) for parts in counted.columns]
    lines += [_not_added(known, name) for name in known.totals if desk.catalog.columns[name].aggregate == "never"]
    reasons, unexplained = _rows(known, counted.rows)
    return Reconciled(entry, entry.kept, counted.rows, tuple(lines), reasons, unexplained, notes)


def _counted(cur: Cursor, known: _Known, span: Span) -> Counted:
    """Rows without any day are in no period, and no query finds them."""
    names = [name for name in known.totals if known.catalog.columns[name].aggregate == "sum"]
    if span.days is None:
        return Counted(0, (), (), ())
    return reconcile(DuckDBEngine(Within(cur)), known.catalog, Subject(known.entry, names, span.days, span.accounts))


def _rows(known: _Known, stored: int) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Reasons for rows that are not there, and rows that are missing without one."""
    entry = known.entry
    reasons = []
    if entry.rejected:
        reasons.append(say("{n} {n:row|rows} of the file stayed out: the list has the cell of each.", n=entry.rejected))
    if entry.kept is None:
        reasons.append(say("Its totals were not kept when it was imported: a replay counts them."))
        return tuple(reasons), ()
    if entry.kept == stored:
        return tuple(reasons), ()
    lost = say("The file gave {kept} rows, and {stored} are stored: run `verify`.", kept=entry.kept, stored=stored)
    return tuple(reasons), (lost,)


def _line(known: _Known, parts: Parts, counted: Counted) -> Line:
    total = known.totals[parts.column].sum
    own, own_reasons, unexplained = _own(known, parts.column, total)
    column = known.catalog.columns[parts.column]
    whole = column.type == "count"
    if not close(total, parts.stored, whole=whole):
        unexplained += [say("The store holds another sum than the file gave: run `verify`.")]
    if not close(parts.rest, 0.0, whole=whole):
        amount = Amount(parts.rest, column.unit or "number")
        unexplained += [say("{amount} of the figure have no reason that is known.", amount=amount)]
    reasons = [*own_reasons, *_parts(known, parts, counted)]
    figures = (own, total, parts.stored, parts.figure)
    return Line(parts.column, parts.metric, *figures, tuple(reasons), tuple(unexplained))


def _own(known: _Known, name: str, total: float | None) -> tuple[float | None, list[Sentence], list[Sentence]]:
    """The file's own total of a column, the reasons why its rows give another, and the lack of one.

    A file may have several lines of totals, of parts of it too: the nearest to the sum of the rows is meant.
    """
    lines = [(_label(line), line.sums[name]) for line in known.said if name in line.sums]
    if not lines or total is None:
        return None, [], []
    label, own = min(lines, key=lambda line: abs(line[1] - total))
    if close(own, total, whole=known.catalog.columns[name].type == "count"):
        return own, [], []
    reason = _why_own(known, name, label, own - total)
    if reason:
        return own, [reason], []
    return own, [], [say("The file’s own line “{label}” says something else than its rows add up to.", label=label)]


def _label(line: Stated) -> str | Sentence:
    """A line of totals may have no words."""
    return line.label or say("row {row}", row=str(line.row))


def _why_own(known: _Known, name: str, label: str | Sentence, more: float) -> Sentence | None:
    """Why a line of totals counts more than the rows, or less."""
    format_ = known.catalog.formats.get(known.entry.format)
    footer = next((line.label for line in known.said if not line.sums), None)
    beyond = more > 0 or name in DIFFERENCES
    if known.entry.rejected:
        return say("The file’s line “{label}” counts the rows that stayed out too.", label=label)
    if footer and beyond:
        return say(
            "The file lists only a part of what its line “{label}” counts: “{footer}”.", label=label, footer=footer
        )
    if format_ and format_.unlisted and beyond:
        return say("{why}", why=format_.unlisted)
    if format_ and format_.shared and more < 0:
        return say("{why}", why=format_.shared)
    total = known.totals[name].sum or 0
    if known.catalog.columns[name].type != "count" and abs(more) <= ROUNDING * abs(total):
        return say("The file rounds each row; its line “{label}” is rounded once.", label=label)
    return None


def _parts(known: _Known, parts: Parts, counted: Counted) -> Iterator[Sentence]:
    """From what is stored to the figure."""
    unit = known.catalog.columns[parts.column].unit or "number"
    if parts.newer.sum:
        yield say(
            "{n} {n:row has|rows have} the value of another file that knows the same ({imports}): {amount}.",
            n=parts.newer.rows,
            imports=_numbers(counted.newer),
            amount=_signed(parts.newer.sum, unit),
        )
    if parts.elsewhere.sum:
        yield say(
            "{n} {n:row is|rows are} counted on no day of this file, or on none at all: {amount}.",
            n=parts.elsewhere.rows,
            amount=_signed(parts.elsewhere.sum, unit),
        )
    if parts.others.sum:
        yield say(
            "{n} more {n:row|rows} of the same days {n:comes|come} from other files ({imports}): {amount}.",
            n=parts.others.rows,
            imports=_numbers(counted.others),
            amount=_signed(parts.others.sum, unit),
        )
    if parts.left_out.sum and parts.metric:
        yield say(
            "“{metric}” leaves out {n} {n:row|rows} (replies, shares of others’ posts, crossposts): {amount}.",
            metric=known.catalog.metrics[parts.metric].label,
            n=parts.left_out.rows,
            amount=_signed(parts.left_out.sum, unit),
        )


def _not_added(known: _Known, name: str) -> Line:
    reason = say("It counts people: the sum of its rows counts many of them twice, so no figure adds it up.")
    return Line(name, None, None, known.totals[name].sum, None, None, (reason,), ())


def _numbers(imports: Sequence[int]) -> Sentence:
    return say("{n:import|imports} {numbers}", n=len(imports), numbers=tuple(str(number) for number in imports))


def _signed(amount: float, unit: Any) -> Amount | Sentence:
    return say("+{amount}", amount=Amount(amount, unit)) if amount > 0 else Amount(amount, unit)


def reconciled_as_json(done: Reconciled, lang: Language) -> dict[str, Any]:
    """What `reconcile --json` prints, of one import."""
    return {
        "import": done.entry.id,
        "file": done.entry.file,
        "client": done.entry.client,
        "adds_up": done.adds_up,
        "rows": {"file": done.kept, "stored": done.stored, "rejected": done.entry.rejected},
        "lines": [
            {
                "column": line.column,
                "metric": line.metric,
                "total_line": line.own,
                "file": line.file,
                "stored": line.stored,
                "figure": line.figure,
                "reasons": [text(reason, lang) for reason in line.reasons],
                "unexplained": [text(reason, lang) for reason in line.unexplained],
            }
            for line in done.lines
        ],
        "reasons": [text(reason, lang) for reason in done.reasons],
        "unexplained": [text(reason, lang) for reason in done.unexplained],
        "notes": [note[lang] for note in done.notes],
    }
