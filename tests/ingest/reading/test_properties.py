"""Properties over generated files; the csv module, which wrote them, is the oracle."""

import codecs
import contextlib
import csv
import io
from collections.abc import Sequence
from typing import Literal

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reporting.errors import UnreadableError
from reporting.ingest.grid import UnreadableMember
from reporting.ingest.reading.delimiter import best_delimiter
from reporting.ingest.reading.layout import layout, with_blanks_filled
from reporting.settings import Limits
from tests.ingest.reading.conftest import Bench, Row
from tests.ingest.reading.hostile import xlsx, zipped

Table = list[list[str]]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHARS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
FIELDS = st.text(CHARS | st.sampled_from(list('",;\t|\r\n é😀')), max_size=12)


@st.composite
def tables(draw: st.DrawFn, fields: st.SearchStrategy[str] = FIELDS, least: int = 0) -> Table:
    """A header of at least two filled names, then rows that may be shorter; a row may be blank."""
    width = draw(st.integers(2, 6))
    header = [f"Column {n}" for n in range(1, width + 1)]
    rows = draw(st.lists(st.lists(fields, min_size=least, max_size=width), max_size=12))
    return [header, *rows]


def written(table: Table, *, delimiter: str, end: str, quoting: Literal[0, 1]) -> str:
    """The csv module leaves a lone \\r unquoted when lines end in \\n: quoting is minimal only with \\r\\n."""
    buffer = io.StringIO()
    quoting = quoting if end == "\r\n" else csv.QUOTE_ALL
    csv.writer(buffer, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)
    return buffer.getvalue()


def expected(records: Sequence[Sequence[str]], width: int) -> list[Row]:
    """Rows with a filled cell, at their number; an empty cell is nothing."""
    padded = [tuple(cell or None for cell in [*record, *[""] * (width - len(record))]) for record in records]
    return [(n, cells) for n, cells in enumerate(padded, start=1) if any(cells)]


