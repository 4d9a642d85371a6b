"""The sheets "Competition" and "Audience" of a real store: every figure against SQL or arithmetic by hand."""

import datetime as dt
import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report, preview_report
from reporting.numbers import NOT_PROVIDED
from tests.market import CLIENT, HOSTILE, OCTOBER, audience, exports, fill, october, page
from tests.stocking import a_client, stock

OWN = "Cairn & Sel (own page)"


def sheet(desk: Desk, client: int, name: str = "Competition") -> list[list[Any]]:
    made = build_report(desk, ReportQuery(client, OCTOBER, "en"))
    return CalamineWorkbook.from_filelike(io.BytesIO(made.data)).get_sheet_by_name(name).to_python()


def table(rows: list[list[Any]], title: str) -> dict[str, list[Any]]:
    """The rows below the heading that begins so, by their first cell."""
    at = next(number for number, row in enumerate(rows) if str(row[0]).startswith(title))
    found: dict[str, list[Any]] = {}
    for row in until_next(rows, at):
        found.setdefault(str(row[0]), row[1:])
    return found


def until_next(rows: list[list[Any]], at: int) -> list[list[Any]]:
    ends = (n for n, row in enumerate(rows[at + 1 :], at + 1) if str(row[0]).startswith(("Instagram –", "LinkedIn:")))
    return rows[at + 1 : next(ends, len(rows))]


def words(rows: list[list[Any]]) -> str:
    return "\n".join(str(row[0]) for row in rows)


PERIOD = """
with page as (
  select rival, followers, new_followers, posts_published as posts, engagements
  from current_rival_period where period_from = '{0}' and period_to = '{1}'
)
select followers, new_followers, posts, posts * 7 / {2}, engagements, engagements / nullif(posts, 0),
  engagements / (select sum(engagements) from page)
from page where rival = $rival
"""


def by_hand(desk: Desk, sql: str, rival: str) -> list[Any]:
    with desk.store.read() as cur:
        row = cur.execute(sql, {"rival": rival}).fetchone()
    return [NOT_PROVIDED if value is None else float(value) for value in row or ()]


@pytest.mark.parametrize(
    ("name", "shown"), [("Cairn & Sel", OWN), ("Maison Larzac",) * 2, (HOSTILE,) * 2, ("Bivouac",) * 2]
)
def test_each_page_has_the_figures_of_its_export(desk: Desk, name: str, shown: str) -> None:
    found = table(sheet(desk, fill(desk.store)), "LinkedIn –")[shown]
    assert found[:7] == pytest.approx(by_hand(desk, PERIOD.format("2026-10-01", "2026-10-31", 31), name))
    before = by_hand(desk, PERIOD.format("2026-09-01", "2026-09-30", 30), name)
    assert found[7] == pytest.approx(before[6] if before else NOT_PROVIDED)
    assert "✗" not in found


def test_the_own_page_stands_against_the_median_of_the_set(desk: Desk) -> None:
    found = table(sheet(desk, fill(desk.store)), "LinkedIn –")
    assert found["Median of the set"][:7] == pytest.approx(
        [5_056, 72.5, 7.5, 7.5 * 7 / 31, 986, (1_196 / 12 + 986 / 14) / 2, 986 / 2_182]
    )
    gaps = found["Own page against the median"]
    assert (gaps[0], gaps[4]) == pytest.approx((3_365 / 5_056 - 1, 1_196 / 986 - 1))
    assert [str(value) for value in found["Place of the own page, of so many"][:7]] == [
        "3 / 3", "2 / 4", "2 / 4", "2 / 4", "1 / 3", "1 / 2", "1 / 3",
    ]  # fmt: skip


def test_a_share_of_the_same_pages_is_compared_in_points(desk: Desk) -> None:
    found = table(sheet(desk, fill(desk.store)), "LinkedIn –")[OWN]
    assert found[8] == pytest.approx(100 * (1_196 / 2_182 - 600 / 2_000))


