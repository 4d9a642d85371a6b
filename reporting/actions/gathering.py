"""Everything that one report shows, each thing asked for once (layer 7)."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.actions.authoring import passage_list
from reporting.actions.desk import Desk
from reporting.actions.figures import figures, ranked_posts
from reporting.actions.findings import findings
from reporting.actions.report_baseline import baseline_part
from reporting.actions.report_data import DAYS, Extent, data_tables
from reporting.actions.report_market import Market, market_part
from reporting.actions.report_reputation import cautions, item_days, reputation_part, watched_accounts
from reporting.actions.report_trend import trend_part
from reporting.actions.report_value import Asked, value_part
from reporting.actions.standings import standings
from reporting.catalog.model import Catalog, PlatformChange, Readers, Recipe
from reporting.errors import QueryError, say
from reporting.goals.model import Standing
from reporting.language import Language
from reporting.metrics.model import By, MetricQuery, Result
from reporting.metrics.windows import change_days
from reporting.periods import Comparison, Period, month
from reporting.warehouse.clients import accounts, client_with
from reporting.warehouse.coverage import Covered, coverage
from reporting.warehouse.imports import imports
from reporting.warehouse.model import Account, Client, Import
from reporting.warehouse.stated import controls
from reporting.workbook.model import (
    Cell,
    ControlTotal,
    DataTable,
    Figure,
    Freshness,
    RankedPost,
    ReportInput,
    Window,
    WindowId,
)
from reporting.workbook.sheets.content import ranking_metric
from reporting.workbook.trend_model import Course

VERSION = "v1"
_TOP, _BOTTOM = 10, 5
_MONTHS = 13
_WINDOWS: dict[Comparison, WindowId] = {"previous": "previous", "year": "last_year"}
_SUFFIXES: dict[WindowId, str] = {"period": "", "previous": "__previous", "last_year": "__year"}


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """Which report: of whom, of when, in which recipe.

    lang        None: the client's
    compare     None: as the recipe says
    readers     whom it is for; None: as the recipe says
    """

    client_id: int
    period: Period
    lang: Language | None = None
    recipe: str = "monthly"
    compare: tuple[Comparison, ...] | None = None
    readers: Readers | None = None


class Gathering:
    """Asks for everything that one report shows, each thing once."""

    def __init__(self, desk: Desk, query: ReportQuery) -> None:
        """Raises ConflictError for a client that does not exist, QueryError for a recipe that does not."""
        self._desk, self._query, self._period = desk, query, query.period
        recipe = self._recipe = _recipe(desk.catalog, query.recipe)
        self._compare = recipe.compare if query.compare is None else query.compare
        with desk.store.read() as cur:
            self._client: Client = client_with(cur, query.client_id)
            self._accounts: Sequence[Account] = accounts(cur, query.client_id)
            self._names = {account.id: account.name for account in self._accounts}
            self._covered: Sequence[Covered] = coverage(cur, query.client_id, desk.catalog.networks)
            self._imports: Sequence[Import] = imports(cur, query.client_id)
        last = max((one.last for one in self._covered), default=None)
        self._until = last if last is not None and self._period.start <= last < self._period.end else None
        shown = {metric for sheet in recipe.sheets for metric in sheet.metrics}
        self._metrics = tuple(metric for metric in desk.catalog.metrics if metric in shown)

    def report(self) -> ReportInput:
        whole = self._figures(())
        split = self._figures(("platform",))
        windows = self._windows(whole)
        months = _months(self._period)
        days = Period(min(months[0].start, *(window.period.start for window in windows)), windows[0].period.end)
        written = self._query.lang or self._client.language
        zone = zoneinfo.ZoneInfo(self._client.timezone)
        now = dt.datetime.now(zone)
        judged = standings(self._desk, self._client.id, self._period, now.date())
        items = item_days(windows[0].period, [window.period for window in windows])
        watched = watched_accounts(self._desk, self._client.id, windows[0].period)
        extent = Extent(self._client.id, written, days, items, watched)
        data = data_tables(self._desk, extent, self._measured(judged))
        best, weakest = self._ranked()
        reputation = reputation_part(self._desk, self._client, windows[0].period)
        shown = (*_values(whole, windows, self._metrics), *_values(split, windows, self._metrics))
        readers = self._query.readers or self._recipe.readers
        asked = Asked(self._period, windows, now.date(), readers, written)
        value, rows = value_part(self._desk, self._accounts, self._covered, shown, asked)
        around = Market(self._client, self._accounts, self._recipe, self._period, windows, written)
        market, tracked = market_part(self._desk, around)
        baseline = baseline_part(self._desk, self._client.id, windows[0].period, self._metrics)
        course = self._course(windows[0].period)
        return ReportInput(
            client=self._client,
            lang=written,
            catalog=self._desk.catalog,
            recipe=self._recipe,
            readers=readers,
            period=self._period,
            windows=windows,
            generated_at=now,
            prepared_by=self._desk.person.name,
            version=VERSION,
            accounts=self._names,
            data=(*data, *rows, *tracked),
            figures=shown,
            value=value,
            market=market,
            standings=tuple(judged),
            findings=tuple(findings(self._desk, self._client.id, self._period, self._until)),
            passages=tuple(passage_list(self._desk, self._client.id, self._period)),
            top=best,
            bottom=weakest,
            freshness=self._freshness(data, windows[0].period),
            imports=self._behind((whole, split), (*value.imports, *market.imports, *baseline.imports, *course.imports)),
            controls=self._controls(windows[0].period),
            changes=self._changes(windows),
            notes=tuple(dict.fromkeys((*whole.notes, *split.notes, *cautions(reputation)))),
            until=self._until,
            months=_with_data(months, data),
            days=days,
            reputation=reputation,
            baseline=baseline,
            course=course,
        )

    def _course(self, period: Period) -> Course:
        """Of the key figures, where the recipe has a sheet of them."""
        metrics = next((sheet.metrics for sheet in self._recipe.sheets if sheet.kind == "kpis"), ())
        return trend_part(self._desk, self._client.id, self._period, period.end, metrics) if metrics else Course()

    def _measured(self, judged: Sequence[Standing]) -> tuple[str, ...]:
        """The metrics that formulas read: those of the sheets, and those of the goals."""
        shown = {*self._metrics, *(one.goal.metric for one in judged)}
        return tuple(metric for metric in self._desk.catalog.metrics if metric in shown)

    def _figures(self, by: tuple[By, ...]) -> Result:
        query = MetricQuery(
            self._metrics,
            self._client.id,
            self._period,
            by=by,
            compare=self._compare,
            until=self._until,
        )
        return figures(self._desk, query)

    def _windows(self, result: Result) -> tuple[Window, ...]:
        now = self._period.until(self._until) if self._until else self._period
        # Of a year the period before and the year before are the same: it is shown once.
        compared = {
            result.compared[name]: Window(_WINDOWS[name], result.compared[name]) for name in reversed(self._compare)
        }
        return (Window("period", now), *reversed(compared.values()))

    def _ranked(self) -> tuple[tuple[RankedPost, ...], tuple[RankedPost, ...]]:
        """The best posts and the weakest; none stands in both."""
        metric = ranking_metric(self._recipe)
        result = ranked_posts(self._desk, self._client.id, self._period, metric, limit=None)
        posts = [_ranked_post(row, row[metric], self._names) for row in result.records()]
        best = posts[: min(_TOP, -(-len(posts) // 2))]
        rest = posts[len(best) :]
        return tuple(best), tuple(reversed(rest[-_BOTTOM:]))

    def _freshness(self, data: Sequence[DataTable], period: Period) -> tuple[Freshness, ...]:
        found = []
        for platform, known in self._desk.catalog.theme.platforms.items():
            covered = [one for one in self._covered if one.platform == platform]
            if covered:
                first, last = min(one.first for one in covered), max(one.last for one in covered)
                missing = _missing_days(data, known.label, period)
                found.append(Freshness(platform, first, last, max(one.imported for one in covered), missing))
        return tuple(found)

    def _behind(self, results: Sequence[Result], others: Sequence[int]) -> tuple[Import, ...]:
        used = {id_ for result in results for id_ in result.imports} | set(others)
        return tuple(one for one in sorted(self._imports, key=lambda one: one.id) if one.id in used)

    def _controls(self, period: Period) -> tuple[ControlTotal, ...]:
        with self._desk.store.read() as cur:
            found = controls(cur, self._desk.catalog, self._client.id, period.start, period.end)
        return tuple(
            ControlTotal(one.platform, one.account, one.column, Period(one.first, one.last), one.stated, one.ours)
            for one in found
        )

    def _changes(self, windows: Sequence[Window]) -> tuple[PlatformChange, ...]:
        first = min(window.period.start for window in windows)
        last = max(window.period.end for window in windows)
        known = {one.platform for one in self._covered}
        found = []
        for one in self._desk.catalog.changes:
            begins, ends = change_days(one)
            if one.platform in known and begins <= last and ends >= first:
                found.append(one)
        return tuple(found)


def _recipe(catalog: Catalog, id_: str) -> Recipe:
    if id_ in catalog.recipes:
        return catalog.recipes[id_]
    raise QueryError(
        say("There is no report recipe “{recipe}”.", recipe=id_),
        todo=say("Known are: {recipes}.", recipes=sorted(catalog.recipes)),
    )


def _ranked_post(row: Mapping[str, Any], value: float, names: Mapping[int, str]) -> RankedPost:
    return RankedPost(
        platform=row["platform"],
        account=names.get(row["account"], ""),
        day=row["day"],
        media_type=row["media_type"],
        text=row["caption"] or row["title"],
        link=row["permalink"],
        value=value,
        percentile=row["percentile"],
    )


def _values(result: Result, windows: Sequence[Window], metrics: Sequence[str]) -> list[Figure]:
    """A figure per metric and row of the result, a value per window."""
    found = []
    for row in result.records():
        for metric in metrics:
            values = tuple(row[f"{metric}{_SUFFIXES[window.id]}"] for window in windows)
            found.append(Figure(metric, row.get("platform"), values))
    return found


def _months(period: Period) -> tuple[Period, ...]:
    """Thirteen, the period's last one included: a year, and the same month a year before."""
    last = 12 * period.end.year + period.end.month - 1
    return tuple(month(at // 12, at % 12 + 1) for at in range(last - _MONTHS + 1, last + 1))


def _with_data(months: Sequence[Period], data: Sequence[DataTable]) -> tuple[Period, ...]:
    """From the first month of which there is any row."""
    first = min((row[0] for table in data for row in table.rows if isinstance(row[0], dt.date)), default=None)
    return tuple(one for one in months if first is not None and one.end >= first)


def _missing_days(data: Sequence[DataTable], platform: str, period: Period) -> int | None:
    """Days of the period on which an account of the platform has no daily row; None where it has no daily export."""
    table = next((table for table in data if table.id == DAYS), None)
    if table is None:
        return None
    at, who = table.index("platform"), table.index("account")
    known: dict[Cell, set[Cell]] = {}
    for row in table.rows:
        if row[at] == platform:
            known.setdefault(row[who], set()).add(row[0])
    if not known:
        return None
    every = (period.start + dt.timedelta(days=day) for day in range(period.days))
    return sum(any(day not in days for days in known.values()) for day in every)
