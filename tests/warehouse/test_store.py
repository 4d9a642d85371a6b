"""One process, one connection, one writer; locked down; whole or not at all."""

import ast
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from reporting.catalog.model import Catalog
from reporting.errors import BilanError, BusyError
from reporting.settings import Settings
from reporting.warehouse import store as store_module
from reporting.warehouse.connect import connect
from reporting.warehouse.imports import imports
from reporting.warehouse.schema import MIGRATIONS, migrate, version
from reporting.warehouse.store import Cursor, Store
from reporting.warehouse.totals import stated, totals
from tests.stocking import stock

OPEN_AND_WAIT = """
import sys, pathlib
from reporting.catalog.load import load_catalog
from reporting.settings import Settings
from reporting.warehouse.store import Cursor, Store
store = Store.open(Settings(home=pathlib.Path(sys.argv[1])), load_catalog())
print("open", flush=True)
sys.stdin.read()
"""
POST = [{"post": "p1", "reach": 1}]


def count(store: Store, table: str) -> int:
    with store.read() as cur:
        row = cur.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else -1


def test_a_second_process_is_told_who_has_the_store(settings: Settings, catalog: Catalog) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OPEN_AND_WAIT, str(settings.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(BusyError) as refused:
            Store.open(settings, catalog)
        other.communicate("")
    assert dict(refused.value.what.fields) == {"pid": str(other.pid)}
    assert refused.value.todo is not None


def test_a_second_store_in_this_process_is_refused_too(store: Store, settings: Settings, catalog: Catalog) -> None:
    with pytest.raises(BusyError):
        Store.open(settings, catalog)
    assert count(store, "client") == 0


def test_a_closed_store_can_be_opened_again_and_holds_what_was_written(settings: Settings, catalog: Catalog) -> None:
    store = Store.open(settings, catalog)
    stock(store, "Acme", "post", POST)
    store.close()
    store = Store.open(settings, catalog)
    assert count(store, "current_post") == 1
    store.close()


def test_each_thread_gets_its_own_answers(store: Store) -> None:
    """On a shared connection four in ten answers were another thread's."""
    wrong: list[tuple[int, int]] = []

    def ask(own: int) -> None:
        for _ in range(200):
            with store.read() as cur:
                cur.execute("select $own::integer as v, sum(i) from range(300) t(i)", {"own": own})
                time.sleep(0)
                row = cur.fetchone()
            if row is None or row[0] != own:
                wrong.append((own, row[0] if row else -1))

    threads = [threading.Thread(target=ask, args=(own,)) for own in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_writers_take_turns(store: Store) -> None:
    """Each reads what is there and adds one: two at once would both write the same number, or fail in conflict."""
    with store.write() as cur:
        cur.execute("create table counter as select 0 as n")
    failed: list[BaseException] = []

    def add() -> None:
        try:
            for _ in range(20):
                with store.write() as cur:
                    row = cur.execute("select n from counter").fetchone()
                    time.sleep(0)
                    cur.execute("update counter set n = $n", {"n": row[0] + 1 if row else 0})
        except duckdb.Error as error:
            failed.append(error)

    threads = [threading.Thread(target=add) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with store.read() as cur:
        assert cur.execute("select n from counter").fetchall() == [(100,)]


def test_a_writer_that_waits_too_long_is_told_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "WRITER_WAITS_SECONDS", 0.05)
    with store.write(), pytest.raises(BusyError, match="still being written"), store.write():
        pass


class TabClosedError(BaseException):
    """What Streamlit raises in a page's script is a BaseException, not an Exception."""


def _close_the_tab_while_writing(store: Store, held: list[Cursor]) -> None:
    """Streamlit keeps the traceback, and with it the cursor: nothing ends the transaction by being forgotten."""
    with store.write() as cur:
        held.append(cur)
        cur.execute("insert into preference values ('a', 'b', 'c')")
        raise TabClosedError


def test_a_base_exception_rolls_the_transaction_back_and_leaves_nothing_open(store: Store) -> None:
    held: list[Cursor] = []
    with pytest.raises(TabClosedError):
        _close_the_tab_while_writing(store, held)
    assert count(store, "preference") == 0
    with pytest.raises(duckdb.ConnectionException):
        held[0].execute("select 1")
    with store.still() as cur:
        assert cur.execute("select count(*) from preference").fetchone() == (0,)
    with store.write() as cur:
        cur.execute("insert into preference values ('a', 'b', 'c')")
    assert count(store, "preference") == 1


def test_a_read_sees_one_moment_and_cannot_write(store: Store) -> None:
    with store.read() as cur:
        before = cur.execute("select count(*) from preference").fetchone()
        with store.write() as writer:
            writer.execute("insert into preference values ('a', 'b', 'c')")
        assert cur.execute("select count(*) from preference").fetchone() == before
        with pytest.raises(duckdb.Error, match="read-only"):
            cur.execute("insert into preference values ('a', 'b', 'c')")


def test_the_version_grows_with_what_was_committed_only(store: Store) -> None:
    before = store.version
    with pytest.raises(TabClosedError), store.write():
        raise TabClosedError
    assert store.version == before
    with store.write():
        pass
    assert store.version > before


@pytest.mark.parametrize(
    "statement",
    [
        "select content from read_text('/etc/hostname')",
        "select * from glob('/etc/*')",
        "copy (select 1) to '/tmp/bilan-out.csv'",
        "attach '/tmp/bilan-other.duckdb'",
        "install httpfs",
        "load httpfs",
        "select * from read_csv('{work}/../../outside.csv')",
        "select * from read_csv('http://127.0.0.1:9/x.csv')",
        "set enable_external_access = true",
        "set max_execution_time = 0",
        "reset memory_limit",
        "set threads = 64",
    ],
)
def test_statements_reach_nothing_outside(store: Store, settings: Settings, statement: str) -> None:
    (settings.home.parent / "outside.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.Error), store.read() as cur:
        cur.execute(statement.replace("{work}", str(settings.work))).fetchall()


def test_a_data_frame_of_the_program_is_not_a_table(store: Store) -> None:
    secret = duckdb.values([1])
    with store.read() as cur, pytest.raises(duckdb.Error, match="secret"):
        cur.execute("select * from secret")
    assert secret.fetchall() == [(1,)]


def test_the_work_folder_can_be_read_and_the_limits_are_set(settings: Settings, catalog: Catalog) -> None:
    store = Store.open(replace(settings, threads=3), catalog)
    path = settings.work / "rows.csv"
    path.write_text("a\n1\n")
    with store.read() as cur:
        assert cur.execute("select a from read_csv($path)", {"path": str(path)}).fetchall() == [(1,)]
        names = ("memory_limit", "threads", "max_execution_time", "max_temp_directory_size", "temp_directory")
        limits = [cur.execute("select current_setting($name)", {"name": name}).fetchone() for name in names]
        storage = cur.execute("select tags['storage_version'] from duckdb_databases() where not internal").fetchall()
    assert limits == [("1.8 GiB",), (3,), (120_000,), ("18.6 GiB",), (str(settings.work.resolve() / "spill"),)]
    assert storage == [("v1.5.0+",)]
    store.close()


def test_a_statement_that_runs_away_is_stopped(settings: Settings, catalog: Catalog) -> None:
    store = Store.open(replace(settings, statement_seconds=1), catalog)
    with pytest.raises(duckdb.Error), store.read() as cur:
        cur.execute("select sum(a.i * b.i) from range(10000000) a(i), range(10000000) b(i)").fetchall()
    assert count(store, "client") == 0
    store.close()


def test_no_table_has_a_key_or_an_index(store: Store) -> None:
    with store.read() as cur:
        indexes = cur.execute("select index_name from duckdb_indexes()").fetchall()
        kinds = cur.execute("select distinct constraint_type from duckdb_constraints()").fetchall()
    assert indexes == []
    assert kinds == [("NOT NULL",)]


def test_scratch_of_an_earlier_run_is_gone_after_opening(settings: Settings, catalog: Catalog) -> None:
    left = settings.work / "read-1" / "rows.parquet"
    left.parent.mkdir(parents=True)
    left.write_text("x")
    Store.open(settings, catalog).close()
    assert not left.parent.exists()


def test_a_store_of_a_newer_program_is_refused(settings: Settings, catalog: Catalog) -> None:
    store = Store.open(settings, catalog)
    with store.write() as cur:
        cur.execute("insert into schema_version values (9999, now()::timestamp)")
    store.close()
    with pytest.raises(BilanError) as refused:
        Store.open(settings, catalog)
    assert refused.value.code == "STORE_NEWER"


def test_a_migration_that_fails_leaves_the_version_before_it(tmp_path: Path) -> None:
    (tmp_path / "0001_first.sql").write_text("create table one (a integer)")
    (tmp_path / "0002_second.sql").write_text("create table two (a integer); insert into nowhere values (1)")
    with duckdb.connect() as con:
        with pytest.raises(duckdb.Error):
            migrate(con, tmp_path)
        assert version(con) == 1
        assert con.execute("select table_name from duckdb_tables() order by 1").fetchall() == [
            ("one",),
            ("schema_version",),
        ]
        (tmp_path / "0002_second.sql").write_text("create table two (a integer)")
        migrate(con, tmp_path)
        migrate(con, tmp_path)
        assert version(con) == 2


def test_a_column_that_the_catalog_gains_appears_at_the_next_start(settings: Settings, catalog: Catalog) -> None:
    post = catalog.tables["post"]
    earlier = replace(post, columns=tuple(column for column in post.columns if column != "saves"))
    store = Store.open(settings, replace(catalog, tables={**catalog.tables, "post": earlier}))
    stock(store, "Acme", "post", POST)
    store.close()
    store = Store.open(settings, catalog)
    stock(store, "Acme", "post", [{"post": "p1", "saves": 4}], file="second.csv")
    with store.read() as cur:
        assert cur.execute("select reach, saves from current_post").fetchall() == [(1, 4)]
        assert cur.execute("select saves from fact_post order by import_id").fetchall() == [(None,), (4,)]
    store.close()


def test_only_one_place_opens_a_database_to_write() -> None:
    room = Path(store_module.__file__).parent
    opens = {
        path.name
        for path in room.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "connect"
    }
    assert opens == {"connect.py", "backup.py"}


def test_a_damaged_file_is_refused_with_the_way_out(settings: Settings, catalog: Catalog) -> None:
    settings.home.mkdir()
    settings.database.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(BilanError) as refused:
        Store.open(settings, catalog)
    assert refused.value.code == "STORE_DAMAGED"
    assert settings.database.exists()


def test_imports_of_before_totals_were_kept_have_none(settings: Settings, catalog: Catalog) -> None:
    """A store as the first migration left it, opened by this program."""
    con = connect(settings)
    con.execute("create table schema_version (version integer not null, applied_at timestamp not null)")
    con.execute((MIGRATIONS / "0001_state.sql").read_text("utf-8"))
    con.execute("insert into schema_version values (1, now()::timestamp)")
    con.execute(
        "insert into client (name, language, timezone, color, accent, created_at)"
        " values ('Acme', 'en', 'Europe/Paris', '#000000', '#000000', now()::timestamp)"
    )
    con.execute(
        'insert into "import" (client_id, file, block, sha256, format, fact, records, rejected, unknown_columns,'
        " made_at, person)"
        " values (1, 'a.csv', 0, 'x', 'x_overview', 'account_day', 3, 0, [], now()::timestamp, 'tester')"
    )
    con.close()
    store = Store.open(settings, catalog)
    with store.read() as cur:
        (entry,) = imports(cur)
        assert (entry.kept, entry.definition, totals(cur, entry.id), stated(cur, entry.id)) == (None, None, {}, ())
    store.close()
