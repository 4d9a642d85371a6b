"""A job can be watched and stopped, and what came of it is kept."""

import threading
from pathlib import Path

import pytest

from reporting.actions import importing
from reporting.actions.desk import Desk
from reporting.actions.jobs import Job, Progress, Step, Stopped, stop_all
from reporting.actions.reading import Upload
from reporting.actions.worker import in_worker
from tests.drops import Post, write


class Gate:
    """Work that waits at each step until the test lets it go on."""

    def __init__(self) -> None:
        self.arrived = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.made: list[int] = []

    def work(self, step: Progress) -> list[int]:
        for number in range(3):
            step(number, 3, f"{number}.csv")
            self.arrived.release()
            assert self.go.acquire(timeout=30)
            self.made.append(number)
        return self.made


def test_a_job_says_where_it_is_and_keeps_its_result() -> None:
    gate = Gate()
    job = Job(gate.work)
    assert gate.arrived.acquire(timeout=30)
    assert (job.running, job.at) == (True, Step(0, 3, "0.csv"))
    gate.go.release(3)
    assert job.result() == [0, 1, 2]
    assert job.result() == [0, 1, 2]
    assert (job.running, job.stopping, job.at) == (False, False, Step(2, 3, "2.csv"))


def test_a_stop_ends_it_after_the_step_that_is_being_made() -> None:
    gate = Gate()
    job = Job(gate.work)
    assert gate.arrived.acquire(timeout=30)
    job.stop()
    gate.go.release(3)
    with pytest.raises(Stopped):
        job.result()
    assert gate.made == [0]


def test_what_the_work_raises_is_raised_where_the_result_is_fetched() -> None:
    def work(_: Progress) -> None:
        raise KeyError("lost")

    job = Job(work)
    job.join()
    with pytest.raises(KeyError, match="lost"):
        job.result()


def test_an_action_inside_a_job_runs_in_the_jobs_own_thread_and_stops_with_it() -> None:
    gate = Gate()

    def work(step: Progress) -> list[int]:
        return in_worker(gate.work, step)

    job = Job(work)
    assert gate.arrived.acquire(timeout=30)
    assert [thread.name for thread in threading.enumerate()].count("bilan-work") == 1
    job.stop()
    gate.go.release(3)
    with pytest.raises(Stopped):
        job.result()
    assert gate.made == [0]


def test_the_end_of_the_process_stops_every_job() -> None:
    gates = [Gate(), Gate()]
    jobs = [Job(gate.work) for gate in gates]
    for gate in gates:
        assert gate.arrived.acquire(timeout=30)
    for gate in gates:
        threading.Timer(0.1, gate.go.release, [3]).start()
    stop_all()
    assert [job.running for job in jobs] == [False, False]
    assert [gate.made for gate in gates] == [[0], [0]]


def test_a_stopped_import_gives_the_receipts_of_what_is_whole(desk: Desk, tmp_path: Path) -> None:
    uploads = [
        Upload(write(tmp_path / f"{number}.csv", [Post("acme", number)]), f"{number}.csv") for number in range(1, 9)
    ]
    jobs: list[Job[list[object]]] = []
    known = threading.Event()

    def work(step: Progress) -> list[object]:
        def told(done: int, total: int, name: str) -> None:
            known.wait(30)
            if done == 3:
                jobs[0].stop()
            step(done, total, name)

        return list(importing.take_in(desk, "Acme", uploads, progress=told))

    jobs.append(Job(work))
    known.set()
    assert len(jobs[0].result()) == 3
    assert [entry.file for entry in reversed(importing.history(desk))] == ["1.csv", "2.csv", "3.csv"]
