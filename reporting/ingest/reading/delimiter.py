"""Which character separates the fields, decided over the head of the file with quotes respected (layer 2)."""

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
SEP_LINE = re.compile(r'"?sep=(\\t|[,;\t|])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_RECORDS = 300
_TABBED = 5
"""So many equal fields in several rows are no accident."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of the text. sep_line holds the length of a `sep=` line in characters (all ASCII), else 0."""

    text: str
    delimiter: str
    sep_line: int


def read_head(text: str, *, whole: bool) -> Head:
    """`whole`: the text is all there is, so that its last line isn't a cut one."""
    told = SEP_LINE.match(text)
    if told:
        return Head(text[told.end() :], told[1].replace("\\t", "\t"), told.end())
    return Head(text, best_delimiter(text, whole=whole), 0)


def best_delimiter(text: str, *, whole: bool) -> str:
    widths = {one: _widths(text, one, whole=whole) for one in DELIMITERS}
    if _is_tabbed(widths["\t"]):
        return "\t"
    return max(DELIMITERS, key=lambda one: _score(widths[one]))


def _is_tabbed(widths: tuple[bool, list[int]]) -> bool:
    """Tabs make several rows of one width: nobody types them, whatever commas stand in lines above and in figures."""
    clean, found = widths
    split = [width for width in found if width > 1]
    return clean and len(split) > 1 and len(set(split)) == 1 and split[0] >= _TABBED


def head_records(text: str, delimiter: str, *, whole: bool, strict: bool = False) -> list[list[str]]:
    """The first records, without a last one that the end of the head cut."""
    with fields_up_to(len(text) + 1):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
        records = list(itertools.islice(reader, _RECORDS + 1))
    if len(records) > _RECORDS:
        return records[:_RECORDS]
    return records if whole or len(records) < 2 else records[:-1]  # noqa: PLR2004 -- a single record stays


@contextlib.contextmanager
def fields_up_to(characters: int) -> Iterator[None]:
    """The csv module's limit is one for the whole process: it is put back."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _widths(text: str, delimiter: str, *, whole: bool) -> tuple[bool, list[int]]:
    try:
        records = head_records(text, delimiter, whole=whole, strict=True)
    except csv.Error:
        return False, [len(record) for record in head_records(text, delimiter, whole=whole)]
    return True, [len(record) for record in records]


def _score(widths: tuple[bool, list[int]]) -> tuple[float, int]:
    """How evenly the records split; quotes that don't fit count against, and the wider table wins a tie."""
    clean, found = widths
    split = [width for width in found if width > 1]
    if not split:
        return 0.0, 0
    (usual, _), *_ = Counter(split).most_common(1)
    even = sum(min(width, usual) / max(width, usual) for width in split) / sum(width > 0 for width in found)
    return even if clean else even / 2, usual
