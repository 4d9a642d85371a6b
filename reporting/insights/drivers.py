"""What moved a figure: its difference taken apart by platform and format, in parts that add up (layer 5, pure).

A cell is a platform and format with n posts worth v now, and m posts worth w before. Its difference v − w is

    by posts     (n − m) × w / m      more or fewer posts, at what one brought before; in whole numbers
    by result    what is left         more or less of each post

and by posts alone where it has posts on one side only. Only sums that are counted in whole numbers are taken apart.
Nothing here is a cause: it says where the difference lies.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reporting.catalog.model import Catalog
from reporting.errors import Sentence, say
from reporting.insights.model import Finding, Grade
from reporting.insights.rules import MOVED, MOVED_MUCH, grade_of, weight_of
from reporting.language import Language
from reporting.metrics.formats import FORMATS
from reporting.numbers import Amount, Difference, signed

DRIVEN = ("engagements", "post_reach", "post_displays", "link_clicks")
"""Sums over posts that are worth taking apart."""

SAID = 2
WORTH_SAYING = 0.10
"""A part below a tenth of all movement belongs to the rest."""

SEVERAL, HALF = 2, 0.5
"""A post is named where it has half of what several have: then "per post" describes none of them."""

FINE_BELOW = 100
"""Below so much a post, a decimal tells two results apart."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Posts of a platform and format that have the figure, now and before; a value is 0 where there are none."""

    platform: str
    media_type: str
    posts: int
    value: int
    posts_before: int = 0
    before: int = 0

    @property
    def difference(self) -> int:
        return self.value - self.before

    @property
    def by_posts(self) -> int:
        if not self.posts or not self.posts_before:
            return self.difference
        return _whole(Fraction((self.posts - self.posts_before) * self.before, self.posts_before))

    @property
    def by_result(self) -> int:
        return self.difference - self.by_posts

    @property
    def n(self) -> int:
        """Posts on the smaller side that has any."""
        return min(self.posts, self.posts_before) or max(self.posts, self.posts_before)

    @property
    def grade(self) -> Grade:
        effect = abs(self.value / self.before - 1) if self.before else math.inf
        return grade_of(self.n, effect, MOVED, MOVED_MUCH)


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a cell: the beginning of its text ("" without one), its day, its figure."""

    words: str
    day: dt.date
    value: int


@dataclass(frozen=True, slots=True)
class Driven:
    """A figure that moved, and its cells, the heaviest first. platform: None is all of them.

    post    the one that has at least half of what the heaviest said cell has in the period
    """

    metric: str
    platform: str | None
    cells: tuple[Cell, ...]
    post: Post | None = None

    @property
    def now(self) -> int:
        return sum(cell.value for cell in self.cells)

    @property
    def before(self) -> int:
        return sum(cell.before for cell in self.cells)

    @property
    def difference(self) -> int:
        return self.now - self.before

    @property
    def posts(self) -> tuple[int, int]:
        return sum(cell.posts for cell in self.cells), sum(cell.posts_before for cell in self.cells)

    @property
    def change(self) -> float:
        return self.difference / self.before if self.before else math.inf

    @property
    def grade(self) -> Grade:
        return grade_of(min(self.posts), abs(self.change), MOVED, MOVED_MUCH)

    @property
    def said(self) -> tuple[Cell, ...]:
        """The heaviest cells that carry a sentence."""
        every = sum(abs(cell.difference) for cell in self.cells)
        heavy = (cell for cell in self.cells if abs(cell.difference) >= WORTH_SAYING * every)
        return tuple(cell for cell in heavy if cell.grade != "weak")[:SAID]

    def with_post(self, post: Post | None) -> "Driven":
        """Of the heaviest said cell; left out where it is the only one there, or has less than half."""
        cell = next(iter(self.said), None)
        outstanding = cell and post and cell.posts >= SEVERAL and post.value >= HALF * cell.value > 0
        return replace(self, post=post if outstanding else None)

    def on(self, platform: str) -> "Driven":
        return replace(self, platform=platform, cells=tuple(one for one in self.cells if one.platform == platform))


def taken_apart(metric: str, platform: str | None, cells: Iterable[Cell]) -> Driven:
    """Each place once: cells of one platform and format are added up."""
    places: dict[tuple[str, str], Cell] = {}
    for cell in cells:
        there = places.get((cell.platform, cell.media_type))
        places[cell.platform, cell.media_type] = _together(there, cell) if there else cell
    order = sorted(places.values(), key=lambda one: (-abs(one.difference), one.platform, one.media_type))
    return Driven(metric, platform, tuple(order))


def told_of(findings: Iterable[Finding], every: Sequence[Driven]) -> list[Driven]:
    """Those that `with_drivers` puts into words."""
    whole = _most_moved(every)
    told = [driven for finding in findings if (driven := _driven_of(finding, every, whole))]
    return [*told, whole] if whole else told


def with_drivers(findings: Iterable[Finding], every: Sequence[Driven], catalog: Catalog) -> list[Finding]:
    """Movements with their parts; before them the one figure that moved most over all platforms together."""
    whole = _most_moved(every)
    told = [_with_parts(finding, every, whole, catalog) for finding in findings]
    if whole:
        told.append(_whole_finding(whole, catalog))
    return sorted(told, key=lambda one: (-one.weight, one.metric, one.platform or ""))


def parts_sentence(driven: Driven, catalog: Catalog) -> Sentence | None:
    """The parts, adding up to the difference; None where no part carries a sentence."""
    said = driven.said
    if not said or not driven.difference:
        return None
    difference = _Step(driven.difference)
    if len(driven.cells) == 1:
        return say(
            "Of the difference of {difference}, the number of posts accounts for {posts},"
            " results per post for {result}.",
            difference=difference,
            posts=_Step(said[0].by_posts),
            result=_Step(said[0].by_result),
        )
    first, *others = (_part(cell, driven, catalog) for cell in said)
    for other in others:
        first = say("{first}; {other}", first=first, other=other)
    if len(said) == len(driven.cells):
        return say("The difference of {difference} is made of: {parts}.", difference=difference, parts=first)
    rest = driven.difference - sum(cell.difference for cell in said)
    return say(
        "The difference of {difference} is made of: {parts}; all other posts {rest}.",
        difference=difference,
        parts=first,
        rest=_Step(rest),
    )


def post_sentence(driven: Driven, catalog: Catalog) -> Sentence | None:
    """Names the one post that has at least half of the heaviest said cell; its share is rounded down."""
    post = driven.post
    if post is None:
        return None
    cell, unit = driven.said[0], catalog.metrics[driven.metric].unit
    place, value, every = place_of(cell, catalog, named=True), Amount(post.value, unit), Amount(cell.value, unit)
    share = post.value * 100 // cell.value
    if not post.words:
        return say(
            "{place}: one post alone, of {day} and without text, has {value} of {all} ({share}%).",
            place=place,
            day=post.day,
            value=value,
            all=every,
            share=share,
        )
    return say(
        "{place}: one post alone, “{words}” of {day}, has {value} of {all} ({share}%).",
        place=place,
        words=post.words,
        day=post.day,
        value=value,
        all=every,
        share=share,
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """A difference with its sign."""

    value: float

    def spoken(self, lang: Language) -> str:
        return signed(self.value, lang)


def _most_moved(every: Sequence[Driven]) -> Driven | None:
    """Of all platforms together; with one platform its own finding says it."""
    several = [one for one in every if one.platform is None and len({cell.platform for cell in one.cells}) > 1]
    moved = [one for one in several if one.grade != "weak"]
    return max(moved, key=lambda one: (weight_of(one.grade, abs(one.change)), one.metric), default=None)


def _with_parts(finding: Finding, every: Sequence[Driven], whole: Driven | None, catalog: Catalog) -> Finding:
    driven = _driven_of(finding, every, whole)
    return replace(finding, sentence=_told(finding.sentence, driven, catalog)) if driven else finding


def _driven_of(finding: Finding, every: Sequence[Driven], whole: Driven | None) -> Driven | None:
    """What takes a movement apart, unless the whole says it already."""
    if finding.rule != "mover" or finding.platform is None or (whole and whole.metric == finding.metric):
        return None
    known = (one for one in every if (one.metric, one.platform) == (finding.metric, finding.platform))
    return next(known, None)


def _told(sentence: Sentence, driven: Driven, catalog: Catalog) -> Sentence:
    """With its parts, and the post that is most of the first; as it is where no part carries a sentence."""
    parts = parts_sentence(driven, catalog)
    for more in (parts, post_sentence(driven, catalog) if parts else None):
        if more:
            sentence = say("{finding} {parts}", finding=sentence, parts=more)
    return sentence


def _whole_finding(driven: Driven, catalog: Catalog) -> Finding:
    metric, (n, m) = catalog.metrics[driven.metric], driven.posts
    sentence = say(
        "All platforms: {metric} {difference} ({now} against {before}; {n} {n:post or story|posts and stories} "
        "against {m}).",
        metric=metric.label,
        difference=Difference(driven.now, driven.before, metric.unit),
        now=Amount(driven.now, metric.unit),
        before=Amount(driven.before, metric.unit),
        n=n,
        m=m,
    )
    weight = weight_of(driven.grade, abs(driven.change))
    return Finding(
        _told(sentence, driven, catalog),
        driven.grade,
        min(n, m),
        weight,
        metric.id,
        None,
        driven.difference > 0,
        rule="whole",
    )


def _part(cell: Cell, driven: Driven, catalog: Catalog) -> Sentence:
    place = place_of(cell, catalog, named=driven.platform is None)
    step = _Step(cell.difference)
    if not cell.posts_before:
        return say("{place} {step} ({n} {n:post|posts}, none known before)", place=place, step=step, n=cell.posts)
    if not cell.posts:
        return say("{place} {step} (no post, against {m})", place=place, step=step, m=cell.posts_before)
    return say(
        "{place} {step} ({n} {n:post|posts} against {m}, {each} per post against {usual})",
        place=place,
        step=step,
        n=cell.posts,
        m=cell.posts_before,
        each=_each(cell.value / cell.posts),
        usual=_each(cell.before / cell.posts_before),
    )


def place_of(cell: Cell, catalog: Catalog, *, named: bool) -> Sentence:
    """`Instagram, reels`, or only the format within a platform."""
    words = FORMATS.get(cell.media_type, say("other formats"))
    if not named:
        return words
    known = catalog.theme.platforms.get(cell.platform)
    return say("{platform}, {format}", platform=known.label if known else cell.platform, format=words)


def _each(value: float) -> Amount:
    return Amount(round(value, 1), "number") if abs(value) < FINE_BELOW else Amount(value, "count")


def _whole(value: Fraction) -> int:
    """The nearest whole number, halves away from zero, as a spreadsheet rounds."""
    size = math.floor(abs(value) + Fraction(1, 2))
    return size if value >= 0 else -size


def _together(one: Cell, other: Cell) -> Cell:
    return replace(
        one,
        posts=one.posts + other.posts,
        value=one.value + other.value,
        posts_before=one.posts_before + other.posts_before,
        before=one.before + other.before,
    )
