"""The author's text over the computed findings: kept while the figures stand, never an old number under a new one."""

import pytest

from reporting.errors import say
from reporting.insights.commentary import arranged, changed, commentary
from reporting.insights.model import Finding
from reporting.language import text
from reporting.warehouse.author import Passage


def finding(n: int, metric: str, weight: float) -> Finding:
    return Finding(say("{metric}: {n} posts.", metric=metric, n=n), "strong", n, weight, metric, "x", rule="mover")


FOUND = [finding(30, "reach", 9.0), finding(20, "clicks", 8.0), finding(10, "posts", 7.0)]


def about(at: int, words: str, place: int, *, hidden: bool = False) -> Passage:
    sentence = FOUND[at].sentence
    stood = (text(sentence, "en"), text(sentence, "fr"))
    return Passage("finding", words, place, FOUND[at].key, *stood, hidden=hidden)


def shown(passages: list[Passage], found: list[Finding] = FOUND) -> list[str]:
    said = commentary(found, passages).findings
    return [text(one.shown, "en") if not isinstance(one.shown, str) else one.shown for one in said]


def test_without_an_author_the_rules_speak() -> None:
    assert shown([]) == ["reach: 30 posts.", "clicks: 20 posts.", "posts: 10 posts."]


def test_words_order_and_hiding_are_the_authors() -> None:
    passages = [
        about(2, "Fewer posts, on purpose.", 0),
        Passage("finding", "The shop opened on 12 October.", 1),
        about(0, "", 2),
        about(1, "", 3, hidden=True),
    ]
    assert shown(passages) == ["Fewer posts, on purpose.", "The shop opened on 12 October.", "reach: 30 posts."]
    grades = [one.grade for one in commentary(FOUND, passages).findings]
    assert grades == ["strong", None, "strong"]


def test_an_old_sentence_never_stands_over_new_figures() -> None:
    passages = [about(0, "Reach rose with 30 posts.", 0)]
    now = [finding(31, "reach", 9.0), *FOUND[1:]]
    assert shown(passages, now)[0] == "reach: 31 posts."
    (stale,) = commentary(now, passages).stale
    news = changed(stale)
    assert news is not None
    assert text(news, "en") == "The figures have changed since this was written. Now: reach: 31 posts."


def test_words_about_a_finding_that_is_no_more_are_left_out_and_told() -> None:
    passages = [about(0, "Reach rose.", 0)]
    assert shown(passages, FOUND[1:]) == ["clicks: 20 posts.", "posts: 10 posts."]
    (stale,) = commentary(FOUND[1:], passages).stale
    assert changed(stale) is not None
    assert next(one.key for one in arranged(FOUND[1:], passages)) == FOUND[0].key


@pytest.mark.parametrize("kind", ["decision", "risk", "need"])
def test_lists_keep_their_order(kind: str) -> None:
    passages = [Passage(kind, words, at) for at, words in enumerate(("one", "two"))]  # type: ignore[arg-type]  # a kind
    said = commentary([], passages)
    assert {"decision": said.decisions, "risk": said.risks, "need": said.needs}[kind] == ("one", "two")


def test_keys_tell_findings_apart_and_hold_over_figures() -> None:
    assert len({one.key for one in FOUND}) == len(FOUND)
    assert finding(99, "reach", 1.0).key == FOUND[0].key
    goals = [Finding(say("Late."), "strong", 1, 1.0, "reach", rule="goal", goal=at) for at in (1, 2)]
    assert goals[0].key != goals[1].key
