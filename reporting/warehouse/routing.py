"""Which accounts of its client the rows of a table belong to (layer 3).

Accounts that a file names are the client's, known or new; one of another client is refused. Where a file names no
account it is the one that a person says; else the only account of the client on that platform; else what the person
said for the last file that looked the same; else an account without a name. An account without a name takes the name of
the first file that has one, if it is the client's only account there: in whatever order the files come, they meet.
"""

from collections.abc import Collection
from dataclasses import dataclass

import duckdb

from reporting.errors import ConflictError, say
from reporting.ingest.model import Answers, Found, Notice
from reporting.warehouse.clients import (
    AccountNames,
    accounts,
    add_account,
    client_with,
    state_account,
)
from reporting.warehouse.imports import AccountMap
from reporting.warehouse.memory import remember, remembered
from reporting.warehouse.model import Account, Client
from reporting.warehouse.parting import Pair, pairs

UNNAMED = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Where the rows of a file go, and what the person should know about it."""

    accounts: AccountMap
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose file it is, what was answered, and by whom."""

    client: Client
    answers: Answers
    person: str


def route(cur: duckdb.DuckDBPyConnection, found: Found, asker: Asker) -> Route:
    """New accounts are made. Raises ConflictError WRONG_ACCOUNT for one that belongs to another client."""
    stored, client = accounts(cur), asker.client
    named = named_pairs(found)
    found_ids: dict[Pair, int] = {}
    for (platform, who), names in named.items():
        known = known_account(stored, platform, names, client)
        if known and known.client_id != client.id:
            raise _wrong_account(known, client, client_with(cur, known.client_id))
        known = known or _waiting(cur, client, platform, named)
        found_ids[platform, who] = _settled(cur, client, platform, names, known)
    notices: list[Notice] = []
    for platform, who in pairs(found):
        if who is None:
            account, notice = _unnamed(cur, client, platform, found, asker)
            found_ids[platform, None] = account.id
            notices += [notice] if notice else []
    return Route(found_ids, tuple(notices))


def named_pairs(found: Found) -> dict[Pair, AccountNames]:
    """The accounts that the rows name, by platform and the name that stands in the rows."""
    names = {account.id: account.name for account in found.accounts}
    return {
        (platform, account): AccountNames(account, names.get(account, account))
        for platform, account in pairs(found)
        if account is not None
    }


def known_account(
    stored: Collection[Account], platform: str, names: AccountNames, client: Client | None
) -> Account | None:
    """The account that is meant, by id, else by name where a side has no id; the client’s own first."""
    here = [account for account in stored if account.platform == platform and account.external_id != UNNAMED]
    for same in (_same_id, _same_name):
        matches = [account for account in here if same(account, names)]
        own = [account for account in matches if client and account.client_id == client.id]
        if matches:
            return (own or matches)[0]
    return None


def _same_id(account: Account, names: AccountNames) -> bool:
    return account.external_id == names.external_id


def _same_name(account: Account, names: AccountNames) -> bool:
    """A name tells only where one of the two is known by nothing else: two pages may have one name."""
    only_name = account.external_id == account.name or names.external_id == names.name
    ours = {account.external_id.casefold(), account.name.casefold()}
    return only_name and bool(ours & {names.external_id.casefold(), names.name.casefold()})


def _wrong_account(account: Account, client: Client, owner: Client) -> ConflictError:
    return ConflictError(
        say(
            "This file is from the account “{account}”, which belongs to {owner}, not to {client}.",
            account=account.name,
            owner=owner.name,
            client=client.name,
        ),
        todo=say("Import it for {owner}. Nothing was imported.", owner=owner.name),
        code="WRONG_ACCOUNT",
    )


def _waiting(cur: duckdb.DuckDBPyConnection, client: Client, platform: str, named: Collection[Pair]) -> Account | None:
    """The client's only account of the platform, still without a name, where the file names one account alone."""
    own = [account for account in accounts(cur, client.id) if account.platform == platform]
    return own[0] if len(named) == 1 and len(own) == 1 and own[0].external_id == UNNAMED else None


def _settled(
    cur: duckdb.DuckDBPyConnection, client: Client, platform: str, names: AccountNames, known: Account | None
) -> int:
    if known is None:
        return add_account(cur, client.id, platform, names, stated=True).id
    if not known.stated:
        state_account(cur, known, names)
    return known.id


def _unnamed(
    cur: duckdb.DuckDBPyConnection, client: Client, platform: str, found: Found, asker: Asker
) -> tuple[Account, Notice | None]:
    own = [account for account in accounts(cur, client.id) if account.platform == platform]
    said = asker.answers.account
    if said:
        account = _said(cur, client, platform, said)
        remember(
            cur,
            client.id,
            "account",
            format_=found.format or "",
            file=found.file,
            answer=account.external_id,
            person=asker.person,
        )
        return account, None
    if len(own) == 1:
        return own[0], None if own[0].external_id == UNNAMED else _as_only(account=own[0])
    before = remembered(cur, client.id, "account", format_=found.format or "", file=found.file)
    for account in own:
        if before is not None and account.external_id == before:
            return account, _as_before(account)
    account = next((one for one in own if one.external_id == UNNAMED), None) or add_account(
        cur, client.id, platform, AccountNames(UNNAMED, client.name), stated=False
    )
    return account, _tell_apart(account, own)


def _said(cur: duckdb.DuckDBPyConnection, client: Client, platform: str, said: str) -> Account:
    names = AccountNames(said, said)
    known = known_account(accounts(cur), platform, names, client)
    if known and known.client_id != client.id:
        raise _wrong_account(known, client, client_with(cur, known.client_id))
    return known or add_account(cur, client.id, platform, names, stated=False)


def _as_only(account: Account) -> Notice:
    return Notice(
        "info",
        say(
            "The file does not name its account. It went to {account}, the only one known on this platform; if it is "
            "another one, undo the import and name it (on the command line with --account NAME).",
            account=account.name,
        ),
    )


def _as_before(account: Account) -> Notice:
    return Notice(
        "info", say("As for the last file like this one, it went to the account {account}.", account=account.name)
    )


def _tell_apart(account: Account, own: list[Account]) -> Notice:
    others = [one.name for one in own if one.id != account.id]
    if not others:
        return Notice(
            "info",
            say(
                "The file does not name its account. It is taken as the one account of {client} on this platform; "
                "if there are several, name each (on the command line with --account NAME).",
                client=account.name,
            ),
        )
    return Notice(
        "warning",
        say(
            "The file does not name its account. It went to an account without a name, beside {accounts}; if it is one "
            "of these, undo it and name it (on the command line with --account NAME).",
            accounts=others,
        ),
    )
