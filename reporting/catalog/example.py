"""The definition of an example client: `demo.toml` beside its files (layer 1).

[client]     name, language, timezone, color, accent, logo (file name)
[[import]]   files (a glob; its files are taken in sorted), platform, account, until: what a person would answer
[[goal]]     metric, kind, period, target, scope, baseline, owner, note
[[passage]]  kind, period, words, owner, due, effect: what the author wrote in a report; goal: the place in this file of
             the goal that a comment is about, from 1
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from reporting.catalog.reader import Reader
from reporting.errors import DefinitionError
from reporting.language import Language

NAME = "demo.toml"


@dataclass(frozen=True, slots=True)
class ExampleClient:
    """Who the example is about."""

    name: str
    language: Language
    timezone: str
    color: str
    accent: str
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleImport:
    """Files that are taken in together, and what they can't tell themselves."""

    files: str
    platform: str | None = None
    account: str | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ExampleGoal:
    """A goal as `goals set` takes it; scope is platform ids, empty for all."""

    metric: str
    kind: str
    period: str
    target: float
    scope: tuple[str, ...] = ()
    baseline: float | None = None
    owner: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ExamplePassage:
    """A piece of the author's text."""

    kind: Literal["headline", "decision", "risk", "step", "need", "goal"]
    period: str
    words: str
    owner: str = ""
    due: dt.date | None = None
    effect: str = ""
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """An example client, its files in `folder`, its goals and what was written about them."""

    folder: Path
    client: ExampleClient
    imports: tuple[ExampleImport, ...]
    goals: tuple[ExampleGoal, ...]
    passages: tuple[ExamplePassage, ...] = ()


def load_example(folder: Path) -> Example:
    """Raises DefinitionError with all faults."""
    table = tomllib.loads((folder / NAME).read_text(encoding="utf-8"))
    reader = Reader(NAME, [])
    reader.known(table, ("client", "import", "goal", "passage"))
    client = reader.read(ExampleClient, table.get("client", {}), "client")
    imports = _listed(reader, ExampleImport, table, "import")
    goals = _listed(reader, ExampleGoal, table, "goal")
    passages = _listed(reader, ExamplePassage, table, "passage")
    for at, passage in enumerate(passages, 1):
        if passage and passage.goal is not None and not 1 <= passage.goal <= len(goals):
            reader.fault(f"passage[{at}].goal", f"none of the goals of this file, which are 1 to {len(goals)}")
    if reader.faults:
        raise DefinitionError(tuple(reader.faults))
    return Example(folder, client, imports, goals, passages)


def _listed(reader: Reader, cls: type[Any], table: dict[str, Any], section: str) -> tuple[Any, ...]:
    return tuple(reader.read(cls, entry, f"{section}[{at}]") for at, entry in enumerate(table.get(section, []), 1))
