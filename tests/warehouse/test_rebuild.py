"""Facts made again from originals are the facts that were there; what differs is named."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from reporting.errors import BilanError
from reporting.ingest.model import Answers, Found
from reporting.language import text
from reporting.warehouse import content, originals
from reporting.warehouse.model import Receipt
from reporting.warehouse.rebuild import Reader, rebuild, verify
from reporting.warehouse.store import Store
from reporting.warehouse.taking import Order, take_in, undo
from tests.stocking import Row, a_client, found_of

DAY = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)


class Shelf:
    """Files of a test: their bytes are kept as originals, and reading them again gives the same rows."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.files: dict[str, tuple[str, list[Row]]] = {}
        self.asked: list[tuple[str, Answers, dt.date]] = []

    def take(self, file: str, table: str, rows: list[Row], *, at: dt.datetime = DAY) -> Receipt:
        path = self.store.settings.work / "upload.csv"
        path.write_text(file)
        sha256 = originals.sha256_of(path)
        originals.keep(self.store.settings.originals, path, sha256)
        self.files[sha256] = (table, rows)
        (found,) = self.read(path, file, Answers(), at.date(), self.store.settings.work)
        client = a_client(self.store, "Acme")
        with self.store.write() as cur:
            return take_in(cur, self.store.catalog, found, Order(client, "tester", Answers(account="a"), at))

    def read(self, path: Path, name: str, answers: Answers, today: dt.date, work: Path) -> list[Found]:
        sha256 = originals.sha256_of(path)
        self.asked.append((name, answers, today))
        table, rows = self.files[sha256]
        found = found_of(self.store.catalog, work, table, rows, file=name)
        return [replace(found, sha256=sha256)]


def contents(store: Store) -> dict[str, content.Content]:
    with store.read() as cur:
        return {name: content.content(cur, name) for name in content.tables(cur) if name != "audit"}


def quiet(_done: int, _total: int, _name: str) -> None:
    """No progress is shown in a test."""


def rebuilt(store: Store, read: Reader) -> int:
    with store.write() as cur:
        return rebuild(cur, store, read, quiet).rows


@pytest.fixture
def shelf(store: Store) -> Shelf:
    shelf = Shelf(store)
    shelf.take("a.csv", "post", [{"post": "p1", "reach": 1, "likes": 2}, {"post": "p2", "reach": 5}])
    shelf.take("b.csv", "post", [{"post": "p1", "reach": 3}], at=DAY + dt.timedelta(days=2))
    shelf.take("c.csv", "account_day", [{"day": dt.date(2026, 10, 1), "followers": 7}])
    undone = shelf.take("d.csv", "post", [{"post": "p1", "reach": 99}], at=DAY + dt.timedelta(days=9))
    with store.write() as cur:
        undo(cur, store.catalog, undone.import_id or 0, "tester")
    return shelf


def test_a_rebuild_gives_identical_tables(store: Store, shelf: Shelf) -> None:
    before = contents(store)
    assert rebuilt(store, shelf.read) == 4
    assert contents(store) == before


def test_a_rebuild_gives_the_answers_and_the_day_of_the_import_again(store: Store, shelf: Shelf) -> None:
    shelf.asked.clear()
    rebuilt(store, shelf.read)
    assert shelf.asked == [
        ("a.csv", Answers(account="a"), dt.date(2026, 11, 1)),
        ("b.csv", Answers(account="a"), dt.date(2026, 11, 3)),
        ("c.csv", Answers(account="a"), dt.date(2026, 11, 1)),
    ]


def test_a_mended_format_reaches_the_facts_by_a_rebuild(store: Store, shelf: Shelf) -> None:
    (sha256,) = [sha256 for sha256, (_, rows) in shelf.files.items() if len(rows) == 2]
    shelf.files[sha256] = ("post", [{"post": "p1", "reach": 1}, {"post": "p2", "reach": 6}, {"post": "p3", "reach": 8}])
    rebuilt(store, shelf.read)
    with store.read() as cur:
        assert cur.execute("select post, reach, likes from current_post order by post").fetchall() == [
            ("p1", 3, None),
            ("p2", 6, None),
            ("p3", 8, None),
        ]
        assert cur.execute('select records from "import" where id = 1').fetchall() == [(3,)]


