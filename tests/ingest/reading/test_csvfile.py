"""Delimited text: what a spreadsheet shows is what the grid holds, row numbers included."""

import csv
import io

import pytest

from reporting.errors import UnreadableError
from reporting.settings import Limits
from tests.ingest.reading.conftest import Bench


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(bench: Bench, delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in (("Date", "Reach", "Text"), ("2026-01-01", "5", "a"), ("2026-01-02", "6", "b"))
    )
    assert bench.cells(text) == [("Date", "Reach", "Text"), ("2026-01-01", "5", "a"), ("2026-01-02", "6", "b")]
    assert bench.grid(text.encode()).delimiter == delimiter


def test_semicolons_win_over_decimal_commas(bench: Bench) -> None:
    assert bench.cells("Jour;Taux\n1;1,5\n2;2,5\n") == [("Jour", "Taux"), ("1", "1,5"), ("2", "2,5")]


def test_commas_win_over_semicolons_in_captions(bench: Bench) -> None:
    text = 'id,text,likes\n1,"a; b; c",2\n2,"d; e; f",3\n3,plain,4\n'
    assert bench.cells(text) == [
        ("id", "text", "likes"),
        ("1", "a; b; c", "2"),
        ("2", "d; e; f", "3"),
        ("3", "plain", "4"),
    ]


@pytest.mark.parametrize(
    ("line", "delimiter"), [("sep=;", ";"), ("sep=,", ","), ("sep=\\t", "\t"), ("sep=\t", "\t"), ('"sep=|"', "|")]
)
def test_sep_line_decides_and_is_no_row(bench: Bench, line: str, delimiter: str) -> None:
    assert (
        bench.read(f"{line}\r\na{delimiter}b\r\n1{delimiter}2,5;6\r\n") == [(1, ("a", "b")), (2, ("1", "2,5;6"))]
        or delimiter in ",;"
    )
    assert bench.read(f"{line}\na{delimiter}b\n1{delimiter}2\n") == [(1, ("a", "b")), (2, ("1", "2"))]


def test_short_rows_are_padded(bench: Bench) -> None:
    assert bench.cells("a,b,c\n1\n1,2\n") == [("a", "b", "c"), ("1", None, None), ("1", "2", None)]


def test_long_rows_are_kept_whole(bench: Bench) -> None:
    """Even far beyond the head that decides the width: DuckDB would cut them in silence."""
    text = "a,b\n" + "1,2\n" * 100_000 + "1,2,3,4,5,6,7,8,9,10,11,12\n1,2\n"
    rows = bench.read(text)
    assert rows[100_001] == (100_002, tuple(map(str, range(1, 13))))
    assert rows[100_002] == (100_003, ("1", "2", *[None] * 10))


def test_line_breaks_quotes_and_delimiters_inside_fields(bench: Bench) -> None:
    text = 'id,text\n1,"one\ntwo\r\n\r\nthree"\n2,"he said ""hi, you"""\n3,""\n'
    assert bench.read(text) == [
        (1, ("id", "text")),
        (2, ("1", "one\ntwo\r\n\r\nthree")),
        (3, ("2", 'he said "hi, you"')),
        (4, ("3", None)),
    ]


def test_blank_lines_count_but_are_absent(bench: Bench) -> None:
    text = "\n\nTitle\n\na,b\n1,2\n\n\n\n3,4\n,\n5,6\n\n"
    assert [row_no for row_no, _ in bench.read(text)] == [3, 5, 6, 10, 12]


def test_blank_lines_with_carriage_returns_and_in_captions(bench: Bench) -> None:
    text = 'a,b\r\n\r\n1,"x\r\n\r\ny"\r\n\r\n2,z\r\n'
    assert bench.read(text) == [(1, ("a", "b")), (3, ("1", "x\r\n\r\ny")), (5, ("2", "z"))]


def test_many_blank_lines_over_several_chunks(bench: Bench) -> None:
    """Every third record is blank, over more than one chunk of the pass that finds them."""
    text = 'a,"b ""q"""\n1,"x\n\ny"\n\n' * 300_000
    rows = bench.con.execute(
        f"select count(*), sum(row_no), max(row_no) from {bench.grid(text.encode()).relation}"
    ).fetchone()
    kept = [n for n in range(1, 900_001) if n % 3]
    assert rows == (600_000, sum(kept), kept[-1])


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_every_line_end(bench: Bench, end: str) -> None:
    text = end.join(["a,b", "1,2", "", "3,4"])
    expected = [(1, ("a", "b")), (2, ("1", "2")), (4, ("3", "4"))]
    assert bench.read(text) == expected
    assert bench.read(text + end) == expected


def test_mixed_line_ends(bench: Bench) -> None:
    assert bench.read("a,b\r\n1,2\n3,4\r\r5,6\n") == [
        (1, ("a", "b")),
        (2, ("1", "2")),
        (3, ("3", "4")),
        (5, ("5", "6")),
    ]


