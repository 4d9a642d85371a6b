"""Figures of a goal put together from cells, as metrics/kinds.py puts them together from accounts (layer 5)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reporting.catalog.model import Catalog, Metric
from reporting.goals.model import Scope, Series
from reporting.metrics.cells import Cells, Numbers
from reporting.metrics.kinds import plan

BY_ROWS = frozenset({"median", "change"})
"""Kinds of metrics that depend on more than cells."""

Tables = Mapping[str, Cells]


@dataclass(frozen=True, slots=True)
class Reading:
    """A metric within a scope: its cells by table, already cut to the accounts, networks and formats that count."""

    metric: Metric
    catalog: Catalog
    tables: Tables

    @property
    def kind(self) -> str:
        """The metric's, with quotients over a level told apart."""
        under = self.catalog.metrics[self.metric.under or ""] if self.metric.kind == "ratio" else None
        return "per_level" if under and under.kind == "last" else self.metric.kind

    @property
    def main(self) -> Cells:
        """Those of the table that says how far the figure is covered."""
        return self.tables[plan(self.metric, self.catalog).tables[0]]

    @property
    def known(self) -> Numbers:
        """Of each of these cells what tells that the figure is provided."""
        return self.main.values[plan(self.metric, self.catalog).known]

    @property
    def halves(self) -> tuple[str, str] | None:
        """The two ingredients of a quotient."""
        one = self.metric.id
        return {"ratio": (f"{one}__over", f"{one}__under"), "daily_mean": (f"{one}__sum", f"{one}__n")}.get(self.kind)

    def between(self, first: dt.date, last: dt.date) -> "Reading":
        return Reading(
            self.metric, self.catalog, {name: cells.between(first, last) for name, cells in self.tables.items()}
        )

    def value(self, first: dt.date, last: dt.date) -> float | None:
        """The figure of these days; None is not provided."""
        inside = self.between(first, last)
        if self.halves:
            several = self.kind == "daily_mean" and len(inside.accounts_known()) > 1
            top, base = (_total(inside.main.values[name]) for name in self.halves)
            return None if several else _divided(top, base)
        match self.kind:
            case "per_level":
                return inside.per_level()
            case "last":
                return inside.level()
            case "per_week":
                total = _total(inside.known)
                return None if total is None else total * 7 / ((last - first).days + 1)
            case _:
                return _total(inside.known)

    def accounts_known(self) -> frozenset[int]:
        return frozenset(int(one) for one in np.unique(self.main.accounts[np.isfinite(self.known)]))

    def platforms_known(self) -> frozenset[str]:
        return frozenset(str(one) for one in set(self.main.platforms[np.isfinite(self.known)]))

    def level(self) -> float | None:
        ends = levels_by_account(self.main, self.known)
        people = any(self.catalog.columns[name].aggregate == "never" for part in self.metric.parts for name in part)
        if not ends or (people and len(ends) > 1):
            return None
        return float(sum(days[-1][1] for days in ends.values()))

    def per_level(self) -> float | None:
        """A sum over a level, of the accounts where both are known."""
        over, under = (self.catalog.metrics[id_ or ""] for id_ in (self.metric.over, self.metric.under))
        tops = sums_by_account(self.main, self.main.values[over.id])
        cells = self.tables[under.table or ""]
        ends = {account: days[-1][1] for account, days in levels_by_account(cells, cells.values[under.id]).items()}
        both = tops.keys() & ends.keys()
        return _divided(sum(tops[one] for one in both), sum(ends[one] for one in both)) if both else None


def reading(metric: Metric, catalog: Catalog, tables: Tables, scope: Scope) -> Reading:
    return Reading(metric, catalog, {name: scoped(cells, scope, metric) for name, cells in tables.items()})


