"""Posts ranked by a figure of their own, each against the other posts of its account (layer 4). Pure up to `ranked`."""

import datetime as dt
from dataclasses import dataclass

from reporting.catalog.model import Catalog
from reporting.errors import QueryError, say
from reporting.metrics.compile import bound
from reporting.metrics.engine import Engine
from reporting.metrics.kinds import Value
from reporting.metrics.model import MetricQuery, Result, ResultColumn, Statement
from reporting.metrics.rows import conditions, parameters, value_sql, whose
from reporting.metrics.windows import windows

BASE_DAYS = 90
"""A post is measured against its account's posts of the trailing quarter: enough of them, and still alike."""

FEWEST_POSTS = 8
"""Below so many posts a percentile would be a story about chance."""

SHOWN = ("post", "day", "platform", "account", "media_type", "title", "caption", "permalink")

_TEXT = """\
-- {metric}: posts of the period, each against its account's posts of the {days} days up to its end
-- one row per post
with
-- one row per post of those days that counts
post_rows as (
  select
    post,
    report_day as day,
    platform,
    account_id as account,
    media_type,
    title,
    caption,
    permalink,
    coalesce(media_type, '') = 'story' as story,
    {values}
  from current_post
  where {where}
),
-- one row per post with a value
valued as (
  select
    {shown},
    story,
    {value} as value
  from post_rows
  where {value} is not null
),
-- one row per account, stories apart: what is usual there
usual as (
  select
    account,
    story,
    median(value) as median_value,
    count(*) as n
  from valued
  group by account, story
),
-- one row per post, with the share of the others that it leaves behind
placed as (
  select
    {shown},
    story,
    value,
    percent_rank() over (partition by account, story order by value) as percentile
  from valued
)
select
  {placed},
  placed.value as {metric},
  case when usual.n >= {fewest} then placed.percentile end as percentile,
  case when usual.n >= {fewest} then placed.value / nullif(usual.median_value, 0) end as median_ratio,
  usual.n
from placed
join usual
  on usual.account = placed.account
  and usual.story = placed.story
where placed.day between $now_from and $now_to
order by placed.value {order}, placed.day, placed.post
{limit}"""

_IMPORTS = """\
-- imports behind: {metric}
select distinct unnest(import_ids) as import_id
from current_post
where {where}
order by import_id
"""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Posts of the query's period by its one metric; worst turns the order round."""

    query: MetricQuery
    worst: bool = False


def ranked(ranking: Ranking, engine: Engine, catalog: Catalog) -> Result:
    """One row per post: SHOWN, the metric, its percentile among its account's posts, its ratio to their median, n.

    Stories are measured against stories. Percentile and ratio are None below FEWEST_POSTS posts.
    Raises: QueryError for a metric that a single post does not have.
    """
    statement, imports = statements(ranking, catalog)
    metric = catalog.metrics[ranking.query.metrics[0]]
    columns = (
        *(ResultColumn(name) for name in SHOWN),
        ResultColumn(metric.id, metric.unit, metric.id),
        ResultColumn("percentile", "percent"),
        ResultColumn("median_ratio", "number"),
        ResultColumn("n", "count"),
    )
    rows = tuple(tuple(row) for row in engine.fetch(statement))
    return Result(columns, rows, statement, tuple(int(row[0]) for row in engine.fetch(imports)))


def statements(ranking: Ranking, catalog: Catalog) -> tuple[Statement, Statement]:
    """The ranked posts, and the imports behind them and behind what they are measured against."""
    query, metric = ranking.query, catalog.metrics[ranking.query.metrics[0]]
    values, value = _value(query, catalog)
    common = conditions(values[0].metric)
    where = [*whose(query, catalog.tables["post"].columns), "report_day between $base_from and $now_to", *common]
    if metric.platforms:
        where.append(f"platform in ({', '.join(repr(name) for name in metric.platforms)})")
    text = _TEXT.format(
        metric=metric.id,
        days=BASE_DAYS,
        values=",\n    ".join(f"{value_sql(part, common)} as {part.name}" for part in values),
        where="\n    and ".join(where),
        shown=",\n    ".join(SHOWN),
        placed=",\n  ".join(f"placed.{name}" for name in SHOWN),
        value=value,
        fewest=FEWEST_POSTS,
        order="asc" if ranking.worst else "desc",
        limit="limit $row_limit\n" if query.limit is not None else "",
    )
    shown = windows(query)
    end = shown[0].period.end
    base_from = min(shown[0].period.start, end - dt.timedelta(days=BASE_DAYS - 1))
    bindings = parameters(query, shown) | {"base_from": base_from}
    imports = _IMPORTS.format(metric=metric.id, where="\n  and ".join(where))
    return bound(text, bindings), bound(imports, bindings)


def _value(query: MetricQuery, catalog: Catalog) -> tuple[tuple[Value, ...], str]:
    """The columns of a row that the metric is made of, and its value of them."""
    metric = catalog.metrics[query.metrics[0]]
    made_of = [catalog.metrics[id_] for id_ in (metric.over, metric.under) if id_] or [metric]
    if metric.kind not in {"sum", "ratio", "median"} or any(part.table != "post" for part in made_of):
        raise QueryError(
            say("Posts can’t be ranked by “{metric}”.", metric=metric.label),
            why=say("It is not a figure of a single post."),
            todo=say("Take engagements, reach, views, impressions or a rate of them."),
        )
    top, *under = made_of
    sql = " / ".join((top.id, *(f"nullif({part.id}, 0)" for part in under)))
    return tuple(Value(part, "post") for part in made_of), sql
