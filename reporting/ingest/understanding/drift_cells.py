"""Cells of a known table that are not what its format says: other words, other writing, another order (layer 2)."""

from dataclasses import dataclass, replace

import duckdb

from reporting.catalog.model import Catalog
from reporting.errors import Sentence, say
from reporting.ingest.model import Drift, Question
from reporting.ingest.understanding import days
from reporting.ingest.understanding.days import Order
from reporting.ingest.understanding.drift import network_of
from reporting.ingest.understanding.normalise import Plan, words_of
from reporting.ingest.understanding.shapes import Cell
from reporting.ingest.understanding.sqltext import quoted
from reporting.ingest.understanding.values import NUMERIC

_EXAMPLES = 4
_RAW = 60
_FIXED = ("mdy", "dmy")
_ASKED_OF = (*NUMERIC, "date", "datetime")
_ORDERS = {"mdy": say("month/day"), "dmy": say("day/month")}


@dataclass(frozen=True, slots=True)
class Flip:
    """Columns of dates that contradict the order of their format.

    proven    the order that every date can be read in; None where some can be read in the one only, some in the other
    against   how many can't be read as the format says; for it: how many can't be read otherwise
    """

    cells: tuple[Cell, ...]
    stated: Order
    proven: Order | None
    against: int
    favour: int
    example: str


def value_drifts(con: duckdb.DuckDBPyConnection, plan: Plan, language: str) -> tuple[Drift, ...]:
    """Choices with texts that the format doesn't list; they count as “other”, of a flag their rows stay out."""
    cells = [cell for cell in plan.cells if cell.column.type in ("choice", "flag") and _is_listed(cell)]
    return tuple(drift for cell in cells if (drift := _unlisted(con, plan, cell, language)) is not None)


def _is_listed(cell: Cell) -> bool:
    """A column of the file whose texts are known one by one; one where others are usual says what they count as."""
    return cell.address != "''" and cell.column.otherwise == "other"


def _unlisted(con: duckdb.DuckDBPyConnection, plan: Plan, cell: Cell, language: str) -> Drift | None:
    known = f"getvariable({quoted(words_of(plan, cell))})[{cell.name}]"
    sql = f"""
select left({cell.name}, {_RAW}), count(*), sum(count(*)) over ()
from ({plan.source.sql})
where {cell.name} is not null and {known} is null and trim({cell.name}) <> ''
group by {cell.name}
order by 2 desc, 1
limit {_EXAMPLES}"""  # noqa: S608 -- our own columns
    found = con.execute(sql).fetchall()
    if not found:
        return None
    texts = tuple(text for text, _, _ in found)
    counts = {"heading": cell.heading, "values": [say("“{text}”", text=text) for text in texts], "n": int(found[0][2])}
    if cell.column.type == "flag":
        sentence = say("“{heading}” holds {values}, which is neither yes nor no: {n} {n:row|rows}.", **counts)
    else:
        sentence = say(
            "“{heading}” holds {values}, which the format doesn’t list: {n} {n:row counts|rows count} as “other”.",
            **counts,
        )
    return _drift("values", plan, cell, sentence, texts, language)


def unreadable_drifts(con: duckdb.DuckDBPyConnection, plan: Plan, language: str) -> tuple[Drift, ...]:
    """Columns of figures or dates in which most cells can't be read. Only asked where rows were rejected."""
    cells = [(n, c) for n, c in enumerate(plan.cells, start=1) if c.column.type in _ASKED_OF]
    asked = [
        part
        for n, c in cells
        for part in (
            f"count(*) filter (where fault = {n})",
            f"count({c.name})",
            f"min(left({c.name}, {_RAW})) filter (where fault = {n})",
        )
    ]
    row = con.execute(f"select {', '.join(asked)} from {plan.view}").fetchone() if asked else None  # noqa: S608 -- our own names
    found = []
    for at, (_, cell) in enumerate(cells):
        bad, filled, example = (row or ())[3 * at : 3 * at + 3]
        if bad and 2 * bad > filled:
            sentence = say(
                "{bad} of the {n} {n:cell|cells} of “{heading}” can’t be read any more, such as “{example}”.",
                bad=bad,
                n=filled,
                heading=cell.heading,
                example=example,
            )
            found.append(_drift("unreadable", plan, cell, sentence, (example,), language))
    return tuple(found)


