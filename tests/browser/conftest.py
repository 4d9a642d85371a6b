"""One Chromium for the tests of a file; each test has a window of its own, without what another left in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.tools import chromium


@pytest.fixture(scope="module")
def started() -> Iterator[Browser]:
    """Not for longer than a file: while it is open, no other loop of asyncio can run in this process."""
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(started: Browser) -> Iterator[Page]:
    context = started.new_context(viewport={"width": 1280, "height": 1000})
    yield context.new_page()
    context.close()
