"""Figures of days, and levels of accounts: what a period holds, and the stretch before it (layer 5, pure)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reporting.metrics.kinds import DAYS_BEFORE
from reporting.periods import Period

Day = tuple[str, int, dt.date, float]
"""Platform, account, day, value; days without a value are not among them."""

RECENT = 28


@dataclass(frozen=True, slots=True)
class Daily:
    """By platform: now, over the days judged (of a level: gained), and usual, a day of the stretch before.

    end     of levels: the sum of the last ones; recent: net a day, over the last RECENT days
    days    of the period that have a value
    """

    now: Mapping[str, float]
    usual: Mapping[str, float]
    end: float = 0.0
    recent: float | None = None
    days: int = 0


def activity(rows: Iterable[Day], period: Period, before: Mapping[str, Period | None]) -> Daily:
    """before: the comparable stretch of each platform. Its usual day is one of those that have a value."""
    now: dict[str, float] = {}
    usual: dict[str, float] = {}
    known: dict[str, set[dt.date]] = {}
    seen: set[dt.date] = set()
    for platform, _, day, value in rows:
        stretch = before[platform]
        if day in period:
            now[platform] = now.get(platform, 0.0) + value
            seen.add(day)
        elif stretch and day in stretch:
            usual[platform] = usual.get(platform, 0.0) + value
            known.setdefault(platform, set()).add(day)
    return Daily(now, {name: total / len(known[name]) for name, total in usual.items()}, days=len(seen))


def levels(rows: Iterable[Day], period: Period, before: Mapping[str, Period | None]) -> Daily:
    """Of the accounts whose level is known at both ends of the period."""
    by_account: dict[tuple[str, int], dict[dt.date, float]] = {}
    for platform, account, day, value in rows:
        by_account.setdefault((platform, account), {})[day] = value
    now: dict[str, float] = {}
    usual: dict[str, float] = {}
    end, recent, seen = 0.0, [], set[dt.date]()
    for (platform, _), days in sorted(by_account.items()):
        inside = [day for day in sorted(days) if day in period]
        if not inside:
            continue
        known = [day for day in days if period.start - dt.timedelta(days=DAYS_BEFORE) <= day < period.start]
        start = max(known, default=inside[0])
        now[platform] = now.get(platform, 0.0) + days[inside[-1]] - days[start]
        end += days[inside[-1]]
        seen.update(inside)
        usual[platform] = usual.get(platform, 0.0) + _net(days, before[platform])
        recent.append(_net(days, Period(period.end - dt.timedelta(days=RECENT), period.end)))
    return Daily(now, usual, end, sum(recent) if recent else None, len(seen))


def _net(days: Mapping[dt.date, float], stretch: Period | None) -> float:
    """A day, between the first and the last known level."""
    known = sorted(day for day in days if stretch and day in stretch)
    if not known or known[0] == known[-1]:
        return 0.0
    return (days[known[-1]] - days[known[0]]) / (known[-1] - known[0]).days
