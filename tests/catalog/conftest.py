"""A catalog of its own for a test: the shipped files, copied, with some of them changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reporting.catalog.load import HERE, load_catalog
from reporting.errors import DefinitionError

COPIED = ("x_overview", "x_content", "tiktok_viewers", "meta_facebook_videos")
Faults = Callable[[], tuple[str, ...]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of some of the shipped definitions that a test may spoil."""
    copy = tmp_path / "catalog"
    (copy / "formats").mkdir(parents=True)
    for name in ("tables.toml", "theme.toml", *(f"formats/{id_}.toml" for id_ in COPIED)):
        shutil.copy(HERE / name, copy / name)
    return copy


@pytest.fixture
def faults(root: Path) -> Faults:
    """What the loader says of the copy, nothing if it is sound."""

    def load() -> tuple[str, ...]:
        try:
            load_catalog(root=root)
        except DefinitionError as error:
            return error.faults
        return ()

    return load
