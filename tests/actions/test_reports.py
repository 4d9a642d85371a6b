"""Reports from a store: every key figure in the file against SQL written by hand, and the door in front of them."""

import datetime as dt
import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from reporting.access.people import Person
from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report, preview_report
from reporting.errors import ConflictError, NotAllowedError, QueryError
from reporting.numbers import NOT_PROVIDED
from reporting.periods import Period, month, year
from reporting.warehouse.store import Store
from tests.stocking import a_client, stock

OCTOBER = month(2026, 10)
MONTHS = (OCTOBER, month(2026, 9), month(2025, 10))


def post(at: int, platform: str, day: dt.date) -> dict[str, Any]:
    """A post with holes: what the platform does not give, and now and then a value that is missing."""
    common = {
        "post": f"{platform}-{at}",
        "published_on": day,
        "account": f"{platform} account",
        "platform": platform,
        "media_type": ("photo", "video", "story")[at // 3 % 3],
        "caption": f"=Post {at}",
        "permalink": f"https://example.com/{platform}/{at}",
        "comments": at % 7,
        "shares": at % 5,
        "likes": 10 + at * 3 % 41,
    }
    own: dict[str, Any]
    match platform:
        case "facebook":
            own = {
                "reach": None if at % 6 == 0 else 500 + at,
                "views": 900 + at * 2,
                "link_clicks": at % 9,
                "is_share": at % 8 == 7,
            }
        case "x":
            own = {"impressions": 300 + at * 11, "engagements": 15 + at, "link_clicks": at % 4, "is_reply": at % 4 == 1}
        case _:
            own = {"views": None if at % 5 == 0 else 4_000 + at, "watch_seconds": 40_000.5 + at, "saves": at % 3}
    return common | own


def days_of(platform: str) -> list[dict[str, Any]]:
    """A row a day of the months and of the week before each; X gives steps only, TikTok loses its last days."""
    made = []
    for period in MONTHS:
        for ago in range(-7, period.days):
            day = period.start + dt.timedelta(days=ago)
            row: dict[str, Any] = {"day": day, "account": f"{platform} account", "platform": platform}
            if platform == "x":
                row |= {"net_followers": 1 + ago % 3}
            elif day < dt.date(2026, 10, 29):
                row |= {"followers": 5_000 + (day - dt.date(2025, 1, 1)).days * 2}
            # Facebook's own impressions ended in 2025: a comparison with the year before would be refused.
            made.append(row | {"impressions": 100 + ago if platform != "facebook" else None, "video_views": ago % 10})
    return list({row["day"]: row for row in made}.values())


@pytest.fixture
def stocked(store: Store) -> int:
    for platform in ("facebook", "x", "tiktok"):
        posts = [
            post(at, platform, period.start + dt.timedelta(days=at * 3 % period.days))
            for at, period in enumerate(MONTHS * 9)
        ]
        stock(store, "Acme & Co", "post", posts, platform=platform, file=f"{platform}_posts.csv")
        stock(store, "Acme & Co", "account_day", days_of(platform), platform=platform, file=f"{platform}_days.csv")
    return a_client(store, "Acme & Co").id


NOT_COUNTED = ("is_reply", "is_share", "is_crosspost")
COUNTED = " and ".join(f"not coalesce({flag}, false)" for flag in NOT_COUNTED)
ENGAGEMENTS = """coalesce(engagements, case when coalesce(reactions, likes, comments, shares, saves) is not null
    then coalesce(reactions, likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(saves, 0) end)"""
POSTS = f"from current_post where {COUNTED} and report_day between $from and $to"
DAYS = "from current_account_day where report_day between $from and $to"
FEED = "and coalesce(media_type, '') <> 'story'"

ORACLE = {
    "Posts": f"select count(*) {POSTS} {FEED}",
    "Posts per week": f"select count(*) * 7.0 / (datediff('day', $from, $to) + 1) {POSTS} {FEED}",
    "Post reach (added over posts)": f"select sum(reach) {POSTS}",
    "Times shown": f"select sum(coalesce(impressions, views)) {POSTS}",
    "Impressions": f"select sum(impressions) {DAYS}",
    "Video views": f"select sum(video_views) {DAYS}",
    "Engagements": f"select sum({ENGAGEMENTS}) {POSTS}",
    "Comments": f"select sum(comments) {POSTS}",
    "Shares": f"select sum(shares) {POSTS}",
    "Saves": f"select sum(saves) {POSTS}",
    "Link clicks": f"select sum(link_clicks) {POSTS}",
    "Engagement rate by reach": f"""
        select sum({ENGAGEMENTS}) / sum(reach) {POSTS}
        and platform in ('facebook', 'instagram') and reach is not null""",
    "Engagement rate by impressions": f"""
        select sum({ENGAGEMENTS}) / sum(impressions) {POSTS}
        and platform in ('x', 'linkedin', 'facebook', 'instagram')
        and impressions is not null""",
    "Engagement rate by views": f"""
        select sum({ENGAGEMENTS}) / sum(views) {POSTS}
        and platform in ('facebook', 'instagram', 'tiktok', 'youtube') and views is not null""",
    "Median engagements of a post": f"select median({ENGAGEMENTS}) {POSTS} {FEED}",
    "Watch time": f"select sum(watch_seconds) / 86400 {POSTS}",
    "Followers": f"""
        select sum(level) from (
            select max_by(followers, report_day) as level {DAYS} and followers is not null group by account_id
        )""",
    "Net follower growth": f"""
        select sum(change) from (
            select coalesce(
                max_by(followers, report_day) filter (where followers is not null)
                    - (select max_by(before.followers, before.report_day) from current_account_day as before
                       where before.account_id = current_account_day.account_id and before.followers is not null
                       and before.report_day between $from - 7 and $from - 1),
                sum(net_followers)) as change
            {DAYS} group by account_id
        )""",
}


def by_hand(desk: Desk, sql: str, period: Period) -> float | None:
    with desk.store.read() as cur:
        row = cur.execute(sql, {"from": period.start, "to": period.end}).fetchone()
    return None if row is None or row[0] is None else float(row[0])


def key_figures(data: bytes) -> dict[str, list[Any]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("KPIs").to_python()
    return {str(row[0]): [row[1], row[2], row[4]] for row in rows[5:] if row[0]}


def in_days(value: Any) -> Any:
    return value / dt.timedelta(days=1) if isinstance(value, dt.timedelta) else value


def test_every_key_figure_is_what_hand_written_sql_gives(desk: Desk, stocked: int) -> None:
    report = build_report(desk, ReportQuery(stocked, OCTOBER, "en"))
    found = key_figures(report.data)
    expected = {name: [by_hand(desk, sql, period) for period in MONTHS] for name, sql in ORACLE.items()}
    for name, values in expected.items():
        shown = [NOT_PROVIDED if value is None else value for value in values]
        assert [in_days(value) for value in found[name]] == pytest.approx(shown, rel=1e-9), name


def test_the_self_check_holds_over_a_real_store(desk: Desk, stocked: int) -> None:
    for period in (month(2026, 9), Period(dt.date(2026, 10, 1), dt.date(2026, 10, 12))):
        data = build_report(desk, ReportQuery(stocked, period, "en")).data
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("KPIs").to_python()
        assert rows[2][0] == "✓ The formulas agree with the database."


def test_the_language_is_the_clients_unless_another_is_asked_and_each_report_leaves_an_audit_line(
    desk: Desk, stocked: int
) -> None:
    assert build_report(desk, ReportQuery(stocked, OCTOBER)).sheets[1] == "Summary"
    french = build_report(desk, ReportQuery(stocked, OCTOBER, "fr"))
    assert french.sheets[:3] == ("Couverture", "Synthèse", "Indicateurs")
    assert french.file_name == "Acme-Co_2026-10_v1-brouillon.xlsx"
    assert CalamineWorkbook.from_filelike(io.BytesIO(french.data)).sheet_names == list(french.sheets)
    with desk.store.read() as cur:
        lines = cur.execute("select person, action, object from audit where action like 'report.%'").fetchall()
    names = ("Acme-Co_2026-10_v1-draft.xlsx", "Acme-Co_2026-10_v1-brouillon.xlsx")
    assert lines == [("tester", "report.build", name) for name in names]


def test_the_preview_names_what_is_left_out_and_the_missing_days(desk: Desk, stocked: int) -> None:
    preview = preview_report(desk, ReportQuery(stocked, OCTOBER, "en"))
    assert {sheet.name: sheet.left_out for sheet in preview.sheets if sheet.left_out} == {
        "Goals": "No goal is set for this period.",
        "Competition": "No export and no post of competitors lies in the period.",
        "E-reputation": "No comment, review or mention of the period is in the imported files.",
        "Next steps": "No next step has been written for this period.",
        "Ads and value": "No export of ads covers the period, neither by day nor for exactly its days.",
        "Work and time": "No calendar of planned posts covers the period; hours stand only in the internal version.",
    }
    assert {fresh.platform: (fresh.last, fresh.missing_days) for fresh in preview.freshness} == {
        platform: (dt.date(2026, 10, 31), 0) for platform in ("facebook", "x", "tiktok")
    }


def test_a_year_is_compared_once_because_the_period_before_is_the_year_before(desk: Desk, stocked: int) -> None:
    assert preview_report(desk, ReportQuery(stocked, year(2025), "en")).compared == {"previous": year(2024)}


def test_a_client_without_data_gets_a_report_that_says_so(desk: Desk, store: Store) -> None:
    client = a_client(store, "Nobody yet")
    assert build_report(desk, ReportQuery(client.id, OCTOBER, "en")).sheets == ("Cover", "Sources")


def test_a_report_needs_the_permission(desk: Desk) -> None:
    nobody = Desk(desk.store, desk.settings, Person("nobody", frozenset()))
    with pytest.raises(NotAllowedError):
        build_report(nobody, ReportQuery(1, OCTOBER))
    with pytest.raises(NotAllowedError):
        preview_report(nobody, ReportQuery(1, OCTOBER))


def test_an_unknown_client_or_recipe_is_refused_by_name(desk: Desk, store: Store) -> None:
    with pytest.raises(ConflictError, match="no client with the number 99"):
        build_report(desk, ReportQuery(99, OCTOBER))
    with pytest.raises(QueryError, match="no report recipe “yearly”"):
        build_report(desk, ReportQuery(a_client(store, "Acme").id, OCTOBER, recipe="yearly"))
