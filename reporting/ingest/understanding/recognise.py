"""Which format a table of a file is: one, none with the nearest, or several (layer 2)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import duckdb

from reporting.catalog.fingerprint import fingerprint
from reporting.catalog.folding import fold
from reporting.catalog.format import Condition, Format, Shape, Titled
from reporting.catalog.model import Catalog
from reporting.ingest.grid import Grid
from reporting.ingest.understanding.blocks import (
    HEADER_WITHIN,
    Block,
    filled,
    header_blocks,
    headless_block,
    is_remark,
    later_headers,
    titled_blocks,
)
from reporting.ingest.understanding.outside import NOTHING, Outside, said
from reporting.ingest.understanding.sqltext import DIGITS_AND_MARKS, folded, is_missing, matches
from reporting.ingest.understanding.values import NUMERIC
from reporting.ingest.understanding.vocabulary import Bound, Meaning, Vocabulary, places

_WORKBOOKS = ("xlsx", "xls", "xml")
_NEAREST = 3
_TITLED: tuple[Shape, ...] = ("series", "labels", "matrix")
_HEADED: tuple[Shape, ...] = ("rows", "twins", "fanned")


@dataclass(frozen=True, slots=True)
class Fit:
    """How one format reads one block: `lacks` are targets that it needs, `against` headings that it must not have."""

    format: Format
    block: Block
    meaning: Meaning
    titled: Titled | None = None
    lacks: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    unmet: tuple[Condition, ...] = ()

    @property
    def shape(self) -> Shape:
        return self.titled.shape if self.titled is not None and self.titled.shape else self.format.shape

    @property
    def whole(self) -> bool:
        return not (self.lacks or self.against or self.unmet)

    @property
    def weight(self) -> int:
        return len({b.place for b in self.meaning.bound})


@dataclass(frozen=True, slots=True)
class Recognition:
    """A table found, and what it can be: `fits` are the formats that fit wholly, `nearest` those that almost do."""

    block: Block
    fits: tuple[Fit, ...]
    nearest: tuple[Fit, ...] = ()
    dropped: bool = False


class Recogniser:
    """Every format of a catalog, ready to read headings."""

    def __init__(self, catalog: Catalog) -> None:
        self._vocabularies = [Vocabulary(fmt) for fmt in catalog.formats.values()]
        self._titles = frozenset(title for vocabulary in self._vocabularies for title in vocabulary.titles)

    def recognise(self, con: duckdb.DuckDBPyConnection, grid: Grid, outside: Outside = NOTHING) -> list[Recognition]:
        """Every table of a grid; one unknown table where nothing fits. `outside` can speak for a format."""
        titled = titled_blocks(con, grid, self._titles)
        found = [self._titled(con, block) for block in titled]
        if any(r.fits or r.dropped for r in found):
            return [r for r in found if not r.dropped]
        first = self._first(con, grid, outside)
        tables = [first, *self._later(con, first, outside)]
        ends = [_start(table, before) - 1 for before, table in pairwise(tables)]
        return [_ending(table, end) for table, end in zip(tables, [*ends, None], strict=True)]

    def _first(self, con: duckdb.DuckDBPyConnection, grid: Grid, outside: Outside) -> Recognition:
        fits = [fit for block in header_blocks(grid) for fit in self._rows_fits(block, outside)]
        fits += [fit for vocabulary in self._of("pairs", grid) if (fit := _pairs_fit(vocabulary, grid)) is not None]
        if not any(fit.whole for fit in fits):
            fits += [fit for vocabulary in self._of("headless", grid) if (fit := _headless_fit(vocabulary, grid))]
        return _decided(con, grid, fits)

    def _later(self, con: duckdb.DuckDBPyConnection, first: Recognition, outside: Outside) -> list[Recognition]:
        """Further tables under the first: headers that a format knows wholly; under remarks any, if the first has some.

        The lines above the first table hold for the later ones too, where their own don't say otherwise.
        """
        if not first.fits or first.fits[0].shape != "rows":
            return []
        grid, found = first.block.grid, []
        remarked = any(is_remark(cells) for _, cells in first.block.above)
        for row, above in later_headers(con, first.block):
            block = Block(grid, row, above=(*above, *first.block.above))
            fits = self._rows_fits(block, outside)
            if (above and remarked) or any(fit.whole for fit in fits):
                found.append(_decided(con, grid, fits, block))
        return found

    def _rows_fits(self, block: Block, outside: Outside) -> list[Fit]:
        headings = places(block.header[1])
        return [_rows_fit(v, block, headings, outside) for shape in _HEADED for v in self._of(shape, block.grid)]

    def _titled(self, con: duckdb.DuckDBPyConnection, block: Block) -> Recognition:
        title = fold(block.title or "")
        fits = []
        for vocabulary in self._vocabularies:
            titled = vocabulary.titles.get(title)
            if titled is None:
                continue
            if titled.to is None:
                return Recognition(block, (), dropped=True)
            fit = _titled_fit(con, vocabulary, block, titled)
            fits += [fit] if fit else []
        return _decided(con, block.grid, fits, block)

    def _of(self, shape: Shape, grid: Grid) -> list[Vocabulary]:
        sheet = fold((grid.member or "").rsplit("/", maxsplit=1)[-1]) if grid.kind in _WORKBOOKS else None
        return [
            v
            for v in self._vocabularies
            if v.format.shape == shape and (sheet is None or not v.sheets or sheet in v.sheets)
        ]


def _rows_fit(
    vocabulary: Vocabulary, block: Block, headings: Sequence[tuple[int, str | None]], outside: Outside
) -> Fit:
    meaning = vocabulary.read(headings)
    fmt = vocabulary.format
    said_outside = said(fmt, block, outside) if fmt.context and meaning.bound else {}
    folded_headings = {fold(heading) for _, heading in headings if heading}
    against = [heading for heading in fmt.never if fold(heading) in folded_headings]
    if fmt.closed:
        against += meaning.unknown
    against += _third(meaning)
    lacks = _lacking(fmt, meaning, said_outside)
    if fmt.needs_figure and not any(b.column.to and b.column.type in NUMERIC for b in meaning.bound):
        lacks += tuple(column.to for column in fmt.columns if column.to and column.type in NUMERIC)[:1]
    if fmt.needs_heading and not folded_headings.intersection(map(fold, fmt.needs_heading)):
        lacks += fmt.needs_heading[:1]
    if fmt.shape == "twins" and not _is_two_lists(fmt, block, meaning):
        against.append("")
    return Fit(fmt, block, meaning, lacks=lacks, against=tuple(against))


def _is_two_lists(fmt: Format, block: Block, meaning: Meaning) -> bool:
    """On either side of a gap stands the link by which the two are joined."""
    gap = twin_gap(block)
    links = {source for derived in fmt.derived if derived.by == "post_from_link" for source in derived.source[:1]}
    return gap is not None and {b.place > gap for b in meaning.bound if b.column.to in links} == {True, False}


def _third(meaning: Meaning) -> list[str]:
    """Columns that may be there twice, from the third on."""
    again: dict[str | None, list[str]] = {}
    for b in meaning.bound:
        if b.column.again:
            again.setdefault(b.column.to, []).append(b.heading)
    return [heading for headings in again.values() for heading in headings[2:]]


def _lacking(fmt: Format, meaning: Meaning, outside: Collection[str] = ()) -> tuple[str, ...]:
    """What the format needs and neither a heading nor a line around the table gives."""
    there = meaning.targets.union(outside)
    lacks = tuple(target for target in fmt.needs if target not in there)
    if fmt.needs_one and not there.intersection(fmt.needs_one):
        lacks += fmt.needs_one[:1]
    return lacks


def _pairs_fit(vocabulary: Vocabulary, grid: Grid) -> Fit | None:
    rows = grid.head[:HEADER_WITHIN]
    labels = [(row_no, cells[0]) for row_no, cells in rows if len(cells) > 1 and filled(cells[0]) and filled(cells[1])]
    meaning = vocabulary.read(labels)
    if not meaning.bound:
        return None
    first = next(row for row in rows if row[0] == meaning.bound[0].place)
    return Fit(vocabulary.format, Block(grid, first), meaning, lacks=_lacking(vocabulary.format, meaning))


def _headless_fit(vocabulary: Vocabulary, grid: Grid) -> Fit | None:
    block = headless_block(vocabulary.format, grid)
    if block is None:
        return None
    headings = block.header[1]
    bound = [
        Bound(column.place - 1, headings[column.place - 1] or "", column, frozenset())
        for column in vocabulary.format.columns
        if column.place and column.place <= grid.width
    ]
    meaning = Meaning(tuple(bound), ())
    return Fit(vocabulary.format, block, meaning, lacks=_lacking(vocabulary.format, meaning))


def _titled_fit(con: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, block: Block, titled: Titled) -> Fit | None:
    fmt = vocabulary.format
    if (titled.shape or fmt.shape) == "series":
        meaning = vocabulary.read(places(block.header[1]))
        return Fit(fmt, block, meaning, titled=titled, lacks=_lacking(fmt, meaning))
    one_row = (titled.shape or fmt.shape) == "labels"
    return Fit(fmt, block, Meaning((), ()), titled=titled) if _holds_values(con, block, one_row=one_row) else None


def _holds_values(con: duckdb.DuckDBPyConnection, block: Block, *, one_row: bool) -> bool:
    """Under the header stand numbers: in one row under all headings, or in rows behind a label."""
    names = [f"c{n}" for n in range(1 if one_row else 2, block.width + 1)]
    if not names:
        return False
    bad = " or ".join(
        f"({c} is not null and not {matches(c, DIGITS_AND_MARKS)} and not {is_missing(c)})" for c in names
    )
    sql = f"select count(*), count(*) filter (where {bad}) from {block.grid.relation} where {block.where}"  # noqa: S608 -- our own relation and patterns
    rows, others = con.execute(sql).fetchone() or (0, 0)
    return bool(rows) and not others and (rows == 1 or not one_row)


def _decided(
    con: duckdb.DuckDBPyConnection, grid: Grid, fits: Iterable[Fit], block: Block | None = None
) -> Recognition:
    """The formats that fit, all on the first row that is a whole header of any format; else the nearest."""
    ranked = sorted(fits, key=lambda fit: (fit.block.header[0], -fit.weight))
    whole = [fit for fit in ranked if fit.whole]
    whole = [replace(fit, unmet=_unmet(con, fit)) for fit in whole if fit.block.header == whole[0].block.header]
    met = tuple(fit for fit in whole if fit.whole)
    if met:
        return Recognition(met[0].block, _known_by_header(met))
    near = sorted(whole or ranked, key=lambda fit: (len(fit.lacks) + len(fit.against) - fit.weight, fit.format.id))
    near = [fit for fit in near if fit.weight > 1][:_NEAREST]
    place = block or (near[0].block if near else _widest(grid))
    return Recognition(place, (), tuple(near))


def _known_by_header(met: tuple[Fit, ...]) -> tuple[Fit, ...]:
    """The formats that a person has said these very headings are, else all that fit."""
    name = fingerprint(met[0].block.header[1])
    return tuple(fit for fit in met if name in fit.format.fingerprints) or met


def _widest(grid: Grid) -> Block:
    """Where nothing is known, the first of the fullest rows is the header to show."""
    blocks = header_blocks(grid)
    return max(blocks, key=lambda b: (sum(map(filled, b.header[1])), -b.header[0]))


def _unmet(con: duckdb.DuckDBPyConnection, fit: Fit) -> tuple[Condition, ...]:
    return tuple(condition for condition in fit.format.conditions if not _holds(con, fit, condition))


def _holds(con: duckdb.DuckDBPyConnection, fit: Fit, condition: Condition) -> bool:
    bound = _column_of(fit.meaning.bound, condition.to)
    if bound is None:
        return condition.mode == "none"
    cell = f"c{bound.place + 1}"
    sql = f"""
