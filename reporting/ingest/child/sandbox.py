"""Run a function in a killable, memory-bounded child process (layer 2).

The children are forked from one small server process of our own that holds the heavy imports: a call costs tens of
milliseconds. `multiprocessing` isn't used because its children import the caller's `__main__` again, which under
Streamlit is the app itself.
"""

import logging
import os
import pickle
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from reporting.errors import BilanError, UnreadableError, say
from reporting.ingest.child.pipe import Answer, Request, packed, receive, send
from reporting.settings import Limits

T = TypeVar("T")
log = logging.getLogger(__name__)
PARSER_DIED = "PARSER_DIED"


def run_in_child(function: Callable[..., T], *args: object, limits: Limits) -> T:
    """Call `function(*args)` in a child process. The function is found by module and name; args and result are pickled.

    Raises the BilanError that the function raised; UnreadableError PARSER_DIED if the child ended in any other way,
    PARSER_TIME or PARSER_MEMORY if it was for a limit.
    """
    deadline = time.monotonic() + limits.parse_seconds
    with _SLOTS, _SERVER.child(function.__module__) as line:
        answer = _ask(line, Request(_import_path(), limits, packed((function, args))), deadline)
    if answer is not None and answer.status == "done":
        return cast("T", answer.value)
    if answer is not None and answer.error is not None:
        raise answer.error
    raise _died(answer, limits, late=time.monotonic() >= deadline)


def warm(module: str = __name__) -> None:
    """Start the server now and let it import `module`, so that the first file doesn't wait for it."""
    with _SERVER.child(module) as line:
        line.shutdown(socket.SHUT_WR)


def _ask(line: socket.socket, request: Request, deadline: float) -> Answer | None:
    """None if the child ended, or had to be ended, without an answer."""
    pid = None
    try:
        pid = receive(line, deadline)
        send(line, packed(request))
        answer = receive(line, deadline)
    except (TimeoutError, EOFError, OSError, pickle.UnpicklingError):
        if isinstance(pid, int):
            _kill(pid)
        return None
    return answer if isinstance(answer, Answer) else None


def _import_path() -> tuple[str, ...]:
    return tuple(path or str(Path.cwd()) for path in sys.path)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _died(answer: Answer | None, limits: Limits, *, late: bool) -> UnreadableError:
    name = secrets.token_hex(4).upper()
    log.error("The reading process ended without a result (id %s): %s", name, answer.trace if answer else "no answer")
    todo = say("Export the file again. If it happens again, give the id {id} to the administrator.", id=name)
    if late:
        return UnreadableError(
            say("Reading the file took longer than {seconds} seconds and was stopped.", seconds=limits.parse_seconds),
            todo=say("Export a shorter period, or ask the administrator to raise the limit parse_seconds."),
            code="PARSER_TIME",
        )
    if answer is not None and answer.status == "memory":
        megabytes = limits.parse_memory_bytes >> 20
        return UnreadableError(
            say("Reading the file needs more than {megabytes} MB of memory and was stopped.", megabytes=megabytes),
            todo=say("Export a shorter period, or ask the administrator to raise the limit parse_memory_bytes."),
            code="PARSER_MEMORY",
        )
    return UnreadableError(say("The file could not be read safely: the reader stopped."), todo=todo, code=PARSER_DIED)


@dataclass(slots=True)
class _Server:
    """The process that children are forked from; started when first needed, and again if it is gone."""

    lock: threading.Lock
    process: subprocess.Popen[bytes] | None = None
    control: socket.socket | None = None

    def child(self, module: str) -> socket.socket:
        """A line to a freshly forked child."""
        ours, theirs = socket.socketpair()
        with theirs, self.lock:
            try:
                self._hand_over(theirs, module)
            except OSError:
                self._start()
                self._hand_over(theirs, module)
        return ours

    def _hand_over(self, line: socket.socket, module: str) -> None:
        if self.control is None or self.process is None or self.process.poll() is not None:
            self._start()
        if self.control is None:
            raise BilanError(say("The reading process could not be started."))
        socket.send_fds(self.control, [module.encode() + b"\n"], [line.fileno()])

    def _start(self) -> None:
        if self.control is not None:
            self.control.close()
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 -- our own interpreter with our own module
                [sys.executable, "-P", "-m", "reporting.ingest.child.forkserver", str(theirs.fileno())],
                env=os.environ | {"PYTHONPATH": os.pathsep.join(_import_path()), "OPENBLAS_NUM_THREADS": "1"},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self.control = ours


_SERVER = _Server(threading.Lock())
_SLOTS = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))
