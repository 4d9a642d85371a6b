"""What unknown headings are proposed to mean: measured on headings that no definition has, written by hand."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.catalog.format import ACCOUNT_TARGETS
from reporting.catalog.model import Catalog
from reporting.ingest.understanding.guide import Guide, bare
from reporting.ingest.understanding.looks import Kind, Look

TEXT = (Path(__file__).parent / "unseen_headings.csv").read_text(encoding="utf-8")
UNSEEN = list(csv.DictReader(TEXT.splitlines()))
FIRST, AMONG_THREE = 0.85, 0.95


@pytest.fixture(scope="module")
def guide(catalog: Catalog) -> Guide:
    return Guide(catalog)


def cells(kind: Kind) -> Look:
    return Look(0, {kind: 10}, filled=10, distinct=10)


def proposed(guide: Guide, heading: str, kind: Kind, table: str = "post") -> list[str]:
    return [one.to for one in guide.proposals(heading, cells(kind), table)]


def test_the_headings_that_are_measured_are_known_to_no_definition(guide: Guide) -> None:
    assert len(UNSEEN) >= 100
    assert [row["heading"] for row in UNSEEN if guide.knows(row["heading"])] == []


def test_unseen_headings_of_six_languages_are_mostly_proposed_rightly(guide: Guide) -> None:
    ranked = [(row["target"], proposed(guide, row["heading"], row["cells"], row["table"])) for row in UNSEEN]  # type: ignore[arg-type]  # a kind by name
    first = sum(targets[:1] == [right] for right, targets in ranked) / len(ranked)
    among_three = sum(right in targets[:3] for right, targets in ranked) / len(ranked)
    assert first >= FIRST, [(right, targets) for right, targets in ranked if targets[:1] != [right]]
    assert among_three >= AMONG_THREE


def test_what_is_merely_alike_is_never_certain(guide: Guide) -> None:
    certain = [
        row["heading"]
        for row in UNSEEN
        if any(one.certain for one in guide.proposals(row["heading"], cells(row["cells"]), row["table"]))  # type: ignore[arg-type]  # a kind by name
    ]
    assert certain == []


def test_a_known_heading_over_cells_of_its_kind_is_certain(guide: Guide) -> None:
    (first, *_) = guide.proposals("Impressions", cells("whole"), "post")
    assert (first.to, first.certain) == ("impressions", True)


def test_a_known_heading_over_other_cells_is_not(guide: Guide) -> None:
    found = guide.proposals("Impressions", cells("link"), "post")
    assert [one.certain for one in found if one.to == "impressions"] == [False]


def test_the_format_that_has_the_heading_is_named(guide: Guide, catalog: Catalog) -> None:
    (first, *_) = guide.proposals("Identifiant de la publication", cells("id"), "post")
    assert first.to == "post"
    assert first.source in [one.title for one in catalog.formats.values()]


def test_only_columns_of_the_table_are_proposed(guide: Guide, catalog: Catalog) -> None:
    allowed = {*catalog.tables["audience"].columns, *ACCOUNT_TARGETS}
    for row in UNSEEN:
        assert set(proposed(guide, row["heading"], "whole", "audience")) <= allowed


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Number of likes", "likes"),
        ("Nb total d’impressions", "impressions"),
        ("LIKES (total)", "likes"),
        ("Total", "total"),
        ("###", ""),
    ],
)
def test_words_without_meaning_do_not_count(heading: str, words: str) -> None:
    assert bare(heading) == words


@given(st.text(max_size=300))
def test_any_heading_gives_proposals_without_a_fault(guide: Guide, heading: str) -> None:
    scores = [one.score for one in guide.proposals(heading, cells("whole"))]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
