"""labels list, add, remove; marks list, add, remove (layer 8)."""

import argparse
from typing import Any

from reporting.actions import clients
from reporting.actions import labels as labelling
from reporting.actions import marks as marking
from reporting.actions.desk import Desk, at_desk
from reporting.command.console import Console
from reporting.errors import say
from reporting.periods import parse
from reporting.settings import Settings
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.marks import Mark


def labels(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    verbs = {"list": _list, "add": _add, "remove": _remove}
    with at_desk(settings) as desk:
        return verbs[args.verb](args, desk, console)


def marks(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    verbs = {"list": _list_marks, "add": _add_mark, "remove": _remove_mark}
    with at_desk(settings) as desk:
        return verbs[args.verb](args, desk, console)


def _list(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    names = {client.id: client.name for client in clients.client_list(desk)}
    found = labelling.label_list(desk, _client_id(args, desk))
    documents = [_label_document(label, names[label.client_id]) for label in found]
    if args.json:
        console.document(documents)
    elif documents:
        shown = ("id", "client", "kind", "name", "words", "period")
        rows = [document | {"words": ", ".join(document["words"])} for document in documents]
        console.table(shown, [[row[name] for name in shown] for row in rows])
    else:
        console.say(say("There are no content pillars or campaigns."))
    return 0


def _add(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    client = clients.client_called(desk, args.client)
    period = parse(args.period) if args.period else None
    label = labelling.save_label(desk, ContentLabel(0, client.id, args.kind, args.name, tuple(args.word), period))
    if args.json:
        console.document(_label_document(label, client.name))
    console.say(say("Label {id}: {name}.", id=str(label.id), name=label.name))
    return 0


def _remove(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    label = labelling.remove_label(desk, args.number)
    console.say(say("Label {id} was taken away: {name}.", id=str(label.id), name=label.name))
    return 0


def _list_marks(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    names = {client.id: client.name for client in clients.client_list(desk)}
    period = parse(args.period) if args.period else None
    documents = [
        _mark_document(mark, names[mark.client_id]) for mark in marking.mark_list(desk, _client_id(args, desk), period)
    ]
    if args.json:
        console.document(documents)
    elif documents:
        shown = ("id", "client", "day", "text", "by")
        console.table(shown, [[document[name] for name in shown] for document in documents])
    else:
        console.say(say("There are no notes."))
    return 0


def _add_mark(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    client = clients.client_called(desk, args.client)
    mark = marking.add_mark(desk, Mark(0, client.id, args.day, args.text))
    if args.json:
        console.document(_mark_document(mark, client.name))
    console.say(say("Note {id} was written down.", id=str(mark.id)))
    return 0


def _remove_mark(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    mark = marking.remove_mark(desk, args.number)
    console.say(say("Note {id} was taken away.", id=str(mark.id)))
    return 0


def _client_id(args: argparse.Namespace, desk: Desk) -> int | None:
    return clients.client_called(desk, args.client).id if args.client else None


def _label_document(label: ContentLabel, client: str) -> dict[str, Any]:
    return {
        "id": label.id,
        "client": client,
        "kind": label.kind,
        "name": label.name,
        "words": list(label.words),
        "period": label.period.key if label.period else None,
    }


def _mark_document(mark: Mark, client: str) -> dict[str, Any]:
    return {"id": mark.id, "client": client, "day": mark.day.isoformat(), "text": mark.text, "by": mark.by}
