"""One file with accounts of several clients: each client gets its own rows, and the rest is asked, never dropped."""

from pathlib import Path

import pytest

from reporting.actions import clients, importing, rejections, upkeep
from reporting.actions.desk import Desk
from reporting.actions.reading import Upload
from reporting.language import text
from reporting.warehouse.model import Receipt
from tests.drops import Post, account_id, write

BOTH = [
    Post("acme", 1, reach=100, views=11),
    Post("other", 2, reach=30, views=7),
    Post("acme", 3, reach=250, views=13),
    Post("other", 4, reach="many", views=5),
]


@pytest.fixture
def both(desk: Desk, tmp_path: Path) -> Upload:
    """A file of two clients whose accounts are known."""
    for name in ("acme", "other"):
        path = write(tmp_path / f"{name}.csv", [Post(name, 900 + len(name))])
        importing.take_in(desk, name.title(), [Upload(path, path.name)])
    return Upload(write(tmp_path / "both.csv", BOTH), "both.csv")


def reach(desk: Desk) -> dict[str, list[int]]:
    """By client, of the posts of the test."""
    with desk.store.read() as cur:
        rows = cur.execute(
            "select c.name, list(p.reach order by p.reach) from current_post p join client c on c.id = p.client_id"
            " where p.post < '18010000000000900' group by all"
        ).fetchall()
    return dict(rows)


def sentences(receipt: Receipt) -> str:
    return " ".join(text(notice.sentence, "en") for notice in receipt.found.notices)


def test_each_receipt_is_true_of_its_part(desk: Desk, both: Upload) -> None:
    acme, other = importing.take_in(desk, None, [both])
    assert [
        (one.client, one.found.status, one.found.records, one.found.rejected, one.added) for one in (acme, other)
    ] == [
        ("Acme", "recognised", 2, 0, 2),
        ("Other", "recognised", 2, 1, 1),
    ]
    assert [one.found.totals["views"].sum for one in (acme, other)] == [11 + 13, 7]
    assert [one.found.totals["reach"].sum for one in (acme, other)] == [100 + 250, 30]
    assert [[account.name for account in one.found.accounts] for one in (acme, other)] == [["acme"], ["other"]]
    assert [str(acme.found.first), str(acme.found.last)] == ["2026-10-02", "2026-10-04"]
    assert [cell.raw for cell in rejections.rejections(desk, other.import_id or 0)] == ["many"]
    assert rejections.rejections(desk, acme.import_id or 0) == []
    assert reach(desk) == {"Acme": [100, 250], "Other": [30]}


def test_again_it_is_nothing_and_one_part_can_be_undone_and_come_again(desk: Desk, both: Upload) -> None:
    first = importing.take_in(desk, None, [both])
    assert [one.found.status for one in importing.take_in(desk, None, [both])] == ["duplicate", "duplicate"]
    importing.undo(desk, first[0].import_id or 0)
    assert reach(desk) == {"Other": [30]}
    again = importing.take_in(desk, None, [both])
    assert [one.found.status for one in again] == ["recognised", "duplicate"]
    assert reach(desk) == {"Acme": [100, 250], "Other": [30]}


def test_a_rebuild_gives_the_same_and_verify_finds_nothing(desk: Desk, both: Upload) -> None:
    importing.take_in(desk, None, [both])
    assert upkeep.verify(desk).differences == ()
    before = reach(desk), [(one.id, one.client, one.records, one.rejected) for one in importing.history(desk)]
    upkeep.rebuild(desk)
    assert (reach(desk), [(one.id, one.client, one.records, one.rejected) for one in importing.history(desk)]) == before
    assert upkeep.verify(desk).differences == ()


@pytest.mark.usefixtures("both")
def test_an_account_of_nobody_is_a_question_until_it_is_somebodys(desk: Desk, tmp_path: Path) -> None:
    upload = Upload(write(tmp_path / "three.csv", [*BOTH, Post("third", 5, reach=77)]), "three.csv")
    acme, other, open_ = importing.take_in(desk, None, [upload])
    assert [acme.client, other.client, open_.client] == ["Acme", "Other", None]
    assert (open_.found.status, open_.found.records, open_.import_id) == ("ambiguous", 1, None)
    assert "1 row belongs to no known client: third." in sentences(open_)
    clients.claim(desk, "Third Ltd", open_.found)
    again = importing.take_in(desk, None, [upload])
    assert [(one.client, one.found.status) for one in again] == [
        ("Acme", "duplicate"),
        ("Other", "duplicate"),
        ("Third Ltd", "recognised"),
    ]
    assert reach(desk) == {"Acme": [100, 250], "Other": [30], "Third Ltd": [77]}
    upkeep.rebuild(desk)
    assert reach(desk) == {"Acme": [100, 250], "Other": [30], "Third Ltd": [77]}


def test_with_a_client_named_a_file_with_others_accounts_is_refused(desk: Desk, both: Upload) -> None:
    (receipt,) = importing.take_in(desk, "Acme", [both])
    assert receipt.found.status == "refused"
    assert "belongs to Other, not to Acme" in sentences(receipt)
    assert reach(desk) == {}


def test_a_dry_run_tells_the_parts_and_stores_nothing(desk: Desk, both: Upload) -> None:
    receipts = importing.take_in(desk, None, [both], dry_run=True)
    assert [(one.client, one.added, one.import_id) for one in receipts] == [("Acme", 2, None), ("Other", 1, None)]
    assert reach(desk) == {}


def test_the_parts_of_a_file_add_up_to_it(desk: Desk, both: Upload) -> None:
    (found,) = importing.inspect(desk, [both])
    assert {part.account: (part.rows, part.records, part.rejected) for part in found.parts} == {
        account_id("acme"): (2, 2, 0),
        account_id("other"): (1, 2, 1),
    }
    assert sum(part.records for part in found.parts) == found.records
    assert sum(part.rejected for part in found.parts) == found.rejected


def test_an_account_of_which_every_row_is_rejected_is_counted_too(desk: Desk, tmp_path: Path) -> None:
    rows = [Post("acme", 1), Post("other", 2, reach="many")]
    (found,) = importing.inspect(desk, [Upload(write(tmp_path / "a.csv", rows), "a.csv")])
    assert {part.account: (part.rows, part.records, part.rejected) for part in found.parts} == {
        account_id("acme"): (1, 1, 0),
        account_id("other"): (0, 1, 1),
    }
