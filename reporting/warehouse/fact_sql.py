"""SQL over the observations of one table and their current rows; pure text, run by `facts` (layer 3).

A key is the account and the key columns of the table. Where the key holds the day of the observation itself (audience),
that day is the one that the file states, else the day of the import. The newest of two observations is the one that was
made on the later day, else the one that was imported later.
"""

from collections.abc import Collection, Iterable, Sequence

from reporting.catalog.model import Table
from reporting.warehouse.schema import CURRENT_COLUMNS, FACT_COLUMNS, current, fact
from reporting.warehouse.sql import compose, listed, quoted

OBSERVED = "observed_on"

INSERT = """
    insert into {fact} ({into}, {columns})
    select $import, r.row_no, a.id, r.platform, {observed}, {values}
    from read_parquet($rows) r
    join (select unnest($platforms) as platform, unnest($names::varchar[]) as name, unnest($ids) as id) a
        on a.platform = r.platform and a.name is not distinct from r.account
"""

# How many rows an import has, and the first and last row of a key that it has more than once.
KEYS_OF_IMPORT = """
    select coalesce(sum(n), 0)::bigint, coalesce(max(n), 0), arg_max(first_row, n), arg_max(last_row, n)
    from (
        select count(*) as n, min(f.row_no) as first_row, max(f.row_no) as last_row
        from {fact} f where f.import_id = $id group by {keys}
    )
"""

# The keys of an import that have a current row.
TOUCH = """
    create or replace temp table touched as
    select {keys} from {fact} f semi join {current} c on {same} where f.import_id = $id
"""

FORGET = "delete from {current} c using touched t where {same}"

INSERT_NEW = """
    insert into {current} (client_id, account_id, platform, report_day, import_ids, {columns})
    select c.id, f.account_id, f.platform, {report_day}, [f.import_id], {values}
    from {fact} f {skip}
    join account a on a.id = f.account_id
    join client c on c.id = a.client_id
    where f.import_id = $id
"""

CURRENT_OF_IMPORT = "select count(*) from {fact} f join {current} c on {same} where f.import_id = $id"

# For each column the newest value that is not null, over all observations of a key; import_ids are the imports whose
# values these are. `seen` sorts as observations do, and its low half is the import. `newest` stands in where no column
# has a value.
MERGED = """
    select {columns} from (
        select o.* replace (case when len(o.import_ids) = 0 then [o.newest] else o.import_ids end as import_ids),
            a.client_id, {report_day} as report_day
        from (
            select f.account_id, {key_columns}, any_value(f.platform) as platform, max(f.observed_at)::date as seen_on,
                (max(f.seen) & 4294967295)::integer as newest,
                list_sort(list_distinct(list_transform([{used}], lambda x: (x & 4294967295)::integer))) as import_ids,
                {values}
            from (
                select *, date_diff('day', date '1970-01-01', observed_at::date)::bigint * 4294967296 + import_id as seen
                from {fact} f {only}
            ) f
            group by {keys}
        ) o
        join account a on a.id = o.account_id
        join client c on c.id = a.client_id
    )
"""

# The columns that imports of the same accounts brought: in their observations the others are null.
BROUGHT = """
    select distinct unnest(i.columns) from "import" i
    where i.fact = $fact and i.undone is null and i.id in (
        select import_id from import_account where account_id in (
            select account_id from import_account where import_id = $id
        )
    )
"""

REDATE = "update {current} o set report_day = {report_day} from client c where c.id = o.client_id and c.id = $client"


