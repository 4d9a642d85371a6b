"""What a person gives as a goal, tidied, and everything that is wrong with it (layer 5, pure)."""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reporting.catalog.model import Catalog, GoalKind, Metric
from reporting.errors import Sentence, say
from reporting.goals.kinds import RULES
from reporting.goals.model import Goal, Scope
from reporting.numbers import Amount
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.model import Account

NAME_CHARS = 120
NOTE_CHARS = 1_000
PERIOD_DAYS = 1_100
"""Three years: what lies further is not a goal of a team any more."""

MOST_WEIGHT = 1_000
MOST_GROWTH = 3.0
SHARES = frozenset({"growth_share", "total_growth_share"})
"""Rules whose target is a part of what the figure is measured against, as a fraction."""

About = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a goal is held against. goals: the number of each that is set, by what it is about.

    platforms, media_types   that a format of the catalogue knows
    """

    catalog: Catalog
    clients: frozenset[int]
    accounts: tuple[Account, ...]
    labels: tuple[ContentLabel, ...]
    goals: Mapping[About, int]
    platforms: frozenset[str]
    media_types: tuple[str, ...]


def about(goal: Goal) -> About:
    """Two goals of which this is equal are the same goal: only one of them can be set."""
    scope = goal.scope
    parts = (scope.platforms, scope.accounts, scope.media_types, scope.pillars, scope.campaigns)
    return (goal.client_id, goal.metric, goal.kind, goal.period.key, *(frozenset(part) for part in parts))


def tidied(goal: Goal, labels: Iterable[ContentLabel] = ()) -> Goal:
    """Without blanks around names and without anything twice; labels are called as their client calls them."""
    called = {(one.kind, one.name.casefold()): one.name for one in labels if one.client_id == goal.client_id}
    scope = goal.scope
    pillars = (called.get(("pillar", name.strip().casefold()), name.strip()) for name in scope.pillars)
    campaigns = (called.get(("campaign", name.strip().casefold()), name.strip()) for name in scope.campaigns)
    return replace(
        goal,
        scope=Scope(
            tuple(dict.fromkeys(scope.platforms)),
            tuple(dict.fromkeys(scope.accounts)),
            tuple(dict.fromkeys(scope.media_types)),
            tuple(dict.fromkeys(pillars)),
            tuple(dict.fromkeys(campaigns)),
        ),
        objective=_given(goal.objective),
        owner=_given(goal.owner),
        note=_given(goal.note),
    )


def faults(goal: Goal, known: Known) -> Iterator[Sentence]:
    """Everything that is wrong with it, each as a sentence."""
    yield from (sentence for _, sentence in faults_by_field(goal, known))


def faults_by_field(goal: Goal, known: Known) -> Iterator[tuple[str, Sentence]]:
    """Everything that is wrong with it, each with the field of the goal or of its scope that has to change."""
    if goal.client_id not in known.clients:
        yield "client", say("There is no client with the number {id}.", id=goal.client_id)
    same = known.goals.get(about(goal), goal.id)
    if same != goal.id:
        yield "metric", say("The same goal is set already, with the number {id}: change or remove that one.", id=same)
    yield from _kind_faults(goal, known.catalog)
    yield from _target_faults(goal, known.catalog)
    yield from _stretch_faults(goal, known.catalog)
    yield from _baseline_faults(goal, known.catalog)
    yield from _scope_faults(goal, known)
    yield from _post_faults(goal, known)
    yield from _word_faults(goal)


def together(sentences: list[Sentence]) -> Sentence:
    first, *rest = sentences
    return say("{first} {rest}", first=first, rest=together(rest)) if rest else first


def name_fault(text: str, most: int) -> Sentence | None:
    """Why a person's words can't be kept, if they can't."""
    if len(text) > most:
        return say("“{start}…” is longer than {most} characters.", start=text[:40], most=most)
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" for char in text):
        return say("“{text}” holds characters that can’t be shown.", text="".join(c for c in text if c.isprintable()))
    return None


def media_types(catalog: Catalog) -> tuple[str, ...]:
    """Every kind of post that a format of the catalogue tells apart."""
    told = {
        str(value)
        for format_ in catalog.formats.values()
        for column in format_.columns
        if column.to == "media_type"
        for value in column.values.values()
    }
    fixed = {
        str(format_.constants["media_type"])
        for format_ in catalog.formats.values()
        if "media_type" in format_.constants
    }
    return tuple(sorted(told | fixed | {"other"}))


def _given(text: str | None) -> str | None:
    return (text or "").strip() or None


def _pair(goal: Goal, catalog: Catalog) -> tuple[Metric | None, GoalKind | None]:
    return catalog.metrics.get(goal.metric), catalog.goal_kinds.get(goal.kind)


def _kind_faults(goal: Goal, catalog: Catalog) -> Iterator[tuple[str, Sentence]]:
    metric, kind = _pair(goal, catalog)
    if metric is None:
        yield "metric", say("There is no metric “{metric}”.", metric=goal.metric)
    if kind is None:
        kinds = sorted(catalog.goal_kinds)
        yield "kind", say("There is no goal kind “{kind}”: take one of {kinds}.", kind=goal.kind, kinds=kinds)
    if metric and kind and metric.kind not in kind.metric_kinds:
        fitting = [one.label for one in catalog.goal_kinds.values() if metric.kind in one.metric_kinds]
        yield (
            "kind",
            say(
                "“{kind}” doesn’t fit {metric}: take {fitting}.", kind=kind.label, metric=metric.label, fitting=fitting
            ),
        )
    if goal.period.days > PERIOD_DAYS:
        yield "period", say("The period has {days} days: a goal takes at most three years.", days=goal.period.days)


