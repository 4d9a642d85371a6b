"""Files on their way in (layer 8): written to disk as soon as they arrive, read once, kept until they are confirmed."""

import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import streamlit as st

from reporting.actions import importing
from reporting.actions.desk import Desk
from reporting.actions.jobs import Job
from reporting.actions.reading import Upload, is_junk
from reporting.ingest.model import Answers, Found
from reporting.warehouse.model import Receipt
from reporting.warehouse.sharing import Share

_KEY = "bilan_basket"


class Uploaded(Protocol):
    """What Streamlit's uploader hands over."""

    @property
    def name(self) -> str: ...


@dataclass(slots=True)
class Basket:
    """What a person dropped, as far as it is known, and the job that reads it or takes it in.

    round    changes the uploader's key: an emptied uploader gives its memory back
    held     reading was stopped; it goes on when the person wants it to
    agreed   files that the person wants in as they are, whatever there is to say about them
    """

    folder: Path
    uploads: dict[str, Upload] = field(default_factory=dict)
    founds: dict[str, list[Found]] = field(default_factory=dict)
    agreed: set[str] = field(default_factory=set)
    receipts: list[Receipt] = field(default_factory=list)
    round: int = 0
    held: bool = False
    reading: Job[list[Found]] | None = None
    taking: Job[list[Receipt]] | None = None
    _shares: tuple[object, list[Share]] | None = None

    @property
    def job(self) -> Job[list[Found]] | Job[list[Receipt]] | None:
        return self.reading or self.taking

    @property
    def unread(self) -> list[Upload]:
        return [upload for name, upload in self.uploads.items() if name not in self.founds]

    def add(self, files: Iterable[Uploaded]) -> None:
        """Copy them to disk under names of ours; two files of one name are told apart by a number."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            if any(map(is_junk, Path(file.name).parts)):
                continue
            name = self._free(file.name)
            path = self.folder / secrets.token_hex(8)
            with path.open("wb") as target:
                shutil.copyfileobj(cast("BinaryIO", file), target)
            self.uploads[name] = Upload(path, name)
        self.round += 1
        self.receipts = []
        self.held = False

    def read(self, desk: Desk) -> None:
        """Start reading what is not read yet."""
        waiting = self.unread
        self.held = False
        self.reading = Job(lambda step: importing.inspect(desk, waiting, None, step))

    def take_in(self, desk: Desk, names: Sequence[str]) -> None:
        """Start taking these files in, as they were read."""
        uploads = [self.uploads[name] for name in names]
        founds = [found for name in names for found in self.founds[name]]
        self.taking = Job(lambda step: importing.take_in(desk, None, uploads, founds=founds, progress=step))

    def fetch(self) -> None:
        """What came of a job that has ended; raises what the job raised."""
        if self.reading and not self.reading.running:
            done, self.reading = self.reading, None
            self.held = done.stopping
            for found in done.result():
                if found.file in self.uploads:
                    self.founds.setdefault(found.file, []).append(found)
        if self.taking and not self.taking.running:
            ended, self.taking = self.taking, None
            self._take_leave(ended.result())

    def shares(self, desk: Desk) -> list[Share]:
        """Where the tables would go, as the store and the rules are now."""
        founds = [found for name in self.uploads for found in self.founds.get(name, ())]
        key = (desk.store.version, tuple(map(id, founds)), tuple(self.uploads.values()))
        if self._shares is None or self._shares[0] != key:
            self._shares = key, importing.shares(desk, list(self.uploads.values()), founds)
        return self._shares[1]

    def answer(self, name: str, **said: object) -> None:
        """The file is read anew with the answer."""
        upload = self.uploads[name]
        answers: Answers = replace(upload.answers, **said)  # type: ignore[arg-type]  # the names of the open question
        self.uploads[name] = replace(upload, answers=answers)
        self.founds.pop(name, None)

    def read_again(self, format_id: str) -> None:
        """The definition of the format has changed: every file that is it, or nearly is, is looked at anew."""
        for name in [name for name, founds in self.founds.items() if any(_is_of(one, format_id) for one in founds)]:
            self.founds.pop(name)

    def belongs(self, names: Iterable[str], client: str | None) -> None:
        """Whose these files are, as the person says."""
        for name in names:
            self.uploads[name] = replace(self.uploads[name], client=client)

    def take_out(self, name: str) -> None:
        self.uploads.pop(name).path.unlink(missing_ok=True)
        self.founds.pop(name, None)
        self.agreed.discard(name)

    def empty(self) -> None:
        for name in list(self.uploads):
            self.take_out(name)
        self.receipts = []
        self.round += 1

    def _take_leave(self, receipts: list[Receipt]) -> None:
        """What was dealt with leaves, refused or not; what waits for an answer or a client stays."""
        unclear = {receipt.found.file for receipt in receipts if receipt.found.status == "ambiguous"}
        for name in dict.fromkeys(receipt.found.file for receipt in receipts):
            if name in unclear:
                self.founds.pop(name, None)
            else:
                self.take_out(name)
        self.receipts = receipts
        self.round += 1

    def _free(self, name: str) -> str:
        number, free = 1, name
        while free in self.uploads:
            number += 1
            free = f"{Path(name).with_suffix('')} ({number}){Path(name).suffix}"
        return free


def _is_of(found: Found, format_id: str) -> bool:
    return format_id in {found.format, found.nearest}


def basket(desk: Desk) -> Basket:
    """This window's own."""
    shelf = _shelf(desk.settings.home, desk.person.name)
    key = str(st.session_state.setdefault(_KEY, secrets.token_hex(8)))
    return shelf.setdefault(key, Basket(desk.settings.work / f"basket-{secrets.token_hex(8)}"))


def left_behind(desk: Desk) -> list[Basket]:
    """Those of the same person in other windows, open or closed, in which something waits or is being made."""
    own = basket(desk)
    return [
        one for one in list(_shelf(desk.settings.home, desk.person.name).values()) if one is not own and one.uploads
    ]


def take_up(desk: Desk, other: Basket) -> None:
    """Go on with a basket of another window; there it is gone."""
    shelf = _shelf(desk.settings.home, desk.person.name)
    for key, one in list(shelf.items()):
        if one is other:
            shelf[str(st.session_state[_KEY])] = shelf.pop(key)


@st.cache_resource(show_spinner=False)
def _shelf(home: Path, person: str) -> dict[str, Basket]:  # noqa: ARG001 -- what makes it a shelf of its own
    """The baskets of a person by window: a reload or a closed tab doesn't lose them."""
    return {}
