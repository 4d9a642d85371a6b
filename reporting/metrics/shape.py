"""What a query asks for, resolved against the catalog once, before any SQL is written (layer 4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.catalog.model import Catalog, Metric, PlatformChange
from reporting.errors import QueryError, say
from reporting.metrics.kinds import Ingredient, Plan, Value, plan
from reporting.metrics.model import By, MetricQuery
from reporting.metrics.windows import Window, breaks, columns_read, windows

TIME_SPLITS: tuple[By, ...] = ("day", "week", "month")
ROW_SPLITS: tuple[By, ...] = ("media_type", "post", "hour", "kind", "mention")
"""Splits that only rows of posts, or of comments, reviews and mentions, know."""

NEEDS = {"media_type": "media_type", "post": "post", "hour": "published_at", "kind": "kind", "mention": "mention"}


@dataclass(frozen=True, slots=True)
class Break:
    """A comparison that a change of definition may forbid: it does where a (table, column) of its places has values."""

    metric: Metric
    window: Window
    change: PlatformChange
    places: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"{self.metric.id}{self.window.suffix}__broken_{self.change.id}"


@dataclass(frozen=True, slots=True)
class Shape:
    """plans     of the metrics asked for, in their order
    supported   those that have a figure with these splits and filters
    shown       the windows, now first
    """

    query: MetricQuery
    catalog: Catalog
    plans: tuple[Plan, ...]
    supported: tuple[Plan, ...]
    shown: tuple[Window, ...]
    broken: tuple[Break, ...]

    @property
    def splits(self) -> tuple[By, ...]:
        """What one account is split by."""
        return tuple(by for by in self.query.by if by not in {"platform", "account"})

    @property
    def level_splits(self) -> tuple[By, ...]:
        return tuple(by for by in self.splits if by in TIME_SPLITS)

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.table for part in self.ingredients()))

    def ingredients(self, table: str | None = None) -> tuple[Ingredient, ...]:
        """Each once, those of one table or all."""
        every = {part.name: part for plan_ in self.supported for part in plan_.ingredients}
        return tuple(part for part in every.values() if table is None or part.table == table)

    def values(self, table: str) -> tuple[Value, ...]:
        every = {value.name: value for plan_ in self.supported for value in plan_.values}
        return tuple(value for value in every.values() if value.table == table)

    def added(self, table: str) -> tuple[Ingredient, ...]:
        return tuple(part for part in self.ingredients(table) if part.roll == "sum")

    def levels(self, table: str) -> tuple[Ingredient, ...]:
        return tuple(part for part in self.ingredients(table) if part.roll != "sum")

    def steps(self, table: str) -> tuple[Ingredient, ...]:
        return tuple(part for part in self.ingredients(table) if part.roll == "steps")

    def medians(self, table: str) -> tuple[Plan, ...]:
        return tuple(plan_ for plan_ in self.supported if plan_.figure is None and plan_.tables[0] == table)

    @property
    def median_tables(self) -> tuple[str, ...]:
        return tuple(table for table in self.tables if self.medians(table))

    def watched(self, table: str) -> tuple[str, ...]:
        """Columns whose mere presence decides whether a comparison is allowed."""
        return tuple(sorted({column for item in self.broken for place, column in item.places if place == table}))


def shape(query: MetricQuery, catalog: Catalog) -> Shape:
    """Raises QueryError for an unknown metric, a split that the comparison or no metric allows, an unknown order."""
    _check(query, catalog)
    plans = tuple(plan(catalog.metrics[id_], catalog) for id_ in dict.fromkeys(query.metrics))
    supported = tuple(plan_ for plan_ in plans if _fits(plan_, query, catalog))
    if not supported:
        raise QueryError(
            say("None of these figures can be split or filtered this way: {metrics}.", metrics=query.metrics),
            why=say("Figures by day of activity and levels are not known by post, format or hour."),
            todo=say("Ask by platform, account, day, week or month, or take figures of posts."),
        )
    shown = windows(query)
    return Shape(query, catalog, plans, supported, shown, _broken(supported, shown, catalog))


def _check(query: MetricQuery, catalog: Catalog) -> None:
    for id_ in query.metrics:
        if id_ not in catalog.metrics:
            raise QueryError(
                say("There is no metric “{metric}”.", metric=id_),
                todo=say("Known are: {metrics}.", metrics=sorted(catalog.metrics)),
            )
    if not query.metrics:
        raise QueryError(say("No metric was asked for."), todo=say("Name at least one metric."))
    if query.compare and any(by in TIME_SPLITS for by in query.by):
        raise QueryError(
            say("A comparison can’t be split by day, week or month."),
            why=say("The days of two periods are not the same days."),
            todo=say("Leave out the comparison, or ask for each period by itself."),
        )
    if query.order_by and query.order_by not in {*query.metrics, *query.by}:
        raise QueryError(
            say("The result can’t be ordered by “{name}”.", name=query.order_by),
            todo=say("Order by one of: {names}.", names=(*query.by, *query.metrics)),
        )


def _fits(plan_: Plan, query: MetricQuery, catalog: Catalog) -> bool:
    if plan_.is_level and any(by in (*ROW_SPLITS, "weekday") for by in query.by):
        return False
    known = catalog.tables[plan_.tables[0]].columns
    splits_known = all(NEEDS[by] in known for by in query.by if by in ROW_SPLITS)
    period_whole = plan_.tables[0] != "account_period" or not any(by in (*TIME_SPLITS, "weekday") for by in query.by)
    labels_known = not query.labels or "caption" in known
    return splits_known and period_whole and labels_known and (not query.media_types or "media_type" in known)


def _broken(plans: Iterable[Plan], shown: tuple[Window, ...], catalog: Catalog) -> tuple[Break, ...]:
    now, *compared = shown
    every = (
        Break(plan_.metric, window, change, _places(change, plan_, catalog))
        for plan_ in plans
        for window in compared
        for change in breaks(plan_.metric, now, window, catalog)
    )
    return tuple(item for item in every if item.places)


def _places(change: PlatformChange, plan_: Plan, catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Where the metric reads what the change broke. Levels are left out: no platform has redefined its followers."""
    read = set(change.columns) & columns_read(plan_.metric, change.platform, catalog)
    tables = dict.fromkeys(part.table for part in plan_.ingredients if part.roll == "sum")
    return tuple((table, name) for table in tables for name in catalog.tables[table].columns if name in read)
