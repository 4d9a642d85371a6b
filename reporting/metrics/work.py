"""Plans against posts, and hours: what a client's calendar and time tracking say, as SQL statements (layer 4)."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from reporting.catalog.folding import fold
from reporting.metrics.asked import Asked
from reporting.metrics.compile import bound
from reporting.periods import Period

OPENS, CLOSES = 9, 18
"""Office hours, Monday to Friday; what is worked before, after and on other days is out of hours."""

HOURS = ("work_hours", "work_timed", "work_outside")
"""Hours of entries, of those whose time of day is known, and of those out of hours."""

Windows = Mapping[str, Period]
Known = Mapping[str, tuple[dt.date, dt.date]]
"""By network: the first and last day whose posts are known."""

_PLAN = """
with bounds as (
  select * from (values {bounds}) as bounds(span, first, last)
),
known as (
  select unnest($networks::varchar[]) as platform, unnest($firsts::date[]) as since, unnest($lasts::date[]) as until
),
plans as (
  select span, platform, report_day as day,
    count(*) filter (where not draft) as planned, count(*) filter (where draft) as drafts
  from (
    select *, coalesce(plan_status, '') = 'draft' as draft from current_plan_item
    where client_id = $client_id and coalesce(media_type, '') <> 'story'
  ) join bounds on report_day between first and last
  group by all
),
posts as (
  select span, platform, report_day as day, count(*) as published
  from current_post join bounds on report_day between first and last
  where client_id = $client_id and coalesce(media_type, '') <> 'story'
    and not coalesce(is_reply, false) and not coalesce(is_share, false)
    and not coalesce(is_crosspost, false) and not coalesce(counted_elsewhere, false)
  group by all
),
-- one row per network with a plan in the span, and day with a plan or a post
days as (
  select coalesce(plans.span, posts.span) as span, platform, day, coalesce(planned, 0) as planned,
    coalesce(drafts, 0) as drafts, coalesce(published, 0) as published,
    coalesce(day between since and until, false) as judged
  from plans full join posts using (span, platform, day) left join known using (platform)
  where exists (select 1 from plans as any_plan where any_plan.platform = coalesce(plans.platform, posts.platform)
    and any_plan.span = coalesce(plans.span, posts.span) and any_plan.planned > 0)
)
"""

_HOURS = """
with bounds as (
  select * from (values {bounds}) as bounds(span, first, last)
),
entries as (
  select span, report_day as day, account_id, import_ids, person,
    coalesce(nullif(trim(task), ''), nullif(trim(project), ''), nullif(trim(tags), '')) as activity,
    worked_seconds as worked, date_part('epoch', try_cast(clock_start as time)) as began,
    isodow(report_day) > 5 as weekend, isodow(report_day + 1) > 5 as weekend_after
  from current_time_entry join bounds on report_day between first and last
  where client_id = $client_id and worked_seconds is not null
),
-- one row per entry; inside: its seconds within office hours, on its own day and the next. Null: its time is not known
timed as (
  select *, case
    when began is null and not weekend then null
    when began is null then 0
    else
      case when weekend then 0 else greatest(0, least(began + worked, {closes}) - greatest(began, {opens})) end
      + case when weekend_after then 0
          else greatest(0, least(began + worked - 86400, {closes}) - greatest(began - 86400, {opens})) end
    end as inside
  from entries
),
noted as (
  select *, worked / 3600 as work_hours, (worked - inside) / 3600 as work_outside,
    case when inside is not null then worked / 3600 end as work_timed
  from timed
)
"""

_PLAN_DAYS = """select span, day, platform, planned, drafts, published, judged from days order by day, platform
"""
_PLAN_TOTALS = """
select span, {network} as platform,
  sum(planned) filter (where judged) as plan_planned, sum(published) filter (where judged) as plan_published,
  sum(least(planned, published)) filter (where judged) as plan_kept,
  sum(least(planned, published)) filter (where judged) / nullif(sum(planned) filter (where judged), 0) as plan_rate,
  sum(drafts) as drafts, coalesce(sum(planned) filter (where not judged), 0) as later
