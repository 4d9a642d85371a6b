"""What posts say and where they stand, and the totals that platforms state for whole periods (layer 3)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from reporting.catalog.model import Catalog

_POSTS = """
    -- one row per post and account
    select account_id, post, coalesce(nullif(caption, ''), title), permalink
    from current_post
    where client_id = $client and report_day between $first and $last
    order by account_id, post
"""

_CONTROLS = """
    -- one row per stated total of a stretch of time, beside the sum of the account's days in it
    select stated.platform, account.name, '{column}', stated.period_from, stated.period_to,
        max(stated.{column}), sum(day.{column}), count(day.{column})
    from current_account_period as stated
    join account on account.id = stated.account_id
    left join current_account_day as day
      on day.account_id = stated.account_id and day.report_day between stated.period_from and stated.period_to
    where stated.client_id = $client and stated.{column} is not null
      and stated.period_from <= $last and stated.period_to >= $first
    group by all
"""


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a post and its address; None is not provided."""

    text: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Control:
    """A total that the platform states from `first` to `last`; ours for the same days, and on how many it rests."""

    platform: str
    account: str
    column: str
    first: dt.date
    last: dt.date
    stated: float
    ours: float | None
    days: int


def post_words(
    cur: duckdb.DuckDBPyConnection, client_id: int, first: dt.date, last: dt.date
) -> Mapping[tuple[int, str], Words]:
    """By account and post, for posts of these days."""
    rows = cur.execute(_POSTS, {"client": client_id, "first": first, "last": last}).fetchall()
    return {(account, post): Words(words, link) for account, post, words, link in rows}


def controls(
    cur: duckdb.DuckDBPyConnection, catalog: Catalog, client_id: int, first: dt.date, last: dt.date
) -> tuple[Control, ...]:
    """Of every column that both the platform's period and its days have and that may be added up."""
    days = catalog.tables["account_day"].columns
    columns = [name for name in catalog.tables["account_period"].columns if name in days]
    found: list[Control] = []
    for column in columns:
        if catalog.columns[column].aggregate == "sum":
            sql = f"{_CONTROLS.format(column=column)} order by 1, 2, 4, 5"
            rows = cur.execute(sql, {"client": client_id, "first": first, "last": last}).fetchall()
            found += [Control(*row) for row in rows]
    return tuple(found)