def flip_of(con: duckdb.DuckDBPyConnection, plan: Plan) -> Flip | None:
    """Whether dates contradict the order that the format states. Only asked where rows were rejected.

    A date that can't be read in the stated order rejects its row; where its day and month fit the other order, the
    dates that fit both could have been swapped without a trace.
    """
    dates = [c for c in plan.cells if c.column.type in ("date", "datetime") and c.column.order in _FIXED]
    if not dates:
        return None
    asked = ", ".join(sql for cell in dates for sql in _signs(cell))
    row = con.execute(f"select {asked} from ({plan.source.sql})").fetchone() or ()  # noqa: S608 -- our own columns and patterns
    flipped = [flip for at, cell in enumerate(dates) if (flip := _flip(cell, *row[4 * at : 4 * at + 4])) is not None]
    if not flipped:
        return None
    orders = {flip.proven for flip in flipped}
    cells = tuple(cell for flip in flipped for cell in flip.cells)
    return replace(flipped[0], cells=cells, proven=orders.pop() if len(orders) == 1 else None)


def _signs(cell: Cell) -> list[str]:
    """Dates that are day first only, month first only, and one of each."""
    x = days.range_end(cell.name, cell.column.part) if cell.column.part in days.ENDS else cell.name
    first, second = (f"try_cast(nullif(regexp_extract({x}, '^{days.NUMERIC}$', {n}), '') as integer)" for n in (1, 2))
    day_first = f"{first} between 13 and 31 and {second} between 1 and 12"
    month_first = f"{second} between 13 and 31 and {first} between 1 and 12"
    return [
        f"count(*) filter (where {day_first})",
        f"count(*) filter (where {month_first})",
        f"min(left({x}, {_RAW})) filter (where {day_first})",
        f"min(left({x}, {_RAW})) filter (where {month_first})",
    ]


def _flip(cell: Cell, day_first: int, month_first: int, day_example: str, month_example: str) -> Flip | None:
    if cell.column.order == "mdy":
        return _against((cell,), "mdy", "dmy", day_first, month_first, day_example)
    return _against((cell,), "dmy", "mdy", month_first, day_first, month_example)


def _against(  # noqa: PLR0917 -- the two orders with what speaks for each
    cells: tuple[Cell, ...], stated: Order, other: Order, against: int, favour: int, example: str
) -> Flip | None:
    return Flip(cells, stated, None if favour else other, against, favour, example) if against else None


def turned(plan: Plan, flip: Flip, answer: Order | None) -> Plan:
    """The plan that reads the columns in the proven order, else the answered one; without either not at all."""
    cells = tuple(
        replace(cell, column=replace(cell.column, order="auto")) if cell in flip.cells else cell for cell in plan.cells
    )
    manner = replace(plan.manner, order=flip.proven or answer)
    return replace(plan, source=replace(plan.source, cells=cells), manner=manner)


def flip_drift(plan: Plan, flip: Flip, language: str) -> Drift:
    return _drift("order", plan, flip.cells[0], _flipped(plan.catalog, plan, flip), (flip.example,), language)


def flip_question(plan: Plan, flip: Flip, answer: Order | None) -> tuple[Question, ...]:
    """A file is never read against its format without a person: later files that fit both orders depend on it."""
    if answer is not None and answer == (flip.proven or answer):
        return ()
    choices = (flip.proven,) if flip.proven else ("dmy", "mdy")
    return (Question("order", _flipped(plan.catalog, plan, flip), choices, flip.proven),)


def _flipped(catalog: Catalog, plan: Plan, flip: Flip) -> Sentence:
    other: Order = "dmy" if flip.stated == "mdy" else "mdy"
    told = {
        "network": network_of(catalog, plan.format),
        "heading": flip.cells[0].heading,
        "example": flip.example,
        "n": flip.against,
        "stated": _ORDERS[flip.stated],
        "other": _ORDERS[other],
    }
    if flip.proven:
        return say(
            "{network} used to write “{heading}” as {stated}. Here {n} {n:date|dates}, such as {example}, can only be "
            "{other}, and none speaks against it.",
            **told,
        )
    return say(
        "“{heading}” mixes two orders: {n} {n:date|dates}, such as {example}, can only be {other}, {favour} only "
        "{stated}. Dates that fit both may be swapped. Use the file as it was downloaded, or say which order counts.",
        **told,
        favour=flip.favour,
    )


def _drift(  # noqa: PLR0917 -- the fields of a finding
    kind: str, plan: Plan, cell: Cell, sentence: Sentence, examples: tuple[str, ...], language: str
) -> Drift:
    return Drift(
        kind,  # type: ignore[arg-type]  # one of the kinds, as a literal at each call
        plan.format.id,
        sentence,
        cell.to,
        cell.heading,
        cell.heading,
        language,
        examples=examples,
    )
