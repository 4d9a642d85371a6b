"""An amount is counted once, whatever exports say it again; currencies and platforms' conversions stay apart."""

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest

from reporting.actions.desk import Desk
from reporting.metrics import ads
from reporting.metrics.engine import DuckDBEngine
from tests.value import OCTOBER, ad, by_ad, groups, now, october, of_period, put


def test_two_levels_of_the_same_days_are_counted_once(desk: Desk) -> None:
    put(desk.store, "ad_day", [by_ad(october(3), 40.0, campaign="A"), by_ad(october(3), 60.0, campaign="B")])
    client = put(desk.store, "ad_day", [ad(october(3), 40.0, campaign="A"), ad(october(3), 60.0, campaign="B")])
    assert now(desk, client)["ad_spend"] == 100
    assert now(desk, client)["levels"] == ["campaign"]


def test_days_that_only_a_finer_export_has_are_taken_from_it(desk: Desk) -> None:
    put(desk.store, "ad_day", [ad(october(3), 40.0)])
    client = put(desk.store, "ad_day", [by_ad(october(3), 41.0), by_ad(october(4), 7.0)], file="b.csv")
    assert now(desk, client)["ad_spend"] == 47
    assert now(desk, client)["levels"] == ["ad", "campaign"]


@pytest.mark.parametrize(
    "again",
    [
        {"grain": "campaign_age", "dimension": "age", "label": "18-24", "age": "18-24"},
        {"grain": "campaign_device", "dimension": "device", "label": "mobile", "device": "mobile"},
        {"grain": "campaign_keyword", "level": "keyword", "keyword": "soap"},
        {"grain": "campaign_search_term", "level": "search_term", "search_term": "soap"},
    ],
)
def test_a_breakdown_or_a_list_never_counts_not_even_alone(desk: Desk, again: dict[str, Any]) -> None:
    client = put(desk.store, "ad_day", [ad(october(3), 40.0, **again)])
    assert groups(desk, client) == {}
    put(desk.store, "ad_day", [ad(october(3), 50.0)], file="whole.csv")
    assert now(desk, client)["ad_spend"] == 50


def test_a_period_counts_only_where_the_days_do_not_reach_and_only_whole(desk: Desk) -> None:
    put(desk.store, "ad_day", [ad(october(3), 40.0), ad(october(20), 5.0)])
    client = put(desk.store, "ad_period", [of_period(october(1), october(30), 999.0)], file="30.csv")
    assert now(desk, client)["ad_spend"] == 45
    put(desk.store, "ad_period", [of_period(october(1), october(31), 100.0)], file="31.csv")
    assert now(desk, client)["ad_spend"] == 100
    assert (now(desk, client)["first_day"], now(desk, client)["last_day"]) == (october(1), october(31))
    put(desk.store, "ad_day", [ad(october(1), 1.0), ad(october(31), 2.0)], file="ends.csv")
    assert now(desk, client)["ad_spend"] == 48


def test_currencies_stand_apart_and_those_not_stated_by_account(desk: Desk) -> None:
    rows = [
        ad(october(3), 40.0),
        ad(october(3), 30.0, currency="USD", account="Acme US"),
        ad(october(3), 20.0, currency=None, account="Acme 3"),
        ad(october(3), 10.0, currency=None, account="Acme 4"),
    ]
    client = put(desk.store, "ad_day", rows)
    asked = ads.groups(desk.catalog, client, {"period": OCTOBER}, ("currency", "unstated"))
    found = [(row["currency"], row["ad_spend"]) for row in asked.found(DuckDBEngine(desk.store))]
    assert sorted(found, key=str) == [("EUR", 40.0), ("USD", 30.0), (None, 10.0), (None, 20.0)]


def test_what_was_spent_without_a_conversion_is_part_of_what_a_conversion_costs(desk: Desk) -> None:
    rows = [
        ad(october(3), 100.0, campaign="Sells", purchases=4.0, conversion_value=300.0),
        ad(october(3), 60.0, campaign="Shows", purchases=None, conversion_value=None),
    ]
    client = put(desk.store, "ad_day", rows)
    found = now(desk, client)
    assert (found["cpa"], found["roas"]) == (40, 300 / 160)
    assert (found["ad_conversions__kind"], found["ad_conversions"]) == ("purchases", 4)


def test_an_account_that_gives_no_conversions_is_in_neither_half(desk: Desk) -> None:
    rows = [ad(october(3), 100.0, conversions=4.0), ad(october(3), 60.0, account="Silent")]
    client = put(desk.store, "ad_day", rows)
    assert now(desk, client)["cpa"] == 25
    assert now(desk, client)["ad_spend"] == 160


