"""Posts of a period against the stretch before it: by platform and format, and the posts that stand apart (layer 4).

The stretch is `Against.before`; on a platform that has changed what it counts since, it begins after the change, and
where posts of the platform begin later, with the first of them. Pure up to `cells_of` and `movers_of`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.catalog.model import Catalog, Metric
from reporting.metrics.compile import bound
from reporting.metrics.engine import Engine
from reporting.metrics.formats import FORMATS
from reporting.metrics.kinds import Value
from reporting.metrics.model import MetricQuery, Statement
from reporting.metrics.rows import conditions, parameters, value_sql, whose
from reporting.metrics.windows import windows
from reporting.periods import Period

FEWEST = 5
"""Below so many posts an account's format has no usual post."""

SHOWN = 3
"""Posts at either end."""

_TITLES = "title,\n    caption,\n    permalink,\n    "

_ROWS = """\
-- {metric}: posts of the period and of the stretch before it
with
-- one row per post of those days that counts
post_rows as (
  select
    account_id,
    platform,
    media_type,
    post,
    report_day as day,
    {titles}report_day >= $now_from as now,
    {values}
  from current_post
  where {where}
    and report_day between $before_from and $now_to
    and (report_day >= $now_from or {comparable})
),
-- the same with its value, null where it is not provided
valued as (
  select
    *,
    {value} as value,
    {top} as top,
    {base} as base
  from post_rows
){rest}
"""

_CELLS = """,
-- one row per platform: the first day that its posts are known of
began as (
  select
    platform,
    min(report_day) as first_day
  from current_post
  where {where}
  group by platform
)
select
  valued.platform,
  valued.media_type,
  count(*) filter (where now) as posts,
  count(value) filter (where now) as valued_posts,
  sum(top) filter (where now and value is not null) as top,
  sum(base) filter (where now and value is not null) as base,
  count(value) filter (where not now) as usual_posts,
  sum(top) filter (where not now and value is not null) as usual_top,
  sum(base) filter (where not now and value is not null) as usual_base,
  median(value) filter (where not now) as usual_value,
  count(value) filter (where now and value {enough} $wanted) as enough,
  any_value(began.first_day) as first_day
from valued
join began on began.platform = valued.platform
group by valued.platform, valued.media_type
order by valued.platform, valued.media_type nulls last"""

_MOVERS = """,
-- one row per account and format with enough posts before: the usual post
usual as (
  select
    account_id,
    media_type,
    median(value) as usual_value,
    count(*) as n
  from valued
  where not now and value is not null
  group by account_id, media_type
  having count(*) >= $fewest
),
-- one row per post of the period, with what it is apart from the usual one
apart as (
  select
    valued.*,
    usual.usual_value,
    usual.n,
    {distance} as distance
  from valued
  join usual
    on usual.account_id = valued.account_id
    and usual.media_type is not distinct from valued.media_type
  where valued.now and valued.value is not null
),
-- the posts at both ends
ends as (
  select
    *
  from (
    select
      *,
      row_number() over (order by distance desc, day, post) as from_top,
      row_number() over (order by distance, day, post) as from_bottom
    from apart
    where distance <> 0
  )
  where (distance > 0 and from_top <= $shown) or (distance < 0 and from_bottom <= $shown)
)
select
  ends.platform,
  ends.account_id,
  ends.media_type,
  ends.day,
  ends.title,
  ends.caption,
  ends.permalink,
  ends.value,
  ends.usual_value,
  ends.distance,
  ends.n,
  count(*) filter (where valued.value < ends.value) * 1.0 / ends.n as percentile
from ends
join valued
  on valued.account_id = ends.account_id
  and valued.media_type is not distinct from ends.media_type
  and not valued.now
  and valued.value is not null
group by
  ends.post,
  ends.platform,
  ends.account_id,
  ends.media_type,
  ends.day,
  ends.title,
  ends.caption,
  ends.permalink,
  ends.value,
  ends.usual_value,
  ends.distance,
  ends.n
order by ends.distance desc, ends.day, ends.post"""

_HEAVIEST = """
-- the post of the cell that has most of the figure
select
  title,
  caption,
  day,
  value
from valued
where now
  and value is not null
  and platform = $cell_platform
  and coalesce(media_type, '') {formats}
order by value desc, day, post
limit 1"""


@dataclass(frozen=True, slots=True)
class Against:
    """A query of one metric of posts, the stretch before its period, and the first comparable day of platforms.

    wanted  posts that have as much are counted; below: that have no more than that
    """

    query: MetricQuery
    before: Period
    since: Mapping[str, dt.date] = field(default_factory=dict)
    wanted: float = 0.0
    below: bool = False

    @property
    def metric(self) -> str:
        return self.query.metrics[0]


@dataclass(frozen=True, slots=True)
class PostCell:
    """Posts of a platform and format now and before: how many (valued: with the figure), what the sums are, the median.

    top, base   the figure's sum; of a rate both sides of it
    enough      posts of the period that have what is wanted
    days        of the stretch before that count for the platform
    """

    platform: str
    media_type: str | None
    posts: int
    valued: int
    top: float | None
    base: float | None
    usual_posts: int
    usual_top: float | None
    usual_base: float | None
    usual_value: float | None
    enough: int
    days: int


