"""Long work ends whole, whatever becomes of the page that waits for it."""

import threading
import time

import pytest

from reporting.actions.jobs import Progress
from reporting.actions.worker import ahead, in_worker


class TabClosedError(BaseException):
    """As Streamlit's StopException: raised in the page's thread at its next call."""


def test_the_result_comes_back_and_steps_are_shown_in_the_callers_thread() -> None:
    shown: list[tuple[int, int, str, str]] = []

    def work(step: Progress) -> str:
        step(0, 2, "a")
        step(1, 2, "b")
        return threading.current_thread().name

    name = in_worker(work, lambda *made: shown.append((*made, threading.current_thread().name)))
    here = threading.current_thread().name
    assert name != here
    assert shown == [(0, 2, "a", here), (1, 2, "b", here)]


def test_what_the_work_raises_is_raised_here() -> None:
    def work(_: Progress) -> None:
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        in_worker(work, None)


def test_a_closed_tab_does_not_stop_the_work() -> None:
    done = threading.Event()

    def work(step: Progress) -> None:
        step(0, 2, "a")
        time.sleep(0.05)
        step(1, 2, "b")
        done.set()

    def close(*_: object) -> None:
        raise TabClosedError

    with pytest.raises(TabClosedError):
        in_worker(work, close)
    assert done.wait(5)


def test_breaking_off_stops_after_the_step_that_is_being_made() -> None:
    made: list[str] = []

    def work(step: Progress) -> None:
        for name in "abc":
            step(0, 3, name)
            made.append(name)
            time.sleep(0.05)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        in_worker(work, interrupt)
    assert made == ["a"]
    assert [thread for thread in threading.enumerate() if thread.name == "bilan-work"] == []


def test_what_is_made_ahead_comes_in_order_and_not_too_early() -> None:
    made: list[int] = []

    def make(item: int) -> int:
        made.append(item)
        time.sleep(0.001 * (item % 3))
        return item * 10

    results = ahead(make, range(50), 2)
    assert next(results) == 0
    time.sleep(0.1)
    assert max(made) <= 4
    assert list(results) == [item * 10 for item in range(1, 50)]


def test_what_making_raises_comes_in_its_place() -> None:
    results = ahead(lambda item: 6 // item, [3, 0, 1], 2)
    assert next(results) == 2
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert [thread for thread in threading.enumerate() if thread.name.startswith("bilan-ahead")] == []
