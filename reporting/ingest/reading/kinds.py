"""What a file is by its first bytes, never by its name (layer 2)."""

import re
from typing import Literal

from reporting.errors import UnreadableError, say
from reporting.ingest.reading.refusals import empty_file

Kind = Literal["text", "zip", "ole", "xml", "html"]
HEAD_BYTES = 65_536
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FOREIGN = (
    (b"%PDF", say("This is a PDF document, not a table.")),
    (b"\x89PNG", say("This is a picture, not a table.")),
    (b"\xff\xd8\xff", say("This is a picture, not a table.")),
    (b"GIF8", say("This is a picture, not a table.")),
    (b"RIFF", say("This is a picture, a sound or a film, not a table.")),
    (b"\x00\x00\x00\x18ftyp", say("This is a film, not a table.")),
    (b"\x00\x00\x00\x20ftyp", say("This is a film, not a table.")),
    (b"MZ", say("This is a program, not a table.")),
    (b"\x7fELF", say("This is a program, not a table.")),
    (b"PAR1", say("This is a Parquet file, not an export of a platform.")),
    (b"SQLite format 3", say("This is a database, not an export of a platform.")),
    (b"\x1f\x8b", say("This is a gzip archive; unpack it first.")),
    (b"7z\xbc\xaf\x27\x1c", say("This is a 7-Zip archive; unpack it first.")),
    (b"Rar!", say("This is a RAR archive; unpack it first.")),
    (b"{\\rtf", say("This is a text document, not a table.")),
)
_EXPORT_AGAIN = say("Export the figures again as CSV or Excel and drop that file here.")


def kind_of(head: bytes) -> Kind:
    """Raises UnreadableError for a file that holds no table, EMPTY_FILE, WRONG_TYPE or NOT_A_TABLE."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not text or head in (b"\xff\xfe", b"\xfe\xff"):
        raise empty_file()
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(_ZIP):
        return "zip"
    for start, sentence in _FOREIGN:
        if head.startswith(start) and _really(start, head):
            raise UnreadableError(sentence, todo=_EXPORT_AGAIN, code="WRONG_TYPE")
    return _kind_of_text(text)


def _really(start: bytes, head: bytes) -> bool:
    """`MZ` and `RIFF` may also begin a heading: a binary file holds control bytes."""
    return not start.isalnum() or b"\x00" in head[:1024]


def _kind_of_text(text: bytes) -> Kind:
    start = text[:2048].lower()
    if re.match(rb"[\[{]\s*[\"{\[\]}]", start):
        raise UnreadableError(
            say("This is JSON, not a table; often it is an error message of the platform."),
            todo=_EXPORT_AGAIN,
            code="NOT_A_TABLE",
        )
    if re.match(rb"(<!--.*?-->\s*)*<(!doctype html|html|head|body|table|meta|style)\b", start, re.DOTALL):
        return "html"
    if re.match(rb"<\?xml|<(\w+:)?workbook\b|<!doctype|<!entity", start):
        return "html" if re.search(rb"<html\b", start) else "xml"
    return "text"
