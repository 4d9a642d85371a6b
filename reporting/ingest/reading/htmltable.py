"""An HTML table saved under the name of a workbook → Grids; a login or error page is refused (layer 2)."""

import codecs
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from reporting.errors import UnreadableError, say
from reporting.ingest.grid import Grid
from reporting.ingest.reading.cells import Collector
from reporting.ingest.reading.text import as_utf8, chunks
from reporting.ingest.reading.workbench import Workbench, grid_of

_LEAST_CELLS = 2
_MOST_SPAN = 1_000


def read_html(bench: Workbench, path: Path) -> list[Grid]:
    text = as_utf8(bench, path)
    tables = _Tables(bench)
    for part in codecs.iterdecode(chunks(text.path, text.start), "utf-8"):
        tables.feed(part)
    tables.close()
    if tables.open:
        raise _cut()
    loaded = [(rows.relation(), rows) for rows in tables.done]
    found = [(relation, rows.longest) for relation, rows in loaded if relation and rows.cells >= _LEAST_CELLS]
    if tables.has_form or not found:
        raise UnreadableError(
            say("This is a web page, not a table: probably a page that asks to sign in, or an error message."),
            todo=say("Sign in at the platform and export the file again."),
            code="HTML_PAGE",
        )
    grids = [
        grid_of(bench, relation, f"table {n}" if len(found) > 1 else None, "html", longest=longest)
        for n, (relation, longest) in enumerate(found, start=1)
    ]
    return [replace(grid, encoding=text.encoding, notices=text.notices) for grid in grids]


def _cut() -> UnreadableError:
    return UnreadableError(
        say("The web page ends in the middle of its table."),
        why=say("It was cut or changed on its way."),
        todo=say("Export it again and drop that file here."),
        code="CORRUPT_HTML",
    )


class _Tables(HTMLParser):
    """Cells of every table; text outside of tables is ignored, scripts and styles too."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(convert_charrefs=True)
        self.bench = bench
        self.done: list[Collector] = []
        self.has_form = False
        self.open = 0
        self.rows: Collector | None = None
        self.row: list[str | None] | None = None
        self.cell: list[str] | None = None
        self.span = 1
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "input" and values.get("type", "") == "password":
            self.has_form = True
        elif tag in ("script", "style"):
            self.silent += 1
        elif tag == "table":
            self.open += 1
            self.rows = Collector(self.bench)
            self.done.append(self.rows)
        elif tag == "tr":
            self._end_row()
            self.row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self.cell, self.span = [], _span(values.get("colspan"))
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
            self.open -= tag == "table" and self.open > 0
        elif tag in ("script", "style"):
            self.silent = max(0, self.silent - 1)

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.silent:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is not None and self.row is not None:
            self.row.extend(["".join(self.cell).strip() or None, *[None] * (self.span - 1)])
        self.cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.row is not None and self.rows is not None:
            self.rows.add(self.rows.last_row + 1, self.row)
        self.row = None


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if value and value.isdecimal() else 1
