"""Ads of one client: which stored rows count, and the measures of each group of them, as one SQL statement (layer 4).

Exports of one account say the same amounts at several levels. Each day of an account is counted from one export: by
campaign, else of the account, else of the next finer level. Breakdowns (by age, device, hour) and lists that leave rows
out (keywords, search terms) never count. A period's own export counts where the days do not reach from the first day of
the period to the last, and only if it is of exactly that period.
"""

from collections.abc import Iterable, Mapping, Sequence

from reporting.catalog.model import Catalog, Measure
from reporting.metrics.asked import Asked
from reporting.metrics.compile import bound
from reporting.periods import Period

LEVELS = ("campaign", "account", "campaign_group", "ad_group", "ad")
"""Levels that tell all of an account, the one to take first in front."""

Windows = Mapping[str, Period]

_COUNTED = """
with bounds as (
  select * from (values {bounds}) as bounds(span, first, last)
),
levels as (
  select * from (values {levels}) as levels(level, rank)
),
-- one row per row that may stand for all of an account
day_rows as (
  select span, {fixed}, report_day as first_day, report_day as last_day, rank || ' ' || grain as source, {columns}
  from current_ad_day join levels using (level) join bounds on report_day between first and last
  where client_id = $client_id and dimension is null
),
period_rows as (
  select span, {fixed}, period_from as first_day, period_to as last_day, rank || ' ' || grain as source, {columns}
  from current_ad_period join levels using (level) join bounds on period_from = first and period_to = last
  where client_id = $client_id and dimension is null
),
-- one row per account and span: whether its days reach from end to end
reached as (
  select account_id, span, min(first_day) = min(first) and max(last_day) = min(last) as whole
  from day_rows join bounds using (span) group by account_id, span
),
stated as (
  select account_id, span, min(source) as source from period_rows group by account_id, span
),
-- one row per account and day: the level that it is counted at
chosen_days as (
  select account_id, first_day, min(source) as source from day_rows group by account_id, first_day
),
counted as (
  select day_rows.* from day_rows
  join chosen_days using (account_id, first_day, source) join reached using (account_id, span)
  left join stated using (account_id, span)
  where reached.whole or stated.source is null
  union all
  select period_rows.* from period_rows
  join stated using (account_id, span, source) left join reached using (account_id, span)
  where not coalesce(reached.whole, false)
)"""

_MEASURED = """,
-- one row per platform: the column that each measure is read from, the same in every span
kinds as (
  select platform, {kinds} from counted group by platform
),
-- one row per counted row, with its measures
valued as (
  select counted.*, case when currency is null then account_id end as unstated, kinds.* exclude (platform), {values}
  from counted join kinds using (platform)
),
-- whether the account gives a measure in the span at all: an empty cell beside given ones is none of it
given as (
  select account_id, span, currency, {given} from valued group by account_id, span, currency
),
measured as (
  select valued.*, {parts} from valued
  join given on given.account_id = valued.account_id and given.span = valued.span
    and given.currency is not distinct from valued.currency
)
"""

_BESIDE = """,
by_source as (
  select span, account_id, currency, first_day, last_day, level, source, sum(spend) as spend from day_rows group by all
  union all
  select span, account_id, currency, first_day, last_day, level, source, sum(spend) from period_rows group by all
),
-- one row per account, span, currency, level and kind of export, beside what counts for the same days
beside as (
  select other.account_id, other.span, other.currency, other.level, other.source,
    other.first_day < other.last_day as whole, sum(other.spend) as other, sum((
      select sum(spend) from counted
      where counted.account_id = other.account_id and counted.currency is not distinct from other.currency
        and counted.first_day >= other.first_day and counted.last_day <= other.last_day
    )) as ours
  from by_source as other group by all
)
select account_id, currency, level, whole, other, ours
from beside where span = 'period' and ours is not null and abs(other - ours) > 0.01 * greatest(abs(other), abs(ours))
order by account_id, currency, source
"""

_FIXED = (
    "account_id, platform, import_ids, level, currency, coalesce(campaign, campaign_group, ad_group, ad) as campaign"
)
_GROUPS = """-- one row per {keys}
select {keys}, {columns} from measured group by {keys} order by {keys}
"""
_ROWS = """-- one row per account, campaign, currency and day
select {keys}, {columns} from measured group by all
order by last_day, platform, account_id, campaign, currency
"""
_SOURCES = "select distinct unnest(import_ids) as import_id from measured order by import_id\n"


def ad_measures(catalog: Catalog) -> tuple[Measure, ...]:
    return tuple(measure for measure in catalog.measures.values() if measure.subject == "ads")


def amounts(catalog: Catalog) -> tuple[Measure, ...]:
    """The measures that are read from the rows themselves."""
    return tuple(measure for measure in ad_measures(catalog) if measure.columns)


def quotients(catalog: Catalog) -> tuple[Measure, ...]:
    return tuple(measure for measure in ad_measures(catalog) if measure.over)


