"""Canonical columns computed from others of the row: the closed list of rules, as SQL (layer 2).

Several platforms put the moment of creation into their ids: X, TikTok and LinkedIn in the upper bits, Instagram in the
upper bits of the number that its shortcode spells in base 64. Checked on real files: exactly 7 or 8 hours from Meta's
Pacific publish times.
"""

from collections.abc import Callable, Mapping, Sequence

from reporting.catalog.format import Derived, DeriveRule
from reporting.ingest.understanding.days import in_year
from reporting.ingest.understanding.sqltext import quoted

X_EPOCH = 1288834974657
INSTAGRAM_EPOCH = 1314220021721
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CODE = 11
_HALF_A_YEAR = 183
_MEDIA = (
    ("/reel/", "reel"),
    ("/reels/", "reel"),
    ("/stories/", "story"),
    ("/videos/", "video"),
    ("/video/", "video"),
    ("/photo/", "photo"),
)

_VERDICTS = (
    ("positive", ("positive", "positif", "positiv", "positivo", "positiva")),
    ("negative", ("negative", "négatif", "negatif", "négative", "negativ", "negativo", "negativa")),
    ("neutral", ("neutral", "neutre", "neutro", "neutra", "neutrale")),
    ("mixed", ("mixed", "mixte", "mitigé", "mitige", "gemischt", "mixto", "misto")),
)

Rule = Callable[[Sequence[str], str], str]


def derived_sql(derived: Derived, names: Sequence[str]) -> str:
    """The rule over the SQL names of its sources; NULL where it yields nothing."""
    return RULES[derived.by](names, derived.argument or "")


def _time(pattern: str, moment: str) -> Rule:
    """The time in the first id that can be read: the id itself, or the one in a link."""

    def rule(sources: Sequence[str], _argument: str) -> str:
        number = ", ".join(
            rf"try_cast(coalesce(nullif(regexp_extract({s}, '^\s*(\d{{15,20}})\s*$', 1), ''),"
            rf" nullif(regexp_extract({s}, {quoted(pattern)}, 1), '')) as ubigint)"
            for s in sources
        )
        return f"epoch_ms(cast({moment.format(id=f'coalesce({number})')} as bigint))"

    return rule


def _instagram_time(sources: Sequence[str], _argument: str) -> str:
    """From the shortcode of a post's link, or from the number at the end of a story's link."""
    found = []
    for source in sources:
        code = rf"nullif(regexp_extract({source}, '/(?:p|reel|reels|tv)/([A-Za-z0-9_-]{{{_CODE}}})(?:[/?#]|$)', 1), '')"
        letters = [
            f"cast(strpos({quoted(_ALPHABET)}, substr({code}, {n}, 1)) - 1 as hugeint) * {64 ** (_CODE - n)}"
            for n in range(1, _CODE + 1)
        ]
        story = rf"try_cast(nullif(regexp_extract({source}, '/stories/[^/]+/(\d{{15,20}})', 1), '') as hugeint)"
        found += [f"({' + '.join(letters)})", story]
    return f"epoch_ms(cast(coalesce({', '.join(found)}) >> 23 as bigint) + {INSTAGRAM_EPOCH})"


def _nearest_year(sources: Sequence[str], _argument: str) -> str:
    """sources: a moment, then the day that moves (added by the caller): the same day and month in the nearest year."""
    moment, day = sources
    year = f"year({moment})"
    tries = [in_year(day, f"{year} + {step}") for step in (0, -1, 1)]
    near = " ".join(f"when abs(datediff('day', cast({moment} as date), {t})) <= {_HALF_A_YEAR} then {t}" for t in tries)
    return f"case {near} end"


def _from_link(sources: Sequence[str], argument: str) -> str:
    found = [f"nullif(regexp_extract({s}, {quoted(argument)}, 1), '')" for s in sources]
    return f"coalesce({', '.join(found)})"


def _link_from_id(sources: Sequence[str], argument: str) -> str:
    before, _, after = argument.partition("{}")
    return f"{quoted(before)} || {sources[0]} || {quoted(after)}"


