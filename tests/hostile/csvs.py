"""Delimited text: encodings, quotes, line ends, ragged rows, headings."""

import codecs

from tests.hostile.model import HEADINGS, post, posts, refused, taken, text, unknown, warned, with_posts

_TWO = text([post(100, Description="été à la plage"), post(101)])
_PLAIN = text([post(102), post(103)])
_LINES = _PLAIN.splitlines()


def _with_headings(**changed: str) -> tuple[str, ...]:
    return tuple(changed.get(heading, heading) for heading in HEADINGS)


def _ascii(number: int, cell: bytes) -> bytes:
    """Nothing else in the file speaks for an encoding."""
    return posts(post(number, Description="_"), post(number + 1, Description="plain")).replace(b",_,", cell)


CASES = (
    refused("nothing", bytes, "EMPTY_FILE"),
    refused("only a byte order mark", lambda: codecs.BOM_UTF8, "EMPTY_FILE"),
    refused("only the mark of utf-16", lambda: codecs.BOM_UTF16_LE, "EMPTY_FILE"),
    refused("only blank lines", lambda: b"\n\r\n \n\t\n", "EMPTY_FILE"),
    refused("only delimiters", lambda: b",,,\n,,,\n", "EMPTY_FILE"),
    refused("only empty quotes", lambda: b'"",""\n"",""\n', "EMPTY_FILE"),
    refused("headings and no rows", posts, "NO_ROWS"),
    refused("headings and blank rows", lambda: posts() + b",,,\n,,,\n", "NO_ROWS"),
    refused("a nul byte in a field", lambda: with_posts(110, Description="a\x00b"), "NUL_BYTES"),
    refused("a disk's worth of nul bytes", lambda: bytes(4096), "NUL_BYTES"),
    refused("nul bytes at the end", lambda: _PLAIN.encode() + bytes(512), "NUL_BYTES"),
    taken("utf-16 with its mark", lambda: codecs.BOM_UTF16_LE + _TWO.encode("utf-16-le"), records=2),
    taken("utf-16 of the other order", lambda: codecs.BOM_UTF16_BE + _TWO.encode("utf-16-be"), records=2),
    taken("utf-32", lambda: codecs.BOM_UTF32_LE + _TWO.encode("utf-32-le"), records=2),
    warned("utf-16 without its mark", lambda: _TWO.encode("utf-16-le"), "UTF-16-LE", records=2),
    refused(
        "utf-16 cut in a character",
        lambda: (codecs.BOM_UTF16_LE + _PLAIN.encode("utf-16-le"))[:-1],
        "TRUNCATED",
    ),
    refused(
        "utf-16 with half a pair",
        lambda: codecs.BOM_UTF16_LE + _PLAIN.encode("utf-16-le") + b"\x00\xd8a\x00",
        "TRUNCATED",
    ),
    warned("windows-1252", lambda: _TWO.encode("cp1252"), "Windows-1252", records=2),
    warned("mac roman", lambda: _TWO.encode("mac-roman"), "Macintosh", records=2),
    refused(
        "an encoding that nothing tells",
        lambda: _ascii(112, ",Ηλικία Άνδρες,".encode("cp1253")),
        "ENCODING_UNKNOWN",
    ),
    refused(
        "bytes that windows-1252 does not have",
        lambda: _ascii(114, b",x \x81 y,"),
        "ENCODING_UNKNOWN",
    ),
    refused(
        "two encodings in one file",
        lambda: _TWO.encode() + text([post(116, Description="été")]).encode("cp1252"),
        "MIXED_ENCODING",
        "line",
    ),
    refused(
        "over-long utf-8",
        lambda: with_posts(118, Description="_").replace(b",_,", b",\xc0\xaf,"),
        "BAD_UTF8",
    ),
    refused(
        "a surrogate in utf-8",
        lambda: with_posts(120, Description="_").replace(b",_,", b",\xed\xa0\x80,"),
        "BAD_UTF8",
    ),
    refused("cut in a character", lambda: (_PLAIN + "é").encode()[:-1], "TRUNCATED"),
    taken(
        "trailing cells are missing",
        (_PLAIN.rstrip() + "\n" + ",".join(post(122)[:14]) + "\n").encode,
        records=3,
    ),
    taken(
        "a row with one cell more than there are headings",
        lambda: posts(post(124), [*post(125), "9"]),
        rejected=("S3",),
        records=2,
    ),
    warned(
        "a comma in a text without quotes moves every figure",
        lambda: with_posts(126, Description="_").replace(b",_,", b",salt, bread,"),
        "doesn’t list",
        rejected=("S3",),
        records=2,
    ),
    refused(
        "a quote that is never closed",
        lambda: with_posts(128, Description="_").replace(b",_,", b',"open,'),
        "UNCLOSED_QUOTE",
        "row 3",
    ),
    refused(
        "a quote that swallows the rest",
        lambda: posts(post(130)) + b'"' + posts(post(131), post(132)),
        "UNCLOSED_QUOTE",
    ),
    taken("line breaks inside quotes", lambda: with_posts(134, Description="one\ntwo\r\n\r\nthree"), records=2),
    taken("quotes inside a text", lambda: with_posts(136, Description='he said "hi, you"'), records=2),
    taken(
        "stray quotes in a text",
        lambda: with_posts(138, Description="_").replace(b",_,", b',a 5" screen,'),
        records=2,
    ),
    taken("old macintosh line ends", lambda: posts(post(140), post(141), end="\r"), records=2),
    taken("windows line ends", lambda: posts(post(142), post(143), end="\r\n"), records=2),
    taken("mixed line ends", f"{_LINES[0]}\r\n{_LINES[1]}\n{_LINES[2]}\r".encode, records=2),
    taken("no line end at the end", lambda: posts(post(144), post(145)).rstrip(), records=2),
    taken("blank lines between rows", lambda: "\n\n".join(_LINES).encode(), records=2),
    taken("semicolons", lambda: posts(post(146), post(147), delimiter=";"), records=2),
    taken("tabs", lambda: posts(post(148), post(149), delimiter="\t"), records=2),
    taken("pipes", lambda: posts(post(150), post(151), delimiter="|"), records=2),
    taken("a sep line", lambda: b"sep=;\r\n" + posts(post(152), delimiter=";", end="\r\n"), records=1),
    unknown(
        "a sep line that lies",
        lambda: b"sep=;\n" + posts(post(154)),
    ),
    taken(
        "lines of explanation first", lambda: b"Content export\nMade on 2026-11-01\n\n" + posts(post(156)), records=1
    ),
    warned(
        "every line wrapped in quotes by a re-save",
        lambda: "\n".join(
            '"' + line.replace('"', '""') + '"' for line in text([post(158, Description="a, b")]).splitlines()
        ).encode(),
        "wrapped",
        records=1,
    ),
    taken(
        "a heading twice with equal cells",
        lambda: text([[*post(160), "800"]], (*HEADINGS, "Reach")).encode(),
        records=1,
    ),
    warned(
        "a heading twice with other cells",
        lambda: text([[*post(162), "900"]], (*HEADINGS, "Reach")).encode(),
        "stands there twice",
        records=1,
    ),
    warned(
        "a heading twice but for its capitals",
        lambda: text([[*post(164), "901"]], (*HEADINGS, "REACH")).encode(),
        "stands there twice",
        records=1,
    ),
    warned(
        "a column without a heading",
        lambda: text([["x", *post(166)]], ("", *HEADINGS)).encode(),
        "no heading",
        records=1,
    ),
    refused(
        "a last column without a heading",
        lambda: text([[*post(167), "x"]], (*HEADINGS, "")).encode(),
        "NOTHING_LEFT",
        "more cells than the header",
        rejected=("S2",),
        asks=("account",),
    ),
    unknown(
        "SQL as headings",
        lambda: text([["1", "2"]], ("x'); drop table client; --", '"; select 1')).encode(),
        "drop table client",
    ),
    taken(
        "SQL as one heading more",
        lambda: text([[*post(168), "1"]], (*HEADINGS, "x'); drop table client; --")).encode(),
        records=1,
    ),
    unknown(
        "the most needed heading is gone",
        lambda: text([post(170)], _with_headings(Permalink="Perma")).encode(),
        "Permalink",
        "Perma",
    ),
    taken(
        "headings of two languages",
        lambda: text([post(172)], _with_headings(Reach="Couverture", Saves="Enregistrements")).encode(),
        records=1,
    ),
    taken(
        "headings with odd blanks, capitals and soft hyphens",
        lambda: text([post(174)], _with_headings(Reach=" RE\u00adACH\u00a0", Likes="likes ")).encode(),
        records=1,
    ),
    refused(
        "a field of megabytes",
        lambda: with_posts(176, Description="x" * 3_000_000),
        "FIELD_TOO_LONG",
    ),
    refused("one line without an end", lambda: b"x" * 20_000_000, "FIELD_TOO_LONG"),
    refused(
        "twenty thousand columns",
        lambda: ",".join(map(str, range(20_000))).encode(),
        "TOO_MANY_COLUMNS",
    ),
    unknown("one column of prose", lambda: b"Dear all,\nplease find the figures attached.\nBest\n"),
    unknown("one single word", lambda: b"hello"),
    taken("text that runs both ways", lambda: with_posts(180, Description="\u202eabc\u202c \u200bx"), records=2),
    taken("control characters in a text", lambda: with_posts(182, Description="a\x0bb\x1b[31m"), records=2),
    taken("a character that XML forbids", lambda: with_posts(184, Description="a\uffffb"), records=2),
    taken("emoji of several parts", lambda: with_posts(186, Description="👩‍👩‍👧 🇫🇷 é e\u0301"), records=2),
    taken("a byte order mark inside", lambda: with_posts(188, Description="\ufeffx"), records=2),
    unknown(
        "two exports one under the other",
        lambda: posts(post(190)) + posts(post(191)),
    ),
    taken("a file cut in the middle of a row", lambda: posts(post(192), post(193))[:-40], records=2),
    warned(
        "a file read as windows-1252 and saved again",
        lambda: text([post(194, Description="été à la plage, déjà")]).encode().decode("cp1252").encode(),
        "accents",
        records=1,
    ),
    taken("a tab-separated file named .csv", lambda: posts(post(196), delimiter="\t"), name="Posts.csv", records=1),
)
