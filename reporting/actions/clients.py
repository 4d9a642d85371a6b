"""Clients: who is reported on, in which language, time zone and colours (layer 7)."""

import re
import zoneinfo
from collections.abc import Iterator

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.errors import ConflictError, Sentence, say
from reporting.ingest.model import Found
from reporting.language import as_language
from reporting.settings import Settings
from reporting.warehouse import clients
from reporting.warehouse.brand import kit_of
from reporting.warehouse.facts import Facts
from reporting.warehouse.model import Account, Client
from reporting.warehouse.routing import known_account, named_pairs
from reporting.warehouse.store import Cursor

LOGO_BYTES = 1_000_000
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@action("reports.read")
def client_list(desk: Desk) -> list[Client]:
    """By name."""
    with desk.store.read() as cur:
        return clients.clients(cur)


@action("reports.read")
def client_called(desk: Desk, name: str) -> Client:
    """Raises ConflictError, naming the clients that there are."""
    with desk.store.read() as cur:
        client = clients.client_named(cur, name)
        known = [one.name for one in clients.clients(cur)]
    if client:
        return client
    raise ConflictError(
        say("There is no client called {name}.", name=name),
        why=say("The clients are: {clients}.", clients=known) if known else say("There are no clients yet."),
        todo=say("Correct the name, or import a file for the new client first."),
        code="NO_CLIENT",
    )


@action("reports.read")
def account_list(desk: Desk, client_id: int | None = None) -> list[Account]:
    with desk.store.read() as cur:
        return clients.accounts(cur, client_id)


@action("clients.write")
def save_client(desk: Desk, client: Client) -> Client:
    """Make the client (id 0) or change it. Its days are counted anew if the time zone changes.

    Raises ConflictError for a name that is taken, an unknown time zone, a colour or a logo that can't be used.
    """
    faults = list(_faults(client))
    if faults:
        raise ConflictError(
            say("The client can’t be saved."),
            why=say("{reasons}", reasons=faults),
            todo=say("Correct it and save again."),
        )
    with change(desk, "client.save", about=client.name, language=client.language, timezone=client.timezone) as made:
        if client.id == 0:
            return clients.add_client(made.cur, client)
        before = clients.client_with(made.cur, client.id)
        clients.change_client(made.cur, client)
        if before.timezone != client.timezone:
            for table in desk.catalog.tables.values():
                Facts(made.cur, desk.catalog, table).redate(client.id)
        return clients.client_with(made.cur, client.id)


@action("clients.write")
def claim(desk: Desk, name: str, found: Found) -> None:
    """From now on the accounts that the table names are this client's, new or not; those of others stay theirs."""
    named = named_pairs(found)
    with change(desk, "client.claim", about=name, accounts=[names.name for names in named.values()]) as made:
        client = clients.client_named(made.cur, name) or clients.add_client(
            made.cur, new_client(made.cur, desk.settings, name)
        )
        stored = clients.accounts(made.cur)
        for (platform, _), names in named.items():
            if known_account(stored, platform, names, client) is None:
                clients.add_account(made.cur, client.id, platform, names, stated=True)


def new_client(cur: Cursor, settings: Settings, name: str) -> Client:
    """As the agency and the settings of the installation have it, until somebody changes it."""
    return Client(0, name, as_language(kit_of(cur, None).language, settings.language), settings.timezone)


def _faults(client: Client) -> Iterator[Sentence]:
    try:
        zoneinfo.ZoneInfo(client.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        yield say("{name} is not a time zone; Europe/Paris is one.", name=client.timezone or "“”")
    for color in (client.brand.color, client.brand.accent):
        if not _COLOR.fullmatch(color):
            yield say("{color} is not a colour; #1F4E79 is one.", color=color)
    logo = client.brand.logo
    if logo is not None and (len(logo) > LOGO_BYTES or not logo.startswith(_PICTURES)):
        yield say("The logo must be a PNG or JPEG picture of at most {size} bytes.", size=LOGO_BYTES)
