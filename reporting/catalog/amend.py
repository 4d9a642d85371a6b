"""A shipped format with what an installation has added to it (layer 1)."""

from collections.abc import Mapping
from dataclasses import replace

from reporting.catalog.folding import fold
from reporting.catalog.format import Amendment, Format, FormatColumn, Titled

Headings = Mapping[str, tuple[str, ...]]


def amended(format_: Format, amendment: Amendment, file: str) -> Format:
    """The amendment wins where both say something; what it adds stands after what was there."""
    columns = list(format_.columns)
    for added in amendment.columns:
        columns = _with_column([_without(column, added) for column in columns], added)
    blocks = list(format_.blocks)
    for block in amendment.blocks:
        blocks = _with_block(blocks, block)
    return replace(
        format_,
        columns=tuple(columns),
        blocks=tuple(blocks),
        sheets=_joined(format_.sheets, amendment.sheets),
        fingerprints=_joined(format_.fingerprints, amendment.fingerprints),
        amended_by=(*format_.amended_by, file),
    )


def joined(one: Amendment, other: Amendment) -> Amendment:
    """Both as one; where they give a heading or a value different meanings, the other's counts."""
    columns = list(one.columns)
    for added in other.columns:
        columns = _with_column([_without(column, added) for column in columns], added)
    blocks = list(one.blocks)
    for block in other.blocks:
        blocks = _with_block(blocks, block)
    return replace(
        one,
        source=other.source,
        columns=tuple(column for column in columns if says_something(column)),
        blocks=tuple(blocks),
        sheets=_joined(one.sheets, other.sheets),
        fingerprints=_joined(one.fingerprints, other.fingerprints),
    )


def says_something(column: FormatColumn) -> bool:
    """Whether a column of an amendment adds anything."""
    return any(column.headings.values()) or bool(column.values) or column.order is not None


def _with_column(columns: list[FormatColumn], added: FormatColumn) -> list[FormatColumn]:
    """Its headings and values with the first column that reads the same target, else as one column more."""
    at = next((n for n, column in enumerate(columns) if _alike(column, added)), None)
    if at is None:
        return [*columns, added]
    known = columns[at]
    columns[at] = replace(
        known,
        headings=_merged(known.headings, added.headings),
        values={**known.values, **added.values},
        order=added.order or known.order,
    )
    return columns


def _alike(column: FormatColumn, added: FormatColumn) -> bool:
    """The same target, its cells read the same way as far as that is said; two dropped ones with the same reason."""
    same = (column.to, column.drop, column.pattern, column.part) == (added.to, added.drop, added.pattern, added.part)
    said = [(added.unit, column.unit), (added.scale, column.scale), (added.zone, column.zone)]
    constants = not added.constants or added.constants == column.constants
    return same and constants and all(new in (None, known) for new, known in said)


def _without(column: FormatColumn, added: FormatColumn) -> FormatColumn:
    """A heading that the amendment gives another meaning loses the one that it had."""
    taken = {fold(text) for texts in added.headings.values() for text in texts}
    if column.pattern or _alike(column, added):
        return column
    kept = {lang: tuple(text for text in texts if fold(text) not in taken) for lang, texts in column.headings.items()}
    return replace(column, headings=kept) if kept != column.headings else column


def _with_block(blocks: list[Titled], added: Titled) -> list[Titled]:
    at = next((n for n, one in enumerate(blocks) if (one.to, one.platform) == (added.to, added.platform)), None)
    if at is None:
        return [*blocks, added]
    blocks[at] = replace(blocks[at], titles=_merged(blocks[at].titles, added.titles))
    return blocks


def _merged(known: Headings, added: Headings) -> dict[str, tuple[str, ...]]:
    languages = dict.fromkeys((*known, *added))
    return {lang: _joined(known.get(lang, ()), added.get(lang, ())) for lang in languages}


def _joined(known: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *added)))
