"""A folder of small exports of six networks: the example client's files, over and over, each time of another client.

Every round has accounts and figures of its own: no file is the same as another, and none adds to another's posts.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reporting.actions.demo import EXAMPLES
from reporting.catalog.example import load_example
from reporting.ingest.model import Answers

_UTF16 = b"\xff\xfe"
_NAMES = ("cairnetsel", "cairn-et-sel", "Cairn & Sel", "178414600273518", "615500731182647")
_FIGURE = re.compile(r"(?<=[,\n])(\"?)(\d{2,5})(\"?)(?=[,\r\n])")
_CELL = re.compile(r"(<c r=\"[A-Z]+\d+\"(?: s=\"\d+\")?(?: t=\"n\")?><v>)(\d{2,5})(?=</v>)")
_SMALLEST = 20  # below are flags and days of the month


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the folder: below which client's folder it lies, and what a person would answer about it."""

    path: Path
    client: str
    answers: Answers


def write_folder(folder: Path, files: int) -> list[Made]:
    example = load_example(EXAMPLES)
    kinds = [
        (path, Answers(platform=group.platform, account=group.account, until=group.until))
        for group in example.imports
        for path in sorted(EXAMPLES.glob(group.files))
    ]
    made = []
    for number in range(files):
        path, answers = kinds[number % len(kinds)]
        made.append(_write(folder, path, answers, number // len(kinds)))
    return made


def _write(folder: Path, source: Path, answers: Answers, at: int) -> Made:
    client = f"Client {at}"
    target = folder / client / source.relative_to(EXAMPLES).parent / _renamed(source.name, at)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_varied(source.name, source.read_bytes(), at))
    account = _renamed(answers.account, at) if answers.account else None
    return Made(target, client, Answers(platform=answers.platform, account=account, until=answers.until))


def _varied(name: str, data: bytes, at: int) -> bytes:
    if name.endswith(".xlsx"):
        return _rezipped(data, lambda text: _CELL.sub(lambda found: found[1] + _figure(found[2], at), text))
    if name.endswith(".zip"):
        return _rezipped(data, lambda text: _text(text, at))
    if data.startswith(_UTF16):
        return _UTF16 + _text(data[2:].decode("utf-16-le"), at).encode("utf-16-le")
    return _text(data.decode(), at).encode()


def _rezipped(data: bytes, change: Callable[[str], str]) -> bytes:
    """The members that are text, changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            text = member.filename.endswith((".csv", ".xml"))
            held = source.read(member)
            target.writestr(member.filename, change(held.decode()).encode() if text else held)
    return out.getvalue()


def _text(text: str, at: int) -> str:
    changed = _FIGURE.sub(lambda found: found[1] + _figure(found[2], at) + found[3], text)
    return _renamed(changed, at)


def _figure(written: str, at: int) -> str:
    value = int(written)
    return str(value + at) if value >= _SMALLEST else written


def _renamed(text: str, at: int) -> str:
    """Accounts of this round; ids keep their length."""
    for name in _NAMES:
        text = text.replace(name, str(int(name) + at) if name.isdecimal() else f"{name}{at}")
    return text
