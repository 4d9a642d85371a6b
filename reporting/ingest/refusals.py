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
        say("A quote that opens in row {row} is never closed, so the rows after it can't be told apart.", row=row),
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
