"""From the layout of a table to one row of raw cells per fact, as SQL (layer 2).

Whatever the shape, the outcome is a query with one text column for each canonical column that the file fills, beside
row_no, `extra` (true where the row is no data row of the file) and what the addresses of the cells need.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reporting.catalog.folding import fold
from reporting.catalog.format import BLOCK, FormatColumn, Titled
from reporting.ingest.understanding.blocks import Block, filled
from reporting.ingest.understanding.outside import NOTHING, Outside, said
from reporting.ingest.understanding.recognise import Fit, twin_gap
from reporting.ingest.understanding.sqltext import YES, folded, letters, listed, matches, quoted
from reporting.ingest.understanding.vocabulary import Bound

_LONGEST_TOTAL = 200
_VALUES = ("share", "people")


@dataclass(frozen=True, slots=True)
class Cell:
    """A raw column on its way: `name` in the query, what it becomes, and where its cells stand (SQL for `F12`)."""

    name: str
    to: str
    column: FormatColumn
    heading: str
    address: str


@dataclass(frozen=True, slots=True)
class Source:
    """The raw rows of a table, as a query.

    constants   canonical column -> literal of every row
    twice       pairs of columns that claim one target; the first counts
    beyond      the column right of the last heading, where the file has cells there (`beyond` in the query)
    places      further columns of the query that the addresses of cells need
    said        a query of the rows that the format knows as totals or footers, with their text as `said`
    unpivoted   a row of the file gives several rows of facts
    """

    sql: str
    cells: tuple[Cell, ...]
    constants: Mapping[str, str]
    twice: tuple[tuple[Cell, Cell], ...] = ()
    beyond: str = ""
    places: str = ""
    said: str = ""
    unpivoted: bool = False


def source_of(fit: Fit, outside: Outside = NOTHING) -> Source:
    """The raw rows of a table as its format reads it; `outside` is where values stand that hold for every row."""
    source = _shaped(fit)
    given = found_outside(fit, outside)
    return with_cells(source, given) if given else source


def _shaped(fit: Fit) -> Source:
    match fit.shape:
        case "rows" | "series" | "headless":
            return _rows(fit)
        case "fanned":
            return _fanned(fit)
        case "labels":
            return _labels(fit, fit.titled)
        case "matrix":
            return _matrix(fit, fit.titled)
        case "pairs":
            return _pairs(fit)
        case "twins":
            return _twins(fit)


def _rows(fit: Fit) -> Source:
    block = fit.block
    cells, twice = _cells(fit.meaning.bound, fit.titled)
    names = sorted({cell.name for cell in (*cells, *(second for _, second in twice))}, key=lambda name: int(name[1:]))
    halves = _halves(fit.meaning.bound)
    more = [f"c{n}" for n in range(block.width + 1, block.grid.width + 1)]
    beyond = [f"coalesce({', '.join(more)}) as beyond"] if more else []
    taken = ", ".join(["row_no", "false as extra", *(_joined(name, halves) for name in names), *beyond])
    said = _said(fit)
    apart = " or ".join(said.values())
    data = f"{block.where} and not ({apart})" if said else block.where
    sql = f"select {taken} from {block.grid.relation} where {data}"  # noqa: S608 -- our own relation and columns
    extra = [_preamble(fit, cells, names, row_no, label) for row_no, label in _preamble_rows(fit)]
    if extra:
        cells = [*cells, *(cell for _, cell in extra)]
        sql = "\nunion all by name\n".join([sql, *(text for text, _ in extra)])
    label = " ".join(f"when {test} then {cell}" for cell, test in said.items())
    spoken = f"select {taken}, case {label} end as said from {block.grid.relation} where {block.where} and ({apart})"  # noqa: S608 -- our own relation and columns
    return Source(
        sql,
        tuple(cells),
        _constants(fit),
        twice=twice,
        beyond=letters(block.width) if more else "",
        said=spoken if said else "",
    )


def _cells(bound: tuple[Bound, ...], titled: Titled | None) -> tuple[list[Cell], tuple[tuple[Cell, Cell], ...]]:
    """The first column for each target, and the pairs of columns that claim the same target."""
    found: dict[str, Cell] = {}
    twice: list[tuple[Cell, Cell]] = []
    for b in bound:
        to = titled.to if titled is not None and b.column.to == BLOCK else b.column.to
        if to is None or b.column.part == "time":
            continue
        if b.column.again and to in found:
            to = f"{to}_2"
        cell = Cell(f"c{b.place + 1}", to, b.column, b.heading, f"'{letters(b.place)}' || row_no")
        if to in found:
            twice.append((found[to], cell))
        else:
            found[to] = cell
    return list(found.values()), tuple(twice)


def _halves(bound: tuple[Bound, ...]) -> dict[str, str]:
    """Columns of days with the column that has the time of day of the same moment."""
    times = {b.column.to: f"c{b.place + 1}" for b in bound if b.column.part == "time"}
    return {f"c{b.place + 1}": times[b.column.to] for b in bound if b.column.part == "day" and b.column.to in times}


def _joined(name: str, halves: Mapping[str, str]) -> str:
    return f"{name} || coalesce(' ' || {halves[name]}, '') as {name}" if name in halves else name


def _said(fit: Fit) -> dict[str, str]:
    """Where the words of a row stand that is no data (totals, footers, descriptions), and the test for such a row.

    They stand in the first cell, where a person moved columns in that of the first needed column, or behind the last
    heading; a row that only lacks its names has none.
    """
    found: dict[str, str] = {}
    unnamed = [f"c{b.place + 1} is null" for b in fit.meaning.bound if b.column.to in fit.format.unnamed]
    if unnamed:
        found["''"] = f"({' and '.join(unnamed)})"
    patterns = [*fit.format.totals, *fit.format.footers]
    if patterns:
        pattern = "|".join(f"(?:{text})" for text in patterns)
        cells = {"c1"} | {f"c{b.place + 1}" for b in fit.meaning.bound if b.column.to in fit.format.needs[:1]}
        cells |= {f"c{fit.block.width + 1}"} if fit.block.width < fit.block.grid.width else set()
        found |= {
            c: f"({c} is not null and length({c}) <= {_LONGEST_TOTAL} and {matches(folded(c), pattern)})"
            for c in sorted(cells)
        }
    return found


def found_outside(fit: Fit, outside: Outside) -> list[tuple[Cell, str]]:
    """Each value that holds for every row, as a cell, with its text."""
    found = []
    for number, (to, one) in enumerate(said(fit.format, fit.block, outside).items()):
        context = one.context
        column = FormatColumn(to=to, type=context.type, order=context.order, values=context.values)
        found.append((Cell(f"x{number}", to, column, one.line, "''"), one.text))
    return found


def with_cells(source: Source, given: list[tuple[Cell, str]]) -> Source:
    """The same rows with these cells in each of them, where the rows don't have them themselves."""
    own = {cell.to for cell in source.cells}
    new = [(cell, text) for cell, text in given if cell.to not in own]
    texts = ", ".join(f"{quoted(text)} as {cell.name}" for cell, text in new)
    if not new:
        return source
    sql = f"select *, {texts} from ({source.sql})"  # noqa: S608 -- our own names, the texts quoted
    said = f"select *, {texts} from ({source.said})" if source.said else ""  # noqa: S608 -- the same
    return replace(source, sql=sql, said=said, cells=(*source.cells, *(cell for cell, _ in new)))


