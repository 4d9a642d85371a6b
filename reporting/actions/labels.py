"""Content pillars and campaigns of a client (layer 7)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.errors import ConflictError, Sentence, say
from reporting.goals.faults import NAME_CHARS, name_fault, together
from reporting.goals.model import Scope
from reporting.goals.scoping import content_filters
from reporting.metrics.model import ContentFilter
from reporting.warehouse.clients import clients
from reporting.warehouse.goals import goal_rows
from reporting.warehouse.labels import LABEL_KINDS, ContentLabel, add_label, change_label, drop_label, labels
from reporting.warehouse.store import Cursor

MOST_WORDS = 60


@action("reports.read")
def label_list(desk: Desk, client_id: int | None = None) -> list[ContentLabel]:
    """Of one client or of all: pillars, then campaigns, by name."""
    with desk.store.read() as cur:
        return labels(cur, client_id)


@action("reports.read")
def label_filters(
    desk: Desk, client_id: int, pillars: Sequence[str] = (), campaigns: Sequence[str] = ()
) -> tuple[ContentFilter, ...]:
    """What a query takes to ask for them by name. Raises ConflictError for one that is not there."""
    known = label_list(desk, client_id)
    there = {(label.kind, label.name.casefold()) for label in known}
    named = [*(("pillar", name) for name in pillars), *(("campaign", name) for name in campaigns)]
    for kind, name in named:
        if (kind, name.casefold()) not in there:
            raise ConflictError(
                say("The client has no content pillar “{name}”.", name=name)
                if kind == "pillar"
                else say("The client has no campaign “{name}”.", name=name),
                todo=say("The list of labels has the names."),
                code="NO_LABEL",
            )
    return content_filters(Scope(pillars=tuple(pillars), campaigns=tuple(campaigns)), known, client_id)


@action("goals.write")
def save_label(desk: Desk, label: ContentLabel) -> ContentLabel:
    """A new one (id 0), or other words, days or another name for one that is there; goals about it stay about it.

    Raises ConflictError with everything that is wrong with it.
    """
    with change(desk, "label.save", f"client {label.client_id}", kind=label.kind) as made:
        wanted = _tidied(label)
        found = list(_faults(made.cur, wanted))
        if found:
            raise ConflictError(say("The label can’t be kept."), why=together(found), code="LABEL_REFUSED")
        if wanted.id == 0:
            wanted = replace(wanted, id=add_label(made.cur, wanted, desk.person.name))
        else:
            change_label(made.cur, wanted, _there(made.cur, wanted.id).name)
        made.details |= {"label": wanted.id, "words": len(wanted.words)}
    return wanted


@action("goals.write")
def remove_label(desk: Desk, label_id: int) -> ContentLabel:
    """Raises ConflictError for a number that is not there, or while a goal is about it."""
    with change(desk, "label.remove", f"label {label_id}") as made:
        label = _there(made.cur, label_id)
        rows = goal_rows(made.cur, label.client_id)
        used = [row.id for row in rows if label.name in (row.pillars if label.kind == "pillar" else row.campaigns)]
        if used:
            raise ConflictError(
                say("Goals are about {name}: {goals}.", name=label.name, goals=[str(one) for one in used]),
                todo=say("Change or remove these goals first."),
                code="LABEL_USED",
            )
        drop_label(made.cur, label_id)
        made.details |= {"client": label.client_id, "kind": label.kind}
    return label


def _there(cur: Cursor, label_id: int) -> ContentLabel:
    for label in labels(cur):
        if label.id == label_id:
            return label
    raise ConflictError(
        say("There is no label with the number {id}.", id=label_id),
        todo=say("The list of labels has the numbers."),
        code="NO_LABEL",
    )


def _tidied(label: ContentLabel) -> ContentLabel:
    """A hashtag is meant by its word."""
    words = (" ".join(word.split()).strip("# ") for word in label.words)
    return replace(label, name=" ".join(label.name.split()), words=tuple(dict.fromkeys(word for word in words if word)))


def _faults(cur: Cursor, label: ContentLabel) -> Iterator[Sentence]:
    if label.client_id not in {client.id for client in clients(cur)}:
        yield say("There is no client with the number {id}.", id=label.client_id)
    if label.kind not in LABEL_KINDS:
        yield say("A label is one of: {kinds}.", kinds=LABEL_KINDS)
    if not label.name:
        yield say("A label needs a name.")
    yield from (fault for text in (label.name, *label.words) if (fault := name_fault(text, NAME_CHARS)))
    if len(label.words) > MOST_WORDS:
        yield say("A label takes at most {most} words.", most=MOST_WORDS)
    if label.kind == "pillar" and label.period:
        yield say("Only a campaign has days; a pillar goes on.")
    if not label.words and not label.period:
        yield say("Give at least one word or hashtag, or the days of a campaign: posts are known by these.")
    for other in labels(cur, label.client_id):
        if other.id == label.id and other.kind != label.kind:
            yield say("A pillar can’t become a campaign, nor the other way round.")
        elif other.id != label.id and (other.kind, other.name.casefold()) == (label.kind, label.name.casefold()):
            yield say("There is already one called {name}.", name=other.name)