def _media_from_link(sources: Sequence[str], _argument: str) -> str:
    cases = " ".join(f"when contains({sources[0]}, {quoted(part)}) then {quoted(kind)}" for part, kind in _MEDIA)
    return f"case {cases} end"


def _difference(sources: Sequence[str], _argument: str) -> str:
    return f"{sources[0]} - {sources[1]}"


def _digest(sources: Sequence[str], _argument: str) -> str:
    """A name for a row that has none: the same words give the same one."""
    parts = ", ".join(f"coalesce(cast({source} as varchar), '')" for source in sources)
    return f"left(md5(concat_ws(chr(31), {parts})), 20)"


def _or_digest(sources: Sequence[str], argument: str) -> str:
    """The first source; a digest of the others where it is empty."""
    return f"coalesce({sources[0]}, {_digest(sources[1:], argument)})"


def _finest(sources: Sequence[str], _argument: str) -> str:
    """Which of the columns is the finest that the file has; they are listed from the finest on."""
    return quoted(sources[0].removeprefix("v_"))


def _names(sources: Sequence[str], _argument: str) -> str:
    """The names of the columns that the file has, in one word: by age and gender is `age_gender`."""
    return quoted("_".join(source.removeprefix("v_") for source in sources))


def _joined(sources: Sequence[str], argument: str) -> str:
    """The texts of the columns, in one text."""
    return f"nullif(concat_ws({quoted(argument)}, {', '.join(sources)}), '')"


def _same(sources: Sequence[str], _argument: str) -> str:
    """What the first of the columns that has something says."""
    return f"coalesce({', '.join(sources)})"


def _matches(sources: Sequence[str], argument: str) -> str:
    """Whether the pattern is found in the texts, each of which is a line."""
    return f"regexp_matches(concat_ws(chr(10), {', '.join(sources)}), {quoted(argument)})"


def _is_reply(sources: Sequence[str], _argument: str) -> str:
    return f"coalesce(starts_with(ltrim({sources[0]}), '@'), false)"


def _polarity(sources: Sequence[str], argument: str) -> str:
    """A verdict in words as one of four; argument `signed`: also a number, whose sign is the verdict."""
    word = f"lower(trim({sources[0]}))"
    cases = "".join(
        f" when {word} in ({', '.join(map(quoted, words))}) then {quoted(verdict)}" for verdict, words in _VERDICTS
    )
    number = f"try_cast({word} as double)"
    signs = f" when {number} > 0 then 'positive' when {number} < 0 then 'negative' when {number} = 0 then 'neutral'"
    return f"case{cases}{signs if argument == 'signed' else ''} end"


def _has_value(sources: Sequence[str], _argument: str) -> str:
    """Whether one of the columns says something; it is not known where the file has none of them."""
    return f"coalesce({', '.join(f'cast({source} as varchar)' for source in sources)}) is not null"


def _has_column(_sources: Sequence[str], _argument: str) -> str:
    """That the file has the column, whatever stands in the row."""
    return "true"


RULES: Mapping[DeriveRule, Rule] = {
    "x_time": _time(r"/status/(\d{15,20})", f"({{id}} >> 22) + {X_EPOCH}"),
    "linkedin_time": _time(r"(?:activity|share|ugcPost)[:-](\d{15,20})", "{id} >> 22"),
    "tiktok_time": _time(r"/(?:video|photo)/(\d{15,20})", "({id} >> 32) * 1000"),
    "instagram_time": _instagram_time,
    "nearest_year": _nearest_year,
    "post_from_link": _from_link,
    "account_from_link": _from_link,
    "link_from_id": _link_from_id,
    "media_from_link": _media_from_link,
    "difference": _difference,
    "is_reply": _is_reply,
    "extract": _from_link,
    "matches": _matches,
    "digest": _digest,
    "finest": _finest,
    "joined": _joined,
    "same": _same,
    "or_digest": _or_digest,
    "names": _names,
    "polarity": _polarity,
    "has_value": _has_value,
    "has_column": _has_column,
}
