"""The Data of a report as files: the rows of the Data sheets, for a spreadsheet and for programs."""

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest

from reporting.actions.data_files import data_files
from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report
from reporting.language import Language
from reporting.periods import month
from reporting.warehouse.store import Store
from tests.stocking import a_client, stock

OCTOBER = month(2026, 10)
POSTS = [
    {"post": "1", "published_on": dt.date(2026, 10, 3), "caption": '=HYPERLINK("http://evil")', "reach": 1200},
    {
        "post": "2",
        "published_on": dt.date(2026, 10, 4),
        "caption": "Été; « doux », 5",
        "watch_seconds": 1.5,
    },
]


@pytest.fixture
def client(store: Store) -> int:
    rows = [post | {"account": "Acme", "media_type": "photo"} for post in POSTS]
    stock(store, "Acme", "post", rows)
    return a_client(store, "Acme").id


def unzipped(desk: Desk, client: int, lang: Language) -> dict[str, bytes]:
    made = data_files(desk, ReportQuery(client, OCTOBER, lang))
    draft = {"en": "draft", "fr": "brouillon"}[lang]
    assert made.file_name == f"Acme_2026-10_v1-{draft}_data.zip"
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("lang", "separator", "half"), [("en", ",", "."), ("fr", ";", ",")])
def test_the_csv_is_the_data_sheet(desk: Desk, client: int, lang: Language, separator: str, half: str) -> None:
    files = unzipped(desk, client, lang)
    assert files["post.csv"].startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(files["post.csv"].decode("utf-8-sig")), delimiter=separator))
    book = openpyxl.load_workbook(io.BytesIO(build_report(desk, ReportQuery(client, OCTOBER, lang)).data))
    (sheet,) = (one for one in book if "data_post" in one.tables)
    shown = list(sheet.iter_rows(values_only=True))
    assert rows[0] == list(shown[0])
    assert len(rows) == len(shown) == 1 + len(POSTS)
    text = rows[0].index("Text (beginning)" if lang == "en" else "Texte (début)")
    assert rows[1][text] == '\'=HYPERLINK("http://evil")'
    for written, seen in zip(rows[1:], shown[1:], strict=True):
        for cell, value in zip(written, seen, strict=True):
            match value:
                case dt.datetime():
                    assert cell == value.date().isoformat()
                case int() | float():
                    assert float(cell.replace(half, ".")) == pytest.approx(value)
                case None:
                    assert cell == ""
                case _:
                    assert cell.removeprefix("'") == value


def test_the_parquet_keeps_types_and_what_is_missing(desk: Desk, client: int, tmp_path: Path) -> None:
    path = tmp_path / "post.parquet"
    path.write_bytes(unzipped(desk, client, "en")["post.parquet"])
    found = duckdb.execute(f"select day, text, post_reach, posts from '{path}' order by day").fetchall()
    assert found == [
        (dt.date(2026, 10, 3), POSTS[0]["caption"], 1200.0, 1.0),
        (dt.date(2026, 10, 4), POSTS[1]["caption"], None, 1.0),
    ]


def test_every_column_is_explained(desk: Desk, client: int) -> None:
    files = unzipped(desk, client, "en")
    listed = list(csv.DictReader(io.StringIO(files["columns.csv"].decode("utf-8-sig"))))
    names = next(csv.reader(io.StringIO(files["post.csv"].decode("utf-8-sig"))))
    assert [row["Column in CSV"] for row in listed if row["Table"] == "post"] == names
    assert {row["Column in Parquet"]: row["Meaning"] for row in listed}["post_reach"]


def test_a_client_without_data_gives_the_list_alone(desk: Desk, store: Store) -> None:
    made = data_files(desk, ReportQuery(a_client(store, "Empty").id, OCTOBER))
    assert made.tables == ()
