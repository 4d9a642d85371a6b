"""What a report knows of its own issues: its number, and what changed since the one before (layer 6)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reporting.errors import Sentence, say
from reporting.language import Language
from reporting.numbers import Unit, value_text


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


def parted(differences: Sequence[Difference], lang: Language) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """Those that can be seen in the figures as they are written, and those beyond their decimals."""
    seen = tuple(one for one in differences if _written(one, lang))
    return seen, tuple(one for one in differences if one not in seen)


def _written(one: Difference, lang: Language) -> bool:
    before, now = (value_text(value, one.unit, lang) for value in (one.before, one.now))
    return before != now


def unseen_words(unseen: Sequence[Difference]) -> Sentence:
    return say(
        "{n} more {n:figure differs|figures differ} beyond the decimals that are written: {names}.",
        n=len(unseen),
        names=list(dict.fromkeys(one.what for one in unseen)),
    )
