"""Which days the imports cover, which are missing, and what to download next (layer 3).

What an import covers depends on what a row of its table is about:

    by day       one row a day and account: exactly the days that have a row
    of a period  a row states its own first and last day: every day between them
    snapshot     a state on the day of its observation: that day, and between two of them nothing is missing
    otherwise    rows only where something happened (posts, comments): from the first to the last of them, or the
                 longer period that the file's name states. A quiet day is no gap there, a week without any file is

An export is what one account's files of one format bring; where a format brings one figure a file, each figure is an
export of its own. Days of two exports never stand in for each other: they have other columns. Only exports that the
account has had before are expected.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb

from reporting.catalog.model import Catalog, Table
from reporting.warehouse.fact_sql import SEEN_ON
from reporting.warehouse.fact_tables import observed
from reporting.warehouse.sql import compose, quoted

State = Literal["covered", "overlapping", "missing", "stale"]
Grain = Literal["day", "period", "snapshot", "stretch"]

SHORTEST_RHYTHM = 7
LONGEST_RHYTHM = 31
"""Reports are monthly: a first download of a whole year doesn't mean that the next may wait as long."""

_COVERED = """
    select a.platform, i.fact, min(i.first_day), max(i.last_day), max(cast(i.made_at as date))
    from "import" i join (select distinct import_id, platform from import_account) a on a.import_id = i.id
    where i.client_id = $client and i.undone is null and i.last_day is not null
      and list_contains($platforms, a.platform)
    group by a.platform, i.fact
    order by a.platform, i.fact
"""

_SPANS: Mapping[Grain, str] = {
    # one row per import, account and day
    "day": """
    select distinct import_id, account_id, report_day as first, report_day as last, true as exact, true as owed
    from {observed} where client_id = $client and report_day is not null""",
    "snapshot": """
    select distinct import_id, account_id, report_day as first, report_day as last, true as exact, false as owed
    from {observed} where client_id = $client and report_day is not null""",
    # one row per import, account and stated period
    "period": """
    select distinct import_id, account_id, coalesce(period_from, report_day) as first,
        coalesce(period_to, report_day) as last, true as exact, true as owed
    from {observed} where client_id = $client and report_day is not null""",
    # one row per import and account
    "stretch": """
    select o.import_id, o.account_id,
        coalesce(least(min(o.report_day), any_value(s.first)), min(o.report_day)) as first,
        coalesce(greatest(max(o.report_day), any_value(s.last)), max(o.report_day)) as last,
        false as exact, true as owed
    from {observed} o left join stated s on s.import_id = o.import_id
    where o.client_id = $client and o.report_day is not null
    group by o.import_id, o.account_id""",
}

_EXPORTS = """
with stated as (
    select unnest($ids::integer[]) as import_id, unnest($firsts::date[]) as first, unnest($lasts::date[]) as last
),
-- one row per import that counts; part is the figure of a file that brings only one
imports as (
    select id, sha256, format, fact, made_at::date as made,
        case when list_contains($single, format)
            then array_to_string(list_sort(list_filter(columns, lambda x: not list_contains($keys, x))), ' ')
            else '' end as part
    from "import" where client_id = $client and undone is null
),
-- nobody knows a day before it is over: a name that states a later one is a wish
spans as (
    select i.format, i.part, i.fact, i.sha256, s.account_id, s.import_id, s.first,
        greatest(s.first, least(s.last, i.made)) as last, s.exact, s.owed
    from ({spans}) s join imports i on i.id = s.import_id
),
-- one row per account, export and day
days as (
    select account_id, format, part, day::date as day, list(distinct import_id) as imports,
        count(distinct sha256) as files
    from (select *, unnest(generate_series(first, last, interval 1 day)) as day from spans)
    group by account_id, format, part, day::date
),
-- one row per account, export and different last day of a file, with the days since the one before
ends as (
    select account_id, format, part, last,
        date_diff('day', lag(last) over (partition by account_id, format, part order by last), last) as step
    from (select account_id, format, part, max(last) as last from spans group by account_id, format, part, sha256)
),
-- one row per account and export
exports as (
    select account_id, format, part, any_value(fact) as fact, bool_and(exact) as exact, bool_and(owed) as owed,
        min(first) as first, max(last) as newest, count(distinct sha256) as files
    from spans group by account_id, format, part
),
rhythms as (
    select account_id, format, part,
        least($longest, greatest($shortest, coalesce(median(step) filter (where step > 0), $longest)))::integer
            as rhythm
    from ends group by account_id, format, part
),
known as (
    select e.*, r.rhythm, date_diff('day', e.newest, $yesterday) > r.rhythm as stale
    from exports e join rhythms r using (account_id, format, part)
)
"""

_LIST = """
select a.platform, a.name, k.account_id, k.format, k.part, k.fact, k.first, k.newest, k.files, k.rhythm, k.stale
from known k join account a on a.id = k.account_id
order by a.platform, a.name, k.account_id, k.format, k.part
"""

