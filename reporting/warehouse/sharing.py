"""To which client the rows of a table go, account by account (layer 3).

What a person says for the file counts first; then the client that owns an account that was seen before; then the first
rule of the team that the file matches; else it is asked. A rule never overrides the owner of a known account: that it
says something else is shown. Rows that name no account go with the others, where those are all of one client.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import duckdb

from reporting.errors import Sentence, say
from reporting.ingest.model import AccountFound, Answers, Found, Notice
from reporting.warehouse.clients import AccountNames, accounts, clients
from reporting.warehouse.earlier import earlier, still_out
from reporting.warehouse.model import Import, Rule
from reporting.warehouse.parting import Pair, pair, part_of
from reporting.warehouse.routing import known_account
from reporting.warehouse.rules import matches, rules

By = Literal["said", "account", "rule", "nobody"]


@dataclass(frozen=True, slots=True)
class Share:
    """What of a table goes to one client.

    found     these rows, as if they were the table; client: its name, None if nobody says whose they are
    rule      the one that led here; against: one that says another client than the owner of the account
    earlier   the import of the same bytes with which they came already
    """

    found: Found
    client: str | None
    by: By
    rule: Rule | None = None
    against: Rule | None = None
    earlier: Import | None = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What led here, as far as the file itself doesn't show it."""
        return tuple(self._notices())

    def _notices(self) -> Iterable[Notice]:
        if self.rule:
            yield Notice("info", say("Rule {id} leads it to {client}.", id=str(self.rule.id), client=self.client or ""))
        if self.against:
            yield Notice("warning", _contradiction(self))
        if self.found.partial:
            yield Notice(
                "info",
                say(
                    "The file has accounts of several clients: this is the part of {accounts}.",
                    accounts=_names(self.found),
                ),
            )


@dataclass(frozen=True, slots=True)
class _Claim:
    """Whose one account is."""

    client: str | None
    by: By
    rule: Rule | None = None
    against: Rule | None = None


class Sharing:
    """What is known of clients, accounts, rules and earlier imports, for the tables of some files."""

    def __init__(self, cur: duckdb.DuckDBPyConnection, hashes: Iterable[str]) -> None:
        self.rules = rules(cur)
        self._names = {client.id: client.name for client in clients(cur)}
        self._ids = {name.casefold(): number for number, name in self._names.items()}
        self._accounts = accounts(cur)
        self._earlier = earlier(cur, set(hashes))

    def shares(self, found: Found, said: str | None) -> list[Share]:
        """Those that go to clients, then what is nobody's. said: the client that a person names for the file."""
        if said is not None:
            return self._dated([Share(found, self._spelt(said), "said")])
        _, before = still_out(found, self._earlier, None)
        claims = {pair(part): self._claim(found, pair(part)) for part in found.parts}
        if before and not any(claim.client for claim in claims.values()):
            return [Share(found, before.client, "account", earlier=before)]
        return self._dated(self._grouped(found, self._with_the_accountless(claims)))

    def answers(self, founds: Sequence[Found], said: str | None) -> Answers | None:
        """What the rule that a file matches answers where the file itself doesn't tell: with it, it is read again."""
        for found in founds:
            asked = {question.about: question.choices for question in found.questions}
            rule = next(iter(self._matching(found, (found.platform or "", None))), None)
            if rule is None or not asked or (said is not None and self._spelt(said) != rule.client):
                continue
            platform = rule.platform if rule.platform in asked.get("platform", ()) else None
            account = rule.account if "account" in asked else None
            if platform or account:
                return Answers(platform=platform, account=account)
        return None

    def _claim(self, found: Found, where: Pair) -> _Claim:
        platform, account = where
        rule = next(iter(self._matching(found, where)), None)
        if account is not None:
            names = AccountNames(account, _called(found, account).name)
            known = known_account(self._accounts, platform, names, None)
            if known:
                owner = self._names[known.client_id]
                return _Claim(owner, "account", against=rule if rule and rule.client != owner else None)
        return _Claim(rule.client, "rule", rule) if rule else _Claim(None, "nobody")

    def _matching(self, found: Found, where: Pair) -> list[Rule]:
        platform, account = where
        names = _called(found, account) if account is not None else None
        return [rule for rule in self.rules if matches(rule, found.file, platform or None, names)]

    @staticmethod
    def _with_the_accountless(claims: dict[Pair, _Claim]) -> dict[Pair, _Claim]:
        named = {claim.client: claim for (_, account), claim in claims.items() if account is not None}
        if len(named) != 1 or None in named:
            return claims
        (owner,) = named.values()
        return {where: owner if where[1] is None else claim for where, claim in claims.items()}

    @staticmethod
    def _grouped(found: Found, claims: dict[Pair, _Claim]) -> list[Share]:
        """A client's accounts together; nobody's last."""
        whose = sorted({claim.client for claim in claims.values()}, key=lambda name: (name is None, name))
        shares = []
        for client in whose:
            of = {where: claim for where, claim in claims.items() if claim.client == client}
            rule = next((claim.rule for claim in of.values() if claim.rule), None)
            against = next((claim.against for claim in of.values() if claim.against), None)
            by = next(iter(of.values())).by
            shares.append(Share(part_of(found, of), client, by, rule, against))
        return shares or [Share(found, None, "nobody")]

    def _dated(self, shares: list[Share]) -> list[Share]:
        """Split what came already from what did not."""
        told: list[Share] = []
        for share in shares:
            number = self._ids.get(share.client.casefold()) if share.client else None
            if number is None:
                told.append(share)
                continue
            rest, before = still_out(share.found, self._earlier, number)
            if before and rest:
                came = {pair(part) for part in share.found.parts if part not in rest.parts}
                told.append(replace(share, found=part_of(share.found, came), earlier=before))
            told.append(replace(share, found=rest or share.found, earlier=None if rest else before))
        return told

    def _spelt(self, name: str) -> str:
        """As the client is called, whatever the case it was typed in."""
        number = self._ids.get(name.strip().casefold())
        return self._names[number] if number else name.strip()


def _called(found: Found, account: str) -> AccountFound:
    return next((one for one in found.accounts if one.id == account), AccountFound(account, account))


def _names(found: Found) -> tuple[str, ...]:
    return tuple(account.name for account in found.accounts)


def _contradiction(share: Share) -> Sentence:
    against = share.against
    return say(
        "Rule {id} says {client}, but the account belongs to {owner}, and that counts.",
        id=str(against.id) if against else "",
        client=against.client if against else "",
        owner=share.client or "",
    )
