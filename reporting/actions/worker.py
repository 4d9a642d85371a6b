"""Long work in a thread of its own, so that a page that ends in the middle can't leave it half done (layer 7).

Streamlit ends the script of a closed tab with an exception at its next call. The work goes on and commits; only the
progress is no longer shown. Ctrl-C on the command line stops it after the step that is being made.
"""

import itertools
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")
Item = TypeVar("Item")
Progress = Callable[[int, int, str], None]


class Stopped(BaseException):
    """The person broke off; raised between two steps of the work, in its thread."""


def in_worker(work: Callable[[Progress], T], progress: Progress | None) -> T:
    """Run `work(step)` in a thread; each `step(done, total, name)` calls `progress` in this one.

    What the work raises is raised here.
    """
    steps: SimpleQueue[tuple[int, int, str] | None] = SimpleQueue()
    stop = threading.Event()
    results: list[T] = []
    errors: list[BaseException] = []

    def step(done: int, total: int, name: str) -> None:
        if stop.is_set():
            raise Stopped
        steps.put((done, total, name))

    def run() -> None:
        try:
            results.append(work(step))
        except BaseException as error:  # noqa: BLE001 -- it is raised again in the thread that waits
            errors.append(error)
        finally:
            steps.put(None)

    thread = threading.Thread(target=run, name="bilan-work")
    thread.start()
    try:
        while (made := steps.get()) is not None:
            if progress:
                progress(*made)
    except KeyboardInterrupt:
        stop.set()
        thread.join()
        raise
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


def ahead(make: Callable[[Item], T], items: Sequence[Item], workers: int) -> Iterator[T]:
    """`make` of each item, in order; the next few are made in threads while the caller is busy with one.

    What `make` raises is raised where its result would have come.
    """
    rest = iter(items)
    pool = ThreadPoolExecutor(workers, thread_name_prefix="bilan-ahead")
    try:
        coming: deque[Future[T]] = deque(pool.submit(make, item) for item in itertools.islice(rest, 2 * workers))
        while coming:
            yield coming.popleft().result()
            coming.extend(pool.submit(make, item) for item in itertools.islice(rest, 1))
    finally:
        pool.shutdown(cancel_futures=True)