from days group by all order by span, platform
"""
_PLAN_SOURCES = """
select distinct unnest(import_ids) as import_id from current_plan_item
join (values {bounds}) as bounds(span, first, last) on report_day between first and last
where client_id = $client_id order by import_id
"""
_HOUR_ROWS = """
select day, account_id, person, activity, {sums}
from noted group by all order by day, account_id, person, activity
"""
_HOUR_TOTALS = """
select span, {name} as name, {sums}, sum(work_outside) / nullif(sum(work_timed), 0) as work_outside_share
from noted group by all order by span, work_hours desc, name
"""
_HOUR_SOURCES = "select distinct unnest(import_ids) as import_id from noted order by import_id\n"
_SUMS = ", ".join(f"sum({name}) as {name}" for name in HOURS)

_FORMATS: Mapping[str, tuple[str, ...]] = {
    "reel": ("reel", "reels"),
    "story": ("story", "stories"),
    "carousel": ("carousel", "carousels", "carrousel", "carrousels"),
    "photo": ("photo", "photos"),
    "video": ("video", "videos"),
    "short": ("short", "shorts"),
    "live": ("live", "lives"),
    "poll": ("poll", "polls", "sondage", "sondages"),
    "article": ("article", "articles"),
    "document": ("document", "documents"),
}


def format_of(activity: str | None) -> str | None:
    """The format of posts that an activity names, if it names exactly one."""
    words = set(fold(activity or "").replace(",", " ").replace("/", " ").replace("-", " ").split())
    named = [media for media, names in _FORMATS.items() if words & set(names)]
    return named[0] if len(named) == 1 else None


def plan_days(client_id: int, windows: Windows, known: Known) -> Asked:
    """A row per span, network and day of a network that has a plan in the span."""
    names = ("span", "day", "platform", "planned", "drafts", "published", "judged")
    return _asked(names, _plan(windows) + _PLAN_DAYS, client_id, windows, known)


def plan_totals(client_id: int, windows: Windows, known: Known, *, by_network: bool) -> Asked:
    """A row per span (and network): planned, published, met, of days whose posts are known; drafts, and not judged."""
    names = ("span", "platform", "plan_planned", "plan_published", "plan_kept", "plan_rate", "drafts", "later")
    totals = _PLAN_TOTALS.format(network="platform" if by_network else "null::varchar")
    return _asked(names, _plan(windows) + totals, client_id, windows, known)


def plan_sources(client_id: int, windows: Windows) -> Asked:
    return _asked(("import_id",), _PLAN_SOURCES.format(bounds=_bounds(windows)), client_id, windows)


def hour_rows(client_id: int, windows: Windows) -> Asked:
    """A row per day, account, person and activity."""
    names = ("day", "account_id", "person", "activity", *HOURS)
    return _asked(names, _hours(windows) + _HOUR_ROWS.format(sums=_SUMS), client_id, windows)


def hour_totals(client_id: int, windows: Windows, by: Literal["person", "activity"] | None = None) -> Asked:
    """A row per span, and person or activity where `by` says so, the most hours first."""
    names = ("span", "name", *HOURS, "work_outside_share")
    totals = _HOUR_TOTALS.format(name=by or "null::varchar", sums=_SUMS)
    return _asked(names, _hours(windows) + totals, client_id, windows)


def hour_sources(client_id: int, windows: Windows) -> Asked:
    return _asked(("import_id",), _hours(windows) + _HOUR_SOURCES, client_id, windows)


def _plan(windows: Windows) -> str:
    return _PLAN.format(bounds=_bounds(windows))


def _hours(windows: Windows) -> str:
    return _HOURS.format(bounds=_bounds(windows), opens=OPENS * 3600, closes=CLOSES * 3600)


def _bounds(windows: Windows) -> str:
    return ", ".join(f"('{id_}', $span_{at}_from, $span_{at}_to)" for at, id_ in enumerate(windows))


def _asked(names: tuple[str, ...], text: str, client_id: int, windows: Windows, known: Known | None = None) -> Asked:
    spans = known or {}
    values: dict[str, object] = {
        "client_id": client_id,
        "networks": list(spans),
        "firsts": [first for first, _ in spans.values()],
        "lasts": [last for _, last in spans.values()],
    }
    for at, period in enumerate(windows.values()):
        values |= {f"span_{at}_from": period.start, f"span_{at}_to": period.end}
    return Asked(names, bound(text, values))
