"""The child ends alone: whatever happens in it, this process goes on and gets a sentence."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from reporting.errors import BilanError, NotRecognisedError, UnreadableError, say
from reporting.ingest.child import sandbox
from reporting.ingest.child.sandbox import run_in_child
from reporting.ingest.grid import Grid
from reporting.ingest.reading.grids import read_grids
from reporting.ingest.reading.workbench import connect
from reporting.settings import Limits
from tests.ingest.reading.hostile import cell, xlsx

LIMITS = Limits(parse_seconds=20, parse_memory_bytes=1_000_000_000)


def double(number: int) -> int:
    return 2 * number


def who() -> int:
    return os.getpid()


def refuse() -> None:
    raise NotRecognisedError(
        say("No format has {n} columns.", n=3), where="x.csv", todo=say("Export again."), code="NO_FORMAT"
    )


def panic() -> None:
    """Like a Rust panic: not an Exception."""
    raise KeyboardInterrupt


def misuse() -> None:
    raise ValueError


def unpicklable() -> object:
    return threading.Lock()


def hog(_: Path) -> int:
    return len(bytearray(4_000_000_000))


def hog_in_duckdb(work: Path) -> None:
    con = connect(work, limits=replace(LIMITS, parse_memory_bytes=60_000_000))
    con.execute("create table t as select range as a, repeat('x', 1000) || range as b from range(10000000)")


def sleep_for_ever() -> None:
    time.sleep(3600)


def tell_and_sleep(place: Path) -> None:
    place.with_suffix(".coming").write_text(str(os.getpid()))
    place.with_suffix(".coming").rename(place)
    time.sleep(3600)


def hostile_value() -> object:
    return os.system


def open_with_calamine(path: Path) -> None:
    """Without the pre-flight: two far cells end the process inside calamine."""
    import python_calamine  # noqa: PLC0415 -- only the child may load it

    python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def grid_of(path: Path, work: Path) -> Grid:
    con = connect(work, readable=(path,), limits=LIMITS)
    (grid,) = read_grids(path, path.name, con, LIMITS)
    assert isinstance(grid, Grid)
    return grid


def code_of(error: pytest.ExceptionInfo[UnreadableError]) -> str:
    return error.value.code


def test_a_call_runs_in_another_process_and_gives_its_result() -> None:
    assert run_in_child(double, 21, limits=LIMITS) == 42
    assert run_in_child(who, limits=LIMITS) != os.getpid()


def test_a_grid_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-16")
    grid = run_in_child(grid_of, path, tmp_path, limits=LIMITS)
    assert (grid.head, grid.delimiter, grid.encoding) == (((1, ("a", "b")), (2, ("1", "2"))), ";", "utf-16-le")


def test_a_refusal_comes_back_with_its_sentences() -> None:
    with pytest.raises(NotRecognisedError) as error:
        run_in_child(refuse, limits=LIMITS)
    assert (error.value.code, error.value.where) == ("NO_FORMAT", "x.csv")
    assert [sentence.msgid for sentence in error.value.sentences] == [
        "No format has {n} columns.",
        "In {place}.",
        "Export again.",
    ]


@pytest.mark.parametrize("function", [os.abort, panic, misuse, unpicklable])
def test_any_other_end_is_parser_died_with_an_id(function: Callable[[], object]) -> None:
    with pytest.raises(UnreadableError) as error:
        run_in_child(function, limits=LIMITS)
    assert code_of(error) == "PARSER_DIED"
    assert error.value.todo is not None
    assert len(str(dict(error.value.todo.fields)["id"])) == 8
    assert run_in_child(double, 1, limits=LIMITS) == 2


def test_a_workbook_that_aborts_calamine_leaves_this_process_alive(tmp_path: Path) -> None:
    """If parsing ran here, this test would end the whole test run."""
    path = tmp_path / "far.xlsx"
    path.write_bytes(xlsx(cell("A1") + cell("XFD1048576")))
    with pytest.raises(UnreadableError) as error:
        run_in_child(open_with_calamine, path, limits=LIMITS)
    assert code_of(error) in {"PARSER_DIED", "PARSER_MEMORY"}


def test_nothing_is_parsed_in_this_process() -> None:
    """A fresh interpreter reads a workbook through the sandbox and never loads the workbook reader itself."""
    script = """
        import sys
        from pathlib import Path
        from reporting.ingest.child.sandbox import run_in_child
        from reporting.settings import Limits
        from tests.ingest.reading.seen import seen_in_child
        print(run_in_child(seen_in_child, limits=Limits()), "python_calamine" in sys.modules)
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert run.stdout == "True False\n"


