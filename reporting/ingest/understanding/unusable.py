"""Why a table that is recognised does not go in as a whole (layer 2, pure)."""

from reporting.catalog.format import Format
from reporting.catalog.model import Catalog
from reporting.errors import FileError, say
from reporting.ingest.understanding.totals import Count

_ENOUGH = 4
"""Rows from which half of them say something about all."""


def no_rows(place: str) -> FileError:
    return FileError(
        say("There are headings here, but not a single row of data; there is nothing to import."),
        where=place,
        todo=say("Choose a period in which something happened and export it again."),
        code="NO_ROWS",
    )


def no_figures(fmt: Format, place: str) -> FileError:
    return FileError(
        say("{reason}", reason=fmt.drop),
        where=place,
        todo=say("Import the tables with the figures; this one is not needed."),
        code="NO_FIGURES",
    )


def is_broken_down(counted: Count, contradicting: int) -> bool:
    """So many rows contradict others that the table has another grain: nothing would be left, or less than half."""
    kept = counted.kept - contradicting
    return kept == 0 or (counted.records >= _ENOUGH and 2 * contradicting > counted.records)


def broken_down(catalog: Catalog, fmt: Format, place: str) -> FileError:
    """Taking one row of each would be a wrong figure."""
    key = [catalog.columns[name].label for name in catalog.tables[fmt.table].key]
    return FileError(
        say("This has the headings of “{format}”, but most rows are not one for each.", format=fmt.title),
        where=place,
        why=say("Several rows have the same {key} and other values: it may be broken down by day.", key=key),
        todo=say("Export it without that breakdown, or with the column that says what it is."),
        code="BROKEN_DOWN",
    )
