"""Why a goal stands where it does, in sentences that quote what was counted, each with n and a grade (layer 5, pure).

No sentence claims a cause: a part is what is left when everything else is held at what is usual.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reporting.catalog.model import Catalog, Metric
from reporting.errors import Sentence, say
from reporting.goals.decomposition import Decomposition, Part, as_written, shown
from reporting.goals.spoken import Step, about, each, listed, place
from reporting.metrics.against import Mover
from reporting.numbers import Amount, Unit

Grade = Literal["strong", "indicative", "weak"]

MANY, SOME = 20, 8
"""Posts (or days) behind the smaller side: from MANY on a sentence may be strong; below SOME it is too little data."""

MOVED, MOVED_MUCH = 0.10, 0.25
"""Results of posts swing by a tenth by themselves; a quarter is seldom chance."""

LEVEL_MOVED, LEVEL_MOVED_MUCH = 0.01, 0.05
"""Followers are counted, not sampled: less of a gap says as much."""

SAID = 4
WORTH_SAYING = 0.05
"""A part below a twentieth of all movement is in the table, not in a sentence."""


@dataclass(frozen=True, slots=True)
class Reason:
    """value: what it adds to the difference, as it is written; None: not a part."""

    sentence: Sentence
    grade: Grade
    n: int
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A post, what it moved the figure by, and which share of the whole difference that is (None: of hardly any)."""

    post: Mover
    effect: float
    share: float | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Judged:
    """The goal's figure as it was judged: what sentences quote."""

    metric: Metric
    catalog: Catalog
    actual: float
    expected: float
    to: dt.date
    days: int

    @property
    def unit(self) -> Unit:
        return self.metric.unit

    @property
    def difference(self) -> float:
        return self.actual - self.expected

    @property
    def written(self) -> float:
        """The difference of the two figures as they are written."""
        return as_written(self.actual, self.unit) - as_written(self.expected, self.unit)

    def name(self, platform: str) -> str:
        known = self.catalog.theme.platforms.get(platform)
        return known.label if known else platform

    def place(self, platform: str, media_type: str | None) -> Sentence | str:
        return place(self.name(platform), media_type)


def written_parts(made: Decomposition, judged: Judged) -> tuple[float, ...]:
    """The parts as they are written: they add up to the written difference."""
    return shown([part.value for part in made.parts], judged.unit, judged.written)


def reasons(made: Decomposition, judged: Judged) -> tuple[Reason, ...]:
    """The whole first, then the heaviest parts."""
    written = written_parts(made, judged)
    whole = sum(abs(part.value) for part in made.parts)
    told = [
        _of_part(replace(part, value=value), judged)
        for part, value in zip(made.parts, written, strict=True)
        if value and abs(part.value) >= WORTH_SAYING * whole
    ]
    return (*_lead(made, judged, written), *told[:SAID])


def left_out(made: Decomposition, judged: Judged) -> Iterator[Sentence]:
    """What is not in the figures, by name."""
    if made.left_out:
        places = [listed(judged.name(platform), media) for platform, media in made.left_out]
        yield say("Not in the figures, because the files don’t give it: {places}.", places=places)


def moved(post: Mover, judged: Judged, base: float | None) -> Moved:
    """base: what a rate divides over the period; None: it is a sum, or a median, which no post moves alone."""
    effect = post.distance / base if base else post.distance
    sentence = say(
        "{place}, post of {day}: {value} against a median of {usual} (n = {n}).",
        place=judged.place(post.platform, post.media_type),
        day=post.day,
        value=each(post.value, judged.unit),
        usual=each(post.usual, judged.unit),
        n=post.n,
    )
    countable = judged.metric.kind != "median" and bool(judged.written)
    return Moved(post, effect, effect / judged.difference if countable else None, sentence)


def grade_of(n: int, effect: float | None, *, level: bool = False) -> Grade:
    """Both have to carry it; effect: relative, None where nothing was expected."""
    some, much = (LEVEL_MOVED, LEVEL_MOVED_MUCH) if level else (MOVED, MOVED_MUCH)
    if n < SOME or (effect is not None and effect < some):
        return "weak"
    return "strong" if n >= MANY and (effect is None or effect >= much) else "indicative"


def _lead(made: Decomposition, judged: Judged, written: tuple[float, ...]) -> Iterator[Reason]:
    sums: dict[str, float] = {}
    for part, value in zip(made.parts, written, strict=True):
        sums[part.cause] = sums.get(part.cause, 0.0) + value
    steps = {cause: Step(value, judged.unit) for cause, value in sums.items()}
    n = min(sum(counts) for counts in zip(*_counts(made), strict=True)) if made.parts else 0
    fields = {"difference": Step(judged.written, judged.unit), "day": judged.to}
    grade = grade_of(n, abs(judged.difference / judged.expected) if judged.expected else None)
    none = Step(0.0, judged.unit)
    if "rate" in sums and "mix" not in sums:
        sentence = say(
            "{difference} against what was expected by {day}: the number of posts accounts for {volume},"
            " results per post for {rate} ({evidence}).",
            **fields,
            volume=steps.get("volume", none),
            rate=steps["rate"],
            evidence=_evidence(grade, n),
        )
    elif "mix" in sums:
        sentence = say(
            "{difference} against what was expected by {day}: the weights of platforms and formats account for {mix},"
            " their own rates for {rate} ({evidence}).",
            **fields,
            mix=steps["mix"],
            rate=steps.get("rate", none),
            evidence=_evidence(grade, n),
        )
    else:
        return
    yield Reason(sentence, grade, n, judged.written)