@quick
@given(
    table=tables(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_the_csv_module_wrote_reads_back_exactly(
    bench: Bench, table: Table, delimiter: str, end: str, quoting: Literal[0, 1]
) -> None:
    """With a `sep=` line, so that this is about reading and not about choosing."""
    data = f"sep={delimiter}{end}" + written(table, delimiter=delimiter, end=end, quoting=quoting)
    assert bench.read(data) == expected(table, len(table[0]))


@quick
@given(table=tables(st.text("abcé ,;|'-0123456789", max_size=9)), delimiter=st.sampled_from([",", ";", "\t", "|"]))
def test_the_delimiter_is_found_when_everything_is_quoted(table: Table, delimiter: str) -> None:
    text = written(table, delimiter=delimiter, end="\n", quoting=csv.QUOTE_ALL)
    assert best_delimiter(text, whole=True) == delimiter


@quick
@given(
    table=tables(st.text("abcéèü0123456789", min_size=1, max_size=9)),
    code=st.sampled_from(
        [
            ("utf-8", b""),
            ("utf-8", codecs.BOM_UTF8),
            ("utf-16-le", codecs.BOM_UTF16_LE),
            ("utf-16-be", codecs.BOM_UTF16_BE),
        ]
    ),
)
def test_marked_or_utf8_text_decodes_to_itself(bench: Bench, table: Table, code: tuple[str, bytes]) -> None:
    encoding, mark = code
    grid = bench.grid(mark + written(table, delimiter=",", end="\r\n", quoting=csv.QUOTE_MINIMAL).encode(encoding))
    assert bench.rows(grid) == expected(table, len(table[0]))
    assert grid.notices == ()


@quick
@given(words=st.lists(st.sampled_from(["été", "à", "où", "garçon", "cœur", "5 €", "plain", "Noël", "«x»"]), min_size=1))
def test_western_text_decodes_to_itself_or_is_refused_and_never_without_a_word(bench: Bench, words: list[str]) -> None:
    text = " ".join(words)
    data = f"a,b\nx,{text}.\ny,z\n".encode("cp1252")
    try:
        grid = bench.grid(data)
    except UnreadableError:
        return
    assert bench.rows(grid)[1] == (2, ("x", text + "."))
    assert bool(grid.notices) == (not data.isascii())


@quick
@given(text=st.text(list('a",;\r\n'), max_size=60), size=st.integers(1, 9))
@example(text='a,"b\r\n\r\n"\r\n\r\n', size=1)
def test_the_pass_over_the_bytes_does_not_depend_on_its_chunks(text: str, size: int) -> None:
    data = text.encode()
    whole = layout([data] if data else [], ",")
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    cut = layout(parts, ",")
    assert (cut.records, cut.regular, cut.line_end, cut.open_record, cut.longest) == (
        whole.records, whole.regular, whole.line_end, whole.open_record, whole.longest,
    )  # fmt: skip
    assert cut.blanks.tolist() == whole.blanks.tolist()
    assert b"".join(with_blanks_filled(parts, cut.blanks, ",")) == b"".join(
        with_blanks_filled([data], whole.blanks, ",")
    )


@quick
@given(table=tables(), end=st.sampled_from(["\n", "\r\n"]))
def test_the_pass_counts_records_as_the_csv_module_does(table: Table, end: str) -> None:
    text = written(table, delimiter=",", end=end, quoting=csv.QUOTE_MINIMAL)
    seen = layout([text.encode()], ",")
    records = list(csv.reader(io.StringIO(text, newline="")))
    assert (seen.records, len(seen.blanks), seen.regular, seen.open_record) == (
        len(records),
        records.count([]),
        True,
        None,
    )


SEEDS = st.sampled_from(
    [
        b"a,b\n1,2\n",
        b'"a";"b"\n"1";"2\n"\n',
        b"\xff\xfea\x00,\x00b\x00\n\x00",
        b"<table><tr><td>a</td><td>b</td></tr></table>",
        b"<Workbook><Worksheet><Table><Row><Cell><Data>x</Data></Cell></Row></Table></Worksheet></Workbook>",
        zipped({"a.csv": b"a,b\n1,2\n", "b.csv": b"c\n"}),
        xlsx(),
        xlsx(sheets=2, strings="<sst><si><t>x</t></si></sst>"),
    ]
)


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """A small file with a few bytes changed, cut out or repeated."""
    data = bytearray(draw(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 2)):
            case 0:
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=3))
            case 1:
                del data[at : at + draw(st.integers(1, 20))]
            case _:
                data[at:at] = data[at : at + draw(st.integers(1, 20))]
    return bytes(data)


def _reads_or_refuses(bench: Bench, data: bytes) -> None:
    """Anything but an UnreadableError would end the test."""
    with contextlib.suppress(UnreadableError):
        for table in bench.tables(data, Limits(rows=100_000, columns=200, unpacked_bytes=20_000_000)):
            assert isinstance(table, UnreadableMember) or len(bench.rows(table)) == table.rows > 0


@settings(quick, max_examples=150)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_grid_or_a_refusal(bench: Bench, data: bytes) -> None:
    _reads_or_refuses(bench, data)


@settings(quick, max_examples=150)
@given(data=mutants())
def test_any_damage_is_a_grid_or_a_refusal(bench: Bench, data: bytes) -> None:
    """In this process: a Rust panic would be a BaseException here, so the pre-flight must come first."""
    _reads_or_refuses(bench, data)


@settings(quick, max_examples=150)
@given(pieces=st.lists(st.sampled_from([*'ab",;\t|\r\n =é\u2028', "sep=", '""', '","', "\r\n"]), max_size=60))
def test_any_text_of_quotes_and_ends_is_a_grid_or_a_refusal(bench: Bench, pieces: list[str]) -> None:
    _reads_or_refuses(bench, "".join(pieces).encode())


@quick
@given(table=tables(st.text('abc,"\n', min_size=1, max_size=8), least=2))
def test_wrapping_every_quoted_line_is_undone_exactly(bench: Bench, table: Table) -> None:
    """The header is wrapped as well: only then is the damage certain."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([['Post "ID"', *table[0]], *table])
    original = buffer.getvalue()
    lines = original.split("\n")
    wrapped = "\n".join('"' + line.replace('"', '""') + '"' if '"' in line else line for line in lines)
    found = bench.grid(wrapped.encode())
    assert bench.rows(found) == expected(list(csv.reader(io.StringIO(original, newline=""))), found.width)
    assert found.notices != ()
