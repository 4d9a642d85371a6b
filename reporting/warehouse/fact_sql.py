"""SQL over the observations of one table and what is current of them; pure text, run by `facts` (layer 3).

A key is the account and the key columns of the table. Where the key holds the day of the observation itself (audience),
that day is the one that the file states, else the day of the import. The newest of two observations is the one that was
made on the later day, else the one that was imported later.
"""

from collections.abc import Collection, Iterable, Sequence

from reporting.catalog.model import Table
from reporting.warehouse.fact_tables import CURRENT, OBSERVED, base, by_moment, current, fact, merged, observed
from reporting.warehouse.sql import compose, listed, quoted

SEEN_ON = "observed_on"

INSERT = """
    insert into {observed} ({into}, {columns})
    select $import, r.row_no, $client, a.id, r.platform, {seen_at}, {report_day}, true, {values}
    from read_parquet($rows) r
    join (
        select unnest($platforms::varchar[]) as platform, unnest($names::varchar[]) as name,
            unnest($ids::integer[]) as id
    ) a on a.platform = r.platform and a.name is not distinct from r.account
"""

# How many rows an import has, and the first and last row of a key that it has more than once.
KEYS_OF_IMPORT = """
    select coalesce(sum(n), 0)::bigint, coalesce(max(n), 0), arg_max(first_row, n), arg_max(last_row, n)
    from (
        select count(*) as n, min(o.row_no) as first_row, max(o.row_no) as last_row
        from {observed} o where o.import_id = $id group by {keys}
    )
"""

# The keys of an import that other imports observed too.
TOUCH = """
    create or replace temp table touched as
    select {named_keys} from {observed} o
    semi join (
        select {alone_keys} from {observed} c where c.alone and c.import_id <> $id
        union all
        select {merged_keys} from {merged} c
    ) t on {same}
    where o.import_id = $id
"""

TOUCH_IMPORT = "create or replace temp table touched as select {named_keys} from {observed} o where o.import_id = $id"

# The keys that were observed more than once, of all keys or of those that were touched.
TOUCH_SEVERAL = """
    create or replace temp table touched as
    select {named_keys} from {observed} o {only} group by {keys} having count(*) > 1
"""

STILL_THERE = "select count(*) from touched t semi join {observed} o on {same}"

# Keys are alone or not as their observations say; a key of which nothing is left is neither.
ALONE = "update {observed} o set alone = $alone from touched t where {same} and o.alone <> $alone"
FORGET = "delete from {merged} o using touched t where {same}"
TAKE_BACK = "delete from {observed} where import_id = $id"

CURRENT_OF_IMPORT = "select count(*) from {observed} o join {current} c on {same} where o.import_id = $id"