def test_a_rebuild_that_cannot_replay_everything_changes_nothing(store: Store, shelf: Shelf) -> None:
    before = contents(store)
    (lost,) = [sha256 for sha256, (table, _) in shelf.files.items() if table == "account_day"]
    originals.place(store.settings.originals, lost).unlink()
    with pytest.raises(BilanError) as refused:
        rebuilt(store, shelf.read)
    assert refused.value.code == "NOT_REPLAYED"
    assert "c.csv" in text(refused.value.sentences[1], "en")
    assert contents(store) == before


@pytest.mark.usefixtures("shelf")
def test_a_file_that_is_no_longer_recognised_is_named(store: Store) -> None:
    with pytest.raises(BilanError) as refused:
        rebuilt(store, lambda *_: [])
    assert text(refused.value.sentences[1], "en").count("not recognised any more") == 3


def test_verify_finds_nothing_where_all_is_well_and_changes_nothing(store: Store, shelf: Shelf) -> None:
    before = contents(store)
    done = verify(store, shelf.read, quiet)
    assert (done.imports, done.rows, done.differences) == (3, 4, ())
    assert contents(store) == before
    assert list(store.settings.work.glob("verify-*")) == []


def test_verify_names_the_import_whose_facts_differ(store: Store, shelf: Shelf) -> None:
    with store.write() as cur:
        cur.execute("update observed_post set reach = 1000 where import_id = 2")
    differences = [text(sentence, "en") for sentence in verify(store, shelf.read, quiet).differences]
    assert differences == ["Import 2 differs in fact_post: 1 rows are stored, its original gives 1."]


DAMAGES = {
    "a row is missing": (
        "delete from observed_post where import_id = 1 and post = 'p2'",
        "Import 1 differs in fact_post: 1 rows are stored, its original gives 2.",
    ),
    "a value is gone": (
        "update observed_post set likes = null where import_id = 1 and post = 'p1'",
        "Import 1 differs in fact_post: 2 rows are stored, its original gives 2.",
    ),
    "two values are exchanged": (
        "update observed_post set post = case post when 'p1' then 'p2' else 'p1' end where import_id = 1",
        "Import 1 differs in fact_post: 2 rows are stored, its original gives 2.",
    ),
    "a row too many": (
        "insert into observed_account_day by name from (select * replace (9 as row_no) from observed_account_day)",
        "Import 3 differs in fact_account_day: 2 rows are stored, its original gives 1.",
    ),
    "a row of an import that nobody made": (
        "insert into observed_account_day by name select * replace (77 as import_id) from observed_account_day",
        "Import 77 differs in fact_account_day: 1 rows are stored, its original gives 0.",
    ),
    "a row of another account": (
        "update observed_account_day set account_id = account_id + 1",
        "Import 3 differs in fact_account_day: 1 rows are stored, its original gives 1.",
    ),
    "a merged value is wrong": (
        "update merged_post set reach = 4",
        "current_post is not what its observations give: 2 rows are kept, 2 would be.",
    ),
    "a merged row names the wrong import": (
        "update merged_post set import_ids = [1]",
        "current_post is not what its observations give: 2 rows are kept, 2 would be.",
    ),
    "an observation shows beside its merged row": (
        "update observed_post set alone = true where import_id = 1",
        "current_post is not what its observations give: 3 rows are kept, 2 would be.",
    ),
    "a row is counted on another day": (
        "update observed_account_day set report_day = date '2026-10-02'",
        "current_account_day is not what its observations give: 1 rows are kept, 1 would be.",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_reports_any_damage_and_a_rebuild_mends_it(store: Store, shelf: Shelf, damage: str) -> None:
    sql, said = DAMAGES[damage]
    before = contents(store)
    with store.write() as cur:
        cur.execute(sql)
    assert [text(sentence, "en") for sentence in verify(store, shelf.read, quiet).differences] == [said]
    rebuilt(store, shelf.read)
    assert contents(store) == before


def test_verify_sees_current_rows_that_are_not_what_the_facts_give(store: Store, shelf: Shelf) -> None:
    with store.write() as cur:
        cur.execute("delete from merged_post")
    differences = [text(sentence, "en") for sentence in verify(store, shelf.read, quiet).differences]
    assert differences == ["current_post is not what its observations give: 1 rows are kept, 2 would be."]
