"""One pass over the bytes of a delimited file: where records end, whether quotes stand where they should (layer 2).

DuckDB drops blank lines and, with padding on, swallows the rest of a file after an unclosed quote without a word. This
pass finds both, so that rows keep the number that a spreadsheet shows. It works on arrays of positions, not on rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]
LineEnd = Literal["\n", "\r\n", "mixed"]
_QUOTE, _LF, _CR = 34, 10, 13


@dataclass(frozen=True, slots=True)
class Layout:
    """records counts blank ones; blanks are the bytes where those begin. regular: quotes only enclose whole fields.

    open_record is the record where a quote opens that is never closed. The longest record is in bytes.
    """

    records: int
    blanks: Positions
    regular: bool
    line_end: LineEnd
    open_record: int | None
    longest: int


def layout(parts: Iterable[bytes], delimiter: str) -> Layout:
    scan = _Scan(_neighbours(delimiter))
    for part in parts:
        scan.feed(part)
    return scan.end()


def with_blanks_filled(parts: Iterable[bytes], blanks: Positions, delimiter: str) -> Iterator[bytes]:
    """A delimiter in every blank line: DuckDB then returns it as a row without values instead of dropping it."""
    offset = 0
    for part in parts:
        first, last = np.searchsorted(blanks, (offset, offset + len(part)))
        here = blanks[first:last] - offset
        yield np.insert(np.frombuffer(part, np.uint8), here, ord(delimiter)).tobytes() if len(here) else part
        offset += len(part)


def _neighbours(delimiter: str) -> NDArray[np.bool_]:
    """Bytes that may stand beside the outer quotes of a field (another quote: a doubled one inside)."""
    table = np.zeros(256, dtype=np.bool_)
    table[[_QUOTE, _LF, _CR, ord(delimiter)]] = True
    return table


@dataclass(slots=True)
class _Scan:
    neighbours: NDArray[np.bool_]
    offset: int = 0
    inside: bool = False
    last_byte: int = _LF
    line_start: int = 0
    records: int = 0
    longest: int = 0
    regular: bool = True
    lone_cr: bool = False
    crlf: int = 0
    open_record: int = 0
    blanks: list[Positions] = field(default_factory=list)

    def feed(self, part: bytes) -> None:
        data = np.frombuffer(part, np.uint8)
        quotes = np.flatnonzero(data == _QUOTE)
        ends = np.flatnonzero(data == _LF)
        outside = ends[((np.searchsorted(quotes, ends) + self.inside) & 1) == 0]
        self._quotes(data, quotes)
        self._returns(part, data, quotes)
        self._lines(data, outside)
        if (len(quotes) + self.inside) & 1 and len(quotes):
            self.open_record = self.records - int(np.count_nonzero(outside > quotes[-1])) + 1
        self.inside = bool((len(quotes) + self.inside) & 1)
        self.last_byte = part[-1]
        self.offset += len(part)

    def _quotes(self, data: NDArray[np.uint8], quotes: Positions) -> None:
        """An opening quote follows a neighbour, a closing one precedes one; checked over the edge of parts too."""
        if not self.inside and self.last_byte == _QUOTE:
            self.regular &= bool(self.neighbours[data[0]])
        openers, closers = quotes[int(self.inside) :: 2], quotes[1 - int(self.inside) :: 2]
        if len(openers) and openers[0] == 0:
            self.regular &= bool(self.neighbours[self.last_byte])
            openers = openers[1:]
        closers = closers[closers < len(data) - 1]
        self.regular &= bool(self.neighbours[data[openers - 1]].all() and self.neighbours[data[closers + 1]].all())

    def _returns(self, part: bytes, data: NDArray[np.uint8], quotes: Positions) -> None:
        """A carriage return that is no part of a line end, outside quotes, ends a line for a spreadsheet."""
        if self.last_byte == _CR and not self.inside and part[0] != _LF:
            self.lone_cr = True
        if b"\r" not in part:
            return
        returns = np.flatnonzero(data[:-1] == _CR)
        lone = returns[data[returns + 1] != _LF]
        if len(lone):
            self.lone_cr |= bool((((np.searchsorted(quotes, lone) + self.inside) & 1) == 0).any())

    def _lines(self, data: NDArray[np.uint8], outside: Positions) -> None:
        if not len(outside):
            return
        before = np.where(outside > 0, data[outside - 1], self.last_byte) == _CR
        self.crlf += int(np.count_nonzero(before))
        ends = outside + self.offset
        starts = np.concatenate(([self.line_start], ends[:-1] + 1))
        lengths = ends - starts - before
        blank = np.flatnonzero(lengths <= 0)
        if len(blank):
            self.blanks.append(starts[blank])
        self.longest = max(self.longest, int(lengths.max()))
        self.records += len(ends)
        self.line_start = int(ends[-1]) + 1

    def end(self) -> Layout:
        if self.last_byte == _CR and not self.inside:
            self.lone_cr = True
        with_end = self.records
        tail = self.offset - self.line_start
        if tail > 0:
            self.longest = max(self.longest, tail)
            self.records += 1
        return Layout(
            records=self.records,
            blanks=np.concatenate(self.blanks) if self.blanks else np.empty(0, np.int64),
            regular=self.regular,
            line_end=self._line_end(with_end),
            open_record=self.open_record if self.inside else None,
            longest=self.longest,
        )

    def _line_end(self, ends: int) -> LineEnd:
        if self.lone_cr or self.crlf not in (0, ends):
            return "mixed"
        return "\r\n" if self.crlf else "\n"
