"""Rebuild, verify, backup and restore through the door, with the real readers."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from reporting.access.people import PERMISSIONS, Person
from reporting.actions import importing, upkeep
from reporting.actions.desk import Desk, at_desk
from reporting.actions.reading import Upload
from reporting.errors import NotAllowedError
from reporting.ingest.model import Answers

SAMPLES = Path(__file__).parents[2] / "sample_data"
POSTS = SAMPLES / "meta_facebook_posts" / "Oct-01-2026_Nov-01-2026_1234567890123456.csv"
YEARLESS = SAMPLES / "tiktok_overview" / "Overview.csv"


def take_in(desk: Desk, path: Path, answers: Answers | None = None) -> None:
    (receipt,) = importing.take_in(desk, "Acme", [Upload(path, path.name, answers or Answers())])
    assert receipt.found.status == "recognised"


def audit(desk: Desk) -> list[str]:
    with desk.store.read() as cur:
        return [action for (action,) in cur.execute("select action from audit order by id").fetchall()]


def test_rebuild_and_verify_agree_with_the_import(desk: Desk) -> None:
    take_in(desk, POSTS)
    take_in(desk, YEARLESS, Answers(until=dt.date(2026, 10, 31), account="acme"))
    before = upkeep.verify(desk)
    assert (before.imports, before.differences) == (2, ())
    rebuilt = upkeep.rebuild(desk)
    assert (rebuilt.imports, rebuilt.rows) == (2, before.rows)
    assert upkeep.verify(desk).differences == ()
    assert audit(desk) == ["import.take_in", "import.take_in", "store.rebuild"]


def test_dates_without_a_year_are_read_as_on_the_day_of_the_import(desk: Desk) -> None:
    take_in(desk, YEARLESS, Answers(account="acme"))
    with desk.store.write() as cur:
        cur.execute("update \"import\" set made_at = made_at - interval '3 years'")
        before = cur.execute("select year(max(day)) from current_account_day").fetchall()
    upkeep.rebuild(desk)
    with desk.store.read() as cur:
        after = cur.execute("select year(max(day)) from current_account_day").fetchall()
    assert after == [(before[0][0] - 3,)]


def test_a_backup_comes_back_as_an_installation_that_says_so(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, POSTS)
    upkeep.backup(desk, tmp_path / "saved")
    assert audit(desk)[-1] == "store.backup"
    settings = replace(desk.settings, home=tmp_path / "new")
    upkeep.restore(settings, tmp_path / "saved", desk.person)
    with at_desk(settings) as restored:
        assert [entry.file for entry in importing.history(restored)] == [POSTS.name]
        assert audit(restored) == ["import.take_in", "store.restore"]
        assert upkeep.verify(restored).differences == ()


def test_restoring_needs_the_permission(desk: Desk, tmp_path: Path) -> None:
    person = Person("reader", PERMISSIONS - {"store.maintain"})
    with pytest.raises(NotAllowedError):
        upkeep.restore(replace(desk.settings, home=tmp_path / "new"), tmp_path / "saved", person)
    assert not (tmp_path / "new").exists()