def test_the_headline_says_where_the_own_page_stands(desk: Desk) -> None:
    said = words(sheet(desk, fill(desk.store)))
    assert "Cairn & Sel has 54.81% of the public engagements of the 3 tracked pages with a figure: place 1." in said
    assert "Without public engagements, and so outside of the shares: Bivouac." in said
    assert "(31 of the 31 days of the period)" in said


def test_posts_of_tracked_pages_are_counted_over_the_days_that_are_known(desk: Desk) -> None:
    """Posts from 3 September to 12 October: twelve days of October."""
    found = table(sheet(desk, fill(desk.store)), "Instagram –")
    sql = """
    with post as (
      select rival, coalesce(reactions, likes) + comments + shares as public from current_rival_post
      where published_on between '2026-10-01' and '2026-10-12'
    ),
    page as (
      select rival, count(*) as posts, case when count(public) = count(*) then sum(public) end as public
      from post group by rival
    )
    select posts, posts * 7 / 12, public, public / posts, public / (select sum(public) from page)
    from page where rival = $rival
    """
    for name, shown in (("Cairn et Sel", "Cairn et Sel (own page)"), ("Larzac", "Larzac"), ("Sentiers", "Sentiers")):
        assert found[shown][2:7] == pytest.approx(by_hand(desk, sql, name)), name
    assert found["Sentiers"][4] == NOT_PROVIDED


def test_an_export_that_reaches_over_the_edge_is_named_and_never_cut(desk: Desk) -> None:
    first, last = dt.date(2026, 9, 30), october(29)
    client = exports(desk.store, [page("Cairn & Sel", first, last, posts_published=4, engagements=9)])
    plan = preview_report(desk, ReportQuery(client, OCTOBER, "en"))
    reason = next(one.left_out for one in plan.sheets if one.kind == "competition")
    assert reason is not None
    assert reason.startswith("No export of tracked pages lies inside the period; there is one of: Sep")


def test_exports_side_by_side_are_added_and_the_days_between_them_are_not(desk: Desk) -> None:
    """Two weeks of four: fourteen days are counted; a page that is missing in one of them has no sums."""
    weeks = ((october(1), october(7)), (october(15), october(21)))
    rows = [
        page("Cairn & Sel", *week, followers=at, posts_published=2, engagements=10) for at, week in enumerate(weeks, 5)
    ]
    rows += [page("Larzac", *week, posts_published=7, engagements=30) for week in weeks]
    client = exports(desk.store, [*rows, page("Bivouac", *weeks[0], posts_published=1, engagements=1)])
    found = table(sheet(desk, client), "LinkedIn –")
    assert found[OWN][:7] == pytest.approx([6, NOT_PROVIDED, 4, 4 * 7 / 14, 20, 5, 0.25])
    assert found["Bivouac"][:7] == [NOT_PROVIDED] * 7
    assert "(14 of the 31 days of the period)" in words(sheet(desk, client))