def test_amounts_of_two_currencies_that_have_no_sum_take_their_clicks_with_them(desk: Desk) -> None:
    rows = [ad(october(3), 100.0, clicks=50), ad(october(4), None, clicks=900, campaign="Mixed")]
    client = put(desk.store, "ad_day", rows)
    assert now(desk, client)["cpc"] == 2
    assert now(desk, client)["ad_clicks"] == 950


def test_the_same_kind_of_clicks_is_compared(desk: Desk) -> None:
    before = dt.date(2026, 9, 3)
    rows = [ad(october(3), 10.0, link_clicks=5, clicks=50), ad(before, 10.0, clicks=40)]
    client = put(desk.store, "ad_day", rows)
    assert now(desk, client)["ad_clicks"] == 5
    assert groups(desk, client)["meta_ads", "EUR", "previous"]["ad_clicks"] is None


def test_conversions_have_no_sum_over_platforms(desk: Desk) -> None:
    put(desk.store, "ad_day", [ad(october(3), 10.0, conversions=5.0)], platform="google_ads")
    client = put(desk.store, "ad_day", [ad(october(3), 10.0, conversions=7.0)], platform="meta_ads", file="m.csv")
    assert [now(desk, client, platform)["ad_conversions"] for platform in ("google_ads", "meta_ads")] == [5, 7]


def test_exports_that_disagree_are_told(desk: Desk) -> None:
    put(desk.store, "ad_day", [ad(october(3), 40.0), ad(october(4), 10.0)])
    client = put(desk.store, "ad_day", [by_ad(october(3), 44.0), by_ad(october(4), 10.05)], file="b.csv")
    asked = ads.disputed(desk.catalog, client, OCTOBER)
    (found,) = asked.found(DuckDBEngine(desk.store))
    assert (found["level"], round(found["other"], 2), found["ours"]) == ("ad", 54.05, 50.0)


@pytest.mark.parametrize("seed", range(3))
def test_however_a_month_is_exported_it_is_counted_to_the_cent(desk: Desk, seed: int) -> None:
    """One truth, day by day and ad by ad; each day exported at one or several levels, breakdowns beside them."""
    rng = random.Random(seed)  # noqa: S311 -- a known mix, no secret
    exports: dict[str, list[Any]] = {"campaign": [], "account": [], "ad": [], "age": []}
    spend, impressions = Decimal(), 0
    for day in range(1, 32):
        parts = [
            (f"C{at % 3}", f"Ad {at}", Decimal(rng.randrange(1, 9999)) / 100, rng.randrange(900)) for at in range(5)
        ]
        spend += sum((part[2] for part in parts), Decimal())
        impressions += sum(part[3] for part in parts)
        levels = rng.sample(["campaign", "account", "ad"], rng.randint(1, 3))
        for level in [*levels, "age"]:
            exports[level] += _exported(october(day), level, parts)
    client = 0
    for level, rows in sorted(exports.items(), key=lambda _: rng.random()):
        client = put(desk.store, "ad_day", rows, file=f"{level}.csv") if rows else client
    found = now(desk, client)
    assert round(found["ad_spend"], 2) == float(spend)
    assert found["ad_impressions"] == impressions
    assert found["cpm"] == pytest.approx(float(spend) / impressions * 1000, rel=1e-12)


def _exported(day: dt.date, level: str, parts: list[tuple[str, str, Decimal, int]]) -> list[Any]:
    """The rows of one day at a level: the same amounts, added up differently."""
    groups_: dict[tuple[str | None, str | None], tuple[Decimal, int]] = {}
    for campaign, name, spend, shown in parts:
        key = {"campaign": (campaign, None), "account": (None, None)}.get(level, (campaign, name))
        before = groups_.get(key, (Decimal(), 0))
        groups_[key] = (before[0] + spend, before[1] + shown)
    extra: dict[str, Any] = {
        "campaign": {},
        "account": {"grain": "account", "level": "account"},
        "ad": {"grain": "campaign_ad", "level": "ad"},
        "age": {"grain": "campaign_ad_age", "level": "ad", "dimension": "age", "label": "25-34"},
    }[level]
    return [
        ad(day, float(spend), impressions=shown, **{"campaign": campaign, "ad": name, **extra})
        for (campaign, name), (spend, shown) in groups_.items()
    ]
