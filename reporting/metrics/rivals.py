"""Tracked pages of one client: which exports fit a period, and each page's figures, as one SQL statement (layer 4).

An export of pages states the days that it covers; it is never cut. It counts in a span when it lies wholly inside, and
where several do, those side by side that cover most days. Posts of pages count from the first known one to the last.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reporting.metrics.asked import Asked
from reporting.metrics.compile import bound
from reporting.metrics.model import Statement
from reporting.periods import Period

Source = Literal["rival_period", "rival_post"]
FIGURES = (
    "rival_followers",
    "rival_new_followers",
    "rival_posts",
    "rival_posts_per_week",
    "rival_engagements",
    "rival_engagements_per_post",
    "share_of_voice",
)
PARTS = ("reactions", "comments", "shares")

_EXPORTS = """
-- one row per account and period of an export of pages
select account_id, period_from, period_to
from current_rival_period
where client_id = $client_id and period_from <= period_to
group by all
order by all
"""
_KNOWN_POSTS = """
-- one row per account: the days between which posts of tracked pages are known
select account_id, min(report_day), max(report_day)
from current_rival_post
where client_id = $client_id and report_day is not null
group by account_id
order by account_id
"""
_CHOSEN = """
with chosen as (
  select * from (values {chosen}) as chosen(span, account_id, first, last)
),
lengths as (
  select span, account_id, count(*) as exports, sum(last - first + 1) as days from chosen group by span, account_id
),"""
_OF_PERIODS = """
-- one row per page and export
given as (
  select span, stored.account_id, rival, period_to as day, period_from as from_day, stored.followers, new_followers,
    posts_published as posts, engagements, reactions, comments, shares, import_ids,
    cast(null as varchar) as media_type, cast(null as varchar) as caption, permalink
  from current_rival_period as stored
  join chosen on stored.account_id = chosen.account_id and period_from = first and period_to = last
  where client_id = $client_id
),"""
_OF_POSTS = """
-- one row per post of a page
given as (
  select span, stored.account_id, rival, report_day as day, report_day as from_day, stored.followers,
    cast(null as bigint) as new_followers, 1 as posts, engagements, coalesce(reactions, likes) as reactions, comments,
    shares, import_ids, media_type, coalesce(nullif(caption, ''), title) as caption, permalink
  from current_rival_post as stored
  join chosen on stored.account_id = chosen.account_id and report_day between first and last
  where client_id = $client_id
),"""
_VALUED = """
-- one row per account: what its public engagements are made of, the same for every page and span
counted as (
  select account_id, count(engagements) as whole, count(reactions + comments + shares) as every,
    count(reactions) > 0 as has_reactions, count(comments) > 0 as has_comments, count(shares) > 0 as has_shares
  from given where span = 'period' group by account_id
),
kinds as (
  select *, case when every > 0 and every >= whole then 'parts' when whole > 0 then 'whole'
    when has_reactions or has_comments or has_shares then 'parts' end as kind
  from counted
),
valued as (
  select given.*, kind, has_reactions, has_comments, has_shares,
    case kind when 'whole' then engagements when 'parts' then
      case when has_reactions then reactions else 0 end + case when has_comments then comments else 0 end
      + case when has_shares then shares else 0 end end as public
  from given join kinds using (account_id)
)
"""
_ROWS = """-- one row per page and export, or per post
select span, account_id, rival, day, from_day, media_type, caption, permalink, followers, new_followers, posts, public
from valued order by day, account_id, rival, permalink, caption
"""
_PAGES = """,
-- one row per span and page; a page that one of the rows says nothing of has no sum
pages as (
  select span, account_id, rival, any_value(kind) as kind, any_value(has_reactions) as has_reactions,
    any_value(has_comments) as has_comments, any_value(has_shares) as has_shares,
    arg_max(followers, day) as rival_followers,
    case when count(new_followers) = {expected} then sum(new_followers) end as rival_new_followers,
    case when count(posts) = {expected} then sum(posts) end as rival_posts,
    case when count(public) = {expected} then sum(public) end as rival_engagements,
    any_value(exports) as exports, any_value(days) as days
  from valued join lengths using (span, account_id) group by span, account_id, rival
)
select span, account_id, rival, kind, has_reactions, has_comments, has_shares, exports, days,
  rival_followers, rival_new_followers, rival_posts, rival_posts * 7.0 / days as rival_posts_per_week,
  rival_engagements, rival_engagements * 1.0 / nullif(rival_posts, 0) as rival_engagements_per_post,
  rival_engagements * 1.0 / nullif(sum(rival_engagements) over (partition by span, account_id), 0) as share_of_voice
