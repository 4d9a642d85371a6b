"""A finding: a sentence that quotes its figures, with n and a grade (layer 5)."""

from dataclasses import dataclass
from typing import Literal

from reporting.errors import Sentence

Grade = Literal["strong", "indicative", "weak"]


@dataclass(frozen=True, slots=True)
class Finding:
    """weight orders findings, higher first; metric and platform: what it is about; n: posts, or days of a level.

    rule    which rule found it
    goal    number of the goal that it is about
    """

    sentence: Sentence
    grade: Grade
    n: int
    weight: float
    metric: str
    platform: str | None = None
    good: bool | None = None
    rule: str = ""
    goal: int | None = None

    @property
    def key(self) -> str:
        """What stays the same when its figures change: an author's words about it are kept under this."""
        about = (self.rule, self.metric, self.platform, self.goal)
        return "|".join("" if part is None else str(part) for part in about)


@dataclass(frozen=True, slots=True)
class LateGoal:
    """A goal that is not where it should be; reason quotes its figures."""

    goal: int
    metric: str
    status: Literal["at_risk", "behind", "missed"]
    reason: Sentence
