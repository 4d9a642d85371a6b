"""The formats that this installation has made: list, keep, export, delete (layer 7)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.catalog.load import load_catalog
from reporting.catalog.own import SUFFIX, file_name, put, tried
from reporting.catalog.words import Words
from reporting.errors import ConflictError, DefinitionError, say
from reporting.warehouse.imports import imports
from reporting.warehouse.store import Cursor


@dataclass(frozen=True, slots=True)
class OwnFormat:
    """A file of the installation's formats.

    title     of the format; of an amendment, of what it amends; None where the file does not fit and is set aside
    faults    why it is set aside
    uses      imports that count and were read with it
    amends    the format that it adds to, None for a format of its own
    """

    name: str
    text: str
    title: Words | None = None
    faults: tuple[str, ...] = ()
    uses: int = 0
    amends: str | None = None


@action("imports.write")
def own_formats(desk: Desk) -> list[OwnFormat]:
    """By name."""
    uses = _uses(desk)
    return [_described(desk, path.name, path.read_text("utf-8", "replace"), uses) for path in _files(desk)]


@action("imports.write")
def own_format(desk: Desk, name: str) -> OwnFormat:
    """By its id or file name. Raises ConflictError, naming those that there are."""
    known = {one.name: one for one in own_formats(desk)}
    found = known.get(name) or known.get(name + SUFFIX)
    if found:
        return found
    names = [one.removesuffix(SUFFIX) for one in known]
    raise ConflictError(
        say("There is no own format called {name}.", name=name),
        why=say("The own formats are: {names}.", names=names) if names else say("There are none yet."),
        code="NO_FORMAT",
    )


@action("formats.write")
def keep(desk: Desk, text: str, *, name: str | None = None, over: bool = False) -> str:
    """Put a definition among the own formats, or in the place of `name`; in use from now on. Gives its file's name.

    over: also where one of that name is.

    Raises DefinitionError with every fault, ConflictError where another file has its place: nothing is changed then.
    """
    proper = file_name(text)
    place = desk.settings.formats / proper
    if proper != name and place.exists() and not over:
        raise ConflictError(
            say("There is already a format called {name}.", name=proper.removesuffix(SUFFIX)),
            todo=say("Give this one another name."),
            code="FORMAT_NAME",
        )
    changed: dict[str, str | None] = {proper: text}
    if name is not None and name != proper:
        changed[name] = None
    _refuse_if_used(desk, name, changed)
    change_own(desk, changed, "format.keep", proper)
    return proper


@action("formats.write")
def remove(desk: Desk, name: str) -> None:
    """Raises ConflictError while imports count that were read with it, or where another definition builds on it."""
    found = own_format(desk, name)
    changed: Mapping[str, str | None] = {found.name: None}
    _refuse_if_used(desk, found.name, changed)
    try:
        change_own(desk, changed, "format.remove", found.name)
    except DefinitionError as error:
        raise ConflictError(
            say("Another own definition builds on {name}.", name=found.name.removesuffix(SUFFIX)),
            why=say("{reasons}", reasons=list(error.faults)),
            todo=say("Delete that one first."),
            code="FORMAT_BUILT_ON",
        ) from error


def change_own(
    desk: Desk, changed: Mapping[str, str | None], verb: str, about: str, also: Callable[[Cursor], None] | None = None
) -> None:
    """Tried with the loader first; then the files and the audit line together, and with it what else follows.

    For actions, which have asked for the permission. Raises DefinitionError with every fault.
    """
    folder = desk.settings.formats
    _, faults = tried(folder, changed)
    if faults:
        raise DefinitionError(tuple(fault for every in faults.values() for fault in every))
    with change(desk, verb, about=about.removesuffix(SUFFIX)) as made:
        if also is not None:
            also(made.cur)
        for name, text in changed.items():
            if text is None:
                (folder / name).unlink(missing_ok=True)
            else:
                put(folder, name, text)
    desk.store.learn(load_catalog(folder))


def _refuse_if_used(desk: Desk, name: str | None, changed: Mapping[str, str | None]) -> None:
    """A rebuild reads every original again: a format that imports were read with has to stay."""
    gone = name.removesuffix(SUFFIX) if name is not None and changed.get(name, "") is None else None
    uses = _uses(desk).get(gone or "", 0)
    if uses:
        raise ConflictError(
            say("{n} {n:import was|imports were} read with {name}.", n=uses, name=gone),
            why=say("Without it they could not be made again from their originals."),
            todo=say("Take these imports back first, under History."),
            code="FORMAT_USED",
        )


def _uses(desk: Desk) -> dict[str, int]:
    """Imports that count, by format."""
    with desk.store.read() as cur:
        formats = [entry.format for entry in imports(cur) if not entry.undone]
    return {name: formats.count(name) for name in set(formats)}


def _files(desk: Desk) -> list[Path]:
    return sorted(desk.settings.formats.glob(f"*{SUFFIX}"))


def _described(desk: Desk, name: str, text: str, uses: Mapping[str, int]) -> OwnFormat:
    catalog = desk.catalog
    if name in catalog.set_aside:
        return OwnFormat(name, text, faults=catalog.set_aside[name])
    for format_ in catalog.formats.values():
        if name in format_.amended_by:
            return OwnFormat(name, text, format_.title, amends=format_.id)
    id_ = name.removesuffix(SUFFIX)
    known = catalog.formats.get(id_)
    return OwnFormat(name, text, known.title if known else None, uses=uses.get(id_, 0))
