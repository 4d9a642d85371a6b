"""A fresh server asked for each page's address first, as a link in a mail does: app.py runs, and the page in it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from reporting.ui.navigation import PAGES
from tests.tools import chromium

ROOT = Path(__file__).parents[2]
LOCAL = "Local installation"


@contextmanager
def server(home: Path) -> Iterator[str]:
    """The address of a server that nobody has visited."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = os.environ | {"REPORTING_HOME": str(home)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        try:
            _wait(f"http://localhost:{port}/_stcore/health")
            yield f"http://localhost:{port}"
        finally:
            child.terminate()


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            with urlopen(address, timeout=1):  # noqa: S310 -- our own server on this machine
                return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(address)


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", *(entry.address for entry in PAGES[1:])])
def test_the_first_visitor_of_a_link_gets_the_frame_and_the_page(address: str, tmp_path: Path) -> None:
    program = str(chromium())
    with server(tmp_path / "home") as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page(locale="en-US")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{base}/{address}")
        page.get_by_role("heading", level=1).wait_for(timeout=60_000)
        page.get_by_text(LOCAL).wait_for(timeout=10_000)
        words = page.inner_text("body")
        links = page.locator("[data-testid=stSidebarNavLink]").count()
        browser.close()
    assert "Page not found" not in words
    assert links == len(PAGES)
    assert [url for url in asked if not url.startswith((base, "data:", "blob:"))] == []
