"""Encodings: read rightly, or with a warning, or not at all."""

import codecs

import pytest

from tests.ingest.reading.conftest import Bench

TEXT = "Date,Légende\n2026-01-01,été à la plage\n2026-01-02,œuvre\n"
ROWS = [("Date", "Légende"), ("2026-01-01", "été à la plage"), ("2026-01-02", "œuvre")]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-8"),
    ],
)
def test_a_marked_encoding_needs_no_warning(bench: Bench, mark: bytes, encoding: str) -> None:
    grid = bench.grid(mark + TEXT.encode(encoding))
    assert [cells for _, cells in bench.rows(grid)] == ROWS
    assert (grid.encoding, grid.notices) == (encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1252", "mac-roman"])
def test_a_guessed_encoding_is_said(bench: Bench, encoding: str) -> None:
    grid = bench.grid(TEXT.encode(encoding))
    assert [cells for _, cells in bench.rows(grid)] == ROWS
    assert grid.encoding == encoding
    assert [notice.level for notice in grid.notices] == ["warning"]


def test_cyrillic_is_taken_only_when_it_is_certain(bench: Bench) -> None:
    text = "Возраст,Мужчины,Женщины\n18-24,3.апр,5.май\n25-34,7.1,8.2\n"
    grid = bench.grid(text.encode("cp1251"))
    assert grid.encoding == "cp1251"
    assert bench.rows(grid)[1] == (2, ("18-24", "3.апр", "5.май"))
    assert [notice.level for notice in grid.notices] == ["warning"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ηλικία,Άνδρες,Γυναίκες\n1,2,3\n", "cp1253"),
        ("גיל,גברים,נשים\n1,2,3\n", "cp1255"),
        ("العمر,الرجال\n1,2\n", "cp1256"),
    ],
)
def test_other_alphabets_are_refused_rather_than_guessed(bench: Bench, text: str, encoding: str) -> None:
    assert bench.code(text.encode(encoding)) == "ENCODING_UNKNOWN"


def test_an_undefined_byte_is_no_western_text(bench: Bench) -> None:
    assert bench.code(b"a,b\nx \x81 y,2\n") == "ENCODING_UNKNOWN"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\n1,x\x00y\n", "NUL_BYTES"),
        (b"\x00" * 4096, "NUL_BYTES"),
        (b"a,b\n1," + "é".encode()[:1], "TRUNCATED"),
        (b"a,b\n1," + "é, 😀".encode()[:-1], "TRUNCATED"),
        (codecs.BOM_UTF16_LE + "a,b\n1,2\n".encode("utf-16-le")[:-1], "TRUNCATED"),
        ("a,b\n1,é\n".encode() + b"2,\xe9t\xe9\n", "MIXED_ENCODING"),
        (b"\xef\xbb\xbfa,b\n2,\xe9t\xe9\n", "MIXED_ENCODING"),
        (b"a,b\n1,\xc0\xaf\n", "BAD_UTF8"),
        (b"a,b\n1,\xed\xa0\x80\n", "BAD_UTF8"),
        (codecs.BOM_UTF16_LE + "a,b\nx\0y,2\n".encode("utf-16-le"), "NUL_BYTES"),
        (codecs.BOM_UTF16_LE + b"a\x00,\x00\x00\xd8b\x00", "TRUNCATED"),
    ],
)
def test_damage_is_refused_by_its_name(bench: Bench, data: bytes, code: str) -> None:
    assert bench.code(data) == code


def test_damage_far_into_the_file_is_found(bench: Bench) -> None:
    lines = "1,é\n".encode() * 2_000_000
    assert bench.code(b"a,b\n" + lines + b"1,\xe9!\n" + lines) == "MIXED_ENCODING"


def test_a_character_cut_by_the_edge_of_a_chunk_is_whole(bench: Bench) -> None:
    text = "a,b\n1," + "é" * 60_000 + "\n"
    many = text * 40
    rows = bench.cells(many)
    assert set(rows) == {("a", "b"), ("1", "é" * 60_000)}
