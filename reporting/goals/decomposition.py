"""Actual less expected, taken apart by platform, format and cause, so that the parts add up exactly (layer 5, pure).

What is expected of a cell (a platform and format, or a platform) follows from the reference, a stretch before the
period. With D days judged and R days of reference of the cell's platform, n posts worth v now and m posts worth w then:

    usual posts     N = m × D / R
    usual result    u = w / m                   what a post brought
    scale           k = expected / Σ (N × u)    the same for every cell, so that the cells expect `expected` together
    volume          (n − N) × k × u             more or fewer posts than usual, at the result expected of each
    rate            v − n × k × u               more or less of each post

A cell without posts in the reference has only volume, v: nothing was expected of it. One without posts now has only
volume too. Of rates (o over b now, p over q then; shares s = b / Σb and t = q / Σq; k = expected / (Σp / Σq)):

    mix             (s − t) × (k × p / q − expected)    more or less weight on what is above or below the target
    rate            s × (o / b − k × p / q)

A cell that is new has only mix: s × (o / b − expected). Figures that are not counted by post are taken apart by
platform alone ("level"), a count of posts by its cells ("volume"): v − k × w × D / R.

Everything is computed in fractions; what rounding to floats leaves goes to the largest part, and where floats are too
coarse for that, to a further part of its cell. Posts of the reference are older, so their lifetime figures are riper.
"""

import decimal
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from reporting.errors import Sentence, say
from reporting.numbers import Unit

Cause = Literal["volume", "rate", "mix", "level"]
Place = tuple[str, str | None]

NEAR = Fraction(1, 1_000_000)
"""Cells that add up to another figure than the one judged are of another moment."""