def _target_faults(goal: Goal, catalog: Catalog) -> Iterator[tuple[str, Sentence]]:
    metric, kind = _pair(goal, catalog)
    if not math.isfinite(goal.target) or goal.target <= 0:
        yield "target", say("The target has to be a number above zero.")
    elif kind and kind.rule in SHARES and goal.target > MOST_GROWTH:
        shown, meant = Amount(goal.target, "percent"), Amount(goal.target / 100, "percent")
        yield (
            "target",
            say("{shown} more is beyond what growth is asked for: was {meant} meant?", shown=shown, meant=meant),
        )
    elif metric and metric.unit == "percent" and goal.target > 1:
        shown, meant = Amount(goal.target, "percent"), Amount(goal.target / 100, "percent")
        yield "target", say("A target of {shown} is more than all of it: was {meant} meant?", shown=shown, meant=meant)
    if not math.isfinite(goal.weight) or not 0 < goal.weight <= MOST_WEIGHT:
        yield "weight", say("The weight has to be a number above zero, at most {most}.", most=MOST_WEIGHT)


def _stretch_faults(goal: Goal, catalog: Catalog) -> Iterator[tuple[str, Sentence]]:
    _, kind = _pair(goal, catalog)
    if goal.stretch is None:
        return
    if not math.isfinite(goal.stretch) or goal.stretch <= 0:
        yield "stretch", say("The stretch has to be a number above zero.")
    elif kind and RULES[kind.rule].less and goal.stretch >= goal.target:
        yield "stretch", say("The stretch has to be below the target: less is better here.")
    elif kind and not RULES[kind.rule].less and goal.stretch <= goal.target:
        yield "stretch", say("The stretch has to be above the target.")


def _baseline_faults(goal: Goal, catalog: Catalog) -> Iterator[tuple[str, Sentence]]:
    _, kind = _pair(goal, catalog)
    if goal.baseline_period and goal.baseline_period.end >= goal.period.start:
        yield "baseline_period", say("The period to compare with has to end before the goal’s period begins.")
    elif goal.baseline_period and kind and not RULES[kind.rule].over_base:
        yield "baseline_period", say("“{kind}” is not compared with a period.", kind=kind.label)
    if goal.baseline is None:
        return
    if not math.isfinite(goal.baseline) or goal.baseline < 0:
        yield "baseline", say("The baseline has to be a number, zero or more.")
    elif kind and kind.rule == "level" and goal.baseline >= goal.target:
        yield "baseline", say("The target is not above the baseline.")
    elif kind and not (RULES[kind.rule].grows or RULES[kind.rule].over_base):
        yield "baseline", say("“{kind}” takes no baseline.", kind=kind.label)


def _scope_faults(goal: Goal, known: Known) -> Iterator[tuple[str, Sentence]]:
    catalog, there = known.catalog, known.platforms
    for name in goal.scope.platforms:
        if name not in there:
            yield (
                "platforms",
                say("There is no platform “{platform}”: known are {known}.", platform=name, known=sorted(there)),
            )
    metric = catalog.metrics.get(goal.metric)
    nowhere = set(goal.scope.platforms) & there - set(metric.platforms) if metric and metric.platforms else set()
    if metric and nowhere:
        yield (
            "platforms",
            say("{metric} isn’t a figure of {platforms}.", metric=metric.label, platforms=sorted(nowhere)),
        )
    own = {account.id: account for account in known.accounts if account.client_id == goal.client_id}
    for number in goal.scope.accounts:
        account = own.get(number)
        if account is None:
            yield "accounts", say("The client has no account with the number {id}.", id=str(number))
        elif goal.scope.platforms and account.platform not in goal.scope.platforms:
            yield (
                "accounts",
                say("The account {name} is not on {platforms}.", name=account.name, platforms=goal.scope.platforms),
            )


def _post_faults(goal: Goal, known: Known) -> Iterator[tuple[str, Sentence]]:
    """Formats, pillars and campaigns: of posts only, and only those that are there."""
    scope, metric = goal.scope, known.catalog.metrics.get(goal.metric)
    for name in scope.media_types:
        if name not in known.media_types:
            yield (
                "media_types",
                say("There is no post format “{name}”: known are {known}.", name=name, known=known.media_types),
            )
    there = {(label.kind, label.name) for label in known.labels if label.client_id == goal.client_id}
    for name in scope.pillars:
        if ("pillar", name) not in there:
            yield "pillars", say("The client has no content pillar “{name}”.", name=name)
    for name in scope.campaigns:
        if ("campaign", name) not in there:
            yield "campaigns", say("The client has no campaign “{name}”.", name=name)
    narrowed = scope.media_types or scope.pillars or scope.campaigns
    if metric and narrowed and not _of_posts(metric, known.catalog, bool(scope.pillars or scope.campaigns)):
        yield (
            "metric",
            say("{metric} isn’t known post by post: leave out formats, pillars and campaigns.", metric=metric.label),
        )


def _of_posts(metric: Metric, catalog: Catalog, labelled: bool) -> bool:
    table = metric.table or (catalog.metrics[metric.over].table if metric.over else None)
    columns = catalog.tables[table].columns if table else ()
    return "caption" in columns if labelled else "media_type" in columns


def _word_faults(goal: Goal) -> Iterator[tuple[str, Sentence]]:
    for name, text, most in (
        ("objective", goal.objective, NAME_CHARS),
        ("owner", goal.owner, NAME_CHARS),
        ("note", goal.note, NOTE_CHARS),
    ):
        fault = name_fault(text, most) if text else None
        if fault:
            yield name, fault
