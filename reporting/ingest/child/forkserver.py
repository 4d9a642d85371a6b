"""The process that reading children are forked from: `python -m reporting.ingest.child.forkserver FD` (layer 2).

It never reads a file itself and holds no DuckDB connection and no thread of ours when it forks.
"""

import contextlib
import fcntl
import importlib
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from collections.abc import Iterator

from reporting.errors import BilanError
from reporting.ingest.child.pipe import Answer, Request, packed, receive, send
from reporting.settings import Limits

_PAGE = resource.getpagesize()
# What the readers import by and by, and what pyarrow imports late (pandas, dataset): half a second for each child.
_HEAVY = ("duckdb", "pandas", "pyarrow.compute", "pyarrow.dataset", "python_calamine", "concurrent.futures")


def serve(control: socket.socket) -> None:
    """Fork a child for every line that is handed over, until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for module in _HEAVY:
        _import(module)
    while True:
        message, lines, _, _ = socket.recv_fds(control, 4096, 1)
        if not message:
            return
        for number in lines:
            with socket.socket(fileno=number) as line:
                _import(message.decode().split("\n")[0])
                if os.fork() == 0:
                    control.close()
                    _live(line)


def _import(module: str) -> None:
    """What the child will need, once for all children; if it fails, the child says so."""
    with contextlib.suppress(Exception):
        importlib.import_module(module)


def _live(line: socket.socket) -> None:
    """The whole life of a child; it never returns into the server's loop."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        send(line, packed(os.getpid()))
        send(line, _answer(line))
    finally:
        os._exit(0)


def _answer(line: socket.socket) -> bytes:
    try:
        request = receive(line)
        assert isinstance(request, Request)  # noqa: S101 -- what our own parent sends
        _bound(request.limits)
        sys.path[:] = request.path
        function, arguments = pickle.loads(request.call)  # noqa: S301 -- from our own parent
        with _tied_to(line):
            value = function(*arguments)
        return packed(Answer("done", value))
    except BilanError as error:
        return packed(Answer("refused", error=error))
    except MemoryError:
        return packed(Answer("memory"))
    except BaseException as error:  # noqa: BLE001 -- the child's wall: a Rust panic is a BaseException
        places = "".join(traceback.format_tb(error.__traceback__))
        out_of_memory = type(error).__name__ == "OutOfMemoryException"
        return packed(Answer("memory" if out_of_memory else "died", trace=f"{type(error).__name__}\n{places}"))


@contextlib.contextmanager
def _tied_to(line: socket.socket) -> Iterator[None]:
    """If the other side goes away meanwhile, the kernel ends this process (SIGIO): nobody waits for it any more.

    A child that outlived a killed app would go on writing into the folder that the next one empties.
    """
    flags = fcntl.fcntl(line, fcntl.F_GETFL)
    fcntl.fcntl(line, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(line, fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        yield
    finally:
        fcntl.fcntl(line, fcntl.F_SETFL, flags)


def _bound(limits: Limits) -> None:
    """Address space beyond what the imports take, processor time, size of a written file; the clock ends it anyway."""
    taken = _address_space()
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, taken + limits.parse_memory_bytes)
    _limit(resource.RLIMIT_CPU, 2 * limits.parse_seconds)
    _limit(resource.RLIMIT_FSIZE, limits.unpacked_bytes)
    signal.setitimer(signal.ITIMER_REAL, limits.parse_seconds + 2)


def _limit(which: int, value: int) -> None:
    """macOS has no RLIMIT_AS; a limit that the system refuses to set is not there."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (value, value))


def _address_space() -> int:
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 -- one small read in a fresh child
            return int(file.read().split()[0]) * _PAGE
    except OSError:
        return 1 << 30


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as control_line:
        serve(control_line)
