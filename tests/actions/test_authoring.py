"""The author's text: kept with client and period, nobody's overwritten unseen, in the workbook as it was written."""

import datetime as dt
import io

import openpyxl
import pytest

from reporting.access.people import Person
from reporting.actions.authoring import carried_over, passage_list, save_passages
from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report
from reporting.errors import ConflictError, NotAllowedError
from reporting.periods import month
from reporting.warehouse.author import Passage
from reporting.warehouse.store import Store
from tests.stocking import a_client, stock

OCTOBER, NOVEMBER = month(2026, 10), month(2026, 11)
STEP = Passage("step", "Three reels a week", owner="Inès", due=dt.date(2026, 11, 30), effect="+10 % de portée")
WRITTEN = [
    Passage("headline", "A month of two halves."),
    Passage("decision", "=Move 500 € to reels?"),
    Passage("risk", "The shop closes in December."),
    STEP,
    Passage("need", "Access to the X account"),
]


@pytest.fixture
def client(store: Store) -> int:
    rows = [{"post": str(at), "published_on": OCTOBER.start, "account": "Acme", "reach": 100} for at in range(3)]
    stock(store, "Acme", "post", rows)
    return a_client(store, "Acme").id


def plain(passages: list[Passage]) -> list[tuple[str, str, str, dt.date | None]]:
    return [(one.kind, one.words, one.owner, one.due) for one in passages]


def test_it_is_kept_for_its_period_alone(desk: Desk, client: int) -> None:
    save_passages(desk, client, OCTOBER, WRITTEN, [])
    assert plain(passage_list(desk, client, OCTOBER)) == plain(WRITTEN)
    assert passage_list(desk, client, NOVEMBER) == []
    assert plain(carried_over(desk, client, NOVEMBER)) == plain([WRITTEN[2], STEP, WRITTEN[4]])


def test_nobody_overwrites_what_they_have_not_seen(desk: Desk, client: int, store: Store) -> None:
    save_passages(desk, client, OCTOBER, WRITTEN, [])
    with pytest.raises(ConflictError) as refused:
        save_passages(desk, client, OCTOBER, [Passage("risk", "Another")], [])
    assert refused.value.code == "PASSAGES_MOVED"
    seen = passage_list(desk, client, OCTOBER)
    save_passages(desk, client, OCTOBER, [Passage("risk", " Another ")], seen)
    assert plain(passage_list(desk, client, OCTOBER)) == [("risk", "Another", "", None)]
    with store.read() as cur:
        rows = cur.execute("select count(*) filter (where removed_at is null), count(*) from passage").fetchone()
    assert rows == (1, 1 + len(WRITTEN))


@pytest.mark.parametrize(
    "given",
    [
        [Passage("decision", str(at)) for at in range(4)],
        [Passage("risk", "x" * 601)],
        [Passage("risk", "a\x00b")],
        [Passage("goal", "Late because of the strike.", goal=99)],
    ],
)
def test_what_cannot_be_kept_is_refused_whole(desk: Desk, client: int, given: list[Passage]) -> None:
    save_passages(desk, client, OCTOBER, WRITTEN, [])
    with pytest.raises(ConflictError):
        save_passages(desk, client, OCTOBER, given, passage_list(desk, client, OCTOBER))
    assert plain(passage_list(desk, client, OCTOBER)) == plain(WRITTEN)


def test_the_workbook_says_it_in_plain_cells(desk: Desk, client: int) -> None:
    before = build_report(desk, ReportQuery(client, OCTOBER, "en")).sheets
    assert "Next steps" not in before
    save_passages(desk, client, OCTOBER, WRITTEN, [])
    report = build_report(desk, ReportQuery(client, OCTOBER, "en"))
    book = openpyxl.load_workbook(io.BytesIO(report.data))
    summary = [cell for row in book["Summary"].iter_rows() for cell in row if cell.value is not None]
    words = [str(cell.value) for cell in summary]
    assert "A month of two halves." in words
    assert "1. =Move 500 € to reels?" in words
    assert "● The shop closes in December." in words
    steps = [[cell.value for cell in row] for row in book["Next steps"].iter_rows(min_row=4)]
    number, action, owner, due, effect, *_ = steps[1]
    assert (number, action, owner, effect) == (1, "Three reels a week", "Inès", "+10 % de portée")
    assert isinstance(due, dt.datetime)
    assert due.date() == STEP.due
    assert "Access to the X account" in {cell for row in steps for cell in row}
    cells = [cell for row in book["Next steps"].iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_writing_needs_its_permission(desk: Desk, client: int) -> None:
    reader = Desk(desk.store, desk.settings, Person("reader", frozenset({"reports.read"})))
    with pytest.raises(NotAllowedError):
        save_passages(reader, client, OCTOBER, WRITTEN, [])
