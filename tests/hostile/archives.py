"""Zips and workbooks: those that are refused whole, and those that are odd but right."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter as letter

from tests.hostile.model import Case, book, headings_and, post, posts, refused, taken, unknown, warned, with_posts
from tests.ingest.reading.hostile import REFUSED, cell, nested, xlsx, zipped

X_POSTS = Path(__file__).parents[2] / "sample_data/x_content/account_analytics_content_2026-08-01_2026-08-31.csv"


def _cells(rows: Sequence[Sequence[str]], kind: str = "", at: str = "", value: str = "") -> str:
    """Rows of a sheet as XML, every cell as text; the cell `at` holds what it is given, as it is."""
    return "".join(
        f'<row r="{n}">'
        + "".join(_cell(f"{letter(c)}{n}", v, kind, at, value) for c, v in enumerate(row, 1))
        + "</row>"
        for n, row in enumerate(rows, start=1)
    )


def _cell(reference: str, text: str, kind: str, at: str, value: str) -> str:
    if reference == at:
        return f'<c r="{reference}" {kind}>{value}</c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _lying(number: int) -> bytes:
    sheet = xlsx(_cells(headings_and(post(number))))
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    files[part] = files[part].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    return zipped(files)


def _deep(levels: int, number: int) -> bytes:
    return nested(levels, posts(post(number)))


CASES: tuple[Case, ...] = (
    *(refused(f"container: {name}", build, code, name="upload") for name, (build, code) in REFUSED.items()),
    taken("a zip", lambda: zipped({"posts.csv": with_posts(700)}), name="a.zip", records=2),
    taken("a zip in a zip", lambda: _deep(1, 702), "zip inside the zip", name="a.zip", records=1),
    taken("three zips in a zip", lambda: _deep(3, 703), "zip inside the zip", name="a.zip", records=1),
    taken(
        "folders in a zip",
        lambda: zipped({"client/": b"", "client/2026/october/posts.csv": posts(post(704))}),
        name="a.zip",
        records=1,
    ),
    taken(
        "what macOS leaves in a zip",
        lambda: zipped(
            {"__MACOSX/._posts.csv": b"\x00\x05\x16\x07", ".DS_Store": b"\x00", "posts.csv": posts(post(705))}
        ),
        name="a.zip",
        records=1,
    ),
    taken(
        "a read-me beside the export",
        lambda: zipped({"readme.txt": b"Hello,\nyou.\n", "posts.csv": posts(post(706))}),
        "readme.txt",
        name="a.zip",
        records=1,
    ),
    taken(
        "two networks in one zip",
        lambda: zipped({"ig.csv": posts(post(707)), "x.csv": X_POSTS.read_bytes()}),
        name="a.zip",
        records=3,
    ),
    taken("a stored zip", lambda: zipped({"posts.csv": posts(post(708))}, 0), name="a.zip", records=1),
    taken("bytes after a zip", lambda: zipped({"posts.csv": posts(post(709))}) + b"\r\n", name="a.zip", records=1),
    refused(
        "a program that unpacks itself",
        lambda: b"MZ\x90\x00" + bytes(60) + zipped({"posts.csv": posts(post(730))}),
        "WRONG_TYPE",
        name="a.zip",
    ),
    taken("a workbook", lambda: book(Posts=headings_and(post(710), post(711))), name="a.xlsx", records=2),
    taken(
        "a workbook in a zip", lambda: zipped({"a.xlsx": book(Posts=headings_and(post(712)))}), name="a.zip", records=1
    ),
    taken(
        "empty sheets beside a full one",
        lambda: book(Empty=[], Posts=headings_and(post(713)), More=[]),
        name="a.xlsx",
        records=1,
    ),
    taken(
        "a sheet that begins far down",
        lambda: book(Posts=[[], [], [], *headings_and(post(714))]),
        name="a.xlsx",
        records=1,
    ),
    taken("a lying dimension", lambda: _lying(715), name="a.xlsx", records=1),
    warned(
        "errors in the cells of a workbook",
        lambda: xlsx(_cells(headings_and(post(716)), 't="e"', "M2", "<v>#REF!</v>")),
        "#REF!",
        name="a.xlsx",
        records=1,
    ),
    refused(
        "a formula without its result in a workbook",
        lambda: xlsx(_cells(headings_and(post(718)), "", "M2", "<f>SUM(1,2)</f><v></v>")),
        "FORMULA_WITHOUT_VALUE",
        name="a.xlsx",
    ),
    taken(
        "ids that a workbook holds as numbers",
        lambda: xlsx(_cells(headings_and(post(720), post(721)), "", "A2", "<v>18010000000000720</v>")),
        name="a.xlsx",
        records=2,
        rejected=("A2",),
    ),
    unknown(
        "a workbook of something else",
        lambda: book(Budget=[["Poste", "Montant"], ["Café", "12"]]),
        "Poste",
        name="a.xlsx",
    ),
    refused("a zip of headings only", lambda: zipped({"posts.csv": posts()}), "NO_ROWS", name="a.zip"),
    refused(
        "a sheet of far cells beside nothing",
        lambda: xlsx(cell("B2") + cell("XFD1048575")),
        "SHEET_TOO_LARGE",
        name="a.xlsx",
    ),
)
