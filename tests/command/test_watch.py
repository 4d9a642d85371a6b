"""import --watch as a process of its own over a folder that fills, and import of a folder of many files."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.command.conftest import Run
from tests.drops import Post, export, write

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def hear_ctrl_c() -> None:
    """A suite that a shell has put in the background ignores Ctrl-C, and its children would too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watcher:
    """The process, and the lines that it has written so far."""

    def __init__(self, home: Path, folder: Path, *words: str) -> None:
        self.log, self.errors = folder.with_name("out.txt"), folder.with_name("err.txt")
        with self.log.open("w") as out, self.errors.open("w") as err:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "reporting", "--home", str(home), "--lang", "en"),
                    *("import", "--watch", str(folder), "--every", "0.2", *words),
                ],
                stdout=out,
                stderr=err,
                cwd=ROOT,
                preexec_fn=hear_ctrl_c,  # noqa: PLW1509 -- pytest has no other thread here
            )

    @property
    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    def waits_for(self, what: Callable[[list[str]], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not what(self.lines):
            assert time.monotonic() < end, (self.lines, self.errors.read_text())
            assert self.process.poll() is None, self.errors.read_text()
            time.sleep(0.05)

    def stops(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sync"
    folder.mkdir()
    return folder


@pytest.fixture
def watcher(tmp_path: Path, folder: Path) -> Iterator[Watcher]:
    watcher = Watcher(tmp_path / "home", folder, "--client", "Acme")
    yield watcher
    watcher.process.kill()
    watcher.process.wait()


def files(run: Run) -> list[str]:
    return [entry["file"] for entry in run("imports", "--json").document]


def test_what_comes_is_taken_in_once_and_the_doubtful_is_said_once(watcher: Watcher, folder: Path, run: Run) -> None:
    write(folder / "a.csv", [Post("acme", 1), Post("acme", 2)])
    watcher.waits_for(lambda lines: lines == ["a.csv: recognised · Acme · 2 rows"])
    write(folder / "deep" / "copy of a.csv", [Post("acme", 1), Post("acme", 2)])
    write(folder / "deep" / "b.csv", [Post("acme", 3, reach="many"), Post("acme", 4)])
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    (folder / "c.csv.crdownload").write_bytes(export([Post("acme", 5)]))
    (folder / "~$open.xlsx").write_bytes(b"junk")
    (folder / "gone.csv").symlink_to(folder / "nowhere.csv")
    watcher.waits_for(lambda lines: len(lines) == 3)
    (folder / "c.csv.crdownload").rename(folder / "c.csv")
    watcher.waits_for(lambda lines: len(lines) == 4)
    time.sleep(1)
    told = watcher.lines[1:]
    assert [line.partition(" · ")[0] for line in told] == [
        "notes.csv: not recognised",
        "deep/b.csv: a question is open",
        "c.csv: recognised",
    ]
    assert "1 row of the file would not go in." in told[1]
    assert (folder / "deep" / "b.csv").exists()
    assert watcher.stops(signal.SIGTERM) == 0
    assert watcher.errors.read_text().strip() == (
        "Stopped watching. What was taken in before stays; nothing is half done."
    )
    assert files(run) == ["a.csv", "c.csv"]


def test_a_file_that_still_grows_is_not_read(watcher: Watcher, folder: Path, run: Run) -> None:
    whole = export([Post("acme", number) for number in range(200)])
    with (folder / "slow.csv").open("wb") as slow:
        for at in range(0, len(whole), len(whole) // 12):
            slow.write(whole[at : at + len(whole) // 12])
            slow.flush()
            time.sleep(0.1)
    watcher.waits_for(bool)
    assert watcher.lines == ["slow.csv: recognised · Acme · 200 rows"]
    assert watcher.stops(signal.SIGINT) == 0
    assert files(run) == ["slow.csv"]


def test_other_commands_can_be_used_between_the_looks(watcher: Watcher, folder: Path, run: Run) -> None:
    write(folder / "a.csv", [Post("acme", 1)])
    watcher.waits_for(lambda lines: len(lines) == 1)
    assert files(run) == ["a.csv"]
    assert watcher.process.poll() is None


def test_a_folder_that_goes_away_and_comes_back_is_survived(watcher: Watcher, folder: Path) -> None:
    write(folder / "a.csv", [Post("acme", 1)])
    watcher.waits_for(lambda lines: len(lines) == 1)
    folder.rename(folder.with_name("away"))
    time.sleep(1)
    folder.with_name("away").rename(folder)
    write(folder / "b.csv", [Post("acme", 2)])
    watcher.waits_for(lambda lines: len(lines) == 2)
    assert watcher.errors.read_text().count("There is no such file or folder.") == 1


def test_once_ends_by_itself_and_json_is_a_line_a_table(run: Run, folder: Path) -> None:
    for number in range(3):
        write(folder / f"{number}.csv", [Post("acme", number)])
    done = run("import", "--watch", folder, "--once", "--every", 0.05, "--client", "Acme", "--json")
    assert done.code == 0
    assert [json.loads(line)["status"] for line in done.out.splitlines()] == ["recognised"] * 3
    again = run("import", "--watch", folder, "--once", "--every", 0.05, "--client", "Acme")
    assert (again.code, again.out) == (0, "")


@pytest.mark.parametrize("words", [("nowhere",), ("--every", "0", "."), ("--every", "soon", ".")])
def test_a_folder_that_was_never_there_and_no_time_are_mistakes(run: Run, words: tuple[str, ...]) -> None:
    assert run("import", "--watch", *words).code in (1, 2)


def test_a_folder_of_many_files_is_summed_up_by_what_became_of_them(run: Run, folder: Path) -> None:
    for number in range(12):
        write(folder / f"{number % 3}" / f"{number}.csv", [Post("acme", number)])
    write(folder / "again.csv", [Post("acme", 0)])
    (folder / "bad.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    done = run("import", folder, "--client", "Acme")
    assert done.code == 1
    assert done.err.splitlines() == [
        "1 table: not recognised.",
        "1 table: refused.",
        "1 table: already imported.",
        "12 tables taken in of 15 found.",
    ]


def test_a_file_that_nobody_may_open_is_refused_and_the_others_go_in(run: Run, folder: Path) -> None:
    write(folder / "a.csv", [Post("acme", 1)])
    (folder / "lost.csv").symlink_to(folder / "nowhere.csv")
    done = run("import", folder, "--client", "Acme", "--json")
    assert [(Path(found["file"]).name, found["status"]) for found in done.document] == [
        ("a.csv", "recognised"),
        ("lost.csv", "refused"),
    ]


def test_ctrl_c_leaves_whole_files_and_tells_what_was_done(tmp_path: Path, folder: Path, run: Run) -> None:
    for number in range(60):
        write(folder / f"{number:02}.csv", [Post("acme", number)])
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "reporting", "--home", str(tmp_path / "home")),
            *("import", str(folder), "--client", "Acme", "--json"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    end = time.monotonic() + PATIENCE
    while not list((tmp_path / "home" / "originals").glob("*/*")) and time.monotonic() < end:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    told = [Path(found["file"]).name for found in json.loads(out)]
    assert 0 < len(told) < 60
    assert files(run) == told
