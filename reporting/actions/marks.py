"""Dated notes of a client: what happened on a day (layer 7)."""

import datetime as dt
from dataclasses import replace

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.errors import ConflictError, say
from reporting.goals.faults import name_fault
from reporting.periods import FIRST_YEAR, LAST_YEAR, Period
from reporting.warehouse.clients import clients
from reporting.warehouse.marks import Mark, drop_mark, marks
from reporting.warehouse.marks import add_mark as write_mark

MARK_CHARS = 300


@action("reports.read")
def mark_list(desk: Desk, client_id: int | None = None, period: Period | None = None) -> list[Mark]:
    """In order of their days, of one client or of all, of some days or of all."""
    with desk.store.read() as cur:
        return marks(cur, client_id, period)


@action("goals.write")
def add_mark(desk: Desk, mark: Mark) -> Mark:
    """Its id is given here. Raises ConflictError for a client that is not there, and for words that can't be kept."""
    words, now = " ".join(mark.text.split()), dt.datetime.now(dt.UTC)
    fault = name_fault(words, MARK_CHARS) if words else say("Say what happened.")
    if not FIRST_YEAR <= mark.day.year <= LAST_YEAR:
        fault = fault or say("{day} is too far away.", day=mark.day.isoformat())
    with change(desk, "mark.add", f"client {mark.client_id}", day=mark.day) as made:
        if mark.client_id not in {client.id for client in clients(made.cur)}:
            fault = say("There is no client with the number {id}.", id=mark.client_id)
        if fault:
            raise ConflictError(say("The note can’t be kept."), why=fault, code="MARK_REFUSED")
        wanted = replace(mark, text=words, by=desk.person.name, at=now)
        number = write_mark(made.cur, wanted, desk.person.name, now)
        made.details["mark"] = number
    return replace(wanted, id=number)


@action("goals.write")
def remove_mark(desk: Desk, mark_id: int) -> Mark:
    """Raises ConflictError for a number that is not there."""
    with change(desk, "mark.remove", f"mark {mark_id}") as made:
        found = marks(made.cur, mark_id=mark_id)
        if not found:
            raise ConflictError(
                say("There is no note with the number {id}.", id=mark_id),
                todo=say("The list of notes has the numbers."),
                code="NO_MARK",
            )
        drop_mark(made.cur, mark_id)
        made.details |= {"client": found[0].client_id, "day": found[0].day}
    return found[0]
