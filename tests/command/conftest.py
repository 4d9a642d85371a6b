"""The command line as other programs use it: a process of its own, or its `main` in this one."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reporting.command.run import main

SAMPLES = Path(__file__).parents[2] / "sample_data"


@dataclass(frozen=True)
class Outcome:
    """Exit code, and what was written where."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("import", path, "--client", "Acme")` in a home of the test's own; wrong usage exits with 2."""

    def run(*words: object, **environ: str) -> Outcome:
        code: int | str | None
        try:
            code = main(
                [str(word) for word in words],
                {"REPORTING_HOME": str(tmp_path / "home"), "REPORTING_PERSON": "tester", **environ},
            )
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr()
        return Outcome(int(code or 0), said.out, said.err)

    return run
