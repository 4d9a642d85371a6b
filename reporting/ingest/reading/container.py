"""Pre-flight of a zip, and of the zip that an xlsx is: nothing is opened before names, spans and sizes hold (layer 2).

Members are never extracted by their own name; sizes are counted while reading, not believed.
"""

import contextlib
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from reporting.errors import UnreadableError, say
from reporting.ingest.reading.refusals import empty_file, has_password, is_corrupt, too_many_parts
from reporting.settings import Limits

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 1
_UTF8_NAME = 0x800
_CHUNK = 1 << 20
_JUNK = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
READING_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


@dataclass(slots=True)
class Budget:
    """Bytes that may still be unpacked and files that may still be met, over all levels of one upload."""

    left: int
    members: int


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip; name is for people only."""

    info: zipfile.ZipInfo
    name: str


def open_zip(path: Path, limits: Limits) -> zipfile.ZipFile:
    """An archive whose directory holds together. Raises UnreadableError; the caller closes it."""
    try:
        archive = zipfile.ZipFile(path)
    except READING_FAULTS as error:
        raise is_corrupt(_kind_of_broken(path)) from error
    try:
        _check_directory(archive, path, limits)
    except BaseException:
        archive.close()
        raise
    return archive


def members(archive: zipfile.ZipFile) -> list[Member]:
    """The files, without folders and without what macOS and Windows leave behind."""
    found = [Member(info, _name(info)) for info in archive.infolist() if not info.is_dir()]
    return [member for member in found if not _JUNK.search(member.name)]


def unpack(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, budget: Budget, kind: str = "zip"
) -> Generator[bytes, None, None]:
    """The bytes of a member in parts; close it if it isn't used up.

    Raises UnreadableError as soon as a limit is passed or the data is damaged.
    """
    if info.flag_bits & _ENCRYPTED:
        raise has_password()
    read = 0
    try:
        with archive.open(info) as source:
            while part := source.read(_CHUNK):
                read += len(part)
                budget.left -= len(part)
                _refuse_bomb(info, read, limits, budget)
                yield part
    except READING_FAULTS as error:
        raise is_corrupt(kind) from error


def _refuse_bomb(info: zipfile.ZipInfo, read: int, limits: Limits, budget: Budget) -> None:
    if read > limits.zip_ratio_from_bytes and read > limits.zip_ratio * max(info.compress_size, 1):
        raise UnreadableError(
            say("“{name}” unpacks to more than {ratio} times its size.", name=_name(info), ratio=limits.zip_ratio),
            why=say("No export does that: it is damaged, or made to fill the memory."),
            todo=say(
                "Export it again, unpack it yourself and drop the files here, or ask the administrator to raise the"
                " limit zip_ratio."
            ),
            code="ZIP_RATIO",
        )
    if read > limits.part_bytes or budget.left < 0:
        most = min(limits.part_bytes, limits.unpacked_bytes) >> 20
        raise UnreadableError(
            say("The unpacked file has more than {megabytes} MB.", megabytes=most),
            where=_name(info),
            todo=say(
                "Export a shorter period, or ask the administrator to raise the limits part_bytes and unpacked_bytes."
            ),
            code="ZIP_TOO_LARGE",
        )


def _check_directory(archive: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    infos = archive.infolist()
    if not infos:
        raise empty_file()
    if len(infos) > limits.zip_members:
        raise too_many_parts(len(infos), limits.zip_members)
    for info in infos:
        _refuse_name(info)
    names = Counter(_name(info).casefold() for info in infos)
    twice = next((name for name, count in names.items() if count > 1), None)
    if twice:
        raise UnreadableError(
            say("The archive holds “{name}” twice.", name=twice),
            todo=say("Pack it again, with each file once."),
            code="ZIP_DUP_NAME",
        )
    _refuse_overlap(infos, path, archive.start_dir)


def _refuse_name(info: zipfile.ZipInfo) -> None:
    name = _name(info)
    parts = name.split("/")
    link = stat.S_ISLNK(info.external_attr >> 16)
    if link or ".." in parts or name.startswith("/") or re.match(r"[A-Za-z]:", name) or "\x00" in info.orig_filename:
        raise UnreadableError(
            say("The archive holds a name that points outside of it: “{name}”.", name=name),
            todo=say("Pack the exports again with an ordinary zip program."),
            code="ZIP_BAD_NAME",
        )


def _refuse_overlap(infos: list[zipfile.ZipInfo], path: Path, end: int) -> None:
    """Entries that share bytes unpack to far more than the file holds."""
    if min(info.header_offset for info in infos) < 0:
        raise is_corrupt("zip")
    spans = []
    with path.open("rb") as file:
        for info in infos:
            file.seek(info.header_offset)
            head = file.read(_LOCAL_HEADER.size)
            if len(head) < _LOCAL_HEADER.size:
                raise is_corrupt("zip")
            _, name_length, extra_length = _LOCAL_HEADER.unpack(head)
            body = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
            spans.append((info.header_offset, body + info.compress_size))
    spans.sort()
    limits = [start for start, _ in spans[1:]] + [end]
    if any(span_end > limit for (_, span_end), limit in zip(spans, limits, strict=True)):
        raise is_corrupt("zip")


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 mark are often UTF-8 all the same; a backslash is a Windows program's slash."""
    name = info.orig_filename.split("\x00")[0]
    if not info.flag_bits & _UTF8_NAME:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return name.replace("\\", "/")


def _kind_of_broken(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    return "xlsx" if b"[Content_Types].xml" in head or b"xl/" in head or b"_rels/" in head else "zip"
