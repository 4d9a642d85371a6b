"""The error tree, and the sentences that errors and notices carry (layer 0, imports nothing of the package).

    BilanError
      x DefinitionError      our data: a TOML definition is wrong (all its faults at once)
      x FileError            their file: it was refused
        + UnreadableError      the container or its text can't be read
        + NotRecognisedError   no format, or several, or a question is open
      x QueryError           a figure was asked for that can't be given
      x NotAllowedError      the person may not do this
      x ConflictError        it contradicts what is stored
      x BusyError            another process or a long write holds the store

Faults *in data* (a bad cell, an unknown column) are values, collected and shown together. Misuse is an exception.
"""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text for people, not yet in a language: an English msgid with {named} fields, and their values.

    `language.text(sentence, lang)` renders it. A field value may be a str, number, date or another Sentence.
    A word that depends on a number is written `{n} {n:file|files}`; its translation chooses by its own language's rule.
    """

    msgid: str
    fields: tuple[tuple[str, object], ...] = ()


def say(msgid: str, /, **fields: object) -> Sentence:
    """Make a Sentence; the literal msgid is what the translation catalogues are extracted from."""
    return Sentence(msgid, tuple(fields.items()))


class Shown(str):
    """The text of a field, which also chooses a word: format(Shown("1", one=True), "file|files") is "file"."""

    __slots__ = ("one",)
    one: bool

    def __new__(cls, text: str, *, one: bool) -> Self:
        shown = super().__new__(cls, text)
        shown.one = one
        return shown

    def __format__(self, words: str) -> str:
        if "|" not in words:
            return super().__format__(words)
        singular, plural = words.split("|", maxsplit=1)
        return singular if self.one else plural


class BilanError(Exception):
    """Something a person must know: what happened, where, why, and what to do."""

    def __init__(
        self,
        what: Sentence,
        *,
        where: str | None = None,
        why: Sentence | None = None,
        todo: Sentence | None = None,
        code: str = "",
    ) -> None:
        super().__init__(
            what.msgid.format_map({name: Shown(str(value), one=value == 1) for name, value in what.fields})
        )
        self.what = what
        self.where = where
        self.why = why
        self.todo = todo
        self.code = code or type(self).__name__

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What, where, why and what to do, in the order in which they are shown."""
        place = Sentence("In {place}.", (("place", self.where),)) if self.where else None
        return tuple(part for part in (self.what, place, self.why, self.todo) if part is not None)


class DefinitionError(BilanError):
    """A definition in TOML is wrong; `faults` lists every fault with file and key."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(
            say(
                "{count} {count:fault|faults} in the definitions:\n{faults}",
                count=len(faults),
                faults="\n".join(faults),
            )
        )
        self.faults = faults


class FileError(BilanError):
    """A person's file was refused; the store is untouched."""


class UnreadableError(FileError):
    """The container or its text can't be read."""


class NotRecognisedError(FileError):
    """No format, several formats, or a question that only a person can answer."""


class QueryError(BilanError):
    """A figure was asked for that can't be given."""


class NotAllowedError(BilanError):
    """The person may not do this."""


class ConflictError(BilanError):
    """It contradicts what is stored."""


class BusyError(BilanError):
    """Another process or a long write holds the store."""
