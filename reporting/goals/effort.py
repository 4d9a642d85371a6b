"""What it takes to meet a goal in the days that are left, against what the account usually does (layer 5, pure)."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.errors import Sentence, say
from reporting.goals.spoken import a_day, about, each
from reporting.numbers import Amount, Unit

FEWEST = 5
"""Below so many posts a format has no usual post."""

FORMATS_SAID = 2
MONTH = 365.25 / 12
NOTABLE = 1.5
"""From half as much again on, how many times the usual it is goes without working it out."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a goal stands and what is left of its period: the days from `first` on. below: less is better."""

    actual: float
    wanted: float
    unit: Unit
    first: dt.date
    gone: int
    left: int
    below: bool = False

    @property
    def met(self) -> bool:
        return self.actual <= self.wanted if self.below else self.actual >= self.wanted


@dataclass(frozen=True, slots=True)
class UsualPost:
    """A platform's format in the reference: the median of n posts, and how many of them there are in a month."""

    place: Sentence | str
    median: float
    n: int
    a_month: float


OVER = say("No day of the period is left.")
REACHED = say("The target is reached: nothing more is needed.")
SAFE = say("The target holds whatever comes in the days left.")


def to_total(rest: Rest, usual: float | None, formats: Iterable[UsualPost] = ()) -> tuple[Sentence, ...]:
    """usual: a day, before the period."""
    if rest.met:
        return (REACHED,)
    if not rest.left:
        return (OVER,)
    gap = rest.wanted - rest.actual
    told = [one for one in formats if one.n >= FEWEST and one.median > 0]
    told.sort(key=lambda one: (-one.median * one.a_month, str(one.place)))
    return (*_a_day(rest, usual), *(_in_posts(one, gap, rest.unit) for one in told[:FORMATS_SAID]))


def to_level(rest: Rest, recent: float | None, days: int) -> tuple[Sentence, ...]:
    """recent: net a day, over the last `days` days."""
    if rest.met:
        return (REACHED,)
    if not rest.left:
        return (OVER,)
    needed = a_day((rest.wanted - rest.actual) / rest.left, rest.unit)
    if recent is None:
        return (_needed(rest, needed),)
    return (
        say(
            "{needed} a day net are needed from {day} on ({left} {left:day|days}), against {recent} a day"
            " over the last {days} days.",
            needed=needed,
            day=rest.first,
            left=rest.left,
            recent=a_day(recent, rest.unit),
            days=days,
        ),
    )


def to_kept_level(rest: Rest) -> tuple[Sentence, ...]:
    """Of a level that has to stay where it should be."""
    if not rest.left:
        return (OVER,)
    margin = Amount(abs(rest.actual - rest.wanted), rest.unit)
    if rest.below:
        return (
            (say("It may still rise by {margin}.", margin=margin),)
            if rest.met
            else (say("It has to fall by {margin}.", margin=margin),)
        )
    if rest.met:
        return (say("It may still fall by {margin}.", margin=margin),)
    return (say("It has to rise by {margin}.", margin=margin),)


def to_rate(rest: Rest, base: float, usual_base: float | None) -> tuple[Sentence, ...]:
    """base: what the rate divides so far; usual_base: a day, before the period (else as much a day as so far)."""
    if not rest.left:
        return (OVER,)
    a_day_ = usual_base or base / max(rest.gone, 1)
    more = a_day_ * rest.left
    if more <= 0:
        return ()
    needed = (rest.wanted * (base + more) - rest.actual * base) / more
    if rest.below:
        return (_at_most(rest, needed),)
    if needed <= 0:
        return (SAFE,)
    return (_at_least(rest, needed),)


def to_median(rest: Rest, posts: int, enough: int, usual_posts: float | None) -> tuple[Sentence, ...]:
    """posts so far, those of them that have what is wanted, and how many posts a day are usual."""
    if not rest.left:
        return (OVER,)
    coming = round((usual_posts or posts / max(rest.gone, 1)) * rest.left)
    needed = (posts + coming) // 2 + 1 - enough
    if needed <= 0:
        return (SAFE,)
    fields = {"coming": coming, "days": rest.left, "enough": enough, "posts": posts}
    target = each(rest.wanted, rest.unit)
    if needed > coming:
        return (
            say(
                "With the {coming} {coming:post|posts} usual in {days} days the target is out of reach: only"
                " {enough} of {posts} have met {target} so far.",
                **fields,
                target=target,
            ),
        )
    return (
        say(
            "Of the {coming} {coming:post|posts} usual in {days} days, {needed} have to meet {target};"
            " {enough} of {posts} have so far.",
            **fields,
            needed=needed,
            target=target,
        ),
    )


