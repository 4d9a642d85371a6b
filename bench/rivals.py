"""What Bilan is measured against: the plainest thing that other tools would do with the same files and figures."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import python_calamine

from bench.folder import write_folder
from bench.measure import Watch

_TYPES = {"IG reel": "reel", "IG image": "photo", "IG carousel": "carousel", "IG story": "story"}
_COUNTS = ("Views", "Reach", "Likes", "Shares", "Follows", "Comments", "Saves")
_LETTERS = {letter: at for at, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")}


def raw_read(watch: Watch, export: str, work: str) -> None:
    """DuckDB reads the file into a table of its own guess, nothing understood."""
    con = duckdb.connect(str(Path(work) / "raw.duckdb"))
    con.execute("set enable_progress_bar = false; set threads = 2")
    with watch.timed("read"):
        con.execute("create table posts as select * from read_csv($export)", {"export": export})
        con.execute("checkpoint")
    watch.facts["rows"] = con.sql("select count(*) from posts").fetchall()[0][0]


def raw_sheet(watch: Watch, export: str) -> None:
    """calamine reads every cell of the first sheet."""
    with watch.timed("read"):
        rows = python_calamine.CalamineWorkbook.from_path(export).get_sheet_by_index(0).to_python()
    watch.facts["rows"] = len(rows)


def pandas_script(watch: Watch, export: str, work: str) -> None:
    """The same normalisation by hand: types, Pacific time to UTC, the moment inside the link, one row a post."""
    with watch.timed("normalise"):
        frame = pd.read_csv(export, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        for name in _COUNTS:
            frame[name] = pd.to_numeric(frame[name].replace("", None)).astype("Int64")
        frame["media_type"] = frame["Post type"].map(_TYPES).fillna("other")
        local = pd.to_datetime(frame["Publish time"], format="%m/%d/%Y %H:%M")
        frame["published_at"] = local.dt.tz_localize(
            "America/Los_Angeles", ambiguous=False, nonexistent="shift_forward"
        )
        frame["published_at"] = frame["published_at"].dt.tz_convert("UTC")
        inside = frame["Permalink"].str.extract(r"/(?:p|reel)/([\w-]{11})", expand=False).map(_moment)
        frame["published_at"] = pd.to_datetime(inside, unit="ms", utc=True).fillna(frame["published_at"])
        frame["published_on"] = frame["published_at"].dt.tz_convert("Europe/Paris").dt.date
        frame = frame.drop_duplicates("Post ID", keep="last")
        frame.to_parquet(Path(work) / "posts.parquet")
    watch.facts["rows"] = len(frame)


def pandas_folder(watch: Watch, files: str, work: str) -> None:
    """A script reads the same files, whatever is in them, into frames of text and writes each as Parquet: no more."""
    made = write_folder(Path(work) / "in", int(files))
    with watch.timed("read"):
        for number, one in enumerate(made):
            for at, frame in enumerate(_frames(one.path.name, one.path.read_bytes())):
                frame.to_parquet(Path(work) / f"{number}-{at}.parquet")
    watch.facts["files"] = len(made)


def _frames(name: str, data: bytes) -> Iterator[pd.DataFrame]:
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            for member in zipped.namelist():
                yield from _frames(member, zipped.read(member))
    elif name.endswith(".xlsx"):
        yield from pd.read_excel(io.BytesIO(data), sheet_name=None, dtype=str, engine="calamine").values()
    else:
        utf16 = data.startswith(b"\xff\xfe")
        encoding, skipped = ("utf-16", 2) if utf16 else ("utf-8-sig", 0)
        yield pd.read_csv(
            io.BytesIO(data), dtype=str, encoding=encoding, skiprows=skipped, on_bad_lines="skip", index_col=False
        )


def _moment(code: Any) -> int | None:
    if not isinstance(code, str):
        return None
    number = 0
    for letter in code:
        number = number * 64 + _LETTERS[letter]
    return (number >> 23) + 1314220021721


def raw_workbook(watch: Watch, cells: str, work: str) -> None:
    """openpyxl writes as many plain cells into one sheet."""
    with watch.timed("write"):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in range(int(cells) // 20):
            sheet.append([row * 20 + column for column in range(20)])
        book.save(Path(work) / "raw.xlsx")
    watch.facts["cells"] = int(cells)
