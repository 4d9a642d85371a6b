"""A killed import: what was acknowledged is there, every table is whole or not there, and again means the same."""

import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.exports import write_posts
from reporting.actions import importing
from reporting.actions.desk import Desk, open_desk
from reporting.actions.reading import Upload
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.ingest.child import sandbox
from reporting.settings import Settings
from reporting.warehouse.store import Cursor

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data"
BIG = 12_000
FEW, MANY = 6, 100

IMPORT = """
import pathlib, sys
from reporting.actions.desk import at_desk
from reporting.actions.importing import take_in
from reporting.actions.reading import Upload
from reporting.settings import Settings
with at_desk(Settings(home=pathlib.Path(sys.argv[1]))) as desk:
    def say(done, total, name):
        print(done, flush=True)
    take_in(desk, "Acme", [Upload(pathlib.Path(path), pathlib.Path(path).name) for path in sys.argv[2:]], progress=say)
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds, read with SQL of this test: rows by file and table, a hash of all facts, lines of audit."""

    rows: Mapping[tuple[str, ...], int]
    hash: str
    strays: int
    audited: int


@dataclass(frozen=True, slots=True)
class Whole:
    """The files, what an undisturbed import of them gives, and how long that takes from its first word on."""

    files: tuple[Path, ...]
    held: Held
    seconds: float


