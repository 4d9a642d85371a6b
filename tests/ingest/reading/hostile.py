"""Small containers made by hand, each with one fault: what no platform writes, what would harm a naive reader."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

CSV = b"Date,Reach\n2026-10-01,5\n"
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c></row><row r="2"><c r="A2"><v>5</v></c></row>'


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def xlsx(
    rows: str = _ROWS,
    *,
    sheets: int = 1,
    strings: str = "",
    prolog: str = "",
    book: str = "",
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook with `rows` in every sheet; prolog goes before the sheet's root, book before the workbook's."""
    names = range(1, sheets + 1)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{book}<workbook {_NS} xmlns:r="{_REL}"><sheets>'
        + "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in names)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in names
        )
        + f'<Relationship Id="strings" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    for n in names:
        parts[f"xl/worksheets/sheet{n}.xml"] = f"{prolog}<worksheet {_NS}><sheetData>{rows}</sheetData></worksheet>"
    return zipped({name: text.encode() for name, text in parts.items()} | dict(extra or {}))


def _renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    return data.replace(old, new)


def _symlink() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("link.csv")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def nested(levels: int, data: bytes = CSV) -> bytes:
    """A zip, and as many zips around it."""
    data = zipped({"data.csv": data})
    for level in range(levels):
        data = zipped({f"level{level}.zip": data})
    return data


def _encrypted() -> bytes:
    """The flag is what a reader sees; the bytes behind it don't matter."""
    data = bytearray(zipped({"data.csv": CSV}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _lying_size() -> bytes:
    """The headers say ten bytes, fifty million come out."""
    data = bytearray(zipped({"data.csv": b"a,b\n" * 12_500_000}))
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, 22, 10)
    struct.pack_into("<I", data, central + 24, 10)
    return bytes(data)


def _overlapped(entries: int = 200) -> bytes:
    """Many directory entries over one and the same body."""
    data = zipped({"aaaa.csv": b"a,b\n" * 100_000})
    central = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry = data[central:end]
    directory = b"".join(entry.replace(b"aaaa.csv", f"{n:04d}.csv".encode()) for n in range(entries))
    tail = bytearray(data[end:])
    struct.pack_into("<HHII", tail, 8, entries, entries, len(directory), central)
    return data[:central] + directory + bytes(tail)


def _bad_crc() -> bytes:
    data = bytearray(zipped({"data.csv": CSV}, zipfile.ZIP_STORED))
    data[data.index(b"Reach")] ^= 1
    return bytes(data)


def _flipped(data: bytes, part: bytes) -> bytes:
    """A bit of the packed body behind the header that names `part`."""
    changed = bytearray(data)
    at = changed.index(part) + len(part) + 5
    changed[at] ^= 0xFF
    return bytes(changed)


def ole(*streams: str) -> bytes:
    """The magic of an OLE2 file and stream names as its directory has them."""
    return (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + b"\x00" * 600
        + b"".join(s.encode("utf-16-le") + b"\x00" * 60 for s in streams)
    )


_LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
_XXE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
_STRINGS = f"<sst {_NS}><si><t>Date</t></si></sst>"
_FORMULA = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>n</t></is></c></row><row r="2"><c r="A2"><f>1+1</f><v></v></c></row>'
)


def cell(reference: str, value: str = "5") -> str:
    return f'<row><c r="{reference}"><v>{value}</v></c></row>'


