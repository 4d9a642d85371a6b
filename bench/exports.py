"""A generated export of any number of posts, in the shape of Instagram's content export."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

_POSTS = """
    with made as (
        select i, timestamp '2024-01-01 08:00:00' + to_minutes((i * 131 % 1400000)::integer) as moment  -- UTC
        from range($posts) as numbers(i)
    )
    select
        (17900000000000000 + 9973 * i)::varchar as "Post ID",
        '178414600273518' as "Account ID",
        'cairnetsel' as "Account username",
        'Cairn & Sel' as "Account name",
        case when i % 7 = 0 then 'Six heures du matin, "le col" pour nous' || chr(10) || '#randonnée #' || i
             else 'Une minute sur les crêtes : le bruit du vent, c’est tout. #' || i end as "Description",
        (i * 7919 % 80)::varchar as "Duration (sec)",
        strftime(timezone('America/Los_Angeles', timezone('UTC', moment)), '%m/%d/%Y %H:%M') as "Publish time",
        'https://www.instagram.com/p/' || ltrim(translate(to_base64(unhex('00' || printf('%016x',
            ((epoch_ms(moment) - 1314220021721) << 23) + i % 8388608))), '+/', '-_'), 'A') || '/' as "Permalink",
        ['IG reel', 'IG image', 'IG carousel'][1 + i % 3] as "Post type",
        '' as "Data comment",
        'Lifetime' as "Date",
        (1000 + i * 7919 % 90000) as "Views",
        (700 + i * 7919 % 60000) as "Reach",
        (i * 104729 % 3000) as "Likes",
        (i * 15485863 % 90) as "Shares",
        (i * 32452843 % 12) as "Follows",
        (i * 49979687 % 140) as "Comments",
        case when i % 11 = 0 then null else i * 67867967 % 200 end as "Saves"
    from made
"""


def write_posts(path: Path, posts: int) -> None:
    """UTF-8 with BOM, line feeds; each link holds the moment of its post, as Instagram's do."""
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")
    con.execute(f"create table posts as {_POSTS}", {"posts": posts})
    con.execute("copy posts to $path (format csv, header)", {"path": f"{path}.part"})
    with path.open("wb") as file, Path(f"{path}.part").open("rb") as part:
        file.write(b"\xef\xbb\xbf")
        while block := part.read(1 << 20):
            file.write(block)
    Path(f"{path}.part").unlink()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINK}"><sheets>'
    '<sheet name="Posts" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_LINK}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def write_sheet(path: Path, posts: int) -> None:
    """The same posts as a workbook: counts are numbers, everything else is text."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            part.writelines(_row(number, row).encode() for number, row in enumerate(_rows(posts), start=1))
            part.write(b"</sheetData></worksheet>")


def _rows(posts: int) -> Iterator[Sequence[object]]:
    result = duckdb.connect().execute(_POSTS, {"posts": posts})
    yield [column[0] for column in result.description]
    while rows := result.fetchmany(10_000):
        yield from rows


def _row(number: int, row: Sequence[object]) -> str:
    cells = (_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(row))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(reference: str, value: object) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, int):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
