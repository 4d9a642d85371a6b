"""Undoing what a re-save did: every line that held a quote became one quoted field (layer 2).

Lines are unwrapped one by one and joined; what comes out is the file as the platform wrote it, line breaks inside
captions included.
"""

import io
import re
from pathlib import Path

from reporting.errors import say
from reporting.ingest.model import Notice
from reporting.ingest.reading.delimiter import DELIMITERS, SEP_LINE, head_records
from reporting.ingest.reading.text import Text, open_text
from reporting.ingest.reading.workbench import Workbench

_HEAD_BYTES = 65_536
_WRAPPED = re.compile(r'"((?:[^"]|"")*)"[;,\t]*')
_LEAST_COLUMNS = 2


def unwrapped(bench: Workbench, text: Text) -> Text:
    if not _is_wrapped(text.path, text.start):
        return text
    out = bench.new_path(".csv")
    with open_text(text.path, text.start) as source, out.open("w", encoding="utf-8", newline="") as target:
        target.writelines(map(_unwrap, source))
    notice = Notice(
        "warning", say("Every line of the file was wrapped in quotes by a re-save; it was unwrapped line by line.")
    )
    return Text(out, 0, text.encoding, (*text.notices, notice))


def _unwrap(line: str) -> str:
    body = line.rstrip("\r\n")
    match = _WRAPPED.fullmatch(body)
    return match[1].replace('""', '"') + line[len(body) :] if match else line


def _is_wrapped(path: Path, start: int) -> bool:
    """Every quote belongs to a wrapped whole line, and the first line, unwrapped, is a header of several columns."""
    with path.open("rb") as file:
        file.seek(start)
        head = file.read(_HEAD_BYTES).decode(errors="ignore")
        whole = not file.read(1)
    lines = list(io.StringIO(head, newline=""))
    lines = lines if whole else lines[:-1]
    if lines and SEP_LINE.match(lines[0]):
        del lines[0]
    quoted = [line for line in lines if '"' in line]
    if not quoted or quoted[0] != lines[0] or not all(_WRAPPED.fullmatch(line.rstrip("\r\n")) for line in quoted):
        return False
    least = _LEAST_COLUMNS if any('""' in line for line in quoted) else _LEAST_COLUMNS + 1
    return any(_splits("".join(map(_unwrap, lines)), delimiter, least) for delimiter in DELIMITERS)


def _splits(text: str, delimiter: str, least: int) -> bool:
    records = [record for record in head_records(text, delimiter, whole=True) if any(record)]
    return bool(records) and len(records[0]) >= least and sum(len(record) > 1 for record in records) * 2 > len(records)
