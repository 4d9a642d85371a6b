"""Daily series of the example client and of the real exports, read by SQL written for this: not by our queries.

Nothing of the real exports leaves their folder: series are made in memory, and reports name folders and columns.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from reporting.actions.demo import load_demo
from reporting.actions.desk import Desk
from reporting.catalog.model import Catalog
from reporting.goals.model import Series
from reporting.ingest.inspect import inspect_file
from reporting.ingest.model import Answers
from reporting.settings import Limits
from tests.goals.series import Named

REAL = Path(__file__).parents[3] / "shared" / "real_exports"
FOLDERS = ("facebook_legacy", "linkedin_page", "linkedin_personal", "meta_page", "sprout_social", "tiktok", "youtube")
LONGEST = 1500
SHORTEST = 100
LEAST_DAYS = 20


def demo(desk: Desk) -> Iterator[Named]:
    """The example client's accounts: what each day brought, and what was published on it has brought since."""
    load_demo(desk)
    with desk.store.read() as cur:
        for table in ("account_day", "post"):
            cur.execute(f"create temp table shown as select *, report_day as the_day from current_{table}")
            for (platform,) in cur.execute("select distinct platform from shown order by 1").fetchall():
                where = f"platform = '{platform}'"
                yield from _series(cur, desk.store.catalog, f"demo {platform} {table}", where)
            cur.execute("drop table shown")


def real(catalog: Catalog, work: Path) -> Iterator[Named]:
    """Days of accounts and posts by day of publication in the real exports; the same series twice counts once."""
    seen: set[tuple[float | None, ...]] = set()
    for folder in FOLDERS:
        for path in sorted(path for path in (REAL / folder).rglob("*") if path.is_file()):
            for one in _of_file(path, catalog, work):
                if one.series.values not in seen:
                    seen.add(one.series.values)
                    yield one


def _of_file(path: Path, catalog: Catalog, work: Path) -> Iterator[Named]:
    answers = Answers(platform="facebook") if path.parts[-3] == "meta_page" else Answers()
    tables = inspect_file(
        path, path.name, catalog=catalog, answers=answers, limits=Limits(), work=work, today=dt.date(2026, 11, 2)
    )
    for found in tables:
        if found.status == "recognised" and found.table in ("account_day", "post") and found.rows:
            con = duckdb.connect()
            day = "day" if found.table == "account_day" else "published_on"
            con.execute(f"create view rows as from read_parquet('{found.rows}')")
            there = {row[0] for row in con.execute("describe rows").fetchall()}
            con.execute(
                f"create view shown as select *, {day if day in there else 'published_at'} as the_day from rows"
            )
            name = f"real {path.parts[-3]} {path.parts[-2]} {found.table}"
            yield from _series(con.cursor(), catalog, name, "the_day is not null")


def _series(cur: duckdb.DuckDBPyConnection, catalog: Catalog, name: str, where: str) -> Iterator[Named]:
    there = {row[0] for row in cur.execute("describe shown").fetchall()}
    for column, about in catalog.columns.items():
        if column in there and about.aggregate in ("sum", "never", "last"):
            rows = cur.execute(
                f"select the_day::date, sum({column})::double from shown where {where} and {column} is not null"
                " group by 1 order by 1"
            ).fetchall()
            posts = name.endswith("post")
            if len(rows) >= LEAST_DAYS and (rows[-1][0] - rows[0][0]).days >= SHORTEST and any(v for _, v in rows):
                yield Named(f"{name} {column}", _filled(dict(rows), posts=posts), level=about.aggregate == "last")


def _filled(values: Mapping[dt.date, float], *, posts: bool) -> Series:
    """A day without a post brought nothing; a day that the export leaves out is not known."""
    last = max(values)
    first = max(min(values), last - dt.timedelta(days=LONGEST - 1))
    days: Sequence[dt.date] = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return Series(first, tuple(values.get(day, 0.0 if posts else None) for day in days))
