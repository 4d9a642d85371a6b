"""Encodings: any text file → a UTF-8 file that DuckDB reads, and an honest word on how sure that is (layer 2).

UTF-8 is read where it lies. Everything else is transcoded in chunks into the scratch folder.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from reporting.errors import Sentence, UnreadableError, say
from reporting.ingest.model import Notice
from reporting.ingest.reading.workbench import Workbench

_CHUNK = 1 << 22
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MIN_SHARE_OF_ZEROS = 0.3
_LONGEST_TAIL = 3
_SAVE_AS_UTF8 = say("Export it again, or save it in the spreadsheet as “CSV UTF-8”.")


@dataclass(frozen=True, slots=True)
class Text:
    """A UTF-8 file without its byte order mark at `path`, from byte `start` on; what the file was before."""

    path: Path
    start: int
    encoding: str
    notices: tuple[Notice, ...] = ()


def as_utf8(bench: Workbench, path: Path) -> Text:
    """Raises UnreadableError NUL_BYTES, TRUNCATED, MIXED_ENCODING, BAD_UTF8, ENCODING_UNKNOWN."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return _marked(bench, path, mark, encoding)
    if wide := _zeros_tell(head):
        return _transcoded(bench, path, 0, wide, (_guessed(wide),))
    fault = _first_fault(path, 0)
    if fault is None:
        return Text(path, 0, "utf-8")
    legacy = _legacy_encoding(path, fault)
    return _transcoded(bench, path, 0, legacy, (_guessed(legacy),))


def _marked(bench: Workbench, path: Path, mark: bytes, encoding: str) -> Text:
    if encoding != "utf-8":
        return _transcoded(bench, path, len(mark), encoding, ())
    fault = _first_fault(path, len(mark))
    if fault is not None:
        raise _broken_utf8(path, fault)
    return Text(path, len(mark), encoding)


def chunks(path: Path, start: int = 0) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while chunk := file.read(_CHUNK):
            yield chunk


def open_text(path: Path, start: int) -> TextIO:
    """A UTF-8 file from byte `start` on, line ends as they are."""
    file = path.open(encoding="utf-8", newline="")
    file.seek(start)
    return file


def _zeros_tell(head: bytes) -> str | None:
    """UTF-16 without its mark: zeros stand in every other byte, and only there."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = _MIN_SHARE_OF_ZEROS * len(head) / 2
    if odd > enough and even == 0:
        return "utf-16-le"
    if even > enough and odd == 0:
        return "utf-16-be"
    return None


def _first_fault(path: Path, start: int) -> int | None:
    """Position of the first byte that isn't UTF-8. Raises UnreadableError for a NUL byte."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    position = start
    for chunk in chunks(path, start):
        _refuse_nul(chunk, position)
        kept = len(decoder.getstate()[0])
        if kept or not chunk.isascii():
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return position - kept + error.start
        position += len(chunk)
    return position - len(decoder.getstate()[0]) if decoder.getstate()[0] else None


def _refuse_nul(chunk: bytes, position: int) -> None:
    at = chunk.find(b"\x00")
    if at >= 0:
        raise UnreadableError(
            say("The file holds NUL bytes, the first at byte {byte}.", byte=position + at + 1),
            why=say("It was damaged on its way, or it isn’t a text file."),
            todo=say("Export it again and drop it here once more."),
            code="NUL_BYTES",
        )


def _transcoded(bench: Workbench, path: Path, start: int, encoding: str, notices: tuple[Notice, ...]) -> Text:
    out = bench.new_path(".txt")
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with out.open("wb") as file:
            for chunk in chunks(path, start):
                text = decoder.decode(chunk)
                if "\x00" in text:
                    _refuse_nul(b"\x00", text.index("\x00"))
                file.write(text.encode())
            file.write(decoder.decode(b"", final=True).encode())
    except UnicodeError as error:
        raise _undecodable(encoding) from error
    return Text(out, 0, encoding, notices)


def _undecodable(encoding: str) -> UnreadableError:
    if encoding.startswith("utf"):
        return UnreadableError(
            say("The text is cut or damaged: it isn’t valid {encoding}.", encoding=encoding.upper()),
            why=say("Probably the file wasn’t completely downloaded."),
            todo=say("Export it again and drop it here once more."),
            code="TRUNCATED",
        )
    return _unknown()