def _constants(fit: Fit) -> dict[str, str]:
    """Canonical column -> literal: of the format, the block, the columns found, the patterns of headings."""
    constants = dict(fit.format.constants)
    if fit.titled is not None:
        constants |= fit.titled.constants
    taken: set[str | None] = set()
    for b in fit.meaning.bound:
        second = "_2" if b.column.again and b.column.to in taken else ""
        taken.add(b.column.to)
        constants |= {f"{name}{second}": value for name, value in b.column.constants.items()}
        constants |= {name: value.upper() if name == "currency" else value for name, value in b.groups}
    return constants


def _preamble_rows(fit: Fit) -> Iterator[tuple[int, FormatColumn]]:
    for row_no, cells in fit.block.above:
        label = fold(cells[0] or "") if cells else ""
        for column in fit.format.preamble:
            patterns = [text for texts in column.headings.values() for text in texts]
            if len(cells) > 1 and filled(cells[1]) and any(re.fullmatch(pattern, label) for pattern in patterns):
                yield row_no, column


def _preamble(fit: Fit, cells: list[Cell], names: list[str], row_no: int, column: FormatColumn) -> tuple[str, Cell]:
    """A label and its value above the header, as a row of its own; what the label says fills the other columns."""
    patterns = [text for texts in column.headings.values() for text in texts]
    label = folded("c1")
    groups = {name for pattern in patterns for name in re.compile(pattern).groupindex}
    parts = {cell.name: cell.to for cell in cells if cell.to in groups}
    given = [f"{_group(label, patterns, to)} as {name}" for name, to in parts.items()]
    empty = [f"null as {name}" for name in names if name not in parts]
    value = Cell("preamble", column.to or "", column, fit.block.title or "", f"'B{row_no}'")
    sql = (
        f"select row_no, true as extra, {', '.join([*given, *empty])}, c2 as preamble"  # noqa: S608 -- our own names
        f" from {fit.block.grid.relation} where row_no = {row_no}"
    )
    return sql, value