def test_shares_of_other_pages_are_not_compared(desk: Desk) -> None:
    both = (OCTOBER.start, OCTOBER.end), (dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    rows = [page("Cairn & Sel", *span, posts_published=2, engagements=10) for span in both]
    rows.append(page("Larzac", *both[0], posts_published=7, engagements=30))
    rows.append(page("Bivouac", *both[1], posts_published=7, engagements=30))
    found = sheet(desk, exports(desk.store, rows))
    assert table(found, "LinkedIn –")[OWN][6:9] == pytest.approx([0.25, 0.25, NOT_PROVIDED])
    assert "September 2026: other pages have public engagements than now" in words(found)


def test_a_part_that_is_missing_makes_no_smaller_sum(desk: Desk) -> None:
    whole = (OCTOBER.start, OCTOBER.end)
    rows = [
        page("Cairn & Sel", *whole, posts_published=14, reactions=None, comments=8),
        page("Le Fournil", *whole, posts_published=12, reactions=402, comments=31),
    ]
    found = sheet(desk, exports(desk.store, rows))
    assert table(found, "LinkedIn –")[OWN][4] == NOT_PROVIDED
    assert table(found, "LinkedIn –")["Le Fournil"][4] == 433
    assert "Public engagements are made of: reactions, comments." in words(found)


def test_two_pages_of_the_clients_name_are_nobodys(desk: Desk) -> None:
    whole = (OCTOBER.start, OCTOBER.end)
    rows = [page(name, *whole, posts_published=1, engagements=1) for name in ("Cairn & Sel", "cairn et sel")]
    found = sheet(desk, exports(desk.store, rows))
    assert "Which of the 2 tracked pages is your own could not be told." in words(found)
    assert OWN not in words(found)


def test_the_make_up_is_the_observation_nearest_to_the_end_of_the_period(desk: Desk) -> None:
    for day, people in ((dt.date(2026, 10, 2), 50), (dt.date(2026, 11, 2), 60), (dt.date(2026, 11, 20), 70)):
        audience(desk.store, "seniority", {"Senior": people, "Entry": 100 - people}, day)
    found = sheet(desk, a_client(desk.store, CLIENT).id, "Audience – Make-up")
    at = next(n for n, row in enumerate(found) if row[0] == "LinkedIn: followers by seniority")
    assert "imported on November 2, 2026" in found[at + 1][0]
    assert [row[:3] for row in found[at + 3 : at + 6]] == [
        ["Senior", 0.6, 60], ["Entry", 0.4, 40], ["All groups listed", 1, 100],
    ]  # fmt: skip


def test_two_tables_stand_beside_each_other_and_each_adds_its_own_groups(desk: Desk) -> None:
    day = dt.date(2026, 11, 2)
    audience(desk.store, "industry", {"Retail": 30, "Travel": 10}, day)
    audience(desk.store, "seniority", {"Senior": 60, "Entry": 20}, day)
    audience(desk.store, "job_function", {"Sales": 5, "Marketing": 15}, day)
    found = sheet(desk, a_client(desk.store, CLIENT).id, "Audience – Make-up")
    titles = [(n, at) for n, row in enumerate(found) for at in (0, 5) if str(row[at]).startswith("LinkedIn: ")]
    assert [at for _, at in titles] == [0, 5, 0]
    assert titles[0][0] == titles[1][0] < titles[2][0]
    totals = {
        str(found[row][at]): [found[row + 5][at + 1], found[row + 5][at + 2], found[row + 3][at + 1]]
        for row, at in titles
    }
    assert totals == {
        "LinkedIn: followers by industry": [1, 40, 0.75],
        "LinkedIn: followers by seniority": [1, 80, 0.75],
        "LinkedIn: followers by job function": [1, 20, 0.75],
    }


def test_two_files_of_one_day_are_never_mixed(desk: Desk) -> None:
    day = dt.date(2026, 11, 2)
    audience(desk.store, "city", {"Valence": 0.4, "Lyon": 0.2, "Die": 0.1}, day)
    audience(desk.store, "city", {"Valence, France": 0.5, "Lyon, France": 0.3}, day)
    found = words(sheet(desk, a_client(desk.store, CLIENT).id, "Audience – Make-up"))
    assert "Valence, France" in found
    assert "Die" not in found.split("\n")


def test_levels_stand_by_network_and_are_added_over_accounts(desk: Desk) -> None:
    for platform, level in (("tiktok", 100), ("x", 40)):
        days = [{"day": october(day), "followers": level + day, "account": platform} for day in range(1, 32)]
        stock(desk.store, CLIENT, "account_day", days, platform=platform, file=f"{platform}.csv")
    rows = sheet(desk, a_client(desk.store, CLIENT).id, "Audience")
    at = next(n for n, row in enumerate(rows) if row[0] == "Followers")
    assert {row[0]: row[1] for row in rows[at + 1 : at + 4]} == {"TikTok": 131, "X": 71, "All networks together": 202}


def test_what_the_sheets_show_is_defined_and_its_files_are_named(desk: Desk) -> None:
    client = fill(desk.store)
    defined = words(sheet(desk, client, "Definitions"))
    assert "Share of voice" in defined
    assert "Share of the audience" in defined
    files = words(sheet(desk, client, "Sources"))
    assert "competitors.xlsx" in files
    assert "rival_posts.csv" in files
