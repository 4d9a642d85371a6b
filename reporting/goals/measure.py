"""What the store says of goals: their figures so far, day by day, and what they grow from (layer 5).

All goals of a client are read from the same cells: one statement a table, whatever their number. Medians, changes
between known levels and figures of whole periods take one statement for each metric, stretch of days and scope.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reporting.catalog.model import Catalog, Metric
from reporting.goals.figures import BY_ROWS, Reading, by_day, levels_by_account, merged, reading, scoped
from reporting.goals.kinds import RULES
from reporting.goals.landing import HISTORY_DAYS
from reporting.goals.model import Goal, Series
from reporting.goals.scoping import content_filters
from reporting.metrics.cells import Cells, cells, imports_by_cell
from reporting.metrics.engine import Engine
from reporting.metrics.kinds import DAYS_BEFORE, plan
from reporting.metrics.model import By, ContentFilter, MetricQuery
from reporting.metrics.run import run
from reporting.periods import Period
from reporting.warehouse.coverage import Covered
from reporting.warehouse.labels import ContentLabel

PAUSE_DAYS = 7
"""Posts come with pauses: of a period that is over, a last post in its last week covers it to the end."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the store says of a goal, from the first day of its period to `to`, the last day that is covered.

    value          the figure over these days; start: the level before them (of level goals without a baseline)
    over, under    the figure day by day, history included: the amounts, or the levels; of a quotient its two halves
    counted        of a quotient both halves over the days of the period up to `to`
    base           the figure of the period that growth is measured against, base_period
    """

    value: float | None
    to: dt.date | None
    start: float | None = None
    imports: tuple[int, ...] = ()
    over: Series | None = None
    under: Series | None = None
    counted: tuple[float, float] | None = None
    base: float | None = None
    base_period: Period | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What goals of one client are measured on. today: in the client's time zone."""

    engine: Engine
    catalog: Catalog
    covered: Sequence[Covered]
    today: dt.date
    labels: Sequence[ContentLabel] = ()


@dataclass(slots=True)
class _Read:
    """Cells of the goals of one set of labels, and figures by rows as far as they were asked."""

    tables: Mapping[str, Cells]
    imports: Mapping[str, Cells]
    figures: dict[object, Mapping[str, float | None]] = field(default_factory=dict)


def measure_all(goals: Sequence[Goal], ground: Ground) -> list[Measured]:
    """In the order of the goals, which are all of one client."""
    groups: dict[tuple[ContentFilter, ...], list[Goal]] = {}
    for goal in goals:
        groups.setdefault(content_filters(goal.scope, ground.labels, goal.client_id), []).append(goal)
    found: dict[int, Measured] = {}
    for filters, group in groups.items():
        read = _Read(*_cells(group, filters, ground))
        found |= {id(goal): _Measuring(goal, filters, read, ground).measured() for goal in group}
    return [found[id(goal)] for goal in goals]


def measure(goal: Goal, ground: Ground) -> Measured:
    return measure_all([goal], ground)[0]


def _cells(
    goals: Sequence[Goal], filters: tuple[ContentFilter, ...], ground: Ground
) -> tuple[Mapping[str, Cells], Mapping[str, Cells]]:
    """Those of posts by format too, those of days; and which imports lie in them within the periods."""
    catalog = ground.catalog
    metrics = dict.fromkeys(goal.metric for goal in goals)
    plans = [plan(catalog.metrics[one], catalog) for one in metrics]
    tables = {one.metric.id: one.tables[0] for one in plans}
    usable = [one for one in plans if one.metric.kind not in BY_ROWS and one.tables[0] != "account_period"]
    last = max(min(goal.period.end, max(ground.today, goal.period.start)) for goal in goals)
    bases = [goal.baseline_period.start for goal in goals if goal.baseline_period]
    first = min(goal.period.start for goal in goals)
    span = Period(min([first - dt.timedelta(days=HISTORY_DAYS), *bases]), last)
    parts = []
    for wide in (True, False):
        wanted = [one.metric.id for one in usable if ("media_type" in catalog.tables[one.tables[0]].columns) is wide]
        if wanted:
            query = MetricQuery(tuple(wanted), goals[0].client_id, span, labels=filters)
            parts.append(cells(query, ground.engine, catalog))
    imports = {}
    for table in dict.fromkeys(tables.values()):
        wanted = [id_ for id_, own in tables.items() if own == table]
        query = MetricQuery(tuple(wanted), goals[0].client_id, Period(first, last), labels=filters)
        imports[table] = imports_by_cell(query, ground.engine, catalog, table)
    return merged(parts), imports