def _counts(made: Decomposition) -> Iterator[tuple[int, int]]:
    """Posts now and in the reference, of each cell once."""
    cells = {(part.platform, part.media_type): part for part in made.parts}
    yield from ((part.posts or 0, part.reference_posts) for part in cells.values())


def _of_part(part: Part, judged: Judged) -> Reason:
    n, effect = _behind(part, judged)
    grade = grade_of(n, effect, level=judged.metric.kind in {"last", "change"})
    words: dict[str, object] = {
        "place": judged.place(part.platform, part.media_type),
        "step": Step(part.value, judged.unit),
        "evidence": _evidence(grade, n),
    }
    return Reason(_sentence(part, judged, words), grade, n, part.value)


def _behind(part: Part, judged: Judged) -> tuple[int, float | None]:
    """n and the relative effect."""
    if part.cause == "volume":
        usual = part.usual_posts
        effect = abs((part.posts or 0) / usual - 1) if usual else None
        if part.expected_each and judged.metric.kind in {"distinct", "per_week"}:
            effect = abs((part.each or 0.0) / part.expected_each - 1)
        return (part.reference_posts if usual else part.posts or 0), effect
    if part.cause == "mix":
        effect = abs((part.share or 0.0) / part.usual_share - 1) if part.usual_share else None
        return (min(part.posts or 0, part.reference_posts) if part.posts else part.reference_posts), effect
    effect = abs((part.each or 0.0) / part.expected_each - 1) if part.expected_each else None
    return (judged.days if part.posts is None else min(part.posts, part.reference_posts)), effect


def _sentence(part: Part, judged: Judged, words: dict[str, object]) -> Sentence:
    match part.cause:
        case "volume" if judged.metric.kind not in {"distinct", "per_week"}:
            return _volume(part, words)
        case "mix":
            return _mix(part, words)
        case "rate" if judged.metric.kind != "ratio":
            return _per_post(part, judged, words)
        case _:
            return _against(part, judged, words)


def _volume(part: Part, words: dict[str, object]) -> Sentence:
    if not part.usual_posts:
        return say(
            "{place}: {n} published, none comparable before the period: {step} ({evidence}).",
            n=part.posts or 0,
            **words,
        )
    return say(
        "{place}: {n} published, against {usual} usual in as many days: {step} ({evidence}).",
        n=part.posts or 0,
        usual=about(part.usual_posts),
        **words,
    )


def _mix(part: Part, words: dict[str, object]) -> Sentence:
    share, usual = Amount(part.share, "percent"), Amount(part.usual_share, "percent")
    if not part.usual_share:
        return say(
            "{place}: {share} of the whole, none comparable before the period: {step} ({evidence}).",
            share=share,
            **words,
        )
    return say(
        "{place}: {share} of the whole, against {usual} before the period: {step} ({evidence}).",
        share=share,
        usual=usual,
        **words,
    )


def _per_post(part: Part, judged: Judged, words: dict[str, object]) -> Sentence:
    now, wanted, usual = (each(value or 0.0, judged.unit) for value in (part.each, part.expected_each, part.usual_each))
    if wanted == usual:
        return say(
            "{place}: {now} per post, against {wanted} expected: {step} ({evidence}).", now=now, wanted=wanted, **words
        )
    return say(
        "{place}: {now} per post, against {wanted} expected ({usual} usual): {step} ({evidence}).",
        now=now,
        wanted=wanted,
        usual=usual,
        **words,
    )


def _against(part: Part, judged: Judged, words: dict[str, object]) -> Sentence:
    if judged.metric.kind in {"last", "change"}:
        return _gained(part, judged, words)
    posts = judged.metric.kind == "distinct"
    now, wanted, usual = (
        about(value) if posts and value is not None else Amount(value, judged.unit)
        for value in (part.each, part.expected_each, part.usual_each)
    )
    if part.usual_each is None or usual == wanted:
        return say("{place}: {now}, against {wanted} expected: {step} ({evidence}).", now=now, wanted=wanted, **words)
    return say(
        "{place}: {now}, against {wanted} expected ({usual} usual): {step} ({evidence}).",
        now=now,
        wanted=wanted,
        usual=usual,
        **words,
    )


def _gained(part: Part, judged: Judged, words: dict[str, object]) -> Sentence:
    now, wanted = (Step(value or 0.0, judged.unit) for value in (part.each, part.expected_each))
    return say("{place}: {now} net, against {wanted} expected: {step} ({evidence}).", now=now, wanted=wanted, **words)


def _evidence(grade: Grade, n: int) -> Sentence:
    if grade != "weak":
        return say("n = {n}", n=n)
    return say("n = {n}, too few to tell", n=n) if n < SOME else say("n = {n}, within the usual swing", n=n)
