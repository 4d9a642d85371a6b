"""Refusals that several readers share, each with its code (layer 2)."""

from reporting.errors import UnreadableError, say


def empty_file() -> UnreadableError:
    return UnreadableError(
        say("The file is empty."), todo=say("Export it again and drop it here once more."), code="EMPTY_FILE"
    )


def too_many_columns(width: int, limit: int) -> UnreadableError:
    return UnreadableError(
        say("The table has {columns} columns or more; at most {limit} are read.", columns=width, limit=limit),
        todo=say("Export fewer metrics, or ask the administrator to raise the limit columns."),
        code="TOO_MANY_COLUMNS",
    )


def field_too_long(limit: int) -> UnreadableError:
    return UnreadableError(
        say("A field is longer than {limit} characters.", limit=limit),
        why=say("A quote that is never closed can have that effect."),
        todo=say("Export the file again, or ask the administrator to raise the limit field_chars."),
        code="FIELD_TOO_LONG",
    )


def unclosed_quote(row: int) -> UnreadableError:
    return UnreadableError(
        say("A quote that opens in row {row} is never closed, so the rows after it can’t be told apart.", row=row),
        why=say("The file was cut, or changed by hand."),
        todo=say("Export it again from the platform and drop that file here unchanged."),
        code="UNCLOSED_QUOTE",
    )


def too_many_rows(rows: int, limit: int) -> UnreadableError:
    return UnreadableError(
        say("The table has {rows} rows or more; at most {limit} are read.", rows=rows, limit=limit),
        todo=say("Export a shorter period, or ask the administrator to raise the limit rows."),
        code="TOO_MANY_ROWS",
    )


def too_many_cells(limit: int) -> UnreadableError:
    return UnreadableError(
        say("The table has more than {limit} cells.", limit=limit),
        todo=say("Export a shorter period, or ask the administrator to raise the limit cells."),
        code="TOO_MANY_CELLS",
    )


def has_password() -> UnreadableError:
    return UnreadableError(
        say("The file has a password."),
        todo=say("Remove it (in Excel: File, Info, Protect Workbook) and drop the file here again."),
        code="ENCRYPTED",
    )


def is_corrupt(kind: str) -> UnreadableError:
    """kind: xlsx, xls, xml or zip."""
    what = say("The archive is damaged.") if kind == "zip" else say("The workbook is damaged and can’t be opened.")
    return UnreadableError(
        what,
        why=say("It was cut or changed on its way."),
        todo=say("Export it again and drop that file here."),
        code=f"CORRUPT_{kind.upper()}",
    )


def too_many_sheets(sheets: int, limit: int) -> UnreadableError:
    return UnreadableError(
        say("The workbook has {sheets} sheets or more; at most {limit} are read.", sheets=sheets, limit=limit),
        todo=say("Keep the sheets with the figures, or ask the administrator to raise the limit sheets."),
        code="TOO_MANY_SHEETS",
    )


def too_many_parts(parts: int, limit: int) -> UnreadableError:
    return UnreadableError(
        say("The archive has {parts} files; at most {limit} are read.", parts=parts, limit=limit),
        todo=say("Pack only the exports, or ask the administrator to raise the limit zip_members."),
        code="TOO_MANY_PARTS",
    )


def too_large(megabytes: int, limit: int) -> UnreadableError:
    return UnreadableError(
        say("The file has {megabytes} MB; at most {limit} MB are read.", megabytes=megabytes, limit=limit),
        todo=say("Export a shorter period, or ask the administrator to raise the limit file_bytes."),
        code="FILE_TOO_LARGE",
    )


def has_entities() -> UnreadableError:
    return UnreadableError(
        say("The file defines its own XML entities."),
        why=say("No export does that; it is a known way to harm the program that reads it."),
        todo=say("Export it again from the platform."),
        code="XML_ENTITIES",
    )
