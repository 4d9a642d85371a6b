"""Tables in HTML and XML, under the names that platforms and people give them."""

from collections.abc import Sequence
from html import escape

from tests.hostile.model import headings_and, post, refused, taken, warned

_XML = '<?xml version="1.0" encoding="UTF-8"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'


def _html(rows: Sequence[Sequence[str]], around: str = "<html><body>{}</body></html>") -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return around.format(f"<table>{body}</table>").encode()


def _xml(rows: Sequence[Sequence[str]], extra: str = "") -> bytes:
    body = "".join(
        "<Row>" + "".join(f"<Cell><Data>{escape(cell)}</Data></Cell>" for cell in row) + "</Row>" for row in rows
    )
    return f'{_XML}{extra}<Worksheet Name="Posts"><Table>{body}</Table></Worksheet></Workbook>'.encode()


CASES = (
    warned(
        "a web page named as a workbook",
        lambda: _html(headings_and(post(800))),
        "a web page with a table",
        name="posts.xls",
        records=1,
    ),
    warned("a web page named as text", lambda: _html(headings_and(post(801))), name="posts.csv", records=1),
    taken("a web page named as one", lambda: _html(headings_and(post(802))), name="posts.html", records=1),
    taken(
        "a script in a cell of a web page",
        lambda: _html(headings_and(post(803))).replace(b"Maison", b"<script>alert(1)</script>Maison"),
        name="posts.html",
        records=1,
    ),
    taken(
        "a web page that is never closed",
        lambda: _html(headings_and(post(804)), "<html><body>{}"),
        name="posts.html",
        records=1,
    ),
    refused("a web page cut in its table", lambda: _html(headings_and(post(810)))[:-40], "CORRUPT_HTML", name="a.html"),
    refused("a web page with the headings only", lambda: _html(headings_and()), "NO_ROWS", name="posts.html"),
    refused(
        "a web page that asks to sign in around a table",
        lambda: _html(headings_and(post(805)), "<html><form><input type='password'></form>{}</html>"),
        "HTML_PAGE",
        name="posts.html",
    ),
    taken("an XML workbook named as an old one", lambda: _xml(headings_and(post(806))), name="posts.xls", records=1),
    warned("an XML workbook named as text", lambda: _xml(headings_and(post(807))), name="posts.csv", records=1),
    warned(
        "bytes in an XML workbook that are no text",
        lambda: _xml(headings_and(post(808))).replace("Fournée".encode(), b"Fourn\xe9e"),
        "shown as",
        name="posts.xml",
        records=1,
    ),
    refused(
        "an XML workbook cut in a row", lambda: _xml(headings_and(post(809)))[:-90], "CORRUPT_XML", name="posts.xml"
    ),
    refused("an XML workbook of blank cells", lambda: _xml([["", ""]]), "EMPTY_FILE", name="posts.xml"),
)
