"""Moments of publication: Meta's Pacific publish times against the time inside Instagram's own ids, on real files.

The ids are decoded here by hand; if the zone or the clock change were wrong, rows would be hours off.
"""

import datetime as dt
import re
from pathlib import Path

import duckdb
import pytest

from reporting.catalog.model import Catalog
from reporting.ingest.inspect import inspect_file
from reporting.settings import Limits

REAL = Path(__file__).parents[3] / "shared" / "real_exports"
FILES = (
    "meta_content/a/May-25-2026_Jun-21-2026_1493633672508178.csv",
    "meta_content/b/Mar-18-2025_Apr-14-2025_1019826952924933.csv",
)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
INSTAGRAM_EPOCH = 1314220021721
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="no ../shared/real_exports beside this checkout"),
]


def moment_in(link: str) -> dt.datetime:
    found = re.search(r"/(?:p|reel)/([A-Za-z0-9_-]{11})", link)
    assert found is not None
    number = 0
    for char in found.group(1):
        number = number * 64 + ALPHABET.index(char)
    return dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=(number >> 23) + INSTAGRAM_EPOCH)  # noqa: DTZ001 -- UTC as stored


@pytest.mark.parametrize("name", FILES)
def test_every_publish_time_is_that_of_its_id(tmp_path: Path, catalog: Catalog, name: str) -> None:
    path = REAL / name
    (found,) = inspect_file(path, path.name, catalog=catalog, limits=Limits(), work=tmp_path)
    with duckdb.connect() as con:
        rows = con.read_parquet(str(found.rows)).project("published_at, permalink").fetchall()
    assert len(rows) == found.records > 20
    late = [(at - moment_in(link)).total_seconds() for at, link in rows]
    assert [seconds for seconds in late if not -120 < seconds < 3600] == []
    hours = {round(seconds / 3600) for seconds in late}
    assert hours == {0}
