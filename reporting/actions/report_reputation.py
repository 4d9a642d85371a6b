"""What a report says of the client's reputation, beyond its figures (layer 7)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from reporting.actions.desk import Desk
from reporting.errors import Sentence, say
from reporting.periods import Period
from reporting.warehouse.clients import accounts
from reporting.warehouse.model import Account, Client
from reporting.warehouse.said import Days, spans, voices
from reporting.workbook.reputation_model import Reputation

LOOK_BACK = 28
"""Days before the period that its days are measured against."""
_QUIET = 14
_SOON = 7
"""A source without any item for two weeks may be quiet; longer, a file may be missing. One whose files begin within a
week of the first day is known well enough."""


def reputation_part(desk: Desk, client: Client, period: Period) -> Reputation | None:
    """None for a client without any comment, review or mention in the period."""
    with desk.store.read() as cur:
        found = voices(cur, client.id, period.start, period.end)
        known = spans(cur, client.id)
        every = {account.id: account for account in accounts(cur, client.id)}
    if not known:
        return None
    watched = _watched(known, period)
    since = period.start - dt.timedelta(days=LOOK_BACK)
    return Reputation(
        found,
        since,
        gaps=tuple(sorted({_name(desk, every[id_]) for id_ in known if id_ in every and id_ not in watched})),
        last=_last(known, every),
        own=_own(client, every.values()),
        first=min(first for days in known.values() for first, _ in days),
    )


def cautions(part: Reputation | None) -> tuple[Sentence, ...]:
    """What whoever sends the report should do first."""
    if part is None or not (part.voices.worst or part.voices.kindest):
        return ()
    return (say("Read the quotes before you send the report: a name within a text is not recognised as one."),)


def watched_accounts(desk: Desk, client_id: int, period: Period) -> frozenset[int]:
    """Accounts whose files cover the days from four weeks before the period on: a new source is no wave of voices."""
    with desk.store.read() as cur:
        return _watched(spans(cur, client_id), period)


def item_days(period: Period, windows: Sequence[Period]) -> tuple[Period, ...]:
    """The days of which the report's formulas read single items: of every window, and those before the period."""
    return (Period(period.start - dt.timedelta(days=LOOK_BACK), period.end), *windows)


def _watched(known: Mapping[int, Sequence[Days]], period: Period) -> frozenset[int]:
    since = period.start - dt.timedelta(days=LOOK_BACK)
    return frozenset(account for account, days in known.items() if _covers(days, since, period.start))


def _covers(days: Sequence[Days], since: dt.date, start: dt.date) -> bool:
    """Whether a run of files without a long gap begins soon after `since` and goes into the period."""
    soon, begun, ended = since + dt.timedelta(days=_SOON), dt.date.max, dt.date.min
    for first, last in sorted(days):
        if begun > soon or (first - ended).days > _QUIET:
            begun, ended = first, last
        ended = max(ended, last)
        if begun <= soon and ended >= start:
            return True
    return False


def _last(known: Mapping[int, Sequence[Days]], every: Mapping[int, Account]) -> tuple[tuple[str, dt.date], ...]:
    found: dict[str, dt.date] = {}
    for account, days in known.items():
        if account in every:
            platform = every[account].platform
            found[platform] = max(found.get(platform, dt.date.min), *(last for _, last in days))
    return tuple(sorted(found.items()))


def _name(desk: Desk, account: Account) -> str:
    platform = desk.catalog.theme.platforms.get(account.platform)
    label = platform.label if platform else account.platform
    return f"{label} ({account.name})" if account.name and account.name != label else label


def _own(client: Client, known: Iterable[Account]) -> tuple[str, ...]:
    return (client.name, *(name for account in known for name in (account.name, account.external_id) if name))
