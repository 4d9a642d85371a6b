"""One case in a child process of its own: seconds of the part that counts, and the most memory that it ever held."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_KIB = 1024
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by step; `peak` in bytes is that of the child or of its own children, whichever held more."""

    seconds: dict[str, float]
    peak: int
    facts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


class Watch:
    """What a case notes down."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.facts: dict[str, int] = {}

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start

    def print(self) -> None:
        """One JSON line for the parent; ru_maxrss is in KiB on Linux and in bytes on macOS."""
        factor = 1 if sys.platform == "darwin" else _KIB
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(json.dumps({"seconds": self.seconds, "peak": peak * factor, "facts": self.facts}))


def run(case: str, *arguments: str) -> Measured:
    """Run a function of bench/cases.py by name in a fresh process; its last line of output is what was measured."""
    command = [sys.executable, "-m", "bench.cases", case, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{case} failed:\n{done.stderr}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))