STEPS: Mapping[Unit, Decimal] = {
    "count": Decimal(1),
    "people": Decimal(1),
    "percent": Decimal("0.0001"),
    "seconds": Decimal(1),
    "money": Decimal("0.01"),
    "number": Decimal("0.01"),
    "per_week": Decimal("0.01"),
}
"""How finely a unit is written."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Posts of a platform and format that have the figure; value and usual_value are their sums, None: not provided.

    base, usual_base    of rates: what the value is divided by
    days                of the reference; 0: the platform has no comparable one
    """

    platform: str
    media_type: str | None
    posts: int
    value: float | None
    usual_posts: int = 0
    usual_value: float | None = None
    days: int = 0
    base: float | None = None
    usual_base: float | None = None

    @property
    def place(self) -> Place:
        return self.platform, self.media_type


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause in one cell adds to the difference, and the figures that it comes from.

    posts, usual_posts          now, and as many as the reference makes of the days judged; None: not counted by post
    each, expected_each         value of a post, or the cell's own figure; expected: the usual one, scaled to the target
    share, usual_share          of mix: the cell's weight
    reference_posts             how many posts the usual figures rest on
    """

    platform: str
    media_type: str | None
    cause: Cause
    value: float
    posts: int | None = None
    usual_posts: float | None = None
    each: float | None = None
    expected_each: float | None = None
    usual_each: float | None = None
    share: float | None = None
    usual_share: float | None = None
    reference_posts: int = 0


@dataclass(frozen=True, slots=True)
class Decomposition:
    """math.fsum of the parts' values is the difference. left_out: cells whose files don't give the figure."""

    parts: tuple[Part, ...]
    difference: float
    left_out: tuple[Place, ...] = ()

    def caused(self, cause: Cause) -> float:
        return math.fsum(part.value for part in self.parts if part.cause == cause)


CHANGED = say("The figures have changed since the goal was judged: look at it again.")
NO_REFERENCE = say("There is nothing before the period to compare with, so the difference can’t be taken apart.")


def of_posts(cells: Iterable[Cell], days: int, actual: float, expected: float) -> Decomposition | Sentence:
    """Of a sum over posts: volume and rate of each cell. days: those judged. A Sentence says why there is none."""
    known, left_out = _known(cells)
    usual = {cell.place: _usual(cell, days) for cell in known}
    total = sum((posts * each for posts, each in usual.values()), Fraction())
    if not _near(sum((_exact(cell.value) for cell in known), Fraction()), actual):
        return CHANGED
    if total <= 0:
        return NO_REFERENCE
    scale = _exact(expected) / total
    parts = [part for cell in known for part in _posts_parts(cell, *usual[cell.place], scale)]
    return Decomposition(_settled(parts, actual - expected), actual - expected, left_out)


def of_counts(cells: Iterable[Cell], days: int, actual: float, expected: float) -> Decomposition | Sentence:
    """Of a number of posts (or of posts a week): each cell against its share of what is expected."""
    known, left_out = _known(cells)
    counted = sum(cell.posts for cell in known)
    if not counted and actual:
        return CHANGED
    scale = _exact(actual) / counted if counted else Fraction(1)
    now = {cell.place: scale * cell.posts for cell in known}
    usual = {cell.place: scale * _usual(cell, days)[0] for cell in known}
    total = sum(usual.values(), Fraction())
    if total <= 0:
        return NO_REFERENCE
    parts = []
    for cell in known:
        wanted = _exact(expected) * usual[cell.place] / total
        seen = Part(*cell.place, "volume", 0.0, cell.posts, float(usual[cell.place] / scale))
        seen = replace(
            seen, each=float(now[cell.place]), expected_each=float(wanted), usual_each=float(usual[cell.place])
        )
        parts.append((replace(seen, reference_posts=cell.usual_posts), now[cell.place] - wanted))
    return Decomposition(_settled(parts, actual - expected), actual - expected, left_out)


def of_platforms(
    now: Mapping[str, float],
    usual: Mapping[str, float],
    actual: float,
    expected: float,
    difference: float | None = None,
) -> Decomposition | Sentence:
    """Of what is not counted by post: each platform against its share of what is expected.

    now     adds up to `actual` (of a level: what it gained)
    usual   in any one unit: only the proportions count; a platform that usually lost has none;
            one alone has all
    difference  as it was judged, where actual and expected were computed from it
    """
    if not _near(sum(map(_exact, now.values()), Fraction()), actual):
        return CHANGED
    weights = {platform: max(_exact(usual.get(platform)), Fraction()) for platform in {*now, *usual}}
    if len(weights) == 1:
        weights = dict.fromkeys(weights, Fraction(1))
    total = sum(weights.values(), Fraction())
    if total <= 0:
        return NO_REFERENCE
    shares = {platform: _exact(expected) * weight / total for platform, weight in weights.items()}
    parts = [
        (
            Part(platform, None, "level", 0.0, each=float(now.get(platform, 0.0)), expected_each=float(share)),
            _exact(now.get(platform)) - share,
        )
        for platform, share in shares.items()
    ]
    apart = actual - expected if difference is None else difference
    return Decomposition(_settled(parts, apart), apart)


def of_rates(cells: Iterable[Cell], actual: float, expected: float) -> Decomposition | Sentence:
    """Of a rate: mix and own rate of each cell."""
    known, left_out = _known(cells)
    bases = [sum((_exact(base) for base in column), Fraction()) for column in _bases(known)]
    base, usual_base = bases
    over = sum((_exact(cell.value) for cell in known), Fraction())
    usual_over = sum((_exact(cell.usual_value) for cell in known if cell.days), Fraction())
    if base <= 0 or not _near(over / base, actual):
        return CHANGED
    if usual_base <= 0 or usual_over <= 0:
        return NO_REFERENCE
    aim = _exact(expected)
    scale = aim * usual_base / usual_over
    parts = [part for cell in known for part in _rate_parts(cell, (base, usual_base), aim, scale)]
    return Decomposition(_settled(parts, actual - expected), actual - expected, left_out)


def shown(parts: Sequence[float], unit: Unit, total: float | None = None) -> tuple[float, ...]:
    """The parts as they are written, rounded so that they add up to the total as it is written (largest remainder).

    total: of figures that stand beside them, such as a rounded actual less a rounded expected; else the parts' own.
    """
    step = STEPS[unit]
    whole = [Decimal(repr(float(part))) / step for part in parts]
    floors = [value.to_integral_value(decimal.ROUND_FLOOR) for value in whole]
    wanted = (Decimal(repr(float(math.fsum(parts) if total is None else total))) / step).to_integral_value()
    more = int(wanted - sum(floors))
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - whole[at], at))
    if parts:
        every, rest = divmod(more, len(parts))
        first = set(order[:rest])
        floors = [floor + every + (at in first) for at, floor in enumerate(floors)]
    return tuple(float(floor * step) for floor in floors)


def as_written(value: float, unit: Unit) -> float:
    """The value rounded as its unit is written."""
    return shown((value,), unit)[0]


def _posts_parts(cell: Cell, posts: Fraction, each: Fraction, scale: Fraction) -> list[tuple[Part, Fraction]]:
    value = _exact(cell.value)
    seen = Part(*cell.place, "volume", 0.0, cell.posts, float(posts), reference_posts=cell.usual_posts)
    seen = replace(seen, each=float(value / cell.posts) if cell.posts else None)
    if not posts:
        return [(seen, value)]
    wanted = scale * each
    seen = replace(seen, expected_each=float(wanted), usual_each=float(each))
    volume = (seen, (cell.posts - posts) * wanted)
    return [volume, (replace(seen, cause="rate"), value - cell.posts * wanted)] if cell.posts else [volume]


def _rate_parts(
    cell: Cell, bases: tuple[Fraction, Fraction], aim: Fraction, scale: Fraction
) -> list[tuple[Part, Fraction]]:
    base, usual_base = _exact(cell.base), _exact(cell.usual_base) if cell.days else Fraction()
    share, usual_share = base / bases[0], usual_base / bases[1]
    own = _exact(cell.value) / base if base else None
    usual = scale * _exact(cell.usual_value) / usual_base if usual_base else own
    if usual is None:
        return []
    seen = Part(*cell.place, "mix", 0.0, cell.posts, each=None if own is None else float(own))
    seen = replace(seen, share=float(share), usual_share=float(usual_share), reference_posts=cell.usual_posts)
    if usual_base:
        seen = replace(seen, expected_each=float(usual), usual_each=float(usual / scale) if scale else None)
    mix = (seen, (share - usual_share) * (usual - aim))
    return [mix, (replace(seen, cause="rate"), share * (own - usual))] if own is not None and usual_base else [mix]


def _usual(cell: Cell, days: int) -> tuple[Fraction, Fraction]:
    """Posts of as many days of the reference, and what one of them brought; nothing where there is no reference."""
    if not cell.days or not cell.usual_posts:
        return Fraction(), Fraction()
    return Fraction(cell.usual_posts * days, cell.days), _exact(cell.usual_value) / cell.usual_posts


def _bases(cells: Sequence[Cell]) -> tuple[list[float | None], list[float | None]]:
    return [cell.base for cell in cells], [cell.usual_base for cell in cells if cell.days]


def _known(cells: Iterable[Cell]) -> tuple[list[Cell], tuple[Place, ...]]:
    """Each place once, and the places whose files don't give the figure: their posts are not posts without any."""
    places: dict[Place, Cell] = {}
    silent: set[Place] = set()
    for cell in cells:
        if cell.value is None and cell.posts:
            silent.add(cell.place)
        else:
            there = places.get(cell.place)
            places[cell.place] = _together(there, cell) if there else cell
    left_out = sorted((place for place in silent if _unseen(places.get(place))), key=_order)
    return [places[place] for place in sorted(places, key=_order) if place not in left_out], tuple(left_out)


