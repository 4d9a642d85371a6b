"""Workbooks, xlsx and true xls, → one Grid a sheet, through calamine after the pre-flight (layer 2)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import python_calamine as calamine

from reporting.errors import UnreadableError, say
from reporting.ingest.grid import Grid, UnreadableMember
from reporting.ingest.model import Notice
from reporting.ingest.reading.cells import Collector
from reporting.ingest.reading.container import Budget
from reporting.ingest.reading.package import SheetFacts, check_workbook
from reporting.ingest.reading.refusals import empty_file, has_password, is_corrupt, too_many_rows, too_many_sheets
from reporting.ingest.reading.text import chunks
from reporting.ingest.reading.workbench import Workbench, grid_of

_FAULTS = (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError)
_PANIC = "PanicException"  # of no module that can be imported, and no Exception
_LONGEST_OLE_NAME = 64


def read_xlsx(bench: Workbench, path: Path, budget: Budget) -> list[Grid | UnreadableMember]:
    return _read_book(bench, path, "xlsx", check_workbook(path, bench.limits, budget))


def read_xls(bench: Workbench, path: Path) -> list[Grid | UnreadableMember]:
    """A true BIFF workbook, if that is what the OLE file holds."""
    streams = _streams(path)
    if "EncryptedPackage" in streams:
        raise has_password()
    if "_VBA_PROJECT" in streams:
        raise UnreadableError(
            say("The workbook holds macros (programs)."),
            todo=say("Save it as an Excel workbook (.xlsx) or as CSV and drop that file here."),
            code="MACRO_FILE",
        )
    if "WordDocument" in streams or "PowerPoint Document" in streams:
        raise UnreadableError(
            say("This is a text document or a presentation, not a table."),
            todo=say("Save it as an Excel workbook (.xlsx) or as CSV and drop that file here."),
            code="WRONG_TYPE",
        )
    return _read_book(bench, path, "xls", {})


def _streams(path: Path) -> frozenset[str]:
    """Which of the telling stream names occur in an OLE file's directory."""
    names = ("EncryptedPackage", "_VBA_PROJECT", "WordDocument", "PowerPoint Document")
    found: set[str] = set()
    tail = b""
    for part in chunks(path):
        found.update(name for name in names if name.encode("utf-16-le") in tail + part)
        tail = part[-_LONGEST_OLE_NAME:]
    return frozenset(found)


def _read_book(bench: Workbench, path: Path, kind: str, facts: dict[str, SheetFacts]) -> list[Grid | UnreadableMember]:
    """Sheets without a filled cell are left out; a sheet that can't be read doesn't lose the others."""
    with _guarded(kind):
        book = calamine.CalamineWorkbook.from_path(str(path))
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(names) > bench.limits.sheets:
        raise too_many_sheets(len(names), bench.limits.sheets)
    found: list[Grid | UnreadableMember] = []
    for name in names:
        try:
            grid = _read_sheet(bench, book, name, kind, facts.get(name, SheetFacts()))
        except UnreadableError as error:
            found.append(UnreadableMember(name, error))
        else:
            found.extend([grid] if grid else [])
    if not found:
        raise empty_file()
    return found


@contextmanager
def _guarded(kind: str) -> Iterator[None]:
    """A workbook that calamine can't make sense of is damaged; of some damage it says so by a panic."""
    try:
        yield
    except calamine.PasswordError as error:
        raise has_password() from error
    except _FAULTS as error:
        raise is_corrupt(kind) from error
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise is_corrupt(kind) from error
        raise


def _read_sheet(
    bench: Workbench, book: calamine.CalamineWorkbook, name: str, kind: str, facts: SheetFacts
) -> Grid | None:
    if facts.refusal:
        raise facts.refusal
    with _guarded(kind):
        sheet = book.get_sheet_by_name(name)
    if sheet.total_height > bench.limits.rows:
        raise too_many_rows(sheet.total_height, bench.limits.rows)
    rows = Collector(bench)
    left = [None] * (sheet.start[1] if sheet.start else 0)
    for row_no, row in enumerate(sheet.iter_rows(), start=1):
        rows.add(row_no, [*left, *row] if left else row)
    relation = rows.relation()
    if relation is None:
        return None
    notices = (_errors(facts.errors),) if facts.errors else ()
    return grid_of(bench, relation, name, kind, longest=rows.longest, notices=notices)


def _errors(count: int) -> Notice:
    return Notice(
        "warning",
        say(
            "{count} {count:cell holds|cells hold} an error such as #REF! and {count:counts|count} as empty.",
            count=count,
        ),
    )
