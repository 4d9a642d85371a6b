"""The approval of a kept workbook: its status says so, and every other byte of its parts stays (layer 6)."""

import html
import io
import re
import zipfile
from xml.sax.saxutils import escape

from reporting.workbook.package import EPOCH
from reporting.workbook.safe import safe_text

STATUS = "report.status"
"""The name of the cell on the cover that says whether the report is approved."""

_CORE = "docProps/core.xml"
_NAMED = re.compile(rf'<definedName name="{re.escape(STATUS)}">\'?(.+?)\'?!\$([A-Z]+)\$(\d+)</definedName>')
_SHEETS = re.compile(r'<sheet [^>]*?name="([^"]*)"')
_CONTENT = re.compile(r"(<cp:contentStatus>)[^<]*(</cp:contentStatus>)")


def stamped(data: bytes, status: str, word: str) -> bytes:
    """The workbook with another status on its cover, and another word in its properties.

    Raises ValueError if it is no workbook of ours.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    sheet, cell = _place(parts["xl/workbook.xml"].decode())
    parts[sheet] = _written(parts[sheet].decode(), cell, safe_text(status)).encode()
    parts[_CORE] = _CONTENT.sub(rf"\g<1>{escape(word)}\g<2>", parts[_CORE].decode()).encode()
    return _zipped(parts)


def _place(workbook: str) -> tuple[str, str]:
    """The part of the sheet and the cell: openpyxl numbers the parts in the order of the sheets."""
    named = _NAMED.search(workbook)
    if named is None:
        raise ValueError("the workbook has no status")
    title = html.unescape(named[1]).replace("''", "'")
    titles = [html.unescape(name) for name in _SHEETS.findall(workbook)]
    return f"xl/worksheets/sheet{titles.index(title) + 1}.xml", f"{named[2]}{named[3]}"


def _written(sheet: str, cell: str, words: str) -> str:
    pattern = re.compile(rf'<c r="{cell}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
    new = f'<c r="{cell}"\\g<1> t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'
    made, times = pattern.subn(new.replace("\\g<1>", "\0"), sheet, count=1)
    found = pattern.search(sheet)
    if times != 1 or found is None:
        raise ValueError("the workbook has no cell for its status")
    return made.replace("\0", found[1] or "")


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, date_time=EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
