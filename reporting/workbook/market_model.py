"""What the sheets "Competition" and "Audience" show, as values (layer 6)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from reporting.periods import Period

Values = tuple[float | None, ...]
"""A value per window of the report."""


@dataclass(frozen=True, slots=True)
class RivalPage:
    """A tracked page; formulas know it by its number. own: it is the client's."""

    number: int
    name: str
    own: bool
    figures: Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class RivalSet:
    """The pages that are tracked on one network, the client's own among them where it could be told.

    source    the table of their figures: rival_period or rival_post
    counted   by window the days that the figures are of, in how many stretches side by side; () without any
    made_of   what public engagements are made of; () where the export gives one total
    alike     by window, whether the same pages have public engagements as in the period
    """

    number: int
    platform: str
    account: str
    source: str
    pages: tuple[RivalPage, ...]
    counted: tuple[tuple[Period, ...], ...]
    made_of: tuple[str, ...]
    alike: tuple[bool, ...]

    @property
    def own(self) -> RivalPage | None:
        return next((page for page in self.pages if page.own), None)

    def days(self, window: int) -> int | None:
        """Days that the figures are of."""
        return sum(period.days for period in self.counted[window]) or None


@dataclass(frozen=True, slots=True)
class Unfit:
    """An export's period that is not used: it reaches over the edge of the report's, or others cover more days."""

    platform: str
    period: Period


@dataclass(frozen=True, slots=True)
class People:
    """A group of an audience. share: as the platform gives it; people: as counted."""

    label: str
    second: str | None
    share: float | None
    people: float | None


@dataclass(frozen=True, slots=True)
class MakeUp:
    """An audience by one dimension, as observed on a day. stated: the file says the day; else it is the import's."""

    platform: str
    account: str
    group: str
    dimension: str
    observed: dt.date
    stated: bool
    people: tuple[People, ...]


@dataclass(frozen=True, slots=True)
class MarketPart:
    """measures: those with a figure, in the order of the catalog; imports: those behind them.

    periods   the report's windows, whole: exports of pages have days of their own
    """

    sets: tuple[RivalSet, ...] = ()
    unfit: tuple[Unfit, ...] = ()
    makeups: tuple[MakeUp, ...] = ()
    measures: tuple[str, ...] = ()
    imports: tuple[int, ...] = ()
    periods: tuple[Period, ...] = ()
