"""report --lint: what is wrong with a report before it leaves (layer 8)."""

from collections.abc import Sequence
from typing import Any

from reporting.command.console import Console
from reporting.errors import say
from reporting.workbook.lint.model import LEVELS, SYMBOLS, Remark


def show_remarks(console: Console, client: str, remarks: Sequence[Remark]) -> None:
    """A line each, worst first, and how many of each level there are."""
    for one in remarks:
        words = say("{where}: {what} {how}", where=one.where, what=one.what, how=one.how)
        console.result(f"{SYMBOLS[one.level]} {console.text(LEVELS[one.level])} · {console.text(words)}")
    counts = [sum(one.level == level for one in remarks) for level in LEVELS]
    console.say(
        say(
            "{client}: {errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, "
            "{notes} {notes:note|notes}.",
            client=client,
            errors=counts[0],
            warnings=counts[1],
            notes=counts[2],
        )
    )


def remark_documents(console: Console, remarks: Sequence[Remark]) -> list[dict[str, Any]]:
    return [one.written(console.lang) for one in remarks]
