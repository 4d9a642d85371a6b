"""Long work as a job of the process: it outlives the page that started it, can be watched and stopped (layer 7).

A page that waits for its work loses it: Streamlit ends the script of a closed tab with an exception, and no button is
heard while a script runs. So a page starts a job, looks at it now and then, and fetches what came of it.
"""

import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")
Progress = Callable[[int, int, str], None]

_EVERY: "weakref.WeakSet[Job[object]]" = weakref.WeakSet()


class Stopped(BaseException):
    """The person broke off; raised in the thread of the work, between two of its steps."""


@dataclass(frozen=True, slots=True)
class Step:
    """How many of how many are done, and what is being made now."""

    done: int
    total: int
    name: str


class Job(Generic[T]):
    """`work(step)` in a thread of its own; it says `step(done, total, name)` before each step, and may end there."""

    def __init__(self, work: Callable[[Progress], T]) -> None:
        self.at = Step(0, 0, "")
        self._steps: SimpleQueue[Step | None] = SimpleQueue()
        self._stop = threading.Event()
        self._results: list[T] = []
        self._errors: list[BaseException] = []
        self._thread = _Thread(target=self._run, args=(work,), name="bilan-work")
        _EVERY.add(self)  # type: ignore[arg-type]  # a job of anything
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    @property
    def stopping(self) -> bool:
        """It was asked to stop; the step that is being made is still made."""
        return self._stop.is_set()

    def stop(self) -> None:
        """No further step is begun."""
        self._stop.set()

    def steps(self) -> Iterator[Step]:
        """Each step as it begins, until the work has ended."""
        while (made := self._steps.get()) is not None:
            yield made

    def join(self) -> None:
        self._thread.join()

    def result(self) -> T:
        """Wait for the end. What the work raised is raised here: Stopped, if it has nothing to show for its steps."""
        self.join()
        if self._errors:
            raise self._errors[0]
        return self._results[0]

    def _run(self, work: Callable[[Progress], T]) -> None:
        try:
            self._results.append(work(self._step))
        except BaseException as error:  # noqa: BLE001 -- it is raised again where the result is fetched
            self._errors.append(error)
        finally:
            self._steps.put(None)

    def _step(self, done: int, total: int, name: str) -> None:
        if self._stop.is_set():
            raise Stopped
        self.at = Step(done, total, name)
        self._steps.put(self.at)


class _Thread(threading.Thread):
    """The thread of a job, known by its kind."""


def inside() -> bool:
    """Whether the caller is already the work of a job."""
    return isinstance(threading.current_thread(), _Thread)


def stop_all() -> None:
    """For the end of the process: every job ends after the step that it is making."""
    running = [job for job in _EVERY if job.running]
    for job in running:
        job.stop()
    for job in running:
        job.join()
