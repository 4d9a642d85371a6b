"""Why a goal stands where it does, and what it takes to meet it (layer 7)."""

import datetime as dt
import math
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.catalog.model import Catalog, Metric, PlatformChange
from reporting.errors import Sentence, say
from reporting.goals import effort as efforts
from reporting.goals.daily import RECENT, Daily, activity, levels
from reporting.goals.decomposition import (
    CHANGED,
    Cell,
    Decomposition,
    Part,
    of_counts,
    of_platforms,
    of_posts,
    of_rates,
)
from reporting.goals.effort import MONTH, Rest, UsualPost
from reporting.goals.kinds import RULES
from reporting.goals.model import Goal, Standing
from reporting.goals.reason import Judged, Moved, Reason, left_out, moved, reasons, written_parts
from reporting.goals.scoping import content_filters
from reporting.metrics.against import Against, PostCell, by_post, cells_of, movers_of
from reporting.metrics.compile import compiled, provenance
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import By, MetricQuery
from reporting.metrics.windows import change_days, columns_read
from reporting.periods import Period
from reporting.warehouse.clients import clients
from reporting.warehouse.labels import labels
from reporting.warehouse.marks import Mark, marks

BEFORE_DAYS = 90
"""What is usual is taken from the trailing quarter before the period."""

MEDIAN = say("A median isn’t a sum: no part of it belongs to one platform or format.")
OVER_LEVEL = say("A rate over followers is not taken apart: its posts and its followers are counted on different days.")
PEOPLE = say("People of several days and accounts overlap, so the difference can’t be taken apart.")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What lies behind a standing. Nothing in it is a cause: it is what was counted.

    difference  actual less expected; None: the goal can't be judged yet
    parts       add up to it exactly; written: the same as they are written, adding up to the written figures
    why_not     why there are no parts
    sentences   the whole first, then the heaviest parts, each with n and a grade
    posts       furthest above what is usual first; pages show permalink and words escaped
    before      the stretch that "usual" is taken from
    changes     of definitions, since the first day of that stretch
    marks       the client's notes on days of the period
    gaps        what is not in the figures
    """

    difference: float | None
    parts: tuple[Part, ...] = ()
    written: tuple[float, ...] = ()
    why_not: Sentence | None = None
    sentences: tuple[Reason, ...] = ()
    posts: tuple[Moved, ...] = ()
    before: Period | None = None
    changes: tuple[PlatformChange, ...] = ()
    marks: tuple[Mark, ...] = ()
    effort: tuple[Sentence, ...] = ()
    gaps: tuple[Sentence, ...] = ()
    imports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """An explanation under way."""

    engine: DuckDBEngine
    catalog: Catalog
    goal: Goal
    judged: Judged
    rest: Rest
    query: MetricQuery
    before: Period
    changes: tuple[PlatformChange, ...]
    start: float | None

    @property
    def metric(self) -> Metric:
        return self.judged.metric

    @property
    def since(self) -> dict[str, dt.date]:
        """The first day of each platform that has changed since on which it counted as it does now."""
        days = {change.platform: change_days(change) for change in self.changes}
        return {name: last + dt.timedelta(days=first != last) for name, (first, last) in days.items()}

    def stretch(self, platform: str) -> Period | None:
        start = max(self.since.get(platform, self.before.start), self.before.start)
        return Period(start, self.before.end) if start <= self.before.end else None


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read: the difference taken apart (or why it isn't), the posts, and what it takes."""

    made: Decomposition | Sentence
    effort: tuple[Sentence, ...] = ()
    posts: tuple[Moved, ...] = ()
    platforms: frozenset[str] = frozenset()