def test_quotes_inside_unquoted_fields(bench: Bench) -> None:
    text = 'id,text,n\n1,a 5" screen,2\n\n2,say "hi" now,3\n3,"b"x,4\n'
    assert bench.read(text) == [
        (1, ("id", "text", "n")),
        (2, ("1", 'a 5" screen', "2")),
        (4, ("2", 'say "hi" now', "3")),
        (5, ("3", "bx", "4")),
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a,b\n1,"x\n2,y\n', 2),
        ('a,b\n1,2\n\n2,"x', 4),
        ('a,b,c\n1,"x,5\n2,"y",6\n3,z,7\n', 2),
        ("a,b\n" + "1,2\n" * 50_000 + '1,"x\n' + "1,2\n" * 50_000, 50_002),
    ],
)
def test_an_unclosed_quote_is_refused_with_its_row(bench: Bench, text: str, row: int) -> None:
    with pytest.raises(UnreadableError) as refusal:
        bench.tables(text.encode())
    assert refusal.value.code == "UNCLOSED_QUOTE"
    assert dict(refusal.value.what.fields) == {"row": row}


def test_what_a_resave_wrapped_is_unwrapped_exactly(bench: Bench) -> None:
    buffer = io.StringIO()
    original = [["Post ID", "Text", "Likes"], ["1", 'a, "quoted"\nsecond line\n\nlast, line', "5"], ["2", "plain", "6"]]
    csv.writer(buffer, lineterminator="\n").writerows(original)
    lines = buffer.getvalue().splitlines()
    wrapped = "\n".join(
        '"' + line.replace('"', '""') + '"' if '"' in line or line == lines[0] else line for line in lines
    )
    grid = bench.grid(wrapped.encode())
    assert bench.cells(wrapped) == [tuple(row) for row in original]
    assert [notice.level for notice in grid.notices] == ["warning"]


def test_one_column_of_quoted_titles_is_not_taken_for_wrapped(bench: Bench) -> None:
    assert bench.cells('"Views"\n"Date","Primary"\n"2026-01-01","5"\n') == [
        ("Views", None),
        ("Date", "Primary"),
        ("2026-01-01", "5"),
    ]


def test_a_quoted_field_in_the_first_line_of_a_plain_file_stays(bench: Bench) -> None:
    assert bench.cells('"a, b"\n"c, d"\n') == [("a, b",), ("c, d",)]


def test_the_width_is_that_of_the_cells_in_use(bench: Bench) -> None:
    assert bench.grid(b"a,b,,,\n1,2,,,\n").width == 2


def test_the_head_is_the_first_sixty_rows(bench: Bench) -> None:
    grid = bench.grid(b"a,b\n\n" + b"1,2\n" * 100)
    assert grid.head[:3] == ((1, ("a", "b")), (3, ("1", "2")), (4, ("1", "2")))
    assert (len(grid.head), grid.rows) == (60, 101)


def test_control_characters_and_directions_stay_as_they_are(bench: Bench) -> None:
    text = "a,b\n\u202eabc\u202c,x\x0by\uffff\u200b\n"
    assert bench.cells(text) == [("a", "b"), ("\u202eabc\u202c", "x\x0by\uffff\u200b")]


@pytest.mark.parametrize(
    ("text", "limits", "code"),
    [
        ("", Limits(), "EMPTY_FILE"),
        ("\ufeff", Limits(), "EMPTY_FILE"),
        ("\n\r\n \n", Limits(), "EMPTY_FILE"),
        (",,,\n,,,\n", Limits(), "EMPTY_FILE"),
        ('"",""\n"",""\n', Limits(), "EMPTY_FILE"),
        ("a,b\n1,2\n3,4\n", Limits(rows=2), "TOO_MANY_ROWS"),
        ("a,b,c\n", Limits(columns=2), "TOO_MANY_COLUMNS"),
        ("a,b\n" * 400 + ",".join("abcdefgh") + "\n", Limits(columns=6), "TOO_MANY_COLUMNS"),
        (",".join(map(str, range(20_000))), Limits(), "TOO_MANY_COLUMNS"),
        ("a,b\n1," + "x" * 200_000, Limits(), "FIELD_TOO_LONG"),
        ('a,b\n1,5" ' + "x" * 200_000, Limits(), "FIELD_TOO_LONG"),
        ("x" * 20_000_000, Limits(), "FIELD_TOO_LONG"),
        ("a,b\n1,2\n", Limits(file_bytes=3), "FILE_TOO_LARGE"),
    ],
)
def test_limits_and_emptiness_have_their_own_codes(bench: Bench, text: str, limits: Limits, code: str) -> None:
    assert bench.code(text, limits) == code


def test_a_long_field_within_the_limit_is_read(bench: Bench) -> None:
    text = "é" * 131_072
    assert bench.cells(f'a,b\n1,"{text}"\n')[1] == ("1", text)


def test_several_files_share_one_connection(bench: Bench) -> None:
    first, second = bench.grid(b"a,b\n1,2\n"), bench.grid(b"c,d\n3,4\n")
    assert bench.rows(first)[1] == (2, ("1", "2"))
    assert bench.rows(second)[1] == (2, ("3", "4"))


def test_tabs_are_found_under_sentences_and_beside_figures_with_commas(bench: Bench) -> None:
    text = "Report\nStart: September 1, 2026, 12:00 AM\nEnd: September 2, 2026, 11:59 PM\n\n"
    text += "Day\tName\tA\tB\tC\n1\tSoap, B2B\t1,051\t6,000\t1,2\n2\tSoap, B2B\t1,051\t9,000\t3,4\n"
    grid = bench.grid(text.encode())
    assert (grid.delimiter, grid.width) == ("\t", 5)


def test_a_few_tabs_in_a_text_are_no_delimiter(bench: Bench) -> None:
    assert bench.grid(b'a,b\n1,"x\ty"\n2,"x\ty"\n').delimiter == ","
