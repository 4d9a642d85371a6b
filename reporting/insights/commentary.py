"""What the author wrote, laid over what the rules found (layer 5, pure).

An edited finding stands as long as the figures that its author saw; once they change the computed sentence is shown
again until the author has looked: an old number must not leave under a new one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporting.errors import Sentence, say
from reporting.insights.model import Finding, Grade
from reporting.language import text
from reporting.warehouse.author import Passage, PassageKind


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as it is shown: the rule's sentence or the author's words. grade is None of the author's own.

    finding     what it is about; None for the author's own, or where the rules find it no more
    passage     what the author did with it, if anything
    stale       the author's words are about figures that have changed since, or about a finding that is no more
    """

    key: str
    shown: Sentence | str
    grade: Grade | None
    good: bool | None
    finding: Finding | None = None
    passage: Passage | None = None
    stale: bool = False

    @property
    def hidden(self) -> bool:
        return self.passage is not None and self.passage.hidden


@dataclass(frozen=True, slots=True)
class Commentary:
    """The author's text of a report, empty where nothing was written."""

    headline: str | None = None
    findings: tuple[Said, ...] = ()
    decisions: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    steps: tuple[Passage, ...] = ()
    goal_comments: Mapping[int, str] | None = None
    stale: tuple[Said, ...] = ()

    def on_goal(self, goal: int) -> str | None:
        return (self.goal_comments or {}).get(goal)


def commentary(findings: Sequence[Finding], passages: Sequence[Passage]) -> Commentary:
    """What is shown of both: hidden findings are left out, edited ones stand in their author's order."""
    every = arranged(findings, passages)
    return Commentary(
        headline=next(iter(_words(passages, "headline")), None),
        findings=tuple(one for one in every if not one.hidden and (one.finding or not one.stale)),
        decisions=_words(passages, "decision"),
        risks=_words(passages, "risk"),
        needs=_words(passages, "need"),
        steps=tuple(one for one in passages if one.kind == "step" and one.words),
        goal_comments={one.goal: one.words for one in passages if one.kind == "goal" and one.goal and one.words},
        stale=tuple(one for one in every if one.stale and not one.hidden),
    )


def arranged(findings: Sequence[Finding], passages: Sequence[Passage]) -> list[Said]:
    """Every finding, hidden ones too: those with a place first, then the others as the rules weigh them."""
    own = [one for one in passages if one.kind == "finding"]
    kept = {one.about: one for one in own if one.about}
    known = {finding.key for finding in findings}
    said: list[tuple[float, Said]] = []
    for at, finding in enumerate(findings):
        passage = kept.get(finding.key)
        said.append((passage.place if passage else len(own) + at, _said(finding, passage)))
    for at, passage in enumerate(own):
        if passage.about not in known:
            said.append((passage.place, _alone(passage, at)))
    return [one for _, one in sorted(said, key=lambda pair: pair[0])]


def _said(finding: Finding, passage: Passage | None) -> Said:
    if passage is None or not passage.words:
        return Said(finding.key, finding.sentence, finding.grade, finding.good, finding, passage)
    stale = passage.stood_en != text(finding.sentence, "en")
    shown: Sentence | str = finding.sentence if stale else passage.words
    return Said(finding.key, shown, finding.grade, finding.good, finding, passage, stale=stale)


def _alone(passage: Passage, at: int) -> Said:
    """One of the author's own, or words about a finding that is no more."""
    return Said(passage.about or f"own|{at}", passage.words, None, None, None, passage, stale=bool(passage.about))


def _words(passages: Iterable[Passage], kind: PassageKind) -> tuple[str, ...]:
    return tuple(one.words for one in passages if one.kind == kind and one.words)


def changed(said: Said) -> Sentence | None:
    """What the author has to know of a finding whose figures have changed; None where they have not."""
    if not said.stale or said.passage is None:
        return None
    if said.finding is None:
        return say("Nothing is found there any more; it is left out of the report.")
    return say("The figures have changed since this was written. Now: {sentence}", sentence=said.finding.sentence)


def texts(passages: Iterable[Passage]) -> Iterator[tuple[PassageKind, str]]:
    """Every text that a person wrote, with its kind."""
    for one in passages:
        yield from ((one.kind, words) for words in (one.words, one.owner, one.effect) if words)
