"""A finding: a sentence that quotes its figures, with n and a grade (layer 5)."""

from dataclasses import dataclass
from typing import Literal

from reporting.errors import Sentence

Grade = Literal["strong", "indicative", "weak"]


@dataclass(frozen=True, slots=True)
class Finding:
    """weight orders findings, higher first; metric and platform: what it is about; n: posts, or days of a level."""

    sentence: Sentence
    grade: Grade
    n: int
    weight: float
    metric: str
    platform: str | None = None
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class LateGoal:
    """A goal that is not where it should be; reason quotes its figures."""

    metric: str
    status: Literal["at_risk", "behind", "missed"]
    reason: Sentence