def _unknown() -> UnreadableError:
    return UnreadableError(
        say("The encoding of the text can’t be told with certainty: accents would come out wrong."),
        todo=_SAVE_AS_UTF8,
        code="ENCODING_UNKNOWN",
    )


def _guessed(encoding: str) -> Notice:
    names: dict[str, Sentence] = {
        "cp1252": say("Western European (Windows-1252)"),
        "cp1251": say("Cyrillic (Windows-1251)"),
        "mac-roman": say("Western European (Macintosh)"),
    }
    name = names.get(encoding, encoding.upper())
    return Notice(
        "warning",
        say(
            "The file doesn’t say its encoding; it was read as {encoding}. Check the accents in names and texts.",
            encoding=name,
        ),
    )


_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_OVERLONG = re.compile(
    rb"[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|\xf0[\x80-\x8f][\x80-\xbf]{2}"
)
_RUN = re.compile(rb"[\xc0-\xff]{3,}")
_INSIDE_WORD = re.compile(rb"(?<=[A-Za-z])[\x80-\xff](?=[a-z])")
_MAC_ACCENTS = frozenset("éèêëàâäîïôöùûüçñáíóúœæßÉÀÇ".encode("mac-roman"))
# Signs, capitals or nothing at all in Windows-1252: none of them stands inside a word there.
_MAC_ONLY = frozenset("éèêàâçù".encode("mac-roman"))
_CP1252_GAPS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# The letters that make up 58 % of Russian; the same bytes are under a third of Greek, Hebrew or Arabic text.
_CYRILLIC_USUAL = frozenset("оеаинтср".encode("cp1251"))
_SAMPLE = 1 << 24
_CYRILLIC_LETTERS = 6
_DIFFERENT_LETTERS = 4
_CYRILLIC_SHARE = 0.42


def _legacy_encoding(path: Path, fault: int) -> str:
    """The encoding of a file that isn't UTF-8; refuses damage, and letters that several alphabets would explain."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE) if fault < _SAMPLE else b""
    if not sample or _is_cut(path, fault) or _MULTIBYTE.search(sample) or _OVERLONG.search(sample):
        raise _broken_utf8(path, fault)
    runs = b"".join(_RUN.findall(sample))
    if runs:
        usual = sum(letter in _CYRILLIC_USUAL for letter in runs)
        if (
            len(runs) >= _CYRILLIC_LETTERS
            and len(set(runs)) >= _DIFFERENT_LETTERS
            and usual >= _CYRILLIC_SHARE * len(runs)
        ):
            return "cp1251"
        raise _unknown()
    inside = {match[0][0] for match in _INSIDE_WORD.finditer(sample)}
    if inside <= _MAC_ACCENTS and inside & _MAC_ONLY:
        return "mac-roman"
    if _CP1252_GAPS.search(sample):
        raise _unknown()
    return "cp1252"


def _broken_utf8(path: Path, fault: int) -> UnreadableError:
    """UTF-8 with a fault: cut at the end, or over-long, or mixed with another encoding."""
    if _is_cut(path, fault):
        return _undecodable("utf-8")
    row = _line_of(path, fault)
    if _OVERLONG.match(_around(path, fault)):
        return UnreadableError(
            say("Line {line} holds bytes that no text has (an over-long or half character).", line=row),
            todo=_SAVE_AS_UTF8,
            code="BAD_UTF8",
        )
    return UnreadableError(
        say("The file mixes two encodings: most of it is UTF-8, line {line} isn’t.", line=row),
        why=say("It was probably put together from several files."),
        todo=say("Export it again from the platform, in one piece."),
        code="MIXED_ENCODING",
    )


def _is_cut(path: Path, fault: int) -> bool:
    """The file ends in the middle of a character."""
    tail = _around(path, fault)
    if path.stat().st_size - fault > _LONGEST_TAIL:
        return False
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(tail) == ""
    except UnicodeDecodeError:
        return False


def _around(path: Path, fault: int) -> bytes:
    with path.open("rb") as file:
        file.seek(fault)
        return file.read(4)


def _line_of(path: Path, position: int) -> int:
    seen = 1
    for number, chunk in enumerate(chunks(path)):
        seen += chunk.count(b"\n", 0, max(0, position - number * _CHUNK))
    return seen
