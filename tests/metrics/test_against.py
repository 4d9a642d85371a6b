"""Posts of a period against the stretch before it, held to arithmetic by hand and to SQL written by hand."""

import datetime as dt
from typing import Any

import pytest

from reporting.catalog.model import Catalog
from reporting.metrics.against import Against, PostCell, cells_of, movers_of
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import MetricQuery
from reporting.periods import Period, parse
from tests.tables import CLIENT, Tables, october, september, with_rows

BEFORE = Period(dt.date(2026, 7, 3), dt.date(2026, 9, 30))
AUGUST = dt.date(2026, 8, 1)


def post(day: dt.date, reach: int | None = None, *, account: int = 1, **more: Any) -> dict[str, Any]:
    return {"account": account, "platform": "instagram", "report_day": day, "reach": reach} | more


@pytest.fixture
def tables(catalog: Catalog) -> Tables:
    """Photos of 10, 20, 30, 40, 50 in September; in October one of 100, one of 5, one without reach, and a reel."""
    return with_rows(
        catalog,
        post=[
            *(post(september(at), 10 * at, media_type="photo", likes=at) for at in range(1, 6)),
            post(september(20), None, media_type="photo"),
            post(october(2), 100, media_type="photo", likes=20, caption="Un matin", permalink="https://x.example/1"),
            post(october(3), 5, media_type="photo", likes=0),
            post(october(4), None, media_type="photo"),
            post(october(5), 70, media_type="reel"),
            post(october(20), 1_000, media_type="photo"),
            post(AUGUST, 8, account=2, platform="facebook"),
            post(october(6), None, account=2, platform="facebook"),
        ],
    )


def against(metric: str = "post_reach", **more: Any) -> Against:
    query = MetricQuery((metric,), CLIENT, parse("2026-10-01..2026-10-10"), **more.pop("scope", {}))
    return Against(query, BEFORE, **more)


def test_cells_hold_posts_with_the_figure_on_both_sides(tables: Tables, catalog: Catalog) -> None:
    """Instagram begins on 1 September: 30 days of reference; Facebook on 1 August: 61, and gives no reach now."""
    assert cells_of(against(wanted=70), DuckDBEngine(tables), catalog) == [
        PostCell("facebook", None, 1, 0, None, None, 1, 8, None, 8, 0, 61),
        PostCell("instagram", "photo", 3, 2, 105, None, 5, 150, None, 30, 1, 30),
        PostCell("instagram", "reel", 1, 1, 70, None, 0, None, None, None, 1, 30),
    ]


def test_cells_of_a_rate_hold_both_sides_of_it(tables: Tables, catalog: Catalog) -> None:
    """Likes over reach, of posts where both are known: (20 + 0) / (100 + 5), before 15 / 150; the median is 0.1."""
    asked = against("engagement_rate_reach", wanted=0.15, scope={"media_types": ("photo",), "accounts": (1,)})
    (cell,) = cells_of(asked, DuckDBEngine(tables), catalog)
    assert (cell.top, cell.base, cell.usual_top, cell.usual_base) == (20, 105, 15, 150)
    assert (cell.valued, cell.usual_posts, cell.enough) == (2, 5, 1)
    assert cell.usual_value == pytest.approx(0.1)


def test_cells_add_up_to_the_figure(tables: Tables, catalog: Catalog) -> None:
    found = cells_of(against(), DuckDBEngine(tables), catalog)
    ((by_hand,),) = tables.by_hand(
        "select sum(reach) from current_post where report_day between date '2026-10-01' and date '2026-10-10'"
    )
    assert sum(cell.top or 0 for cell in found) == by_hand == 175


def test_a_platform_is_compared_from_its_change_of_definition_on(tables: Tables, catalog: Catalog) -> None:
    since = {"instagram": september(3)}
    found = {cell.media_type: cell for cell in cells_of(against(since=since), DuckDBEngine(tables), catalog)}
    assert (found["photo"].usual_posts, found["photo"].usual_top, found["photo"].days) == (3, 120, 28)


def test_after_a_change_within_the_period_nothing_is_comparable(tables: Tables, catalog: Catalog) -> None:
    found = cells_of(against(since={"instagram": october(3)}), DuckDBEngine(tables), catalog)
    assert {(cell.platform, cell.usual_posts, cell.days) for cell in found} == {
        ("facebook", 1, 61),
        ("instagram", 0, 0),
    }


def test_the_scope_holds_on_both_sides(tables: Tables, catalog: Catalog) -> None:
    asked = against(scope={"platforms": ("instagram",), "media_types": ("photo",), "accounts": (1,)})
    (cell,) = cells_of(asked, DuckDBEngine(tables), catalog)
    assert (cell.media_type, cell.valued, cell.usual_posts) == ("photo", 2, 5)


def test_movers_are_the_posts_furthest_from_the_usual_one(tables: Tables, catalog: Catalog) -> None:
    """The usual photo has 30: 100 is 70 above, and above all five; 5 is 25 below. The reel has no usual one."""
    best, worst = movers_of(against(), DuckDBEngine(tables), catalog)
    assert (best.day, best.value, best.usual, best.distance, best.n, best.percentile) == (october(2), 100, 30, 70, 5, 1)
    assert (best.caption, best.permalink, best.account) == ("Un matin", "https://x.example/1", 1)
    assert (worst.day, worst.distance, worst.percentile) == (october(3), -25, 0)


def test_movers_of_a_rate_are_weighed_by_what_it_divides(tables: Tables, catalog: Catalog) -> None:
    """A usual photo has 0.1: 20 likes of 100 people are 10 more than that, none of 5 are half a like less."""
    found = movers_of(against("engagement_rate_reach"), DuckDBEngine(tables), catalog)
    assert [(one.value, round(one.distance, 9)) for one in found] == [(0.2, 10), (0, -0.5)]


def test_at_most_three_posts_stand_at_either_end(catalog: Catalog) -> None:
    before = [post(september(1 + at), 100) for at in range(5)]
    now = [post(october(1 + at), 90 + at) for at in range(10)]
    tables = with_rows(catalog, post=[*before, *now, post(october(10), 104)])
    found = movers_of(against(), DuckDBEngine(tables), catalog)
    assert [one.value for one in found] == [104, 92, 91, 90]