# name → (bytes, code): the upload as a whole is refused with this code, or its only table is.
REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "WRONG_TYPE"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 50, "WRONG_TYPE"),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", "WRONG_TYPE"),
    "exe": (lambda: b"MZ\x90\x00\x03" + b"\x00" * 50, "WRONG_TYPE"),
    "elf": (lambda: b"\x7fELF\x02\x01\x01" + b"\x00" * 50, "WRONG_TYPE"),
    "parquet": (lambda: b"PAR1\x15\x04\x00", "WRONG_TYPE"),
    "gzip": (lambda: b"\x1f\x8b\x08\x00" + b"\x00" * 20, "WRONG_TYPE"),
    "json error page": (lambda: b'{"error": {"message": "token expired"}}', "NOT_A_TABLE"),
    "json list": (lambda: b'[{"id": 1}, {"id": 2}]', "NOT_A_TABLE"),
    "login page": (
        lambda: b"<!DOCTYPE html><html><body><form><input type='password'></form></body></html>",
        "HTML_PAGE",
    ),
    "login page with a layout table": (
        lambda: b"<html><table><tr><td>Name</td><td><input type=password></td></tr></table></html>",
        "HTML_PAGE",
    ),
    "error page": (
        lambda: b"<html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>",
        "HTML_PAGE",
    ),
    "xml that is no workbook": (lambda: b"<?xml version='1.0'?><feed><entry>1</entry></feed>", "WRONG_TYPE"),
    "xml workbook with a dtd": (
        f'<?xml version="1.0"?>{_LAUGHS}<Workbook><x>&b;</x></Workbook>'.encode,
        "XML_ENTITIES",
    ),
    "xml workbook cut": (lambda: b'<?xml version="1.0"?><Workbook><Worksheet><Table><Row><Cell>', "CORRUPT_XML"),
    "ole cut": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 20, "CORRUPT_XLS"),
    "ole without a workbook": (lambda: ole("Root Entry"), "CORRUPT_XLS"),
    "ole with a password": (lambda: ole("EncryptionInfo", "EncryptedPackage"), "ENCRYPTED"),
    "ole with macros": (lambda: ole("Workbook", "_VBA_PROJECT"), "MACRO_FILE"),
    "old word document": (lambda: ole("WordDocument"), "WRONG_TYPE"),
    "zip empty": (lambda: zipped({}), "EMPTY_FILE"),
    "zip cut": (lambda: zipped({"data.csv": CSV * 100})[:-60], "CORRUPT_ZIP"),
    "zip of junk only": (lambda: zipped({"__MACOSX/._a.csv": b"\x00\x05\x16", ".DS_Store": b"x"}), "ZIP_NO_TABLE"),
    "zip without a table": (
        lambda: zipped({"readme.txt": b"Hello.\nNothing here.\n", "logo.png": b"\x89PNG\r\n"}),
        "ZIP_NO_TABLE",
    ),
    "zip traversal": (lambda: zipped({"../../data.csv": CSV}), "ZIP_BAD_NAME"),
    "zip traversal inside": (lambda: zipped({"a/../../data.csv": CSV}), "ZIP_BAD_NAME"),
    "zip absolute": (lambda: zipped({"/etc/data.csv": CSV}), "ZIP_BAD_NAME"),
    "zip drive": (lambda: zipped({"C:/data.csv": CSV}), "ZIP_BAD_NAME"),
    "zip backslash traversal": (lambda: zipped({"..\\..\\data.csv": CSV}), "ZIP_BAD_NAME"),
    "zip share": (lambda: zipped({"\\\\server\\data.csv": CSV}), "ZIP_BAD_NAME"),
    "zip name with nul": (lambda: _renamed(zipped({"data_.csv": CSV}), b"data_.csv", b"data\x00.csv"), "ZIP_BAD_NAME"),
    "zip symlink": (_symlink, "ZIP_BAD_NAME"),
    "zip names twice": (lambda: _renamed(zipped({"a.csv": CSV, "b.csv": CSV}), b"b.csv", b"a.csv"), "ZIP_DUP_NAME"),
    "zip names twice but for case": (lambda: zipped({"a.csv": CSV, "A.CSV": CSV}), "ZIP_DUP_NAME"),
    "zip overlapped": (_overlapped, "CORRUPT_ZIP"),
    "zip lying size": (_lying_size, "CORRUPT_ZIP"),
    "zip bad checksum": (_bad_crc, "CORRUPT_ZIP"),
    "zip encrypted": (_encrypted, "ENCRYPTED"),
    "zip bomb": (lambda: zipped({"data.csv": b"0" * 12_000_000}), "ZIP_RATIO"),
    "zip bomb nested": (lambda: zipped({"in.zip": zipped({"data.csv": b"0" * 12_000_000})}), "ZIP_RATIO"),
    "zip of 5,000": (lambda: zipped({f"{n}.csv": b"a,b\n" for n in range(5_000)}), "TOO_MANY_PARTS"),
    "zip five deep": (lambda: nested(levels=4), "ZIP_TOO_DEEP"),
    "zip seven deep": (lambda: nested(levels=7), "ZIP_TOO_DEEP"),
    "docx": (lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "WRONG_TYPE"),
    "pptx": (lambda: zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}), "WRONG_TYPE"),
    "ods": (
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        "WRONG_TYPE",
    ),
    "xlsb": (lambda: xlsx(extra={"xl/workbook.bin": b"\x00"}), "WRONG_TYPE"),
    "xlsm": (lambda: xlsx(extra={"xl/vbaProject.bin": b"\x00"}), "MACRO_FILE"),
    "package without a workbook": (lambda: zipped({"[Content_Types].xml": b"<Types/>"}), "CORRUPT_XLSX"),
    "xlsx cut": (lambda: xlsx()[:-80], "CORRUPT_XLSX"),
    "xlsx flipped": (lambda: _flipped(xlsx(), b"xl/worksheets/sheet1.xml"), "CORRUPT_XLSX"),
    "xlsx sheet cut": (lambda: xlsx("<row><c r='A1'><v>1</v>"), "CORRUPT_XLSX"),
    "xlsx billion laughs": (lambda: xlsx(strings=_LAUGHS + _STRINGS), "XML_ENTITIES"),
    "xlsx entity in a sheet": (lambda: xlsx(prolog=_XXE), "XML_ENTITIES"),
    "xlsx external dtd": (lambda: xlsx(prolog='<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'), "XML_ENTITIES"),
    "xlsx dtd in the workbook": (lambda: xlsx(book=_XXE), "XML_ENTITIES"),
    "xlsx part in utf-16": (lambda: xlsx(strings="\ufeff" + _XXE), "XML_ENTITIES"),
    "xlsx far cell": (lambda: xlsx(cell("A1") + cell("XFD1048576")), "SHEET_TOO_LARGE"),
    "xlsx far cell in lower reach": (lambda: xlsx(cell("A1") + cell("ZZ1048576")), "SHEET_TOO_LARGE"),
    "xlsx far column": (lambda: xlsx(cell("A1") + cell("XFD1")), "SHEET_TOO_LARGE"),
    "xlsx far cell in other quotes": (
        lambda: xlsx(cell("A1") + "<row><c s = '1' r = 'XFD1048576' ><v>1</v></c></row>"),
        "SHEET_TOO_LARGE",
    ),
    "xlsx cell beyond the sheet": (lambda: xlsx(cell("ZZZZ1")), "CORRUPT_XLSX"),
    "xlsx cell without a row": (lambda: xlsx(cell("A0")), "CORRUPT_XLSX"),
    "xlsx cell of nonsense": (lambda: xlsx(cell("?!")), "CORRUPT_XLSX"),
    "xlsx row beyond the sheet": (lambda: xlsx(cell("A9999999")), "CORRUPT_XLSX"),
    "xlsx bomb of shared strings": (
        lambda: xlsx(strings=f"<sst {_NS}><si><t>{'a' * 20_000_000}</t></si></sst>"),
        "ZIP_RATIO",
    ),
    "xlsx 300 sheets": (lambda: xlsx(sheets=300), "TOO_MANY_SHEETS"),
    "xlsx 3,000 parts": (lambda: xlsx(extra={f"xl/media/{n}.png": b"x" for n in range(3_000)}), "TOO_MANY_PARTS"),
    "xlsx formula without a result": (lambda: xlsx(_FORMULA), "FORMULA_WITHOUT_VALUE"),
    "xlsx empty sheet": (lambda: xlsx(""), "EMPTY_FILE"),
}
