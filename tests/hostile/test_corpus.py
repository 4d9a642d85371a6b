"""Bad and strange uploads through the real way in: the expected outcome, and a store that nobody touched."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from reporting.access.people import local_person
from reporting.actions import importing
from reporting.actions.desk import Desk
from reporting.actions.reading import Upload
from reporting.catalog.load import load_catalog
from reporting.ingest.child.sandbox import run_in_child
from reporting.language import catalogue, text
from reporting.settings import Limits, Settings
from reporting.warehouse.content import Content, content, tables
from reporting.warehouse.model import Receipt
from reporting.warehouse.store import Store
from tests.hostile import archives, csvs, markup, names, values
from tests.hostile.model import NAME, Case, post, posts
from tests.ingest.reading.hostile import zipped

CASES = (*archives.CASES, *csvs.CASES, *markup.CASES, *values.CASES, *names.CASES)
LEVELS = ("info", "warning", "error")
TRACES = re.compile(
    r"Traceback|Exception|[a-z]Error\b|\.py\b|[Dd]uck[Dd][Bb]|calamine|pickle|[Ee]rrno|0x[0-9a-f]{6}|\{\w+\}"
)
MEMORIES = ("audit", "sighting")
"""What is kept of refused files too: who tried what, and which headings were seen."""
ASKS_OR_ADVISES = 3
"""A refusal says what, where and what to do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an installation holds, its memories apart."""

    tables: Mapping[str, Content]
    originals: frozenset[str]


@dataclass(slots=True)
class Room:
    """`known` is how the store stood after a case that left it alone, so that it isn't counted twice."""

    desk: Desk
    folder: Path
    known: Standing | None = None

    def take(self, case: Case) -> list[Receipt]:
        path = self.folder / "upload"
        path.write_bytes(case.make())
        return importing.take_in(self.desk, "Acme", [Upload(path, case.name, case.answers)])

    def standing(self) -> Standing:
        with self.desk.store.read() as cur:
            held = {name: content(cur, name) for name in tables(cur) if name not in MEMORIES}
        kept = frozenset(path.name for path in self.desk.settings.originals.rglob("*") if path.is_file())
        return Standing(held, kept)

    def lines(self) -> int:
        with self.desk.store.read() as cur:
            return int((cur.execute("select count(*) from audit").fetchone() or (0,))[0])

    def left_over(self) -> list[str]:
        work = self.desk.settings.work
        return [str(path.relative_to(work)) for path in work.rglob("*") if path.name != "spill"]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A store with something in it: the account of the cases, and one that is another client's."""
    folder = tmp_path_factory.mktemp("corpus")
    settings = Settings(home=folder / "home", limits=Limits(parse_seconds=60, parse_memory_bytes=1_500_000_000))
    catalog = load_catalog()
    store = Store.open(settings, catalog)
    desk = Desk(store, settings, local_person("tester"))
    path = folder / "first"
    for client, data in (
        ("Acme", posts(post(1), post(2), post(3))),
        ("Other", posts(post(9, **{"Account ID": values.OTHERS, "Account username": "other.page"}))),
    ):
        path.write_bytes(data)
        (receipt,) = importing.take_in(desk, client, [Upload(path, NAME)])
        assert receipt.found.status == "recognised"
    yield Room(desk, folder)
    store.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_upload_of_the_corpus(case: Case, room: Room) -> None:
    before = room.known or room.standing()
    lines = room.lines()
    receipts = room.take(case)
    founds = [receipt.found for receipt in receipts]
    said = [notice for found in founds for notice in found.notices]
    english = " ".join(text(notice.sentence, "en") for notice in said)
    assert ({found.status for found in founds}, {found.code for found in founds}) == ({case.status}, {case.code}), (
        english
    )
    assert max((notice.level for notice in said), key=LEVELS.index, default="info") == case.level, english
    assert [words for words in case.says if words not in english] == [], english
    assert tuple(cell.cell for found in founds for cell in found.rejections) == case.rejected
    assert tuple(question.about for found in founds for question in found.questions) == case.asks
    assert case.records is None or sum(found.records for found in founds) == case.records
    assert {name: sum(found.totals[name].sum or 0 for found in founds) for name in case.totals} == case.totals
    assert_is_for_people(receipts)
    assert room.lines() == lines + len(receipts)
    assert room.left_over() == []
    room.known = None
    if case.status == "recognised":
        for receipt in receipts:
            importing.undo(room.desk, receipt.import_id or 0)
    else:
        room.known = room.standing()
        assert room.known == before
    assert run_in_child(len, b"alive", limits=Limits()) == 5


def assert_is_for_people(receipts: list[Receipt]) -> None:
    """Both languages, no trace of the program; a refusal says what, where and what to do."""
    for found in (receipt.found for receipt in receipts):
        sentences = [notice.sentence for notice in found.notices]
        sentences += [cell.reason for cell in found.rejections] + [question.sentence for question in found.questions]
        for sentence in sentences:
            assert sentence.msgid in catalogue("fr") or sentence.msgid.startswith("{")
            for lang in ("en", "fr"):
                assert not TRACES.search(text(sentence, lang)), text(sentence, lang)
        if found.status == "refused":
            errors = [text(n.sentence, "fr") for n in found.notices if n.level == "error"]
            assert len(errors) >= ASKS_OR_ADVISES
            assert any(found.file in words for words in errors)


def test_one_bad_file_of_an_archive_is_refused_alone(room: Room) -> None:
    name = "a.zip"
    members = {"good.csv": posts(post(900)), "bad.csv": posts(post(901)) + b"\x00", "notes.csv": b"a,b\n1,2\n"}
    receipts = room.take(Case("", lambda: zipped(members), "", "", name, ""))
    assert [(one.found.member, one.found.status, one.found.code) for one in receipts] == [
        ("good.csv", "recognised", ""),
        ("bad.csv", "refused", "NUL_BYTES"),
        ("notes.csv", "unknown", ""),
    ]
    assert_is_for_people(receipts)
    room.known = None


def test_the_corpus_is_large_and_its_inputs_are_distinct() -> None:
    assert len({case.id for case in CASES}) == len(CASES) >= 150
    assert len({(case.make(), case.name) for case in CASES}) == len(CASES)