def _group(label: str, patterns: list[str], name: str) -> str:
    """What the first matching pattern's named group holds."""
    found = []
    for pattern in patterns:
        compiled = re.compile(pattern)
        if name not in compiled.groupindex:
            continue
        groups = sorted(compiled.groupindex, key=lambda group: compiled.groupindex[group])
        bare = re.sub(r"\((?!\?)", "(?:", pattern)
        wanted = f"[{', '.join(map(quoted, groups))}]"
        found.append(f"nullif(regexp_extract({label}, {quoted(f'^(?:{bare})$')}, {wanted}).{name}, '')")
    return f"coalesce({', '.join(found)})"


def _fanned(fit: Fit) -> Source:
    """A row of the file is one row of facts for each network whose column says yes; one without network is kept too."""
    switches = [b for b in fit.meaning.bound if "platform" in b.column.constants]
    plain = tuple(b for b in fit.meaning.bound if b not in switches)
    source = _rows(replace(fit, meaning=replace(fit.meaning, bound=plain)))
    said = ", ".join(
        f"case when {folded(f'g.c{b.place + 1}')} in {listed(YES)} then {quoted(b.column.constants['platform'])} end"
        for b in switches
    )
    found = f"list_filter([{said or 'null'}], lambda x: x is not null)"
    sql = f"""
select s.*, p.fan
from ({source.sql}) s
  join (
    select row_no, unnest(case when len(networks) = 0 then [null] else networks end) as fan
    from (select g.row_no, {found} as networks from {fit.block.grid.relation} g)
  ) p on p.row_no = s.row_no"""  # noqa: S608 -- our own names, ids of the catalog quoted
    names = {b.column.constants["platform"]: b.column.constants["platform"] for b in switches}
    heading = ", ".join(b.heading for b in switches)
    address = f"'{letters(switches[0].place)}' || row_no" if switches else "''"
    cell = Cell("fan", "platform", FormatColumn(to="platform", type="choice", values=names), heading, address)
    return replace(source, sql=sql, said="", cells=(*source.cells, cell), unpivoted=True)


def _labels(fit: Fit, titled: Titled | None) -> Source:
    """The labels are the headings, the values stand in the one row under them."""
    block, value = fit.block, _value_column(fit)
    sql = f"""
select d.row_no, false as extra, t.i as place, h.cells[t.i] as label, d.cells[t.i] as value
from ({_arrays(block, block.where)}) d
  cross join ({_arrays(block, f"row_no = {block.header[0]}")}) h
  cross join range(1, {block.width + 1}) t(i)
where d.cells[t.i] is not null"""  # noqa: S608 -- our own names and numbers
    address = _place_address(block)
    cells = (
        _label_cell(fit, "label", "label", address),
        Cell("value", value.to or "", value, block.title or "", address),
    )
    return Source(sql, cells, _constants(fit) | _dimension(titled), places="place", unpivoted=True)


def _matrix(fit: Fit, titled: Titled | None) -> Source:
    """Rows by headings: the first column gives the label, the heading the second one."""
    block, value = fit.block, _value_column(fit)
    sql = f"""
select d.row_no, false as extra, t.i as place, d.cells[1] as label, h.cells[t.i] as label_2, d.cells[t.i] as value
from ({_arrays(block, block.where)}) d
  cross join ({_arrays(block, f"row_no = {block.header[0]}")}) h
  cross join range(2, {block.width + 1}) t(i)
where d.cells[t.i] is not null"""  # noqa: S608 -- our own names and numbers
    address = _place_address(block)
    cells = (
        _label_cell(fit, "label", "label", "'A' || row_no"),
        _label_cell(fit, "label_2", "label_2", address),
        Cell("value", value.to or "", value, block.title or "", address),
    )
    return Source(sql, cells, _constants(fit) | _dimension(titled), places="place", unpivoted=True)


