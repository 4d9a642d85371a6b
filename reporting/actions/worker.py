"""Long work on behalf of a caller who waits for it, and reading ahead of what is being stored (layer 7).

An exception in the waiting thread (a closed tab) doesn't end the work: it goes on and commits. Ctrl-C on the command
line stops it after the step that is being made.
"""

import itertools
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from reporting.actions.jobs import Job, Progress, inside

T = TypeVar("T")
Item = TypeVar("Item")


def in_worker(work: Callable[[Progress], T], progress: Progress | None) -> T:
    """Run `work(step)` as a job; each `step(done, total, name)` calls `progress` in this thread.

    What the work raises is raised here. Work that is part of a job already is done in its thread.
    """
    if inside():
        return work(progress or _unseen)
    job = Job(work)
    try:
        for step in job.steps():
            if progress:
                progress(step.done, step.total, step.name)
    except KeyboardInterrupt:
        job.stop()
        job.join()
        raise
    return job.result()


def _unseen(_done: int, _total: int, _name: str) -> None:
    """Nobody watches."""


def ahead(make: Callable[[Item], T], items: Sequence[Item], workers: int) -> Generator[T]:
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
