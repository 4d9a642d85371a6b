"""Rules that a team sets: whose files are they that no known account leads to its client (layer 3)."""

import datetime as dt
import fnmatch
import unicodedata
from dataclasses import replace

import duckdb

from reporting.errors import ConflictError, say
from reporting.ingest.model import AccountFound, Found
from reporting.warehouse.audit import stored_time
from reporting.warehouse.model import Rule

_RULE = (
    "select r.id, r.path, r.named, r.of_platform, c.name, r.account, r.platform"
    " from rule r join client c on c.id = r.client_id where r.removed_at is null"
)


def rules(cur: duckdb.DuckDBPyConnection) -> list[Rule]:
    """In the order in which they are asked."""
    return [Rule(*row) for row in cur.execute(f"{_RULE} order by r.place, r.id").fetchall()]


def add_rule(cur: duckdb.DuckDBPyConnection, rule: Rule, client_id: int, person: str) -> Rule:
    """Behind the others; its id is given here."""
    ((number,),) = cur.execute(
        "insert into rule (place, path, named, of_platform, client_id, account, platform, made_at, person)"
        " values ((select coalesce(max(place), 0) + 1 from rule), $path, $named, $of, $client, $account, $platform,"
        " $at, $person) returning id",
        {
            "path": rule.path,
            "named": rule.named,
            "of": rule.of_platform,
            "client": client_id,
            "account": rule.account,
            "platform": rule.platform,
            "at": stored_time(dt.datetime.now(dt.UTC)),
            "person": person,
        },
    ).fetchall()
    return replace(rule, id=int(number))


def remove_rule(cur: duckdb.DuckDBPyConnection, rule_id: int) -> Rule:
    """Imports that it led keep its number. Raises ConflictError for one that is not there."""
    rule = _rule(cur, rule_id)
    cur.execute(
        "update rule set removed_at = $at where id = $id",
        {"id": rule_id, "at": stored_time(dt.datetime.now(dt.UTC))},
    )
    return rule


def move_rule(cur: duckdb.DuckDBPyConnection, rule_id: int, steps: int) -> None:
    """Ask it earlier (below 0) or later."""
    rule = _rule(cur, rule_id)
    order = [one.id for one in rules(cur)]
    at = order.index(rule.id)
    order.insert(max(at + steps, 0), order.pop(at))
    for place, number in enumerate(order, start=1):
        cur.execute("update rule set place = $place where id = $id", {"place": place, "id": number})


def matches(rule: Rule, file: str, platform: str | None, account: AccountFound | None) -> bool:
    """Everything that the rule asks for must hold; what the file can't tell doesn't."""
    return (
        (rule.path is None or _lies(file, rule.path))
        and (rule.named is None or (account is not None and _is_called(account, rule.named)))
        and (rule.of_platform is None or rule.of_platform == platform)
    )


def fits(rule: Rule, found: Found) -> bool:
    """Whether it fits any account of the table, or the table where it names none."""
    named = {account.id: account for account in found.accounts}
    whose = [(part.platform, part.account) for part in found.parts] or [(found.platform, None)]
    return any(matches(rule, found.file, platform, named.get(account or "")) for platform, account in whose)


def _lies(file: str, path: str) -> bool:
    """`Acme/` is everything below a folder of that name; else a pattern for the end of the path, from any folder on."""
    name, pattern = _plain(file), _plain(path)
    if pattern.endswith("/"):
        pattern += "*"
    return fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(name, f"*/{pattern}")


def _is_called(account: AccountFound, text: str) -> bool:
    wanted = _plain(text)
    return wanted in _plain(account.id) or wanted in _plain(account.name)


def _plain(text: str) -> str:
    """Case doesn't count, nor how a system writes accents or separates folders."""
    return unicodedata.normalize("NFC", text).casefold().replace("\\", "/")


def _rule(cur: duckdb.DuckDBPyConnection, rule_id: int) -> Rule:
    for rule in rules(cur):
        if rule.id == rule_id:
            return rule
    raise ConflictError(
        say("There is no rule with the number {id}.", id=str(rule_id)),
        todo=say("The list of rules has the numbers."),
        code="NO_RULE",
    )
