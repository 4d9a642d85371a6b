"""Workbooks, xlsx and true xls, → one Grid a sheet, through calamine (layer 2)."""

from pathlib import Path

import python_calamine as calamine

from reporting.errors import UnreadableError, say
from reporting.ingest.cells import Collector
from reporting.ingest.grid import Grid, UnreadableMember
from reporting.ingest.refusals import empty_file, has_password, too_many_rows
from reporting.ingest.workbench import Workbench, grid_of

_FAULTS = (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError)


def read_workbook(bench: Workbench, path: Path, kind: str) -> list[Grid | UnreadableMember]:
    """Sheets without a filled cell are left out; a sheet that can't be read doesn't lose the others."""
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise has_password() from error
    except _FAULTS as error:
        raise _corrupt(kind) from error
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(names) > bench.limits.sheets:
        raise too_many_sheets(len(names), bench.limits.sheets)
    found: list[Grid | UnreadableMember] = []
    for name in names:
        try:
            grid = _read_sheet(bench, book, name, kind)
        except UnreadableError as error:
            found.append(UnreadableMember(name, error))
        else:
            found.extend([grid] if grid else [])
    if not found:
        raise empty_file()
    return found


def _read_sheet(bench: Workbench, book: calamine.CalamineWorkbook, name: str, kind: str) -> Grid | None:
    try:
        sheet = book.get_sheet_by_name(name)
    except _FAULTS as error:
        raise _corrupt(kind) from error
    _refuse_size(bench, sheet)
    rows = Collector(bench)
    rows.add_all(sheet.iter_rows())
    relation = rows.relation()
    return grid_of(bench, relation, name, kind, longest=rows.longest) if relation else None


def _refuse_size(bench: Workbench, sheet: calamine.CalamineSheet) -> None:
    limits = bench.limits
    if sheet.total_height > limits.rows:
        raise too_many_rows(sheet.total_height, limits.rows)


def too_many_sheets(sheets: int, limit: int) -> UnreadableError:
    return UnreadableError(
        say("The workbook has {sheets} sheets; at most {limit} are read.", sheets=sheets, limit=limit),
        todo=say("Keep the sheets with the figures, or ask the administrator to raise the limit sheets."),
        code="TOO_MANY_SHEETS",
    )


def _corrupt(kind: str) -> UnreadableError:
    return UnreadableError(
        say("The workbook is damaged and can't be opened."),
        todo=say("Open it in a spreadsheet, save it anew, or export it again."),
        code=f"CORRUPT_{kind.upper()}",
    )
