"""What the cells of an unknown table look like, column by column (layer 2). Runs in the reading child, as SQL.

A sample of rows is turned into (column, text), so that a table of four thousand columns costs one statement and not
four thousand; each distinct text is then looked at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import duckdb

from reporting.ingest.understanding import days
from reporting.ingest.understanding.blocks import Block
from reporting.ingest.understanding.sqltext import folded, is_missing, listed, matches, trimmed
from reporting.ingest.understanding.values import CLOCK, CURRENCY_SIGNS, LINK

Kind = Literal[
    "link", "id", "whole", "decimal", "percent", "money", "clock", "date", "named", "yearless", "moment", "flag", "text"
]

_FIGURES: tuple[Kind, ...] = ("decimal", "percent", "money", "id")
"""Kinds of figures that whole numbers may stand among; ids are ids only where most are long."""

_NEARLY = 0.6
_CELLS = 300_000
_ROWS = (50, 2000)
_EXAMPLES = 3
_EXAMPLE_CHARS = 80
_CHOICES = 24
_YES_NO = ("true", "false", "yes", "no", "oui", "non", "ja", "nein", "si", "sim", "nao", "vrai", "faux")

_NUMBER = r"[-+\x{2212}]?\d[\d.,'\s\x{00A0}\x{202F}\x{2009}]*"
_HOUR = r"(?:[T ]\d{1,2}:\d{2}.*)"
_NUMERIC = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_ISO = r"\d{4}[/-]\d{1,2}[/-]\d{1,2}"
_PATTERNS: Mapping[str, str] = {
    "link": LINK,
    "id": r"'?\d{15,20}",
    "date": f"{_ISO}|{_NUMERIC}",
    "moment": f"(?:{_ISO}|{_NUMERIC}){_HOUR}",
    "clock": CLOCK,
    "percent": rf"{_NUMBER}%",
    "money": rf"(?:[{CURRENCY_SIGNS}]|[A-Z]{{3}} ?){_NUMBER}|{_NUMBER}(?:[{CURRENCY_SIGNS}]| ?[A-Z]{{3}})",
    "whole": r"[-+\x{2212}]?\d{1,3}(?:[ .,'\x{00A0}\x{202F}\x{2009}]\d{3})+|[-+\x{2212}]?\d+",
    "decimal": rf"{_NUMBER}(?:[eE]-\d{{1,2}})?",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One column. Shares are of its cells that have a value.

    kinds       how many cells look like what
    filled      cells with a value, distinct of them, in the rows that were looked at
    over_12     of numeric dates: has the first, the second number been over 12? of the whole table, not of the sample
    iso         its numeric dates begin with the year
    utc         its moments say that they are UTC
    choices     its different texts, as far as they are few
    """

    place: int
    kinds: Mapping[Kind, int] = field(default_factory=dict)
    filled: int = 0
    distinct: int = 0
    examples: tuple[str, ...] = ()
    over_12: tuple[bool, bool] = (False, False)
    iso: bool = False
    utc: bool = False
    choices: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind | None:
        """What most cells are; None of an empty column. A few odd ones don't make a figure a text."""
        if not self.filled:
            return None
        whole = self.kinds.get("whole", 0)
        for name in _FIGURES:
            own = self.kinds.get(name, 0)
            if own and own + whole >= _NEARLY * self.filled and (name != "id" or own > whole):
                return name
        best = max(self.kinds, key=lambda name: self.kinds[name])
        return best if self.kinds[best] >= _NEARLY * self.filled else "text"


