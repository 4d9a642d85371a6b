"""What every action needs: the store, the definitions, the settings and who is asking (layer 7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reporting.access.people import Person, local_person
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.settings import Settings
from reporting.warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """First argument of every action. One per process for the store; `person` is per session."""

    store: Store
    settings: Settings
    person: Person

    @property
    def catalog(self) -> Catalog:
        """The definitions in use now: those of the installation can change while it runs."""
        return self.store.catalog


def open_desk(settings: Settings, person: Person | None = None) -> Desk:
    """Load the definitions and open the store; without sign-in the one local person sits down.

    Raises DefinitionError for faulty definitions, BusyError if another program has the store.
    """
    catalog = load_catalog(settings.formats)
    return Desk(Store.open(settings, catalog), settings, person or local_person(settings.person))


@contextmanager
def at_desk(settings: Settings, person: Person | None = None) -> Iterator[Desk]:
    """A desk for the length of a `with` block."""
    desk = open_desk(settings, person)
    try:
        yield desk
    finally:
        desk.store.close()
