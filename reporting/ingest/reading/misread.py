"""Undoing a misreading: UTF-8 that a program took for Windows-1252 and saved again, `Ã©tÃ©` for `été` (layer 2).

A file is read back only if that is certain: every character of it that isn't ASCII must lead back to UTF-8, and in its
head must stand one that no right text has in that guise. Else it stays as it is.
"""

import codecs
import re
from pathlib import Path

from reporting.errors import say
from reporting.ingest.model import Notice
from reporting.ingest.reading.text import Text, open_text
from reporting.ingest.reading.workbench import Workbench

_HEAD_CHARACTERS = 65_536
_CHUNK = 1 << 22
_MARK = "\u00ef\u00bb\u00bf"
_GAPS = b"\x81\x8d\x8f\x90\x9d"
# What Windows shows for the bytes 80 to 9F; the five that it has no sign for stay as they are.
_BYTE_OF = {ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in _GAPS}
# `Ã©`, `â€™`: no right text holds these. `Ã…`, `Ã `, `Å“` may stand at the end of a word in capitals and prove nothing.
_CERTAIN = re.compile("[\u00e1-\u00f6\u00f8-\u00ff\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac\u202f]")


def read_back(bench: Workbench, text: Text) -> Text:
    example = _example(text)
    if example is None:
        return text
    out = bench.new_path(".txt")
    try:
        _write_back(text, out)
    except UnicodeError:
        out.unlink()
        return text
    notice = Notice(
        "warning",
        say(
            "A program had read the file in the wrong encoding and saved it (“{damaged}” for “{right}”);"
            " accents and signs were restored.",
            damaged=_misread(example),
            right=example,
        ),
    )
    return Text(out, 0, text.encoding, (*text.notices, notice))


def _example(text: Text) -> str | None:
    """A character that was certainly misread, from the head of the file."""
    with open_text(text.path, text.start) as source:
        head = source.read(_HEAD_CHARACTERS)
    if head.isascii():
        return None
    try:
        right = codecs.getincrementaldecoder("utf-8")().decode(_original_bytes(head))
    except UnicodeError:
        return None
    found = _CERTAIN.search(right)
    if found:
        return found[0]
    return "\ufeff" if head.startswith(_MARK) else None


def _original_bytes(text: str) -> bytes:
    """Raises UnicodeEncodeError for a character that no byte was shown as."""
    return text.translate(_BYTE_OF).encode("latin-1")


def _misread(character: str) -> str:
    return "".join(chr(byte) if byte in _GAPS else bytes([byte]).decode("cp1252") for byte in character.encode())


def _write_back(text: Text, out: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_text(text.path, text.start) as source, out.open("w", encoding="utf-8", newline="") as target:
        first = True
        while part := source.read(_CHUNK):
            right = decoder.decode(_original_bytes(part))
            target.write(right.removeprefix("\ufeff") if first else right)
            first = False
        decoder.decode(b"", final=True)
