"""XML Spreadsheet 2003 (an .xls that is text: old Facebook Insights) → one Grid a sheet, streaming (layer 2)."""

import codecs
import re
from pathlib import Path
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from reporting.errors import UnreadableError, say
from reporting.ingest.grid import Grid, UnreadableMember
from reporting.ingest.model import Notice
from reporting.ingest.reading.cells import Collector
from reporting.ingest.reading.refusals import (
    empty_file,
    has_entities,
    is_corrupt,
    too_many_columns,
    too_many_rows,
    too_many_sheets,
)
from reporting.ingest.reading.text import chunks
from reporting.ingest.reading.workbench import Workbench, grid_of

_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));"
)
_REPLACED = "\ufffd"
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")


def read_xml(bench: Workbench, path: Path) -> list[Grid | UnreadableMember]:
    """Bytes that aren't in the file's encoding are shown as � with a warning: one bad character doesn't lose a year."""
    handler = _Sheets(bench)
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    replaced = 0
    try:
        for text in _legal_text(path):
            replaced += text.count(_REPLACED)
            parser.feed(text)
        parser.close()
    except DefusedXmlException as error:
        raise has_entities() from error
    except SAXException as error:
        raise is_corrupt("xml") from error
    if not handler.is_workbook:
        raise UnreadableError(
            say("This is an XML file, but not a workbook."),
            todo=say("Export the figures again as CSV or Excel and drop that file here."),
            code="WRONG_TYPE",
        )
    if not handler.found:
        raise empty_file()
    notices = (_damaged(replaced),) if replaced else ()
    return [
        grid_of(bench, relation, name, "xml", longest=longest, notices=notices)
        for name, relation, longest in handler.found
    ]


def _damaged(count: int) -> Notice:
    return Notice(
        "warning",
        say("{count} damaged {count:character|characters} in the file {count:is|are} shown as �.", count=count),
    )


def _legal_text(path: Path) -> Any:
    """Text in parts that XML allows, never cut inside a character reference."""
    with path.open("rb") as file:
        declared = _DECLARED.search(file.read(200))
    decoder = codecs.getincrementaldecoder(_codec(declared[1].decode() if declared else "utf-8"))(errors="replace")
    held = ""
    for chunk in chunks(path):
        held += decoder.decode(chunk)
        cut = held.rfind("&", max(0, len(held) - 12))
        ready, held = (held[:cut], held[cut:]) if cut >= 0 else (held, "")
        yield _ILLEGAL.sub(_REPLACED, ready)
    yield _ILLEGAL.sub(_REPLACED, held + decoder.decode(b"", final=True))


def _codec(declared: str) -> str:
    known = {"utf-8", "us-ascii", "iso-8859-1", "windows-1252", "utf-16"}
    return declared if declared.lower() in known else "utf-8"


class _Sheets(ContentHandler):
    """Collects the sheets; Index attributes skip rows and cells, as in the file."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.is_workbook = False
        self.found: list[tuple[str, str, int]] = []
        self.sheets = 0
        self.name = ""
        self.rows: Collector | None = None
        self.row_no = 0
        self.row: list[str | None] = []
        self.column = 0
        self.merged = 0
        self.awaited = False  # the Data of a cell, not that of its comment
        self.data: list[str] | None = None

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 -- SAX names
        tag = name.rpartition(":")[2]
        values = {key.rpartition(":")[2]: attrs[key] for key in attrs.getNames()}
        match tag:
            case "Workbook":
                self.is_workbook = True
            case "Worksheet":
                self._start_sheet(values.get("Name", ""))
            case "Row":
                self.row_no = self._index(values, self.row_no)
                self.row = []
                self.column = 0
            case "Cell":
                self.column = self._index(values, self.column)
                self.merged = _whole(values.get("MergeAcross"))
                self.awaited = True
            case "Comment":
                self.awaited = False
            case "Data" if self.awaited:
                self.data = []

    def _start_sheet(self, name: str) -> None:
        self.sheets += 1
        if self.sheets > self.bench.limits.sheets:
            raise too_many_sheets(self.sheets, self.bench.limits.sheets)
        self.name, self.rows, self.row_no = name, Collector(self.bench), 0

    def _index(self, values: dict[str, str], last: int) -> int:
        return max(_whole(values.get("Index")), last + 1)

    def characters(self, content: str) -> None:
        if self.data is not None:
            self.data.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 -- SAX names
        tag = name.rpartition(":")[2]
        if tag == "Data" and self.data is not None:
            self._put("".join(self.data))
            self.data, self.awaited = None, False
        elif tag == "Cell":
            self.column += self.merged
            self.awaited = False
        elif tag == "Row" and self.rows is not None:
            if self.row_no > self.bench.limits.rows:
                raise too_many_rows(self.row_no, self.bench.limits.rows)
            self.rows.add(self.row_no, self.row)
        elif tag == "Worksheet" and self.rows is not None:
            relation = self.rows.relation()
            if relation:
                self.found.append((self.name, relation, self.rows.longest))
            self.rows = None

    def _put(self, text: str) -> None:
        if self.column > self.bench.limits.columns:
            raise too_many_columns(self.column, self.bench.limits.columns)
        self.row.extend([None] * (self.column - len(self.row)))
        self.row[self.column - 1] = text or None


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdecimal() else 0
