"""A bad or strange upload, made by a function, and what must become of it."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl

from reporting.ingest.model import Answers

NAME = "Oct-01-2026_Oct-31-2026_1234567890123499.csv"
HEADINGS = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time",
    "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Follows", "Comments",
    "Saves",
)  # fmt: skip
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Case:
    """status, code and level are of the tables found, as sets of what occurs; an empty code is no refusal.

    says      words that its English messages hold
    rejected  cells that keep their rows out, as a spreadsheet names them
    records   rows of data, where something is recognised
    asks      what the questions are about
    totals    sums of canonical columns over the rows that go in
    """

    id: str
    make: Callable[[], bytes]
    status: str
    code: str
    name: str
    level: str
    says: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    records: int | None = None
    asks: tuple[str, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)


def refused(id_: str, make: Callable[[], bytes], code: str, *says: str, name: str = NAME, **more: Any) -> Case:
    return Case(id_, make, "refused", code, name, "error", says, **more)


def unknown(id_: str, make: Callable[[], bytes], *says: str, name: str = NAME) -> Case:
    """Read, but no format is like it."""
    return Case(id_, make, "unknown", "", name, "error", says)


def asked(id_: str, make: Callable[[], bytes], *about: str, name: str = NAME, **more: Any) -> Case:
    """It waits for an answer that nobody may guess."""
    return Case(id_, make, "ambiguous", "", name, "error", ("waits for an answer",), asks=about, **more)


def taken(id_: str, make: Callable[[], bytes], *says: str, records: int, name: str = NAME, **more: Any) -> Case:
    """Taken in without a warning, but for its rejected cells. `more` are fields of Case."""
    return Case(id_, make, "recognised", "", name, "info", says, records=records, **more)


def warned(id_: str, make: Callable[[], bytes], *says: str, records: int, name: str = NAME, **more: Any) -> Case:
    """Taken in with a word of warning. `more` are fields of Case."""
    return Case(id_, make, "recognised", "", name, "warning", says, records=records, **more)


def post(number: int = 1, **cells: str) -> list[str]:
    """A row of Instagram's content export; cells by heading."""
    usual: Mapping[str, str] = {
        "Post ID": f"1801000000000{number:04d}",
        "Account ID": "17841400000000017",
        "Account username": "maison.verdier",
        "Account name": "Maison Verdier",
        "Description": f"Fournée {number}",
        "Duration (sec)": "34",
        "Publish time": "10/03/2026 09:00",
        "Permalink": f"https://www.instagram.com/p/DPWAAAA{number:04d}/",
        "Post type": "IG reel",
        "Data comment": "",
        "Date": "Lifetime",
        "Views": "1000",
        "Reach": "800",
        "Likes": "90",
        "Shares": "5",
        "Follows": "2",
        "Comments": "7",
        "Saves": "40",
    }
    return [cells.get(heading, usual[heading]) for heading in HEADINGS]


def text(rows: Sequence[Row], headings: Row = HEADINGS, *, delimiter: str = ",", end: str = "\n") -> str:
    """As a careful program writes it: quotes where they are needed."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows([headings, *rows])
    return buffer.getvalue()


def posts(*rows: Row, **how: str) -> bytes:
    return text(rows, **how).encode()


def with_posts(number: int, **cells: str) -> bytes:
    """One usual post and one with these cells; the number tells this file from those of other cases."""
    return posts(post(number), post(number + 1, **cells))


def headings_and(*rows: Row) -> list[Row]:
    return [HEADINGS, *rows]


def book(**sheets: Sequence[Row]) -> bytes:
    """A workbook of texts."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()
