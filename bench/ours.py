"""Bilan's side: an import as a person would do it, the statements of the overview page, a workbook."""

import datetime as dt
import io
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path

import openpyxl

from bench.folder import write_folder
from bench.measure import Watch
from reporting.actions import demo, figures, findings, importing, standings
from reporting.actions.desk import Desk, at_desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reading import Upload
from reporting.actions.reports import build_report
from reporting.ingest.child.sandbox import warm
from reporting.metrics.model import MetricQuery
from reporting.periods import COMPARISONS, Period, month
from reporting.settings import Settings
from reporting.ui.choices import TILES, TRENDS
from reporting.warehouse.clients import AccountNames, add_account, add_client
from reporting.warehouse.fact_tables import give_columns
from reporting.warehouse.model import Client

OCTOBER = month(2026, 10)
_LAST = dt.date(2026, 10, 31)

# Figures of two years; numbers without pattern, so that compression has no easy game.
_STOCK = """
    insert into observed_post by name
    select
        1 as import_id,
        i::integer as row_no,
        timestamp '2026-11-01' as observed_at,
        true as alone,
        $client::integer as client_id,
        $account::integer + (i % 2)::integer as account_id,
        case when i % 2 = 0 then 'instagram' else 'facebook' end as platform,
        date '2024-11-01' + (hash(i) % 730)::integer as report_day,
        i::varchar as post,
        date '2024-11-01' + (hash(i) % 730)::integer as published_on,
        ['reel', 'photo', 'carousel', 'story'][1 + i % 4] as media_type,
        (hash(i + 1) % 60000)::bigint as reach,
        (hash(i + 2) % 90000)::bigint as views,
        (hash(i + 3) % 3000)::bigint as reactions,
        (hash(i + 4) % 140)::bigint as comments,
        (hash(i + 5) % 90)::bigint as shares,
        case when i % 11 > 0 then (hash(i + 6) % 200)::bigint end as saves,
        (hash(i + 7) % 300)::bigint as link_clicks
    from range($posts) as made(i)
"""
_BROUGHT = ("media_type", "reach", "views", "reactions", "comments", "shares", "saves", "link_clicks")
_NETWORKS = 8
_NETWORK_POSTS = """
    insert into observed_post by name
    select
        1 as import_id,
        i::integer as row_no,
        timestamp '2026-11-01' as observed_at,
        true as alone,
        $client::integer as client_id,
        ($accounts::integer[])[1 + i % 8] as account_id,
        ($networks::varchar[])[1 + i % 8] as platform,
        date '2025-10-01' + (hash(i) % 396)::integer as report_day,
        i::varchar as post,
        date '2025-10-01' + (hash(i) % 396)::integer as published_on,
        ['reel', 'photo', 'carousel', 'video'][1 + (i // 8) % 4] as media_type,
        'Publication ' || i || ' – été à Saint-Émilion, ' || md5(i::varchar) || ' et la suite du texte' as caption,
        'https://example.com/p/' || i as permalink,
        (hash(i + 1) % 60000)::bigint as reach,
        (hash(i + 8) % 80000)::bigint as impressions,
        (hash(i + 2) % 90000)::bigint as views,
        (hash(i + 3) % 3000)::bigint as reactions,
        (hash(i + 4) % 140)::bigint as comments,
        (hash(i + 5) % 90)::bigint as shares,
        case when i % 11 > 0 then (hash(i + 6) % 200)::bigint end as saves,
        (hash(i + 7) % 300)::bigint as link_clicks
    from range($posts) as made(i)
"""
_NETWORK_DAYS = """
    insert into observed_account_day by name
    select
        1 as import_id,
        (396 * n + i)::integer as row_no,
        timestamp '2026-11-01' as observed_at,
        true as alone,
        $client::integer as client_id,
        ($accounts::integer[])[1 + n] as account_id,
        ($networks::varchar[])[1 + n] as platform,
        date '2025-10-01' + i::integer as report_day,
        date '2025-10-01' + i::integer as day,
        (hash(i + n) % 9000)::bigint as reach,
        (10000 * (n + 1) + 7 * i)::bigint as followers
    from range(396) as days(i), range(8) as networks(n)
"""
_SCAN = """
    select
        client_id, account_id, platform, media_type, report_day > date '2026-10-01' as late,
        count(published_on), sum(reach), sum(views), sum(reactions), sum(comments), sum(shares), sum(saves),
        sum(link_clicks)
    from current_post
    group by all
"""


def import_posts(watch: Watch, export: str, work: str) -> None:
    """Understood, checked, kept as original, stored as facts and current values, in one transaction."""
    with at_desk(Settings(home=Path(work) / "home")) as desk:
        warm()  # as the app does at its start
        with watch.timed("import"):
            (receipt,) = importing.take_in(desk, "Bench", [Upload(Path(export), Path(export).name)])
        watch.facts["rows"] = receipt.found.records - receipt.found.rejected


