"""What a reader must know beside a figure: coverage, refused comparisons, cut periods (layer 4)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reporting.catalog.words import Words
from reporting.errors import Sentence, say
from reporting.metrics.compile import Compiled
from reporting.metrics.kinds import Plan
from reporting.metrics.shape import Shape
from reporting.metrics.windows import changes_inside

Behind = Mapping[str, Sequence[Any]]
"""The columns behind the figures, by name: one value a row of the result."""


def notes(compiled: Compiled, behind: Behind, shown: Behind) -> tuple[Sentence, ...]:
    """In the order in which they are read: the period, what is refused, what is not comparable, what stands behind."""
    asked = compiled.shape
    found = [*_cut(asked), *_unsupported(asked), *_broken(asked, behind), *_inside(asked, shown)]
    found += [*_uneven(asked, behind, shown), *_given_by_some(asked, behind)]
    for plan in asked.supported:
        found += [*_coverage(plan, behind), *_overlapping(asked, plan, behind, shown), *_levels(plan, asked)]
        found += _changing_set(plan, behind, shown)
    return tuple(dict.fromkeys(found))


def _cut(asked: Shape) -> Iterator[Sentence]:
    now, *compared = asked.shown
    if now.period.days == asked.query.period.days:
        return
    yield say("The period isn’t over: figures run to {day}.", day=now.period.end)
    for window in compared:
        yield say("Compared with as many days: {start} – {end}.", start=window.period.start, end=window.period.end)


def _unsupported(asked: Shape) -> Iterator[Sentence]:
    for plan in asked.plans:
        if plan not in asked.supported:
            yield say("{metric} isn’t known with this split or filter.", metric=plan.metric.label)


def _broken(asked: Shape, behind: Behind) -> Iterator[Sentence]:
    for item in asked.broken:
        if any(behind[item.name]):
            yield say(
                "{metric}: no comparison with {period}, because {platform} changed the definition ({date}): {change}.",
                metric=item.metric.label,
                period=item.window.period,
                platform=_platform(asked, item.change.platform),
                date=item.change.date,
                change=item.change.label,
            )


def _inside(asked: Shape, shown: Behind) -> Iterator[Sentence]:
    """Only where the platform is among the rows, or can't be told from them."""
    platforms = set(shown.get("platform", ())) | set(asked.query.platforms)
    for plan in asked.supported:
        for change in changes_inside(plan.metric, asked.shown[0].period, asked.catalog):
            if not platforms or change.platform in platforms:
                yield say(
                    "{metric}: {platform} changed the definition inside the period ({date}): {change}.",
                    metric=plan.metric.label,
                    platform=_platform(asked, change.platform),
                    date=change.date,
                    change=change.label,
                )


def _uneven(asked: Shape, behind: Behind, shown: Behind) -> Iterator[Sentence]:
    """Only where both figures stand: an account more on one side makes them grow or shrink by itself."""
    for window in asked.shown[1:]:
        labels = tuple(
            plan.metric.label
            for plan in asked.supported
            if any(
                count and now is not None and before is not None
                for count, now, before in zip(
                    behind.get(f"{plan.metric.id}{window.suffix}__uneven", ()),
                    shown[plan.metric.id],
                    shown[f"{plan.metric.id}{window.suffix}"],
                    strict=False,
                )
            )
        )
        if labels:
            yield say(
                "Not quite like with like against {period}: some accounts have figures in one only ({metrics}).",
                period=window.period,
                metrics=labels,
            )


def _given_by_some(asked: Shape, behind: Behind) -> Iterator[Sentence]:
    """A total that rests on some of the platforms only: metrics of one set of platforms in one sentence."""
    every = platforms_of(behind.get("every__platforms", ()))
    labels: dict[tuple[str, ...], list[Words]] = {}
    for plan in asked.supported:
        given = platforms_of(behind.get(f"{plan.metric.id}__platforms", ()))
        if given and given != every:
            labels.setdefault(given, []).append(plan.metric.label)
    for given, metrics in labels.items():
        names = tuple(_platform(asked, platform) for platform in given)
        yield say("{platforms} only: {metrics}.", platforms=names, metrics=tuple(metrics))


def platforms_of(lists: Sequence[str | None]) -> tuple[str, ...]:
    """Platform ids of lists like `x,tiktok`, each once, in order."""
    return tuple(sorted({name for names in lists if names for name in names.split(",")}))


def _coverage(plan: Plan, behind: Behind) -> Iterator[Sentence]:
    label, known = plan.metric.label, _total(behind.get(plan.sample or "", ()))
    if plan.metric.kind == "median" and known:
        yield say("{metric}: n = {n}.", metric=label, n=known)
    if plan.metric.kind == "ratio" and known:
        every = _total(behind[f"{plan.metric.id}__of"])
        if known < every:
            counted = {"metric": label, "n": known, "of": every}
            posts = say("{metric}: over the {n} of {of} posts where both sides are known.", **counted)
            items = say("{metric}: over the {n} of {of} items where both sides are known.", **counted)
            yield items if "mention" in plan.tables else posts


def _overlapping(asked: Shape, plan: Plan, behind: Behind, shown: Behind) -> Iterator[Sentence]:
    """There are days with a value, yet no figure: people of several accounts can't be told apart."""
    if plan.metric.kind != "daily_mean" or "account" in asked.query.by:
        return
    label, days = plan.metric.label, behind[plan.sample or ""]
    if any(n and value is None for n, value in zip(days, shown[plan.metric.id], strict=True)):
        yield say(
            "{metric}: people of several accounts overlap, so there is no figure over them together.", metric=label
        )


def _changing_set(plan: Plan, behind: Behind, shown: Behind) -> Iterator[Sentence]:
    """Levels over time, added over accounts that come and go: a step of the set is not one of the level."""
    counts = behind.get(f"{plan.metric.id}__accounts")
    if counts is None:
        return
    platforms = shown.get("platform", (None,) * len(counts))
    known = {(platform, count) for platform, count in zip(platforms, counts, strict=True) if count}
    if len(known) > len({platform for platform, _ in known}):
        yield say(
            "{metric}: not every account has a value each time, so totals are of {least} to {most} accounts.",
            metric=plan.metric.label,
            least=min(count for _, count in known),
            most=max(count for _, count in known),
        )


def _levels(plan: Plan, asked: Shape) -> Iterator[Sentence]:
    under = asked.catalog.metrics[plan.metric.under] if plan.metric.under else None
    if under and under.kind == "last":
        label, day = plan.metric.label, asked.shown[0].period.end
        yield say("{metric}: {level} as last known up to {day}.", metric=label, level=under.label, day=day)


def _platform(asked: Shape, platform: str) -> str:
    known = asked.catalog.theme.platforms.get(platform)
    return known.label if known else platform


def _total(counts: Sequence[Any]) -> int:
    return int(sum(count or 0 for count in counts))