@action("reports.read")
def explanation(desk: Desk, standing: Standing, today: dt.date | None = None) -> Explanation:
    """At most seven statements, whatever the goal. today: in the client's time zone."""
    if standing.actual is None or standing.expected is None or standing.judged_to is None:
        return Explanation(None, why_not=standing.reason)
    goal, period = standing.goal, Period(standing.goal.period.start, standing.judged_to)
    with desk.store.read() as cur:
        filters = content_filters(goal.scope, labels(cur, goal.client_id), goal.client_id)
        noted = tuple(marks(cur, goal.client_id, period))
        zone = "UTC" if today else next((one.timezone for one in clients(cur) if one.id == goal.client_id), "UTC")
    day = today or dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()
    scope = goal.scope
    query = MetricQuery((goal.metric,), goal.client_id, period, (), scope.platforms, scope.accounts, scope.media_types)
    asked = _asked(desk, standing, replace(query, labels=filters), day)
    found = _found(asked)
    return replace(_explained(asked, found), marks=noted, imports=_imports(asked, standing))


def _asked(desk: Desk, standing: Standing, query: MetricQuery, today: dt.date) -> _Asked:
    goal, period, metric = standing.goal, query.period, desk.catalog.metrics[standing.goal.metric]
    before = Period(period.start - dt.timedelta(days=BEFORE_DAYS), period.start - dt.timedelta(days=1))
    actual, expected = standing.actual or 0.0, standing.expected or 0.0
    rest = Rest(
        actual,
        goal.target if standing.wanted is None else standing.wanted,
        metric.unit,
        period.end + dt.timedelta(days=1),
        period.days,
        (goal.period.end - period.end).days if today <= goal.period.end else 0,
        below=RULES[desk.catalog.goal_kinds[goal.kind].rule].less,
    )
    judged = Judged(metric, desk.catalog, actual, expected, period.end, period.days)
    changes = _changes(metric, goal, Period(before.start, period.end), desk.catalog)
    return _Asked(DuckDBEngine(desk.store), desk.catalog, goal, judged, rest, query, before, changes, standing.start)


def _changes(metric: Metric, goal: Goal, days: Period, catalog: Catalog) -> tuple[PlatformChange, ...]:
    """In order of their dates; those of the definitions of this figure on platforms of the goal. Levels have none."""
    return tuple(
        change
        for change in catalog.changes
        if metric.kind not in {"last", "change"}
        and (not metric.platforms or change.platform in metric.platforms)
        and (not goal.scope.platforms or change.platform in goal.scope.platforms)
        and set(change.columns) & columns_read(metric, change.platform, catalog)
        and change_days(change)[1] > days.start
        and change_days(change)[0] <= days.end
    )


def _explained(asked: _Asked, found: _Found) -> Explanation:
    judged, made = asked.judged, found.made
    told = Explanation(
        judged.difference,
        why_not=made if isinstance(made, Sentence) else None,
        posts=found.posts,
        before=asked.before,
        changes=tuple(change for change in asked.changes if change.platform in found.platforms),
        effort=found.effort,
    )
    if isinstance(made, Sentence):
        return told
    return replace(
        told,
        parts=made.parts,
        written=written_parts(made, judged),
        sentences=reasons(made, judged),
        gaps=tuple(left_out(made, judged)),
    )


def _found(asked: _Asked) -> _Found:
    if by_post(asked.metric, asked.catalog):
        return _by_post(asked)
    match asked.metric.kind:
        case "sum" | "change":
            return _by_day(asked)
        case "last" if asked.metric.table == "account_day":
            return _by_level(asked)
        case "daily_mean":
            return _Found(PEOPLE, efforts.to_daily_mean(asked.rest))
        case "ratio":
            return _Found(OVER_LEVEL)
        case _:
            return _Found(PEOPLE)


def _by_post(asked: _Asked) -> _Found:
    against = Against(asked.query, asked.before, asked.since, asked.rest.wanted, asked.rest.below)
    found = cells_of(against, asked.engine, asked.catalog)
    platforms = frozenset(cell.platform for cell in found)
    taken = _taken(asked, found)
    if asked.metric.kind in {"distinct", "per_week"}:
        return _Found(taken, _post_effort(asked, found), platforms=platforms)
    base = sum(cell.base or 0.0 for cell in found) if asked.metric.kind == "ratio" else None
    posts = tuple(moved(post, asked.judged, base) for post in movers_of(against, asked.engine, asked.catalog))
    return _Found(taken, _post_effort(asked, found), posts, platforms)


