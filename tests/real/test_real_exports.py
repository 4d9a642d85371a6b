"""Exports of real accounts: what the program finds in them is what another count finds.

Records and dates were counted by hand with csv and calamine (real rows, no preamble, total or footnote); sums and
missing values are counted again here by tests/real/counting.py, which shares nothing with the program. Files that are
not in scope must come back without a format, never as a wrong one.
"""

import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from reporting.catalog.model import Catalog
from reporting.ingest.inspect import inspect_file
from reporting.ingest.model import Answers, Found
from reporting.settings import Limits
from tests.real.counting import REAL, total
from tests.real.expected import ON_INSTAGRAM, PERSON, PLAIN, REALS, Real
from tests.real.expected_web import PROFILE, WEB

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="no ../shared/real_exports beside this checkout"),
]
TODAY = dt.date(2026, 11, 2)
OUT_OF_SCOPE = (
    "editorial_calendar", "facebook_legacy", "google_ads", "handmade_report", "meta_ads", "sprout_social",
    "time_tracking",
)  # fmt: skip
STRANGERS = sorted(
    (path for folder in OUT_OF_SCOPE for path in (REAL / folder).rglob("*") if path.is_file()), key=str
) + sorted(REAL.glob("linkedin_page/a/*competitor*"))


Inspect = Callable[[Path, Answers], list[Found]]


@pytest.fixture(scope="module")
def inspect(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Inspect:
    """Each file is read once, in the child process that the program uses."""

    @functools.cache
    def read(path: Path, answers: Answers) -> list[Found]:
        work = tmp_path_factory.mktemp("work")
        return inspect_file(path, path.name, catalog=catalog, answers=answers, limits=Limits(), work=work, today=TODAY)

    return read


@pytest.mark.parametrize("real", [*REALS, *WEB], ids=lambda real: f"{real.file}:{real.member or ''}")
def test_real_table_is_counted_as_another_program_counts_it(real: Real, inspect: Inspect) -> None:
    tables = inspect(REAL / real.file, real.answers)
    (found,) = [table for table in tables if table.member == real.member]
    assert (found.status, found.format, found.records, found.rejected) == ("recognised", real.format, real.records, 0)
    assert (found.first, found.last) == (_day(real.first), _day(real.last))
    assert found.unknown_columns == ()
    assert {question.about for question in found.questions} <= {"account"}
    for column, said in real.sums.items():
        heading, read = said if isinstance(said, tuple) else (said, float)
        counted, missing = total(real.file, heading, real.member, header=real.header, read=read)
        ours = found.totals[column]
        assert (column, ours.missing) == (column, missing)
        assert (ours.sum or 0) == pytest.approx(counted, rel=1e-6, abs=1e-6), column


@pytest.mark.parametrize("path", STRANGERS, ids=lambda path: str(path.relative_to(REAL))[:70])
def test_a_file_out_of_scope_is_never_taken_for_a_format(path: Path, inspect: Inspect) -> None:
    found = inspect(path, PLAIN)
    assert found
    assert {(table.status in {"unknown", "refused"}, table.format) for table in found} == {(True, None)}


@pytest.mark.parametrize(("folder", "total_share"), [("a", 1.743), ("b", 2.291)], ids=["a", "b"])
def test_audience_blocks(folder: str, total_share: float, inspect: Inspect) -> None:
    """8 rows of figures in each file (one of cities, one of countries, six of ages), 32 figures in them."""
    tables = inspect(REAL / f"meta_page/{folder}/Audience.csv", ON_INSTAGRAM)
    assert {(table.status, table.format) for table in tables} == {("recognised", "meta_audience")}
    assert sum(table.records for table in tables) == 8
    with duckdb.connect() as con:
        assert sum(len(con.read_parquet(str(table.rows)).fetchall()) for table in tables) == 32
    assert sum(table.totals["share"].sum or 0 for table in tables) == pytest.approx(total_share)


def test_the_filters_of_search_console_hold_no_figures(inspect: Inspect) -> None:
    (found,) = inspect(REAL / "gsc/a/Filters.csv", PLAIN)
    assert (found.status, found.format, found.rows) == ("refused", "search_console_filters", None)


def test_each_business_location_is_an_account(inspect: Inspect) -> None:
    """Four places of one name without store codes: their addresses tell them apart."""
    (found,) = inspect(REAL / "google_business_profile/a" / PROFILE, PLAIN)
    assert len({account.id for account in found.accounts}) == 4


def test_personal_discovery_and_demographics(inspect: Inspect) -> None:
    """Two figures of the first sheet; 29 shares and one “< 1%”, which is no figure."""
    by_member = {table.member: table for table in inspect(REAL / PERSON, PLAIN)}
    discovery, demographics = by_member["DISCOVERY"].totals, by_member["DEMOGRAPHICS"].totals["share"]
    assert (discovery["impressions"].sum, discovery["reach"].sum) == (70416, 28517)
    assert demographics.sum == pytest.approx(2.445292607881129)
    assert demographics.missing == 1


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
