"""Files as a person hands them in: real readers, real store."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from reporting.access.people import PERMISSIONS, Person
from reporting.actions import clients, importing
from reporting.actions.desk import Desk
from reporting.actions.importing import Upload
from reporting.errors import NotAllowedError
from reporting.ingest.model import Answers
from reporting.language import text
from reporting.warehouse.model import Receipt

SAMPLES = Path(__file__).parents[2] / "sample_data"
X_POSTS = SAMPLES / "x_content" / "account_analytics_content_2026-08-01_2026-08-31.csv"
FACEBOOK_POSTS = SAMPLES / "meta_facebook_posts" / "Oct-01-2026_Nov-01-2026_1234567890123456.csv"
PAGE_DAYS = SAMPLES / "meta_page_daily" / "Views.csv"


def upload(path: Path, answers: Answers | None = None) -> Upload:
    return Upload(path, path.name, answers or Answers())


def sentences(receipt: Receipt) -> str:
    return " ".join(text(notice.sentence, "en") for notice in receipt.found.notices)


def counts(desk: Desk) -> tuple[int, ...]:
    with desk.store.read() as cur:
        tables = ("client", "account", '"import"', "fact_post", "current_post", "rejected")
        return tuple(int((cur.execute(f"select count(*) from {table}").fetchone() or (0,))[0]) for table in tables)


def audit(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as cur:
        return cur.execute("select action, object from audit order by id").fetchall()


def originals(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.settings.originals.rglob("*") if path.is_file())


def test_a_file_goes_in_with_its_original_its_client_and_its_line(desk: Desk) -> None:
    (receipt,) = importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)])
    assert (receipt.found.status, receipt.client, receipt.import_id) == ("recognised", "Acme", 1)
    assert receipt.added == receipt.found.records == counts(desk)[4]
    assert originals(desk) == [receipt.found.sha256]
    assert [client.name for client in clients.client_list(desk)] == ["Acme"]
    assert "Acme is a new client." in sentences(receipt)
    assert audit(desk) == [("import.take_in", FACEBOOK_POSTS.name)]
    assert list(desk.settings.work.rglob("*.parquet")) == []


def test_the_same_file_twice_is_nothing(desk: Desk) -> None:
    importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)])
    before = counts(desk)
    (receipt,) = importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)])
    assert (receipt.found.status, receipt.import_id) == ("duplicate", 1)
    assert counts(desk) == before


def test_the_same_file_under_another_name_is_nothing_too(desk: Desk, tmp_path: Path) -> None:
    importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)])
    copy = tmp_path / "copy (1).csv"
    shutil.copyfile(FACEBOOK_POSTS, copy)
    (receipt,) = importing.take_in(desk, "Acme", [upload(copy)])
    assert receipt.found.status == "duplicate"


def test_one_bad_file_does_not_stop_the_others_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n not a table")
    receipts = importing.take_in(desk, "Acme", [upload(bad), upload(FACEBOOK_POSTS)])
    assert [receipt.found.status for receipt in receipts] == ["refused", "recognised"]
    assert len(originals(desk)) == 1
    assert audit(desk) == [("import.refuse", "bad.csv"), ("import.take_in", FACEBOOK_POSTS.name)]


def test_a_fault_of_ours_in_one_file_does_not_stop_the_others(desk: Desk) -> None:
    """The rows that were read are gone bad on the disk: nothing foresees that."""
    founds = importing.inspect(desk, [upload(FACEBOOK_POSTS)], "Acme")
    for found in founds:
        assert found.rows
        found.rows.write_bytes(b"PAR1 no more")
    receipts = importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS), upload(X_POSTS)], founds=founds)
    assert [(receipt.found.status, receipt.found.code) for receipt in receipts] == [
        ("refused", "OUR_FAULT"),
        ("recognised", ""),
    ]
    assert originals(desk) == [receipts[1].found.sha256]


def test_a_refused_file_alone_leaves_the_store_as_it_was(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n")
    (receipt,) = importing.take_in(desk, "Acme", [upload(bad)])
    assert receipt.found.status in ("unknown", "refused")
    assert counts(desk) == (0, 0, 0, 0, 0, 0)
    assert originals(desk) == []


def test_a_known_account_needs_no_client_and_another_client_is_refused(desk: Desk, tmp_path: Path) -> None:
    importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)])
    longer = tmp_path / "later.csv"
    longer.write_bytes(FACEBOOK_POSTS.read_bytes() + b"\n")
    (wrong,) = importing.take_in(desk, "Other", [upload(longer)])
    assert wrong.found.status == "refused"
    assert "belongs to Acme, not to Other" in sentences(wrong)
    assert [client.name for client in clients.client_list(desk)] == ["Acme"]
    (known,) = importing.take_in(desk, None, [upload(longer)])
    assert (known.found.status, known.client, known.added) == ("recognised", "Acme", 0)


def test_a_file_of_nobody_is_a_question(desk: Desk) -> None:
    (receipt,) = importing.take_in(desk, None, [upload(X_POSTS)])
    assert receipt.found.status == "ambiguous"
    assert "--client NAME" in sentences(receipt)
    assert counts(desk) == (0, 0, 0, 0, 0, 0)


def test_a_platform_that_the_file_cannot_tell_is_asked_then_proposed_never_applied(desk: Desk, tmp_path: Path) -> None:
    (asked,) = importing.take_in(desk, "Acme", [upload(PAGE_DAYS)])
    assert asked.found.status == "ambiguous"
    (question,) = [question for question in asked.found.questions if question.about == "platform"]
    assert question.proposal is None
    (taken,) = importing.take_in(desk, "Acme", [upload(PAGE_DAYS, Answers(platform="facebook"))])
    assert (taken.found.status, taken.found.platform) == ("recognised", "facebook")
    later = tmp_path / PAGE_DAYS.name
    later.write_bytes(PAGE_DAYS.read_bytes() + PAGE_DAYS.read_bytes()[-2:])
    (again,) = importing.inspect(desk, [upload(later)], "Acme")
    assert [question.proposal for question in again.questions if question.about == "platform"] == ["facebook"]
    (foreign,) = importing.inspect(desk, [upload(later)], "Other")
    assert [question.proposal for question in foreign.questions if question.about == "platform"] == [None]


def test_a_dry_run_says_what_would_be_and_stores_nothing(desk: Desk) -> None:
    (receipt,) = importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)], dry_run=True)
    assert (receipt.found.status, receipt.client, receipt.import_id) == ("recognised", "Acme", None)
    assert receipt.added == receipt.found.records
    assert counts(desk) == (0, 0, 0, 0, 0, 0)
    assert originals(desk) == []
    assert audit(desk) == []


def bad_cell(tmp_path: Path) -> Path:
    """A word stands where the impressions of the first post belong."""
    path = tmp_path / X_POSTS.name
    path.write_bytes(X_POSTS.read_bytes().replace(b",4021,", b",many,", 1))
    return path


def test_a_bad_cell_keeps_its_row_out_and_is_listed(desk: Desk, tmp_path: Path) -> None:
    (receipt,) = importing.take_in(desk, "Acme", [upload(bad_cell(tmp_path))])
    assert (receipt.found.status, receipt.found.rejected) == ("recognised", 1)
    assert receipt.added == receipt.found.records - 1
    (cell,) = importing.rejections(desk, receipt.import_id or 0)
    assert (cell.row, cell.heading, cell.raw) == (2, "Impressions", "many")


def test_a_bad_cell_refuses_the_file_where_that_was_asked_for(desk: Desk, tmp_path: Path) -> None:
    (receipt,) = importing.take_in(desk, "Acme", [upload(bad_cell(tmp_path))], accept_rejections=False)
    assert receipt.found.status == "refused"
    assert "1 row of the file would not go in." in sentences(receipt)
    assert counts(desk) == (0, 0, 0, 0, 0, 0)


def test_what_was_inspected_is_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    founds = importing.inspect(desk, [upload(FACEBOOK_POSTS)], "Acme")
    read: list[str] = []
    monkeypatch.setattr(importing, "_read", lambda _desk, given, _today: read.append(given.name))
    (receipt,) = importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)], founds=founds)
    assert receipt.found.status == "recognised"
    assert read == []


def test_an_inspection_of_other_bytes_does_not_count(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / FACEBOOK_POSTS.name
    shutil.copyfile(FACEBOOK_POSTS, path)
    founds = importing.inspect(desk, [upload(path)], "Acme")
    lines = FACEBOOK_POSTS.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]))
    (receipt,) = importing.take_in(desk, "Acme", [upload(path)], founds=founds)
    assert receipt.found.sha256 != founds[0].sha256
    assert receipt.found.records < founds[0].records


def test_undo_and_import_again(desk: Desk) -> None:
    before = counts(desk)
    (receipt,) = importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)])
    undone = importing.undo(desk, receipt.import_id or 0)
    assert (undone.removed, undone.restored) == (receipt.added, 0)
    assert counts(desk)[3:5] == before[3:5]
    assert importing.undo(desk, receipt.import_id or 0).removed == 0
    (again,) = importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)])
    assert (again.found.status, again.added) == ("recognised", receipt.added)
    assert [bool(entry.undone) for entry in importing.history(desk)] == [False, True]


def test_a_new_client_needs_the_permission_to_make_one(desk: Desk) -> None:
    importer = replace(desk, person=Person("importer", PERMISSIONS - {"clients.write"}))
    with pytest.raises(NotAllowedError):
        importing.take_in(importer, "Acme", [upload(FACEBOOK_POSTS)])
    assert counts(desk) == (0, 0, 0, 0, 0, 0)


class TabClosedError(BaseException):
    """As Streamlit's StopException."""


def test_a_closed_tab_in_the_middle_leaves_no_open_transaction(desk: Desk) -> None:
    def close(*_: object) -> None:
        raise TabClosedError

    with pytest.raises(TabClosedError):
        importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)], progress=close)
    for thread in threading.enumerate():
        if thread.name == "bilan-work":
            thread.join(60)
    assert counts(desk)[2] == 1
    (receipt,) = importing.take_in(desk, "Acme", [upload(X_POSTS)])
    assert receipt.found.status == "recognised"


def test_a_nearly_full_disk_is_said_before_anything_is_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SPACE_LEFT", 10**18)
    (receipt,) = importing.take_in(desk, "Acme", [upload(FACEBOOK_POSTS)])
    assert receipt.found.status == "refused"
    assert "The disk is nearly full" in sentences(receipt)
    assert originals(desk) == []
