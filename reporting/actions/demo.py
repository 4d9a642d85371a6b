"""The example client, taken in through the ordinary import (layer 7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporting.actions import authoring, clients, goals, importing
from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.actions.jobs import Progress
from reporting.actions.reading import Upload
from reporting.catalog.example import Example, ExampleGoal, ExamplePassage, load_example
from reporting.errors import BilanError, ConflictError, say
from reporting.goals.model import Goal, Scope
from reporting.ingest.model import Answers
from reporting.periods import parse
from reporting.warehouse.author import Passage
from reporting.warehouse.model import Brand, Client

EXAMPLES = Path(__file__).parents[2] / "sample_data" / "demo"


@dataclass(frozen=True, slots=True)
class Demo:
    """The example client, and what this call added: imports and goals. A second call adds nothing."""

    client: Client
    imports: int
    goals: int


@action("imports.write")
def load_demo(desk: Desk, progress: Progress | None = None, folder: Path = EXAMPLES) -> Demo:
    """Raises ConflictError if a client of yours has the example's name, BilanError if a file of it is refused."""
    example = load_example(folder)
    client = _client(desk, example)
    receipts = importing.take_in(desk, client.name, list(_uploads(example)), progress=progress)
    for receipt in receipts:
        if receipt.found.status not in ("recognised", "duplicate"):
            raise BilanError(
                say("A file of the example was not taken in."),
                where=receipt.found.file,
                why=receipt.found.notices[-1].sentence if receipt.found.notices else None,
                code="EXAMPLE_REFUSED",
            )
    added = sum(receipt.found.status == "recognised" for receipt in receipts)
    new = _set_goals(desk, client, example.goals)
    _write(desk, client, example)
    return Demo(client, added, new)


def _client(desk: Desk, example: Example) -> Client:
    wanted = example.client
    known = {client.name.casefold(): client for client in clients.client_list(desk)}.get(wanted.name.casefold())
    if known and not known.example:
        raise ConflictError(
            say("There is already a client called {name}, and it is not the example.", name=known.name),
            todo=say("Rename it to load the example."),
            code="CLIENT_NAME",
        )
    if known:
        return known
    logo = (example.folder / wanted.logo).read_bytes() if wanted.logo else None
    brand = Brand(wanted.color, wanted.accent, logo)
    return clients.save_client(desk, Client(0, wanted.name, wanted.language, wanted.timezone, brand, example=True))


def _uploads(example: Example) -> Iterator[Upload]:
    for group in example.imports:
        answers = Answers(platform=group.platform, account=group.account, until=group.until)
        for path in sorted(example.folder.glob(group.files)):
            yield Upload(path, path.relative_to(example.folder).as_posix(), answers)


def _write(desk: Desk, client: Client, example: Example) -> None:
    """Only for periods about which nothing was written: a person's words are left alone."""
    standing = _standing(desk, client)
    about = [standing[_what(goal)] for goal in example.goals]
    for key in dict.fromkeys(one.period for one in example.passages):
        if not authoring.passage_list(desk, client.id, parse(key)):
            given = [_passage(one, about) for one in example.passages if one.period == key]
            authoring.save_passages(desk, client.id, parse(key), given, [])


def _passage(one: ExamplePassage, goals_in_order: Sequence[int]) -> Passage:
    goal = None if one.goal is None else goals_in_order[one.goal - 1]
    return Passage(one.kind, one.words, owner=one.owner, due=one.due, effect=one.effect, goal=goal)


def _what(one: ExampleGoal) -> tuple[object, ...]:
    return one.metric, one.kind, one.period, one.scope


def _standing(desk: Desk, client: Client) -> dict[tuple[object, ...], int]:
    """Goals by what they are about, as the example words it."""
    there = goals.goal_list(desk, client.id)
    return {(goal.metric, goal.kind, goal.period.key, goal.scope.platforms): goal.id for goal in there}


def _set_goals(desk: Desk, client: Client, wanted: tuple[ExampleGoal, ...]) -> int:
    standing = _standing(desk, client)
    new = [one for one in wanted if _what(one) not in standing]
    for one in new:
        goals.set_goal(
            desk,
            Goal(
                0,
                client.id,
                one.metric,
                one.kind,
                parse(one.period),
                one.target,
                Scope(platforms=one.scope),
                baseline=one.baseline,
                owner=one.owner,
                note=one.note,
            ),
        )
    return len(new)