def looks_of(con: duckdb.DuckDBPyConnection, block: Block) -> tuple[Look, ...]:
    """One for each column up to the last heading."""
    width = block.width
    if not width:
        return ()
    rows = max(_ROWS[0], min(_ROWS[1], _CELLS // width))
    names = ", ".join(f"c{n}" for n in range(1, width + 1))
    con.execute(
        f"""
create or replace temp table seen as
with sample as (
  select row_no, [{names}] as cells from {block.grid.relation} where {block.where} order by row_no limit {rows}
), long as (select unnest(range({width})) as place, unnest(cells) as raw, row_no from sample)
select place, raw, count(*) as n, min(row_no) as since, {_kind("raw")} as kind
from long where raw is not null and not {is_missing("raw")}
group by place, raw"""  # noqa: S608 -- our own relation, columns and patterns
    )
    _name_dates(con)
    found = dict(_looks(con))
    looks = [Look(place, **found.get(place, {})) for place in range(width)]  # type: ignore[arg-type]  # fields of Look
    return tuple(_proven(con, block, looks))


def _kind(x: str) -> str:
    t = trimmed(x)
    cases = " ".join(f"when {matches(t, pattern)} then '{name}'" for name, pattern in _PATTERNS.items())
    return f"case {cases} when {folded(f'left({x}, 20)')} in {listed(_YES_NO)} then 'flag' else 'text' end"


def _name_dates(con: duckdb.DuckDBPyConnection) -> None:
    """Texts with the name of a month are dates, with a year or without."""
    raws = "select distinct raw from seen where kind = 'text' and length(raw) < 40 and regexp_matches(raw, '\\d')"
    for kind, query in (("named", days.named_days(raws)), ("yearless", days.month_days(raws))):
        con.execute(
            f"update seen set kind = '{kind}' from ({query}) found where found.raw = seen.raw and found.v is not null"  # noqa: S608 -- words of ours
        )


def _looks(con: duckdb.DuckDBPyConnection) -> list[tuple[int, dict[str, object]]]:
    sql = """
select place, map_from_entries(list((kind, n))), sum(n), sum(texts),
  bool_or(iso), bool_or(utc)
from (
  select place, kind, sum(n) as n, count(*) as texts,
    bool_or(kind in ('date', 'moment') and regexp_matches(raw, '^\\s*\\d{4}')) as iso,
    bool_or(kind = 'moment' and regexp_matches(raw, '(Z|UTC|GMT)\\s*$')) as utc
  from seen group by place, kind)
group by place"""
    texts = dict(_texts(con))
    return [
        (
            place,
            {
                "kinds": {name: int(n) for name, n in kinds.items()},
                "filled": int(filled),
                "distinct": int(distinct),
                "iso": iso,
                "utc": utc,
                "examples": texts[place][:_EXAMPLES],
                "choices": texts[place] if distinct <= _CHOICES else (),
            },
        )
        for place, kinds, filled, distinct, iso, utc in con.execute(sql).fetchall()
    ]


def _texts(con: duckdb.DuckDBPyConnection) -> list[tuple[int, tuple[str, ...]]]:
    """The first different texts of each column."""
    sql = f"""
select place, list(left(raw, {_EXAMPLE_CHARS}) order by since, raw)
from (
  select place, raw, since from seen
  qualify row_number() over (partition by place order by since, raw) <= {_CHOICES})
group by place"""  # noqa: S608 -- our own numbers
    return [(place, tuple(texts)) for place, texts in con.execute(sql).fetchall()]


def _proven(con: duckdb.DuckDBPyConnection, block: Block, looks: Sequence[Look]) -> list[Look]:
    """Numeric dates with what the whole column says about day and month."""
    dated = [look for look in looks if look.kind in ("date", "moment") and not look.iso]
    if not dated:
        return list(looks)
    asked = [
        f"max(try_cast(nullif(regexp_extract(c{look.place + 1}, '^{days.NUMERIC}$', {n}), '') as integer))"
        for look in dated
        for n in (1, 2)
    ]
    row = con.execute(f"select {', '.join(asked)} from {block.grid.relation} where {block.where}").fetchone() or ()  # noqa: S608 -- our own relation
    over = [(value or 0) > 12 for value in row]  # noqa: PLR2004 -- months of a year
    proof = {look.place: (over[2 * n], over[2 * n + 1]) for n, look in enumerate(dated)}
    return [_with_proof(look, proof.get(look.place)) for look in looks]


def _with_proof(look: Look, proof: tuple[bool, bool] | None) -> Look:
    return replace(look, over_12=proof) if proof else look
