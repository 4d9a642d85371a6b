"""A file whose headings change is still known, asked about or refused, never taken for something that it isn't.

Every column of every sample is dropped and renamed in turn, and more: bench/recognition.py changes and counts.
"""

from pathlib import Path

import pytest

from bench.recognition import KNOWN, SAYS, Tally, measured, table
from reporting.catalog.model import Catalog

DOCUMENT = Path(__file__).parents[2] / "docs" / "recognition.md"
AS_BEFORE = ("reordered", "capitals", "small letters")


@pytest.fixture(scope="module")
def tallies(catalog: Catalog) -> dict[str, Tally]:
    return measured(catalog)


pytestmark = pytest.mark.slow


def test_nothing_is_wrongly_taken(tallies: dict[str, Tally]) -> None:
    assert {id_: tally.wrong for id_, tally in tallies.items() if tally.wrong} == {}


def test_what_is_known_to_be_taken_for_another_export_still_is(tallies: dict[str, Tally]) -> None:
    assert {id_: tally.known for id_, tally in tallies.items() if tally.known} == {
        id_: headings for id_, (headings, _) in KNOWN.items()
    }


def test_order_and_letters_change_nothing(tallies: dict[str, Tally]) -> None:
    said = {(id_, change): set(tally.counts[change]) for id_, tally in tallies.items() for change in AS_BEFORE}
    assert {key: outcomes for key, outcomes in said.items() if outcomes - {SAYS[0]}} == {}


def test_the_table_in_the_documents_is_of_today(tallies: dict[str, Tally]) -> None:
    assert DOCUMENT.read_text(encoding="utf-8").splitlines() == list(table(tallies))
