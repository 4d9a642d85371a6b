"""What people said of a client: the worst items and the kindest, the tags, the days that files cover (layer 3)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import duckdb

Verdict = Literal["positive", "neutral", "negative", "mixed"]
Days = tuple[dt.date, dt.date]

MOST = 8
A_SOURCE = 5
"""So many items are quoted, so many of them from one account: a loud source must not hide the others."""
FEWEST_TAGGED = 2
_LOW, _HIGH = 2, 4
_SHORTEST, _LONGEST = 25, 400

_ITEMS = f"""
    -- one row per item of the period; how much it was seen orders those of one rating
    select account_id, mention, platform, report_day, kind,
        nullif(trim(concat_ws(chr(10), nullif(trim(title), ''), nullif(trim(text), ''))), '') as said,
        permalink, rating, sentiment, answered, reply_text, tags,
        case when replied_at >= published_at then date_diff('second', published_at, replied_at) end as seconds,
        coalesce(engagements, coalesce(likes, 0) + coalesce(replies, 0)) as seen,
        coalesce(rating <= {_LOW}, sentiment = 'negative', false) as bad,
        coalesce(rating >= {_HIGH}, sentiment = 'positive', false) as kind_one
    from current_mention
    where client_id = $client and report_day between $first and $last and not coalesce(is_reply, false)
"""  # noqa: S608 -- our own numbers
_COLUMNS = "platform, account_id, report_day, kind, said, permalink, rating, sentiment, answered, seconds, reply_text"

# Each wording once; so many of one account, the first of each before the second of any; then in the reader's order.
_QUOTED = f"""
    with items as ({_ITEMS}),
    -- one row per wording
    told as (
        select * from items where {{which}}
        qualify row_number() over (
            partition by coalesce(lower(said), account_id || ' ' || mention) order by {{order}}, mention, account_id
        ) = 1
    ),
    placed as (
        select *, row_number() over (partition by account_id order by {{order}}, mention) as place from told
    )
    select {_COLUMNS} from (
        select * from placed where place <= $a_source
        qualify row_number() over (order by place, {{order}}, mention, account_id) <= $most
    )
    order by {{order}}, mention, account_id
"""  # noqa: S608 -- our own text
_WORST = _QUOTED.format(which="bad", order="rating nulls last, seen desc, report_day desc")
_KINDEST = _QUOTED.format(
    which=f"kind_one and not bad and length(said) between {_SHORTEST} and {_LONGEST}",
    order="rating desc nulls last, seen desc, length(said) desc, report_day desc",
)

_BAD = f"with items as ({_ITEMS}) select count(*) filter (where bad), count(rating) + count(sentiment) from items"  # noqa: S608 -- our own text

_TAGS = f"""
    with items as ({_ITEMS}),
    -- one row per item and tag
    tagged as (
        select distinct account_id, mention, sentiment, lower(trim(tag)) as tag
        from (select *, unnest(string_split_regex(tags, '[,;|]')) as tag from items)
        where trim(tag) <> ''
    )
    select tag, count(*), count(sentiment), count(*) filter (where sentiment = 'negative')
    from tagged group by tag having count(*) >= {FEWEST_TAGGED}
    order by count(*) desc, tag
    limit $most
"""  # noqa: S608 -- our own text

_SPANS = """
    select distinct a.account_id, i.first_day, i.last_day
    from "import" i join import_account a on a.import_id = i.id
    where i.client_id = $client and i.fact = 'mention' and i.undone is null and i.last_day is not null
    order by a.account_id, i.first_day, i.last_day
"""


@dataclass(frozen=True, slots=True)
class Item:
    """A comment, review or mention. seconds: from it to the first reply; answered None: the file doesn't tell."""

    platform: str
    account: int
    day: dt.date
    kind: str | None
    said: str | None
    link: str | None
    rating: float | None
    sentiment: Verdict | None
    answered: bool | None
    seconds: int | None
    reply: str | None


@dataclass(frozen=True, slots=True)
class Tag:
    """A label given in the tool: on how many items, of how many of them the sentiment is known, and negative."""

    name: str
    items: int
    known: int
    negative: int


@dataclass(frozen=True, slots=True)
class Voices:
    """bad: how many items of the period are low or negative; None: no file tells a rating or a sentiment."""

    worst: tuple[Item, ...]
    kindest: tuple[Item, ...]
    tags: tuple[Tag, ...]
    bad: int | None


def voices(cur: duckdb.DuckDBPyConnection, client_id: int, first: dt.date, last: dt.date) -> Voices:
    """Low is a rating of at most two stars, or a negative sentiment where there is no rating."""
    days = {"client": client_id, "first": first, "last": last}
    quoted = days | {"most": MOST, "a_source": A_SOURCE}
    worst = cur.execute(_WORST, quoted).fetchall()
    kindest = cur.execute(_KINDEST, quoted).fetchall()
    tags = cur.execute(_TAGS, days | {"most": MOST}).fetchall()
    bad, judged = cur.execute(_BAD, days).fetchone() or (0, 0)
    return Voices(
        tuple(Item(*row) for row in worst),
        tuple(Item(*row) for row in kindest),
        tuple(Tag(*row) for row in tags),
        bad if judged else None,
    )


def spans(cur: duckdb.DuckDBPyConnection, client_id: int) -> Mapping[int, tuple[Days, ...]]:
    """By account, the days from the first to the last item of each file."""
    found: dict[int, list[Days]] = {}
    for account, first, last in cur.execute(_SPANS, {"client": client_id}).fetchall():
        found.setdefault(account, []).append((first, last))
    return {account: tuple(days) for account, days in found.items()}
