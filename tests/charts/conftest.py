"""The theme as it is shipped."""

import pytest

from reporting.catalog.load import load_catalog
from reporting.catalog.model import Theme


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_catalog().theme
