"""What a key figure is held against beside its own earlier periods (layer 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.periods import Period


@dataclass(frozen=True, slots=True)
class Baseline:
    """The days before the period, and by metric what they make of as many days as the period has.

    A metric that can't be held against them fairly is not there. imports: behind the values
    """

    period: Period
    days: int
    values: Mapping[str, float] = field(default_factory=dict)
    imports: tuple[int, ...] = ()
