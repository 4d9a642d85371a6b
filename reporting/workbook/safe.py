"""What may stand in a cell, a link, a sheet's name, a footer, a file name: text from outside is only text (layer 6)."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from reporting.periods import Period

CELL_UNITS = 32_767
LINK_CHARS = 2_079
SHEET_CHARS = 31
FILE_PART_CHARS = 60
BRAND_LINE_UNITS = 90

# What XML 1.0 has no way to write: one of them makes the whole workbook unreadable. And the two that turn around what
# comes after them, so that a text is read as another.
_UNFIT = re.compile("[^\t\n\x20-\u202c\u202f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Excel reads _x0041_ in a cell as the character it names; the leading _ is written as _x005F_ to keep the text true.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@", "|", "%", "\u2212")
_BREAKS = ("\t", "\r", "\n")
_NOT_SHEET = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def safe_text(value: str) -> str:
    """The text as a cell may hold it: at most 32,767 UTF-16 units of what XML can carry, nothing turned around."""
    clean = _UNFIT.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return _ESCAPE.sub("_x005F_", _cut(clean))


def is_armed(value: str) -> bool:
    """Whether a person who edits the cell and presses Enter could make it something else than text."""
    return not value[:1].isalpha()


def csv_text(value: str) -> str:
    """The text as a cell of a CSV file may hold it, where nothing but the text itself says that it is no formula.

    A text that a spreadsheet would begin to calculate gets an apostrophe before it, which the spreadsheet shows.
    """
    clean = _UNFIT.sub("", value)
    start = unicodedata.normalize("NFKC", clean.lstrip())[:1]
    return f"'{clean}" if start in _FORMULA or clean[:1] in _BREAKS else clean


def _cut(value: str) -> str:
    if len(value) * 2 <= CELL_UNITS or len(value.encode("utf-16-le")) <= 2 * CELL_UNITS:
        return value
    return value.encode("utf-16-le")[: 2 * CELL_UNITS].decode("utf-16-le", errors="ignore")


def safe_link(value: str | None) -> str | None:
    """The address if it is a plain http or https one that Excel can open, else None."""
    if value is None or value != value.strip() or _UNFIT.search(value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or "\\" in value:
        return None
    address = quote(value, safe="%/:=&?~#+!$,;'@()*[]")
    return address if len(address) <= LINK_CHARS else None


def sheet_name(value: str) -> str:
    """A name that Excel takes: at most 31 UTF-16 units, none of []:*?/\\, no apostrophe at an end."""
    clean = " ".join(_NOT_SHEET.sub(" ", _UNFIT.sub("", value)).split())
    cut = clean.encode("utf-16-le")[: 2 * SHEET_CHARS].decode("utf-16-le", errors="ignore")
    return cut.strip("' ") or "Sheet"


def footer_text(value: str) -> str:
    """Text inside a header or footer, where & begins a code; short, because Excel allows 255 characters in all."""
    return _UNFIT.sub("", value).replace("\n", " ")[:FILE_PART_CHARS].replace("&", "&&")


def brand_line(value: str) -> str:
    """A line of a brand inside a header or footer: as long as all its parts may be together."""
    line = " ".join(_UNFIT.sub("", value).split())
    while len(line.replace("&", "&&").encode("utf-16-le")) > 2 * BRAND_LINE_UNITS:
        line = line[:-1]
    return line.replace("&", "&&").strip()


def file_name(client: str, period: Period, version: str) -> str:
    """`client_period_version.xlsx` of letters and digits of any script, safe on every system and in a mail."""
    stretch = period.key.replace("..", "-to-")
    return f"{_file_part(client)}_{stretch}_{_file_part(version)}.xlsx"


def _file_part(value: str) -> str:
    known = (c if c.isalnum() else "-" for c in unicodedata.normalize("NFC", value) if c.isprintable() or c.isspace())
    part = re.sub("-{2,}", "-", "".join(known)).strip("-")
    while len(part.encode()) > FILE_PART_CHARS:
        part = part[:-1]
    return part.strip("-") or "client"
