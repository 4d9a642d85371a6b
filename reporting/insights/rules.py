"""Rules that turn results into findings (layer 5). Pure; each says n and effect, and keeps quiet about weak ones.

A finding states what was counted, never a cause. Sentences name the platform first ("Instagram: …"), so that no article
or elision has to agree with a name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.catalog.model import Catalog
from reporting.catalog.words import Words
from reporting.errors import Sentence, say
from reporting.insights.model import Finding, Grade, LateGoal
from reporting.metrics.formats import FORMATS
from reporting.metrics.model import Result
from reporting.numbers import Amount, Difference

MANY, SOME = 20, 8
"""Posts on the smaller side: from MANY a difference may be strong; below SOME one good post makes it: left out."""

MOVED, MOVED_MUCH = 0.10, 0.25
"""Results of posts swing by a tenth from month to month by themselves; a quarter is seldom chance."""

LEVEL_MOVED, LEVEL_MOVED_MUCH = 0.01, 0.05
"""Followers are counted, not sampled, and move slowly: one in a hundred in a period is worth a sentence."""

TIMES, TIMES_MUCH = 1.3, 2.0
"""A format's median against the median of all posts of the platform."""

OUTLIER, OUTLIER_MUCH = 2.0, 4.0
"""A post against the median of its account."""

RHYTHM = 0.5
RHYTHM_POSTS = 4
"""Half as many posts again (or fewer), and at least one more (or fewer) a week over a month."""

GOAL_LATE, GOAL_AT_RISK = 10.0, 5.0
"""Effects that put goals above any movement."""

