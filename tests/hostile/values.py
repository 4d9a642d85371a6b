"""Cells: numbers, dates, ids, links and texts that are wrong, ambiguous or only odd."""

from pathlib import Path

from reporting.ingest.model import Answers
from tests.hostile.model import (
    HEADINGS,
    asked,
    book,
    post,
    posts,
    refused,
    taken,
    text,
    unknown,
    warned,
    with_posts,
)

SAMPLES = Path(__file__).parents[2] / "sample_data"
OTHERS = "17841400000000099"


def _reach(number: int, cell: str, **how: str) -> bytes:
    """The usual post reached 800; the cell is the reach of another."""
    return posts(post(number), post(number + 1, Reach=cell), **how)


def _sample(name: str, old: str, new: str) -> bytes:
    text_ = (SAMPLES / name).read_text(encoding="utf-8")
    assert old in text_
    return text_.replace(old, new).encode()


def _engagement(*rows: tuple[str, str, str]) -> bytes:
    """LinkedIn writes the days of this sheet in the order of the country that it is exported in."""
    return book(ENGAGEMENT=[("Date", "Impressions", "Engagements"), *rows])


def _french(number: int, *rates: str) -> bytes:
    """Semicolons, as a spreadsheet in French saves it."""
    return posts(*(post(number + n, Reach=rate) for n, rate in enumerate(rates)), delimiter=";")


_LINKEDIN = "AggregateAnalytics_Ada Lenoir_2026-10-18_2026-10-31.xlsx"
_YOUTUBE = "youtube_table/Données du tableau.csv"

