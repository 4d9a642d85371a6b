"""What the sheets "Ads and value" and "Work and time" show, as values (layer 6)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from reporting.errors import Sentence
from reporting.periods import Period

Values = tuple[float | None, ...]
"""A value per window of the report."""


@dataclass(frozen=True, slots=True)
class AdGroup:
    """Ads of one platform in one currency; formulas know it by its number.

    figures   by measure; kinds: the column that a measure is read from
    levels    at which exports it was counted in the period; days: the first and last one in it
    """

    number: int
    platform: str
    currency: str | None
    account: str | None
    figures: Mapping[str, Values]
    kinds: Mapping[str, str | None]
    levels: tuple[str, ...] = ()
    days: tuple[dt.date, dt.date] | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign (or what the export names instead) of a group; figures are of the period alone."""

    number: int
    group: AdGroup
    name: str | None
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class AdsPart:
    """spend by currency, over platforms, is the one figure of ads that may be added up.

    periods   of the report's windows, whole where the report's own are cut at the last day of its networks
    """

    groups: tuple[AdGroup, ...]
    campaigns: tuple[Campaign, ...]
    spend: Mapping[str, Values]
    periods: tuple[Period, ...] = ()
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkPlan:
    """A network's calendar against its posts in the period. until: the last day whose posts are known."""

    number: int
    platform: str
    planned: int | None
    published: int | None
    kept: int | None
    drafts: int
    later: int
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Noted:
    """Hours by person or by activity in the period. format: of the posts that an activity names."""

    number: int
    name: str | None
    figures: Mapping[str, float | None]
    format: str | None = None


@dataclass(frozen=True, slots=True)
class WorkPart:
    """Plans against posts, and in the internal version hours; figures by measure over everything."""

    figures: Mapping[str, Values]
    networks: tuple[NetworkPlan, ...] = ()
    activities: tuple[Noted, ...] = ()
    people: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class ValuePart:
    """measures: those with a figure, in the order of the catalog; imports: those behind them."""

    ads: AdsPart | None = None
    work: WorkPart | None = None
    measures: tuple[str, ...] = ()
    imports: tuple[int, ...] = ()