@dataclass(frozen=True, slots=True)
class Heaviest:
    """The post of a platform and format that has most of the figure in the period."""

    title: str | None
    caption: str | None
    day: dt.date
    value: float


@dataclass(frozen=True, slots=True)
class Mover:
    """A post far from the usual one of its account and format, the median of n posts before the period.

    distance    in the metric's unit; of a rate, in what it divides (so that distances add up)
    percentile  share of those n posts that it leaves behind
    """

    platform: str
    account: int
    media_type: str | None
    day: dt.date
    title: str | None
    caption: str | None
    permalink: str | None
    value: float
    usual: float
    distance: float
    n: int
    percentile: float


def by_post(metric: Metric, catalog: Catalog) -> bool:
    """Whether single posts have the figure."""
    return metric.kind != "change" and all(part.table == "post" for part in _made_of(metric, catalog))


def cells_of(asked: Against, engine: Engine, catalog: Catalog) -> list[PostCell]:
    """One a platform and format with posts on either side."""
    rows = engine.fetch(cells_statement(asked, catalog))
    return [PostCell(*(*row[:-1], _days(asked, row[0], row[-1]))) for row in rows]


def movers_of(asked: Against, engine: Engine, catalog: Catalog) -> list[Mover]:
    """The posts that are furthest above and below what is usual, the highest first."""
    return [Mover(*row) for row in engine.fetch(movers_statement(asked, catalog))]


def heaviest_of(asked: Against, platform: str, media_type: str, engine: Engine, catalog: Catalog) -> Heaviest | None:
    """Of one cell; a format that has no name in FORMATS is all of those together."""
    rows = engine.fetch(heaviest_statement(asked, platform, media_type, catalog))
    return Heaviest(*rows[0]) if rows else None


def heaviest_statement(asked: Against, platform: str, media_type: str, catalog: Catalog) -> Statement:
    named = media_type in FORMATS
    formats = "= $cell_format" if named else f"not in ({', '.join(repr(name) for name in FORMATS)})"
    cell = {"cell_platform": platform} | ({"cell_format": media_type} if named else {})
    return _statement(asked, catalog, _HEAVIEST, titles=_TITLES, formats=formats, more=cell)


def cells_statement(asked: Against, catalog: Catalog) -> Statement:
    return _statement(asked, catalog, _CELLS)


def movers_statement(asked: Against, catalog: Catalog) -> Statement:
    return _statement(asked, catalog, _MOVERS, titles=_TITLES)


def _statement(
    asked: Against,
    catalog: Catalog,
    rest: str,
    *,
    titles: str = "",
    formats: str = "",
    more: Mapping[str, object] | None = None,
) -> Statement:
    metric = catalog.metrics[asked.metric]
    made_of = _made_of(metric, catalog)
    common = conditions(made_of[0])
    values = tuple(Value(part, "post") for part in made_of)
    where = [*whose(asked.query, catalog.tables["post"].columns), *dict.fromkeys((*common, *conditions(metric)))]
    if metric.platforms:
        where.append(f"platform in ({', '.join(repr(name) for name in metric.platforms)})")
    top, *under = (value.name for value in values)
    rate = bool(under) and metric.kind == "ratio"
    filled = rest.format(
        where="\n    and ".join(where),
        enough="<=" if asked.below else ">=",
        formats=formats,
        distance="valued.top - usual.usual_value * valued.base" if rate else "valued.value - usual.usual_value",
    )
    text = _ROWS.format(
        metric=metric.id,
        titles=titles,
        values=",\n    ".join(f"{value_sql(value, common)} as {value.name}" for value in values),
        where="\n    and ".join(where),
        comparable=_comparable(asked),
        value=" / ".join((top, *(f"nullif({name}, 0)" for name in under))),
        top=top,
        base=under[0] if rate else "cast(null as double)",
        rest=filled,
    )
    return bound(text, parameters(asked.query, windows(asked.query)) | _bindings(asked) | dict(more or {}))


def _bindings(asked: Against) -> dict[str, object]:
    known = {f"since_{at}": day for at, day in enumerate(asked.since.values(), 1)}
    more = {"before_from": asked.before.start, "wanted": asked.wanted, "fewest": FEWEST, "shown": SHOWN}
    return more | {f"since_{at}_of": name for at, name in enumerate(asked.since, 1)} | known


def _comparable(asked: Against) -> str:
    rules = [f"(platform <> $since_{at}_of or report_day >= $since_{at})" for at, _ in enumerate(asked.since, 1)]
    return " and ".join(rules) or "true"


def _days(asked: Against, platform: str, first: dt.date) -> int:
    begins = max(asked.before.start, first, asked.since.get(platform, first))
    return max((asked.before.end - begins).days + 1, 0)


def _made_of(metric: Metric, catalog: Catalog) -> list[Metric]:
    return [catalog.metrics[id_] for id_ in (metric.over, metric.under) if id_] or [metric]
