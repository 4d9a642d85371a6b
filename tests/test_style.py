"""Sizes and habits that keep the house small; the ceilings may only be lowered."""

import ast
import re
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_FUNCTIONS = 40
ANY_FUNCTION = 80
HALF_OF_FUNCTIONS = 10
ANY_FILE = 400
ANY_PAGE = 120
ROOMY = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc|stuff)(_|$)")


def _sources(*folders: str) -> Iterator[Path]:
    yield from (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    yield from ROOT.glob("app.py")


PROGRAM = tuple(_sources("reporting", "pages"))
EVERYTHING = tuple(_sources("reporting", "pages", "tests", "sample_data", "bench"))


def _functions() -> dict[str, int]:
    """Lines of every function of the program."""
    return {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in PROGRAM
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_functions_are_short() -> None:
    lines = _functions()
    assert {name: count for name, count in lines.items() if count > ANY_FUNCTION} == {}
    assert statistics.quantiles(lines.values(), n=20)[-1] < MOST_FUNCTIONS
    assert statistics.median(lines.values()) < HALF_OF_FUNCTIONS


def test_files_are_short() -> None:
    assert {str(path.relative_to(ROOT)): n for path in EVERYTHING if (n := _lines(path)) >= ANY_FILE} == {}
    pages = [path for path in PROGRAM if path.is_relative_to(ROOT / "pages")]
    assert {str(path.relative_to(ROOT)): n for path in pages if (n := _lines(path)) >= ANY_PAGE} == {}


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_modules_are_named_after_what_they_are() -> None:
    assert [str(path) for path in EVERYTHING if ROOMY.search(path.stem)] == []


EXCEPTION = re.compile(r"#\s*(noqa|type: ignore)\b(?P<rest>.*)")


def exceptions_without_reason(text: str) -> list[int]:
    """Lines where a check is switched off without a code or without saying why."""
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        found = EXCEPTION.search(line)
        if found and not re.search(r"noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* -- \w|ignore\[[a-z\-, ]+\]  # \w", found[0]):
            faults.append(number)
    return faults


def test_an_exception_to_a_check_names_it_and_its_reason() -> None:
    here = Path(__file__)
    faults = {
        path.name: found
        for path in EVERYTHING
        if path != here and (found := exceptions_without_reason(path.read_text()))
    }
    assert faults == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("x  # noqa", [1]),
        ("x  # noqa: S608", [1]),
        ("x  # noqa: S608 -- identifiers of ours", []),
        ("x  # type: ignore", [1]),
        ("x  # type: ignore[arg-type]", [1]),
        ("x  # type: ignore[arg-type]  # untyped library", []),
    ],
)
def test_an_exception_without_reason_is_found(line: str, found: list[int]) -> None:
    assert exceptions_without_reason(line) == found


def test_nothing_is_left_to_do_and_nothing_is_caught_blindly() -> None:
    """`except Exception` stands at the outer walls only: a page, an upload, a client among many, the command line."""
    uploads, clients = "reporting/actions/importing.py", "reporting/actions/batch.py"
    walls = {"reporting/ui/gate.py", uploads, clients, "reporting/__main__.py", "app.py"}
    caught = set()
    for path in PROGRAM:
        text = path.read_text()
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", text), path
        assert not re.search(r"except\s*:", text), path
        if re.search(r"except Exception\b", text):
            caught.add(str(path.relative_to(ROOT)))
    assert caught <= walls


def test_what_is_committed_is_small_and_names_no_private_place() -> None:
    git = shutil.which("git") or "git"
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    files = [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    assert [str(path) for path in files if path.stat().st_size > 2_000_000] == []
    words = re.compile(rb"/(work|root)/[a-z]|-----BEGIN [A-Z ]*PRIVATE KEY")
    allowed = {"test_style.py"}
    assert [str(path) for path in files if path.name not in allowed and words.search(path.read_bytes())] == []