class _Measuring:
    """One goal on the cells of its group."""

    def __init__(self, goal: Goal, filters: tuple[ContentFilter, ...], read: _Read, ground: Ground) -> None:
        self.goal, self.filters, self.read, self.ground = goal, filters, read, ground
        self.metric: Metric = ground.catalog.metrics[goal.metric]
        self.rule = ground.catalog.goal_kinds[goal.kind].rule
        self.table = plan(self.metric, ground.catalog).tables[0]
        by_rows = self.metric.kind in BY_ROWS or self.table not in read.tables
        self.reading: Reading | None = (
            None if by_rows else reading(self.metric, ground.catalog, read.tables, goal.scope)
        )

    def measured(self) -> Measured:
        period = self.goal.period
        given = self._platforms_giving(period)
        covered = [one for one in self.ground.covered if not given or one.platform in given]
        to = covered_to(self.goal, self.metric, self.table, covered, self.ground.today)
        if to is None:
            return Measured(None, None)
        imports = self._imports(period.start, to)
        if RULES[self.rule].grows:
            return self._level(to, imports)
        value = self._value(period.start, to)
        over, under = self._series(to)
        counted = _counted(over, under, period.start, to) if over and under else None
        base, base_period = self._base() if RULES[self.rule].over_base else (None, None)
        return Measured(value, to, None, imports, over, under, counted, base, base_period)

    def _platforms_giving(self, period: Period) -> frozenset[str]:
        """A platform that never gives the figure must not hold its goal back; none: it can't be told."""
        if self.reading:
            return self.reading.between(period.start, period.end).platforms_known()
        return frozenset(name for name, value in self._asked(period, "platform").items() if value is not None)

    def _value(self, first: dt.date, last: dt.date) -> float | None:
        if self.reading:
            return self.reading.value(first, last)
        found = self._asked(Period(first, last), None)[""]
        return None if found is None else float(found)

    def _asked(self, period: Period, by: By | None) -> Mapping[str, float | None]:
        """A figure by rows, each asked once: by network, by day, or whole under the key ""."""
        key = (self.metric.id, period.start, period.end, self.goal.scope, by)
        if key not in self.read.figures:
            scope = self.goal.scope
            query = MetricQuery(
                (self.metric.id,),
                self.goal.client_id,
                period,
                by=(by,) if by else (),
                platforms=scope.platforms,
                accounts=scope.accounts,
                media_types=scope.media_types,
                labels=self.filters,
            )
            result = run(query, self.ground.engine, self.ground.catalog)
            names = [str(one) for one in result.column(by)] if by else [""]
            self.read.figures[key] = dict(zip(names, result.column(self.metric.id), strict=True))
        return self.read.figures[key]

    def _imports(self, first: dt.date, last: dt.date) -> tuple[int, ...]:
        inside = scoped(self.read.imports[self.table], self.goal.scope, self.metric).between(first, last)
        return tuple(sorted({id_ for ids in inside.imports for id_ in ids}))

    def _series(self, to: dt.date) -> tuple[Series | None, Series | None]:
        """Amounts of each day, or the two halves of a quotient; nothing for medians."""
        first = self.goal.period.start - dt.timedelta(days=HISTORY_DAYS)
        quiet = None if self.table in ("account_day", "web_day") else self.goal.period.start
        if self.reading is None:
            return (self._changes(first, to), None) if self.metric.kind == "change" else (None, None)
        main = self.reading.main
        if self.reading.halves:
            top, base = (by_day(main, main.values[name], first, to, quiet_from=quiet) for name in self.reading.halves)
            return top, base
        match self.reading.kind:
            case "last":
                return by_day(main, self.reading.known, first, to, quiet_from=None), None
            case "per_level":
                over = self.ground.catalog.metrics[self.metric.over or ""]
                top = by_day(main, main.values[over.id], first, to, quiet_from=quiet)
                return _scaled(top, self.reading.value(self.goal.period.start, to), self.goal.period.start, to), None
            case "per_week":
                top = by_day(main, self.reading.known, first, to, quiet_from=quiet)
                return top, Series(top.first, tuple(None if one is None else 1 / 7 for one in top.values))
            case _:
                return by_day(main, self.reading.known, first, to, quiet_from=quiet), None

    def _changes(self, first: dt.date, to: dt.date) -> Series:
        known = self._asked(Period(first, to), "day")
        days = (first + dt.timedelta(days=at) for at in range((to - first).days + 1))
        return Series(first, tuple(known.get(str(day)) for day in days))

    def _level(self, to: dt.date, imports: tuple[int, ...]) -> Measured:
        """From the week before the period on: an account counts with both its ends known."""
        if self.reading is None:
            return Measured(None, to)
        start = self.goal.period.start
        near = self.reading.between(start - dt.timedelta(days=DAYS_BEFORE), to)
        ends = [ends_of(days, start) for days in levels_by_account(near.main, near.known).values()]
        known = [pair for pair in ends if pair is not None]
        over, _ = self._series(to)
        if not known:
            return Measured(None, to, imports=imports, over=over)
        first, last = (float(sum(values)) for values in zip(*known, strict=True))
        return Measured(last, to, first, imports, over)

    def _base(self) -> tuple[float | None, Period | None]:
        """The period that was named, else the same of last year, else the one before."""
        period = self.goal.period
        named = (self.goal.baseline_period,) if self.goal.baseline_period else (period.year_before(), period.previous())
        for one in named:
            value = self._value(one.start, one.end) if self._is_covered(one) else None
            if value is not None:
                return value, one
        return None, None

    def _is_covered(self, period: Period) -> bool:
        """Every network that gives the figure now has days from its first to its last."""
        given = self._platforms_giving(self.goal.period)
        spans = [one for one in self.ground.covered if one.table == self.table and one.platform in given]
        return bool(spans) and all(one.first <= period.start and one.last >= period.end for one in spans)