def _taken(asked: _Asked, found: Sequence[PostCell]) -> Decomposition | Sentence:
    judged, cells = asked.judged, [_cell(one) for one in found]
    match asked.metric.kind:
        case "median":
            return MEDIAN
        case "ratio":
            return of_rates(cells, judged.actual, judged.expected)
        case "distinct" | "per_week":
            return of_counts(cells, judged.days, judged.actual, judged.expected)
        case _:
            return of_posts(cells, judged.days, judged.actual, judged.expected)


def _cell(one: PostCell) -> Cell:
    """Posts without the figure count only where none of their cell has it: then the files don't give it."""
    return Cell(
        one.platform,
        one.media_type,
        one.valued or one.posts,
        one.top,
        one.usual_posts,
        one.usual_top,
        one.days,
        one.base,
        one.usual_base,
    )


def _post_effort(asked: _Asked, found: Sequence[PostCell]) -> tuple[Sentence, ...]:
    rest, comparable = asked.rest, [cell for cell in found if cell.days]
    usual_posts = sum(cell.usual_posts / cell.days for cell in comparable) or None
    match asked.metric.kind:
        case "median":
            return efforts.to_median(
                rest, sum(cell.valued for cell in found), sum(cell.enough for cell in found), usual_posts
            )
        case "ratio":
            usual_base = sum((cell.usual_base or 0.0) / cell.days for cell in comparable)
            return efforts.to_rate(rest, sum(cell.base or 0.0 for cell in found), usual_base)
        case "per_week":
            return efforts.to_posts_a_week(rest, usual_posts)
        case "distinct":
            return efforts.to_total(rest, usual_posts)
        case _:
            usual = sum((cell.usual_top or 0.0) / cell.days for cell in comparable)
            return efforts.to_total(rest, usual, [_usual_post(asked, cell) for cell in comparable])


def _usual_post(asked: _Asked, cell: PostCell) -> UsualPost:
    where = asked.judged.place(cell.platform, cell.media_type)
    return UsualPost(where, cell.usual_value or 0.0, cell.usual_posts, cell.usual_posts / cell.days * MONTH)


def _by_day(asked: _Asked) -> _Found:
    daily = _daily(asked)
    made = of_platforms(daily.now, daily.usual, asked.judged.actual, asked.judged.expected)
    return _Found(made, efforts.to_total(asked.rest, sum(daily.usual.values())), platforms=frozenset(daily.now))


def _by_level(asked: _Asked) -> _Found:
    """A level is held against the gain that was expected; a goal for a gain has the start in neither figure."""
    daily, judged, rule = _daily(asked), asked.judged, RULES[asked.catalog.goal_kinds[asked.goal.kind].rule]
    gained = sum(daily.now.values())
    expected = gained - judged.difference
    made = of_platforms(daily.now, daily.usual, gained, expected, judged.difference)
    effort = efforts.to_kept_level(asked.rest) if rule.kept else efforts.to_level(asked.rest, daily.recent, RECENT)
    apart = daily.end - judged.actual
    same = any(math.isclose(apart, start, rel_tol=1e-6, abs_tol=0.5) for start in (0.0, asked.start or 0.0))
    return _Found(made if same else CHANGED, effort, platforms=frozenset(daily.now))


def _daily(asked: _Asked) -> Daily:
    by: tuple[By, ...] = ("platform", "account", "day")
    query = replace(asked.query, period=Period(asked.before.start, asked.query.period.end), by=by)
    rows = asked.engine.fetch(compiled(query, asked.catalog).statement)
    known = [(str(row[0]), int(row[1]), row[2], float(row[3])) for row in rows if row[3] is not None]
    before = {platform: asked.stretch(platform) for platform, *_ in known}
    counted = levels if asked.metric.kind == "last" else activity
    return counted(known, asked.query.period, before)


def _imports(asked: _Asked, standing: Standing) -> tuple[int, ...]:
    """Of the figure and of what it is held against."""
    query = replace(asked.query, period=Period(asked.before.start, asked.query.period.end))
    rows = asked.engine.fetch(provenance(query, asked.catalog))
    return tuple(sorted({*standing.imports, *(int(row[0]) for row in rows)}))
