"""What the author of a report writes: kept with client and period, shown again next time (layer 7)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.errors import ConflictError, Sentence, say
from reporting.goals.faults import name_fault
from reporting.periods import Period
from reporting.warehouse.author import Passage, PassageKind, passages, replace_passages
from reporting.warehouse.clients import client_with
from reporting.warehouse.goals import goal_rows

WORDS_CHARS, SHORT_CHARS = 600, 120
MOST: dict[PassageKind, int] = {
    "headline": 1,
    "finding": 40,
    "decision": 3,
    "risk": 3,
    "step": 20,
    "need": 10,
    "goal": 200,
}
"""A client reads three decisions and acts on them; of ten none."""

_CARRIED: tuple[PassageKind, ...] = ("step", "need", "risk")


@action("reports.read")
def passage_list(desk: Desk, client_id: int, period: Period) -> list[Passage]:
    with desk.store.read() as cur:
        return passages(cur, client_id, period.key)


@action("reports.write")
def save_passages(
    desk: Desk, client_id: int, period: Period, given: Sequence[Passage], seen: Sequence[Passage]
) -> None:
    """These instead of those that were `seen`; places are counted anew, empty ones are left out.

    Raises ConflictError for a text that can't be kept, and where somebody else has written in the meantime.
    """
    wanted = [replace(one, place=at) for at, one in enumerate(_tidied(given))]
    with change(desk, "passage.save", f"client {client_id}", period=period.key, passages=len(wanted)) as made:
        client_with(made.cur, client_id)
        known = {row.id for row in goal_rows(made.cur, client_id)}
        if passages(made.cur, client_id, period.key) != list(seen):
            raise ConflictError(
                say("Somebody else has written about this period in the meantime."),
                todo=say("Open the page again, then write your part once more."),
                code="PASSAGES_MOVED",
            )
        fault = next(_faults(wanted, known), None)
        if fault:
            raise ConflictError(say("The text can’t be kept."), why=fault, code="PASSAGE_REFUSED")
        replace_passages(made.cur, client_id, period.key, wanted, desk.person.name)


@action("reports.read")
def carried_over(desk: Desk, client_id: int, period: Period) -> list[Passage]:
    """Steps, needs and risks of the period before: what may go on, to be looked through by the author."""
    with desk.store.read() as cur:
        before = passages(cur, client_id, period.previous().key)
    return [one for one in before if one.kind in _CARRIED]


def _tidied(given: Sequence[Passage]) -> Iterator[Passage]:
    for one in given:
        tidy = replace(one, words=one.words.strip(), owner=one.owner.strip(), effect=one.effect.strip())
        if tidy.words or tidy.about:
            yield tidy


def _faults(given: Sequence[Passage], known: set[int]) -> Iterator[Sentence]:
    for kind, count in Counter(one.kind for one in given).items():
        if count > MOST[kind]:
            yield say("These are {n}; {most} are shown at most.", n=count, most=MOST[kind])
    for one in given:
        for words, most in ((one.words, WORDS_CHARS), (one.owner, SHORT_CHARS), (one.effect, SHORT_CHARS * 2)):
            fault = name_fault(words, most)
            if fault:
                yield fault
        if one.goal is not None and one.goal not in known:
            yield say("There is no goal with the number {id}.", id=one.goal)
