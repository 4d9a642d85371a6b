"""How far a goal has come, as formulas over its own cells: the rules of goals/kinds.py, told to Excel (layer 6)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reporting.numbers import NOT_PROVIDED
from reporting.workbook.live import MISSING, Live, Number, Placed, Value, number


@dataclass(frozen=True, slots=True)
class Way:
    """How a figure is held against what was wanted.

    at_most   anything up to it is enough
    start     the cell of the level that the way begins at; None where it begins at nothing
    """

    at_most: bool = False
    start: Placed | None = None


def reached(way: Way, actual: Placed, wanted: Placed) -> Live:
    """The share of what was wanted that is there; a dash where one of the cells is no number."""
    if way.at_most:
        return _allowed(actual, wanted)
    if way.start is None:
        return _share(actual, actual.ref, wanted.ref, wanted, 0)
    start = number(way.start.value)
    way_gone, whole_way = f"({actual.ref}-{way.start.ref})", f"({wanted.ref}-{way.start.ref})"
    return _share(actual, way_gone, whole_way, wanted, start)


def _share(actual: Placed, gone: str, whole: str, wanted: Placed, start: Number | None) -> Live:
    """A way of nothing is gone by being there."""
    text = f"IFERROR(IF({whole}<=0,IF({actual.ref}-{wanted.ref}>=0,1,0),{gone}/{whole}),{MISSING})"
    have, want = number(actual.value), number(wanted.value)
    if have is None or want is None or start is None:
        return Live(text, NOT_PROVIDED)
    if want - start <= 0:
        return Live(text, int(have - want >= 0))
    return Live(text, (have - start) / (want - start))


def _allowed(actual: Placed, wanted: Placed) -> Live:
    text = f"IFERROR(IF({actual.ref}-{wanted.ref}<=0,1,MAX({wanted.ref},0)/{actual.ref}),{MISSING})"
    have, want = number(actual.value), number(wanted.value)
    if have is None or want is None:
        return Live(text, NOT_PROVIDED)
    return Live(text, 1 if have - want <= 0 else max(want, 0) / have)


def capped(share: Placed) -> Live:
    """No goal counts more than all of it."""
    known = number(share.value)
    return Live(f"IFERROR(MIN(1,0+{share.ref}),{MISSING})", NOT_PROVIDED if known is None else min(1, known))


def together(shares: Sequence[Placed], weights: Sequence[Placed]) -> Live:
    """The weighted mean of neighbouring cells, of those that hold a number; a dash where none does."""
    share, weight = _range(shares), _range(weights)
    text = f"IFERROR(SUMPRODUCT({share},{weight})/SUMPRODUCT(ISNUMBER({share})*{weight}),{MISSING})"
    return Live(text, _mean(shares, weights))


def _mean(shares: Sequence[Placed], weights: Sequence[Placed]) -> Value:
    pairs = [(number(one.value), number(by.value) or 0) for one, by in zip(shares, weights, strict=True)]
    known = [(share, weight) for share, weight in pairs if share is not None]
    total = math.fsum(weight for _, weight in known)
    return math.fsum(share * weight for share, weight in known) / total if total else NOT_PROVIDED


def _range(cells: Sequence[Placed]) -> str:
    return f"{cells[0].ref}:{cells[-1].ref.rpartition('!')[2]}"
