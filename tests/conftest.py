"""Fixtures that every room may use: an empty installation, its definitions, its store and a desk."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from reporting.access.people import local_person
from reporting.actions.desk import Desk
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.settings import Settings
from reporting.warehouse.store import Store
from tests.tools import STRICT

# No deadline: a busy machine is not a fault of the code. Continuous integration draws the same examples each time, so
# that it judges the change and not the dice; every other run draws new ones.
hypothesis.settings.register_profile("bilan", deadline=None, derandomize=os.environ.get(STRICT) == "1")
hypothesis.settings.load_profile("bilan")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", person="tester")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture
def store(settings: Settings, catalog: Catalog) -> Iterator[Store]:
    store = Store.open(settings, catalog)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store, settings: Settings) -> Desk:
    return Desk(store, settings, local_person("tester"))