_WEEKS = """
, weeks as (
    select k.*, w::date as week
    from known k, unnest(generate_series(
        date_trunc('week', k.first), case when k.stale then $yesterday else k.newest end, interval 1 week)) as t(w)
),
-- one row per account, export and week: days with a file, days with several, days that there should be
counted as (
    select w.account_id, w.format, w.part, w.week, any_value(w.exact) as exact, any_value(w.owed) as owed,
        any_value(w.newest) as newest, count(d.day) as covered, count(*) filter (where d.files > 1) as doubled,
        any_value(date_diff('day', greatest(w.week, w.first), least(w.week + 6, w.newest)) + 1) as due,
        list_sort(list_distinct(coalesce(flatten(list(d.imports)), []))) as imports
    from weeks w left join days d
        on d.account_id = w.account_id and d.format = w.format and d.part = w.part
            and d.day between w.week and w.week + 6
    group by w.account_id, w.format, w.part, w.week
)
select account_id, format, part, week,
    case when week > newest then 'stale'
        when owed and (covered = 0 or exact and covered < due) then 'missing'
        when owed and doubled > 0 then 'overlapping'
        else 'covered' end as state,
    covered, greatest(due, 0), imports
from counted
where owed or covered > 0 or week > newest
order by account_id, format, part, week
"""

_GAPS = """
, absent as (
    select k.account_id, k.format, k.part, k.exact, t.day::date as day
    from known k, unnest(generate_series(k.first, k.newest, interval 1 day)) as t(day)
    where k.owed and not exists (
        from days d
        where d.account_id = k.account_id and d.format = k.format and d.part = k.part and d.day = t.day::date
    )
),
-- one row per run of days
runs as (
    select account_id, format, part, any_value(exact) as exact, min(day) as first, max(day) as last
    from (select *, day - row_number() over (partition by account_id, format, part order by day)::integer as run
        from absent)
    group by account_id, format, part, run
)
select account_id, format, part, first, last, 'missing'
from runs where exact or date_trunc('week', first + 6)::date + 6 <= last
union all
select account_id, format, part, newest + 1, $yesterday, 'stale' from known where stale
order by account_id, format, part, first
"""

ExportKey = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Covered:
    """First and last day that rows of a table are about, for one platform, and the day of the newest import."""

    platform: str
    table: str
    first: dt.date
    last: dt.date
    imported: dt.date


@dataclass(frozen=True, slots=True)
class Export:
    """What an account has had before. part: the figure, where each file of the format brings one.

    rhythm   days from one download to the next: the median distance between the last days of its files, at least a
             week, at most a month; a month where there is one file only
    stale    its newest day lies further back than that
    """

    platform: str
    account: str
    account_id: int
    format: str
    part: str
    table: str
    first: dt.date
    newest: dt.date
    files: int
    rhythm: int
    stale: bool

    @property
    def key(self) -> ExportKey:
        return (self.account_id, self.format, self.part)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of an export, from its Monday: how many of its days are covered, how many should be, by which imports."""

    export: Export
    monday: dt.date
    state: State
    covered: int
    due: int
    imports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of an export that no import covers: lost in the middle, or not downloaded yet."""

    export: Export
    first: dt.date
    last: dt.date
    state: State


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every export of a client, its weeks, and the gaps in the order in which they are listed."""

    exports: tuple[Export, ...]
    weeks: tuple[Week, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose calendar, up to which day, what file names state; single: formats of which a file brings one figure."""

    client_id: int
    yesterday: dt.date
    stated: Mapping[int, tuple[dt.date, dt.date]]
    single: Sequence[str]


def coverage(cur: duckdb.DuckDBPyConnection, client_id: int, platforms: Iterable[str]) -> tuple[Covered, ...]:
    """One for each of these platforms and table, of imports that still count. Days between may be missing."""
    asked = {"client": client_id, "platforms": list(platforms)}
    return tuple(Covered(*row) for row in cur.execute(_COVERED, asked).fetchall())


def calendar(cur: duckdb.DuckDBPyConnection, catalog: Catalog, asked: Asked) -> Calendar:
    """Of every account of the client, all within one snapshot."""
    spans = "\n    union all".join(
        compose(_SPANS[grain(table)], observed=quoted(observed(table))) for table in catalog.tables.values()
    )
    head = compose(_EXPORTS, spans=spans)
    values = {
        "client": asked.client_id,
        "yesterday": asked.yesterday,
        "ids": list(asked.stated),
        "firsts": [first for first, _ in asked.stated.values()],
        "lasts": [last for _, last in asked.stated.values()],
        "single": list(asked.single),
        "keys": sorted({name for table in catalog.tables.values() for name in (*table.key, table.day)}),
        "shortest": SHORTEST_RHYTHM,
        "longest": LONGEST_RHYTHM,
    }
    rows = [cur.execute(head + part, values).fetchall() for part in (_LIST, _WEEKS, _GAPS)]
    exports = {export.key: export for export in (Export(*row) for row in rows[0])}
    return Calendar(
        tuple(exports.values()),
        tuple(
            Week(exports[account, format_, part], monday, state, covered, due, tuple(imports))
            for account, format_, part, monday, state, covered, due, imports in rows[1]
        ),
        tuple(Gap(exports[account, format_, part], *rest) for account, format_, part, *rest in rows[2]),
    )


def grain(table: Table) -> Grain:
    """What a row of the table is about."""
    if "period_from" in table.key:
        return "period"
    if table.day == SEEN_ON:
        return "snapshot"
    return "day" if table.key == (table.day,) else "stretch"