class FactSql:
    """The statements of one table. The aliases are f for its observations, c for its current rows, t for `touched`."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.fact = quoted(fact(table))
        self.current = quoted(current(table))
        # Such a key holds the day of observation through the report day, so that a row that states none has a key too.
        self.by_day = table.day == OBSERVED and OBSERVED in table.key
        self.by_moment = table.day == "published_on" and "published_at" in table.columns
        self.key = tuple(column for column in table.key if not (self.by_day and column == OBSERVED))
        self.columns = (*CURRENT_COLUMNS, *table.columns)
        day = ("f.observed_at::date",) if self.by_day else ()
        self.fact_keys = ("f.account_id", *(f"f.{quoted(column)}" for column in self.key), *day)
        shown = ("c.report_day",) if self.by_day else ()
        self.current_keys = ("c.account_id", *(f"c.{quoted(column)}" for column in self.key), *shown)
        self.touched_keys = tuple(f"t.k{at}" for at in range(len(self.fact_keys)))

    def insert(self, given: Sequence[str]) -> str:
        observed = "coalesce(r.observed_on::timestamp, $day::timestamp)" if OBSERVED in given else "$day::timestamp"
        return compose(
            INSERT,
            fact=self.fact,
            into=listed(FACT_COLUMNS),
            columns=listed(given),
            values=listed(given, "r."),
            observed=observed,
        )

    def keys_of_import(self) -> str:
        return compose(KEYS_OF_IMPORT, fact=self.fact, keys=", ".join(self.fact_keys))

    def touch(self) -> str:
        keys = ", ".join(f"{key} as k{at}" for at, key in enumerate(self.fact_keys))
        return compose(
            TOUCH, keys=keys, fact=self.fact, current=self.current, same=_same(self.fact_keys, self.current_keys)
        )

    def forget(self) -> str:
        return compose(FORGET, current=self.current, same=_same(self.current_keys, self.touched_keys))

    def insert_new(self, *, skip_touched: bool) -> str:
        skip = "anti join touched t on " + _same(self.fact_keys, self.touched_keys) if skip_touched else ""
        return compose(
            INSERT_NEW,
            current=self.current,
            columns=listed(self.table.columns),
            values=listed(self.table.columns, "f."),
            report_day=self._report_day("f.", "f.observed_at::date"),
            fact=self.fact,
            skip=skip,
        )

    def current_of_import(self) -> str:
        same = _same(self.fact_keys, self.current_keys)
        return compose(CURRENT_OF_IMPORT, fact=self.fact, current=self.current, same=same)

    def merge_touched(self, brought: Collection[str]) -> str:
        """Only for the touched keys, whose observations have values in the columns `brought` and in no other."""
        return self._insert_merged(self._merged(brought, only_touched=True))

    def merge_all(self) -> str:
        return self._insert_merged(self.merged())

    def merged(self) -> str:
        """SELECT of all current rows from their observations; its columns are `columns`."""
        return self._merged(self.table.columns, only_touched=False)

    def _insert_merged(self, merged: str) -> str:
        return compose(
            "insert into {current} ({columns}) {merged}",
            current=self.current,
            columns=listed(self.columns),
            merged=merged,
        )

    def _merged(self, brought: Collection[str], *, only_touched: bool) -> str:
        others = [column for column in self.table.columns if column not in self.key]
        given = [quoted(column) for column in others if column in brought]
        values = [f"arg_max(f.{column}, f.seen) as {column}" for column in given]
        absent = [f"null as {quoted(column)}" for column in others if column not in brought]
        only = "semi join touched t on " + _same(self.fact_keys, self.touched_keys) if only_touched else ""
        return compose(
            MERGED,
            columns=listed(self.columns),
            report_day=self._report_day("o.", "o.seen_on"),
            key_columns=", ".join(f"f.{quoted(column)} as {quoted(column)}" for column in self.key),
            used=", ".join(f"max(case when f.{column} is not null then f.seen end)" for column in given) or "null",
            values=", ".join((*values, *absent)),
            fact=self.fact,
            only=only,
            keys=", ".join(self.fact_keys),
        )

    def redate(self) -> str:
        day = self._report_day("o.", "")
        return compose(REDATE, current=self.current, report_day=day)

    def _report_day(self, row: str, seen_on: str) -> str:
        """Posts by the moment of publication in the client's time zone, where it is known; the rest by their day."""
        if self.table.day == OBSERVED:
            return seen_on
        day = row + quoted(self.table.day)
        if not self.by_moment:
            return day
        return f"coalesce(timezone(c.timezone, timezone('UTC', {row}published_at))::date, {day})"


def _same(left: Iterable[str], right: Iterable[str]) -> str:
    return " and ".join(f"{one} is not distinct from {other}" for one, other in zip(left, right, strict=True))