def _unseen(cell: Cell | None) -> bool:
    return cell is None or not cell.posts


def _together(one: Cell, other: Cell) -> Cell:
    return replace(
        one,
        posts=one.posts + other.posts,
        value=_sum(one.value, other.value),
        usual_posts=one.usual_posts + other.usual_posts,
        usual_value=_sum(one.usual_value, other.usual_value),
        days=max(one.days, other.days),
        base=_sum(one.base, other.base),
        usual_base=_sum(one.usual_base, other.usual_base),
    )


def _sum(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else one + other


def _order(place: Place) -> tuple[str, str]:
    return place[0], place[1] or ""


def _exact(value: float | None) -> Fraction:
    return Fraction(value) if value is not None else Fraction()


def _near(found: Fraction, stated: float) -> bool:
    return abs(found - _exact(stated)) <= NEAR * max(abs(found), Fraction(1, 1000))


def _settled(parts: list[tuple[Part, Fraction]], difference: float) -> tuple[Part, ...]:
    """In floats, their sum the difference to the last bit; the heaviest first."""
    made = [replace(part, value=float(exact)) for part, exact in parts]
    made.sort(key=lambda part: (-abs(part.value), _order((part.platform, part.media_type)), part.cause))
    for at, part in enumerate(made):
        rest = _rest(made, difference)
        if not rest:
            break
        made[at] = replace(part, value=float(Fraction(part.value) + rest))
    if made and math.fsum(part.value for part in made) != difference:
        made.append(replace(made[0], value=float(_rest(made, difference))))
    return tuple(made)


def _rest(parts: Sequence[Part], difference: float) -> Fraction:
    return Fraction(difference) - sum((Fraction(part.value) for part in parts), Fraction())
