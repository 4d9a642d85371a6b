"""The few pieces of SQL text that everything here is built from (layer 2).

Text from a file is never written into a statement: headings are matched in Python and columns are c1 … cN. What does
stand in a statement as a literal (patterns and values of the catalog, a path of ours, a currency out of a heading, an
answer of a person) can't be bound, because DuckDB takes no parameters in a view or in COPY … TO; it all passes through
`quoted`.
"""

import datetime as dt
from collections.abc import Iterable

SPACES = "\u00a0\u202f\u2009"
"""The spaces, beside the plain one, that stand between thousands or before a % sign."""

BLANKS = " \t\r\n\v\f" + SPACES + "\u200b\ufeff"

_QUOTES = "\u2019\u2018\u02bc\u2032\uff07\u201c\u201d\u201e\u00ab\u00bb"
_STRAIGHT = "'" * 5 + '"' * 5
_UNSEEN = r"[\p{Mn}\p{Cf}\x00-\x08\x0E-\x1F\x7F]"

# Values that say that there is no value. Zero is never among them.
MISSING = ("", "-", "--", "\u2013", "\u2014", "n/a", "nan", "undefined", "null")
SHEET_ERRORS = ("#ref!", "#n/a", "#div/0!", "#value!", "#name?", "#null!", "#num!")


YES = ("1", "true", "yes", "oui", "ja", "si", "sim", "vrai", "x")
NO = ("0", "false", "no", "non", "nein", "nao", "faux")


def quoted(text: str) -> str:
    """A text literal."""
    return "'" + text.replace("'", "''") + "'"


def day_literal(day: dt.date) -> str:
    return f"date '{day.isoformat()}'"


def listed(texts: Iterable[str]) -> str:
    return "(" + ", ".join(quoted(text) for text in texts) + ")"


def trimmed(x: str, also: str = "") -> str:
    return f"trim({x}, {quoted(BLANKS + also)})"


def folded(x: str) -> str:
    """catalog.folding.fold in SQL, for short texts."""
    straight = f"translate({x}, {quoted(_QUOTES + SPACES)}, {quoted(_STRAIGHT + '   ')})"
    plain = f"regexp_replace(lower(strip_accents({straight})), {quoted(_UNSEEN)}, '', 'g')"
    return rf"trim(regexp_replace({plain}, '\s+', ' ', 'g'))"


def matches(x: str, pattern: str) -> str:
    return f"regexp_full_match({x}, {quoted(pattern)})"


def is_missing(x: str) -> str:
    """The cell says that there is no value; an inequality such as "< 1%" says no number either.

    One pattern and not `in`: DuckDB turns a long `in` into a join that looks at every row, guarded or not.
    """
    words = "|".join(word for word in (*MISSING, *SHEET_ERRORS) if word)
    return matches(x, rf"(?i)[{BLANKS}]*(?:{words})?[{BLANKS}]*|[{BLANKS}]*<[^\n]*")


DIGITS_AND_MARKS = r"\s*[-+\x{2212}<]?\s*\d[\d.,\s\x{00A0}\x{202F}]*%?\s*"


def letters(index: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
