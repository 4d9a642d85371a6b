"""Whatever a person maps, files of the other formats stay what they are, or the repair is refused."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reporting.access.people import local_person
from reporting.actions import drifting
from reporting.actions.desk import Desk
from reporting.catalog.load import load_catalog
from reporting.errors import ConflictError, DefinitionError, say
from reporting.ingest.golden import inspect_sample, sample_files
from reporting.ingest.model import Drift, Found
from reporting.settings import Settings
from reporting.warehouse.sightings import note_sighting
from reporting.warehouse.store import Store
from tests.formats.test_samples import FOLDERS

CATALOG = load_catalog()
ROWS = [folder for folder in FOLDERS if CATALOG.formats[folder.name].shape == "rows"]
HEADINGS = sorted(
    {
        text
        for fmt in CATALOG.formats.values()
        for column in fmt.columns
        if not column.pattern
        for texts in column.headings.values()
        for text in texts
    }
)
TARGETS = sorted({(f.name, target) for f in ROWS for target in CATALOG.formats[f.name].needs})
DAY = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


def first_of(folder: Path) -> Path:
    return next(path for path in sample_files(folder) if path.suffix != ".zip")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, list[tuple[object, ...]]]]]:
    """A desk that has been offered a sample of every format, and what each was."""
    home = tmp_path_factory.mktemp("repair")
    store = Store.open(Settings(home=home), load_catalog())
    desk = Desk(store, store.settings, local_person("tester"))
    before = {}
    for folder in ROWS:
        founds = inspect_sample(first_of(folder), desk.catalog, home / "read")
        before[folder.name] = outcome(founds)
        with store.write() as cur:
            for found in founds:
                note_sighting(cur, found, None, DAY)
    yield desk, before
    store.close()


def outcome(founds: list[Found]) -> list[tuple[object, ...]]:
    return [(one.status, one.format, one.records, one.rejected, one.totals) for one in founds]


@given(
    where=st.sampled_from(TARGETS),
    heading=st.sampled_from(HEADINGS) | st.text(min_size=1, max_size=20).filter(lambda text: text.strip()),
    other=st.sampled_from(ROWS),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_repair_never_changes_what_a_file_of_another_format_is(
    seen: tuple[Desk, dict[str, list[tuple[object, ...]]]],
    where: tuple[str, str],
    heading: str,
    other: Path,
    tmp_path: Path,
) -> None:
    desk, before = seen
    format_id, target = where
    assume(format_id not in (other.name, CATALOG.formats[other.name].columns_from))
    drift = Drift("renamed", format_id, say("changed"), target, new=heading, needed=True)
    waiting = Found("changed.csv", None, "0", "unknown", nearest=format_id, headings=(heading,), drifts=(drift,))
    try:
        drifting.accept(desk, waiting, drifting.proposed(waiting))
        assert outcome(inspect_sample(first_of(other), desk.catalog, tmp_path)) == before[other.name]
        assert desk.catalog.set_aside == {}
    except (ConflictError, DefinitionError):
        assert desk.catalog.formats == CATALOG.formats
    finally:
        shutil.rmtree(desk.settings.formats, ignore_errors=True)
        desk.store.learn(load_catalog())