CASES = (
    taken(
        "formulas as texts",
        lambda: posts(
            *(
                post(300 + n, Description=formula)
                for n, formula in enumerate(("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"))
            )
        ),
        records=6,
    ),
    taken(
        "markup as texts",
        lambda: posts(
            post(310, Description="<script>alert(1)</script>"), post(311, Description="![x](http://127.0.0.1/x)")
        ),
        records=2,
    ),
    taken("braces as texts", lambda: with_posts(312, Description="{count} {0} %s ${x}"), records=2),
    taken("SQL as texts", lambda: with_posts(314, Description="'); drop table client; --"), records=2),
    warned(
        "a link that runs a script",
        lambda: with_posts(316, Permalink="javascript:alert(1)"),
        "only http and https",
        records=2,
    ),
    warned(
        "a link to a file", lambda: with_posts(318, Permalink="file:///etc/passwd"), "only http and https", records=2
    ),
    warned("a link to a share", lambda: with_posts(320, Permalink="\\\\evil\\share"), "only http and https", records=2),
    taken("fewer than no people", lambda: _reach(322, "-5"), records=2, rejected=("M3",)),
    taken(
        "fewer likes than none are likes taken back",
        lambda: with_posts(324, Likes="-5"),
        records=2,
        totals={"likes": 85},
    ),
    taken("a duration below nothing", lambda: with_posts(326, **{"Duration (sec)": "-3"}), records=2, rejected=("F3",)),
    taken("n/a for a number", lambda: _reach(328, "n/a"), "no value", records=2, totals={"reach": 800}),
    taken("dashes for a number", lambda: _reach(330, "--"), "no value", records=2, totals={"reach": 800}),
    taken("NaN for a number", lambda: _reach(332, "NaN"), "no value", records=2, totals={"reach": 800}),
    taken("a word for a number", lambda: _reach(334, "many"), records=2, rejected=("M3",)),
    taken("infinity", lambda: _reach(336, "inf"), records=2, rejected=("M3",)),
    taken("a number of 25 digits", lambda: _reach(338, "1" * 25), records=2, rejected=("M3",)),
    taken("a number with an exponent", lambda: _reach(340, "1.2E+05"), records=2, rejected=("M3",)),
    taken("a number in hexadecimal", lambda: _reach(342, "0x1F"), records=2, rejected=("M3",)),
    taken("a number with an underscore", lambda: _reach(344, "1_000"), records=2, rejected=("M3",)),
    taken("fullwidth digits", lambda: _reach(346, "\uff18\uff10\uff10"), records=2, rejected=("M3",)),
    taken("Arabic digits", lambda: _reach(348, "٨٠٠"), records=2, rejected=("M3",)),
    taken("a truth for a number", lambda: _reach(350, "TRUE"), records=2, rejected=("M3",)),
    taken("a time for a number", lambda: _reach(352, "12:30"), records=2, rejected=("M3",)),
    taken("a percentage for a number", lambda: _reach(354, "45%"), records=2, rejected=("M3",)),
    taken("a number with its unit", lambda: _reach(356, "18,9K"), records=2, rejected=("M3",)),
    taken("two numbers in a cell", lambda: _reach(358, "12 / 40"), records=2, rejected=("M3",)),
    taken("a number that a spreadsheet made a date", lambda: _reach(360, "3-avr"), records=2, rejected=("M3",)),
    taken("a part of a person", lambda: _reach(362, "12.5"), records=2, rejected=("M3",)),
    taken("a whole number with a point", lambda: _reach(364, "424.0"), records=2, totals={"reach": 1224}),
    taken("thousands as English writes them", lambda: _reach(366, "1,234"), records=2, totals={"reach": 2034}),
    taken("thousands with spaces", lambda: _reach(368, "1 234"), records=2, totals={"reach": 2034}),
    taken(
        "thousands with no-break spaces",
        lambda: _reach(370, "1\u202f234\u00a0567"),
        records=2,
        totals={"reach": 1_235_367},
    ),
    taken("a minus that is typeset", lambda: with_posts(372, Likes="\u22125"), records=2, totals={"likes": 85}),
    taken("a plus before a number", lambda: _reach(374, "+12"), records=2, totals={"reach": 812}),
    taken("an apostrophe before a number", lambda: _reach(376, "'12"), records=2, rejected=("M3",)),
    taken("spaces around a number", lambda: _reach(378, "  12\u00a0"), records=2, totals={"reach": 812}),
    taken("a point for thousands in an English file", lambda: _reach(380, "1.234"), records=2, rejected=("M3",)),
    warned(
        "points for thousands in a file with semicolons",
        lambda: _french(382, "1.234", "900"),
        "thousands",
        records=2,
        totals={"reach": 2134},
    ),
    taken(
        "thousands in two manners in one file",
        lambda: posts(post(384, Reach="1,234,567"), post(385, Reach="1.234.567"), post(386, Reach="1,234")),
        records=3,
        rejected=("M4",),
    ),
    taken(
        "an id that a spreadsheet has rounded",
        lambda: with_posts(388, **{"Post ID": "1.80E+16"}),
        records=2,
        rejected=("A3",),
    ),
    taken(
        "an account that a spreadsheet has rounded",
        lambda: with_posts(390, **{"Account ID": "1.78414E+16"}),
        "does not name its account",
        records=2,
    ),
    taken("a row without its id", lambda: with_posts(392, **{"Post ID": ""}), records=2, rejected=("A3",)),
    taken("an apostrophe before an id", lambda: with_posts(394, **{"Post ID": "'18010000000000395"}), records=2),
    taken(
        "a day that the calendar lacks",
        lambda: with_posts(396, **{"Publish time": "02/31/2026 09:00", "Permalink": ""}),
        records=2,
        rejected=("G3",),
    ),
    asked(
        "a month that the year lacks",
        lambda: with_posts(398, **{"Publish time": "13/12/2026 09:00", "Permalink": ""}),
        "order",
        rejected=("G3",),
    ),
    taken(
        "a day of the next century",
        lambda: with_posts(400, **{"Publish time": "10/03/2126 09:00", "Permalink": ""}),
        records=2,
        rejected=("G3",),
    ),
    taken(
        "a day of the first century",
        lambda: with_posts(402, **{"Publish time": "10/03/0001 09:00", "Permalink": ""}),
        records=2,
        rejected=("G3",),
    ),
    taken(
        "an hour that the day lacks",
        lambda: with_posts(404, **{"Publish time": "10/03/2026 25:00", "Permalink": ""}),
        records=2,
        rejected=("G3",),
    ),
    taken(
        "words for a day",
        lambda: with_posts(406, **{"Publish time": "yesterday", "Permalink": ""}),
        records=2,
        rejected=("G3",),
    ),
    warned(
        "a day number of a spreadsheet",
        lambda: _engagement(("46298", "5", "1"), ("10/13/2026", "6", "2")),
        "day number",
        records=2,
        name=_LINKEDIN,
    ),
    asked(
        "days that could all be months",
        lambda: _engagement(("1/2/2026", "5", "1"), ("2/3/2026", "6", "1")),
        "order",
        "account",
        name=_LINKEDIN,
        rejected=("A2", "A3"),
    ),
    taken(
        "days of which one tells the order",
        lambda: _engagement(("1/2/2026", "5", "1"), ("13/2/2026", "6", "1")),
        records=2,
        name=_LINKEDIN,
    ),
    asked(
        "days in both orders",
        lambda: _engagement(("1/13/2026", "5", "1"), ("13/2/2026", "6", "1")),
        "order",
        "account",
        rejected=("A2", "A3"),
        name=_LINKEDIN,
    ),
    warned("a row twice", lambda: posts(post(408), post(408), post(409)), "twice", records=3),
    taken(
        "a post twice with other figures",
        lambda: posts(post(410), post(410, Reach="900"), post(411)),
        records=3,
        rejected=("A2", "A3"),
    ),
    warned(
        "a share above the whole",
        lambda: _sample(_YOUTUBE, ",40210,4.1,", ",40210,1700,"),
        "above 100%",
        records=1,
        name="Données du tableau.csv",
    ),
    refused(
        "another client's account",
        lambda: posts(post(412, **{"Account ID": OTHERS, "Account username": "other.page"})),
        "WRONG_ACCOUNT",
        "Other",
    ),
    refused(
        "accounts of two clients",
        lambda: posts(post(414), post(415, **{"Account ID": OTHERS, "Account username": "other.page"})),
        "WRONG_ACCOUNT",
        "Other",
    ),
    taken(
        "two accounts of one client",
        lambda: posts(post(416), post(417, **{"Account ID": "17841400000000018", "Account username": "second"})),
        records=2,
    ),
    warned(
        "a network that is not the file's",
        lambda: posts(post(418)),
        "was not used",
        records=1,
        answers=Answers(platform="facebook"),
    ),
    warned("a kind of post that is new", lambda: with_posts(420, **{"Post type": "IG hologram"}), "“other”", records=2),
    taken(
        "a post without figures and with a remark",
        lambda: with_posts(422, Views="", Reach="", Likes="", **{"Data comment": "Not available"}),
        records=2,
        totals={"reach": 800},
    ),
    unknown("days among lifetimes", lambda: with_posts(424, Date="10/03/2026"), "doesn’t hold"),
    taken("an endless caption", lambda: with_posts(426, Description="é" * 131_072), records=2),
    taken(
        "a day of tomorrow's tomorrow",
        lambda: with_posts(428, **{"Publish time": "12/31/2099 09:00", "Permalink": ""}),
        records=2,
        rejected=("G3",),
    ),
    warned(
        "every row is bad but one",
        lambda: posts(*(post(430 + n, Reach="x" if n else "5") for n in range(5))),
        "can’t be read any more",
        records=5,
        rejected=("M3", "M4", "M5", "M6"),
    ),
    refused(
        "every row is bad",
        lambda: posts(*(post(440 + n, Reach="x") for n in range(3))),
        "NOTHING_LEFT",
        "M2",
        rejected=("M2", "M3", "M4"),
        asks=("account",),
    ),
    taken(
        "more headings than any format has",
        lambda: text([[*post(450), *"abcdefgh"]], (*HEADINGS, *(f"New {n}" for n in range(8)))).encode(),
        records=1,
    ),
)
