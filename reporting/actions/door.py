"""The one door: permission, transaction and audit line meet here (layer 7).

Every action is a function whose first argument is the desk, under `@action(permission)`. What changes the store does so
in `with change(desk, …) as cur:`, which is one transaction with its audit line.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar

from reporting.access.people import PERMISSIONS
from reporting.actions.desk import Desk
from reporting.warehouse import audit
from reporting.warehouse.store import Cursor

P = ParamSpec("P")
R = TypeVar("R")

# Every action by module and name, with the permission that it asks for.
ACTIONS: dict[str, str] = {}


def action(permission: str) -> Callable[[Callable[Concatenate[Desk, P], R]], Callable[Concatenate[Desk, P], R]]:
    """The person at the desk needs the permission before the function runs at all."""
    if permission not in PERMISSIONS:
        raise ValueError(f"there is no permission {permission}")

    def guard(function: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Desk, P], R]:
        @functools.wraps(function)
        def guarded(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
            desk.person.require(permission)
            return function(desk, *args, **kwargs)

        ACTIONS[f"{function.__module__}.{function.__qualname__}"] = permission
        return guarded

    return guard


@dataclass(slots=True)
class Change:
    """A change under way: its cursor, and what its audit line will say."""

    cur: Cursor
    about: str
    details: dict[str, object] = field(default_factory=dict)


@contextmanager
def change(desk: Desk, name: str, about: str = "", **details: object) -> Iterator[Change]:
    """One transaction with its audit line; nothing stays of either if the block raises. `name` is `area.verb`."""
    with desk.store.write() as cur:
        made = Change(cur, about, dict(details))
        yield made
        audit.note(cur, person=desk.person.name, action=name, about=made.about, details=made.details)