def held(cur: Cursor, catalog: Catalog) -> Held:
    """Rows are compared by what was read; numbers and days of imports differ from run to run."""
    rows = dict.fromkeys(cur.execute("select file, coalesce(member, ''), block::varchar from \"import\"").fetchall(), 0)
    total, strays = 0, 0
    for table in catalog.tables.values():
        fact = f"fact_{table.id}"
        present = [
            name
            for (name,) in cur.execute(
                "select column_name from duckdb_columns() where table_name = ? order by 1", [fact]
            ).fetchall()
            if name in table.columns
        ]
        names = ", ".join(f'f."{name}"' for name in ("row_no", "platform", *present))
        for file, member, block, count, value in cur.execute(
            "select i.file, coalesce(i.member, ''), i.block::varchar, count(*), "
            f'sum(hash({names})::hugeint) from {fact} f left join "import" i on i.id = f.import_id group by 1, 2, 3'
        ).fetchall():
            strays += count if file is None else 0
            rows[file, member, block] = rows.get((file, member, block), 0) + count
            total += int(value)
    (audited,) = cur.execute("select count(*) from audit where action = 'import.take_in'").fetchone() or (0,)
    return Held(rows, f"{total & ((1 << 128) - 1):x}", strays, int(audited))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    big = folder / "Jan-01-2024_Aug-31-2026_1000000000000001.csv"
    write_posts(big, BIG)
    bad = folder / "bad.csv"
    bad.write_bytes(b"a,b\n1,\x00\n")
    files = (
        SAMPLES / "x_content" / "account_analytics_content_2026-08-01_2026-08-31.csv",
        bad,
        SAMPLES / "meta_facebook_posts" / "Oct-01-2026_Nov-01-2026_1234567890123456.csv",
        big,
        SAMPLES / "linkedin_followers" / "maison-verdier_followers_1793606400001.xls",
        SAMPLES / "youtube_table" / "Content 2026-10-01_2026-10-31 Maison Verdier.zip",
    )
    with subprocess.Popen(command(folder / "home", files), cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        started = time.monotonic()
        said = child.stdout.read()
        seconds = time.monotonic() - started
    assert said.split()[-1] == str(len(files))
    catalog = load_catalog()
    desk = open_desk(Settings(home=folder / "home"))
    with desk.store.read() as cur:
        found = held(cur, catalog)
    desk.store.close()
    assert (found.rows[big.name, "", "0"], found.strays, found.audited) == (BIG, 0, len(found.rows))
    assert {name for name, *_ in found.rows} == {path.name for path in files} - {bad.name}
    return Whole(files, found, seconds)


def command(home: Path, files: Sequence[Path]) -> list[str]:
    return [sys.executable, "-c", IMPORT, str(home), *map(str, files)]


def settled_when_killed(home: Path, whole: Whole, share: float) -> int:
    """How many files it had said to be done with when it was killed, somewhere between its first word and its end."""
    with subprocess.Popen(command(home, whole.files), cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        time.sleep(share * whole.seconds)
        child.kill()
        said += child.stdout.read()
    return max((int(line) for line in said.split()), default=0)


def assert_all_or_nothing(home: Path, whole: Whole, settled: int) -> None:
    catalog = load_catalog()
    desk = open_desk(Settings(home=home))
    try:
        with desk.store.read() as cur:
            found = held(cur, catalog)
            kept = cur.execute('select sha256 from "import"').fetchall()
        acknowledged = {path.name for path in whole.files[:settled]}
        assert {table for table in whole.held.rows if table[0] in acknowledged} <= set(found.rows)
        assert found.rows == {table: whole.held.rows[table] for table in found.rows}
        assert (found.strays, found.audited) == (0, len(found.rows))
        originals = {path.name: path for path in desk.settings.originals.rglob("*") if path.is_file()}
        assert {name for (name,) in kept} <= set(originals)
        assert [name for name, path in originals.items() if hashlib.sha256(path.read_bytes()).hexdigest() != name] == []
        assert [path for path in desk.settings.work.rglob("*") if path.name != "spill"] == []
        receipts = importing.take_in(desk, "Acme", [Upload(path, path.name) for path in whole.files])
        known = [receipt.found for receipt in receipts if receipt.found.status == "duplicate"]
        assert {(table.file, table.member or "", str(table.block)) for table in known} == set(found.rows)
        with desk.store.read() as cur:
            after = held(cur, catalog)
        assert (after.rows, after.hash, after.strays) == (whole.held.rows, whole.held.hash, 0)
    finally:
        desk.store.close()


def kill_and_look(whole: Whole, tmp_path: Path, number: int) -> None:
    share = random.Random(number).uniform(0, 1)  # noqa: S311 -- when to kill, not a secret
    home = tmp_path / str(number)
    assert_all_or_nothing(home, whole, settled_when_killed(home, whole, share))


@pytest.mark.parametrize("number", range(FEW))
def test_a_killed_import_of_several_files(whole: Whole, tmp_path: Path, number: int) -> None:
    kill_and_look(whole, tmp_path, number)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(FEW, FEW + MANY))
def test_a_hundred_killed_imports(whole: Whole, tmp_path: Path, number: int) -> None:
    kill_and_look(whole, tmp_path, number)


def children_of_the_reader() -> Iterator[int]:
    process = sandbox._SERVER.process
    if process is not None:
        for path in Path(f"/proc/{process.pid}/task").glob("*/children"):
            yield from map(int, path.read_text().split())


def test_killed_readers_lose_their_files_only(whole: Whole, desk: Desk, catalog: Catalog) -> None:
    """Every reading process is killed as soon as it is seen, until the import is through."""
    sandbox.warm()
    over = threading.Event()
    killed: list[int] = []

    def hunt() -> None:
        while not over.is_set():
            with contextlib.suppress(OSError):
                for pid in children_of_the_reader():
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)

    hunter = threading.Thread(target=hunt)
    hunter.start()
    try:
        receipts = importing.take_in(desk, "Acme", [Upload(path, path.name) for path in whole.files])
    finally:
        over.set()
        hunter.join()
    assert killed
    assert {receipt.found.code for receipt in receipts} <= {"", "NUL_BYTES", "PARSER_DIED"}
    with desk.store.read() as cur:
        found = held(cur, catalog)
    assert {name for name, *_ in found.rows} == {receipt.found.file for receipt in receipts if receipt.import_id}
    assert found.rows == {table: whole.held.rows[table] for table in found.rows}
    assert [path for path in desk.settings.work.rglob("*") if path.name != "spill"] == []
    importing.take_in(desk, "Acme", [Upload(path, path.name) for path in whole.files])
    with desk.store.read() as cur:
        assert held(cur, catalog).hash == whole.held.hash
