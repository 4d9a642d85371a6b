"""Text that was read as Windows-1252 and saved again: restored when that is certain, and never otherwise."""

import codecs
import contextlib

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from reporting.errors import UnreadableError
from tests.ingest.reading.conftest import Bench

quick = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADING = "Montant dépensé (EUR)"
# Words as people write them: capitals at the end of a word, quotes, dashes and no-break spaces beside accents.
RIGHT_WORDS = (
    "café", "à\u00a0la", "«\u00a0été\u00a0»", "«AMANHÃ»", "AMANHÃ…", "IRMÃ”", "MAÇÃ\u00a0!", "SMÅ”", "RÅ“",
    "Spaß“", "„Straße“", "CAFÉ…", "NOËL’", "J’aime", "œuvre", "5\u202f€", "Ærø–Å", "Üb.", "naïve", "Ñandú", "plain",
    "“x”", "1°", "R&D", "👍", "日本", "Привет",
)  # fmt: skip


def misread(text: str) -> bytes:
    """What a program makes of it that takes UTF-8 for Windows-1252, as Windows itself does, and saves UTF-8."""
    shown = (bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode())
    return "".join(shown).encode()


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_headings_and_cells_are_restored_with_a_word(bench: Bench, mark: bytes) -> None:
    grid = bench.grid(mark + misread(f"Jour;{HEADING};J’aime\u00a0!\n1;“à”;Í 😀\n"))
    assert bench.rows(grid) == [(1, ("Jour", HEADING, "J’aime\u00a0!")), (2, ("1", "“à”", "Í 😀"))]
    ((level, fields),) = ((notice.level, dict(notice.sentence.fields)) for notice in grid.notices)
    assert (level, fields) == ("warning", {"damaged": "Ã©", "right": "é"})


def test_a_mark_that_was_misread_too_is_no_text(bench: Bench) -> None:
    assert bench.cells(misread("\ufeffDate,Reach\n1,2\n")) == [("Date", "Reach"), ("1", "2")]


def test_damage_in_one_part_of_the_file_only_is_left_alone(bench: Bench) -> None:
    """Two files put together: what is right in it would be lost."""
    data = misread(f"Jour,{HEADING}\n1,2\n") + "2,été\n".encode()
    grid = bench.grid(data)
    assert bench.rows(grid)[0] == (1, ("Jour", "Montant dÃ©pensÃ© (EUR)"))
    assert grid.notices == ()


def test_a_right_character_far_down_saves_the_file_from_being_changed(bench: Bench) -> None:
    data = misread(f"Jour,{HEADING}\n") + b"1,2\n" * 2_000_000 + "2,é\n".encode()
    grid = bench.grid(data)
    assert grid.head[0][1][1] == "Montant dÃ©pensÃ© (EUR)"


def test_a_character_over_the_edge_of_two_chunks_is_restored(bench: Bench) -> None:
    text = "Jour,Légende\n" + f"1,{'é' * 1_000}\n" * 6_000
    grid = bench.grid(misread(text))
    (kinds,) = bench.con.execute(f"select list(distinct c2) from {grid.relation} where row_no > 1").fetchone() or ()
    assert kinds == ["é" * 1_000]


@quick
@given(words=st.lists(st.sampled_from(RIGHT_WORDS), min_size=1, max_size=8))
@example(words=["AMANHÃ…"])
@example(words=["IRMÃ”", "SMÅ”", "RÅ“"])
def test_a_right_file_is_never_changed(bench: Bench, words: list[str]) -> None:
    text = " ".join(words)
    grid = bench.grid(f"{text}|b\nx|{text}\n".encode())
    assert bench.rows(grid) == [(1, (text, "b")), (2, ("x", text))]
    assert grid.notices == ()


@quick
@given(cell=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=30))
def test_what_was_misread_reads_as_it_was(bench: Bench, cell: str) -> None:
    """Any text under a heading that proves the damage, against the same file before the damage."""
    assume('"' not in cell and "|" not in cell)
    whole = f"{HEADING}|b\n{cell}|x\n"
    with contextlib.suppress(UnreadableError):
        expected = bench.read(whole)
        assert bench.read(misread(whole)) == expected
