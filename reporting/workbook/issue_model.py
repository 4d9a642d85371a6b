"""What a report knows of its own issues: its number, and what changed since the one before (layer 6)."""

import datetime as dt
from dataclasses import dataclass

from reporting.errors import Sentence
from reporting.numbers import Unit


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is another than it was, in its unit; None is "not provided".

    what      the figure, or what of a goal; where: platform or scope, else None; when: the stretch of time
    causes    the imports, definitions or dates that made it so; empty where none is known
    """

    what: Sentence
    where: str | None
    when: Sentence
    before: float | None
    now: float | None
    unit: Unit
    causes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """The issue that this one is held against, and each figure that differs from it.

    sources   what was taken in, taken back or read again between the two, whether or not a figure moved
    """

    version: str
    at: dt.date
    approved: bool
    differences: tuple[Difference, ...]
    sources: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """Which issue a report would be, and what changed since the one before it, where there is one."""

    number: int
    since: Since | None = None

    @property
    def version(self) -> str:
        return f"v{self.number}"