MOVERS = ("engagements", "post_reach", "post_displays")
"""Of posts, so that the number of posts behind them is known; LinkedIn's views, of videos alone, are not among them."""
LEVELS = ("followers",)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The results that the rules read.

    platforms   MOVERS, LEVELS and posts by platform, compared with the previous period
    formats     median_engagement_rate by platform and media type; usual: the same by platform
    best        posts ranked by engagements, best first
    late        goals that are at risk, behind or missed
    """

    platforms: Result
    formats: Result
    usual: Result
    best: Result
    late: Sequence[LateGoal] = ()


def findings_of(evidence: Evidence, catalog: Catalog) -> list[Finding]:
    """Strong and indicative findings, the weightiest first."""
    every: list[Finding] = [
        *_goals(evidence.late, catalog),
        *_movers(evidence.platforms, catalog),
        *_levels(evidence.platforms, catalog),
        *_formats(evidence, catalog),
        *_best(evidence.best, catalog),
        *_rhythm(evidence.platforms, catalog),
    ]
    said = (one for one in every if one.grade != "weak")
    return sorted(said, key=lambda one: (-one.weight, one.metric, one.platform or ""))


def grade_of(n: int, effect: float, some: float, much: float) -> Grade:
    """Both n and effect have to carry it."""
    if n >= MANY and effect >= much:
        return "strong"
    return "indicative" if n >= SOME and effect >= some else "weak"


def _movers(result: Result, catalog: Catalog) -> Iterator[Finding]:
    """The largest movement of each platform: reach, views and engagements of the same posts mostly move together."""
    for record in result.records():
        moves = [(metric, _change(record, metric)) for metric in MOVERS]
        known = [(metric, change) for metric, change in moves if change is not None]
        n = min(record["posts"] or 0, record["posts__previous"] or 0)
        if known:
            metric, change = max(known, key=lambda move: abs(move[1]))
            yield _mover(record, catalog, metric, change, n)


def _mover(record: Mapping[str, Any], catalog: Catalog, metric: str, change: float, n: int) -> Finding:
    defined = catalog.metrics[metric]
    now, before = record[metric], record[f"{metric}__previous"]
    sentence = say(
        "{platform}: {metric} {difference} ({now} against {before}; {n} {n:post|posts} against {m}).",
        platform=_name(catalog, record["platform"]),
        metric=defined.label,
        difference=Difference(now, before, defined.unit),
        now=Amount(now, defined.unit),
        before=Amount(before, defined.unit),
        n=record["posts"] or 0,
        m=record["posts__previous"] or 0,
    )
    grade = grade_of(n, abs(change), MOVED, MOVED_MUCH)
    weight = weight_of(grade, abs(change))
    return Finding(sentence, grade, n, weight, metric, record["platform"], change > 0, rule="mover")


def _levels(result: Result, catalog: Catalog) -> Iterator[Finding]:
    for record in result.records():
        for metric in LEVELS:
            change = _change(record, metric)
            if change is None or abs(change) < LEVEL_MOVED:
                continue
            defined = catalog.metrics[metric]
            now, before = record[metric], record[f"{metric}__previous"]
            sentence = say(
                "{platform}: {metric} {difference}, from {before} to {now}.",
                platform=_name(catalog, record["platform"]),
                metric=defined.label,
                difference=Difference(now, before, defined.unit),
                before=Amount(before, defined.unit),
                now=Amount(now, defined.unit),
            )
            grade: Grade = "strong" if abs(change) >= LEVEL_MOVED_MUCH else "indicative"
            weight = weight_of(grade, abs(change))
            yield Finding(sentence, grade, 1, weight, metric, record["platform"], change > 0, rule="level")


def _formats(evidence: Evidence, catalog: Catalog) -> Iterator[Finding]:
    """Of each platform the format whose median stands out most above the median of all its posts."""
    metric = "median_engagement_rate"
    usual = {record["platform"]: record[metric] for record in evidence.usual.records()}
    rows = zip(evidence.formats.records(), evidence.formats.samples[metric], strict=True)
    best: dict[str, tuple[float, int, dict[str, Any]]] = {}
    for record, n in rows:
        base = usual.get(record["platform"])
        if record["media_type"] in FORMATS and record[metric] is not None and base and n >= SOME:
            found = (record[metric] / base, n, record)
            best[record["platform"]] = max(best.get(record["platform"], found), found, key=lambda one: one[0])
    for platform, (times, n, record) in best.items():
        grade = grade_of(n, times, TIMES, TIMES_MUCH)
        sentence = say(
            "{platform}, {format}: median engagement rate {rate}, against {usual} for all posts (n = {n}).",
            platform=_name(catalog, platform),
            format=FORMATS[record["media_type"]],
            rate=Amount(record[metric], "percent"),
            usual=Amount(usual[platform], "percent"),
            n=n,
        )
        weight = weight_of(grade, times - 1)
        yield Finding(sentence, grade, n, weight, metric, platform, good=True, rule="format")


def _best(result: Result, catalog: Catalog) -> Iterator[Finding]:
    """The one post that stands out most from its own account."""
    measured = [record for record in result.records() if record["median_ratio"] is not None]
    if not measured:
        return
    record = max(measured, key=lambda one: one["median_ratio"])
    times, n = record["median_ratio"], record["n"]
    grade = grade_of(n, times, OUTLIER, OUTLIER_MUCH)
    sentence = say(
        "{platform}: the post of {day} drew {value} engagements, {times} times the account’s median (n = {n}).",
        platform=_name(catalog, record["platform"]),
        day=record["day"],
        value=Amount(record["engagements"], "count"),
        times=Amount(times, "number"),
        n=n,
    )
    weight = weight_of(grade, (times - 1) / 10)
    yield Finding(sentence, grade, n, weight, "engagements", record["platform"], good=True, rule="best")


def _rhythm(result: Result, catalog: Catalog) -> Iterator[Finding]:
    for record in result.records():
        now, before, change = record["posts"], record["posts__previous"], _change(record, "posts")
        if change is None or abs(change) < RHYTHM or abs(now - before) < RHYTHM_POSTS:
            continue
        sentence = say(
            "{platform}: {n} {n:post|posts} published, against {m} in the period before.",
            platform=_name(catalog, record["platform"]),
            n=now,
            m=before,
        )
        weight = weight_of("indicative", abs(change) / 4)
        yield Finding(sentence, "indicative", now, weight, "posts", record["platform"], rule="rhythm")


def _goals(late: Iterable[LateGoal], catalog: Catalog) -> Iterator[Finding]:
    """A goal is not a sample: behind, missed and at risk are said before anything else."""
    for goal in late:
        metric = catalog.metrics[goal.metric]
        certain = goal.status != "at_risk"
        weight = weight_of("strong", GOAL_LATE if certain else GOAL_AT_RISK)
        sentence = _goal_sentence(goal, metric.label)
        grade: Grade = "strong" if certain else "indicative"
        yield Finding(sentence, grade, 1, weight, metric.id, good=False, rule="goal", goal=goal.goal)


def _goal_sentence(goal: LateGoal, label: Words) -> Sentence:
    match goal.status:
        case "behind":
            return say("Goal behind: {metric}. {reason}", metric=label, reason=goal.reason)
        case "missed":
            return say("Goal missed: {metric}. {reason}", metric=label, reason=goal.reason)
        case "at_risk":
            return say("Goal at risk: {metric}. {reason}", metric=label, reason=goal.reason)


def _change(record: Mapping[str, Any], metric: str) -> float | None:
    """Relative; None where either side is not provided, or was nothing or less."""
    now, before = record[metric], record[f"{metric}__previous"]
    return None if now is None or before is None or before <= 0 else now / before - 1


def weight_of(grade: Grade, effect: float) -> float:
    """Grade first, then size."""
    return {"strong": 100.0, "indicative": 50.0, "weak": 0.0}[grade] + min(effect * 10, 49.0)


def _name(catalog: Catalog, platform: str) -> str:
    known = catalog.theme.platforms.get(platform)
    return known.label if known else platform