def _arrays(block: Block, where: str) -> str:
    names = ", ".join(f"c{n}" for n in range(1, block.width + 1))
    return f"select row_no, [{names}] as cells from {block.grid.relation} where {where}"  # noqa: S608 -- our own relation and columns


def _place_address(block: Block) -> str:
    return f"[{', '.join(quoted(letters(n)) for n in range(block.width))}][place] || row_no"


def _value_column(fit: Fit) -> FormatColumn:
    return next(column for column in fit.format.columns if column.to in _VALUES and not column.headings)


def _label_cell(fit: Fit, name: str, to: str, address: str) -> Cell:
    own = [column for column in fit.format.columns if column.to == to and not column.headings]
    return Cell(name, to, own[0] if own else FormatColumn(to=to), fit.block.title or "", address)


def _dimension(titled: Titled | None) -> dict[str, str]:
    return {"dimension": titled.to} if titled is not None and titled.to else {}


def _pairs(fit: Fit) -> Source:
    """Labels in the first column, values in the second: one row of facts."""
    bound = {b.column.to: b for b in reversed(fit.meaning.bound) if b.column.to}
    values = [f"max(c2) filter (where row_no = {b.place}) as p{n}" for n, b in enumerate(bound.values())]
    rows = sorted({b.place for b in bound.values()})
    sql = (
        f"select {rows[0]} as row_no, false as extra, {', '.join(values)}"  # noqa: S608 -- our own names and numbers
        f" from {fit.block.grid.relation} where row_no in ({', '.join(map(str, rows))})"
    )
    cells = tuple(
        Cell(f"p{n}", to or "", b.column, b.heading, f"'B{b.place}'") for n, (to, b) in enumerate(bound.items())
    )
    return Source(sql, cells, _constants(fit))


def _twins(fit: Fit) -> Source:
    """Two lists side by side of the same posts in different orders, joined on what their links point to."""
    block = fit.block
    gap = twin_gap(block) or 0
    left, _ = _cells(tuple(b for b in fit.meaning.bound if b.place < gap), None)
    right, _ = _cells(tuple(b for b in fit.meaning.bound if b.place > gap), None)
    link = next(d for d in fit.format.derived if d.by == "post_from_link")
    keys = [next(cell.name for cell in side if cell.to == link.source[0]) for side in (left, right)]
    on = " = ".join(
        f"nullif(regexp_extract({side}.{key}, {quoted(link.argument or '')}, 1), '')"
        for side, key in zip("lr", keys, strict=True)
    )
    other = {cell.to: cell for cell in right}
    shared = {cell.to for cell in left} & set(other)
    names = [
        f"coalesce(l.{c.name}, r.{other[c.to].name}) as {c.name}" if c.to in shared else f"l.{c.name}" for c in left
    ]
    only = [cell for cell in right if cell.to not in shared]
    sides = [_side(block, side) for side in (left, right)]
    sql = f"""
select coalesce(l.row_no, r.row_no) as row_no, false as extra, l.row_no as place, r.row_no as place_2,
  {", ".join([*names, *(f"r.{c.name}" for c in only)])}
from ({sides[0]}) l full join ({sides[1]}) r on {on}"""  # noqa: S608 -- our own names, the catalog's pattern quoted
    cells = [replace(c, address=_twin_address(c, other.get(c.to))) for c in left]
    cells += [replace(c, address=f"'{c.address.split(chr(39))[1]}' || place_2") for c in only]
    return Source(sql, tuple(cells), _constants(fit), places="place, place_2")


def _side(block: Block, cells: list[Cell]) -> str:
    names = [cell.name for cell in cells]
    some = f"coalesce({', '.join(names)}) is not null"
    return f"select row_no, {', '.join(names)} from {block.grid.relation} where {block.where} and {some}"  # noqa: S608 -- our own relation and columns


def _twin_address(cell: Cell, other: Cell | None) -> str:
    own = cell.address.replace("row_no", "place")
    return own if other is None else f"coalesce({own}, {other.address.replace('row_no', 'place_2')})"