def groups(catalog: Catalog, client_id: int, windows: Windows, by: Sequence[str]) -> Asked:
    """A row per group of `by` and span: every measure, the days and levels behind it, the kinds of the columns read.

    by: of platform, currency, unstated, account_id, campaign
    """
    figures = {one.id: f"sum({one.id})" for one in amounts(catalog)}
    figures |= {one.id: _quotient(one) for one in quotients(catalog)}
    figures |= {"first_day": "min(first_day)", "last_day": "max(last_day)"}
    figures |= {"levels": "list_sort(list(distinct level))"}
    figures |= {f"{one.id}__kind": f"any_value({one.id}__kind)" for one in amounts(catalog)}
    names = (*by, "span", *figures)
    keys = ", ".join((*by, "span"))
    columns = ", ".join(f"{sql} as {name}" for name, sql in figures.items())
    text = _text(catalog, windows) + _GROUPS.format(keys=keys, columns=columns)
    return _asked(names, text, client_id, windows)


def rows(catalog: Catalog, client_id: int, windows: Windows) -> Asked:
    """A row per account, campaign, currency and day (or period): every amount and both parts of every quotient."""
    parts = (f"{one.id}__{side}" for one in quotients(catalog) for side in ("over", "under"))
    amount_names = (*(one.id for one in amounts(catalog)), *parts)
    columns = ", ".join(f"sum({name}) as {name}" for name in amount_names)
    keys = ("first_day", "last_day", "platform", "account_id", "campaign", "currency", "unstated")
    text = _text(catalog, windows) + _ROWS.format(keys=", ".join(keys), columns=columns)
    return _asked((*keys, *amount_names), text, client_id, windows)


def sources(catalog: Catalog, client_id: int, windows: Windows) -> Asked:
    """The imports behind the figures."""
    return _asked(("import_id",), _text(catalog, windows) + _SOURCES, client_id, windows)


def disputed(catalog: Catalog, client_id: int, period: Period) -> Asked:
    """A row per account, currency and other export of the same days that tells another spend than the counted one."""
    windows = {"period": period}
    names = ("account_id", "currency", "level", "whole", "other", "ours")
    text = _COUNTED.format(**_parts(catalog, windows)) + _BESIDE
    return _asked(names, text, client_id, windows)


def _asked(names: tuple[str, ...], text: str, client_id: int, windows: Windows) -> Asked:
    values: dict[str, object] = {"client_id": client_id}
    for at, period in enumerate(windows.values()):
        values |= {f"span_{at}_from": period.start, f"span_{at}_to": period.end}
    return Asked(names, bound(text, values))


def _quotient(measure: Measure) -> str:
    return f"{measure.times:g} * sum({measure.id}__over) / nullif(sum({measure.id}__under), 0)"


def _text(catalog: Catalog, windows: Windows) -> str:
    parts = _parts(catalog, windows)
    return _COUNTED.format(**parts) + _MEASURED.format(**parts)


def _parts(catalog: Catalog, windows: Windows) -> dict[str, str]:
    read = amounts(catalog)
    return {
        "bounds": ", ".join(f"('{id_}', $span_{at}_from, $span_{at}_to)" for at, id_ in enumerate(windows)),
        "levels": ", ".join(f"('{level}', {rank})" for rank, level in enumerate(LEVELS)),
        "fixed": _FIXED,
        "columns": ", ".join(dict.fromkeys(column for one in read for column in one.columns)),
        "kinds": ", ".join(f"{_kind(one)} as {one.id}__kind" for one in read),
        "values": ", ".join(f"{_value(one)} as {one.id}" for one in read),
        "given": ", ".join(f"count({one.id}) > 0 as {one.id}__given" for one in read),
        "parts": ", ".join(part for one in quotients(catalog) for part in _halves(one)),
    }


def _kind(measure: Measure) -> str:
    """The first column that the platform gives in the period itself, else in what it is compared with."""
    now = (f"when count({name}) filter (where span = 'period') > 0 then '{name}'" for name in measure.columns)
    ever = (f"when count({name}) > 0 then '{name}'" for name in measure.columns)
    return f"case {' '.join((*now, *ever))} end"


def _value(measure: Measure) -> str:
    cases = (f"when '{name}' then {name}" for name in measure.columns)
    return f"case {measure.id}__kind {' '.join(cases)} end"


def _halves(measure: Measure) -> Iterable[str]:
    """Both only of accounts that give both. A cost that is not known takes what it was paid for with it."""
    over, under = f"valued.{measure.over}", f"valued.{measure.under}"
    both = f"{measure.over}__given and {measure.under}__given"
    paid = f" and {over} is not null" if measure.over == "ad_spend" else ""
    yield f"case when {both} then {over} end as {measure.id}__over"
    yield f"case when {both}{paid} then {under} end as {measure.id}__under"
