"""Spoilt samples of every format: a refusal, a question or right rows; no fault of ours, no half file, no hang."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from reporting.actions import importing
from reporting.actions.desk import Desk, at_desk
from reporting.actions.reading import Upload
from reporting.catalog.model import Catalog
from reporting.errors import UnreadableError
from reporting.ingest.child.sandbox import run_in_child
from reporting.ingest.golden import sample_files
from reporting.settings import Settings
from reporting.warehouse.content import content, tables
from reporting.warehouse.model import Receipt
from tests.fuzz.judging import ANSWERS, LIMITS, Task, judge
from tests.fuzz.mutants import mutant

SAMPLES = Path(__file__).parents[2] / "sample_data"
FILES = [
    path
    for folder in sorted(SAMPLES.iterdir())
    if folder.is_dir() and folder.name not in {"demo", "__pycache__"}
    for path in sample_files(folder)
]
BATCH = 100
FEW, MANY = 200, 20_000
FEW_TAKEN, MANY_TAKEN = 40, 600


def tasks(count: int, first: int = 0) -> list[Task]:
    """Numbers in turn over all samples, so that each gets as many."""
    return [(FILES[n % len(FILES)], first + n // len(FILES)) for n in range(count)]


def faults_in(work: Sequence[Task], catalog: Catalog, folder: Path) -> list[str]:
    """One child reads many mutants; where it ends, the one that it was reading is named and the next child goes on."""
    folder.mkdir()
    limits = replace(LIMITS, parse_seconds=600, parse_memory_bytes=3_000_000_000)
    faults: list[str] = []
    rest, progress = list(work), folder / "progress"
    while rest:
        progress.write_text("")
        try:
            return faults + run_in_child(judge, rest, catalog, folder, progress, limits=limits)
        except UnreadableError as error:
            done = len(progress.read_text().splitlines())
            path, number = rest[done - 1]
            faults.append(f"mutant({path.parent.name}/{path.name}, {number}): the child ended ({error.code})")
            rest = rest[done:]
    return faults


def faults_in_batches(work: Sequence[Task], catalog: Catalog, folder: Path) -> list[str]:
    batches = [work[at : at + BATCH] for at in range(0, len(work), BATCH)]
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda n: faults_in(batches[n], catalog, folder / str(n)), range(len(batches)))
        return [fault for faults in found for fault in faults]


def test_a_few_mutants_of_every_sample(catalog: Catalog, tmp_path: Path) -> None:
    assert faults_in_batches(tasks(max(FEW, len(FILES))), catalog, tmp_path) == []


@pytest.mark.slow
def test_twenty_thousand_mutants(catalog: Catalog, tmp_path: Path) -> None:
    assert faults_in_batches(tasks(MANY, first=1_000), catalog, tmp_path) == []


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(home=tmp_path / "home", limits=replace(LIMITS, parse_seconds=60))
    with at_desk(settings) as desk:
        yield desk


def take(desk: Desk, task: Task, folder: Path, *, dry_run: bool) -> list[Receipt]:
    path, number = task
    upload = folder / "upload"
    upload.write_bytes(mutant(path, number, folder))
    return importing.take_in(desk, "Acme", [Upload(upload, path.name, ANSWERS)], dry_run=dry_run)


def outcome(receipt: Receipt) -> tuple[object, ...]:
    return (receipt.found.status, receipt.found.code, receipt.found.totals, receipt.added, receipt.changed)


def wrong_in_store(desk: Desk, receipt: Receipt) -> list[str]:
    """The observations of the import add up to what its receipt says."""
    found, wrong = receipt.found, []
    with desk.store.read() as cur:
        for name, total in found.totals.items():
            held = cur.execute(
                f'select sum("{name}"), count(*) - count("{name}"), count(*)'
                f" from fact_{found.table} where import_id = ?",
                [receipt.import_id],
            ).fetchone() or (None, 0, 0)
            if (held[0] is None) != (total.sum is None) or abs(float(held[0] or 0) - (total.sum or 0)) > 1e-6:
                wrong.append(f"{name}: {total} is said, {held} is stored")
            if held[1] != total.missing or held[2] != receipt.added + receipt.changed:
                wrong.append(f"{name}: {held[1:]} is stored of {receipt.added} + {receipt.changed} rows")
    return wrong


def wrong_takings(desk: Desk, work: Sequence[Task], folder: Path) -> list[str]:
    """A trial and the import agree, the store adds up, and taking it back leaves no row."""
    wrong: list[str] = []
    with desk.store.read() as cur:
        facts = [name for name in tables(cur) if name.startswith("observed_")]
        empty = {name: content(cur, name).rows for name in facts}
    for task in work:
        name = f"mutant({task[0].parent.name}/{task[0].name}, {task[1]})"
        tried, taken = (take(desk, task, folder, dry_run=dry) for dry in (True, False))
        if len(taken) == 1 and list(map(outcome, tried)) != list(map(outcome, taken)):
            wrong.append(f"{name}: tried {list(map(outcome, tried))}, taken {list(map(outcome, taken))}")
        for receipt in taken:
            if receipt.found.code == "OUR_FAULT":
                wrong.append(f"{name}: a fault of ours")
            if receipt.found.status == "recognised":
                wrong += [f"{name}: {fault}" for fault in wrong_in_store(desk, receipt)]
        for receipt in reversed(taken):
            if receipt.found.status == "recognised":
                importing.undo(desk, receipt.import_id or 0)
        with desk.store.read() as cur:
            left = {fact: content(cur, fact).rows for fact in facts}
        if left != empty:
            wrong.append(f"{name}: {left} is left")
    return wrong


def test_a_few_mutants_through_the_whole_way_in(room: Desk, tmp_path: Path) -> None:
    step = max(1, len(FILES) // FEW_TAKEN)
    work = [(path, n) for n, path in enumerate(FILES[::step])]
    assert wrong_takings(room, work, tmp_path) == []


@pytest.mark.slow
def test_many_mutants_through_the_whole_way_in(room: Desk, tmp_path: Path) -> None:
    assert wrong_takings(room, tasks(MANY_TAKEN, first=2_000), tmp_path) == []