with raws as materialized (select distinct {cell} as raw from {fit.block.grid.relation} where {fit.block.where})
select count(*) filter (where v <> ''), count(*) filter (where v <> '' and list_contains($values, v))
from (select {folded("raw")} as v from raws)"""  # noqa: S608 -- our own relation and columns
    values = [fold(value) for value in condition.values]
    all_, listed = con.execute(sql, {"values": values}).fetchone() or (0, 0)
    match condition.mode:
        case "every":
            return bool(all_ == listed)
        case "any":
            return bool(listed)
        case "none":
            return not listed


def _column_of(bound: Iterable[Bound], name: str) -> Bound | None:
    """The column with that target, or else the one with that heading (a dropped one)."""
    columns = list(bound)
    named = (b for b in columns if fold(b.heading) == fold(name))
    return next((b for b in columns if b.column.to == name), None) or next(named, None) or _dropped(columns, name)


def _dropped(bound: Iterable[Bound], name: str) -> Bound | None:
    """A dropped column that has the name among its headings, in whatever language the file is."""
    wanted = fold(name)
    return next((b for b in bound if wanted in {fold(h) for texts in b.column.headings.values() for h in texts}), None)


def _start(table: Recognition, before: Recognition) -> int:
    """The first row of a table, the remarks above it included."""
    rows = (row for row, _ in (*table.block.above, table.block.header))
    return min(row for row in rows if row > before.block.header[0])


def _ending(table: Recognition, last: int | None) -> Recognition:
    """The table with its last row."""
    block = replace(table.block, last=last)
    return replace(table, block=block, fits=tuple(replace(fit, block=block) for fit in table.fits))


def twin_gap(block: Block) -> int | None:
    """The blank column between two lists that stand side by side, from 0."""
    cells = block.header[1][: block.width]
    gaps = [n for n, cell in enumerate(cells) if not filled(cell) and 0 < n < len(cells) - 1]
    return gaps[0] if len(gaps) == 1 else None
