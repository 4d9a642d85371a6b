"""Axes that start at zero and end on a round number, and labels that do not lie on one another (layer 6)."""

import math
from collections.abc import Sequence

_NOTHING = 1e-9
"""No figure is as small: below it, floats lose the digits that a step of the axis needs."""

_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def round_top(values: Sequence[float]) -> float:
    """The smallest of 1, 1.5, 2 … 10 times a power of ten that holds every value; 1 where all are nothing."""
    highest = max(values, default=0)
    if highest < _NOTHING:
        return 1
    power = 10.0 ** math.floor(math.log10(highest))
    return next(step * power for step in _STEPS if step * power >= highest * (1 - 1e-12))


def spread(wanted: Sequence[float], gap: float, top: float) -> list[float]:
    """Positions at least `gap` apart and at most `top`, each as near to the wanted one as a push from below gives.

    Shape: one position per wanted one. Too many for the room keeps the gap and leaves the room downwards.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed: list[float] = []
    for i in order:
        placed.append(max(wanted[i], placed[-1] + gap) if placed else wanted[i])
    limit = top
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - gap
    result = [0.0] * len(wanted)
    for at, i in enumerate(order):
        result[i] = placed[at]
    return result
