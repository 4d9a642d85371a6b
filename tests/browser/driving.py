"""Bilan's app as a person sees it: a server of its own, a real Chromium, and the clicks."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from reporting.language import Language

ROOT = Path(__file__).parents[2]
PATIENCE = 90_000
"""Milliseconds for one step: machines that run tests are slow and shared."""
_MOMENT = 150
_QUIET = 4
_STILL = """() => document.getAnimations().every(
    (one) => one.playState !== "running" || one.effect.getTiming().iterations === Infinity
)"""
"""Nothing on the page moves on its way to a place: a button that slides between press and release is not clicked."""


@contextmanager
def server(home: Path) -> Iterator[str]:
    """The address of a freshly started app on an empty home; it is stopped afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environ = {**os.environ, "REPORTING_HOME": str(home)}
    log = home.with_suffix(".log")
    with log.open("w") as output:
        running = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://localhost:{port}", running, log)
            yield f"http://localhost:{port}"
        finally:
            running.terminate()
            running.wait(timeout=30)


def _wait(address: str, running: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(PATIENCE // 500):
        if running.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310 -- our own server
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"the app did not start:\n{log.read_text()}")


class Person:
    """Somebody at the browser. A widget is found by its key, so that the steps are the same in every language."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.address}/{path}")
        expect(self.page.get_by_test_id("stMain").locator("h1").first).to_be_visible()
        self.waits()

    def waits(self) -> None:
        """Until the app has nothing running, no job either, for a while: a run may start the next one."""
        quiet = 0
        for _ in range(PATIENCE // _MOMENT):
            self.page.wait_for_timeout(_MOMENT)
            state = self.page.get_by_test_id("stApp").get_attribute("data-test-script-state")
            works = self.page.locator(".st-key-stop_job").count()
            quiet = quiet + 1 if state == "notRunning" and not works else 0
            if quiet == _QUIET:
                return
        raise AssertionError(f"the app never came to rest: {state}")

    def widget(self, key: str) -> Locator:
        return self.page.locator(f".st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key)}").last

    def clicks(self, key: str) -> None:
        button = self.widget(key).get_by_role("button").first
        self.presses(button)
        self.waits()

    def presses(self, button: Locator) -> None:
        """Once it can be pressed and stands still; what follows is not waited for."""
        expect(button).to_be_enabled()
        self.page.wait_for_function(_STILL)
        button.click()

    def writes(self, key: str, words: str) -> None:
        field = self.widget(key).locator("input").first
        field.fill(words)
        field.press("Enter")
        self.waits()

    def chooses(self, key: str, words: str) -> None:
        """In a list that can be searched by typing."""
        self.widget(key).locator("input").first.click()
        self.page.keyboard.type(words)
        self.page.get_by_role("option", name=words).first.click()
        self.waits()

    def speaks(self, lang: Language) -> None:
        name = {"en": "English", "fr": "Français"}[lang]
        self.page.get_by_role("radio", name=name).first.click()
        self.waits()

    def drops(self, paths: list[Path] | Path) -> None:
        """Files, or a folder where the page takes one."""
        chosen = [str(path) for path in paths] if isinstance(paths, list) else str(paths)
        self.page.locator("input[type=file]").set_input_files(chosen)
        expect(self.widget("take_in")).to_be_visible()
        self.waits()

    def dates(self, key: str, digits: str) -> None:
        """A day as year, month and day, typed without a pause; it counts when the field is left."""
        self.widget(key).get_by_role("spinbutton").first.click()
        self.page.keyboard.type(digits)
        self.page.locator("h1").first.click()
        self.waits()

    def chooses_new(self, key: str, words: str) -> None:
        """A name that is not in the list yet."""
        self.widget(key).locator("input").first.click()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.waits()