from pages
order by account_id, span, rival
"""
_SOURCES = "select distinct unnest(import_ids) as import_id from valued order by import_id\n"
_PAGE_NAMES = (
    "span", "account_id", "rival", "kind", "has_reactions", "has_comments", "has_shares", "exports", "days", *FIGURES,
)  # fmt: skip
_ROW_NAMES = (
    "span", "account_id", "rival", "day", "from_day", "media_type", "caption", "permalink", "followers",
    "new_followers", "posts", "public",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of an account that count in a span: those of one export, or those whose posts are known."""

    span: str
    account: int
    days: Period


def exports(client_id: int) -> Asked:
    """Every period of which an account has an export of pages."""
    return Asked(("account_id", "first", "last"), bound(_EXPORTS, {"client_id": client_id}))


def known_posts(client_id: int) -> Asked:
    """From which day to which posts of tracked pages are known, by account."""
    return Asked(("account_id", "first", "last"), bound(_KNOWN_POSTS, {"client_id": client_id}))


def fitting(periods: Iterable[Period], span: Period) -> tuple[Period, ...]:
    """Of the periods inside the span, those side by side that cover most days; of equals the fewest, then the latest.

    Best chain by last day: for each period the best of those that end before it begins.
    """
    inside = sorted((p for p in set(periods) if span.start <= p.start and p.end <= span.end), key=_by_end)
    best: list[tuple[Period, ...]] = [()]
    for at, period in enumerate(inside):
        before = max((best[i + 1] for i in range(at) if inside[i].end < period.start), key=_worth, default=())
        best.append((*before, period))
    return max(best, key=_worth)


def _by_end(period: Period) -> tuple[dt.date, dt.date]:
    return period.end, period.start


def _worth(chain: Sequence[Period]) -> tuple[int, int, int]:
    return sum(p.days for p in chain), -len(chain), chain[-1].end.toordinal() if chain else 0


def within(known: Period, span: Period) -> Period | None:
    """The days of the span of which posts are known."""
    first, last = max(known.start, span.start), min(known.end, span.end)
    return Period(first, last) if first <= last else None


def pages(source: Source, client_id: int, chosen: Sequence[Stretch]) -> Asked:
    """A row per span, account and page."""
    expected = "any_value(exports)" if source == "rival_period" else "count(*)"
    return Asked(_PAGE_NAMES, _bound(source, client_id, chosen, _PAGES.format(expected=expected)))


def rows(source: Source, client_id: int, chosen: Sequence[Stretch]) -> Asked:
    """The rows behind the figures, each once."""
    return Asked(_ROW_NAMES, _bound(source, client_id, chosen, _ROWS))


def sources(source: Source, client_id: int, chosen: Sequence[Stretch]) -> Asked:
    """The imports behind the figures."""
    return Asked(("import_id",), _bound(source, client_id, chosen, _SOURCES))


def _bound(source: Source, client_id: int, chosen: Sequence[Stretch], tail: str) -> Statement:
    values: dict[str, object] = {"client_id": client_id, **_values(chosen)}
    listed = ", ".join(f"($span_{at}, $account_{at}, $first_{at}, $last_{at})" for at in range(len(chosen)))
    middle = _OF_PERIODS if source == "rival_period" else _OF_POSTS
    return bound(_CHOSEN.format(chosen=listed) + middle + _VALUED + tail, values)


def _values(chosen: Sequence[Stretch]) -> Mapping[str, object]:
    made: dict[str, object] = {}
    for at, one in enumerate(chosen):
        made |= {
            f"span_{at}": one.span,
            f"account_{at}": one.account,
            f"first_{at}": one.days.start,
            f"last_{at}": one.days.end,
        }
    return made
