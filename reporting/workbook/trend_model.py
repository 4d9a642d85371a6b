"""How each key figure went, month by month or week by week (layer 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.periods import Period


@dataclass(frozen=True, slots=True)
class Course:
    """Whole months or weeks in their order, and by metric a value for each of them.

    None where nothing is known, or where a platform has since changed what it counts. imports: behind the values
    """

    steps: tuple[Period, ...] = ()
    values: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)
    imports: tuple[int, ...] = ()