def to_posts_a_week(rest: Rest, usual: float | None) -> tuple[Sentence, ...]:
    """actual and wanted a week, over the whole period; usual: a day, before the period."""
    if not rest.left:
        return (OVER,)
    so_far = rest.actual * rest.gone / 7
    whole = rest.wanted * (rest.gone + rest.left) / 7
    if rest.below:
        allowed = math.floor(max(whole - so_far, 0) + 1e-9)
        return (
            say(
                "{count} more {count:post|posts} at most in {days} days.",
                count=allowed,
                days=rest.left,
            ),
        )
    count = math.ceil(whole - so_far - 1e-9)
    if count <= 0:
        return (SAFE,)
    a_week = about(7 * count / rest.left)
    if usual is None:
        return (
            say(
                "{count} more {count:post|posts} are needed in {days} days: {week} a week.",
                count=count,
                days=rest.left,
                week=a_week,
            ),
        )
    return (
        say(
            "{count} more {count:post|posts} are needed in {days} days: {week} a week, against {usual} a week"
            " before the period.",
            count=count,
            days=rest.left,
            week=a_week,
            usual=about(7 * usual),
        ),
    )


def to_daily_mean(rest: Rest) -> tuple[Sentence, ...]:
    if not rest.left:
        return (OVER,)
    needed = (rest.wanted * (rest.gone + rest.left) - rest.actual * rest.gone) / rest.left
    if rest.below:
        return (_at_most(rest, needed),)
    return (SAFE,) if needed <= 0 else (_at_least(rest, needed),)


def _a_day(rest: Rest, usual: float | None) -> Sequence[Sentence]:
    value = (rest.wanted - rest.actual) / rest.left
    if usual is None or usual <= 0:
        return (_needed(rest, a_day(value, rest.unit)),)
    told = say(
        "{needed} a day are needed from {day} on ({left} {left:day|days}), against {usual} a day before the period.",
        needed=a_day(value, rest.unit),
        day=rest.first,
        left=rest.left,
        usual=a_day(usual, rest.unit),
    )
    times = value / usual
    return (told, say("That is {times} times the usual.", times=about(times))) if times >= NOTABLE else (told,)


def _needed(rest: Rest, needed: Amount) -> Sentence:
    return say(
        "{needed} a day are needed from {day} on ({left} {left:day|days}).",
        needed=needed,
        day=rest.first,
        left=rest.left,
    )


def _in_posts(usual: UsualPost, gap: float, unit: Unit) -> Sentence:
    return say(
        "{place}: {count} at the usual median of {median} would make up the {gap} missing; {month} a month are usual"
        " (n = {n}).",
        place=usual.place,
        count=math.ceil(gap / usual.median),
        median=each(usual.median, unit),
        gap=Amount(gap, unit),
        month=about(usual.a_month),
        n=usual.n,
    )


def _at_least(rest: Rest, needed: float) -> Sentence:
    if rest.unit == "percent" and needed > 1:
        return say("At the usual volume the target is out of reach: the rest would have to be above 100%.")
    return say(
        "What comes from {day} on has to reach {needed} on average, against {actual} so far (at the usual volume).",
        day=rest.first,
        needed=Amount(needed, rest.unit),
        actual=Amount(rest.actual, rest.unit),
    )


def _at_most(rest: Rest, needed: float) -> Sentence:
    if needed < 0:
        return say("At the usual volume the target is out of reach: the rest would have to be below zero.")
    return say(
        "What comes from {day} on may be {needed} on average at most, against {actual} so far (at the usual volume).",
        day=rest.first,
        needed=Amount(needed, rest.unit),
        actual=Amount(rest.actual, rest.unit),
    )