def test_too_long_is_ended_and_said() -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableError) as error:
        run_in_child(sleep_for_ever, limits=replace(LIMITS, parse_seconds=1))
    assert code_of(error) == "PARSER_TIME"
    assert time.monotonic() - start < 4


@pytest.mark.parametrize("in_duckdb", [False, True])
def test_too_much_memory_is_refused_and_said(in_duckdb: bool, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as error:
        run_in_child(hog_in_duckdb if in_duckdb else hog, tmp_path, limits=replace(LIMITS, unpacked_bytes=50_000_000))
    assert code_of(error) in {"PARSER_MEMORY", "PARSER_DIED"}


def test_a_value_that_is_not_plain_is_not_taken_from_the_child() -> None:
    with pytest.raises(UnreadableError) as error:
        run_in_child(hostile_value, limits=LIMITS)
    assert code_of(error) == "PARSER_DIED"


def test_the_server_is_started_again_when_it_is_gone() -> None:
    run_in_child(double, 1, limits=LIMITS)
    process = sandbox._SERVER.process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert run_in_child(double, 4, limits=LIMITS) == 8


def test_a_child_ends_with_the_process_that_waits_for_it(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    script = f"""
        from pathlib import Path
        from reporting.ingest.child.sandbox import run_in_child
        from tests.ingest.reading.test_sandbox import LIMITS, tell_and_sleep
        run_in_child(tell_and_sleep, Path({str(place)!r}), limits=LIMITS)
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], cwd=Path(__file__).parents[3]) as waiting:
        until(place.exists)
        child = int(place.read_text())
        waiting.kill()
    until(lambda: not alive(child))


def until(holds: Callable[[], bool]) -> None:
    """Fails if it doesn't hold well before the child would be ended by its own limit of time."""
    deadline = time.monotonic() + LIMITS.parse_seconds * 3 / 4
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """A dead process may wait to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_many_threads_at_once_each_get_their_own_answer() -> None:
    answers: dict[int, int] = {}

    def work(number: int) -> None:
        answers[number] = run_in_child(double, number, limits=LIMITS)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: 2 * number for number in range(12)}


def test_no_text_of_a_file_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnreadableError):
        run_in_child(int, "a secret caption", limits=LIMITS)
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "statement",
    [
        "select content from read_text('/etc/passwd')",
        "select file from glob('/etc/*')",
        "copy (select 1) to '/tmp/bilan-must-not-exist.csv'",
        "attach '/tmp/bilan-must-not-exist.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "reset allowed_directories",
        "from read_csv('http://127.0.0.1:9/x.csv')",
    ],
)
def test_the_childs_duckdb_is_locked_down(statement: str, tmp_path: Path) -> None:
    con = connect(tmp_path / "work", limits=LIMITS)
    with pytest.raises(duckdb.Error):
        con.execute(statement).fetchall()
    con.close()


def test_the_childs_duckdb_reads_what_it_was_given_and_writes_its_own_folder(tmp_path: Path) -> None:
    upload, other = tmp_path / "up.csv", tmp_path / "other.csv"
    upload.write_text("a\n1\n")
    other.write_text("a\n2\n")
    con = connect(tmp_path / "work", readable=(upload,), limits=LIMITS)
    con.execute("copy (select 5 as n) to $path (format parquet)", {"path": str(tmp_path / "work" / "n.parquet")})
    assert con.execute("select a from read_csv($path)", {"path": str(upload)}).fetchall() == [(1,)]
    with pytest.raises(duckdb.PermissionException):
        con.execute("select a from read_csv($path)", {"path": str(other)})
    con.close()


def test_an_unknown_error_class_is_a_misuse_that_is_shown() -> None:
    """A BilanError that isn't about the file comes through as it is."""
    with pytest.raises(BilanError, match="out of order"):
        run_in_child(out_of_order, limits=LIMITS)


def out_of_order() -> None:
    raise BilanError(say("The definitions are out of order."))
