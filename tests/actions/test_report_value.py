"""The sheets "Ads and value" and "Work and time" of a real store: every figure against SQL written by hand."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report, preview_report
from reporting.catalog.model import Catalog
from reporting.numbers import NOT_PROVIDED
from tests.value import OCTOBER, SEPTEMBER, ad, filled, put

SPANS = (OCTOBER, SEPTEMBER, OCTOBER.year_before())


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Iterator[tuple[Desk, int]]:
    with filled(tmp_path_factory.mktemp("value"), catalog) as both:
        yield both


@pytest.fixture(scope="module")
def internal(held: tuple[Desk, int]) -> bytes:
    desk, client = held
    return build_report(desk, ReportQuery(client, OCTOBER, "en", readers="internal")).data


@pytest.fixture(scope="module")
def for_the_client(held: tuple[Desk, int]) -> bytes:
    desk, client = held
    return build_report(desk, ReportQuery(client, OCTOBER, "en", readers="client")).data


def sheet(data: bytes, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()


def block(rows: list[list[Any]], title: str) -> dict[str, list[Any]]:
    """The rows below a header, until one without a name."""
    at = next(number for number, row in enumerate(rows) if row[0] == title)
    found = {}
    for row in rows[at + 1 :]:
        if not row[0]:
            break
        found[str(row[0])] = row
    return found


def by_hand(held: tuple[Desk, int], sql: str) -> list[Any]:
    with held[0].store.read() as cur:
        rows = [cur.execute(sql, {"from": one.start, "to": one.end}).fetchone() for one in SPANS]
    return [NOT_PROVIDED if row is None or row[0] is None else row[0] for row in rows]


ROWS = "from current_ad_day where platform = '{platform}' and grain = 'campaign' and report_day between $from and $to"
ORACLE = {
    "Spend": "select sum(spend) {rows}",
    "Ad impressions": "select sum(impressions) {rows}",
    "Ad clicks": "select sum({clicks}) {rows}",
    "Conversions": "select sum({conversions}) {rows}",
    "Conversion value": "select sum(conversion_value) {rows}",
    "CPM": "select 1000 * sum(spend) / sum(impressions) {rows}",
    "CPC": "select sum(spend) / sum({clicks}) {rows}",
    "Ad click rate": "select sum({clicks}) / sum(impressions) {rows}",
    "CPA": "select sum(spend) / sum({conversions}) {rows}",
    "ROAS": "select sum(conversion_value) / sum(spend) {rows}",
}
KINDS = {
    "meta_ads": ("Meta Ads (EUR)", "link_clicks", "purchases"),
    "google_ads": ("Google Ads (EUR)", "clicks", "conversions"),
}


def test_every_figure_of_ads_is_what_hand_written_sql_gives(held: tuple[Desk, int], internal: bytes) -> None:
    rows = sheet(internal, "Ads and value")
    for platform, (title, clicks, conversions) in KINDS.items():
        shown = block(rows[10:], title)
        for name, sql in ORACLE.items():
            source = ROWS.format(platform=platform)
            wanted = by_hand(held, sql.format(rows=source, clicks=clicks, conversions=conversions))
            assert [shown[name][at] for at in (1, 2, 4)] == pytest.approx(wanted, rel=1e-9), (platform, name)
    days = "select sum(spend) from current_ad_day where grain = 'campaign' and currency = 'EUR'"
    whole = "coalesce((select sum(spend) from current_ad_period where period_from = $from and period_to = $to), 0)"
    total = by_hand(held, f"select ({days} and report_day between $from and $to) + {whole}")
    assert [block(rows, "Spend over all platforms")["Spend (EUR)"][at] for at in (1, 2, 4)] == pytest.approx(total)
    pinterest = block(rows[10:], "Pinterest Ads (EUR)")
    assert [pinterest["Spend"][at] for at in (1, 2, 4)] == [333.25, 333.25, NOT_PROVIDED]
    assert pinterest["CPM"][1] == pytest.approx(333.25 / 20)


def test_the_campaigns_are_those_of_hand_written_sql(held: tuple[Desk, int], internal: bytes) -> None:
    shown = block(sheet(internal, "Ads and value"), "Campaign")
    sql = """select campaign, sum(spend), sum(conversions), sum(spend) / sum(clicks), sum(spend) / sum(conversions),
        sum(conversion_value) / sum(spend)
        from current_ad_day where platform = 'google_ads' and report_day between $from and $to group by 1"""
    with held[0].store.read() as cur:
        wanted = cur.execute(sql, {"from": OCTOBER.start, "to": OCTOBER.end}).fetchall()
    assert len(wanted) == 3
    for name, *figures in wanted:
        assert shown[name][6] == "Google Ads (EUR)"
        found = [None if value == NOT_PROVIDED else value for value in shown[name][1:6]]
        assert found == pytest.approx(figures)


def test_plans_and_hours_are_what_hand_written_sql_gives(held: tuple[Desk, int], internal: bytes) -> None:
    rows = sheet(internal, "Work and time")
    plan = block(rows, "Planned against published")
    met = """select sum(least(p.n, q.n)) from
        (select report_day, count(*) n from current_plan_item where report_day between $from and $to group by 1) p
        join (select report_day, count(*) n from current_post group by 1) q using (report_day)"""
    posts = "select count(*) from current_post where report_day between $from and $to"
    planned = "select count(*) from current_plan_item where report_day between $from and $to"
    assert [plan["Planned posts"][at] for at in (1, 2, 4)] == by_hand(held, planned)
    assert [plan["Published posts"][at] for at in (1, 2, 4)] == by_hand(held, posts)
    assert [plan["Planned slots met"][at] for at in (1, 2, 4)] == by_hand(held, met)
    hours = block(rows, "Hours and what came of them")
    worked = "(select sum(worked_seconds) / 3600 from current_time_entry where report_day between $from and $to)"
    engaged = f"select sum(likes) / {worked} from current_post where report_day between $from and $to"
    assert [hours["Hours worked"][at] for at in (1, 2, 4)] == pytest.approx(by_hand(held, f"select {worked}"))
    assert [hours["Engagements per hour worked"][at] for at in (1, 2, 4)] == pytest.approx(by_hand(held, engaged))
    reels = block(rows, "Activity")["Reels"]
    of_reels = by_hand(held, f"{posts} and media_type = 'reel'")[0]
    of_hours = by_hand(held, f"select {worked[:-1]} and task = 'Reels')")[0]
    assert [reels[1], reels[3], reels[4]] == pytest.approx([of_hours, of_reels, of_reels / of_hours])
    assert len(block(rows, "Person")) == 2


def test_hours_and_names_stand_in_the_internal_version_alone(internal: bytes, for_the_client: bytes) -> None:
    seen = {}
    for readers, data in (("client", for_the_client), ("internal", internal)):
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        seen[readers] = {
            str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
        }
    assert {"Zoé Personne", "Hours worked"} <= seen["internal"]
    assert not {"Zoé Personne", "Hours worked", "Hours by person"} & seen["client"]
    assert "Planned posts" in seen["client"]


def test_sheets_with_nothing_to_say_are_left_out_with_the_reason(desk: Desk) -> None:
    client = put(desk.store, "ad_day", [ad(dt.date(2026, 1, 5), 3.0)])
    left = {one.kind: one.left_out for one in preview_report(desk, ReportQuery(client, OCTOBER, "en")).sheets}
    assert left["ads"] is not None
    assert left["ads"].startswith("No export of ads covers the period")
    assert left["work"] == "No calendar of planned posts covers the period; hours stand only in the internal version."


def test_the_files_behind_ads_and_work_are_among_the_sources(internal: bytes, for_the_client: bytes) -> None:
    files = {row[0] for row in sheet(internal, "Sources")}
    assert {"meta_ads0.csv", "google_ads2.csv", "li.csv", "plan0.csv", "hours1.csv"} <= files
    assert "hours1.csv" not in {row[0] for row in sheet(for_the_client, "Sources")}
