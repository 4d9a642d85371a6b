"""What a person decides about a changed export, each as an amendment of one format (layer 1, pure)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reporting.catalog.amend import says_something
from reporting.catalog.check_formats import claims
from reporting.catalog.fingerprint import fingerprint
from reporting.catalog.folding import fold
from reporting.catalog.format import Amendment, Format, FormatColumn
from reporting.catalog.model import Catalog
from reporting.catalog.words import Words

LEFT_OUT = Words("Left out by hand in this installation.", "Laissée de côté à la main dans cette installation.")

MendKind = Literal["heading", "left_out", "value", "order"]


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing that an amendment says, by which it can be shown and taken back.

    text     the heading, or the value as the file writes it
    meaning  what a value counts as
    """

    format: str
    kind: MendKind
    to: str | None
    text: str
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an export changed: a heading of a format, and what told so."""

    format: str
    heading: str
    language: str
    source: str


def named(catalog: Catalog, spot: Spot, target: str, old: str | None = None) -> Amendment:
    """The heading means the target from now on, and its cells read as those of the old heading do.

    Where one heading of the format fills several targets (the two ends of a period), the new one fills them too.
    """
    fmt = catalog.formats[spot.format]
    columns = [column for column in fmt.columns if column.to == target]
    model = next((c for c in columns if not c.pattern and fold(old or "") in claims(c)), columns[0])
    alike = [model, *(c for c in fmt.columns if c != model and old is not None and _shares(c, model, old))]
    added = [replace(_bare(column), headings={spot.language: (spot.heading,)}) for column in alike]
    return Amendment(_owner(catalog, fmt, model), spot.source, tuple(added))


def left_out(catalog: Catalog, spot: Spot) -> Amendment:
    """The heading has no meaning; it loses the one that it had."""
    fmt = catalog.formats[spot.format]
    model = next((c for c in fmt.columns if not c.pattern and fold(spot.heading) in claims(c)), None)
    owner = fmt.id if model is None else _owner(catalog, fmt, model)
    return Amendment(owner, spot.source, (FormatColumn(drop=LEFT_OUT, headings={spot.language: (spot.heading,)}),))


def valued(catalog: Catalog, spot: Spot, meanings: Mapping[str, str]) -> Amendment:
    """Texts of a choice or flag mean these values."""
    model = _column_of(catalog.formats[spot.format], spot.heading)
    column = replace(_bare(model), values={fold(text): value for text, value in meanings.items()})
    return Amendment(_owner(catalog, catalog.formats[spot.format], model), spot.source, (column,))


def either_order(catalog: Catalog, spot: Spot) -> Amendment:
    """From now on each file decides the order of day and month by its dates; where they don't tell, it is asked."""
    model = _column_of(catalog.formats[spot.format], spot.heading)
    column = replace(_bare(model), order="auto")
    return Amendment(_owner(catalog, catalog.formats[spot.format], model), spot.source, (column,))


def meaning_of(fmt: Format, heading: str) -> str | Words | None:
    """The target of a heading, the reason why it is left out, or None where it has no meaning."""
    text = fold(heading)
    for column in fmt.columns:
        if not column.pattern and any(fold(known) == text for texts in column.headings.values() for known in texts):
            return column.to or column.drop
    return None


def sealed(amendment: Amendment, headings: Sequence[str]) -> Amendment:
    """A table with just these headings is this format, whatever else would fit."""
    return replace(amendment, fingerprints=(fingerprint(headings),))


def mends(amendment: Amendment) -> Iterator[Mend]:
    """Everything that it says, one by one."""
    format_ = amendment.amends
    for column in amendment.columns:
        kind: MendKind = "left_out" if column.drop else "heading"
        texts = (text for headings in column.headings.values() for text in headings)
        yield from (Mend(format_, kind, column.to, text) for text in texts)
        yield from (Mend(format_, "value", column.to, text, means) for text, means in column.values.items())
        if column.order == "auto":
            yield Mend(format_, "order", column.to, "")


def without(amendment: Amendment, mend: Mend) -> Amendment | None:
    """The amendment with one thing less; None where nothing is left of it."""
    columns = [_less(column, mend) if column.to == mend.to else column for column in amendment.columns]
    kept = tuple(column for column in columns if says_something(column))
    rest = replace(amendment, columns=kept, fingerprints=())
    return rest if rest.columns or rest.blocks or rest.sheets else None


def _less(column: FormatColumn, mend: Mend) -> FormatColumn:
    match mend.kind:
        case "value":
            return replace(column, values={text: v for text, v in column.values.items() if text != mend.text})
        case "order":
            return replace(column, order=None)
        case _:
            kept = {lang: tuple(t for t in texts if t != mend.text) for lang, texts in column.headings.items()}
            return replace(column, headings={lang: texts for lang, texts in kept.items() if texts})


def _owner(catalog: Catalog, fmt: Format, column: FormatColumn) -> str:
    """The format that the column stands in: one that others take their columns from mends them all."""
    base = catalog.formats.get(fmt.columns_from or "")
    return _owner(catalog, base, column) if base is not None and column in base.columns else fmt.id


def _bare(column: FormatColumn) -> FormatColumn:
    """How its cells read, without what it is called; a new heading is no expression, and states no order of its own."""
    if column.pattern:
        return replace(column, headings={}, values={}, pattern=False)
    return replace(column, headings={}, values={}, order=None)


def _shares(column: FormatColumn, model: FormatColumn, old: str) -> bool:
    """Another end of the same range."""
    return not column.pattern and column.part != model.part and fold(old) in claims(column) & claims(model)


def _column_of(fmt: Format, heading: str) -> FormatColumn:
    return next(column for column in fmt.columns if not column.pattern and fold(heading) in claims(column))
