"""Figures of a pillar or a campaign: which posts count, held against a plain reading of their words."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.catalog.model import Catalog
from reporting.errors import QueryError
from reporting.metrics.compile import compile_query
from reporting.metrics.labelled import of_labels, pattern
from reporting.metrics.model import ContentFilter, MetricQuery
from reporting.periods import parse
from tests.tables import october, with_rows

OCTOBER = parse("2026-10")
TEXTS: dict[str, dict[str, str | None]] = {
    "p1": {"caption": "Un après-midi #Coulisses au studio"},
    "p2": {"caption": "Les coulissesdumois", "title": "Rien"},
    "p3": {"title": "COULISSES", "caption": None},
    "p4": {"tags": "interne,coulisses,2026", "caption": "Sans rien"},
    "p5": {"caption": "coulisses_2026 et #coulisses2"},
    "p6": {"caption": "Retour à l’école\u00a0: tout est prêt"},
    "p7": {"caption": "L'ÉCOLE des fans"},
    "p8": {},
}


def rows(texts: dict[str, dict[str, str | None]]) -> list[dict[str, object]]:
    return [
        {"account": 1, "platform": "instagram", "report_day": october(at), "post": name, "reach": 2**at, **text}
        for at, (name, text) in enumerate(texts.items(), 1)
    ]


def found(catalog: Catalog, *labels: ContentFilter, texts: dict[str, dict[str, str | None]] | None = None) -> set[str]:
    """Each post's reach is a power of two, so that their sum tells which were counted."""
    whole = texts or TEXTS
    tables = with_rows(catalog, post=rows(whole))
    total = tables.ask("post_reach", labels=labels).value("post_reach") or 0
    return {name for at, name in enumerate(whole, 1) if int(total) & 2**at}


def pillar(*words: str) -> ContentFilter:
    return ContentFilter("pillar", words)


@pytest.mark.parametrize(
    ("words", "posts"),
    [
        (("coulisses",), {"p1", "p3", "p4"}),
        (("#COULISSES",), {"p1", "p3", "p4"}),
        (("ecole",), {"p6", "p7"}),
        (("l'école",), {"p6", "p7"}),
        (("retour à l’école",), {"p6"}),
        (("retour  à",), {"p6"}),
        (("après-midi", "coulisses2"), {"p1", "p5"}),
        ((".*",), set()),
        (("coul",), set()),
        (("#",), set()),
        ((), set()),
    ],
)
def test_a_post_is_of_a_pillar_by_a_whole_word_of_it(catalog: Catalog, words: tuple[str, ...], posts: set[str]) -> None:
    assert found(catalog, pillar(*words)) == posts


def test_pillars_add_up_and_a_campaign_narrows(catalog: Catalog) -> None:
    days = ContentFilter("campaign", (), october(3), october(6))
    assert found(catalog, pillar("coulisses"), pillar("ecole")) == {"p1", "p3", "p4", "p6", "p7"}
    assert found(catalog, days) == {"p3", "p4", "p5", "p6"}
    assert found(catalog, pillar("coulisses"), pillar("ecole"), days) == {"p3", "p4", "p6"}
    assert found(catalog, ContentFilter("campaign", ("coulisses",), october(2), october(3))) == {"p3"}


@pytest.mark.parametrize(
    "word", ["x') or true --", "'; drop table current_post; --", "(", "[a", "a{9999}", "\\", "$client_id", "a|b", "%"]
)
def test_words_of_a_person_are_only_words(catalog: Catalog, word: str) -> None:
    texts: dict[str, dict[str, str | None]] = {
        "p1": {"caption": f"so {word} it is"},
        "p2": {"caption": "a b client_id"},
    }
    assert found(catalog, pillar(word), texts=texts) == {"p1"}
    text = compile_query(MetricQuery(("post_reach",), 1, OCTOBER, labels=(pillar(word),)), catalog).text
    assert "drop table" not in text
    assert "or true" not in text


def folded(text: str) -> str:
    """As the rule says: without case, without accents, one apostrophe."""
    plain = unicodedata.normalize("NFD", text.replace("’", "'").lower())
    return "".join(char for char in plain if not unicodedata.category(char).startswith("M"))


def holds(text: str, words: Sequence[str]) -> bool:
    """By Python's own notion of a word."""
    wanted = ["[\\s\u00a0]+".join(map(re.escape, folded(word).strip("# ").split())) for word in words]
    return any(re.search(rf"(?<!\w){word}(?!\w)", folded(text)) for word in wanted if word)


CONNECTION = duckdb.connect()
LETTERS = st.sampled_from("aàÀâeéÉçœñszΩωж9_ #’'-.\u00a0")


@given(st.text(LETTERS, max_size=24), st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=3))
def test_words_are_found_as_a_plain_reading_finds_them(text: str, words: list[str]) -> None:
    (rule,) = of_labels((pillar(*words),), ("caption",))
    values = {"caption": text} | ({"label_1": pattern(words)} if pattern(words) else {})
    (answer,) = CONNECTION.execute(f"select {rule} from (select $caption as caption)", values).fetchall()
    assert answer == (holds(text, words),)


def test_what_is_not_known_post_by_post_has_no_pillar(catalog: Catalog) -> None:
    with pytest.raises(QueryError):
        compile_query(MetricQuery(("followers",), 1, OCTOBER, labels=(pillar("a"),)), catalog)
    tables = with_rows(catalog, post=rows(TEXTS))
    result = tables.ask("post_reach", "followers", labels=(pillar("coulisses"),))
    assert result.value("followers") is None


def test_the_imports_behind_are_those_of_the_pillar(catalog: Catalog) -> None:
    posts = [row | {"import_ids": [at]} for at, row in enumerate(rows(TEXTS), 1)]
    tables = with_rows(catalog, post=posts)
    assert tables.ask("post_reach", labels=(pillar("coulisses"),)).imports == (1, 3, 4)


def test_splits_and_comparisons_keep_to_the_pillar(catalog: Catalog) -> None:
    before = {"account": 1, "platform": "instagram", "report_day": dt.date(2026, 9, 5), "reach": 5}
    more = [before | {"post": "b1", "caption": "coulisses"}, before | {"post": "b2", "caption": "autre"}]
    tables = with_rows(catalog, post=[*rows(TEXTS), *more])
    result = tables.ask("post_reach", labels=(pillar("coulisses"),), by=("media_type",), compare=("previous",))
    assert result.records() == [
        {"media_type": None, "post_reach": 2 + 8 + 16, "post_reach__previous": 5},
    ]