def import_folder(watch: Watch, files: str, work: str) -> None:
    """A folder of small files as `import FOLDER` takes it in: each in a child of its own and its own transaction."""
    folder = Path(work) / "in"
    made = write_folder(folder, int(files))
    uploads = [Upload(one.path, one.path.relative_to(folder).as_posix(), one.answers, one.client) for one in made]
    with at_desk(Settings(home=Path(work) / "home")) as desk:
        warm()
        with watch.timed("import"):
            receipts = importing.take_in(desk, None, uploads)
    watch.facts["files"] = len(uploads)
    watch.facts["imports"] = sum(receipt.found.status == "recognised" for receipt in receipts)


def overview(watch: Watch, posts: str, work: str) -> None:
    """What the overview page asks: its tiles in one statement, then all of it. Each runs twice, the second counts."""
    with at_desk(Settings(home=Path(work) / "home")) as desk:
        client = stock_posts(desk, int(posts))
        timed_twice(watch, "scan", lambda: _scan(desk))
        timed_twice(watch, "tiles", lambda: figures.figures(desk, _query(client, TILES, compare=True)))
        timed_twice(watch, "page", lambda: _page(desk, client))
        watch.facts["posts"] = int(posts)


def stock_posts(desk: Desk, posts: int, name: str = "Bench") -> int:
    """Invented posts of two years, straight into the store; gives the client's number."""
    with desk.store.write() as cur:
        client = add_client(cur, Client(0, name, "en", "Europe/Paris"))
        names = AccountNames(name, name)
        first, _ = (add_account(cur, client.id, name, names, stated=True) for name in ("instagram", "facebook"))
        give_columns(cur, desk.catalog, desk.catalog.tables["post"], _BROUGHT)
        cur.execute(_STOCK, {"client": client.id, "account": first.id, "posts": posts})
    return client.id


def stock_networks(desk: Desk, posts: int) -> int:
    """Invented posts and days of thirteen months on eight networks; gives the client's number."""
    with desk.store.write() as cur:
        client = add_client(cur, Client(0, "Bench", "en", "Europe/Paris"))
        networks = desk.catalog.networks[:_NETWORKS]
        numbers = [
            add_account(cur, client.id, network, AccountNames(network, network), stated=True).id for network in networks
        ]
        given = {"client": client.id, "accounts": numbers, "networks": list(networks)}
        give_columns(cur, desk.catalog, desk.catalog.tables["post"], (*_BROUGHT, "impressions", "caption", "permalink"))
        cur.execute(_NETWORK_POSTS, {**given, "posts": posts})
        give_columns(cur, desk.catalog, desk.catalog.tables["account_day"], ("reach", "followers"))
        cur.execute(_NETWORK_DAYS, given)
    return client.id


def _scan(desk: Desk) -> object:
    with desk.store.read() as cur:
        return cur.execute(_SCAN).fetchall()


def _query(client: int, metrics: tuple[str, ...], *, compare: bool = False, period: Period = OCTOBER) -> MetricQuery:
    return MetricQuery(metrics, client, period, compare=COMPARISONS if compare else ())


def _page(desk: Desk, client: int) -> None:
    """As pages/report/overview.py asks, without what it remembers between runs."""
    figures.covered(desk, client)
    standings.standings(desk, client, OCTOBER, _LAST)
    figures.figures(desk, _query(client, TILES, compare=True))
    for name in TILES:
        figures.figures(desk, MetricQuery((name,), client, OCTOBER, ("week",)))
    for name in TRENDS:
        figures.figures(desk, MetricQuery((name,), client, OCTOBER, ("platform", "day")))
    findings.findings(desk, client, OCTOBER, None)


def large_workbook(watch: Watch, posts: str, work: str) -> None:
    """The monthly report of a client on eight networks, and how many cells it has."""
    with at_desk(Settings(home=Path(work) / "home")) as desk:
        client = stock_networks(desk, int(posts))
        written(watch, desk, client)


def timed_twice(watch: Watch, step: str, work: Callable[[], object]) -> None:
    """The second run counts."""
    work()
    with watch.timed(step):
        work()


def workbook(watch: Watch, work: str) -> None:
    """The example client's report, and how many cells it has."""
    with at_desk(Settings(home=Path(work) / "home")) as desk:
        with redirect_stderr(io.StringIO()):
            client = demo.load_demo(desk).client
        written(watch, desk, client.id)


def written(watch: Watch, desk: Desk, client: int) -> None:
    """The second of two; then the file is read back to count its cells."""
    build_report(desk, ReportQuery(client, OCTOBER))
    started = time.process_time()
    with watch.timed("report"):
        report = build_report(desk, ReportQuery(client, OCTOBER))
    watch.seconds["processor"] = time.process_time() - started
    book = openpyxl.load_workbook(io.BytesIO(report.data))
    watch.facts["cells"] = sum(
        1 for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    )
    watch.facts["bytes"] = len(report.data)