# For each column the newest value that is not null, over all observations of a key; import_ids are the imports whose
# values these are. `seen` sorts as observations do, and its low half is the import. `newest` stands in where no column
# has a value.
MERGE = """
    insert into {merged} ({columns})
    select m.client_id, m.account_id, m.platform, {report_day},
        case when len(m.import_ids) = 0 then [m.newest] else m.import_ids end, {merged_values}
    from (
        select o.account_id, {key_columns}, any_value(o.client_id) as client_id, any_value(o.platform) as platform,
            max(o.observed_at) as observed_at, (max(o.seen) & 4294967295)::integer as newest,
            list_sort(list_distinct(list_transform([{used}], lambda x: (x & 4294967295)::integer))) as import_ids,
            {values}
        from (
            select {source}, o.client_id, o.platform, o.observed_at, o.report_day,
                date_diff('day', date '1970-01-01', o.observed_at::date)::bigint * 4294967296 + o.import_id as seen
            from {observed} o semi join touched t on {same}
        ) o
        group by {keys}
    ) m
    join client c on c.id = m.client_id
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

REDATE = "update {table} m set report_day = {report_day} from client c where c.id = m.client_id and c.id = $client"


class FactSql:
    """The statements of one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        # Such a key holds the day of observation through the report day, so that a row that states none has a key too.
        self.by_day = table.day == SEEN_ON and SEEN_ON in table.key
        self.by_moment = by_moment(table)
        self.key = tuple(column for column in table.key if not (self.by_day and column == SEEN_ON))
        self._names = ("account_id", *self.key, *(("report_day",) if self.by_day else ()))
        self._parts = {
            "observed": quoted(observed(table)),
            "merged": quoted(merged(table)),
            "current": quoted(current(table)),
            "fact": quoted(fact(table)),
            "keys": ", ".join(self._keys("o")),
        }

    @property
    def current_columns(self) -> tuple[str, ...]:
        return (*CURRENT, *self.table.columns)

    def insert(self, given: Sequence[str]) -> str:
        seen_at = "coalesce(r.observed_on::timestamp, $day::timestamp)" if SEEN_ON in given else "$day::timestamp"
        return self._compose(
            INSERT,
            into=listed(OBSERVED),
            columns=listed(given),
            values=listed(given, "r."),
            seen_at=seen_at,
            report_day=self._report_day("r", given, f"({seen_at})::date", "$zone"),
        )

    def keys_of_import(self) -> str:
        return self._compose(KEYS_OF_IMPORT)

    def touch(self) -> str:
        named = ", ".join(f"c.{quoted(name)} as k{at}" for at, name in enumerate(self._names))
        return self._compose(
            TOUCH,
            named_keys=self._named_keys(),
            alone_keys=named,
            merged_keys=named,
            same=self._same_as_touched(),
        )

    def touch_several(self, *, only_touched: bool) -> str:
        only = f"semi join touched t on {self._same_as_touched()}" if only_touched else ""
        return self._compose(TOUCH_SEVERAL, named_keys=self._named_keys(), only=only)

    def touch_import(self) -> str:
        """The keys of an import, all of them."""
        return self._compose(TOUCH_IMPORT, named_keys=self._named_keys())

    def still_there(self) -> str:
        """How many of the touched keys have an observation."""
        return self._compose(STILL_THERE, same=self._same_as_touched())

    def alone(self) -> str:
        return self._compose(ALONE, same=self._same_as_touched())

    def forget(self) -> str:
        return self._compose(FORGET, same=self._same_as_touched())

    def take_back(self) -> str:
        return self._compose(TAKE_BACK)

    def current_of_import(self) -> str:
        return self._compose(CURRENT_OF_IMPORT, same=_same(self._keys("o"), self._keys("c")))

    def merge(self, brought: Collection[str]) -> str:
        """Merge the touched keys, whose observations have values in the columns `brought` and in no other."""
        there = {*brought, *base(self.table)} - {*self.key}
        others = [column for column in self.table.columns if column in there]
        given = [quoted(column) for column in others]
        return self._compose(
            MERGE,
            columns=listed((*CURRENT, *self.key, *others)),
            merged_values=listed((*self.key, *others), "m."),
            report_day=self._report_day("m", self.table.columns, "m.observed_at::date", "c.timezone"),
            key_columns=listed(self.key, "o."),
            source=listed(("account_id", *self.key, *others), "o."),
            used=", ".join(f"max(case when o.{column} is not null then o.seen end)" for column in given) or "null",
            values=", ".join(f"arg_max(o.{column}, o.seen) as {column}" for column in given),
            same=self._same_as_touched(),
        )

    def redate(self) -> tuple[str, ...]:
        """The report days of the observations and of what is merged, in the time zone that the client has now."""
        day = self._report_day("m", self.table.columns, "", "c.timezone")
        names = (observed(self.table), merged(self.table))
        return tuple(compose(REDATE, table=quoted(name), report_day=day) for name in names)

    def over(self, template: str) -> str:
        """A template of {observed}, {merged}, {current} and {fact}."""
        return self._compose(template)

    def beside(self, template: str, **parts: str) -> str:
        """A template that joins observations m with current rows c of the {same} key; {names} are its columns."""
        return self._compose(
            template, names=listed(self.key_names), same=_same(self._keys("m"), self._keys("c")), **parts
        )

    @property
    def key_names(self) -> tuple[str, ...]:
        """Without the report day, by which both are known anyway."""
        return ("account_id", *self.key)

    def _report_day(self, row: str, given: Collection[str], seen_on: str, zone: str) -> str:
        """Posts by the moment of publication in the client's time zone, where it is known; the rest by their day."""
        if self.table.day == SEEN_ON:
            return seen_on
        day = f"{row}.{quoted(self.table.day)}" if self.table.day in given else "null::date"
        if not self.by_moment or "published_at" not in given:
            return day
        return f"coalesce(timezone({zone}, timezone('UTC', {row}.published_at))::date, {day})"

    def _keys(self, row: str) -> tuple[str, ...]:
        return tuple(f"{row}.{quoted(name)}" for name in self._names)

    def _named_keys(self) -> str:
        return ", ".join(f"{key} as k{at}" for at, key in enumerate(self._keys("o")))

    def _same_as_touched(self) -> str:
        return _same(self._keys("o"), (f"t.k{at}" for at in range(len(self._names))))

    def _compose(self, template: str, **parts: str) -> str:
        return compose(template, **self._parts, **parts)


def _same(left: Iterable[str], right: Iterable[str]) -> str:
    return " and ".join(f"{one} is not distinct from {other}" for one, other in zip(left, right, strict=True))
