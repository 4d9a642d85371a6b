"""Rows of several accounts in one table, told apart (layer 3, pure)."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from reporting.ingest.model import Found, Part, Total

# The platform ("" while it is a question), and what the file calls the account (None where it calls it nothing).
Pair = tuple[str, str | None]


def pair(part: Part) -> Pair:
    return part.platform or "", part.account


def pairs(found: Found) -> list[Pair]:
    """Those of which rows go in."""
    return [pair(part) for part in found.parts if part.rows]


def part_of(found: Found, wanted: Collection[Pair]) -> Found:
    """The table as if only the rows of these accounts were in it."""
    parts = tuple(part for part in found.parts if pair(part) in wanted)
    if len(parts) == len(found.parts):
        return found
    names = {part.account for part in parts}
    days = [day for part in parts for day in (part.first, part.last) if day]
    return replace(
        found,
        parts=parts,
        partial=True,
        records=sum(part.records for part in parts),
        rejected=sum(part.rejected for part in parts),
        kept=sum(part.rows for part in parts),
        stated=(),  # what a line of totals says is true of the whole file only
        first=min(days, default=None),
        last=max(days, default=None),
        accounts=tuple(account for account in found.accounts if account.id in names),
        totals={name: _added(name, parts) for name in found.totals},
        rejections=tuple(cell for cell in found.rejections if cell.account in names),
    )


def _added(name: str, parts: Sequence[Part]) -> Total:
    """A part without a single value adds nothing; where none has one there is no sum."""
    totals = [part.totals[name] for part in parts if name in part.totals]
    sums = [total.sum for total in totals if total.sum is not None]
    return Total(sum(sums) if sums else None, sum(total.missing for total in totals))
