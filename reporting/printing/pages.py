"""What of a workbook is printed, and the pages of a PDF as pictures (layer 6)."""

import io
import re
import threading
import zipfile
from collections.abc import Iterator

import pypdfium2

from reporting.language import Language, as_language

# Rows that formulas read; whoever wants them has the workbook. A part's name in Excel's own words is its codeName.
_EVIDENCE = re.compile(rb'<sheetPr[^>]*\bcodeName="(?:data|goal_data)(?:_\d+)?"')
_SHEET = re.compile(rb'<sheet [^>]*?state="visible"[^>]*?/>')
_LANGUAGE = re.compile(rb"<(?:\w+:)?language>([^<]*)</")
_FONT = re.compile(rb"<font>.*?</font>", re.DOTALL)
_NAME = re.compile(rb'<name val="([^"]+)"')
_FACE = re.compile(rb"/FontName\s*/(?:[A-Z]{6}\+)?([A-Za-z0-9,+-]+)")
_HEAD = 4_000

# PDFium may be used by one thread at a time.
_PDFIUM = threading.Lock()


def for_print(workbook: bytes) -> bytes:
    """The workbook with its sheets of data hidden: such a sheet is not printed, and its figures stay where they are."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as whole:
        parts = {info: whole.read(info) for info in whole.infolist()}
    names = [info.filename for info in parts]
    hidden = {at for at, name in enumerate(_sheets(names)) if _is_evidence(parts, name)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as changed:
        for info, data in parts.items():
            changed.writestr(info.filename, _hide(data, hidden) if info.filename == "xl/workbook.xml" else data)
    return buffer.getvalue()


def _sheets(names: list[str]) -> Iterator[str]:
    """As our own writer names them: in the order of the workbook."""
    at = 1
    while (name := f"xl/worksheets/sheet{at}.xml") in names:
        yield name
        at += 1


def _is_evidence(parts: dict[zipfile.ZipInfo, bytes], name: str) -> bool:
    data = next(data for info, data in parts.items() if info.filename == name)
    return _EVIDENCE.search(data[:_HEAD]) is not None


def _hide(book: bytes, hidden: set[int]) -> bytes:
    places = iter(range(len(_SHEET.findall(book))))
    return _SHEET.sub(lambda found: _hidden(found[0]) if next(places) in hidden else found[0], book)


def _hidden(sheet: bytes) -> bytes:
    return sheet.replace(b'state="visible"', b'state="hidden"')


def language_of(workbook: bytes) -> Language:
    """As the workbook itself says in its properties."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        found = _LANGUAGE.search(parts.read("docProps/core.xml"))
    return as_language(found[1].decode("utf-8", "replace") if found else None)


def fonts_of(workbook: bytes) -> list[str]:
    """Fonts of its cells; that by which Excel measures columns is one only if it is worn in another size or weight."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        styles = parts.read("xl/styles.xml")
    worn = [font for font in _FONT.findall(styles) if b"<b " in font or b'<sz val="11"' not in font]
    named = [name for font in worn for name in _NAME.findall(font)]
    return list(dict.fromkeys(name.decode("utf-8", "replace") for name in named))


def faces(pdf: bytes) -> frozenset[str]:
    """The fonts that were printed, as PostScript calls them: `Georgia-Bold`, `TimesNewRomanPSMT`."""
    return frozenset(name.decode("ascii", "replace") for name in _FACE.findall(pdf))


def page_count(pdf: bytes) -> int:
    with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def pictures(pdf: bytes, *, most: int, width: int) -> list[bytes]:
    """The first pages as PNG, so many pixels wide."""
    with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return [_picture(document[at], width) for at in range(min(most, len(document)))]


def _picture(page: pypdfium2.PdfPage, width: int) -> bytes:
    image = page.render(scale=width / page.get_width()).to_pil()
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()