def covered_to(goal: Goal, metric: Metric, table: str, covered: Sequence[Covered], today: dt.date) -> dt.date | None:
    """The day up to which every platform with data in the period is covered: the earliest of their last days."""
    scope = goal.scope.platforms
    ends = [
        min(_reaches(one, covered, goal.period, today), goal.period.end, max(today, goal.period.start))
        for one in covered
        if one.table == table
        and (not scope or one.platform in scope)
        and (not metric.platforms or one.platform in metric.platforms)
    ]
    return min((end for end in ends if end >= goal.period.start), default=None)


def _reaches(one: Covered, covered: Sequence[Covered], period: Period, today: dt.date) -> dt.date:
    """Of posts, the last post's day is not the last day looked at.

    Days of the same platform's account that were imported no later than the posts show that time went on without posts.
    """
    if one.table != "post":
        return one.last
    days = [other.last for other in covered if other.platform == one.platform and other.table == "account_day"]
    last = max((min(day, one.imported) for day in days), default=one.last)
    paused = today > period.end and one.imported > period.end
    in_last_week = paused and one.last >= period.end - dt.timedelta(days=PAUSE_DAYS - 1)
    return max(one.last, last, *([period.end] if in_last_week else []))


def ends_of(days: Sequence[tuple[dt.date, float]], start: dt.date) -> tuple[float, float] | None:
    """The last level before the period (else the first inside it) and the last one inside it."""
    inside = [value for day, value in days if day >= start]
    before = [value for day, value in days if day < start]
    return ((before[-1] if before else inside[0]), inside[-1]) if inside else None


def _counted(over: Series, under: Series, first: dt.date, last: dt.date) -> tuple[float, float]:
    days = [first + dt.timedelta(days=at) for at in range((last - first).days + 1)]
    pairs = [(over.on(day), under.on(day)) for day in days]
    return sum(top or 0.0 for top, _ in pairs), sum(base or 0.0 for _, base in pairs)


def _scaled(amounts: Series, value: float | None, first: dt.date, last: dt.date) -> Series | None:
    """Amounts in the unit of the quotient over a level that stands still."""
    total = sum(_inside(amounts, first, last))
    if not value or not total:
        return None
    return Series(amounts.first, tuple(None if one is None else one * value / total for one in amounts.values))


def _inside(series: Series, first: dt.date, last: dt.date) -> Iterable[float]:
    return (series.on(first + dt.timedelta(days=at)) or 0.0 for at in range((last - first).days + 1))
