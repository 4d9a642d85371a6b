"""What every action needs: the store, the definitions, the settings and who is asking (layer 7)."""

from dataclasses import dataclass

from reporting.access.people import Person
from reporting.catalog.model import Catalog
from reporting.settings import Settings
from reporting.warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """First argument of every action. One per process for the store; `person` is per session."""

    store: Store
    catalog: Catalog
    settings: Settings
    person: Person
