"""One case in a child process of its own: seconds of the part that counts, and the most memory that it ever held.

Memory is the resident size of the child and of everything that it started, added up every tenth of a second
(Linux: there getrusage would also count what the parent held when it started the child); elsewhere it is what getrusage
says of the child alone.
"""

import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_KIB = 1024
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by step, peak memory in bytes, and whatever else the case counted."""

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
    """Run a case by module and function in a fresh process; its last line of output is what was measured."""
    command = [sys.executable, "-m", "bench.cases", case, *arguments]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    held = [0]
    watcher = threading.Thread(target=_hold, args=(child, held))
    watcher.start()
    output, errors = child.communicate()
    watcher.join()
    if child.returncode:
        raise SystemExit(f"{case} failed:\n{errors}")
    told = json.loads(output.splitlines()[-1])
    return Measured(told["seconds"], held[0] or told["peak"], told["facts"])


def _hold(child: "subprocess.Popen[str]", held: list[int]) -> None:
    while child.poll() is None:
        held[0] = max(held[0], _resident(child.pid))
        time.sleep(0.1)


def _resident(pid: int) -> int:
    """Resident bytes of a process and its descendants; 0 where the system does not tell or it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        below = " ".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")).split()
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize() + sum(_resident(int(one)) for one in below)
