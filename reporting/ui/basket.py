"""Files on their way in (layer 8): written to disk as soon as they arrive, read once, kept until they are confirmed."""

import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import streamlit as st

from reporting.actions.importing import Upload
from reporting.ingest.model import Answers, Found
from reporting.settings import Settings
from reporting.warehouse.model import Receipt

_KEY = "bilan_basket"


class Uploaded(Protocol):
    """What Streamlit's uploader hands over."""

    @property
    def name(self) -> str: ...


@dataclass(slots=True)
class Basket:
    """round changes the uploader's key: an emptied uploader gives its memory back."""

    folder: Path
    uploads: dict[str, Upload] = field(default_factory=dict)
    founds: dict[str, list[Found]] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    round: int = 0

    @property
    def unread(self) -> list[Upload]:
        return [upload for name, upload in self.uploads.items() if name not in self.founds]

    @property
    def tables(self) -> list[Found]:
        return [found for name in self.uploads for found in self.founds.get(name, [])]

    @property
    def settled(self) -> dict[str, list[Found]]:
        """Files without an open question, with their tables: what a confirmation takes in. The others wait."""
        return {
            name: founds
            for name in self.uploads
            if (founds := self.founds.get(name, [])) and not any(found.questions for found in founds)
        }

    @property
    def ready(self) -> list[Found]:
        return [found for founds in self.settled.values() for found in founds if found.status == "recognised"]

    @property
    def rejected(self) -> int:
        return sum(found.rejected for found in self.ready)

    def add(self, files: Iterable[Uploaded]) -> None:
        """Copy them to disk under names of ours; two files of one name are told apart by a number."""
        for file in files:
            name = self._free(file.name)
            path = self.folder / secrets.token_hex(8)
            self.folder.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as target:
                shutil.copyfileobj(cast("BinaryIO", file), target)
            self.uploads[name] = Upload(path, name)
        self.round += 1
        self.receipts = []

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

    def take_out(self, name: str) -> None:
        self.uploads.pop(name).path.unlink(missing_ok=True)
        self.founds.pop(name, None)

    def empty(self, receipts: list[Receipt]) -> None:
        """What was taken in leaves, refused or not; what waits for an answer or a client stays."""
        unclear = {receipt.found.file for receipt in receipts if receipt.found.status == "ambiguous"}
        for name in [name for name in self.settled if name not in unclear]:
            self.take_out(name)
        self.receipts = receipts
        self.round += 1

    def _free(self, name: str) -> str:
        number, free = 1, name
        while free in self.uploads:
            number += 1
            free = f"{Path(name).stem} ({number}){Path(name).suffix}"
        return free


def _is_of(found: Found, format_id: str) -> bool:
    return format_id in {found.format, found.nearest}


def basket(settings: Settings) -> Basket:
    """This session's own."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Basket(settings.work / f"basket-{secrets.token_hex(8)}")
    kept: Basket = st.session_state[_KEY]
    return kept
