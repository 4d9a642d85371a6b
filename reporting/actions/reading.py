"""Files read with what people answered and what the rules of the team answer (layer 7)."""

import datetime as dt
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.jobs import Progress
from reporting.actions.worker import ahead
from reporting.ingest.inspect import inspect_file
from reporting.ingest.model import Answers, Found
from reporting.warehouse import originals
from reporting.warehouse.sharing import Sharing

_JUNK_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r"})
_JUNK_STARTS = (".", "~$", "._")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on disk, the name it was given by (its folder may be part of it), and what a person said about it.

    client is whose file it is, where the person said so for this one.
    """

    path: Path
    name: str
    answers: Answers = field(default_factory=Answers)
    client: str | None = None


def is_junk(name: str) -> bool:
    """What systems and spreadsheets leave beside files: never an export."""
    return name.casefold() in _JUNK_NAMES or name.startswith(_JUNK_STARTS)


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: with the definitions and rules of the desk, as on the day that counts as today."""

    desk: Desk
    today: dt.date

    def each(
        self, step: Progress, uploads: Sequence[Upload], read: Callable[[Upload], list[Found]]
    ) -> Iterator[tuple[Upload, list[Found]]]:
        """Each file with its tables, in order; the next ones are read while one is being stored."""
        with closing(ahead(read, uploads, self.desk.settings.threads)) as results:
            for at, upload in enumerate(uploads):
                step(at, len(uploads), upload.name)
                yield upload, next(results)
        step(len(uploads), len(uploads), "")

    def read(self, upload: Upload) -> list[Found]:
        """The tables of a file. Where a rule answers what the file leaves open, it is read with that answer."""
        founds = self._read(upload, upload.answers)
        if not any(found.questions for found in founds):
            return founds
        with self.desk.store.read() as cur:
            told = Sharing(cur, ()).answers(founds, upload.client)
        if told is None:
            return founds
        discard(founds)
        platform, account = upload.answers.platform or told.platform, upload.answers.account or told.account
        return self._read(upload, replace(upload.answers, platform=platform, account=account))

    def known_or_read(self, upload: Upload, founds: Sequence[Found]) -> list[Found]:
        """Those of an earlier reading, if of the same bytes, today, and its rows are still there; else read now."""
        known = [found for found in founds if found.file == upload.name]
        usable = known and all(found.rows is None or _made_on(found.rows) == self.today for found in known)
        if usable and known[0].sha256 == originals.sha256_of(upload.path):
            return known
        return self.read(upload)

    def _read(self, upload: Upload, answers: Answers) -> list[Found]:
        work = self.desk.settings.work / f"read-{secrets.token_hex(8)}"
        founds = inspect_file(
            upload.path,
            upload.name,
            catalog=self.desk.catalog,
            answers=answers,
            limits=self.desk.settings.limits,
            work=work,
            today=self.today,
        )
        _tidy(work, founds)
        return founds


def discard(founds: Sequence[Found]) -> None:
    """The rows are in the store, or will never be; the folder goes with the last of them."""
    for found in founds:
        if found.rows:
            found.rows.unlink(missing_ok=True)
            with suppress(OSError):
                found.rows.parent.rmdir()


def _tidy(work: Path, founds: Sequence[Found]) -> None:
    """A reading process that had to be ended leaves what it was unpacking: only rows stay, and no empty folder."""
    rows = {found.rows.name for found in founds if found.rows}  # the same folder may be written in several ways
    for path in work.iterdir():
        if path.name not in rows:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not rows:
        work.rmdir()


def _made_on(path: Path) -> dt.date | None:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date() if path.exists() else None
