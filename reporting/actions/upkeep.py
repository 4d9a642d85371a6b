"""Keeping an installation whole: rebuild, verify, backup, restore (layer 7)."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from reporting.access.people import Person
from reporting.actions.desk import Desk, at_desk
from reporting.actions.door import action, change
from reporting.actions.jobs import Progress
from reporting.actions.worker import in_worker
from reporting.ingest.inspect import inspect_file
from reporting.ingest.model import Answers, Found
from reporting.settings import Settings
from reporting.warehouse import backup as backups
from reporting.warehouse import rebuild as replaying
from reporting.warehouse.backup import Manifest
from reporting.warehouse.rebuild import Reader, Rebuilt, Verified
from reporting.warehouse.report_issues import lost_workbooks


@action("store.maintain")
def rebuild(desk: Desk, progress: Progress | None = None) -> Rebuilt:
    """Make every fact again from the originals. Raises BilanError, and changes nothing, if one can't be replayed."""

    def work(step: Progress) -> Rebuilt:
        with change(desk, "store.rebuild") as made:
            done = replaying.rebuild(made.cur, desk.store, reader(desk), step)
            made.details |= {"imports": done.imports, "rows": done.rows}
        return done

    return in_worker(work, progress)


@action("store.maintain")
def verify(desk: Desk, progress: Progress | None = None) -> Verified:
    """Hold the facts against the originals, the current rows against the facts, and kept reports against their hashes.

    Changes nothing.
    """

    def work(step: Progress) -> Verified:
        done = replaying.verify(desk.store, reader(desk), step)
        with desk.store.read() as cur:
            lost = tuple(lost_workbooks(cur, desk.settings.issues))
        return replace(done, differences=(*done.differences, *lost))

    return in_worker(work, progress)


@action("store.maintain")
def backup(desk: Desk, folder: Path) -> Manifest:
    """The whole installation into a folder that is empty or not there yet, checked."""

    def work(_: Progress) -> Manifest:
        manifest = backups.backup(desk.store, folder)
        with change(desk, "store.backup", about=str(folder), files=len(manifest.files)):
            pass
        return manifest

    return in_worker(work, None)


def restore(settings: Settings, folder: Path, person: Person) -> Manifest:
    """A backup as the installation of `settings.home`, which must be empty; its store is opened once and says so."""
    person.require("store.maintain")
    manifest = backups.restore(settings, folder)
    with at_desk(settings, person) as desk, change(desk, "store.restore", about=str(folder), made_at=manifest.made_at):
        pass
    return manifest


def reader(desk: Desk) -> Reader:
    """Dates without a year are read as on the day of the import."""

    def read(path: Path, name: str, answers: Answers, today: dt.date, work: Path) -> list[Found]:
        return inspect_file(
            path, name, catalog=desk.catalog, answers=answers, limits=desk.settings.limits, work=work, today=today
        )

    return read
