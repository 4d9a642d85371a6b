"""Why a row would not go in, cell by cell (layer 2)."""

import re
from collections.abc import Sequence
from dataclasses import replace

import duckdb

from reporting.catalog.model import Column
from reporting.errors import Sentence, say
from reporting.ingest.model import RejectedCell
from reporting.ingest.understanding import days, numerals
from reporting.ingest.understanding.normalise import BEYOND, NO_KEY, Plan, account_of
from reporting.ingest.understanding.shapes import Cell
from reporting.ingest.understanding.values import DAMAGED_ID, NUMERIC

LISTED = 50_000
"""How many rejected rows are kept one by one, for the list and its download; all are counted."""

_RAW = 200


def rejected_cells(con: duckdb.DuckDBPyConnection, plan: Plan, out: str | None = None) -> tuple[RejectedCell, ...]:
    """The first rejected rows of the file with the cell that did it. out: the rows that contradict each other."""
    cells = plan.cells
    address = [f"when {n} then {cell.address}" for n, cell in enumerate(cells, start=1)]
    raw = [f"when {n} then {cell.name}" for n, cell in enumerate(cells, start=1)]
    beyond = f"when {BEYOND} then beyond" if plan.source.beyond else ""
    sql = f"""
select row_no, fault, case fault {" ".join(address)} end, left(case fault {beyond} {" ".join(raw)} end, {_RAW}),
  {account_of(plan)}
from {plan.view}
where fault is not null
order by row_no, fault
limit {LISTED}"""  # noqa: S608 -- our own names
    found = [replace(_rejected(plan, *row), account=account) for *row, account in con.execute(sql).fetchall()]
    if out is not None:
        doubles = con.execute(
            f"select row_no, rows, {account_of(plan)} from {out} order by row_no limit {LISTED}"  # noqa: S608 -- our own table
        ).fetchall()
        found += [replace(_contradicting(plan, row_no, rows), account=account) for row_no, rows, account in doubles]
    return tuple(sorted(found, key=lambda cell: cell.row)[:LISTED])


def _rejected(plan: Plan, row: int, fault: int, address: str | None, raw: str | None) -> RejectedCell:
    if fault == BEYOND:
        place = f"{plan.source.beyond}{row}"
        return RejectedCell(row, place, "", raw or "", say("The row has more cells than the header has headings."))
    if fault >= NO_KEY:
        target = plan.present_key[fault - NO_KEY]
        return _without_key(plan, row, target)
    cell = plan.cells[fault - 1]
    reason = reason_for(cell, raw or "", plan, plan.catalog.columns.get(cell.to))
    return RejectedCell(row, address or "", cell.heading, raw or "", reason)


def _without_key(plan: Plan, row: int, target: str) -> RejectedCell:
    """The key is empty: the cell that would give it, or the one that it would have been derived from."""
    sources = {s for d in plan.format.derived if d.to == target for s in d.source}
    cell = next((c for c in plan.cells if c.to == target), None) or next(
        (c for c in plan.cells if c.to in sources), None
    )
    label = plan.catalog.columns[target].label
    reason = say("There is no value for “{column}”, without which the row can’t be told from others.", column=label)
    place = _place(cell.address, row) if cell else f"A{row}"
    return RejectedCell(row, place, cell.heading if cell else "", "", reason)


def _place(address: str, row: int) -> str:
    found = re.search(r"'([A-Z]+)'", address)
    return f"{found.group(1) if found else 'A'}{row}"


def _contradicting(plan: Plan, row: int, rows: Sequence[int]) -> RejectedCell:
    others = [str(number) for number in rows if number != row][:5]
    key = next((cell for cell in plan.cells if cell.to in plan.present_key), plan.cells[0])
    reason = say(
        "The row has the same {key} as {n:row|rows} {rows}, but other values; the export says two things at once.",
        key=[plan.catalog.columns[name].label for name in plan.present_key],
        n=len(others),
        rows=others,
    )
    return RejectedCell(row, _place(key.address, row), key.heading, "", reason)


def reason_for(cell: Cell, raw: str, plan: Plan, column: Column | None) -> Sentence:
    """What is wrong with the text of a cell."""
    kind = cell.column.type
    if cell.to == "platform":
        return say("“{raw}” is no network that is known here.", raw=raw) if raw else say("The row names no network.")
    if kind == "id" and re.fullmatch(DAMAGED_ID, raw):
        return say("A spreadsheet has rounded this id and its digits are lost; use the file as it was downloaded.")
    if kind in ("date", "datetime"):
        return _date_reason(cell, raw, plan)
    if kind in NUMERIC:
        return _number_reason(raw, column, kind)
    if kind == "flag":
        return say("“{raw}” is neither yes nor no.", raw=raw)
    return say("“{raw}” can’t be read here.", raw=raw)


def _date_reason(cell: Cell, raw: str, plan: Plan) -> Sentence:
    if cell.column.order == "auto" and plan.manner.order is None and re.match(days.NUMERIC, raw):
        return say("“{raw}” could be day/month or month/day, and no date of the file tells which.", raw=raw)
    if re.fullmatch(days.SERIAL, raw.strip()):
        return say("“{raw}” is no date: as a spreadsheet’s day number it lies too far away.", raw=raw)
    if re.search(r"\d{4}", raw) and re.search(r"\d{1,2}", raw):
        return say(
            "“{raw}” is not a day of the calendar between {first} and tomorrow, in the order of this export.",
            raw=raw,
            first=days.EARLIEST,
        )
    return say("“{raw}” is not a date.", raw=raw)


def _number_reason(raw: str, column: Column | None, kind: str) -> Sentence:
    text = raw.strip().rstrip("%").strip()
    if column is not None and column.unit == "people" and text.startswith(("-", "\u2212")):
        return say("“{raw}” can’t be: fewer than no people.", raw=raw)
    if re.fullmatch(numerals.GROUPED, text):
        return say(
            "“{raw}” can be read in two ways: with thousands or with decimals. Nothing in the file tells which.",
            raw=raw,
        )
    if re.fullmatch(r"[-+]?\d{19,}", text):
        return say("“{raw}” is too large to be a figure.", raw=raw)
    if kind == "count" and re.fullmatch(r"[-+]?\d+[.,]\d+", text):
        return say("“{raw}” is not a whole number.", raw=raw)
    return say("“{raw}” is not a number.", raw=raw)
