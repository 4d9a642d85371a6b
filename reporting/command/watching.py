"""import --watch: folders that other programs fill are looked into again and again (layer 8).

Looking, not listening: it works on network drives too. A file is read once two looks have seen it with one size and one
time. What is clear is taken in; what somebody has to look at stays where it is, and is said once. The store is opened
only while there is something to take in, so that other commands can be used in between.
"""

import argparse
import json
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from reporting.actions.desk import at_desk
from reporting.actions.reading import Upload
from reporting.command.console import Console
from reporting.command.documents import found_document
from reporting.command.paths import uploads
from reporting.command.taking import STATUS, answers, followed, taking
from reporting.errors import BusyError, FileError, say
from reporting.language import text
from reporting.settings import Settings
from reporting.warehouse.model import Receipt
from reporting.warehouse.originals import sha256_of

# What browsers and programs that sync call a file of which not everything is there.
PARTIAL = (".crdownload", ".part", ".partial", ".tmp", ".download", ".filepart")

# So many files are taken in before their lines are written.
_AT_ONCE = 20

Signature = tuple[int, int]


@dataclass(slots=True)
class Watched:
    """What the looks have seen: files by size and time, and the contents that were dealt with."""

    seen: dict[Path, Signature] = field(default_factory=dict)
    dealt: dict[Path, Signature] = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)

    def ready(self, given: Sequence[Upload]) -> list[Upload]:
        """Those that are as they were at the look before, and were not dealt with as they are."""
        now = {upload.path: _signature(upload.path) for upload in given}
        still = [
            upload
            for upload in given
            if (here := now[upload.path]) is not None
            and here == self.seen.get(upload.path)
            and here != self.dealt.get(upload.path)
        ]
        self.seen = {path: here for path, here in now.items() if here is not None}
        return still

    def waits(self) -> bool:
        """Whether the next look may find something to read that this one has only seen."""
        return any(here != self.dealt.get(path) for path, here in self.seen.items())

    def deal(self, uploads: Sequence[Upload], hashes: Iterable[str | None]) -> None:
        self.dealt |= {upload.path: self.seen[upload.path] for upload in uploads}
        self.contents |= {sha256 for sha256 in hashes if sha256}


def watch(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Ends with 0 when it is interrupted or told to terminate: what is being taken in is taken in first."""
    watched = Watched()
    uploads(args.paths, answers(args))  # a folder that was never there is a mistake
    with _terminable():
        try:
            while True:
                _look(args, settings, console, watched)
                if args.once and not watched.waits():
                    return 0
                time.sleep(args.every)
        except KeyboardInterrupt:
            console.say(say("Stopped watching. What was taken in before stays; nothing is half done."))
            return 0


def _look(args: argparse.Namespace, settings: Settings, console: Console, watched: Watched) -> None:
    try:
        given = [upload for upload in uploads(args.paths, answers(args)) if not _is_partial(upload.path)]
        ready = watched.ready(given)
        for at in range(0, len(ready), _AT_ONCE):
            _take(args, settings, console, watched, ready[at : at + _AT_ONCE])
    except (FileError, BusyError) as error:
        if args.once:
            raise
        _say_once(console, watched, error)


def _take(
    args: argparse.Namespace, settings: Settings, console: Console, watched: Watched, ready: Sequence[Upload]
) -> None:
    """Bytes that were dealt with, under whatever name, are not read again."""
    hashes = {upload.path: _hash(upload.path) for upload in ready}
    fresh = [upload for upload in ready if hashes[upload.path] not in watched.contents]
    if fresh:
        with at_desk(settings) as desk:
            receipts, interrupted = followed(taking(args, desk, fresh), console)
        for receipt in receipts:
            _tell(receipt, args, console)
        if interrupted:
            raise KeyboardInterrupt
    watched.deal(ready, hashes.values())


def _tell(receipt: Receipt, args: argparse.Namespace, console: Console) -> None:
    """A line for each table; what was there before is nothing to speak of."""
    found, lang = receipt.found, console.lang
    if found.status == "duplicate":
        return
    if args.json:
        console.news(json.dumps(found_document(found, lang), ensure_ascii=False, default=str))
        return
    place = f"{found.file} / {found.member}" if found.member else found.file
    parts = [text(say("{name}: {value}", name=place, value=STATUS[found.status]), lang)]
    if found.status == "recognised":
        parts += [receipt.client or "", text(say("{n} {n:row|rows}", n=found.records - found.rejected), lang)]
    else:
        parts += [text(notice.sentence, lang) for notice in found.notices if notice.level == "error"]
        parts += [text(question.sentence, lang) for question in found.questions]
    console.news(" · ".join(parts))


def _say_once(console: Console, watched: Watched, error: BusyError | FileError) -> None:
    words = str(error)
    if words not in watched.said:
        watched.said.add(words)
        console.fault(error)


def _is_partial(path: Path) -> bool:
    return path.name.casefold().endswith(PARTIAL)


def _hash(path: Path) -> str | None:
    """None for a file that can't be read: that is said when it is tried."""
    try:
        return sha256_of(path)
    except OSError:
        return None


def _signature(path: Path) -> Signature | None:
    """None for a file that has gone since it was listed."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM is as Ctrl-C for the length of the block."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
