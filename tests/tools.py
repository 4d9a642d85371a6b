"""Programs that some tests need from the machine.

Where one is absent the test is skipped with a clear reason; with REPORTING_TEST_STRICT=1 (continuous integration) it
fails instead, so that a green run there means that nothing was left out.
"""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

STRICT = "REPORTING_TEST_STRICT"


def chromium() -> Path:
    return _program("Chromium", "chromium", "chromium-browser", "google-chrome")


def soffice() -> Path:
    return _program("LibreOffice", "soffice", "libreoffice")


def _program(title: str, *names: str) -> Path:
    found = next((path for path in map(shutil.which, names) if path), None)
    return (
        Path(found)
        if found
        else absent(f"{title} is not installed: install it to run this test (looked for {', '.join(names)})")
    )


def absent(reason: str) -> NoReturn:
    if os.environ.get(STRICT) == "1":
        pytest.fail(f"{reason}; {STRICT}=1 forbids skipping it")
    pytest.skip(reason)
