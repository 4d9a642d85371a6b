"""What holds for every row and stands around a table: in lines above it, in names, in small tables (layer 2)."""

import re
from dataclasses import dataclass

from reporting.catalog.format import Context, Format
from reporting.ingest.understanding.blocks import Block, filled


@dataclass(frozen=True, slots=True)
class Outside:
    """The names of a file and its member, and the lines of its small tables."""

    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


NOTHING = Outside()


@dataclass(frozen=True, slots=True)
class Said:
    """A value that was found, as it stands in `line`."""

    context: Context
    text: str
    line: str


def said(fmt: Format, block: Block, outside: Outside) -> dict[str, Said]:
    """What each context of the format finds; of several for one target the first counts."""
    above = tuple(" ".join(cell.strip() for cell in cells if filled(cell) and cell) for _, cells in block.above)
    lines = {"above": (*above, "\n".join(above)), "name": outside.names, "file": outside.lines}
    found: dict[str, Said] = {}
    for context in fmt.context:
        match = next(
            (m for p in context.patterns for line in lines[context.where] if (m := re.search(p, line, re.IGNORECASE))),
            None,
        )
        if match is not None and match.group(1) and context.to not in found:
            found[context.to] = Said(context, match.group(1).strip(), match.string)
    return found
