"""Names: what a person's system, a browser or somebody with bad intentions calls a file."""

from tests.hostile.model import Case, book, post, posts, refused, taken, text, warned
from tests.ingest.reading.hostile import zipped

_SHEET = [text([post(600)]).splitlines()[0].split(","), post(600)]


def _named(number: int, name: str) -> Case:
    return taken(f"named {name[:40]!a}", lambda: posts(post(500 + number)), name=name, records=1)


_ODD = (
    "../../etc/passwd.csv",
    "..%2F..%2Fetc%2Fpasswd.csv",
    "/etc/passwd.csv",
    "C:\\Windows\\system32\\posts.csv",
    "\\\\server\\share\\posts.csv",
    "n" * 240 + ".csv",
    "a <b>x</b> [md](http://evil) ![i](http://evil/i.png).csv",
    "line\nbreak\tand\rreturn.csv",
    "gpj\u202evsc.csv",
    "CON.csv",
    "=cmd|' /C calc'!A0.csv",
    "{count} {place} %s.csv",
    "'; drop table client; --.csv",
    "Überblick für café – 2026 👍.csv",
    "posts",
    ".csv",
    "posts (1).CSV",
    "posts.csv.txt",
    "posts .csv ",
    "posts.2026.10",
)

CASES = (
    *(_named(number, name) for number, name in enumerate(_ODD)),
    warned(
        "text named as a workbook",
        lambda: posts(post(540)),
        "“posts.xlsx” ends in .xlsx",
        "CSV",
        name="posts.xlsx",
        records=1,
    ),
    warned(
        "text named as an old workbook",
        lambda: posts(post(541), delimiter="\t"),
        "ends in .xls,",
        name="posts.xls",
        records=1,
    ),
    warned("text named as an archive", lambda: posts(post(542)), "ends in .zip", name="posts.zip", records=1),
    warned(
        "a workbook named as text",
        lambda: book(Posts=[_SHEET[0], post(543)]),
        "an Excel workbook",
        name="posts.csv",
        records=1,
    ),
    warned(
        "a workbook named as an old one",
        lambda: book(Posts=[_SHEET[0], post(544)]),
        "an Excel workbook",
        name="posts.xls",
        records=1,
    ),
    warned(
        "an archive named as text",
        lambda: zipped({"posts.csv": posts(post(545))}),
        "a zip archive",
        name="posts.csv",
        records=1,
    ),
    refused("a program named as text", lambda: b"MZ\x90\x00\x03" + b"\x00" * 50, "WRONG_TYPE", name="setup.csv"),
    refused("private letters by their name", lambda: b"From,To,Content\na,b,c\n", "PRIVATE", name="messages.csv"),
)