def scoped(cells: Cells, scope: Scope, metric: Metric) -> Cells:
    """Cut to the scope, and to the networks where the metric means something; formats are known of posts only."""
    wanted = np.ones(len(cells.days), dtype=bool)
    for names in (scope.platforms, metric.platforms):
        if names:
            wanted &= np.isin(cells.platforms.astype(str), names)
    if scope.accounts:
        wanted &= np.isin(cells.accounts, scope.accounts)
    if scope.media_types and any(one is not None for one in cells.media_types):
        wanted &= np.isin(cells.media_types.astype(str), scope.media_types)
    return cells.only(wanted)


def levels_by_account(cells: Cells, values: Numbers) -> dict[int, list[tuple[dt.date, float]]]:
    """Known levels of each account in the order of their days."""
    found: dict[int, list[tuple[dt.date, float]]] = {}
    order = np.argsort(cells.days, kind="stable")
    for at in order[np.isfinite(values[order])]:
        found.setdefault(int(cells.accounts[at]), []).append(
            (dt.date.fromordinal(int(cells.days[at])), float(values[at]))
        )
    return found


def sums_by_account(cells: Cells, values: Numbers) -> dict[int, float]:
    known = np.isfinite(values)
    return {int(one): float(values[known & (cells.accounts == one)].sum()) for one in np.unique(cells.accounts[known])}


ENOUGH_DAYS = 56
"""A network that was added later is waited for if so many days are left with all of them."""


def by_day(
    cells: Cells, values: Numbers, first: dt.date, last: dt.date, *, quiet_from: dt.date | None = None
) -> Series:
    """Sums of each day.

    quiet_from   rows are there only where something happened: from this day on, and before it from the day on which
                 every network has begun, a day without one is a day with nothing. Without it an account that has days
                 before and after, and none on this day, leaves the day unknown
    """
    count = (last - first).days + 1
    known = np.isfinite(values)
    places, accounts = cells.days[known] - first.toordinal(), cells.accounts[known]
    inside = (places >= 0) & (places < count)
    places, accounts, given = places[inside], accounts[inside], values[known][inside]
    platforms = cells.platforms[known][inside]
    sums = np.bincount(places, weights=given, minlength=count)
    if quiet_from:
        firsts = [int(places[platforms == one].min()) for one in set(platforms)]
        early = [one for one in firsts if count - one >= ENOUGH_DAYS] or [min(firsts, default=count)]
        begun = min(max(early), (quiet_from - first).days)
        return Series(first, tuple(None if at < begun else float(sums[at]) for at in range(count)))
    there, due = np.zeros(count, dtype=int), np.zeros(count, dtype=int)
    for account in np.unique(accounts):
        own = np.unique(places[accounts == account])
        there[own] += 1
        due[own[0] : own[-1] + 1] += 1
    whole = (there == due) & (there > 0)
    return Series(first, tuple(float(total) if ok else None for total, ok in zip(sums, whole, strict=True)))


def _total(values: Numbers) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.sum()) if len(known) else None


def _divided(top: float | None, base: float | None) -> float | None:
    return None if top is None or not base else top / base


def merged(parts: Sequence[Tables]) -> dict[str, Cells]:
    """The cells of several statements; a table that stands in two keeps the columns of both."""
    found: dict[str, Cells] = {}
    for tables in parts:
        for name, cells in tables.items():
            found[name] = cells if name not in found else _beside(found[name], cells)
    return found


def _beside(one: Cells, other: Cells) -> Cells:
    """Rows of both, the columns of either NaN in the rows of the other: a sum or a last known value skips them."""
    names = {*one.values, *other.values}
    empty = [np.full(len(cells.days), np.nan) for cells in (one, other)]
    return Cells(
        np.concatenate([one.accounts, other.accounts]),
        np.concatenate([one.platforms, other.platforms]),
        np.concatenate([one.days, other.days]),
        np.concatenate([one.media_types, other.media_types]),
        {name: np.concatenate([one.values.get(name, empty[0]), other.values.get(name, empty[1])]) for name in names},
    )
