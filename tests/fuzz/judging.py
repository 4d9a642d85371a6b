"""What the reading child makes of many mutants in a row, each held to what must be true of any file."""

import datetime as dt
import functools
import logging
import math
import re
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import duckdb

from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.ingest.inspect import OUR_FAULT, inspect_here
from reporting.ingest.model import Answers, Found
from reporting.language import LANGUAGES, text
from reporting.settings import Limits
from tests.fuzz.mutants import mutant

TODAY = dt.date(2026, 11, 22)
ANSWERS = Answers(until=dt.date(2026, 10, 31), order="mdy", platform="instagram")
LIMITS = Limits(rows=200_000, columns=500, unpacked_bytes=60_000_000, parse_memory_bytes=2_000_000_000)
SLOW_SECONDS = 30
_UNFILLED = re.compile(r"\{\w+[:}]|Traceback")

Task = tuple[Path, int]


def judge(tasks: Sequence[Task], catalog: Catalog, folder: Path, progress: Path) -> list[str]:
    """A line for each mutant that is not as it must be. The last line of `progress` is the one that is being read."""
    faults: list[str] = []
    heard = _Heard()
    logging.getLogger("reporting").addHandler(heard)
    with progress.open("a") as told:
        for path, number in tasks:
            told.write(f"{path}\t{number}\n")
            told.flush()
            started = time.monotonic()
            try:
                found = _inspect(path, number, catalog, folder)
                wrong = [fault for table in found for fault in faults_of(table)]
            except BaseException as error:  # noqa: BLE001 -- a panic of a library is a finding like any other
                wrong = [f"{type(error).__name__} {error} {traceback.format_exc(limit=-3)}"]
            wrong += heard.taken()
            if time.monotonic() - started > SLOW_SECONDS:
                wrong.append(f"took {time.monotonic() - started:.0f} s")
            faults += [f"mutant({path.parent.name}/{path.name}, {number}): {fault}" for fault in wrong]
    return faults


class _Heard(logging.Handler):
    """What the program logs of its own faults: where in the code."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.lines.append(f"{error!r} {''.join(traceback.format_tb(error.__traceback__, -3)) if error else ''}")

    def taken(self) -> list[str]:
        lines, self.lines = self.lines, []
        return lines


def _inspect(path: Path, number: int, catalog: Catalog, folder: Path) -> list[Found]:
    upload = folder / "upload"
    upload.write_bytes(mutant(path, number, folder))
    answers = ANSWERS if number % 2 else Answers()
    return inspect_here(upload, path.name, catalog, answers, LIMITS, folder / "work", TODAY)


def faults_of(found: Found) -> list[str]:
    """What is wrong with an outcome, whatever the file was."""
    wrong = [f"{found.code} of ours"] if found.code == OUR_FAULT else []
    sentences = [n.sentence for n in found.notices] + [q.sentence for q in found.questions]
    sentences += [cell.reason for cell in found.rejections]
    spoken = [text(sentence, lang) for sentence in sentences for lang in LANGUAGES]
    wrong += [f"says {words!r}" for words in spoken if _UNFILLED.search(words) and "{" not in "".join(_quoted(found))]
    if found.status != "recognised":
        return wrong if found.notices or found.questions else [*wrong, "says nothing"]
    if found.rows is None:
        return [*wrong, "recognised without rows"]
    wrong += _rows_agree(found, found.rows)
    found.rows.unlink()
    return wrong


def _quoted(found: Found) -> list[str]:
    """Texts of the file that messages quote."""
    return [*(cell.raw for cell in found.rejections), *found.unknown_columns, *(a.name for a in found.accounts)]


def _rows_agree(found: Found, rows: Path) -> list[str]:
    """The Parquet file read by a plain DuckDB against what is said about it."""
    wrong = [f"{found.rejected} rejected of {found.records}"] if found.rejected > found.records else []
    # Parts of one ad or one piece of work are added up, and not across currencies: totals are of the rows in the file.
    if found.totals and not _catalog().tables[found.table or ""].adds:
        sums = ", ".join(f'sum("{name}"), count(*) - count("{name}")' for name in found.totals)
        (held,) = _plain().execute(f"select {sums} from read_parquet(?)", [str(rows)]).fetchall()
        for (name, total), of_sum, missing in zip(found.totals.items(), held[::2], held[1::2], strict=True):
            if not _same(total.sum, of_sum) or total.missing != missing:
                wrong.append(f"{name}: {total} is said, {of_sum} and {missing} without are held")
    return wrong


@functools.cache
def _catalog() -> Catalog:
    return load_catalog()


@functools.cache
def _plain() -> duckdb.DuckDBPyConnection:
    """Made in the child: none may be open where it is forked from."""
    return duckdb.connect(config={"threads": "1"})


def _same(said: float | None, held: object) -> bool:
    if said is None or held is None:
        return said is held
    return math.isclose(said, float(str(held)), rel_tol=1e-9, abs_tol=1e-6)
