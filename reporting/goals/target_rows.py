"""A row of a file of targets → a goal, with a reason for each cell that can't be read (layer 5, pure)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reporting.catalog.folding import fold
from reporting.catalog.model import Catalog
from reporting.errors import Sentence, say
from reporting.goals.faults import SHARES
from reporting.goals.model import Goal, Scope
from reporting.goals.scoping import account_named
from reporting.goals.target_columns import Header
from reporting.goals.written import listed, number_of, period_of
from reporting.warehouse.labels import ContentLabel, LabelKind
from reporting.warehouse.model import Account, Client

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of a file can mean, folded; a word that means several things is none of them."""

    catalog: Catalog
    clients: Mapping[str, Client]
    accounts: Sequence[Account]
    labels: Sequence[ContentLabel]
    metrics: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    platforms: Mapping[str, tuple[str, ...]]


def vocabulary(
    catalog: Catalog, clients: Iterable[Client], accounts: Sequence[Account], labels: Sequence[ContentLabel]
) -> Vocabulary:
    return Vocabulary(
        catalog,
        {fold(client.name): client for client in clients},
        accounts,
        labels,
        _by_name((id_, (id_, one.label.en, one.label.fr)) for id_, one in catalog.metrics.items()),
        _by_name((id_, (id_, one.label.en, one.label.fr)) for id_, one in catalog.goal_kinds.items()),
        _by_name((id_, (id_, one.label)) for id_, one in catalog.theme.platforms.items()),
    )


@dataclass(slots=True)
class RowReading:
    """The cells of one row under their columns, and what was found wrong with them: column and reason.

    spreadsheet   its numbers are the spreadsheet's own, not texts
    """

    words: Vocabulary
    header: Header
    cells: Sequence[str | None]
    spreadsheet: bool = False
    faults: list[tuple[str, Sentence]] = field(default_factory=list)

    def raw(self, column: str) -> str:
        at = self.header.places.get(column)
        return ((self.cells[at] if at is not None and at < len(self.cells) else None) or "").strip()

    def read(self, column: str, how: Callable[[str], T | Sentence]) -> T | None:
        """None where the cell is empty, or can't be read."""
        raw = self.raw(column)
        if not raw:
            return None
        value = how(raw)
        if isinstance(value, Sentence):
            self.faults.append((column, value))
            return None
        return value

    def several(self, column: str, how: Callable[[str], T | Sentence]) -> tuple[T, ...]:
        values = [how(name) for name in listed(self.raw(column))]
        self.faults += [(column, value) for value in values if isinstance(value, Sentence)]
        return tuple(value for value in values if not isinstance(value, Sentence))


def goal_in(row: RowReading, default: Client | None) -> Goal | None:
    """None if one of its cells can't be read, or one that is needed is empty; the reasons are in `row.faults`."""
    words = row.words
    client = row.read(
        "client", lambda raw: words.clients.get(fold(raw)) or say("There is no client called {name}.", name=raw)
    )
    client = client or (None if row.raw("client") else default)
    metric = row.read("metric", lambda raw: _one(words.metrics, raw, say("There is no metric “{metric}”.", metric=raw)))
    kind = row.read(
        "kind", lambda raw: _one(words.kinds, raw, say("There is no kind of goal called “{name}”.", name=raw))
    )
    period = row.read("period", period_of)
    aimed, number = _number(row, metric, kind), _number(row, metric, None)
    target = row.read("target", aimed)
    for column, value in (
        ("client", client),
        ("metric", metric),
        ("kind", kind),
        ("period", period),
        ("target", target),
    ):
        if value is None and not row.raw(column):
            row.faults.append((column, say("This cell is needed.")))
    if not (client and metric and kind and period) or target is None:
        return None
    weight = row.read("weight", lambda raw: number_of(raw, row.header.lang, pointed=row.spreadsheet))
    return Goal(
        0,
        client.id,
        metric,
        kind,
        period,
        target,
        _scope(row, client),
        baseline=row.read("baseline", number),
        baseline_period=row.read("baseline_period", period_of),
        stretch=row.read("stretch", aimed),
        weight=1.0 if weight is None else weight,
        objective=row.raw("objective") or None,
        owner=row.raw("owner") or None,
        note=row.raw("note") or None,
    )


def merged(read: Goal, before: Goal, given: Callable[[str], bool]) -> Goal:
    """What is set, with what the file says of it: a cell that is empty leaves what is there."""
    names = ("target", "stretch", "baseline", "baseline_period", "objective", "weight", "owner", "note")
    said = {name: getattr(read, name) for name in names if given(name)}
    return replace(before, **{name: value for name, value in said.items() if not _alike(value, getattr(before, name))})


def _alike(one: object, other: object) -> bool:
    """A spreadsheet shows and keeps fewer digits than a number has."""
    if isinstance(one, float) and isinstance(other, float | int):
        return abs(one - other) <= 1e-9 * max(abs(one), abs(other))
    return one == other


def _number(row: RowReading, metric: str | None, kind: str | None) -> Callable[[str], float | Sentence]:
    """In the figure's unit; with a kind whose target is a part of what it is measured against, as a percentage."""
    catalog = row.words.catalog
    unit = catalog.metrics[metric].unit if metric else None
    share = unit in {None, "percent"} or (kind is not None and catalog.goal_kinds[kind].rule in SHARES)
    pointed = row.spreadsheet and (share or unit not in {"count", "people"})
    return lambda raw: number_of(raw, row.header.lang, share=share, pointed=pointed)


def _scope(row: RowReading, client: Client) -> Scope:
    words = row.words
    return Scope(
        row.several(
            "platforms", lambda raw: _one(words.platforms, raw, say("There is no network called “{name}”.", name=raw))
        ),
        row.several("accounts", lambda raw: _account(words.accounts, client, raw)),
        row.several("media_types", fold),
        row.several("pillars", lambda raw: _label(words.labels, client, "pillar", raw)),
        row.several("campaigns", lambda raw: _label(words.labels, client, "campaign", raw)),
    )


def _account(accounts: Sequence[Account], client: Client, raw: str) -> int | Sentence:
    found = account_named([one for one in accounts if one.client_id == client.id], raw)
    return say("{client} has no account called “{name}”.", client=client.name, name=raw) if found is None else found


def _label(labels: Sequence[ContentLabel], client: Client, kind: LabelKind, raw: str) -> str | Sentence:
    for one in labels:
        if (one.client_id, one.kind, fold(one.name)) == (client.id, kind, fold(raw)):
            return one.name
    if kind == "pillar":
        return say("{client} has no content pillar called “{name}”.", client=client.name, name=raw)
    return say("{client} has no campaign called “{name}”.", client=client.name, name=raw)


def _one(known: Mapping[str, tuple[str, ...]], raw: str, unknown: Sentence) -> str | Sentence:
    meant = known.get(fold(raw), ())
    if len(meant) > 1:
        return say("“{name}” is the name of several: write one of {ids}.", name=raw, ids=meant)
    return meant[0] if meant else unknown


def _by_name(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """An id means itself, whatever else is called so."""
    found: dict[str, tuple[str, ...]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for id_, names in named:
        ids[fold(id_)] = (id_,)
        for name in names:
            found[fold(name)] = tuple(dict.fromkeys((*found.get(fold(name), ()), id_)))
    return found | ids
